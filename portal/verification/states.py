"""The life of a plan and of a report."""

from enum import StrEnum

from portal.language import Text


class PlanState(StrEnum):
    """A draft may still be changed; an approved plan may not."""

    DRAFT = "draft"
    APPROVED = "approved"

    @property
    def label(self) -> Text:
        """The state in both languages."""
        return {
            PlanState.DRAFT: Text("草案", "Draft"),
            PlanState.APPROVED: Text("已核定", "Approved"),
        }[self]


class ReportOutcome(StrEnum):
    """What became of a report; a submitted one has none yet."""

    VERIFIED = "verified"
    REJECTED = "rejected"

    @property
    def label(self) -> Text:
        """The outcome in both languages."""
        return {
            ReportOutcome.VERIFIED: Text("已驗證", "Verified"),
            ReportOutcome.REJECTED: Text("退回", "Rejected"),
        }[self]


class VerificationError(Exception):
    """The base of this package's errors; each is answered with a conflict."""


class ApprovedError(VerificationError):
    """The plan is approved and no longer changes."""


class NotApprovedError(VerificationError):
    """The plan is not approved yet, so nothing can be reported by it."""


class DecidedError(VerificationError):
    """It has been decided already."""


class OwnWorkError(VerificationError):
    """Nobody verifies what they submitted themselves."""


class FailedChecksError(VerificationError):
    """A report with a failed check cannot be verified."""


class NoDataError(VerificationError):
    """The plan has no data yet."""
