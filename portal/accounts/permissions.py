"""Who may do what, in one table, and on whose objects, in one rule."""

from enum import StrEnum

from portal.language import Text
from portal.reference.groups import Group


class Role(StrEnum):
    """What a user is."""

    PREPARER = "preparer"
    SIGNATORY = "signatory"
    COORDINATOR = "coordinator"
    ADVISOR = "advisor"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    ESCO = "esco"

    @property
    def label(self) -> Text:
        """The role's name in both languages."""
        return LABELS[self]

    @property
    def is_member(self) -> bool:
        """Whether a user of this role belongs to a company."""
        return self in {Role.PREPARER, Role.SIGNATORY}


LABELS = {
    Role.PREPARER: Text("填報人員", "Member preparer"),
    Role.SIGNATORY: Text("簽核主管", "Member signatory"),
    Role.COORDINATOR: Text("聯盟承辦人", "Coordinator"),
    Role.ADVISOR: Text("輔導委員", "Advisor"),
    Role.AUDITOR: Text("稽核人員", "Auditor"),
    Role.ADMINISTRATOR: Text("系統管理員", "Administrator"),
    Role.ESCO: Text("能源技術服務業（ESCO）", "ESCO"),
}


class Permission(StrEnum):
    """One thing that a route or command lets a user do."""

    SEE_SUMMARY = "see_summary"
    SEE_MEMBERS = "see_members"
    SEE_SUBMISSIONS = "see_submissions"
    TAKE_TEMPLATE = "take_template"
    TAKE_FILE = "take_file"
    TAKE_REPORT = "take_report"
    TAKE_ALL_REPORTS = "take_all_reports"
    UPLOAD = "upload"
    SUBMIT = "submit"
    RECALL = "recall"
    REVIEW = "review"
    SET_CYCLES = "set_cycles"
    IMPORT = "import"
    MANAGE_MEMBERS = "manage_members"
    MANAGE_ACCOUNTS = "manage_accounts"
    SUSPEND_RULES = "suspend_rules"
    CHANGE_THRESHOLDS = "change_thresholds"
    RECORD_IDENTITY = "record_identity"
    SEE_EXCHANGE = "see_exchange"
    ANSWER_EXCHANGE = "answer_exchange"
    SETTLE_EXCHANGE = "settle_exchange"
    TAKE_EXCHANGE_EVIDENCE = "take_exchange_evidence"
    PUBLISH = "publish"
    SEE_AUDIT = "see_audit"
    SEE_OPERATIONS = "see_operations"
    OWN_ACCOUNT = "own_account"
    CALCULATE = "calculate"
    SEE_SAVINGS = "see_savings"
    MEASURE_SAVINGS = "measure_savings"
    VERIFY_SAVINGS = "verify_savings"
    EDIT_BUDGET = "edit_budget"

    SEE_ESCO = "see_esco"
    RUN_ESCO = "run_esco"
    STATE_ESCO = "state_esco"
    ACCEPT_ESCO = "accept_esco"
    SETTLE_SAVINGS = "settle_savings"
    LINK_SAVINGS = "link_savings"
    HAND_IN_CLAIMS = "hand_in_claims"

    SEE_ADVISORY = "see_advisory"
    REQUEST_ADVISORY = "request_advisory"
    RUN_ADVISORY = "run_advisory"
    ADVISE = "advise"
    KEEP_EQUIPMENT = "keep_equipment"
    ANSWER_ADVICE = "answer_advice"
    REPORT_PROGRESS = "report_progress"
    CHECK_OFF = "check_off"


