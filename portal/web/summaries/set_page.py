"""What the page of a group or of the alliance is drawn from."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from portal.aggregation.amounts import AMOUNTS
from portal.aggregation.comparison import comparison
from portal.aggregation.figures import HORIZONS, GroupFigures
from portal.aggregation.pathway import PathPoint
from portal.language import Language
from portal.plans.amounts import Missing
from portal.publication.open_data import OpenPublication
from portal.publication.page_figures import LATEST
from portal.reference.groups import Group
from portal.reports import summary_charts
from portal.reports.edition import ABSENT, ROUNDING
from portal.reports.formats import UNIT_FORMS, Unit, number
from portal.reports.summary import PublishedRow, Summary
from portal.reports.values import absent
from portal.web.summaries import charts, comparing, past
from portal.web.summaries.before import Before
from portal.web.summaries.board import NEAR, Board
from portal.web.summaries.calls import FIRST
from portal.web.summaries.cards import cards
from portal.web.summaries.disclosure import HELD_BACK, WHY, is_small
from portal.web.summaries.gathering import Year
from portal.web.summaries.lists import Lists
from portal.web.summaries.reader import Reader
from portal.web.summaries.table import COLUMNS


def context(
    year: Year,
    lists: Lists,
    group: Group | None,
    before: Before,
    reader: Reader,
    *,
    unit: Unit,
    language: Language,
) -> dict[str, Any]:
    """Everything that the template shows; nothing in it asks the database.

    Args:
        year: the data of the year.
        lists: its members, whom to call and where the workbooks stand.
        group: None for the alliance.
        before: what the page is judged by.
        reader: who reads.
        unit: of tonnes.
        language: of chart and table.
    """
    summary = year.summary(group, unit)
    board = Board(summary, before.judgement, reader, language)

    def beside(row: PublishedRow) -> str:
        if row.horizon is not None and board.hides("t1", row.horizon):
            return HELD_BACK[language]
        return (
            absent(row.computed)[language]
            if isinstance(row.computed, Missing)
            else number(row.computed, row.places)
        )

    return {
        "year": year.year,
        "group": group,
        "groups": Group,
        "summary": summary,
        "board": board,
        "cards": cards(board, lists.calls),
        "statuses": lists.statuses,
        "charts": _charts(board, year, before.published, unit, language),
        "tracks": summary.figures.horizons[NEAR].tracks,
        "with_target": summary.figures.horizons[NEAR].with_target,
        "published": summary.published,
        "comparison": comparing.shown(
            comparison([row.member for row in summary.members]),
            unit,
            language,
            with_amounts=reader.sees(group),
            is_held=lambda one: board.hides(LATEST) or _is_small(summary, one.members, reader),
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


def _is_small(summary: Summary, codes: Sequence[str], reader: Reader) -> bool:
    """Whether few of the members that the reader does not see are on a line."""
    on_it = set(codes)
    unseen = [row.member for row in summary.members if not reader.sees(row.group)]
    found = [AMOUNTS["emissions"](one, one.year) for one in unseen if one.code in on_it]
    return is_small([one for one in found if isinstance(one, Decimal)])


def _charts(
    board: Board, year: Year, published: Sequence[OpenPublication], unit: Unit, language: Language
) -> dict[str, Any]:
    """The drawings by name; None where the reader is not shown what they would say."""
    summary, group = board.summary, board.summary.group
    points: Sequence[PathPoint] = summary.figures.pathway
    scopes = totals = summary.history
    draws = True
    if not board.reader.sees(group):
        sets = (None, *Group) if group is None else (group,)
        found = past.past(
            {one: year.figures(one) for one in sets}, group, board.judgement, published
        )
        scopes, totals = found.scopes, found.totals
        draws = past.may_draw(board.judgement, group, HORIZONS)
        points = past.corners(points, totals, HORIZONS)
    made: dict[str, Any] = {"scopes": None, "pathway": None, "groups": None, "cuts": None}
    if any(not isinstance(row.emissions, Missing) for row in scopes):
        made["scopes"] = charts.scopes_chart(scopes, group, unit, language)
    if draws:
        made["pathway"] = summary_charts.pathway_chart(points, group, unit, language)
    if group is None:
        made["groups"] = charts.groups_chart(totals, unit, language)
        made["cuts"] = summary_charts.contribution_chart(_cuts(board), NEAR, unit, language)
    return made


def _cuts(board: Board) -> list[GroupFigures]:
    """The groups whose contributions are shown, with and without overlap."""
    hidden = board.judgement.hidden("t1", NEAR) | board.judgement.hidden("t3", NEAR)
    return [one for one in board.summary.groups if one.group not in hidden]
