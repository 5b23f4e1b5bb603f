"""What the page of a group or of the alliance is drawn from."""

from typing import Any

from portal.aggregation.comparison import comparison
from portal.aggregation.disclosure import FEWEST
from portal.language import Language
from portal.plans.amounts import Amount, Missing
from portal.reference.groups import Group
from portal.reports import summary_charts
from portal.reports.edition import ABSENT, ROUNDING
from portal.reports.formats import UNIT_FORMS, Unit, number
from portal.reports.summary import Summary
from portal.reports.values import absent
from portal.web.summaries import charts, comparing
from portal.web.summaries.board import NEAR, Board
from portal.web.summaries.calls import FIRST
from portal.web.summaries.cards import cards
from portal.web.summaries.disclosure import EMISSIONS, HELD_BACK, WHY, held_back, is_thin
from portal.web.summaries.gathering import Year
from portal.web.summaries.lists import Lists
from portal.web.summaries.reader import Reader
from portal.web.summaries.table import COLUMNS


def context(
    year: Year, lists: Lists, group: Group | None, reader: Reader, *, unit: Unit, language: Language
) -> dict[str, Any]:
    """Everything that the template shows; nothing in it asks the database."""
    summary = year.summary(group, unit)
    board = Board(summary, year.members, reader, language)

    def beside(value: Amount, places: int) -> str:
        return absent(value)[language] if isinstance(value, Missing) else number(value, places)

    return {
        "year": year.year,
        "group": group,
        "groups": Group,
        "summary": summary,
        "board": board,
        "cards": cards(board, lists.calls),
        "statuses": lists.statuses,
        "charts": _charts(summary, board, reader, year, unit, language),
        "tracks": summary.figures.horizons[NEAR].tracks,
        "with_target": summary.figures.horizons[NEAR].with_target,
        "published": summary.published,
        "comparison": comparing.shown(
            comparison([row.member for row in summary.members]),
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
        "facts": [one[language] for one in year.edition.facts()],
        "protected": (HELD_BACK, WHY),
    }


def _charts(
    summary: Summary, board: Board, reader: Reader, year: Year, unit: Unit, language: Language
) -> dict[str, Any]:
    """The drawings by name; None where the reader is not shown what they would say."""
    group = summary.group
    hidden = held_back([row.member for row in year.members], reader)
    is_held = board.is_held_back(EMISSIONS) or _has_thin_year(summary, reader)
    found: dict[str, Any] = {"scopes": None, "pathway": None, "groups": None, "cuts": None}
    if not is_held:
        found["scopes"] = charts.scopes_chart(summary.history, group, unit, language)
        found["pathway"] = summary_charts.pathway_chart(
            summary.figures.pathway, group, unit, language
        )
    if group is None and not is_held:
        apart = hidden[EMISSIONS] | _thin_groups(year, reader)
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


def _thin_groups(year: Year, reader: Reader) -> frozenset[Group]:
    """Groups that had too few accepted inventories in some year of the chart."""
    return frozenset(
        group
        for found in year.history.values()
        for group, (_, count) in found.items()
        if not reader.sees(group) and 0 < count < FEWEST
    )
