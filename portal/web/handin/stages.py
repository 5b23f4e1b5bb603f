"""Where a hand-in stands: five steps, of which one is the present one."""

from dataclasses import dataclass
from enum import StrEnum

from portal.submissions.figures import SubmissionRow, UploadRow
from portal.submissions.states import State, UploadState

UNDER_WAY = frozenset({UploadState.RECEIVED, UploadState.CHECKING})
WITH_THE_CITY = frozenset({State.SUBMITTED, State.UNDER_REVIEW})


class Step(StrEnum):
    """The steps in their order."""

    TEMPLATE = "template"
    UPLOAD = "upload"
    CHECK = "check"
    SIGN = "sign"
    RECEIPT = "receipt"


ORDER = tuple(Step)


@dataclass(frozen=True, slots=True)
class Stages:
    """The present step, and what it is about.

    Attributes:
        latest: the latest upload that was not put aside, None before the first.
        is_under_way: the check of it has not ended.
        can_upload: another file may come in now.
    """

    now: Step
    latest: UploadRow | None
    is_under_way: bool
    can_upload: bool

    def state(self, step: Step) -> str:
        """`done`, `now` or `later`; when all is over, the receipt is done too."""
        place, present = ORDER.index(step), ORDER.index(self.now)
        if place == present:
            return "now"
        return "done" if place < present else "later"


def stages(row: SubmissionRow, uploads: list[UploadRow]) -> Stages:
    """Where the hand-in of one member, kind and year stands.

    Args:
        row: where the submission stands.
        uploads: latest first, the ones put aside among them.
    """
    # A file of several stands in the list, but is neither the latest nor handed in by itself.
    kept = [
        one
        for one in uploads
        if one.state is not UploadState.ABANDONED and (one.whole_id is None or one.version)
    ]
    latest = kept[0] if kept else None
    under_way = latest is not None and latest.state in UNDER_WAY
    can_upload = row.state not in WITH_THE_CITY and not under_way
    return Stages(_now(row, latest), latest, under_way, can_upload)


def _now(row: SubmissionRow, latest: UploadRow | None) -> Step:
    if latest is None:
        return Step.UPLOAD if row.current_version else Step.TEMPLATE
    if latest.version is not None:
        return Step.UPLOAD if row.state is State.RETURNED else Step.RECEIPT
    if latest.state is UploadState.CHECKED and not latest.errors:
        return Step.SIGN
    return Step.CHECK
