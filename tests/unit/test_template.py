from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from portal.inventory.sheets import TEMPLATE as INVENTORY
from portal.language import Text
from portal.plans.sheets import TEMPLATE as PLAN
from portal.reference.groups import Group
from portal.reference.units import unit
from portal.workbook.content import Content, ErrorValue, Formula, Line
from portal.workbook.sheets import Column, Kind, Layout, Sheet, Template
from portal.workbook.template import build_bytes, draft_bytes, write_draft
from portal.workbook.writing.draft import draft, stamp
from portal.workbook.writing.words import PROMPT_LIMIT, choice, choices, offered, prompt

MEMBER = Text("南灣鋼鐵股份有限公司", "South Bay Steel Co., Ltd.")
TEMPLATES = pytest.mark.parametrize("template", [INVENTORY, PLAN], ids=["inventory", "plan"])


def made(template: Template, content: Content | None = None, **others: object) -> bytes:
    arguments = {"group": Group.STEEL, "year": 2024, "member_code": "ST01", **others}
    return build_bytes(template, content or {}, member_name=MEMBER, **arguments)  # type: ignore[arg-type]


def opened(workbook: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(workbook))


def columns(template: Template) -> list[tuple[Sheet, Column]]:
    return [(sheet, column) for sheet in template for column in sheet.columns]


@TEMPLATES
def test_every_declared_column_is_in_the_workbook_under_its_key_and_heading(
    template: Template,
) -> None:
    book = opened(made(template, group=None))

    for sheet in template:
        worksheet = book[sheet.title.zh]
        if sheet.layout is Layout.TABLE:
            keys = [cell.value for cell in worksheet[3]]
            headings = [str(cell.value) for cell in worksheet[4]]
        else:
            rows = worksheet.iter_rows(min_row=4, max_row=3 + len(sheet.columns))
            both = [(row[0].value, f"{row[1].value}\n{row[2].value}") for row in rows]
            keys, headings = [key for key, _ in both], [heading for _, heading in both]
        assert keys == [column.key for column in sheet.columns]
        for column, heading in zip(sheet.columns, headings, strict=True):
            assert heading.startswith(column.title.zh)
            assert column.title.en in heading
            assert ("＊" in heading) == column.required


@TEMPLATES
def test_the_same_content_gives_the_same_bytes(template: Template) -> None:
    assert made(template) == made(template)


@TEMPLATES
def test_every_answer_of_a_drop_down_is_read_back(template: Template) -> None:
    for sheet, column in columns(template):
        codes = offered(column)
        if codes is None:
            continue
        for code in codes.codes:
            shown = choice(column, code)
            found = unit(shown) if column.kind is Kind.UNIT else codes.find(shown)
            assert found is not None, (sheet.key, column.key, shown)
            assert found.code == code.code, (sheet.key, column.key, shown)


@TEMPLATES
def test_drop_downs_offer_the_answers_of_their_column(template: Template) -> None:
    book = opened(made(template, group=None))
    names = {name: place.attr_text for name, place in book.defined_names.items()}

    for sheet in template:
        offers = {
            validation.formula1: validation.sqref
            for validation in book[sheet.title.zh].data_validations.dataValidation
            if validation.type == "list"
        }
        for column in (one for one in sheet.columns if offered(one)):
            listed = [answers(book, names[name]) for name in offers]
            assert list(choices(column)) in listed, (sheet.key, column.key)


def answers(book: openpyxl.Workbook, place: str) -> list[str]:
    name, _, cells = place.partition("!")
    return [row[0].value for row in book[name][cells.replace("$", "")]]


@TEMPLATES
def test_a_prompt_fits_into_excel(template: Template) -> None:
    assert all(len(prompt(column)) <= PROMPT_LIMIT for _, column in columns(template))


@TEMPLATES
def test_nothing_in_a_template_needs_an_extension_of_the_format(template: Template) -> None:
    package = ZipFile(BytesIO(made(template, group=None)))

    for part in package.namelist():
        assert b"extLst" not in package.read(part), part


def test_a_group_receives_only_its_own_sheets() -> None:
    steel = opened(made(INVENTORY, group=Group.STEEL)).sheetnames
    electronics = opened(made(INVENTORY, group=Group.ELECTRONICS)).sheetnames

    assert "碳平衡" in steel
    assert "碳平衡" not in electronics
    assert "含氟製程氣體" in electronics


