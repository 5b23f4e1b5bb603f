"""The parts of a summary page that list or count members, read for one page of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from portal.aggregation.member_year import MemberYear
from portal.aggregation.queries import member_years
from portal.aggregation.standing import Standing, Standings, standings
from portal.language import Language, Text
from portal.reference.groups import Group
from portal.reports.formats import Unit
from portal.reports.rows import MemberRow
from portal.submissions.figures import CycleTimes
from portal.submissions.queries import cycle_times
from portal.submissions.states import Kind, State
from portal.web.summaries.calls import NOT_IN, OVERDUE, Calls, calls_of
from portal.web.summaries.reader import ALL, Reader
from portal.web.summaries.status import Status, status
from portal.web.summaries.table import GROUP_PAGE, PAGE, Table, Wish, asked, first_of, line


@dataclass(frozen=True, slots=True)
class Lists:
    """What a page of the alliance or of a group lists and counts.

    Attributes:
        table: one page of the members; None for a reader who may see none of them.
        warnings: of the current versions of all members of the set.
    """

    statuses: tuple[Status, ...]
    table: Table | None
    calls: Calls
    warnings: int


@dataclass(frozen=True, slots=True)
class Members:
    """The members of a year as they stand at a moment.

    Attributes:
        states: words for the state of an inventory.
    """

    session: Session
    year: int
    standings: Standings
    times: Mapping[Kind, CycleTimes]
    overdue: frozenset[Kind]
    states: Mapping[State, Text]

    def lists(
        self, group: Group | None, reader: Reader, wish: Wish, unit: Unit, language: Language
    ) -> Lists:
        """What the page of a group, or of the alliance, lists."""
        of = ALL if group is None else frozenset({group})
        seen, tally = of & reader.groups, self.standings.tally()
        most = PAGE if group is None else GROUP_PAGE
        return Lists(
            status(tally, group),
            self._table(seen, wish, most, unit, language) if seen else None,
            calls_of(self.standings, of, seen, self.times, self.overdue),
            sum(count.warnings for mark, count in tally.items() if mark.group in of),
        )

    def rows(self, seen: frozenset[Group], wish: Wish, language: Language) -> tuple[MemberRow, ...]:
        """All members that fit a wish, in its order, for a download."""
        found = self.standings.page(asked(wish, seen, language, self.states))
        return self._rows(found, member_years(self.session, self.year))

    def _table(
        self, seen: frozenset[Group], wish: Wish, most: int, unit: Unit, language: Language
    ) -> Table:
        wanted = asked(wish, seen, language, self.states)
        shown = self.standings.count(wanted)
        first, pages = first_of(wish, shown, most)
        found = self.standings.page(wanted, first, most)
        ids = [one.company_id for one in found]
        rows = self._rows(found, member_years(self.session, self.year, companies=ids))
        tally = self.standings.tally()
        total = sum(count.members for mark, count in tally.items() if mark.group in seen)
        return Table(wish, tuple(line(row, unit, language) for row in rows), shown, total, pages)

    def _rows(
        self, found: Sequence[Standing], members: Sequence[MemberYear]
    ) -> tuple[MemberRow, ...]:
        by_code = {one.code: one for one in members}
        return tuple(
            MemberRow(one.name, by_code[one.code], self._state(one), one.warnings)
            for one in found
            if one.code in by_code
        )

    def _state(self, one: Standing) -> Text:
        """How far an inventory is, in words; a second and later version says so."""
        word, number = self.states[one.mark.inventory_state], one.shown_version
        return word if number is None else Text(f"{word.zh} v{number}", f"{word.en} v{number}")


def members_of(session: Session, year: int, at: datetime) -> Members:
    """The members of a year as they stand at a moment."""
    times = {kind: cycle_times(session, kind, year) for kind in Kind}
    overdue = frozenset(kind for kind in Kind if times[kind].is_late(at))
    nothing = OVERDUE if Kind.INVENTORY in overdue else NOT_IN
    states = {state: state.label for state in State}
    states |= {State.NONE: nothing, State.CHECKED: nothing}
    return Members(session, year, standings(session, year), times, overdue, states)
