"""The sheets that every workbook of figures has: figures in order, the years, definitions."""

from collections.abc import Iterable, Sequence

from portal.aggregation.definitions import DEFINITIONS
from portal.language import Text
from portal.publication.figure_id import KEYS, Edition, FigureId, FigureSet, names_of
from portal.reports.edition import edition_named
from portal.reports.excel import Book, Field, Value
from portal.reports.rows import YearRow
from portal.reports.summary import Item, Section
from portal.reports.values import NOTHING, Form

_INVENTORIES = Text("審查通過之盤查清冊", "Accepted inventories")
_PLANS = Text("審查通過之減量計畫與盤查清冊", "Accepted reduction plans and inventories")
_FROM_INVENTORIES = frozenset({"emissions", "scope1", "scope2", "biogenic", "exchanged", "change"})


def figure_sheet(
    book: Book,
    parts: Sequence[Section],
    year: int,
    of: FigureSet,
    missing: Sequence[Text] = (),
) -> None:
    """The first sheet: what the document says about itself and lacks, then its figures in order."""
    fields = (
        Field(Text("項目", "Part"), 24),
        Field(Text("指標", "Figure"), 36),
        Field(Text("目標年", "Target year"), 10, Form.YEAR),
        # The unit stands in its own column, since it differs from line to line.
        Field(Text("數值", "Value"), 20, Form.COUNT),
        Field(Text("母數", "Out of"), 10, Form.COUNT),
        Field(Text("單位", "Unit"), 16),
        Field(Text("涵蓋與說明", "Coverage and notes"), 46),
        Field(Text("未計入家數", "Members left out"), 11, Form.COUNT),
        Field(Text("數值代號（溯源用）", "Figure id, to trace it"), 32),
    )
    edition = edition_named(book.edition.publication, year)
    sheet = book.sheet(
        Text("摘要", "Summary"),
        Text(
            "各項數值依序，附單位、涵蓋、未計入家數與數值代號",
            "The figures in order, with unit, coverage, members left out and figure id",
        ),
    )
    first = book.opening(sheet, len(fields), missing)
    lines = [(part, item) for part in parts for item in part.items]
    rows = [(*_figure_values(part, item), _name(edition, of, item)) for part, item in lines]
    book.table(sheet, fields, rows, first=first)
    for number, (_, item) in enumerate(lines, first + 1):
        if item.words is None:
            book.write(sheet, number, 3, item.value, item.form)


def _figure_values(part: Section, item: Item) -> Sequence[Value]:
    return (
        part.title,
        item.label,
        NOTHING if item.horizon is None else item.horizon,
        item.words or item.value,
        NOTHING if item.out_of is None else item.out_of,
        item.form.value.unit,
        item.note,
        len(item.left_out) if item.key else NOTHING,
    )


def _name(edition: Edition, of: FigureSet, item: Item) -> str:
    horizons = KEYS.get(item.key, (0,))
    fits = item.horizon in horizons if horizons else item.horizon is None
    return str(FigureId(edition, of, item.key, item.horizon)) if fits else ""


def years_sheet(book: Book, history: Sequence[YearRow]) -> None:
    """Accepted emissions by year, as the chart of the PDF draws them."""
    fields = (
        Field(Text("年度", "Year"), 10, Form.YEAR),
        Field(Text("計入家數", "Members counted"), 12, Form.MEMBERS),
        Field(Text("範疇一", "Scope 1"), 18, Form.TONNES),
        Field(Text("範疇二", "Scope 2"), 18, Form.TONNES),
        Field(Text("合計", "Total"), 18, Form.TONNES),
    )
    rows = [(one.year, one.members, *one.amounts) for one in history]
    book.table(
        book.sheet(
            Text("歷年", "Years"),
            Text(
                "歷年審查通過之排放量與計入家數",
                "Accepted emissions by year, with the members counted",
            ),
        ),
        fields,
        rows,
    )


def definitions_sheet(book: Book, keys: Iterable[str], year: int, of: FigureSet) -> None:
    """What each figure means: unit, definition, formula, where it comes from, how to trace it.

    Args:
        keys: of `DEFINITIONS`, in the order of the figures; one named twice is defined once.
        year, of: the reporting year and the set that the figures are of.
    """
    fields = (
        Field(Text("指標", "Figure"), 34),
        Field(Text("單位", "Unit"), 16),
        Field(Text("定義", "Definition"), 62),
        Field(Text("計算式", "Formula"), 44),
        Field(Text("資料來源", "Source"), 32),
        Field(Text("數值代號（溯源用）", "Figure id, to trace it"), 48),
    )
    edition = edition_named(book.edition.publication, year)
    rows = [
        (*_definition_values(key), "\n".join(names_of(edition, of, key)))
        for key in dict.fromkeys(keys)
    ]
    book.table(
        book.sheet(
            Text("定義", "Definitions"),
            Text(
                "每一指標之單位、定義、計算式、資料來源與數值代號",
                "Unit, meaning, formula, source and figure ids of every figure",
            ),
        ),
        fields,
        rows,
    )


def _definition_values(key: str) -> Sequence[Value]:
    about = DEFINITIONS[key]
    source = _INVENTORIES if key in _FROM_INVENTORIES else _PLANS
    return about.label, about.unit, about.meaning, about.formula, source
