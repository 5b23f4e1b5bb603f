"""What the page of a group or of the alliance is drawn from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portal.aggregation.comparison import actual_on, comparison
from portal.aggregation.disclosure import Weight
from portal.aggregation.figures import HORIZONS, GroupFigures
from portal.aggregation.pathway import PathPoint
from portal.aggregation.tally import Tally
from portal.language import Language
from portal.plans.amounts import Missing
from portal.publication.open_data import OpenPublication
from portal.publication.page_figures import LATEST
from portal.reference.groups import Group
from portal.reports import summary_charts
from portal.reports.edition import ABSENT, ROUNDING, Edition
from portal.reports.formats import UNIT_FORMS, Unit, number
from portal.reports.published import published_rows
from portal.reports.summary import PublishedRow, Summary
from portal.reports.values import absent
from portal.web.summaries import charts, comparing, past
from portal.web.summaries.before import Before
from portal.web.summaries.board import NEAR, Board, Names
from portal.web.summaries.calls import FIRST
from portal.web.summaries.cards import cards
from portal.web.summaries.disclosure import HELD_BACK, WHY
from portal.web.summaries.lists import Lists
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


@dataclass(frozen=True, slots=True)
class Material:
    """What a page is made from.

    Attributes:
        sums: of the year.
        lists: members, whom to call and where the workbooks stand.
        before: what the page is judged by.
        names: of members that are left out of figures.
    """

    sums: Sums
    lists: Lists
    before: Before
    names: Names
    edition: Edition


def context(page: Page, of: Material) -> dict[str, Any]:
    """Everything that the template shows; nothing in it asks the database."""
    group, reader, unit, language = page.group, page.reader, page.unit, page.language
    sums, lists = of.sums, of.lists
    summary = _summary(page, of)
    board = Board(summary, of.before.judgement, reader, language, of.names)

    def beside(row: PublishedRow) -> str:
        if row.horizon is not None and board.hides("t1", row.horizon):
            return HELD_BACK[language]
        return (
            absent(row.computed)[language]
            if isinstance(row.computed, Missing)
            else number(row.computed, row.places)
        )

    thin = _thin_lines(sums.tally(page.groups - reader.groups))
    return {
        "year": page.year,
        "group": group,
        "groups": Group,
        "summary": summary,
        "board": board,
        "cards": cards(board, lists.calls),
        "statuses": lists.statuses,
        "charts": _charts(board, page, sums, of.before.published),
        "tracks": summary.figures.horizons[NEAR].tracks,
        "with_target": summary.figures.horizons[NEAR].with_target,
        "published": summary.published,
        "comparison": comparing.shown(
            comparison(sums.tally(page.groups)),
            unit,
            language,
            with_amounts=reader.sees(group),
            is_held=lambda one: board.hides(LATEST) or one.key in thin,
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
        "facts": [one[language] for one in of.edition.facts()],
        "protected": (HELD_BACK, WHY),
    }


def _summary(page: Page, of: Material) -> Summary:
    """The figures of the page as documents show them, without the members one by one."""
    figures, everyone = of.sums.figures(page.group), page.group is None
    return Summary(
        of.edition,
        figures,
        (),
        groups=tuple(of.sums.figures(one) for one in Group) if everyone else (),
        history=of.sums.years(page.group),
        published=published_rows(figures) if everyone else (),
        unit=page.unit,
        to_call=of.lists.calls.everyone.members,
        warnings=of.lists.warnings,
    )


def _thin_lines(unseen: Tally) -> frozenset[str]:
    """The lines on which few of the members stand that the reader does not see."""
    on_it = {one.key: unseen.at(actual_on(one.key)) for one in comparison(unseen)}
    return frozenset(
        key
        for key, part in on_it.items()
        if Weight(part.counted, part.largest, part.sizes).is_small
    )


def _charts(
    board: Board, page: Page, sums: Sums, published: Sequence[OpenPublication]
) -> dict[str, Any]:
    """The drawings by name; None where the reader is not shown what they would say."""
    unit, language = page.unit, page.language
    summary, group = board.summary, board.summary.group
    points: Sequence[PathPoint] = summary.figures.pathway
    scopes = totals = summary.history
    draws = True
    if not board.reader.sees(group):
        sets = (None, *Group) if group is None else (group,)
        found = past.past(
            {one: sums.figures(one) for one in sets}, group, board.judgement, published
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
