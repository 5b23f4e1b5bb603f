"""The tables of submissions, by meaning."""

from portal.submissions.models.attached import AttachedFile
from portal.submissions.models.identity import IdentityChange, SectionDecision
from portal.submissions.models.limits import ThresholdChange
from portal.submissions.models.lines import (
    ExchangeLine,
    InventoryLine,
    PlanMeasureLine,
    PlanTargetLine,
)
from portal.submissions.models.memory import Explanation, RuleSuspension
from portal.submissions.models.standing import MemberStanding
from portal.submissions.models.summaries import Cycle, MemberYearSummary
from portal.submissions.models.uploads import (
    StoredFile,
    Upload,
    UploadCorrection,
    UploadPart,
    UploadReport,
)
from portal.submissions.models.versions import ReviewDecision, Submission, SubmissionVersion

__all__ = [
    "AttachedFile",
    "Cycle",
    "ExchangeLine",
    "Explanation",
    "IdentityChange",
    "InventoryLine",
    "MemberStanding",
    "MemberYearSummary",
    "PlanMeasureLine",
    "PlanTargetLine",
    "ReviewDecision",
    "RuleSuspension",
    "SectionDecision",
    "StoredFile",
    "Submission",
    "SubmissionVersion",
    "ThresholdChange",
    "Upload",
    "UploadCorrection",
    "UploadPart",
    "UploadReport",
]
