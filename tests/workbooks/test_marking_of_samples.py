"""Marked samples: sound packages, nothing else touched, the same findings again."""

import re
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from portal.intake.background import Background
from portal.intake.checking import check
from portal.language import Language
from portal.workbook.cells import Row, open_book
from portal.workbook.findings import Finding
from portal.workbook.marking import annotate
from portal.workbook.marking.marks import marks
from portal.workbook.marking.wording import BEGINS
from tests.workbooks.soundness import faults, packed_bytes, parts

FOLDER = Path(__file__).parents[2] / "sample_submissions"
SAMPLES = sorted(FOLDER.rglob("*.xlsx"))
FEW = [one for one in SAMPLES if one.stem.startswith(("WB-2", "plan-steel"))]
# What marking may change in a package that exists, besides the worksheets with marks.
FRAME = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}


def found_in(path: Path) -> tuple[Finding, ...]:
    return check(path, path.name, Background()).findings


def marked(source: Path | bytes, findings: tuple[Finding, ...]) -> bytes:
    made = BytesIO()
    assert annotate(source, findings, Language.ZH, made)
    return made.getvalue()


def values(path: Path) -> dict[str, list[Row]]:
    with open_book(path) as book:
        return {one.name: list(book.rows(one.name)) for one in book.sheets}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda one: one.stem)
def test_a_marked_sample_is_sound_and_checks_alike(path: Path, tmp_path: Path) -> None:
    findings = found_in(path)

    copy = tmp_path / path.name
    copy.write_bytes(marked(path, findings))

    assert faults(copy.read_bytes()) == []
    assert found_in(copy) == findings
    assert marked(copy, findings) == copy.read_bytes()


@pytest.mark.parametrize("path", FEW, ids=lambda one: one.stem)
def test_marking_touches_only_what_it_must(path: Path) -> None:
    findings = found_in(path)
    shown = marks(findings).sheets
    with open_book(path) as book:
        sheets = {one.part for one in book.sheets if one.name in shown}
    links = {re.sub(r"([^/]+)$", r"_rels/\1.rels", one) for one in sheets}

    before, after = packed_bytes(path.read_bytes()), packed_bytes(marked(path, findings))

    changed = {name for name in before if before[name] != after[name]}
    assert changed <= FRAME | sheets | links
    assert changed >= FRAME


@pytest.mark.parametrize("path", FEW, ids=lambda one: one.stem)
def test_a_marked_worksheet_differs_in_its_formats_alone(path: Path) -> None:
    findings = found_in(path)
    with open_book(path) as book:
        sheets = [one.part for one in book.sheets]

    before, after = parts(path.read_bytes()), parts(marked(path, findings))

    for name in sheets:
        assert unmarked(after[name]) == unmarked(before[name])


def unmarked(sheet: bytes) -> bytes:
    """A worksheet without formats, empty cells and the mention of its notes."""
    plain = re.sub(rb'(<c\b[^>]*?) s="\d+"', rb"\1", sheet)
    plain = re.sub(rb'<c r="[A-Z]+\d+"/>', b"", plain)
    plain = re.sub(rb'<row r="\d+"></row>| spans="[\d:]+"', b"", plain)
    return re.sub(rb"<legacyDrawing [^>]*/>", b"", plain)


@pytest.mark.parametrize("path", FEW, ids=lambda one: one.stem)
def test_openpyxl_reads_the_same_and_sees_the_notes(path: Path) -> None:
    findings = found_in(path)
    plain = openpyxl.load_workbook(path)

    copy = openpyxl.load_workbook(BytesIO(marked(path, findings)))

    assert copy.sheetnames == [*plain.sheetnames, "檢核結果"]
    for sheet in plain.worksheets:
        other = copy[sheet.title]
        assert [[cell.value for cell in row] for row in other.iter_rows()] == [
            [cell.value for cell in row] for row in sheet.iter_rows()
        ]
        assert other.data_validations.dataValidation == sheet.data_validations.dataValidation
    for finding in findings:
        for cell in finding.cells:
            note = copy[finding.sheet][cell].comment
            assert note is not None
            assert note.text.startswith(BEGINS)
            assert finding.message.zh in note.text.replace("\r", "")


def test_the_list_leads_to_the_cells() -> None:
    path = FOLDER / "faulty" / "WB-201-not-a-number.xlsx"
    [finding] = [one for one in found_in(path) if one.code == "WB-201"]

    sheet = openpyxl.load_workbook(BytesIO(marked(path, (finding,))))["檢核結果"]

    heading = [cell.value for cell in sheet[4]]
    line = dict(zip(heading, (cell.value for cell in sheet[5]), strict=True))
    link = sheet["D5"].hyperlink
    assert heading[:5] == ["程度", "代碼", "工作表", "儲存格", "欄位"]
    assert line["代碼"] == "WB-201"
    assert line["儲存格"] == finding.cells[0]
    assert line["欄位"] == finding.heading.zh
    assert line["處理方式"] == finding.fix.zh
    assert link is not None
    assert link.location == f"'{finding.sheet}'!{finding.cells[0]}"
    assert sheet.freeze_panes == "A5"
    assert sheet.auto_filter.ref == "A4:J5"


def test_the_figures_of_a_marked_workbook_stay(tmp_path: Path) -> None:
    path = FOLDER / "faulty" / "WB-244-formula-in-an-input-cell.xlsx"
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(marked(path, found_in(path)))

    before, after = values(path), values(copy)

    for name, rows in before.items():
        assert said(after[name]) == said(rows)


def said(rows: list[Row]) -> list[tuple[object, ...]]:
    return [(row.number, *cell[:4]) for row in rows for cell in row.cells]


def test_marks_go_when_their_finding_is_gone(tmp_path: Path) -> None:
    path = FOLDER / "faulty" / "WB-201-not-a-number.xlsx"
    findings = found_in(path)
    [finding] = [one for one in findings if one.code == "WB-201"]

    once = marked(path, findings)
    cleared = openpyxl.load_workbook(BytesIO(marked(once, ())))

    cell = cleared[finding.sheet][finding.cells[0]]
    original = openpyxl.load_workbook(path)[finding.sheet][finding.cells[0]]
    assert cell.comment is None
    assert cell.fill.fgColor.rgb == original.fill.fgColor.rgb
    assert cell.fill.patternType == original.fill.patternType
    assert cleared["檢核結果"].max_row == 4


def test_another_language_renames_the_list() -> None:
    path = FOLDER / "faulty" / "WB-201-not-a-number.xlsx"
    findings = found_in(path)
    made = BytesIO()

    annotate(marked(path, findings), findings, Language.EN, made)

    book = openpyxl.load_workbook(made)
    assert book.sheetnames.count("Check results") == 1
    assert "檢核結果" not in book.sheetnames
    assert book["Check results"]["B4"].value == "Code"
    assert faults(made.getvalue()) == []
