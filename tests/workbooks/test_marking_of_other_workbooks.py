"""Marking workbooks that are built in other ways than our templates."""

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import GradientFill, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from portal.language import Language, Text
from portal.workbook.addresses import address
from portal.workbook.cells import open_book
from portal.workbook.findings import Finding, Severity
from portal.workbook.marking import annotate
from portal.workbook.marking.styles import COLOURS
from portal.workbook.marking.wording import BEGINS
from tests.workbooks import packages
from tests.workbooks.soundness import faults, parts

# The smallest package has no named styles.
pytestmark = pytest.mark.filterwarnings("ignore:Workbook contains no default style")
SAID = Text("數值過高", "Too high")


def finding(
    *cells: str, severity: Severity = Severity.ERROR, sheet: str = "Data", code: str = "T-1"
) -> Finding:
    return Finding(code, severity, SAID, SAID, SAID, Text("請更正。", "Correct it."), sheet, cells)


def marked(source: bytes, *findings: Finding) -> bytes:
    made = BytesIO()
    assert annotate(source, findings, Language.ZH, made)
    assert faults(made.getvalue()) == []
    again = BytesIO()
    assert annotate(made.getvalue(), findings, Language.ZH, again)
    assert again.getvalue() == made.getvalue()
    return made.getvalue()


def fills(data: bytes, sheet: str = "Data") -> dict[str, str]:
    """The colour of every filled cell."""
    return {
        cell.coordinate: cell.fill.fgColor.rgb
        for row in openpyxl.load_workbook(BytesIO(data))[sheet].iter_rows()
        for cell in row
        if getattr(cell.fill, "patternType", None) == "solid"
    }


def notes(data: bytes, sheet: str = "Data") -> dict[str, str]:
    return {
        cell.coordinate: cell.comment.text.replace("\r", "")
        for row in openpyxl.load_workbook(BytesIO(data))[sheet].iter_rows()
        for cell in row
        if cell.comment
    }


def saved(book: openpyxl.Workbook) -> bytes:
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def book(name: str = "Data") -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.title = name
    for row in range(1, 6):
        sheet.append([row, row * 2, f"=A{row}+1"])
    return made


@pytest.mark.parametrize(
    ("data", "cell"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c></row>', "C1"),
        ('<row r="1"><c r="C1"><v>1</v></c></row>', "A1"),
        ('<row r="1"><c r="A1"/><c r="D1"><v>1</v></c></row>', "B1"),
        ('<row r="2"/>', "B2"),
        ('<row r="2" spans="1:1"/><row r="4"/>', "B3"),
        ('<row r="3"><c r="A3"><v>1</v></c></row>', "B1"),
        ('<row r="1"><c r="A1"><v>1</v></c></row>', "B9"),
        ("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>", "B1"),
        ("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>", "A2"),
        ("", "B2"),
        ('<row r="1"><c t="inlineStr" r="A1"><is><t>甲 &lt;c r="B1"&gt;</t></is></c></row>', "A1"),
        ('<row r="1"><!-- <c r="A1"/> --><c r="A1"><v>1</v></c></row>', "A1"),
        ("<row r='1'><c r='A1' s='0'><v>1</v></c></row>", "A1"),
        ('<row r="1" spans="1:2"><c r="A1"><v>1</v></c></row>', "F1"),
    ],
)
def test_a_cell_is_marked_however_it_is_written(data: str, cell: str, tmp_path: Path) -> None:
    source = packages.with_sheet(data)

    made = marked(source, finding(cell))

    assert fills(made) == {cell: COLOURS[Severity.ERROR]}
    assert list(notes(made)) == [cell]
    assert read(made, tmp_path) == read(source, tmp_path)


def read(data: bytes, folder: Path) -> list[tuple[object, ...]]:
    path = folder / "read.xlsx"
    path.write_bytes(data)
    with open_book(path) as opened:
        return [(row.number, *cell[:4]) for row in opened.rows("Data") for cell in row.cells]


def test_a_sheet_without_cells_gets_some() -> None:
    source = packages.with_part(
        packages.SHEET_PART,
        packages.sheet()
        .replace(packages.ROW, "")
        .replace("<sheetData></sheetData>", "<sheetData/>"),
    )

    assert fills(marked(source, finding("B2", "A1"))) == dict.fromkeys(
        ("A1", "B2"), COLOURS[Severity.ERROR]
    )


