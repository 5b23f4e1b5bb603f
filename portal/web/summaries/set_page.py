"""What the page of a group or of the alliance is drawn from."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from portal.aggregation.comparison import comparison
from portal.aggregation.disclosure import FEWEST
from portal.language import Language
from portal.plans.amounts import Amount, Missing
from portal.reference.groups import Group
from portal.reports import summary_charts
from portal.reports.edition import ABSENT, ROUNDING, Edition
from portal.reports.formats import UNIT_FORMS, Unit, number
from portal.reports.published import published_rows
from portal.reports.queries import edition
from portal.reports.summary import Summary
from portal.reports.values import absent
from portal.web.summaries import charts, comparing
from portal.web.summaries.board import NEAR, Board
from portal.web.summaries.calls import FIRST
from portal.web.summaries.cards import cards
from portal.web.summaries.disclosure import EMISSIONS, HELD_BACK, WHY, held_back, is_thin
from portal.web.summaries.lists import Lists
from portal.web.summaries.names import names
from portal.web.summaries.reader import Reader
from portal.web.summaries.sums import Sums
from portal.web.summaries.table import COLUMNS


@dataclass(frozen=True, slots=True)
class Page:
    """Which page it is, and for whom."""

    year: int
    group: Group | None
    reader: Reader
    unit: Unit
    language: Language

    @property
    def groups(self) -> frozenset[Group]:
        """The groups whose members are in its totals."""
        return frozenset(Group) if self.group is None else frozenset({self.group})


def context(session: Session, page: Page, sums: Sums, lists: Lists, at: datetime) -> dict[str, Any]:
    """Everything that the template shows; nothing in it grows with the number of members.

    Args:
        session: read only.
        page: which one, and for whom.
        sums: of the year.
        lists: of the page.
        at: when it is made.
    """
    group, reader, unit, language = page.group, page.reader, page.unit, page.language
    summary = _summary(page, sums, lists, edition(at))
    named = names(session, sums.tally(page.groups & reader.groups))
    board = Board(summary, sums.tallies, reader, language, named)

    def beside(value: Amount, places: int) -> str:
        return absent(value)[language] if isinstance(value, Missing) else number(value, places)

    return {
        "year": page.year,
        "group": group,
        "groups": Group,
        "summary": summary,
        "board": board,
        "cards": cards(board, lists.calls),
        "statuses": lists.statuses,
        "charts": _charts(summary, board, page, sums),
        "tracks": summary.figures.horizons[NEAR].tracks,
        "with_target": summary.figures.horizons[NEAR].with_target,
        "published": summary.published,
        "comparison": comparing.shown(
            comparison(sums.tally(page.groups)),
            unit,
            language,
            with_amounts=reader.sees(group),
            is_held=lambda one: (
                not reader.sees(group) and (board.is_held_back(EMISSIONS) or is_thin(one.members))
            ),
        ),
        "columns": COLUMNS,
        "table": lists.table,
        "sees_all": reader.sees(group),
        "waiting": lists.calls.rows,
        "waiting_total": lists.calls.total,
        "first_calls": FIRST,
        "unit_heading": UNIT_FORMS[unit].heading,
        "beside": beside,
        "notes": (ROUNDING, ABSENT),
        "facts": [one[language] for one in summary.edition.facts()],
        "protected": (HELD_BACK, WHY),
    }


def _summary(page: Page, sums: Sums, lists: Lists, edition: Edition) -> Summary:
    """The figures of the page as documents show them, without the members one by one."""
    figures, everyone = sums.figures(page.group), page.group is None
    return Summary(
        edition,
        figures,
        (),
        groups=tuple(sums.figures(one) for one in Group) if everyone else (),
        history=sums.years(page.group),
        published=published_rows(figures) if everyone else (),
        unit=page.unit,
        to_call=lists.calls.everyone.members,
        warnings=lists.warnings,
    )


def _charts(summary: Summary, board: Board, page: Page, sums: Sums) -> dict[str, Any]:
    """The drawings by name; None where the reader is not shown what they would say."""
    group, reader, unit, language = page.group, page.reader, page.unit, page.language
    hidden = held_back(sums.tallies, reader)
    is_held = board.is_held_back(EMISSIONS) or _has_thin_year(summary, reader)
    found: dict[str, Any] = {"scopes": None, "pathway": None, "groups": None, "cuts": None}
    if not is_held:
        found["scopes"] = charts.scopes_chart(summary.history, group, unit, language)
        found["pathway"] = summary_charts.pathway_chart(
            summary.figures.pathway, group, unit, language
        )
    if group is None and not is_held:
        apart = hidden[EMISSIONS] | _thin_groups(sums, reader)
        found["groups"] = charts.groups_chart(summary.history, apart, unit, language)
    if group is None:
        shown = [one for one in summary.groups if one.group not in hidden[NEAR]]
        found["cuts"] = summary_charts.contribution_chart(shown, NEAR, unit, language)
    return found


def _has_thin_year(summary: Summary, reader: Reader) -> bool:
    """Whether a year of the chart would give a member away."""
    if reader.sees(summary.group):
        return False
    return any(0 < row.members < FEWEST for row in summary.history)


def _thin_groups(sums: Sums, reader: Reader) -> frozenset[Group]:
    """Groups that had too few accepted inventories in some year of the chart."""
    return frozenset(
        group
        for found in sums.history.values()
        for group, (_, count) in found.items()
        if not reader.sees(group) and 0 < count < FEWEST
    )
