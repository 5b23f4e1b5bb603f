from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, ClassVar
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from portal.language import Text
from portal.reference.codes import EMISSION_TYPE
from portal.workbook.cells import open_book
from portal.workbook.collecting import collect, ranges
from portal.workbook.content import CellInput, Content, ErrorValue, Formula
from portal.workbook.findings import Finding, Severity
from portal.workbook.identity import identify
from portal.workbook.reading import Reading, read
from portal.workbook.shape import SHAPE
from portal.workbook.sheets import Column, Kind, Layout, Row, Sheet, Template
from portal.workbook.template import build_bytes

UNIT = Text("公噸", "t")


@dataclass(frozen=True, slots=True)
class Cover(Row):
    SHEET: ClassVar[str] = "cover"
    member_code: str | None
    year: int | None
    total: Decimal | None


@dataclass(frozen=True, slots=True)
class Source(Row):
    SHEET: ClassVar[str] = "sources"
    name: str | None
    kind: str | None
    amount: Decimal | None
    unit: str | None
    share: Decimal | None
    count: int | None
    tested: date | None
    biogenic: bool | None


COLUMNS = (
    Column("name", Text("排放源名稱", "Source"), required=True),
    Column("kind", Text("排放型式", "Emission type"), Kind.CODE, codes=EMISSION_TYPE),
    Column(
        "amount",
        Text("活動數據", "Activity"),
        Kind.NUMBER,
        unit=UNIT,
        minimum=Decimal(0),
        maximum=Decimal(1_000_000),
        decimals=4,
        aliases=("使用量",),
    ),
    Column("unit", Text("單位", "Unit"), Kind.UNIT),
    Column("share", Text("分配比率", "Share"), Kind.PERCENT, maximum=Decimal(1)),
    Column("count", Text("數量", "Count"), Kind.INTEGER),
    Column("tested", Text("檢測日期", "Tested on"), Kind.DATE),
    Column("biogenic", Text("生質", "Biogenic"), Kind.YES_NO),
)
TEMPLATE = Template(
    "TEST",
    "inventory",
    Text("測試", "Test"),
    1,
    (
        Sheet(
            "cover",
            Text("封面", "Cover"),
            (
                Column("member_code", Text("成員代碼", "Member"), required=True),
                Column("year", Text("盤查年度", "Year"), Kind.YEAR, required=True),
                Column("total", Text("總量", "Total"), Kind.NUMBER),
            ),
            Cover,
            Layout.FORM,
        ),
        Sheet("sources", Text("排放源", "Sources"), COLUMNS, Source),
    ),
)
SOUND_ROW: dict[str, CellInput] = {
    "name": "鍋爐一號",
    "kind": "固定燃燒",
    "amount": Decimal("12.5"),
    "unit": "公噸",
    "share": Decimal("0.5"),
    "count": 3,
    "tested": date(2024, 5, 31),
    "biogenic": "否",
}
SOUND: Content = {
    "cover": [{"member_code": "M001", "year": 2024, "total": 10}],
    "sources": [SOUND_ROW, {**SOUND_ROW, "name": "鍋爐二號"}],
}
Change = Callable[[Workbook, Worksheet], object]


def written(content: Content) -> bytes:
    return build_bytes(TEMPLATE, content, group=None, year=2024, member_code="M001")


def changed(content: Content, change: Change) -> bytes:
    """A sound workbook after somebody worked on it in a spreadsheet program."""
    book = openpyxl.load_workbook(BytesIO(written(content)))
    change(book, book["排放源"])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def reading_of(data: bytes, tmp_path: Path) -> Reading:
    path = tmp_path / "book.xlsx"
    path.write_bytes(data)
    with open_book(path) as book:
        return read(book, TEMPLATE, group=None, version=1)


def findings_of(data: bytes, tmp_path: Path) -> list[Finding]:
    return list(collect(reading_of(data, tmp_path), []))


def with_cell(**cells: CellInput) -> Content:
    return {**SOUND, "sources": [{**SOUND_ROW, **cells}]}


def test_a_sound_workbook_is_read_as_written_without_a_word(tmp_path: Path) -> None:
    reading = reading_of(written(SOUND), tmp_path)

    assert collect(reading, []) == ()
    assert reading.form("cover") == Cover(0, "M001", 2024, Decimal("10.0"))
    first, second = reading.table("sources")
    assert first == Source(
        5,
        "鍋爐一號",
        "stationary",
        Decimal("12.5"),
        "t",
        Decimal("0.5"),
        3,
        date(2024, 5, 31),
        False,
    )
    assert (second.at, second.name) == (6, "鍋爐二號")


