"""The names of everything that is logged."""

from enum import StrEnum


class Event(StrEnum):
    """What happened; a name is never reused for another meaning."""

    SIGNED_IN = "account.signed_in"
    SIGN_IN_FAILED = "account.sign_in_failed"
    SIGN_IN_LOCKED = "account.sign_in_locked"
    SIGNED_OUT = "account.signed_out"
    SESSION_ENDED = "account.session_ended"
    INVITED = "account.invited"
    INVITATION_ACCEPTED = "account.invitation_accepted"
    RESET_REQUESTED = "account.reset_requested"
    PASSWORD_RESET = "account.password_reset"  # noqa: S105
    PASSWORD_CHANGED = "account.password_changed"  # noqa: S105
    LINK_REFUSED = "account.link_refused"
    USER_ADDED = "account.added"
    ROLE_CHANGED = "account.role_changed"
    USER_DISABLED = "account.disabled"
    USER_ENABLED = "account.enabled"
    ACCESS_DENIED = "access.denied"

    COMPANY_ADDED = "member.company_added"
    COMPANY_CHANGED = "member.company_changed"
    COMPANY_LEFT = "member.company_left"
    SITE_ADDED = "member.site_added"
    SITE_CHANGED = "member.site_changed"
    SITE_TRANSFERRED = "member.site_transferred"
    MEMBERS_IMPORTED = "member.imported"

    UPLOAD_RECEIVED = "upload.received"
    UPLOAD_CHECKED = "upload.checked"
    UPLOAD_UNREADABLE = "upload.unreadable"
    UPLOAD_ABANDONED = "upload.abandoned"
    UPLOAD_CORRECTED = "upload.corrected"
    UPLOAD_REFUSED = "upload.refused"
    WARNINGS_EXPLAINED = "upload.warnings_explained"
    SUBMITTED = "submission.submitted"
    RECALLED = "submission.recalled"
    REVIEW_STARTED = "submission.review_started"
    ACCEPTED = "submission.accepted"
    RETURNED = "submission.returned"
    CYCLE_SET = "submission.cycle_set"

    RULE_SUSPENDED = "rule.suspended"
    RULE_APPLIED_AGAIN = "rule.applied_again"
    THRESHOLD_CHANGED = "rule.threshold_changed"

    PUBLISHED = "publication.published"
    EVIDENCE_TAKEN = "download.evidence"
    MV_PLAN_WRITTEN = "verification.plan_written"
    MV_PLAN_APPROVED = "verification.plan_approved"
    MV_DATA_RECEIVED = "verification.data_received"
    MV_ADJUSTMENT_PROPOSED = "verification.adjustment_proposed"
    MV_ADJUSTMENT_DECIDED = "verification.adjustment_decided"
    MV_REPORT_SUBMITTED = "verification.report_submitted"
    MV_REPORT_DECIDED = "verification.report_decided"

    TEMPLATE_TAKEN = "download.template"
    FILE_TAKEN = "download.file"
    REPORT_TAKEN = "download.report"
    DOCUMENTS_ASKED = "report.documents_asked"
    DOCUMENTS_TAKEN = "download.documents"

    SETTINGS_CHANGED = "operation.settings_changed"
    BACKED_UP = "operation.backed_up"
    VERIFIED = "operation.verified"
