"""A comparison of two workbooks as a workbook: totals, causes, sections, rows and cells."""

from collections.abc import Iterator

from portal.intake.comparing.figures import (
    ZERO,
    Amounts,
    Comparison,
    RowChange,
    SectionChange,
    What,
)
from portal.language import Language, Text
from portal.reports.edition import Edition
from portal.reports.excel import Book, Field, Value
from portal.reports.values import Form

WHATS = {
    What.CHANGED: Text("變更", "Changed"),
    What.ADDED: Text("新增", "Added"),
    What.REMOVED: Text("刪除", "Removed"),
}
TOTALS = {
    "scope1": Text("範疇一", "Scope 1"),
    "scope2": Text("範疇二", "Scope 2"),
    "biogenic": Text("生質二氧化碳（另列）", "Biogenic CO₂ (apart)"),
    "total": Text("範疇一與範疇二合計", "Scopes 1 and 2"),
    "contribution_2026": Text("2026 減量貢獻", "Contribution 2026"),
    "contribution_2030": Text("2030 減量貢獻", "Contribution 2030"),
    "contribution_2050": Text("2050 減量貢獻", "Contribution 2050"),
    "measures_committed": Text("已核定措施", "Committed measures"),
}


def build(name: Text, compared: Comparison, edition: Edition, language: Language) -> bytes:
    """The comparison as .xlsx; quantities in tonnes and unrounded.

    Args:
        name: the member.
    """
    before, after = compared.before.label, compared.after.label
    title = Text(
        f"{name.zh}　{before.zh} → {after.zh}",
        f"{name.en}: {before.en} → {after.en}",
    )
    book = Book(title, edition, language)
    _totals(book, compared)
    _causes(book, compared)
    _rows(book, compared)
    _cells(book, compared)
    return book.close()


def _effect_fields(keys: tuple[str, ...]) -> list[Field]:
    return [Field(TOTALS.get(key, Text(key, key)), 18, Form.TONNES_4) for key in keys]


def _effects(keys: tuple[str, ...], effects: Amounts) -> list[Value]:
    return [effects.get(key, ZERO) for key in keys]


def _totals(book: Book, compared: Comparison) -> None:
    sheet = book.sheet(
        Text("合計", "Totals"), Text("兩年度合計與差異", "Totals of both years and what differs")
    )
    fields = [
        Field(Text("合計", "Total"), 28),
        Field(Text("原", "Before"), 20, Form.TONNES_4),
        Field(Text("新", "After"), 20, Form.TONNES_4),
        Field(Text("差", "Difference"), 20, Form.TONNES_4),
    ]
    rows: list[list[Value]] = [
        [TOTALS.get(one.key, Text(one.key, one.key)), one.before, one.after, one.difference]
        for one in compared.totals
    ]
    book.table(sheet, fields, rows, first=book.opening(sheet, len(fields)))


def _causes(book: Book, compared: Comparison) -> None:
    fields = [
        Field(Text("類別", "What"), 24),
        Field(Text("原因或工作表", "Cause or sheet"), 60),
        *_effect_fields(compared.keys),
    ]
    kinds = (
        Text("原因", "Cause"),
        Text("係數變動明細", "Factor in detail"),
        Text("工作表", "Sheet"),
    )
    rows: list[list[Value]] = [
        *(
            [kinds[0], driver.label, *_effects(compared.keys, effects)]
            for driver, effects in compared.drivers.items()
        ),
        *(
            [kinds[1], one.because, *_effects(compared.keys, one.effects)]
            for one in compared.factors
        ),
        *(
            [kinds[2], one.title, *_effects(compared.keys, one.effects)]
            for one in compared.changed_sections
        ),
    ]
    book.table(
        book.sheet(
            Text("原因", "Causes"), Text("變動原因與影響", "What changed, why, and its effect")
        ),
        fields,
        rows,
    )


def _changes(compared: Comparison) -> Iterator[tuple[SectionChange, RowChange]]:
    for section in compared.sections:
        for change in section.changes:
            yield section, change


def _rows(book: Book, compared: Comparison) -> None:
    fields = [
        Field(Text("工作表", "Sheet"), 22),
        Field(Text("變更", "Change"), 10),
        Field(Text("項目", "Item"), 36),
        Field(Text("廠區", "Site"), 14),
        Field(Text("原編號", "Former name"), 22),
        Field(Text("係數變動", "Change of factor"), 40),
        *_effect_fields(compared.keys),
    ]
    rows: list[list[Value]] = [
        [
            section.title,
            WHATS[one.what],
            one.label,
            one.place,
            one.former,
            one.because,
            *_effects(compared.keys, one.effects),
        ]
        for section, one in _changes(compared)
    ]
    book.table(
        book.sheet(Text("列", "Rows"), Text("逐列比較", "Row by row")), fields, rows, frozen=3
    )


def _cells(book: Book, compared: Comparison) -> None:
    fields = [
        Field(Text("工作表", "Sheet"), 22),
        Field(Text("項目", "Item"), 36),
        Field(Text("欄位", "Column"), 24),
        Field(Text("原儲存格", "Cell before"), 16),
        Field(Text("原值", "Before"), 30),
        Field(Text("新儲存格", "Cell after"), 16),
        Field(Text("新值", "After"), 30),
    ]
    rows: list[list[Value]] = [
        [
            section.title,
            one.label,
            cell.heading,
            cell.before_at,
            cell.before,
            cell.after_at,
            cell.after,
        ]
        for section, one in _changes(compared)
        for cell in one.cells
    ]
    book.table(
        book.sheet(Text("儲存格", "Cells"), Text("逐格比較", "Cell by cell")),
        fields,
        rows,
        frozen=2,
    )
