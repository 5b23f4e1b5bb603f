"""Reading what plans add up to, and single measures in the order and number that is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Float,
    Select,
    and_,
    bindparam,
    case,
    cast,
    func,
    select,
)
from sqlalchemy.orm import Session

from portal.aggregation.electricity import Use
from portal.aggregation.kept_sums import IS_KEPT
from portal.aggregation.measures.drawn_curve import Band, Bands
from portal.aggregation.measures.entries import Entry
from portal.aggregation.measures.queries import measure_row
from portal.aggregation.plan_sums.measure_rows import Place
from portal.aggregation.plan_sums.models import KeptMeasure, KeptPlan, KeptPlanSums, KeptUse
from portal.aggregation.plan_sums.rows_of_sums import Rows, from_json
from portal.db.code_points import by_code_point
from portal.db.types import tonnes
from portal.plans.amounts import Amount, Missing
from portal.plans.measures import measure
from portal.reference.groups import Group
from portal.submissions.models import MemberStanding, PlanMeasureLine

Of = KeptMeasure
_CENTS: Final = Decimal(100)
SUMS = select(KeptPlanSums.group, KeptPlanSums.sums).where(KeptPlanSums.year == bindparam("year"))
ROWS: Select[*tuple[Any, ...]] = (
    select(Of.code, Of.group, Of.plan_year, Of.net, PlanMeasureLine.values)
    .join(
        PlanMeasureLine,
        and_(PlanMeasureLine.version_id == Of.version_id, PlanMeasureLine.row == Of.at),
    )
    .where(Of.year == bindparam("year"))
)
BANDS: Select[*tuple[Any, ...]] = (
    select(Of.band, func.count(), func.sum(Of.rank), func.sum(Of.money))
    .where(Of.year == bindparam("year"), Of.place == Place.STEP)
    .group_by(Of.band)
)
CHANGED = select(KeptPlan.company_id, KeptPlan.changed).where(
    KeptPlan.year == bindparam("year"), KeptPlan.changed > 0
)
UNDELIVERED = select(KeptPlan.code).where(
    KeptPlan.year == bindparam("year"),
    KeptPlan.undelivered.bitwise_and(bindparam("bit")) > 0,
)
_DIMENSIONS: Final[Mapping[str, ColumnElement[Any]]] = {
    "category": Of.category.expression,
    "equipment": Of.equipment.expression,
    "financing": Of.financing.expression,
    "status": Of.status.expression,
}
_ORDERS: Final[Mapping[str, ColumnElement[Any]]] = {
    "member": Of.code.expression,
    "id": Of.measure_id.expression,
    "title": by_code_point(PlanMeasureLine.name),
    "start": Of.start.expression,
    "expected": Of.expected.expression,
    "net": Of.net.expression,
    "capex": Of.capex.expression,
    "cost": Of.cost.expression,
    "planned": Of.planned.expression,
    "realised": Of.realised.expression,
}


def kept_plans(session: Session, year: int) -> Mapping[Group, Rows] | None:
    """What the plans of each group add up to; None for a year of which nothing is kept."""
    if session.scalar(IS_KEPT, {"year": year}) is None:
        return None
    return {group: from_json(sums) for group, sums in session.execute(SUMS, {"year": year})}


@dataclass(frozen=True, slots=True)
class Fitting:
    """Which measures are wanted.

    Attributes:
        codes: by dimension.
        standing: committed or pipeline; any without one.
        low, high: costs between which steps of the curve lie, NT$/t.
    """

    group: Group | None = None
    codes: Mapping[str, str] = field(default_factory=dict[str, str])
    standing: str = ""
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """One measure, the year of its plan, and what it saves net of overlap."""

    entry: Entry
    plan_year: int
    net: Amount


class KeptMeasures:
    """The measures of a year that is kept, found by the database."""

    def __init__(self, session: Session, year: int, fitting: Fitting) -> None:
        """Read a year."""
        self._session, self._year = session, {"year": year}
        self._fitting = _conditions(fitting)
        self._inside = _between(fitting)
        self._before = fitting.low

    def count(self, place: Place | None = None) -> int:
        """How many measures fit, of one place beside the curve or of any."""
        wanted = select(func.count()).select_from(Of).where(Of.year == bindparam("year"))
        where = self._fitting if place is None else [*self._fitting, Of.place == place]
        return self._session.scalar(wanted.where(*where), self._year) or 0

    def page(
        self, sort: str, words: Mapping[str, str], *, down: bool, first: int, most: int
    ) -> list[KeptEntry]:
        """Measures in an order, those without a value last, ties by member and number.

        Args:
            sort: what they are ordered by.
            words: of codes, where it is a dimension.
            down: whether the largest comes first.
            first: how many are left out before.
            most: how many are wanted.
        """
        if sort == "net" and down:
            order: list[ColumnElement[Any]] = [Of.largest_first.expression]
        else:
            key = _key(sort, words)
            order = [key.desc().nulls_last() if down else key.asc().nulls_last()]
        wanted = ROWS.where(*self._fitting).order_by(*order, *_TIES).offset(first).limit(most)
        return self._read(wanted)

    def placed(self, place: Place, most: int) -> list[KeptEntry]:
        """The largest measures of one place beside the curve."""
        where = [*self._fitting, Of.place == place]
        if place is Place.STEP:
            where += self._inside
        return self._read(ROWS.where(*where).order_by(Of.rank, *_TIES).limit(most))

    def bands(self, *, inside: bool = True) -> Bands:
        """The steps of the curve by band: those between the costs asked for, or all that fit."""
        wanted = BANDS.where(*self._fitting, *(self._inside if inside else ()))
        return {
            band: Band(count, tonnes(-int(rank)), int(money) / _CENTS)
            for band, count, rank, money in self._session.execute(wanted, self._year)
        }

    def before(self) -> Decimal:
        """What the steps save that cost less than those asked for, tonnes CO2e a year."""
        if self._before is None:
            return Decimal(0)
        cheaper = Of.cost < _micro(self._before)
        wanted = select(func.sum(Of.rank)).where(
            Of.year == bindparam("year"), Of.place == Place.STEP, cheaper, *self._fitting
        )
        return tonnes(-int(self._session.scalar(wanted, self._year) or 0))

    def _read(self, wanted: Select[*tuple[Any, ...]]) -> list[KeptEntry]:
        rows = self._session.execute(wanted, self._year)
        return [found for row in rows if (found := _entry(*row)) is not None]


def _entry(
    code: str, group: Group, year: int, net: Decimal | None, values: Mapping[str, Any]
) -> KeptEntry | None:
    row = measure_row(values)
    known = measure(row)
    if known is None:
        return None
    saved = Missing.NO_DATA if net is None else net
    return KeptEntry(Entry(code, group, known, row), year, saved)


_TIES: Final = (Of.code, Of.measure_id, Of.at)


def _conditions(fitting: Fitting) -> list[ColumnElement[bool]]:
    found = [_DIMENSIONS[name] == code for name, code in fitting.codes.items()]
    if fitting.group is not None:
        found.append(Of.group == fitting.group)
    if fitting.standing:
        found.append(Of.standing == fitting.standing)
    return found


def _between(fitting: Fitting) -> list[ColumnElement[bool]]:
    found = list[ColumnElement[bool]]()
    if fitting.low is not None:
        found.append(Of.cost >= _micro(fitting.low))
    if fitting.high is not None:
        found.append(Of.cost <= _micro(fitting.high))
    return found


def _micro(cost: Decimal) -> int:
    return int(cost.scaleb(6))


def _key(sort: str, words: Mapping[str, str]) -> ColumnElement[Any]:
    if sort in _ORDERS:
        return _ORDERS[sort]
    column = _DIMENSIONS[sort]
    return by_code_point(case(words, value=column, else_=column))


def changed_members(session: Session, year: int, group: Group | None, most: int) -> list[int]:
    """The first members by code whose measures changed, until so many changes are found."""
    wanted = CHANGED.order_by(KeptPlan.code).limit(most)
    if group is not None:
        wanted = wanted.where(KeptPlan.group == group)
    found, reached = list[int](), 0
    for company_id, changed in session.execute(wanted, {"year": year}):
        if reached >= most:
            break
        found.append(company_id)
        reached += changed
    return found


def undelivered_members(session: Session, year: int, bit: int, most: int) -> list[str]:
    """The first members by code of which nothing tells what they cut by the year of a bit."""
    wanted = UNDELIVERED.order_by(KeptPlan.code).limit(most)
    return list(session.scalars(wanted, {"year": year, "bit": bit}))


def silent_members(session: Session, year: int, until: int, most: int) -> list[str]:
    """The first members by code that state no electricity up to a year."""
    stated = select(KeptUse.company_id).where(KeptUse.year == year, KeptUse.until == until)
    wanted = (
        select(MemberStanding.code)
        .where(MemberStanding.year == year, MemberStanding.company_id.not_in(stated))
        .order_by(MemberStanding.code)
        .limit(most)
    )
    return list(session.scalars(wanted))


def largest_uses(
    session: Session, year: int, until: int, factors: Mapping[int, Decimal], most: int
) -> list[Use]:
    """The members whose emissions of electricity change most.

    Args:
        factors: kgCO2e/kWh of every base year, and of the year up to which it is compared.
    """
    before = case({of: float(one) for of, one in factors.items()}, value=KeptUse.base_year)
    changed = cast(KeptUse.base, Float) * before - cast(KeptUse.target, Float) * float(
        factors[until]
    )
    wanted = (
        select(KeptUse.code, KeptUse.base_year, KeptUse.base, KeptUse.target)
        .where(KeptUse.year == year, KeptUse.until == until)
        .order_by(func.abs(changed).desc(), KeptUse.code)
        .limit(most)
    )
    return [
        Use(code, base_year, base, until, target)
        for code, base_year, base, target in session.execute(wanted)
    ]
