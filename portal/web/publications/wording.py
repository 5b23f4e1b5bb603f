"""Frozen rows as a person reads them; the evidence keeps them exact, as codes and plain numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from portal.intake.kinds import PLAN
from portal.language import Language, Text
from portal.publication.rows import TONNES
from portal.publication.snapshot import Row
from portal.reference.codes import ENERGY_KIND, EXCHANGE_DIRECTION
from portal.reports import formats
from portal.workbook.sheets import Column, Kind

ITEMS: Final[Mapping[str, Text]] = {
    "emissions": Text("重算排放量", "Recomputed emissions"),
    "biogenic": Text("生質二氧化碳（另列）", "Biogenic CO₂, apart"),
    "exchange": Text("能資源交換", "Exchange"),
    "target": Text("減量目標", "Target"),
    "planned_exchange": Text("規劃之能資源交換", "Planned exchange"),
}
_ANSWERS: Final = {"yes": Text("是", "yes"), "no": Text("否", "no")}
_SHEETS: Final = {"target": "targets", "planned_exchange": "exchange"}
_TONNES: Final = Text("公噸 CO₂e", "t CO₂e")
_ROW: Final = Text("第 {row} 列", "row {row}")


@dataclass(frozen=True, slots=True)
class Said:
    """One frozen row in words."""

    item: str
    detail: str
    scope: str
    value: str
    unit: str


def said(row: Row, language: Language) -> Said:
    """A row with the names of its codes and columns, and with separators in its numbers."""
    item = ITEMS[row.item][language] if row.item in ITEMS else row.item
    scope = "" if row.scope is None else str(row.scope)
    named, _, key = row.detail.rpartition(".")
    column = _columns().get((row.item, key))
    if column is not None:
        place = named if row.item == "target" else _ROW.format(row=named)[language]
        detail = f"{place} · {column.title[language]}"
        return Said(item, detail, scope, _cell(column, row.value, language), column.unit[language])
    unit = _TONNES[language] if row.unit == TONNES else row.unit
    return Said(item, _detail(row, language), scope, _number(row.value), unit)


@cache
def _columns() -> Mapping[tuple[str, str], Column]:
    sheets = {one.key: one for one in PLAN.template.sheets}
    return {
        (item, column.key): column
        for item, sheet in _SHEETS.items()
        for column in sheets[sheet].columns
    }


def _detail(row: Row, language: Language) -> str:
    """Direction, carrier and partner of a flow; the source of anything else."""
    if row.item != "exchange":
        return row.detail
    known = (EXCHANGE_DIRECTION, ENERGY_KIND)
    parts = row.detail.split("|")
    return " ".join(
        next((codes[part].label[language] for codes in known if part in codes), part)
        for part in parts
    )


def _cell(column: Column, value: str, language: Language) -> str:
    if value in _ANSWERS and column.kind is not Kind.TEXT:
        return _ANSWERS[value][language]
    if column.codes is not None and (found := column.codes.find(value)):
        return found.label[language]
    match column.kind:
        case Kind.NUMBER:
            return _number(value)
        case Kind.PERCENT:
            return f"{(Decimal(value) * 100).normalize():f} %"
        case _:
            return value


def _number(value: str) -> str:
    """With separators and as exact as it is kept."""
    text = f"{Decimal(value).normalize():,f}"
    return text.replace("-", formats.MINUS)