def test_the_workbook_says_whose_it_is(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(written(SOUND))

    with open_book(path) as book:
        identity = identify(book, [TEMPLATE])

    assert (identity.template, identity.version) == (TEMPLATE, 1)
    assert (identity.member, identity.year, identity.is_stated) == ("M001", 2024, True)


def test_a_version_of_endless_digits_is_a_newer_one(tmp_path: Path) -> None:
    def restate(book: Workbook, _: Worksheet) -> None:
        book.custom_doc_props["portal_version"].value = "9" * 5_000

    path = tmp_path / "book.xlsx"
    path.write_bytes(changed(SOUND, restate))

    with open_book(path) as book:
        identity = identify(book, [TEMPLATE])

    assert identity.version > TEMPLATE.version


def test_without_identity_the_sheets_tell_the_kind(tmp_path: Path) -> None:
    def strip(book: Workbook, _: Worksheet) -> None:
        del book["_meta"]
        for name in list(book.custom_doc_props.names):
            del book.custom_doc_props[name]

    path = tmp_path / "book.xlsx"
    path.write_bytes(changed(SOUND, strip))

    with open_book(path) as book:
        identity = identify(book, [TEMPLATE])

    assert identity.template is TEMPLATE
    assert not identity.is_stated


CELLS: list[tuple[str, dict[str, CellInput], object]] = [
    ("WB-201", {"amount": "約4.5萬"}, None),
    ("WB-202", {"amount": "12.5"}, Decimal("12.5")),
    ("WB-203", {"amount": "１２．５"}, Decimal("12.5")),
    ("WB-204", {"amount": "1,234.5"}, Decimal("1234.5")),
    ("WB-205", {"amount": "123 公噸"}, Decimal(123)),
    ("WB-206", {"amount": "1.234,5"}, None),
    ("WB-207", {"amount": Decimal("1e30")}, None),
    ("WB-208", {"amount": Decimal("-1")}, None),
    ("WB-209", {"amount": Decimal(2_000_000)}, None),
    ("WB-210", {"amount": Decimal("1.23456")}, Decimal("1.23456")),
    ("WB-211", {"count": Decimal("1.5")}, None),
    ("WB-212", {"share": "27%"}, Decimal("0.27")),
    ("WB-221", {"tested": "去年五月"}, None),
    ("WB-224", {"kind": "燒東西"}, None),
    ("WB-225", {"kind": "固定燃烧"}, "stationary"),
    ("WB-226", {"unit": "籮筐"}, None),
    ("WB-227", {"biogenic": "也許"}, None),
    ("WB-228", {"name": None}, None),
    ("WB-229", {"name": "鍋爐\u200b一號"}, "鍋爐 一號"),
    ("WB-230", {"name": "長" * 2_001}, None),
    ("WB-241", {"amount": ErrorValue("#REF!")}, None),
    ("WB-242", {"amount": Formula("=A1*2")}, None),
    ("WB-244", {"amount": Formula("=6*2", 12)}, Decimal("12.0")),
]


@pytest.mark.parametrize(("code", "cells", "value"), CELLS, ids=[case[0] for case in CELLS])
def test_each_cell_that_needs_a_word_gets_exactly_one(
    code: str, cells: dict[str, CellInput], value: object, tmp_path: Path
) -> None:
    [key] = cells

    reading = reading_of(written(with_cell(**cells)), tmp_path)

    [finding] = collect(reading, [])
    assert finding.code == code
    assert (finding.sheet, finding.cells[0][1:]) == ("排放源", "5")
    assert getattr(reading.table("sources")[0], key) == value
    assert (finding.severity is Severity.ERROR) == (value is None)


def test_a_dash_in_an_optional_cell_is_blank(tmp_path: Path) -> None:
    reading = reading_of(written(with_cell(amount="－", unit="無", kind="-")), tmp_path)

    assert collect(reading, []) == ()
    assert reading.table("sources")[0].amount is None


def test_a_republican_year_is_converted_and_said(tmp_path: Path) -> None:
    content: Content = {**SOUND, "cover": [{"member_code": "M001", "year": 113}]}

    reading = reading_of(written(content), tmp_path)

    cover: Any = reading.form("cover")
    assert cover.year == 2024
    assert [finding.code for finding in collect(reading, [])] == ["WB-223"]


def _move_columns(_: Workbook, sheet: Worksheet) -> None:
    sheet.move_range("C3:C6", cols=20)


def _rename_by_alias(_: Workbook, sheet: Worksheet) -> None:
    sheet["C4"] = "使用量"


def _drop_column(_: Workbook, sheet: Worksheet) -> None:
    for row in range(3, 7):
        sheet[f"A{row}"] = None


def _double_column(_: Workbook, sheet: Worksheet) -> None:
    sheet["J4"] = "活動數據"


def _foreign_column(_: Workbook, sheet: Worksheet) -> None:
    sheet["J4"] = "我的備註"


def _move_heading_only(_: Workbook, sheet: Worksheet) -> None:
    sheet["C4"], sheet["F4"] = sheet["F4"].value, sheet["C4"].value


def _drop_headings(_: Workbook, sheet: Worksheet) -> None:
    sheet.delete_rows(1, 4)


def _drop_sheet(book: Workbook, _: Worksheet) -> None:
    del book["排放源"]


def _double_sheet(book: Workbook, sheet: Worksheet) -> None:
    book.copy_worksheet(sheet).title = "排放源 (2)"


def _add_sheet(book: Workbook, _: Worksheet) -> None:
    book.create_sheet("試算")["A1"] = 1


def _hide_sheet(_: Workbook, sheet: Worksheet) -> None:
    sheet.sheet_state = "hidden"


def _hide_row(_: Workbook, sheet: Worksheet) -> None:
    sheet.row_dimensions[6].hidden = True


def _merge(_: Workbook, sheet: Worksheet) -> None:
    sheet.merge_cells("B5:B6")


def _empty(_: Workbook, sheet: Worksheet) -> None:
    sheet.delete_rows(5, 2)


def _link(_: Workbook, sheet: Worksheet) -> None:
    sheet["C5"] = "=[1]Sheet1!A1"


STRUCTURE: list[tuple[Change, set[str]]] = [
    (_move_columns, set()),
    (_rename_by_alias, {"WB-126"}),
    (_drop_column, {"WB-122"}),
    (_double_column, {"WB-123"}),
    (_foreign_column, {"WB-124"}),
    (_move_heading_only, {"WB-125"}),
    (_drop_headings, {"WB-121"}),
    (_drop_sheet, {"WB-111"}),
    (_double_sheet, {"WB-112"}),
    (_add_sheet, {"WB-113"}),
    (_hide_sheet, {"WB-114"}),
    (_hide_row, {"WB-115"}),
    (_merge, {"WB-116"}),
    (_empty, {"WB-117"}),
    (_link, {"WB-242", "WB-243"}),
]


@pytest.mark.parametrize(
    ("change", "codes"), STRUCTURE, ids=[case[0].__name__.strip("_") for case in STRUCTURE]
)
def test_a_workbook_that_was_rearranged(change: Change, codes: set[str], tmp_path: Path) -> None:
    found = {finding.code for finding in findings_of(changed(SOUND, change), tmp_path)}

    assert found == codes


def test_a_damaged_cell_is_said_and_not_guessed(tmp_path: Path) -> None:
    damaged = BytesIO()
    with ZipFile(BytesIO(written(SOUND))) as before, ZipFile(damaged, "w") as after:
        for part in before.namelist():
            after.writestr(part, before.read(part).replace(b"<v>12.5</v>", b"<v>12,5x</v>"))

    codes = {finding.code for finding in findings_of(damaged.getvalue(), tmp_path)}

    assert "WB-245" in codes


def test_a_moved_column_keeps_its_values_and_address(tmp_path: Path) -> None:
    reading = reading_of(changed(SOUND, _move_columns), tmp_path)

    first = reading.table("sources")[0]
    assert first.amount == Decimal("12.5")
    assert reading.address(first.cell("amount")) == ("排放源", "W5")


def test_many_cases_of_one_kind_are_one_finding_with_ranges(tmp_path: Path) -> None:
    rows = [{**SOUND_ROW, "amount": "1,000"} for _ in range(30)]

    [finding] = findings_of(written({**SOUND, "sources": rows}), tmp_path)

    assert (finding.code, finding.count, finding.cells) == ("WB-204", 30, ("C5:C34",))
    assert "30" in finding.message.zh
    assert "30" in finding.message.en


def test_ranges_join_neighbours_only() -> None:
    assert ranges("J", [3, 4, 5, 9, 11, 12]) == ("J3:J5", "J9", "J11:J12")


def _texts() -> list[Any]:
    return [(code, rule) for code, rule in SHAPE.rules.items()]


@pytest.mark.parametrize(("code", "rule"), _texts(), ids=[code for code, _ in _texts()])
def test_every_shape_rule_speaks_both_languages(code: str, rule: Any) -> None:
    for text in (rule.title, rule.message, rule.why, rule.fix):
        assert text.zh
        assert text.en
        assert text.zh != text.en, code
