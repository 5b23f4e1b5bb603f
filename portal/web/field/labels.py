"""The words of a preview: names of sheets, columns and answers as people read them."""

from dataclasses import dataclass
from typing import Final

from portal.advisory.vocabulary import Carrier
from portal.field.changes import Change, Entry, Preview
from portal.field.sheets import READ_BY
from portal.language import Text
from portal.workbook.sheets import Column, Kind

_ADVICE: Final = {
    "title": "title",
    "text": "advice",
    "measure_class": "measure_class",
    "capex_material": "capex",
    "life_years": "life_years",
    "explanation": "explanation",
}
ADVICE: Final = Text("建議", "Recommendations")
EMPTY: Final = Text("（空白）", "(empty)")


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell of a row: its column, what is on file and what the workbook says."""

    column: Text
    old: Text
    new: Text


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row of a preview."""

    entry: Entry
    name: Text
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one sheet that do anything."""

    title: Text
    rows: tuple[ShownRow, ...]


def sections(preview: Preview) -> list[Section]:
    """The sheets in which something happens, in order."""
    titled = [(one.key, ADVICE if one.key == "advice" else one.title) for one in READ_BY]
    return [
        Section(title, tuple(_row(one) for one in preview.of(key)))
        for key, title in titled
        if preview.of(key)
    ]


def _row(entry: Entry) -> ShownRow:
    shown = () if entry.change is Change.KEPT else entry.cells
    return ShownRow(
        entry,
        _name(entry),
        tuple(
            ShownCell(
                _column_name(entry.sheet, cell.column),
                _value(entry.sheet, cell.column, cell.old),
                _value(entry.sheet, cell.column, cell.new),
            )
            for cell in shown
        ),
    )


def _name(entry: Entry) -> Text:
    """Tag and quantity in words; other rows have a name already."""
    tag, _, code = entry.name.rpartition(" ")
    if entry.sheet != "measurements" or not tag:
        return Text(entry.name, entry.name)
    quantity = _value("measurements", "quantity", code)
    return Text(f"{tag} {quantity.zh}", f"{tag} {quantity.en}")


def _column(sheet: str, key: str) -> Column | None:
    if sheet == "advice":
        return READ_BY.sheet("advice").by_key.get(_ADVICE.get(key, key))
    return READ_BY.sheet(sheet).by_key.get(key)


def _column_name(sheet: str, key: str) -> Text:
    column = _column(sheet, key)
    if column is not None:
        return column.title
    what, _, code = key.partition("_")
    carrier = Carrier(code)
    zh, en = carrier.label.zh, carrier.label.en
    if what == "price":
        unit = carrier.unit
        return Text(f"{zh}單價（元/{unit}）", f"Price of {en.lower()} (NT$/{unit})")
    return Text(f"年節省{zh}", f"{en} saved a year")


def _value(sheet: str, key: str, value: str) -> Text:
    """A value as people read it: an answer of a list by its label."""
    if not value:
        return EMPTY
    column = _column(sheet, key)
    if column is not None and column.kind is Kind.YES_NO:
        return Text("是", "Yes") if value == "yes" else Text("否", "No")
    found = column.codes.find(value) if column is not None and column.codes else None
    return found.label if found else Text(value, value)
