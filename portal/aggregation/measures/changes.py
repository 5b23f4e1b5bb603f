"""What became of measures since the plan before, and how far each has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from portal.aggregation.measures.entries import Entry, MemberPlan
from portal.language import Text
from portal.plans.amounts import Amount, Missing
from portal.plans.measures import ramp
from portal.reference.closed_sets import MeasureStatus


class Changed(StrEnum):
    """What can change of a measure from one plan to the next."""

    NEW = "new"
    DROPPED = "dropped"
    MOVED = "moved"
    EFFECT = "effect"
    COST = "cost"
    STATUS = "status"


CHANGED_LABELS = {
    Changed.NEW: Text("新增", "New"),
    Changed.DROPPED: Text("取消或刪除", "Dropped"),
    Changed.MOVED: Text("時程變動", "Moved in time"),
    Changed.EFFECT: Text("減量變動", "Other tonnes"),
    Changed.COST: Text("費用變動", "Other costs"),
    Changed.STATUS: Text("狀態變動", "Other status"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One measure of two plans; `before` is None for a new one, `now` for one that is gone."""

    code: str
    id: str
    before: Entry | None
    now: Entry | None
    kinds: tuple[Changed, ...]


def changes(now: MemberPlan, before: MemberPlan) -> tuple[Change, ...]:
    """The measures of a member that are not what they were, found again by their numbers.

    A measure that was recorded as renumbered is found under its new number.
    """
    new, old = now.by_id, before.by_id
    found = [
        Change(now.code, one, old.get(one), new.get(one), _kinds(old.get(one), new.get(one)))
        for one in sorted(new.keys() | old.keys())
    ]
    return tuple(one for one in found if one.kinds)


def _kinds(before: Entry | None, now: Entry | None) -> tuple[Changed, ...]:
    if before is None or _is_cancelled(before):
        return () if now is None or _is_cancelled(now) else (Changed.NEW,)
    if now is None or _is_cancelled(now):
        return (Changed.DROPPED,)
    differs = {
        Changed.MOVED: _timing(before) != _timing(now),
        Changed.EFFECT: before.measure.expected != now.measure.expected,
        Changed.COST: before.measure.cost != now.measure.cost,
        Changed.STATUS: before.measure.status is not now.measure.status,
    }
    return tuple(kind for kind, is_so in differs.items() if is_so)


def _is_cancelled(one: Entry) -> bool:
    return one.measure.status is MeasureStatus.CANCELLED


def _timing(one: Entry) -> tuple[object, ...]:
    return (one.measure.start, one.measure.full_effect_year, one.measure.life)


def counted(found: Sequence[Change]) -> Mapping[Changed, int]:
    """How many measures changed in each way; one may have changed in several."""
    return {kind: sum(kind in one.kinds for one in found) for kind in Changed}


class Pace(StrEnum):
    """How far a measure has come beside its own plan."""

    DONE = "done"
    AHEAD = "ahead"
    AS_PLANNED = "as_planned"
    BEHIND = "behind"
    NOT_DUE = "not_due"
    NO_DATA = "no_data"


PACE_LABELS = {
    Pace.DONE: Text("已完成", "Done"),
    Pace.AHEAD: Text("超前", "Ahead"),
    Pace.AS_PLANNED: Text("符合規劃", "As planned"),
    Pace.BEHIND: Text("落後", "Behind"),
    Pace.NOT_DUE: Text("尚未開始", "Not yet due"),
    Pace.NO_DATA: Text("未填報", "Not stated"),
}


@dataclass(frozen=True, slots=True)
class Advance:
    """Shares of the full effect at the end of the plan's year, 0 to 1.

    Attributes:
        planned: by the ramp of the current plan.
        realised: as the member states it.
        before: what the plan before stated.
    """

    planned: Decimal
    realised: Amount
    before: Amount
    pace: Pace


def advance(now: Entry, year: int, before: Entry | None = None) -> Advance:
    """How far a measure has come by the end of its plan's year."""
    share = ramp(now.measure, year)
    stated = _stated(now)
    return Advance(share, stated, _stated(before), _pace(now, share, stated))


def _stated(one: Entry | None) -> Amount:
    if one is None:
        return Missing.NO_DATA
    return Missing.NOT_STATED if one.row.realised is None else one.row.realised


def _pace(now: Entry, share: Decimal, stated: Amount) -> Pace:
    if isinstance(stated, Missing):
        return Pace.NO_DATA if share else Pace.NOT_DUE
    if stated >= 1 and now.measure.status is MeasureStatus.DONE:
        return Pace.DONE
    if stated == share:
        return Pace.AS_PLANNED if share else Pace.NOT_DUE
    return Pace.AHEAD if stated > share else Pace.BEHIND