def test_prefixes_on_elements_are_kept(tmp_path: Path) -> None:
    sheet = packages.sheet('<row r="1"><c r="A1"><v>1</v></c></row>')
    prefixed = re.sub(r"<(/?)(?=[a-z])", r"<\1x:", sheet).replace("<x:?xml", "<?xml")
    prefixed = prefixed.replace(f'xmlns="{packages.MAIN}"', f'xmlns:x="{packages.MAIN}"')
    source = packages.with_part(packages.SHEET_PART, prefixed)

    made = marked(source, finding("A1", "B1"))

    assert b'<x:c r="B1" s=' in parts(made)[packages.SHEET_PART]
    assert b"<x:legacyDrawing " in parts(made)[packages.SHEET_PART]
    assert read(made, tmp_path) == read(source, tmp_path)


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_other_encodings_are_kept_readable(encoding: str, tmp_path: Path) -> None:
    sheet = packages.sheet().replace('encoding="UTF-8"', f'encoding="{encoding}"')
    source = packages.with_part(packages.SHEET_PART, sheet.encode(encoding))

    made = marked(source, finding("A1"))

    assert fills(made) == {"A1": COLOURS[Severity.ERROR]}
    assert read(made, tmp_path) == read(source, tmp_path)


def test_a_workbook_without_styles_gets_them() -> None:
    held = packages.sound_parts()
    del held["xl/styles.xml"]
    types = held["[Content_Types].xml"].decode()
    held["[Content_Types].xml"] = re.sub(
        r'<Override PartName="/xl/styles[^>]*>', "", types
    ).encode()
    links = held["xl/_rels/workbook.xml.rels"].decode()
    held["xl/_rels/workbook.xml.rels"] = re.sub(
        r'<Relationship Id="rId3"[^>]*>', "", links
    ).encode()

    made = marked(packages.packed(held), finding("A1"))

    assert fills(made) == {"A1": COLOURS[Severity.ERROR]}


def test_the_old_drawing_stands_where_the_standard_wants_it() -> None:
    after = (
        '<pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/>'
        '<extLst><ext uri="{0}"><legacyDrawing/></ext></extLst>'
    )
    made = marked(packages.with_sheet(after=after), finding("A1"))

    sheet = parts(made)[packages.SHEET_PART]
    assert sheet.index(b"<pageMargins") < sheet.index(b"<legacyDrawing r:id")
    assert sheet.index(b"<legacyDrawing r:id") < sheet.index(b"<extLst")


def test_a_members_own_notes_survive_every_round() -> None:
    made = book()
    made["Data"]["A1"].comment = Comment("請王先生確認", "王小明")
    made["Data"]["B2"].comment = Comment("舊說明", "王小明")
    source = saved(made)

    once = marked(source, finding("A1", "C3"))
    twice = marked(once, finding("B2"))
    cleared = marked(twice)

    assert notes(once)["A1"].startswith(f"請王先生確認\n\n{BEGINS}")
    assert notes(once)["B2"] == "舊說明"
    assert notes(once)["C3"].startswith(BEGINS)
    assert notes(twice)["A1"] == "請王先生確認"
    assert notes(twice)["B2"].startswith(f"舊說明\n\n{BEGINS}")
    assert notes(cleared) == {"A1": "請王先生確認", "B2": "舊說明"}
    assert fills(cleared) == {}


def test_a_conversation_is_left_alone() -> None:
    made = book()
    made["Data"]["A1"].comment = Comment("[Threaded comment] 討論中", "tc={0001}")

    once = marked(saved(made), finding("A1", "A2"))

    assert notes(once)["A1"] == "[Threaded comment] 討論中"
    assert notes(once)["A2"].startswith(BEGINS)
    assert set(fills(once)) == {"A1", "A2"}


def test_what_a_workbook_holds_besides_cells_stays() -> None:
    made = book()
    sheet = made["Data"]
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=5))
    sheet.add_chart(chart, "F2")
    listed = DataValidation(type="list", formula1='"是,否"')
    listed.add("B1:B5")
    sheet.add_data_validation(listed)
    made.create_sheet("其他").append(["不動"])
    source = saved(made)

    before, after = parts(source), parts(marked(source, finding("B1:B3")))

    kept = [name for name in before if "chart" in name or "drawing" in name.casefold()]
    assert len(kept) >= 2
    assert all(after[name] == before[name] for name in [*kept, "xl/worksheets/sheet2.xml"])
    assert b"<dataValidations" in after["xl/worksheets/sheet1.xml"]
    assert b"<drawing " in after["xl/worksheets/sheet1.xml"]


def test_own_fills_come_back() -> None:
    made = book()
    made["Data"]["A1"].fill = PatternFill("solid", fgColor="FF00B050")
    made["Data"]["A2"].fill = PatternFill("darkGrid", fgColor="FF00B050")
    made["Data"]["A3"].fill = GradientFill(stop=("FF000000", "FFFFFFFF"))
    source = saved(made)

    once = marked(source, finding("A1:A4", severity=Severity.WARNING))
    cleared = openpyxl.load_workbook(BytesIO(marked(once)))["Data"]

    assert fills(once) == dict.fromkeys(("A1", "A4"), COLOURS[Severity.WARNING])
    assert set(notes(once)) == {"A1", "A2", "A3", "A4"}
    assert cleared["A1"].fill.fgColor.rgb == "FF00B050"
    assert cleared["A2"].fill.patternType == "darkGrid"
    assert cleared["A3"].fill.tagname == "gradientFill"
    assert cleared["A4"].fill.patternType is None


