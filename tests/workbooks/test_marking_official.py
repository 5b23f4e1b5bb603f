"""The ministry's form handed back with its findings: only what must change, and sound."""

import re
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from portal.demo.official import official_grid
from portal.demo.official_faults import FAULTS, OfficialFault
from portal.demo.official_grid import as_xlsx
from portal.intake.background import Background
from portal.intake.checking import check
from portal.language import Language
from portal.workbook.cells import open_book
from portal.workbook.marking import annotate
from portal.workbook.marking.marks import marks
from tests.workbooks.soundness import faults, packed_bytes

SOFFICE = shutil.which("soffice")
FRAME = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
IDS = [one.file_name for one in FAULTS]


def form_of(fault: OfficialFault, folder: Path) -> Path:
    path = folder / "form.xlsx"
    path.write_bytes(as_xlsx(fault.make()))
    return path


def marked(path: Path, language: Language = Language.ZH) -> bytes:
    made = BytesIO()
    assert annotate(path, check(path, path.name, Background()).findings, language, made)
    return made.getvalue()


@pytest.mark.parametrize("fault", FAULTS, ids=IDS)
def test_a_marked_form_is_sound_and_checks_alike(fault: OfficialFault, tmp_path: Path) -> None:
    path = form_of(fault, tmp_path)
    before = check(path, path.name, Background())

    data = marked(path)

    path.write_bytes(data)
    after = check(path, path.name, Background())
    assert faults(data) == []
    assert after.findings == before.findings
    assert (after.totals, after.tables) == (before.totals, before.tables)
    assert marked(path) == data


@pytest.mark.parametrize("fault", FAULTS, ids=IDS)
def test_marking_touches_only_the_sheets_with_findings(
    fault: OfficialFault, tmp_path: Path
) -> None:
    path = form_of(fault, tmp_path)
    shown = marks(check(path, path.name, Background()).findings).sheets
    with open_book(path) as book:
        sheets = {one.part for one in book.sheets if one.name in shown}
    links = {re.sub(r"([^/]+)$", r"_rels/\1.rels", one) for one in sheets}

    before, after = packed_bytes(path.read_bytes()), packed_bytes(marked(path))

    changed = {name for name in before if before[name] != after[name]}
    assert sheets
    assert sheets <= changed <= FRAME | sheets | links


def test_the_mark_is_in_the_cell_that_the_finding_names(tmp_path: Path) -> None:
    fault = next(one for one in FAULTS if one.code == "OFF-005")
    path = form_of(fault, tmp_path)
    path.write_bytes(marked(path, Language.EN))

    with open_book(path) as book:
        names = [one.name for one in book.sheets]
    assert "Check results" in names
    assert names[:9] == list(official_grid().sheets)
    with zipfile.ZipFile(path) as package:
        notes = [package.read(name) for name in package.namelist() if "comments" in name]
    assert any(b'ref="X4"' in one for one in notes)


@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_opens_a_marked_form(tmp_path: Path) -> None:
    fault = next(one for one in FAULTS if one.code == "OFF-007")
    path = form_of(fault, tmp_path)
    before = {(one.code, one.cells) for one in check(path, path.name, Background()).findings}
    path.write_bytes(marked(path))
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    out = tmp_path / "out"

    subprocess.run(  # noqa: S603 - a fixed command
        [str(SOFFICE), home, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(path)],
        check=True,
        capture_output=True,
        timeout=120,
    )

    again = check(out / path.name, path.name, Background())
    assert {(one.code, one.cells) for one in again.findings} == before
