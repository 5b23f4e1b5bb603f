"""Inventories for tests, straight from content, without a workbook file in between."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from portal.inventory.figures import Background, Inventory
from portal.inventory.sheets import TEMPLATE, Source
from portal.inventory.subject import NOTHING_KNOWN, build
from portal.workbook.content import Content
from portal.workbook.sheets import Layout, Template

FIRST_ROW = 4


@dataclass(frozen=True, slots=True)
class Rows:
    """Typed rows by sheet key, as the reader would hand them over."""

    rows: Mapping[str, tuple[Any, ...]]

    def table(self, key: str) -> tuple[Any, ...]:
        return self.rows.get(key, ())

    def form(self, key: str) -> Any | None:
        found = self.rows.get(key, ())
        return found[0] if found else None


def rows_of(content: Content, template: Template = TEMPLATE) -> Rows:
    """The rows of a content whose cells already have the types of their columns."""
    return Rows(
        {
            sheet.key: tuple(
                sheet.row(
                    0 if sheet.layout is Layout.FORM else FIRST_ROW + number,
                    *(line.get(column.key) for column in sheet.columns),
                )
                for number, line in enumerate(content.get(sheet.key, ()))
            )
            for sheet in template
        }
    )


def inventory_of(content: Content, background: Background = NOTHING_KNOWN) -> Inventory:
    """The subject of the rules for a content."""
    return build(rows_of(content), background)


def source(**cells: Any) -> Source:
    """A source with nothing but the cells given."""
    values = {one.name: None for one in fields(Source)} | {"at": FIRST_ROW} | cells
    return Source(**values)
