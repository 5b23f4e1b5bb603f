"""A blank template that a script has filled: no cached values, texts inside the cells."""

import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from portal.demo.companies import company
from portal.demo.inventories import inventory
from portal.demo.plans import plan
from portal.demo.pledges import PLAN_YEAR
from portal.demo.samples import SOUND
from portal.demo.sound_inventory import SOUND_MEMBERS
from portal.intake.background import Background
from portal.intake.checking import check
from portal.inventory.sheets import TEMPLATE as INVENTORY
from portal.plans.sheets import TEMPLATE as PLAN
from portal.reference.groups import Group
from portal.workbook.content import CellInput, Content, Line
from portal.workbook.sheets import Column, Layout, Sheet, Template
from portal.workbook.template import build_bytes, write
from portal.workbook.writing.words import choice, offered

YEAR = 2024
KEYS, FIRST = 3, 5
FORM_KEY, FORM_VALUE = 1, 4
PLANNERS = {company(code).group: code for _, code, template in SOUND if template is PLAN}


def typed(value: CellInput, column: Column) -> str | float | int | date | None:
    """What a script puts into a cell: answers as the drop-down shows them, else the plain value."""
    codes = offered(column)
    if codes is not None and value is not None:
        code = {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
        return next((choice(column, one) for one in codes.codes if one.code == code), str(value))
    if isinstance(value, Decimal):
        return float(value)
    assert value is None or isinstance(value, str | float | int | date)
    return value


def fill(tab: Worksheet, sheet: Sheet, lines: list[Line]) -> None:
    """Type the lines into a worksheet, each value where the hidden key says."""
    is_table = sheet.layout is Layout.TABLE
    for at in range(1, (tab.max_column if is_table else tab.max_row) + 1):
        key = tab.cell(KEYS, at).value if is_table else tab.cell(at, FORM_KEY).value
        column = sheet.by_key.get(str(key))
        if column is None:
            continue
        for step, line in enumerate(lines):
            value = typed(line.get(column.key), column)
            if value is not None:
                place = (FIRST + step, at) if is_table else (at, FORM_VALUE)
                tab.cell(*place).value = value


def filled(path: Path, template: Template, code: str, year: int, content: Content) -> None:
    """The blank template of a member, filled by a script and saved by it."""
    one = company(code)
    write(path, template, {}, group=one.group, year=year, member_code=code, member_name=one.name)
    book = openpyxl.load_workbook(path)
    for sheet in template:
        if sheet.title.zh in book.sheetnames:
            fill(book[sheet.title.zh], sheet, list(content.get(sheet.key, ())))
    book.save(path)


CASES = [
    *(pytest.param(INVENTORY, SOUND_MEMBERS[one], YEAR, id=f"inventory-{one}") for one in Group),
    *(pytest.param(PLAN, PLANNERS[one], PLAN_YEAR, id=f"plan-{one}") for one in Group),
]


@pytest.mark.slow
@pytest.mark.parametrize(("template", "code", "year"), CASES)
def test_a_template_filled_by_a_script_is_sound(
    template: Template, code: str, year: int, tmp_path: Path
) -> None:
    content = plan(code) if template is PLAN else inventory(code, year)
    ours = tmp_path / "ours.xlsx"
    made = build_bytes(template, content, group=company(code).group, year=year, member_code=code)
    ours.write_bytes(made)
    path = tmp_path / "filled.xlsx"

    filled(path, template, code, year, content)

    report, expected = (check(one, "same.xlsx", Background()) for one in (path, ours))
    assert report.findings == ()
    assert (report.kind, report.member, report.year) == (template.kind, code, year)
    assert report.totals == expected.totals
    assert report.stored_tables() == expected.stored_tables()
    assert b't="inlineStr"' in zipfile.ZipFile(path).read("xl/worksheets/sheet2.xml")
