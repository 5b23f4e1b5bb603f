"""Coverage beside the totals of emissions of the alliance and of each group, and of past years."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from portal.aggregation.emission_coverage import EmissionCoverage
from portal.aggregation.figures import GroupFigures
from portal.language import Text
from portal.plans.amounts import Amount
from portal.publication.figure_id import Edition, FigureId, set_of_group
from portal.reference.groups import Group
from portal.reports import formats
from portal.reports.edition import edition_named
from portal.reports.excel import Book, Field, Value
from portal.reports.library import Flowable
from portal.reports.look import Look
from portal.reports.page import long_heading
from portal.reports.summary import Summary
from portal.reports.tables import Column, Row, number, table
from portal.reports.values import Form, written

_SET: Final = Text("組別", "Group")
_TOTAL: Final = Text("合計", "Total")
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
    columns = (
        Column(_SET, 16),
        number(_DUE, 16),
        *(
            number(heading, 15, tonnes if form.is_tonnes else None)
            for heading, form in _HEADINGS.values()
        ),
        number(_OLDER, 17),
    )

    def row(figures: GroupFigures) -> Row:
        beside = figures.emissions.coverage
        said = (
            written(value, _HEADINGS[key][1], summary.unit, look.language)
            for key, value in _values(beside).items()
        )
        return (_named(figures.group), f"{beside.counted} / {beside.members}", *said, _span(beside))

    rows = [row(one) for one in (*summary.groups, summary.figures)]
    yield from long_heading(look, _TITLE.format(year=summary.year), 1)
    yield table(look, columns, rows, total=1 if summary.groups else 0, has_note=True)
    yield look(_READING, "note")


def emission_sheet(book: Book, summary: Summary) -> None:
    """The same as a worksheet, with the years before; tonnes unrounded."""
    fields = (
        Field(Text("年度", "Year"), 9, Form.YEAR),
        Field(_SET, 18),
        Field(Text("計入", "Counted"), 10, Form.MEMBERS),
        Field(Text("應申報", "Due"), 10, Form.MEMBERS),
        *(Field(heading, 17, form) for heading, form in _HEADINGS.values()),
        Field(_OLDER, 16),
        Field(Text("數值代號（溯源用）", "Figure id, to trace it"), 32),
    )
    named = edition_named(book.edition.publication, summary.year)
    rows = [
        _row(named, one.group, one.emissions.coverage) for one in (*summary.groups, summary.figures)
    ]
    rows += [
        _row(Edition(one.year), summary.group, one.coverage)
        for one in reversed(summary.history)
        if one.coverage is not None and one.year != summary.year
    ]
    sheet = book.sheet(Text("排放量涵蓋", "Emission coverage"), _ABOUT)
    book.table(sheet, fields, rows, frozen=2)


def _row(edition: Edition, group: Group | None, beside: EmissionCoverage) -> Sequence[Value]:
    figure = FigureId(edition, set_of_group(group), "emissions")
    counts = beside.counted, beside.members
    values = _values(beside).values()
    return (edition.year, _named(group), *counts, *values, _span(beside), str(figure))


def _named(group: Group | None) -> Text:
    return group.label if group else _TOTAL


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


def _span(beside: EmissionCoverage) -> str:
    if not beside.older_years:
        return formats.MISSING
    first, last = beside.older_years
    return str(first) if first == last else f"{first}–{last}"
