"""Reading where members stand: from what is kept of a year, else made from all figures."""

from collections.abc import Collection, Mapping
from typing import Any, Final, Protocol

from sqlalchemy import ColumnElement, Select, String, and_, bindparam, case, cast, func, or_, select
from sqlalchemy.orm import Session

from portal.aggregation.kept_sums import IS_KEPT
from portal.aggregation.queries import member_years
from portal.aggregation.standing.calls import HANDED_IN, NOTHING_IN, Call
from portal.aggregation.standing.figures import (
    LAST,
    Asked,
    Count,
    Mark,
    Ranked,
    Sort,
    Standing,
)
from portal.aggregation.standing.made import MadeStandings
from portal.aggregation.standing.making import standings_of
from portal.db.code_points import by_code_point
from portal.db.pages import has_words
from portal.language import Language, Text
from portal.members.models import Company
from portal.reference.groups import Group
from portal.submissions.models import MemberStanding
from portal.submissions.states import Kind, State, TargetState

Of = MemberStanding
_ALL: Final = frozenset(Group)
MARK = (
    Of.group,
    Of.inventory_state,
    Of.inventory_late,
    Of.plan_state,
    Of.plan_late,
    Of.targets,
)
TALLY: Select[*tuple[Any, ...]] = (
    select(*MARK, func.count(), func.sum(Of.inventory_warnings), func.sum(Of.plan_warnings))
    .where(Of.year == bindparam("year"))
    .group_by(*MARK)
)
IN_REVIEW = (
    select(Of.group, func.count())
    .where(
        Of.year == bindparam("year"),
        # Each group's part of its index is found at once, instead of reading all of it.
        Of.group.in_(list(Group)),
        # What the index of the usual order says, too: those without emissions come last.
        Of.largest_first == LAST,
        Of.inventory_state.in_(HANDED_IN),
    )
    .group_by(Of.group)
)
ROWS: Select[*tuple[Any, ...]] = (
    select(
        Of.company_id,
        Of.code,
        Company.name_zh,
        Company.name_en,
        *MARK,
        Of.emissions,
        Of.change,
        Of.base_year,
        Of.target,
        Of.cut,
        Of.progress,
        Of.plan,
        Of.has_target,
        Of.inventory_version,
        Of.inventory_warnings,
        Of.plan_warnings,
    )
    .join(Company, Company.id == Of.company_id)
    .where(Of.year == bindparam("year"))
)
IDS = select(Of.company_id).where(Of.year == bindparam("year"))
COUNTED = (
    select(func.count())
    .select_from(Of)
    .join(Company, Company.id == Of.company_id)
    .where(Of.year == bindparam("year"))
)
_NUMBERS: Final[Mapping[Sort, ColumnElement[Any]]] = {
    Sort.EMISSIONS: Of.emissions.expression,
    Sort.CHANGE: Of.change.expression,
    Sort.BASE: Of.base_year.expression,
    Sort.TARGET: Of.target.expression,
    Sort.CUT: Of.cut.expression,
    Sort.PROGRESS: Of.progress.expression,
    Sort.PLAN: Of.plan.expression,
}
_WORKBOOKS: Final = {
    Kind.INVENTORY: (Of.inventory_state, Of.inventory_late),
    Kind.PLAN: (Of.plan_state, Of.plan_late),
}


class Standings(Protocol):
    """Where the members of a year stand, kept or made."""

    def in_review(self) -> Mapping[Group, int]:
        """Members of each group whose inventory is handed in and has no accepted figures."""
        ...

    def tally(self) -> Mapping[Mark, Count]:
        """How many members have each mark."""
        ...

    def count(self, asked: Asked) -> int:
        """How many members fit."""
        ...

    def page(self, asked: Asked, first: int = 0, most: int | None = None) -> list[Standing]:
        """Members that fit, in order; those without a value last, ties by code."""
        ...

    def to_call(
        self, call: Call, groups: Collection[Group], overdue: Collection[Kind], most: int
    ) -> list[Standing]:
        """The first members by code that are to be called for a reason."""
        ...


def standings(session: Session, year: int) -> Standings:
    """Where the members of a year stand: read while its sums are kept, else made from figures."""
    if session.scalar(IS_KEPT, {"year": year}) is not None:
        return KeptStandings(session, year)
    return MadeStandings(standings_of(session, year, member_years(session, year)))


