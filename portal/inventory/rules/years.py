"""Against the year before: totals."""

from collections.abc import Iterator
from decimal import Decimal

from portal.inventory.figures import Inventory
from portal.inventory.rules.book import (
    ERROR,
    JUDGEMENT,
    REGULATION,
    RULES,
    WARNING,
    hit,
)
from portal.inventory.rules.totals import SCOPES
from portal.language import Text
from portal.workbook.findings import Hit


def _changes(inventory: Inventory) -> Iterator[tuple[str, Text, Decimal, Decimal, Decimal]]:
    """Column, name, last year's and this year's scope, and the change as a fraction."""
    past = inventory.background.past
    if past is None or inventory.cover is None:
        return
    floor = inventory.limit("change_floor")
    for column, scope, name in SCOPES:
        before: Decimal = getattr(past, scope)
        now: Decimal = getattr(inventory.counted, scope)
        if inventory.has_rows(scope) and before and abs(now - before) > floor:
            yield column, name, before, now, now / before - 1


def _is_extreme(inventory: Inventory, change: Decimal) -> bool:
    unexplained = inventory.cover is not None and not inventory.cover.change_note
    return abs(change) > inventory.limit("change_error") and unexplained


def _change_hit(
    inventory: Inventory, column: str, name: Text, before: Decimal, now: Decimal, change: Decimal
) -> Iterator[Hit]:
    past, cover = inventory.background.past, inventory.cover
    if past and cover:
        yield hit(
            cover.cell(column),
            cover.cell("change_note"),
            found=now,
            expected=before,
            scope=name,
            year=str(past.year),
            change=f"{change * 100:+.1f} %",
        )


@RULES.rule(
    "INV-076",
    WARNING,
    title=Text("與前一年度差異較大", "A large change since last year"),
    message=Text(
        "{scope}為 {found} 公噸CO₂e，{year} 年為 {expected}，變動 {change}。",
        "{scope} is {found} tCO2e; in {year} it was {expected}: {change}.",
    ),
    why=Text(
        "增設、停用、產量與方法變動均應說明，未說明者常是資料有誤。",
        "New or idle equipment, output and method explain changes; errors do not.",
    ),
    fix=Text(
        "請於「與前一年度差異說明」說明原因與影響量。",
        "Explain the cause and its size on the cover.",
    ),
    source=f"{REGULATION}, article 7; notice of 2018-12-19: 20 % as a change of scale",
    thresholds=("change_floor", "change_warning", "change_error"),
)
def totals_change_little(inventory: Inventory) -> Iterator[Hit]:
    for column, name, before, now, change in _changes(inventory):
        large = abs(change) > inventory.limit("change_warning")
        if large and not _is_extreme(inventory, change):
            yield from _change_hit(inventory, column, name, before, now, change)


@RULES.rule(
    "INV-240",
    ERROR,
    title=Text("與前一年度差異過大且未說明", "A very large change without a word"),
    message=Text(
        "{scope}為 {found} 公噸CO₂e，{year} 年為 {expected}，變動 {change}，且沒有說明。",
        "{scope} is {found} tCO2e; in {year} it was {expected}: {change}, without a note.",
    ),
    why=Text(
        "這樣的變動多半來自單位、漏填或邊界改變。",
        "Such a change mostly comes from units, gaps or another boundary.",
    ),
    fix=Text(
        "請檢查資料；屬實者請填「與前一年度差異說明」。",
        "Check the data; if it is right, explain it on the cover.",
    ),
    source=f"{JUDGEMENT}; {REGULATION}, article 7",
    thresholds=("change_floor", "change_error"),
)
def extreme_changes_are_explained(inventory: Inventory) -> Iterator[Hit]:
    for column, name, before, now, change in _changes(inventory):
        if _is_extreme(inventory, change):
            yield from _change_hit(inventory, column, name, before, now, change)
