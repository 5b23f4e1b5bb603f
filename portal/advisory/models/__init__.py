"""The tables of diagnoses, by meaning."""

from portal.advisory.models.answers import Decision, FollowUp, Implementation, VerificationLink
from portal.advisory.models.attachments import Attachment
from portal.advisory.models.equipment import Equipment, Measurement
from portal.advisory.models.findings import (
    Calculation,
    DataAction,
    Finding,
    Recommendation,
    Saving,
)
from portal.advisory.models.requests import (
    Assignment,
    ConflictDeclaration,
    Request,
    TeamMember,
    Visit,
)

__all__ = [
    "Assignment",
    "Attachment",
    "Calculation",
    "ConflictDeclaration",
    "DataAction",
    "Decision",
    "Equipment",
    "Finding",
    "FollowUp",
    "Implementation",
    "Measurement",
    "Recommendation",
    "Request",
    "Saving",
    "TeamMember",
    "VerificationLink",
    "Visit",
]
