"""The ministry's form as .ods handed back: notes and fills in its cells, nothing else touched."""

import shutil
import subprocess
import zipfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from portal.cli.checking import check as command
from portal.demo.official import Filled, official_grid
from portal.demo.official_faults import FAULTS, OfficialFault
from portal.demo.official_grid import Grid, as_ods, as_xlsx
from portal.intake.background import Background
from portal.intake.checking import check
from portal.intake.marked import findings_csv
from portal.intake.together import check_together, shares
from portal.language import Language
from portal.workbook.findings import Finding
from portal.workbook.marking import annotate
from portal.workbook.marking.wording import BEGINS
from tests.workbooks.soundness import packed_bytes

SOFFICE = shutil.which("soffice")
IDS = [one.file_name for one in FAULTS]
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
LINK = "{http://www.w3.org/1999/xlink}href"


def form_of(code: str, folder: Path) -> Path:
    path = folder / f"{code}.ods"
    path.write_bytes(as_ods(next(one for one in FAULTS if one.code == code).make()))
    return path


def found_in(path: Path) -> tuple[Finding, ...]:
    return check(path, path.name, Background()).findings


def marked(
    source: Path | bytes, findings: tuple[Finding, ...], language: Language = Language.ZH
) -> bytes:
    made = BytesIO()
    assert annotate(source, findings, language, made)
    return made.getvalue()


def content_of(data: bytes) -> ElementTree.Element:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return ElementTree.fromstring(package.read("content.xml"))  # noqa: S314 - our own work


def cell_of(data: bytes, sheet: str, row: int, column: int) -> ElementTree.Element:
    """The element that stands for a cell, repeats taken apart."""
    for table in content_of(data).iter(f"{TABLE}table"):
        if table.get(f"{TABLE}name") == sheet:
            return _nth(_nth(table, "row", "rows", row), "cell", "columns", column)
    raise AssertionError(sheet)


def _nth(parent: ElementTree.Element, kind: str, repeat: str, wanted: int) -> ElementTree.Element:
    at = 0
    for one in parent:
        if one.tag.endswith(f"table-{kind}"):
            at += int(one.get(f"{TABLE}number-{repeat}-repeated", "1"))
            if at >= wanted:
                return one
    raise AssertionError(wanted)


def said(cell: ElementTree.Element) -> list[str]:
    """The paragraphs of a cell's notes."""
    return ["".join(line.itertext()) for note in cell.iter(f"{OFFICE}annotation") for line in note]


@pytest.mark.parametrize("fault", FAULTS, ids=IDS)
def test_a_marked_form_checks_alike_and_is_marked_alike_again(
    fault: OfficialFault, tmp_path: Path
) -> None:
    path = form_of(fault.code, tmp_path)
    before = check(path, path.name, Background())

    copy = tmp_path / "copy.ods"
    copy.write_bytes(marked(path, before.findings))

    after = check(copy, copy.name, Background())
    assert after.findings == before.findings
    assert (after.totals, after.tables) == (before.totals, before.tables)
    assert marked(copy, before.findings) == copy.read_bytes()
    assert marked(marked(copy, ()), before.findings) == copy.read_bytes()


@pytest.mark.parametrize("fault", FAULTS[:4], ids=IDS[:4])
def test_the_type_comes_first_and_other_parts_keep_their_bytes(
    fault: OfficialFault, tmp_path: Path
) -> None:
    path = form_of(fault.code, tmp_path)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("Pictures/plant.png", b"\x89PNG")

    data = marked(path, found_in(path))

    before, after = packed_bytes(path.read_bytes()), packed_bytes(data)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"content.xml", "META-INF/manifest.xml"}
    assert set(after) - set(before) == {"styles.xml"}
    with zipfile.ZipFile(BytesIO(data)) as package:
        first = package.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


@pytest.mark.parametrize("language", list(Language))
def test_the_note_and_the_fill_are_in_the_cell_that_the_finding_names(
    language: Language, tmp_path: Path
) -> None:
    path = form_of("OFF-005", tmp_path)
    findings = found_in(path)
    [finding] = [one for one in findings if one.code == "OFF-005"]

    data = marked(path, findings, language)

    assert (finding.sheet, finding.cells) == ("表五", ("X4",))
    cell = cell_of(data, "表五", 4, 24)
    assert said(cell)[1].startswith(BEGINS)
    assert finding.message[language] in said(cell)
    assert cell.get(f"{TABLE}style-name") == f"portal-check-{finding.severity}-none-Default"
    assert cell_of(data, "表五", 3, 24).get(f"{TABLE}style-name") is None


def test_the_list_links_to_the_cells(tmp_path: Path) -> None:
    path = form_of("OFF-005", tmp_path)
    findings = found_in(path)

    root = content_of(marked(path, findings))

    tables = [one.get(f"{TABLE}name") for one in root.iter(f"{TABLE}table")]
    assert tables == [*official_grid().sheets, "檢核結果"]
    links = [one.get(LINK) for one in root.iter() if one.get(LINK)]
    assert links == [f"#'{one.sheet}'.{one.cells[0]}" for one in findings if one.cells]


def test_a_members_own_note_stays_and_ours_goes_with_the_next_round(tmp_path: Path) -> None:
    path = form_of("OFF-005", tmp_path)
    data = with_note(path.read_bytes(), "32.5", "廠務確認過")

    once = marked(data, found_in(path))
    gone = marked(once, ())

    first, second, *_ = said(cell_of(once, "表五", 4, 24))
    assert first == "廠務確認過"
    assert second.startswith(BEGINS)
    assert said(cell_of(gone, "表五", 4, 24)) == ["廠務確認過"]
    assert marked(gone, found_in(path)) == once


