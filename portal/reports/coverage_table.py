"""Coverage beside the totals of the alliance and of each group, set by set and target year."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from portal.aggregation.coverage import Coverage
from portal.aggregation.figures import GroupFigures
from portal.language import Text
from portal.plans.amounts import Amount
from portal.publication.figure_id import FigureId, set_of_group
from portal.reports.beside_totals import FIGURE, SET, columns, fields, named, said, span
from portal.reports.edition import edition_named
from portal.reports.excel import Book, Field, Value
from portal.reports.library import Flowable
from portal.reports.look import Look
from portal.reports.page import long_heading
from portal.reports.summary import Summary
from portal.reports.tables import Band, Column, Row, number, table
from portal.reports.values import Form

_TITLE: Final = Text("各項合計之涵蓋與確定性", "Coverage and certainty of the totals")
_COUNTED: Final = Text("可量化／有目標／成員", "In tonnes / target / members")
_SPAN: Final = Text("基準年", "Base years")
_HEADINGS: Final[Mapping[str, tuple[Text, Form]]] = {
    "covered": (Text("排放涵蓋", "Emissions covered"), Form.SHARE),
    "verified": (Text("查驗", "Verified"), Form.SHARE),
    "low": (Text("低", "Low"), Form.TONNES_A_YEAR),
    "central": (Text("中（T1）", "Central (T1)"), Form.TONNES_A_YEAR),
    "high": (Text("高", "High"), Form.TONNES_A_YEAR),
    "overlap": (Text("重複", "Overlap"), Form.TONNES_A_YEAR),
    "largest": (Text("最大一家", "Largest"), Form.SHARE),
}


def coverage_table(summary: Summary, look: Look) -> Iterator[Flowable]:
    """The coverage of every total of contributions in a PDF."""
    tonnes = Form.TONNES_A_YEAR.unit(summary.unit)
    headed = (
        Column(SET, 18),
        number(_COUNTED, 20),
        *columns(_HEADINGS, 14, tonnes),
        number(_SPAN, 17),
    )
    rows: list[Row] = []
    for horizon in summary.figures.horizons:
        rows.append(Band(Text(f"{horizon} 年", str(horizon))))
        for figures in (*summary.groups, summary.figures):
            beside = figures.horizons[horizon].coverage
            cells = said(_values(beside), _HEADINGS, summary, look)
            counted = f"{beside.quantified} / {beside.with_target} / {beside.members}"
            rows.append((named(figures.group), counted, *cells, span(beside.base_years)))
    yield from long_heading(look, _TITLE, 1)
    yield table(look, headed, rows)


def coverage_sheet(book: Book, summary: Summary) -> None:
    """The same as a worksheet; shares as numbers, tonnes unrounded."""
    headed = (
        Field(SET, 18),
        Field(Text("目標年", "Target year"), 10, Form.YEAR),
        Field(Text("可量化", "In tonnes"), 10, Form.MEMBERS),
        Field(Text("有目標", "With a target"), 10, Form.MEMBERS),
        Field(Text("成員", "Members"), 10, Form.MEMBERS),
        *fields(_HEADINGS),
        Field(_SPAN, 14),
        Field(Text("最舊清冊年度", "Oldest inventory"), 12, Form.YEAR),
        FIGURE,
    )
    edition = edition_named(book.edition.publication, summary.year)
    rows = [
        (
            *_row(figures, horizon),
            str(FigureId(edition, set_of_group(figures.group), "t1", horizon)),
        )
        for horizon in summary.figures.horizons
        for figures in (*summary.groups, summary.figures)
    ]
    about = Text(
        "各組各目標年合計之可量化家數、涵蓋、查驗、高低估與最大一家",
        "Members in tonnes, coverage, verification, range and largest member of every total of "
        "targets",
    )
    book.table(book.sheet(Text("目標涵蓋", "Target coverage"), about), headed, rows, frozen=1)


def _row(figures: GroupFigures, horizon: int) -> Sequence[Value]:
    beside = figures.horizons[horizon].coverage
    counts = beside.quantified, beside.with_target, beside.members
    values = _values(beside).values()
    years = span(beside.base_years), beside.oldest_data_year
    return (named(figures.group), horizon, *counts, *values, *years)


def _values(beside: Coverage) -> Mapping[str, Amount]:
    return {
        "covered": beside.emissions_share,
        "verified": beside.verified_share,
        "low": beside.range.low,
        "central": beside.range.central,
        "high": beside.range.high,
        "overlap": beside.overlap.tonnes,
        "largest": beside.largest_share,
    }
