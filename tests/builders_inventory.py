"""Inventories for tests, straight from content, without a workbook file in between."""

from dataclasses import fields
from typing import Any

from portal.demo.as_read import AsRead
from portal.inventory.figures import Background, Inventory
from portal.inventory.sheets import TEMPLATE, Source
from portal.inventory.subject import NOTHING_KNOWN, build
from portal.workbook.content import Content

FIRST_ROW = 4


def inventory_of(content: Content, background: Background = NOTHING_KNOWN) -> Inventory:
    """The subject of the rules for a content whose cells have the types of their columns."""
    return build(AsRead(TEMPLATE, content), background)


def source(**cells: Any) -> Source:
    """A source with nothing but the cells given."""
    values = {one.name: None for one in fields(Source)} | {"at": FIRST_ROW} | cells
    return Source(**values)
