"""From a figure of savings to the streams in it, and from a stream to its documents and cells."""

from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from flask import Blueprint, render_template, request, url_for

from portal.db.pages import cut
from portal.language import Language
from portal.reports import formats
from portal.savings import queries
from portal.savings.queries import closed
from portal.savings.tracing.behind_claims import papers_of
from portal.savings.tracing.by_hand import advice_there_for
from portal.savings.tracing.definitions import Quantity, meaning, quantity, title
from portal.savings.tracing.papers import Paper, PaperKind, Table
from portal.savings.tracing.trace import WITHOUT_PARTS
from portal.savings.vocabulary import Level
from portal.web.database import session
from portal.web.identity import signed_in_user
from portal.web.preferences import language
from portal.web.savings.scopes import named_stream, named_trace
from portal.web.turning import page_link

blueprint = Blueprint("savings_trace", __name__, url_prefix="/savings")


@blueprint.get("/trace/<path:figure>")
def show(figure: str) -> str:
    """What a figure adds up: its streams with what each adds, and where they come from."""
    found = named_trace()
    page = cut(found.parts, request.args.get("page", 1, type=int))
    papers = papers_of(
        session(),
        {one.claim for one in page.rows if one.claim},
        {one.place.company_id for one in page.rows},
    )
    return render_template(
        "savings/trace.html",
        trace=found,
        figure=found.figure,
        title=title(found.figure),
        meaning=meaning(found.figure),
        what=quantity(found.figure),
        page=page,
        link=page_link(),
        papers=papers,
        address=partial(address, reach=_reach()),
        said=said,
        closing=closed(session(), found.figure.year),
        without_parts=WITHOUT_PARTS,
    )


@blueprint.get("/streams/<key>/sources")
def sources(key: str) -> str:
    """The documents of every claim of a stream: who entered them, or the file and its cells."""
    one = named_stream()
    company = one.best.place.company_id
    return render_template(
        "savings/sources.html",
        one=one,
        papers=papers_of(session(), {each.key for each in one.claims}, {company}),
        counted={level: one.counted(level) for level in Level},
        notes=queries.history(session(), one.key),
        address=partial(address, reach=_reach()),
        grid=partial(grid, tongue=language()),
    )


def said(value: Decimal | None, what: Quantity) -> str:
    """An amount as pages write it; a share in per cent."""
    if value is not None and what.is_ratio and what.unit.en == "share":
        return formats.percent(value, 1)
    return formats.number(value, what.places)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as text."""

    text: str
    is_number: bool
    is_marked: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One row with its number in the file."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of a worksheet as the workbook shows them."""

    sheet: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[Line, ...]


def grid(of: Table, tongue: Language) -> Grid:
    """A table as the macro of grids takes it, the cells of amounts marked."""
    return Grid(
        of.sheet[tongue],
        tuple((one.letter, one.title[tongue]) for one in of.columns),
        tuple(
            Line(
                line.row,
                tuple(
                    Cell(cell[tongue], one.is_number, one.is_amount and bool(cell.zh))
                    for one, cell in zip(of.columns, line.cells, strict=True)
                ),
            )
            for line in of.lines
        ),
    )


def _reach() -> frozenset[str]:
    return advice_there_for(session(), signed_in_user())


def address(one: Paper, *, reach: frozenset[str]) -> str:
    """Where a document has its page; empty where it has none of its own for this person."""
    match one.kind:
        case PaperKind.RECOMMENDATION:
            there = one.ref in reach
            return url_for("advice.show", recommendation_id=int(one.ref)) if there else ""
        case PaperKind.CONTRACT | PaperKind.STATEMENT:
            return url_for("esco.show", number=one.ref)
        case PaperKind.REPORT:
            return url_for("verification.show", number=one.ref)
        case PaperKind.MEASURE:
            return url_for("review.show", submission_id=int(one.ref))
        case PaperKind.CLAIM:
            return ""
