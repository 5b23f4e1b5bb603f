"""Values written into cells of a package: what changes, what stays, and what is refused."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from portal.demo.official import Filled, official_grid
from portal.demo.official_grid import as_xlsx
from portal.workbook.addresses import range_of
from portal.workbook.cells import open_book
from portal.workbook.correcting import CannotWriteError, Change, held, write_values
from portal.workbook.formats import FormatKind
from portal.workbook.marking.links import OFFICE
from portal.workbook.typed import Content, typed

SAMPLES = Path(__file__).parents[2] / "sample_submissions" / "faulty"
SLIP = SAMPLES / "INV-050-litres-taken-for-kilolitres.xlsx"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Two sheets with values, a formula, formats and a name."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "資料"
    sheet["A1"], sheet["B1"], sheet["C1"] = "名稱", 12.5, "公秉"
    sheet["B1"].number_format = "0.00"
    sheet["B1"].font = Font(bold=True)
    sheet["D1"], sheet["D1"].number_format = 0.27, "0%"
    sheet["E1"], sheet["E1"].number_format = date(2024, 5, 31), "yyyy-mm-dd"
    sheet["F1"] = "=SUM(資料!B1:B9)"
    sheet["F2"] = "=Rate*2"
    other = made.create_sheet("Other sheet")
    other["A1"] = "='資料'!$C$1&\"B7\""
    made.defined_names["Rate"] = openpyxl.workbook.defined_name.DefinedName(
        "Rate", attr_text="資料!$D$1"
    )
    path = tmp_path / "book.xlsx"
    made.save(path)
    return path


def change(cell: str, content: Content, *, replaces: bool = False, sheet: str = "資料") -> Change:
    spot = range_of(cell)
    assert spot is not None
    return Change(sheet, spot.first_row, spot.first_column, cell, content, replaces)


def patched(path: Path, *changes: Change) -> bytes:
    with open_book(path) as opened:
        return write_values(path.read_bytes(), opened, changes)


def parts(data: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def repack(path: Path, content: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as package:
        for name, data in content.items():
            package.writestr(name, data)


def test_only_the_cell_and_the_order_to_compute_change(book: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain.xlsx"
    before = dict(parts(book.read_bytes()))
    # openpyxl gives the order itself; Excel does not.
    before["xl/workbook.xml"] = before["xl/workbook.xml"].replace(b' fullCalcOnLoad="1"', b"")
    repack(plain, before)

    after = parts(patched(plain, change("A1", "設備 <1> & 2")))

    sheet = "xl/worksheets/sheet1.xml"
    assert {name for name in before if before[name] != after[name]} == {sheet, "xl/workbook.xml"}
    assert b'fullCalcOnLoad="1"' in after["xl/workbook.xml"]
    start, end = before[sheet].index(b'<c r="A1"'), before[sheet].index(b'<c r="B1"')
    assert after[sheet].startswith(before[sheet][:start])
    assert after[sheet].endswith(before[sheet][end:])


def test_numbers_dates_and_texts_are_read_back_in_their_formats(book: Path) -> None:
    cells = (
        change("A1", "新名稱"),
        change("E1", date(2025, 1, 2)),
        change("G7", Decimal("48925.715")),
        change("H1", "0012"),
    )

    data = patched(book, *cells)

    sheet = openpyxl.load_workbook(io.BytesIO(data))["資料"]
    assert sheet["A1"].value == "新名稱"
    assert sheet["E1"].value.date() == date(2025, 1, 2)
    assert sheet["E1"].number_format == "yyyy-mm-dd"
    assert (sheet["G7"].value, sheet["H1"].value) == (48925.715, "0012")
    assert (sheet["B1"].value, sheet["B1"].font.bold) == (12.5, True)


def test_the_same_changes_give_the_same_bytes(book: Path) -> None:
    first, second = (patched(book, change("A1", "名稱 2")) for _ in range(2))

    assert first == second


@pytest.mark.parametrize("cell", ["B1", "B5", "C1", "D1"])
def test_a_cell_that_a_formula_uses_is_refused(book: Path, cell: str) -> None:
    with pytest.raises(CannotWriteError, match="depends on"):
        patched(book, change(cell, Decimal(3)))


def test_text_in_quotes_is_no_reference(book: Path) -> None:
    data = patched(book, change("B7", "x", sheet="Other sheet"))

    assert openpyxl.load_workbook(io.BytesIO(data))["Other sheet"]["B7"].value == "x"


def test_a_formula_stays_unless_it_is_to_go(book: Path) -> None:
    with pytest.raises(CannotWriteError, match="tick"):
        patched(book, change("F1", Decimal(5)))

    data = patched(book, change("F1", Decimal(5), replaces=True))

    assert openpyxl.load_workbook(io.BytesIO(data))["資料"]["F1"].value == 5


def test_the_order_of_calculation_goes_with_a_formula(book: Path, tmp_path: Path) -> None:
    chained = tmp_path / "chained.xlsx"
    before = dict(parts(book.read_bytes()))
    links, types = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
    link = f'<Relationship Id="rId99" Type="{OFFICE}/calcChain" Target="calcChain.xml"/>'
    kind = (
        '<Override PartName="/xl/calcChain.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/>'
    )
    before[links] = before[links].replace(b"</Rel", link.encode() + b"</Rel")
    before[types] = before[types].replace(b"</Types", kind.encode() + b"</Types")
    before["xl/calcChain.xml"] = b'<calcChain><c r="F1" i="1"/></calcChain>'
    repack(chained, before)

    kept = parts(patched(chained, change("A1", "x")))
    gone = parts(patched(chained, change("F1", Decimal(5), replaces=True)))

    assert "xl/calcChain.xml" in kept
    assert "xl/calcChain.xml" not in gone
    assert b"calcChain" not in gone["[Content_Types].xml"] + gone["xl/_rels/workbook.xml.rels"]


def test_what_cells_hold_is_shown_as_typed(book: Path) -> None:
    with open_book(book) as opened:
        found = held(book, opened, [("資料", "A1"), ("資料", "D1"), ("資料", "E1"), ("資料", "Z9")])

    assert [one.shown for one in found] == ["名稱", "27%", "2024-05-31", ""]
    assert found[1].beside == ("名稱", "12.5", "公秉")
    assert found[1].reason is not None
    assert found[3].reason is None


def test_a_cell_is_called_by_its_heading() -> None:
    with open_book(SLIP) as opened:
        [found] = held(SLIP, opened, [("排放源活動數據", "AE10")])

    assert (found.heading.zh, found.shown) == ("申報排放當量", "0.0094")
    assert "公務車" in found.beside


TYPED = [
    ("1,234.5", FormatKind.GENERAL, Decimal("1234.5")),
    ("１２３", FormatKind.GENERAL, Decimal(123)),
    ("27%", FormatKind.GENERAL, Decimal("0.27")),
    ("27", FormatKind.PERCENT, Decimal("0.27")),
    ("0.27", FormatKind.PERCENT, Decimal("0.27")),
    ("0012", FormatKind.GENERAL, "0012"),
    ("12", FormatKind.TEXT, "12"),
    ("113/05/31", FormatKind.DATE, date(2024, 5, 31)),
    ("=A1+1", FormatKind.GENERAL, "=A1+1"),
    ("  ", FormatKind.GENERAL, None),
    ("-5", FormatKind.NUMBER, Decimal(-5)),
    ("公升 L", FormatKind.GENERAL, "公升 L"),
]


@pytest.mark.parametrize(("text", "kind", "content"), TYPED, ids=[one[0] for one in TYPED])
def test_what_is_typed_becomes_what_a_spreadsheet_makes_of_it(
    text: str, kind: FormatKind, content: Content
) -> None:
    assert typed(text, kind) == content


REFERENCES = [
    ("A1", "B7", False),
    ("$B$7", "B7", True),
    ("SUM(A:C)", "B7", True),
    ("SUM(7:9)", "B7", True),
    ("SUM(A1:C6)", "B7", False),
    ("LOG10(5)", "LOG10", False),
    ('"B7"', "B7", False),
    ("Other!B7", "B7", False),
    ("'資料'!B7", "B7", True),
    ("Other:Last!B7", "B7", True),
    ("[1]資料!B7", "B7", False),
    ("INDIRECT(A1)", "B7", True),
    ("Table1[量]", "B7", True),
    ("b7*2", "B7", True),
    ("資料!B7:C9", "C8", True),
]


@pytest.mark.parametrize(
    ("text", "cell", "depends"), REFERENCES, ids=[f"{a}:{b}" for a, b, _ in REFERENCES]
)
def test_a_formula_depends_on_what_it_names(
    text: str, cell: str, depends: bool, tmp_path: Path
) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "資料"
    sheet["XA1"] = f"={text}"
    path = tmp_path / "one.xlsx"
    made.save(path)

    with open_book(path) as opened:
        [found] = held(path, opened, [("資料", cell)])

    assert (found.reason is not None) is depends


def test_a_shared_formula_depends_on_every_cell_it_moves_over(tmp_path: Path, book: Path) -> None:
    path = tmp_path / "shared.xlsx"
    shared = b'<c r="Z1"><f t="shared" ref="Z1:Z9" si="0">Y1*2</f><v>0</v></c></row>'
    before = dict(parts(book.read_bytes()))
    sheet = "xl/worksheets/sheet1.xml"
    before[sheet] = before[sheet].replace(b"</row>", shared, 1)
    repack(path, before)

    with open_book(path) as opened:
        found = held(path, opened, [("資料", "Y9"), ("資料", "Y10")])

    assert [one.reason is None for one in found] == [False, True]


def test_entries_that_formulas_of_the_official_form_use_go_back_to_excel(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(as_xlsx(official_grid(Filled())))

    with pytest.raises(CannotWriteError, match="correct it in Excel"):
        patched(path, change("O4", Decimal(13), sheet="表四"))
    data = patched(path, change("C3", "E9990101", sheet="表一"))

    assert openpyxl.load_workbook(io.BytesIO(data))["表一"]["C3"].value == "E9990101"
