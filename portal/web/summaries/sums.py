"""The sums of a year that its pages are made from, whatever the number of members."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from portal.aggregation.figures import GroupFigures, figures_of
from portal.aggregation.history import history
from portal.aggregation.kept_sums import MOST, tallies
from portal.aggregation.standing import Standings
from portal.aggregation.tally import Tally, together
from portal.plans.amounts import Missing, Split
from portal.reference.groups import Group
from portal.reports.rows import YearRow

History = Mapping[int, Mapping[Group, tuple[Split, int]]]


@dataclass(frozen=True, slots=True)
class Sums:
    """What the groups of one reporting year add up to.

    Attributes:
        tallies: of each group.
        in_review: members whose inventory is handed in and has no accepted figures, by group.
        history: accepted emissions of each year by group: tonnes CO2e and number of members.
    """

    year: int
    tallies: Mapping[Group, Tally]
    in_review: Mapping[Group, int]
    history: History
    _figures: dict[Group | None, GroupFigures] = field(
        default_factory=dict[Group | None, GroupFigures], repr=False, compare=False
    )

    def tally(self, groups: frozenset[Group]) -> Tally:
        """The tally of some groups together."""
        return together((self.tallies[one] for one in sorted(groups)), MOST)

    def figures(self, group: Group | None) -> GroupFigures:
        """The figures of a group, or of the alliance, made once for all pages of the year."""
        if group not in self._figures:
            self._figures[group] = self._made(group)
        return self._figures[group]

    def _made(self, group: Group | None) -> GroupFigures:
        groups = frozenset(Group) if group is None else frozenset({group})
        tally = self.tally(groups)
        known = {row.year: row.emissions for row in self.years(group)}
        return figures_of(
            tally,
            year=self.year,
            group=group,
            submitted=tally.at("accepted").counted
            + sum(self.in_review.get(one, 0) for one in groups),
            history={
                year: one.total for year, one in known.items() if not isinstance(one, Missing)
            },
        )

    def years(self, group: Group | None) -> tuple[YearRow, ...]:
        """Accepted emissions of the years up to the reporting year, without gaps."""
        known = [year for year in self.history if year <= self.year]
        if not known:
            return ()
        return tuple(
            _year_row(year, self.history.get(year, {}), group)
            for year in range(min(known), self.year + 1)
        )


def _year_row(
    year: int, by_group: Mapping[Group, tuple[Split, int]], group: Group | None
) -> YearRow:
    chosen = {one: found for one, found in by_group.items() if group in (None, one)}
    if not chosen:
        return YearRow(year, Missing.NO_DATA, 0)
    total = Split()
    for split, _ in chosen.values():
        total = total.plus(split)
    groups = {one: split.total for one, (split, _) in chosen.items()} if group is None else {}
    return YearRow(year, total, sum(count for _, count in chosen.values()), groups)


def sums_of(session: Session, year: int, standings: Standings) -> Sums:
    """The sums of a year as they stand."""
    past: dict[int, dict[Group, tuple[Split, int]]] = {}
    for row in history(session):
        past.setdefault(row.year, {})[row.group] = (row.emissions, row.members)
    return Sums(year, tallies(session, year), standings.in_review(), past)
