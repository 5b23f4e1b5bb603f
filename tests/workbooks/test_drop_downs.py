"""Every answer that a drop-down of a template offers is read without a word."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from portal.inventory.sheets import TEMPLATE as INVENTORY
from portal.plans.sheets import TEMPLATE as PLAN
from portal.reference.groups import Group
from portal.workbook.cells import open_book
from portal.workbook.reading import Reading, read
from portal.workbook.sheets import Column, Kind, Layout, Sheet, Template
from portal.workbook.template import write
from portal.workbook.writing.words import offered

YEAR = 2024
KEYS, FIRST = 3, 5
FORM_KEY, FORM_VALUE = 1, 4


@dataclass(frozen=True, slots=True)
class DropDown:
    """One drop-down as the workbook has it: its column, where it begins, and its answers."""

    sheet: Sheet
    column: Column
    row: int
    position: int
    answers: tuple[str, ...]

    @property
    def wanted(self) -> list[object]:
        """What the answers are to be read as."""
        codes = offered(self.column)
        assert codes is not None
        if self.column.kind is Kind.YES_NO:
            return [code.code == "yes" for code in codes.codes]
        return [code.code for code in codes.codes]


def blank(template: Template, group: Group, path: Path) -> Workbook:
    """The blank workbook of a group, opened as a script would open it."""
    write(path, template, {}, group=group, year=YEAR, blank_rows=1)
    return openpyxl.load_workbook(path)


def drop_downs(book: Workbook, template: Template) -> Iterator[DropDown]:
    """Every drop-down of the workbook's cells, with the answers of its list."""
    for sheet in template:
        if sheet.title.zh in book.sheetnames:
            yield from _of_sheet(book, book[sheet.title.zh], sheet)


def _of_sheet(book: Workbook, tab: Worksheet, sheet: Sheet) -> Iterator[DropDown]:
    for rule in tab.data_validations.dataValidation:
        if rule.type != "list":
            continue
        for area in rule.sqref.ranges:
            for position in range(area.min_col, area.max_col + 1):
                place = (KEYS, position) if _is_table(sheet) else (area.min_row, FORM_KEY)
                column = sheet.by_key[str(tab.cell(*place).value)]
                answers = _answers(book, rule.formula1)
                yield DropDown(sheet, column, area.min_row, position, answers)


def _is_table(sheet: Sheet) -> bool:
    return sheet.layout is Layout.TABLE


def _answers(book: Workbook, name: str) -> tuple[str, ...]:
    [(tab, area)] = book.defined_names[name].destinations
    return tuple(str(cell.value) for (cell,) in book[tab][area])


def read_back(book: Workbook, path: Path, template: Template, group: Group) -> Reading:
    """What the reader makes of the workbook as it stands."""
    book.save(path)
    with open_book(path) as opened:
        return read(opened, template, group=group, version=template.version)


def words_about(reading: Reading, lists: list[DropDown]) -> list[tuple[str, str, object]]:
    """What was said about cells with a drop-down."""
    chosen = {(one.sheet.key, one.column.key) for one in lists}
    return [
        (rule.code, place.column, case.found)
        for rule, case in reading.said
        for place in case.places
        if (place.sheet, place.column) in chosen
    ]


CASES = [
    pytest.param(template, group, id=f"{template.kind}-{group.value}")
    for template in (INVENTORY, PLAN)
    for group in Group
]


@pytest.mark.slow
@pytest.mark.parametrize(("template", "group"), CASES)
def test_every_answer_of_a_table_is_read(template: Template, group: Group, tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    book = blank(template, group, path)
    lists = [one for one in drop_downs(book, template) if _is_table(one.sheet)]
    # A row for every answer of the longest list; a shorter one begins again.
    depth = {one.sheet.key: 0 for one in lists}
    for one in lists:
        depth[one.sheet.key] = max(depth[one.sheet.key], len(one.answers))
    for one in lists:
        for step in range(depth[one.sheet.key]):
            answer = one.answers[step % len(one.answers)]
            book[one.sheet.title.zh].cell(FIRST + step, one.position, answer)

    reading = read_back(book, path, template, group)

    assert words_about(reading, lists) == []
    for one in lists:
        rows = reading.table(one.sheet.key)
        values = [getattr(row, one.column.key) for row in rows[: len(one.answers)]]
        assert values == one.wanted, one.column.key


@pytest.mark.slow
def test_every_answer_of_a_form_is_read(tmp_path: Path) -> None:
    # The forms of the plan have no drop-downs.
    template = INVENTORY
    forms = tuple(sheet for sheet in template if not _is_table(sheet))
    only = replace(template, sheets=forms)
    path = tmp_path / "template.xlsx"
    book = blank(only, Group.STEEL, path)
    lists = list(drop_downs(book, only))

    for step in range(max(len(one.answers) for one in lists)):
        for one in lists:
            answer = one.answers[step % len(one.answers)]
            book[one.sheet.title.zh].cell(one.row, FORM_VALUE, answer)
        reading = read_back(book, path, only, Group.STEEL)

        assert words_about(reading, lists) == []
        for one in lists:
            value = getattr(reading.form(one.sheet.key), one.column.key)
            assert value == one.wanted[step % len(one.answers)], one.column.key


@pytest.mark.slow
@pytest.mark.parametrize(("template", "group"), CASES)
def test_every_column_of_a_list_has_its_drop_down(
    template: Template, group: Group, tmp_path: Path
) -> None:
    book = blank(template, group, tmp_path / "template.xlsx")

    found = {(one.sheet.key, one.column.key) for one in drop_downs(book, template)}

    assert found == {
        (sheet.key, column.key)
        for sheet in template
        if sheet.serves(group)
        for column in sheet.columns
        if offered(column) is not None
    }