class KeptStandings:
    """Where members stand, read by the database's own order and filter."""

    def __init__(self, session: Session, year: int) -> None:
        """Read a year, whether or not anything is kept of it."""
        self._session, self._year = session, year
        self._tally = {
            Mark(*row[:6]): Count(row[6], int(row[7] + row[8]))
            for row in session.execute(TALLY, {"year": year})
        }

    def tally(self) -> Mapping[Mark, Count]:
        """How many members have each mark."""
        return self._tally

    def in_review(self) -> Mapping[Group, int]:
        """Members of each group whose inventory is handed in and has no accepted figures."""
        rows = self._session.execute(IN_REVIEW, {"year": self._year})
        return {group: count for group, count in rows}  # noqa: C416

    def count(self, asked: Asked) -> int:
        """How many members fit."""
        if not asked.words and asked.has_target is None:
            counted = self._tally.items()
            return sum(count.members for mark, count in counted if mark.group in asked.groups)
        fitting = COUNTED.where(*_fitting(asked))
        return self._session.scalar(fitting, {"year": self._year}) or 0

    def page(self, asked: Asked, first: int = 0, most: int | None = None) -> list[Standing]:
        """Members that fit, in order; those without a value last, ties by code."""
        wanted = ROWS.where(*_fitting(asked)).order_by(*_order(asked)).offset(first).limit(most)
        return self._read(wanted)

    def to_call(
        self, call: Call, groups: Collection[Group], overdue: Collection[Kind], most: int
    ) -> list[Standing]:
        """The first members by code that are to be called for a reason."""
        reason = _reason(call, overdue)
        # Found in an index that has nothing else, because a reason may be rare.
        found = IDS.where(*_in(groups), reason).order_by(Of.code).limit(most)
        ids = self._session.scalars(found, {"year": self._year}).all()
        # Put in order here: a database asked for an order reads the index of codes instead.
        place = {key: number for number, key in enumerate(ids)}
        rows = self._read(ROWS.where(Of.company_id.in_(ids)))
        return sorted(rows, key=lambda one: place[one.company_id])

    def _read(self, wanted: Select[*tuple[Any, ...]]) -> list[Standing]:
        return [_standing(row) for row in self._session.execute(wanted, {"year": self._year})]


def _standing(row: Any) -> Standing:
    company_id, code, zh, en, *rest = row
    return Standing(
        company_id, code, Text(zh, en), Mark(*rest[:6]), Ranked(*rest[6:13]), *rest[13:]
    )


def _in(groups: Collection[Group]) -> list[ColumnElement[bool]]:
    """The condition that a member is of some groups; none when it is of any."""
    if frozenset(groups) == _ALL:
        return []
    chosen = sorted(groups)
    return [Of.group == chosen[0] if len(chosen) == 1 else Of.group.in_(chosen)]


def _fitting(asked: Asked) -> list[ColumnElement[bool]]:
    found = _in(asked.groups)
    if asked.has_target is not None:
        found.append(Of.has_target.is_(asked.has_target))
    if asked.words:
        found.append(has_words(asked.words, Of.code, Company.name_zh, Company.name_en))
    return found


def _order(asked: Asked) -> list[ColumnElement[Any]]:
    if asked.sort is Sort.EMISSIONS and asked.down:
        return [Of.largest_first.expression, Of.code.expression]
    keys = [
        key.desc().nulls_last() if asked.down else key.asc().nulls_last() for key in _keys(asked)
    ]
    return [*keys, Of.code.expression]


def _keys(asked: Asked) -> list[ColumnElement[Any]]:
    """What the order compares, the same as for a year that is made."""
    match asked.sort:
        case Sort.CODE:
            return [Of.code.expression]
        case Sort.NAME:
            name = Company.name_zh if asked.language is Language.ZH else Company.name_en
            return [by_code_point(name)]
        case Sort.GROUP:
            return [case(asked.group_ranks(), value=Of.group)]
        case Sort.STATE:
            is_shown = and_(Of.inventory_version > 1, Of.inventory_state.not_in(NOTHING_IN))
            version = case((is_shown, cast(Of.inventory_version, String)), else_="")
            return [case(asked.state_ranks(), value=Of.inventory_state), by_code_point(version)]
        case _:
            return [_NUMBERS[asked.sort]]


def _reason(call: Call, overdue: Collection[Kind]) -> ColumnElement[bool]:
    """The condition that a member is to be called for a reason, of either workbook."""
    match call:
        case Call.NO_TARGET | Call.NOT_QUANTIFIED:
            wanted = TargetState.NONE if call is Call.NO_TARGET else TargetState.NOT_QUANTIFIED
            return and_(Of.plan_state.in_(HANDED_IN), Of.targets == wanted)
        case Call.RETURNED:
            return or_(*(state == State.RETURNED for state, _ in _WORKBOOKS.values()))
        case Call.LATE:
            return or_(
                *(
                    and_(is_late, state.not_in(NOTHING_IN | {State.RETURNED}))
                    for state, is_late in _WORKBOOKS.values()
                )
            )
        case Call.OVERDUE | Call.NOT_IN:
            kinds = [kind for kind in Kind if (kind in overdue) == (call is Call.OVERDUE)]
            states = [_WORKBOOKS[kind][0] for kind in kinds]
            return or_(*(state.in_(NOTHING_IN) for state in states))
