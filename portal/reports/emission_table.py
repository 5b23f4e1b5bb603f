"""Coverage beside the totals of emissions of the alliance and of each group, and of past years."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from portal.aggregation.emission_coverage import EmissionCoverage
from portal.aggregation.figures import GroupFigures
from portal.language import Text
from portal.plans.amounts import Amount
from portal.publication.figure_id import Edition, FigureId, set_of_group
from portal.reference.groups import Group
from portal.reports.beside_totals import FIGURE, SET, columns, fields, named, said, span
from portal.reports.edition import edition_named
from portal.reports.excel import Book, Field, Value
from portal.reports.library import Flowable
from portal.reports.look import Look
from portal.reports.page import long_heading
from portal.reports.summary import Summary
from portal.reports.tables import Column, Row, number, table
from portal.reports.values import Form

_DUE: Final = Text("計入／應申報", "Counted / due")
_OLDER: Final = Text("未計入者之最近清冊", "Newest inventory of the others")
_HEADINGS: Final[Mapping[str, tuple[Text, Form]]] = {
    "covered": (Text("占最新排放", "Of latest"), Form.SHARE_1),
    "verified": (Text("查驗", "Verified"), Form.SHARE_1),
    "low": (Text("低", "Low"), Form.TONNES),
    "central": (Text("合計", "Total"), Form.TONNES),
    "high": (Text("高", "High"), Form.TONNES),
    "overlap": (Text("重複", "Overlap"), Form.TONNES),
    "open": (Text("未相符", "Open"), Form.TONNES),
    "largest": (Text("最大一家", "Largest"), Form.SHARE_1),
}
_TITLE: Final = Text(
    "{year} 年排放量合計之涵蓋與確定性", "Coverage and certainty of the emissions of {year}"
)
_READING: Final = Text(
    "計入者皆有當年度審查通過之清冊，缺漏不推估。重複為已扣除之成員間交換；低值再扣除未相符之交換，高值不扣除任何交換。",
    "Counted members have an accepted inventory of the year itself; gaps are not filled. Overlap "
    "is deducted for energy passed between members; low deducts open flows too, high nothing.",
)
_ABOUT: Final = Text(
    "各組與歷年排放量合計之計入家數、查驗、重複、高低值與最大一家",
    "Members counted, verification, overlap, range and largest member of the emissions of every "
    "group and year",
)


def emission_table(summary: Summary, look: Look) -> Iterator[Flowable]:
    """The coverage of the year's emissions in a PDF, set by set."""
    tonnes = Form.TONNES.unit(summary.unit)
    headed = (
        Column(SET, 16),
        number(_DUE, 16),
        *columns(_HEADINGS, 15, tonnes),
        number(_OLDER, 17),
    )

    def row(figures: GroupFigures) -> Row:
        beside = figures.emissions.coverage
        counted = f"{beside.counted} / {beside.members}"
        cells = said(_values(beside), _HEADINGS, summary, look)
        return (named(figures.group), counted, *cells, span(beside.older_years))

    rows = [row(one) for one in (*summary.groups, summary.figures)]
    yield from long_heading(look, _TITLE.format(year=summary.year), 1)
    yield table(look, headed, rows, total=1 if summary.groups else 0, has_note=True)
    yield look(_READING, "note")


def emission_sheet(book: Book, summary: Summary) -> None:
    """The same as a worksheet, with the years before; tonnes unrounded."""
    headed = (
        Field(Text("年度", "Year"), 9, Form.YEAR),
        Field(SET, 18),
        Field(Text("計入", "Counted"), 10, Form.MEMBERS),
        Field(Text("應申報", "Due"), 10, Form.MEMBERS),
        *fields(_HEADINGS),
        Field(_OLDER, 16),
        FIGURE,
    )
    edition = edition_named(book.edition.publication, summary.year)
    rows = [
        _row(edition, one.group, one.emissions.coverage)
        for one in (*summary.groups, summary.figures)
    ]
    rows += [
        _row(Edition(one.year), summary.group, one.coverage)
        for one in reversed(summary.history)
        if one.coverage is not None and one.year != summary.year
    ]
    sheet = book.sheet(Text("排放量涵蓋", "Emission coverage"), _ABOUT)
    book.table(sheet, headed, rows, frozen=2)


def _row(edition: Edition, group: Group | None, beside: EmissionCoverage) -> Sequence[Value]:
    figure = FigureId(edition, set_of_group(group), "emissions")
    counts = beside.counted, beside.members
    values = _values(beside).values()
    return (edition.year, named(group), *counts, *values, span(beside.older_years), str(figure))


def _values(beside: EmissionCoverage) -> Mapping[str, Amount]:
    return {
        "covered": beside.emissions_share,
        "verified": beside.verified_share,
        "low": beside.low,
        "central": beside.central,
        "high": beside.high,
        "overlap": beside.overlap.tonnes,
        "open": beside.overlap.open_tonnes,
        "largest": beside.largest_share,
    }