def test_the_workbook_says_what_it_is_in_properties_and_in_the_hidden_sheet() -> None:
    book = opened(made(INVENTORY))

    properties = {one.name: one.value for one in book.custom_doc_props.props}
    hidden = dict(book["_meta"].iter_rows(values_only=True))
    assert properties == {
        "portal_template": "NZIA-INVENTORY",
        "portal_version": "2",
        "portal_kind": "inventory",
        "portal_year": "2024",
        "portal_member": "ST01",
    }
    assert hidden["template_id"] == "NZIA-INVENTORY"
    assert hidden["member"] == "ST01"
    assert book["_meta"].sheet_state == "veryHidden"
    assert book["_lists"].sheet_state == "hidden"
    assert book.sheetnames[0] == "說明"


SITE: Line = {
    "control_number": "E5600001",
    "name": "=1+1",
    "in_kaohsiung": True,
    "approach": "operational_control",
    "excluded_share": Decimal("0.00125"),
    "note": "-5",
}


def test_values_stand_in_their_cells_as_given() -> None:
    worksheet = opened(made(INVENTORY, {"sites": [SITE]}))["廠區與邊界"]
    cells = {worksheet.cell(3, cell.column).value: cell for cell in worksheet[5]}

    assert cells["name"].value == "=1+1"
    assert cells["name"].data_type == "s"
    assert cells["note"].data_type == "s"
    assert cells["in_kaohsiung"].value == "是"
    assert cells["excluded_share"].value == 0.00125
    assert cells["address"].value is None


@pytest.mark.parametrize(
    ("value", "data_type", "written"),
    [
        (Formula("=SUM(B1:B9)", 12.5), "n", 12.5),
        (Formula("=A1&A2", "甲乙"), "s", "甲乙"),
        (Formula("=SUM(B1:B9)"), "n", None),
        (ErrorValue("#REF!"), "e", "#REF!"),
        ("約 120", "s", "約 120"),
        (Decimal("123456789.0123"), "n", 123456789.0123),
        (True, "b", True),
    ],
    ids=["formula", "text formula", "never calculated", "error", "text", "decimal", "truth"],
)
def test_a_number_cell_may_hold_anything(value: object, data_type: str, written: object) -> None:
    workbook = made(INVENTORY, {"sources": [{"activity": value}]})  # type: ignore[dict-item]
    worksheet = openpyxl.load_workbook(BytesIO(workbook), data_only=True)["排放源活動數據"]
    cell = next(cell for cell in worksheet[5] if worksheet.cell(3, cell.column).value == "activity")

    assert cell.data_type == data_type
    assert cell.value == written


def test_a_date_is_a_date_in_any_column() -> None:
    workbook = made(
        INVENTORY, {"cover": [{"prepared_on": date(2025, 3, 31), "tax_id": date(2024, 1, 2)}]}
    )
    worksheet = opened(workbook)["基本資料"]
    values = {row[0].value: row[3] for row in worksheet.iter_rows(min_row=4)}

    assert values["prepared_on"].is_date
    assert values["tax_id"].is_date


def test_columns_and_names_of_a_draft_may_be_rearranged() -> None:
    made_out = stamp(INVENTORY, group=Group.STEEL, year=2024, member_code="ST01")
    whole = draft(INVENTORY, {"sites": [SITE]}, made_out)
    sites = whole.sheets[1]
    moved = replace(sites, name="廠區", columns=sites.columns[::-1])
    changed = replace(whole, sheets=(whole.sheets[0], moved))

    worksheet = opened(draft_bytes(changed, blank_rows=0))["廠區"]

    assert [cell.value for cell in worksheet[3]][-1] == "control_number"
    assert [cell.value for cell in worksheet[5]][-1] == "E5600001"


def test_a_streamed_workbook_holds_the_same_cells() -> None:
    made_out = stamp(INVENTORY, group=Group.STEEL, year=2024, member_code="ST01")
    whole = draft(INVENTORY, {"sites": [SITE] * 3}, made_out)
    streamed = BytesIO()
    write_draft(streamed, whole, blank_rows=2, streamed=True)

    expected = opened(draft_bytes(whole, blank_rows=2))["廠區與邊界"]
    found = opened(streamed.getvalue())["廠區與邊界"]

    assert list(found.values) == list(expected.values)
