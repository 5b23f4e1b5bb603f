"""Where a hand-in stands, and what a person has to do: pure questions about rows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from portal.reference.groups import Group
from portal.submissions.figures import SubmissionRow, UploadRow
from portal.submissions.states import Kind, State, UploadState
from portal.web.handin.stages import Step, stages
from portal.web.home.todo import for_member, for_review, tally, waiting

NOW = datetime(2026, 5, 19, tzinfo=UTC)
NOTHING = SubmissionRow(
    1, "M001", "鋼一", "First Steel", Group.STEEL, Kind.INVENTORY, 2025, None, State.NONE,
    None, None, None, None, False, 0, None, 0,
)  # fmt: skip
UPLOAD = UploadRow(
    7, "U-2026-000007", "a.xlsx", "0" * 64, 1, 1, "M001", Kind.INVENTORY, 2025, "王小明", NOW,
    UploadState.CHECKED, 0, 0, 0, None,
)  # fmt: skip
HANDED_IN = replace(
    NOTHING, submission_id=3, state=State.SUBMITTED, current_version=1, submitted_at=NOW
)


@pytest.mark.parametrize(
    ("row", "uploads", "now", "can_upload"),
    [
        (NOTHING, [], Step.TEMPLATE, True),
        (NOTHING, [replace(UPLOAD, state=UploadState.CHECKING)], Step.CHECK, False),
        (NOTHING, [replace(UPLOAD, errors=2)], Step.CHECK, True),
        (NOTHING, [replace(UPLOAD, state=UploadState.UNREADABLE, errors=1)], Step.CHECK, True),
        (NOTHING, [UPLOAD], Step.SIGN, True),
        (NOTHING, [replace(UPLOAD, state=UploadState.ABANDONED)], Step.TEMPLATE, True),
        (HANDED_IN, [replace(UPLOAD, version=1)], Step.RECEIPT, False),
        (
            replace(HANDED_IN, state=State.RETURNED),
            [replace(UPLOAD, version=1)],
            Step.UPLOAD,
            True,
        ),
        (replace(HANDED_IN, state=State.RETURNED), [UPLOAD], Step.SIGN, True),
        (
            replace(HANDED_IN, state=State.ACCEPTED),
            [replace(UPLOAD, version=1)],
            Step.RECEIPT,
            True,
        ),
    ],
    ids=[
        "nothing yet", "being checked", "with errors", "unreadable", "sound", "put aside",
        "handed in", "returned", "corrected", "accepted",
    ],
)  # fmt: skip
def test_exactly_one_step_is_the_present_one(
    row: SubmissionRow, uploads: list[UploadRow], now: Step, can_upload: bool
) -> None:
    found = stages(row, uploads)

    assert found.now is now
    assert found.can_upload is can_upload
    assert [found.state(step) for step in Step].count("now") == 1


def test_a_member_is_told_what_is_missing_and_what_to_correct() -> None:
    returned = replace(HANDED_IN, state=State.RETURNED)
    wrong = replace(NOTHING, kind=Kind.PLAN, latest_upload_id=9, errors=4, state=State.CHECKED)

    todos = for_member([NOTHING, returned, wrong, HANDED_IN], may_sign=False)

    assert [todo.tone for todo in todos] == ["warning", "error", "error"]
    assert [todo.action.en for todo in todos] == ["Get the template", "Correct", "Correct"]


def test_only_the_signatory_is_asked_to_sign() -> None:
    sound = replace(NOTHING, latest_upload_id=9, state=State.CHECKED)

    [signatory] = for_member([sound], may_sign=True)
    [preparer] = for_member([sound], may_sign=False)

    assert signatory.action.en == "Sign"
    assert preparer.action.en == "Ask for signature"


def test_what_waits_longest_is_reviewed_first() -> None:
    older = replace(HANDED_IN, company_code="M002", submitted_at=NOW - timedelta(days=3))
    accepted = replace(HANDED_IN, state=State.ACCEPTED)

    todos = for_review([HANDED_IN, accepted, older, NOTHING])

    assert [todo.row.company_code for todo in todos] == ["M002", "M001"]


def test_the_tally_counts_each_member_once() -> None:
    states = dict.fromkeys(State, 0)
    counts = states | {State.NONE: 1, State.SUBMITTED: 1, State.ACCEPTED: 1}

    found = tally(counts)

    assert (found.members, found.handed_in, found.accepted, found.nothing) == (3, 2, 1, 1)
    assert waiting([counts, counts, states]) == 2
