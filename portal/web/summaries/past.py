"""The years of the charts as a reader may see them.

Who sees the members sees every year as it stands. For everybody else the year of the page is as the
page shows it, and the years before are as they were published: more of them would have to be judged
together with all that was ever shown.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from portal.aggregation.figures import EmissionFigures, Figure, GroupFigures
from portal.aggregation.pathway import PathPoint
from portal.plans.amounts import Amount, Missing, Split
from portal.publication.figure_id import set_of_group
from portal.publication.open_data import OpenFigure, OpenPublication
from portal.publication.page_figures import LATEST, STILL_TO_FALL
from portal.reference.groups import Group
from portal.reports.rows import YearRow
from portal.web.summaries.disclosure import Judgement

Published = Sequence[OpenPublication]
_NONE: Final = Missing.NO_DATA


@dataclass(frozen=True, slots=True)
class Past:
    """What the charts of a set are drawn from.

    Attributes:
        scopes: by scope; `totals` are of the alliance or group, with the groups in them.
    """

    scopes: tuple[YearRow, ...]
    totals: tuple[YearRow, ...]


def past(
    figures: Mapping[Group | None, GroupFigures],
    of: Group | None,
    judgement: Judgement,
    published: Published,
) -> Past:
    """The years of a set for a reader who may not see its members."""
    year = figures[of].year
    years = {one: _as_published(published, one, of) for one in _years(published) if one < year}
    years[year] = _as_it_stands(figures, of, judgement)
    rows = [years[one] for one in sorted(years)]
    return Past(
        tuple(YearRow(one.year, one.by_scope, 0) for one in rows),
        tuple(YearRow(one.year, one.together, 0, one.groups) for one in rows),
    )


ByGroup = Mapping[Group | None, Amount]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is shown of a year, of the alliance and of each group."""

    year: int
    of: Group | None
    emissions: ByGroup
    scope1: ByGroup
    scope2: ByGroup

    @property
    def together(self) -> Split | Missing:
        """Both scopes in one."""
        total = self.emissions.get(self.of, _NONE)
        return total if isinstance(total, Missing) else Split(total)

    @property
    def by_scope(self) -> Split | Missing:
        """Both scopes, or nothing where one of them is not shown."""
        first, second = self.scope1.get(self.of, _NONE), self.scope2.get(self.of, _NONE)
        if isinstance(first, Missing) or isinstance(second, Missing):
            return _NONE
        return Split(first, second)

    @property
    def groups(self) -> Mapping[Group, Decimal]:
        """The groups of the alliance that are shown."""
        shown = self.emissions.items() if self.of is None else ()
        return {one: found for one, found in shown if one and isinstance(found, Decimal)}


def _years(published: Published) -> set[int]:
    return {one.year for one in published}


def _as_published(published: Published, year: int, of: Group | None) -> _Known:
    """A year as the public knows it: of each figure the last revision that shows it."""

    def read(key: str) -> ByGroup:
        # The latest comes first.
        found = [one.of(key, None) for one in published if one.year == year]
        return {group: _last(found, str(set_of_group(group))) for group in (*Group, None)}

    return _Known(year, of, read("emissions"), read("scope1"), read("scope2"))


def _last(found: Sequence[Mapping[str, OpenFigure]], of: str) -> Amount:
    shown = (one[of].value for one in found)
    return next((value for value in shown if value is not None), _NONE)


def _as_it_stands(
    figures: Mapping[Group | None, GroupFigures], of: Group | None, judgement: Judgement
) -> _Known:
    def shown(key: str, read: Callable[[EmissionFigures], Figure]) -> ByGroup:
        return {
            group: read(found.emissions).value if judgement.shows(key, group) else _NONE
            for group, found in figures.items()
        }

    return _Known(
        figures[of].year,
        of,
        shown("emissions", lambda one: one.total),
        shown("scope1", lambda one: one.scope1),
        shown("scope2", lambda one: one.scope2),
    )


def published_totals(published: Published) -> Mapping[int, Decimal]:
    """Both scopes of the alliance in the years of which they are published, tonnes CO2e."""
    found = {one: _as_published(published, one, None).by_scope for one in _years(published)}
    return {year: one.total for year, one in found.items() if not isinstance(one, Missing)}


def may_draw(judgement: Judgement, of: Group | None, horizons: Sequence[int]) -> bool:
    """Whether the line of the pledges may be drawn for a reader."""
    return judgement.shows(LATEST, of) and all(
        judgement.shows(STILL_TO_FALL, of, one) for one in horizons
    )


def corners(
    points: Sequence[PathPoint], rows: Sequence[YearRow], horizons: Sequence[int]
) -> list[PathPoint]:
    """The pathway with its corners only: the years between would tell whose targets lie there."""
    reported = {row.year: row.emissions for row in rows}
    since = max(reported, default=0)
    return [_corner(one, reported.get(one.year, _NONE), {since, *horizons}) for one in points]


def _corner(point: PathPoint, reported: Split | Missing, kept: set[int]) -> PathPoint:
    total = reported if isinstance(reported, Missing) else reported.total
    if point.year in kept:
        return replace(point, reported=total)
    return replace(point, reported=total, pledged=_NONE, held=_NONE)
