"""Marking cells where one element of content.xml stands for many."""

import re

import pytest

from portal.workbook.marking.open_document.tables import TableCells, tables
from portal.workbook.marking.patching import Xml

NAMES = "xmlns:office='o' xmlns:table='t' xmlns:text='x'"


def marked(rows: str, *cells: tuple[int, int]) -> str:
    """The rows with the cells replaced by their place and the style that they show."""
    text = (
        f"<office:document-content {NAMES}><office:body><office:spreadsheet>"
        f'<table:table table:name="甲&amp;乙">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    xml = Xml.of(text.encode())
    [(name, table)] = tables(xml)
    assert name == "甲&乙"
    columns: dict[int, set[int]] = {}
    for row, column in cells:
        columns.setdefault(row, set()).add(column)

    def mark(row: int, column: int, cell: bytes, style: bytes) -> bytes:
        assert b"repeated" not in cell
        return f"[{row},{column} {style.decode()}]".encode()

    made = xml.edited(TableCells(xml, table).marked(columns, mark)).decode()
    inside = re.search("<table:table [^>]*>(.*)</table:table>", made)
    assert inside is not None
    for long, short in (("table:table-", ""), ("table:number-", ""), ("-repeated", "")):
        made = inside[1] if long == "table:table-" else made
        made = made.replace(long, short)
    return made


CASES = {
    "a cell by itself": ("<R><C>1</C><C/></R>", (1, 1), "<row>[1,1 Default]<cell/></row>"),
    "within equal cells": (
        '<R><C table:number-columns-repeated="5"/></R>',
        (1, 3),
        '<row><cell columns="2"/>[1,3 Default]<cell columns="2"/></row>',
    ),
    "the first of two equal cells": (
        '<R><C table:number-columns-repeated="2"/></R>',
        (1, 1),
        "<row>[1,1 Default]<cell/></row>",
    ),
    "within equal rows": (
        '<R table:number-rows-repeated="4"><C>1</C></R>',
        (2, 1),
        '<row><cell>1</cell></row><row>[2,1 Default]</row><row rows="2"><cell>1</cell></row>',
    ),
    "beyond the cells of a row": (
        "<R><C/></R>",
        (1, 4),
        '<row><cell/><cell columns="2"/>[1,4 Default]</row>',
    ),
    "in a row without cells": ("<R/>", (1, 1), "<row>[1,1 Default]</row>"),
    "beyond the rows": (
        "<R><C/></R><table:named-expressions/>",
        (4, 2),
        '<row><cell/></row><row rows="2"><cell/></row>'
        "<row><cell/>[4,2 Default]</row><table:named-expressions/>",
    ),
    "in a group of rows": (
        "<table:table-row-group><R><C/></R></table:table-row-group>",
        (1, 1),
        "<row-group><row>[1,1 Default]</row></row-group>",
    ),
    "with the style of its column": (
        '<table:table-column table:default-cell-style-name="ce1"/><R><C/></R>',
        (1, 1),
        '<column table:default-cell-style-name="ce1"/><row>[1,1 ce1]</row>',
    ),
    "with the style of its row": (
        '<R table:default-cell-style-name="ce2"><C/></R>',
        (1, 1),
        '<row table:default-cell-style-name="ce2">[1,1 ce2]</row>',
    ),
    "with a style of its own": (
        '<R table:default-cell-style-name="ce2"><C table:style-name="ce3"/></R>',
        (1, 1),
        '<row table:default-cell-style-name="ce2">[1,1 ce3]</row>',
    ),
}


@pytest.mark.parametrize(("rows", "cell", "expected"), CASES.values(), ids=CASES.keys())
def test_a_marked_cell_leaves_its_repeat(rows: str, cell: tuple[int, int], expected: str) -> None:
    full = re.sub(r"(</?)R\b", r"\1table:table-row", rows)
    full = re.sub(r"(</?)C\b", r"\1table:table-cell", full)

    assert marked(full, cell) == expected


def test_a_covered_cell_is_marked_where_it_is_seen() -> None:
    rows = (
        '<table:table-row><table:table-cell table:number-columns-spanned="2" '
        'table:number-rows-spanned="2"/><table:covered-table-cell/></table:table-row>'
    )
    xml = Xml.of(
        f"<office:document-content {NAMES}><office:body><office:spreadsheet><table:table "
        f'table:name="a">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>".encode()
    )
    [(_, table)] = tables(xml)

    anchors = TableCells(xml, table).anchors({(1, 2), (2, 1), (3, 1)})

    assert anchors == {(1, 2): (1, 1), (2, 1): (1, 1)}
