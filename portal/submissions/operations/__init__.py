"""Changing uploads and submissions; each change is logged, none commits."""

from portal.submissions.operations.cycles import set_cycle
from portal.submissions.operations.limits import change_threshold
from portal.submissions.operations.memory import apply_rule_again, explain, suspend_rule
from portal.submissions.operations.reviews import accept, return_for_correction, start_review
from portal.submissions.operations.uploads import (
    Received,
    abandon,
    keep_file,
    receive_upload,
    record_check,
    start_check,
)
from portal.submissions.operations.versions import recall, submit

__all__ = [
    "Received",
    "abandon",
    "accept",
    "apply_rule_again",
    "change_threshold",
    "explain",
    "keep_file",
    "recall",
    "receive_upload",
    "record_check",
    "return_for_correction",
    "set_cycle",
    "start_check",
    "start_review",
    "submit",
    "suspend_rule",
]