def test_the_worst_finding_of_a_cell_colours_it_and_all_are_in_its_note() -> None:
    made = marked(
        saved(book()),
        finding("A1", severity=Severity.INFO, code="T-3"),
        finding("A1", severity=Severity.ERROR, code="T-1"),
        finding("A1", severity=Severity.WARNING, code="T-2"),
    )

    assert fills(made) == {"A1": COLOURS[Severity.ERROR]}
    assert all(code in notes(made)["A1"] for code in ("T-1", "T-2", "T-3"))


def test_a_finding_marks_a_thousand_cells_and_says_so() -> None:
    made = openpyxl.load_workbook(BytesIO(marked(saved(book()), finding("A1:A2000"))))

    noted = [row for row in range(1, 2001) if made["Data"].cell(row, 1).comment]
    assert noted == list(range(1, 1001))
    assert "僅標註前 1,000 格" in str(made["檢核結果"]["I5"].value)


def test_a_members_own_sheet_of_that_name_stays() -> None:
    made = book()
    made.create_sheet("檢核結果").append(["自己的檢核"])

    once = openpyxl.load_workbook(BytesIO(marked(saved(made), finding("A1"))))

    assert once["檢核結果"]["A1"].value == "自己的檢核"
    assert once["檢核結果 (2)"]["A1"].value == "檢核結果"


def test_findings_reach_other_sheets_and_odd_names() -> None:
    made = book()
    made.create_sheet("王's 表!").append([1])

    once = marked(saved(made), finding("A1", "王's 表!!A1"))

    assert fills(once, "王's 表!") == {"A1": COLOURS[Severity.ERROR]}
    assert fills(once) == {"A1": COLOURS[Severity.ERROR]}


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (packages.strict(), "Strict"),
        (b"not a workbook", "文字檔"),
        (packages.packed({"word/document.xml": b"<a/>"}), "不是 Excel 活頁簿"),
    ],
    ids=["strict", "text", "archive"],
)
def test_what_cannot_be_marked_gives_the_list_alone(source: bytes, reason: str) -> None:
    made = BytesIO()

    was_marked = annotate(source, [finding("A1")], Language.ZH, made)

    listed = openpyxl.load_workbook(made)
    assert not was_marked
    assert faults(made.getvalue()) == []
    assert listed.sheetnames == ["檢核結果"]
    assert reason in str(listed["檢核結果"]["A3"].value)
    assert listed["檢核結果"]["B5"].value == "T-1"


def test_hostile_words_stay_words() -> None:
    said = Text('=HYPERLINK("http://x") </t></is><f>1</f> ]]> \x00\x0b \ud800', "x")
    one = Finding("T-1", Severity.ERROR, said, said, said, said, "Data", ("A1",), value="=1+1")

    made = marked(saved(book()), one)

    sheet = openpyxl.load_workbook(BytesIO(made))["檢核結果"]
    assert sheet["F5"].data_type == "s"
    assert sheet["I5"].data_type == "s"
    assert b"<f>" not in parts(made)["xl/worksheets/sheet2.xml"].replace(b"&lt;f>", b"")


cells = st.tuples(st.integers(1, 12), st.integers(1, 30))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(cells, st.booleans(), max_size=25),
    st.sets(cells, min_size=1, max_size=12),
    st.booleans(),
)
def test_cells_are_put_in_order(
    written: Mapping[tuple[int, int], bool], wanted: set[tuple[int, int]], plain: bool
) -> None:
    source = packages.with_sheet(rows(written, plain=plain))

    made = marked(source, finding(*(address(*one) for one in sorted(wanted))))

    sheet = openpyxl.load_workbook(BytesIO(made))["Data"]
    assert set(fills(made)) == {address(*one) for one in wanted}
    assert {(cell.row, cell.column) for row in sheet.iter_rows() for cell in row if cell.value} == {
        one for one, has_value in written.items() if has_value
    }


def rows(written: Mapping[tuple[int, int], bool], *, plain: bool) -> str:
    """Rows as Excel writes them, or with their attributes in another order."""
    made: list[str] = []
    for number in sorted({row for row, _ in written}):
        cells_of = sorted(column for row, column in written if row == number)
        inside = "".join(
            f'<c {"" if plain else chr(9)}r="{address(number, column)}"'
            + ("><v>7</v></c>" if written[number, column] else "/>")
            for column in cells_of
        )
        first = "" if plain else 'spans="1:3" '
        made.append(f'<row {first}r="{number}">{inside}</row>')
    return "".join(made)