READING = frozenset(
    {
        Permission.SEE_SUMMARY,
        Permission.SEE_MEMBERS,
        Permission.SEE_SUBMISSIONS,
        Permission.TAKE_TEMPLATE,
        Permission.TAKE_FILE,
        Permission.TAKE_REPORT,
        Permission.OWN_ACCOUNT,
        Permission.SEE_ADVISORY,
        Permission.CALCULATE,
        Permission.SEE_SAVINGS,
        Permission.SEE_EXCHANGE,
        Permission.SEE_ESCO,
    }
)
PREPARING = READING | {
    Permission.UPLOAD,
    Permission.MEASURE_SAVINGS,
    Permission.RECORD_IDENTITY,
    Permission.ANSWER_EXCHANGE,
    Permission.TAKE_EXCHANGE_EVIDENCE,
    Permission.REQUEST_ADVISORY,
    Permission.KEEP_EQUIPMENT,
    Permission.ANSWER_ADVICE,
    Permission.REPORT_PROGRESS,
    Permission.STATE_ESCO,
    Permission.LINK_SAVINGS,
    Permission.HAND_IN_CLAIMS,
}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.PREPARER: PREPARING,
    Role.SIGNATORY: PREPARING | {Permission.SUBMIT, Permission.RECALL},
    Role.COORDINATOR: READING
    | {Permission.REVIEW, Permission.SET_CYCLES, Permission.CHANGE_THRESHOLDS}
    | {Permission.MEASURE_SAVINGS, Permission.VERIFY_SAVINGS}
    | {Permission.RECORD_IDENTITY, Permission.SETTLE_EXCHANGE, Permission.PUBLISH}
    | {Permission.TAKE_EXCHANGE_EVIDENCE}
    | {Permission.TAKE_ALL_REPORTS, Permission.EDIT_BUDGET}
    | {Permission.REQUEST_ADVISORY, Permission.RUN_ADVISORY, Permission.CHECK_OFF}
    | {Permission.RUN_ESCO, Permission.ACCEPT_ESCO}
    | {Permission.SETTLE_SAVINGS, Permission.LINK_SAVINGS, Permission.HAND_IN_CLAIMS},
    Role.ADVISOR: READING
    | {
        Permission.MEASURE_SAVINGS,
        Permission.ADVISE,
        Permission.KEEP_EQUIPMENT,
        Permission.REPORT_PROGRESS,
        Permission.CHECK_OFF,
        Permission.HAND_IN_CLAIMS,
    },
    Role.AUDITOR: READING | {Permission.SEE_AUDIT, Permission.SEE_OPERATIONS},
    Role.ADMINISTRATOR: READING
    | {
        Permission.IMPORT,
        Permission.SET_CYCLES,
        Permission.MANAGE_MEMBERS,
        Permission.MANAGE_ACCOUNTS,
        Permission.SUSPEND_RULES,
        Permission.CHANGE_THRESHOLDS,
        Permission.RECORD_IDENTITY,
        Permission.SEE_AUDIT,
        Permission.SEE_OPERATIONS,
    },
    # An ESCO's user has its contracts, which carry their own scope, and no member's objects.
    Role.ESCO: frozenset(
        {
            Permission.OWN_ACCOUNT,
            Permission.SEE_ESCO,
            Permission.STATE_ESCO,
            Permission.HAND_IN_CLAIMS,
        }
    ),
}


class NotAllowedError(Exception):
    """The actor may not do this; the answer is the one for something that does not exist."""


def may(role: Role, permission: Permission) -> bool:
    """Whether users of a role may do something at all, to some object."""
    return permission in PERMISSIONS[role]


def in_scope(
    role: Role,
    own_company_id: int | None,
    own_groups: frozenset[Group],
    *,
    company_id: int,
    group: Group,
) -> bool:
    """Whether a company's objects are there for a user.

    Members have their own company; coordinators and advisors the groups they are limited to, or
    all without a limit; auditors and administrators have all; an ESCO has none.
    """
    match role:
        case Role.PREPARER | Role.SIGNATORY:
            return own_company_id == company_id
        case Role.COORDINATOR | Role.ADVISOR:
            return not own_groups or group in own_groups
        case Role.AUDITOR | Role.ADMINISTRATOR:
            return True
        case Role.ESCO:
            return False