def with_note(data: bytes, shown: str, note: str) -> bytes:
    """The file with a member's note in the cell that shows a text."""
    target = BytesIO()
    before_text, own = f"<text:p>{shown}</text:p>", f"<text:p>{note}</text:p>"
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(target, "w") as after:
        for entry in before.infolist():
            part = before.read(entry).decode()
            annotation = f"<office:annotation>{own}</office:annotation>"
            after.writestr(entry, part.replace(before_text, annotation + before_text))
    return target.getvalue()


def test_an_ods_that_is_not_the_form_gets_its_list_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.ods"
    path.write_bytes(as_ods(Grid({"工作表1": {(1, 1): "甲"}})))
    made = BytesIO()

    assert not annotate(path, found_in(path), Language.ZH, made)

    with zipfile.ZipFile(made) as package:
        assert "xl/workbook.xml" in package.namelist()


def test_the_desk_writes_the_same_bytes(tmp_path: Path) -> None:
    path = form_of("OFF-005", tmp_path)
    copy, listed = tmp_path / "copy.ods", tmp_path / "list.csv"

    ended = CliRunner().invoke(command, [str(path), "--annotate", str(copy), "--csv", str(listed)])

    report = check(path, path.name, Background())
    assert ended.exit_code == 0, ended.output
    assert copy.read_bytes() == marked(path, report.findings)
    assert listed.read_bytes() == findings_csv(report, Language.ZH)


def test_a_copy_named_for_another_format_is_remarked_on(tmp_path: Path) -> None:
    path = form_of("OFF-005", tmp_path)

    ended = CliRunner().invoke(command, [str(path), "--annotate", str(tmp_path / "copy.xlsx")])

    assert "The marked copy is an .ods file" in ended.stderr


def test_several_files_of_one_company_come_back_in_one_archive(tmp_path: Path) -> None:
    grids = [official_grid(Filled(member="PC05", site=site)) for site in (0, 1)]
    grids[1].put("表五", "X4", Decimal("32.5"))
    first, second = tmp_path / "清冊.xlsx", tmp_path / "清冊.ods"
    first.write_bytes(as_xlsx(grids[0]))
    second.write_bytes(as_ods(grids[1]))
    made, listed = tmp_path / "marked.zip", tmp_path / "list.csv"
    options = ["--together", "--annotate", str(made), "--csv", str(listed)]

    ended = CliRunner().invoke(command, [str(first), str(second), *options])

    assert ended.exit_code == 0, ended.output
    report = check_together([first, second], Background())
    copies = [
        marked(path, share.findings)
        for path, share in zip((first, second), shares(report), strict=True)
    ]
    with zipfile.ZipFile(made) as package:
        held = {name: package.read(name) for name in package.namelist()}
    assert held == {"清冊_標註.xlsx": copies[0], "清冊_標註 (2).ods": copies[1]}
    assert "OFF-005" in [one.code for one in check(second, "b", Background()).findings]
    assert listed.read_bytes() == findings_csv(report, Language.ZH)


@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_marks_are_known_again_after_libreoffice_has_saved_them(tmp_path: Path) -> None:
    form_of("OFF-010", tmp_path)
    path = resaved(tmp_path, "OFF-010.ods", "plain")
    findings = found_in(path)
    (tmp_path / "copy.ods").write_bytes(marked(path, findings))

    saved = resaved(tmp_path, "copy.ods", "saved")
    again, cleared = marked(saved, findings), marked(saved, ())

    assert found_in(saved) == findings
    names = [one.get(f"{TABLE}name") for one in content_of(again).iter(f"{TABLE}table")]
    assert [one for one in names if one and one.startswith("檢核結果")] == ["檢核結果"]
    assert count_of_notes(again) == count_of_notes((tmp_path / "copy.ods").read_bytes())
    assert count_of_notes(cleared) == 0
    styled = {one.get(f"{TABLE}style-name") or "" for one in cells_of_form(cleared)}
    parents = {
        one.get(f"{STYLE}name"): one.get(f"{STYLE}parent-style-name") or ""
        for one in content_of(cleared).iter(f"{STYLE}style")
    }
    assert not [one for one in styled if "portal-check" in one + parents.get(one, "")]


def resaved(folder: Path, name: str, into: str) -> Path:
    """A file as LibreOffice saves it."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "ods", "--outdir", into, name]
    ended = subprocess.run(  # noqa: S603 - a fixed command
        command, cwd=folder, capture_output=True, timeout=120, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return folder / into / name


def cells_of_form(data: bytes) -> list[ElementTree.Element]:
    return [
        cell
        for table in content_of(data).iter(f"{TABLE}table")
        if table.get(f"{TABLE}name") != "檢核結果"
        for cell in table.iter(f"{TABLE}table-cell")
    ]


def count_of_notes(data: bytes) -> int:
    return sum(
        "".join(note.itertext()).count(BEGINS)
        for note in content_of(data).iter(f"{OFFICE}annotation")
    )


@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_a_sound_form_saved_as_ods_by_libreoffice_checks_alike(tmp_path: Path) -> None:
    path = tmp_path / "sound.ods"
    path.write_bytes(as_ods(official_grid()))
    before = check(path, path.name, Background())

    after = check(resaved(tmp_path, path.name, "saved"), path.name, Background())

    assert after.findings == before.findings == ()
    assert after.totals == before.totals
