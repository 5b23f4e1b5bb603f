"""Changing uploads and submissions; each change is logged, none commits."""

from portal.submissions.operations.cycles import set_cycle
from portal.submissions.operations.identity import record_identity, withdraw_identity
from portal.submissions.operations.limits import change_threshold
from portal.submissions.operations.memory import apply_rule_again, explain, suspend_rule
from portal.submissions.operations.parts import receive_whole, record_part
from portal.submissions.operations.reviews import (
    accept,
    decide_sections,
    return_for_correction,
    start_review,
)
from portal.submissions.operations.uploads import (
    Received,
    abandon,
    keep_file,
    note_correction,
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
    "decide_sections",
    "explain",
    "keep_file",
    "note_correction",
    "recall",
    "receive_upload",
    "receive_whole",
    "record_check",
    "record_identity",
    "record_part",
    "return_for_correction",
    "set_cycle",
    "start_check",
    "start_review",
    "submit",
    "suspend_rule",
    "withdraw_identity",
]
