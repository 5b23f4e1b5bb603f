"""What a diagnosis's figures are held against: errors refuse, warnings ask for an explanation."""

from portal.advisory.rules.flags import MOST_HOURS, Flag
from portal.advisory.rules.measurements import CALIBRATED_FOR, machine_flags, reading_flags
from portal.advisory.rules.progress import progress_flags
from portal.advisory.rules.recommendations import (
    FACTORS,
    LARGE_SHARE,
    PAYBACKS,
    RULES,
    SLIPS,
    Proposal,
    judged,
)

__all__ = [
    "CALIBRATED_FOR",
    "FACTORS",
    "LARGE_SHARE",
    "MOST_HOURS",
    "PAYBACKS",
    "RULES",
    "SLIPS",
    "Flag",
    "Proposal",
    "judged",
    "machine_flags",
    "progress_flags",
    "reading_flags",
]
