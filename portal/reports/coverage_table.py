"""Coverage beside the totals of the alliance and of each group, set by set and target year."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from portal.aggregation.coverage import Coverage
from portal.aggregation.figures import GroupFigures
from portal.language import Text
from portal.plans.amounts import Amount
from portal.publication.figure_id import FigureId, set_of_group
from portal.reports import formats
from portal.reports.edition import edition_named
from portal.reports.excel import Book, Field, Value
from portal.reports.library import Flowable
from portal.reports.look import Look
from portal.reports.page import long_heading
from portal.reports.summary import Summary
from portal.reports.tables import Band, Column, Row, number, table
from portal.reports.values import Form, written

_TITLE: Final = Text("各項合計之涵蓋與確定性", "Coverage and certainty of the totals")
_SET: Final = Text("組別", "Group")
_TOTAL: Final = Text("合計", "Total")
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
    columns = (
        Column(_SET, 18),
        number(_COUNTED, 20),
        *(
            number(heading_, 14, tonnes if form.is_tonnes else None)
            for heading_, form in _HEADINGS.values()
        ),
        number(_SPAN, 17),
    )
    rows: list[Row] = []
    for horizon in summary.figures.horizons:
        rows.append(Band(Text(f"{horizon} 年", str(horizon))))
        for figures in (*summary.groups, summary.figures):
            beside = figures.horizons[horizon].coverage
            said = [
                written(value, _HEADINGS[key][1], summary.unit, look.language)
                for key, value in _values(beside).items()
            ]
            counted = f"{beside.quantified} / {beside.with_target} / {beside.members}"
            rows.append((_named(figures), counted, *said, span(beside)))
    yield from long_heading(look, _TITLE, 1)
    yield table(look, columns, rows)


def coverage_sheet(book: Book, summary: Summary) -> None:
    """The same as a worksheet; shares as numbers, tonnes unrounded."""
    fields = (
        Field(_SET, 18),
        Field(Text("目標年", "Target year"), 10, Form.YEAR),
        Field(Text("可量化", "In tonnes"), 10, Form.MEMBERS),
        Field(Text("有目標", "With a target"), 10, Form.MEMBERS),
        Field(Text("成員", "Members"), 10, Form.MEMBERS),
        *(Field(heading_, 17, form) for heading_, form in _HEADINGS.values()),
        Field(_SPAN, 14),
        Field(Text("最舊清冊年度", "Oldest inventory"), 12, Form.YEAR),
        Field(Text("數值代號（溯源用）", "Figure id, to trace it"), 32),
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
    book.table(book.sheet(Text("目標涵蓋", "Target coverage"), about), fields, rows, frozen=1)


def _row(figures: GroupFigures, horizon: int) -> Sequence[Value]:
    beside = figures.horizons[horizon].coverage
    counts = beside.quantified, beside.with_target, beside.members
    values = _values(beside).values()
    return (_named(figures), horizon, *counts, *values, span(beside), beside.oldest_data_year)


def _named(figures: GroupFigures) -> Text:
    return figures.group.label if figures.group else _TOTAL


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


def span(beside: Coverage) -> str:
    """First and last base year of the counted members."""
    years = list(beside.base_years)
    if not years:
        return formats.MISSING
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first}–{last}"
