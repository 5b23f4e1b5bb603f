"""LibreOffice opens marked workbooks, and what it saves can be marked again."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from portal.intake.background import Background
from portal.intake.checking import check
from portal.language import Language
from portal.workbook.findings import Finding, Severity
from portal.workbook.marking import annotate
from portal.workbook.marking.styles import COLOURS
from portal.workbook.marking.wording import BEGINS
from tests.workbooks.soundness import faults

SOFFICE = shutil.which("soffice")
FOLDER = Path(__file__).parents[2] / "sample_submissions" / "faulty"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.libreoffice,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed"),
]


def converted(path: Path, kind: str) -> Path:
    """The file as LibreOffice saves it."""
    folder = path.parent / kind
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", kind, "--outdir", str(folder)]
    ended = subprocess.run(  # noqa: S603
        [*command, path.name], cwd=path.parent, capture_output=True, timeout=120, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return folder / path.with_suffix(f".{kind}").name


def found_in(path: Path) -> tuple[Finding, ...]:
    return check(path, path.name, Background()).findings


def test_libreoffice_shows_a_marked_workbook(tmp_path: Path) -> None:
    path = FOLDER / "WB-201-not-a-number.xlsx"
    copy = tmp_path / "copy.xlsx"
    annotate(path, found_in(path), Language.ZH, copy)

    assert converted(copy, "pdf").read_bytes().startswith(b"%PDF")


def test_marks_are_renewed_after_libreoffice_has_saved_them(tmp_path: Path) -> None:
    path = FOLDER / "WB-201-not-a-number.xlsx"
    copy = tmp_path / "copy.xlsx"
    findings = tuple(one for one in found_in(path) if one.severity is Severity.ERROR)
    [finding] = [one for one in findings if one.code == "WB-201"]
    annotate(path, findings, Language.ZH, copy)

    saved = converted(copy, "xlsx")
    again, cleared = BytesIO(), BytesIO()
    assert annotate(saved, findings, Language.ZH, again)
    assert annotate(saved, (), Language.ZH, cleared)

    assert faults(again.getvalue()) == []
    assert [one for one in found_in(saved) if one.severity is Severity.ERROR] == list(findings)
    marked = openpyxl.load_workbook(again)
    cell = marked[finding.sheet][finding.cells[0]]
    assert cell.comment.text.count(BEGINS) == 1
    assert cell.fill.fgColor.rgb == COLOURS[Severity.ERROR]
    assert [name for name in marked.sheetnames if name.startswith("檢核結果")] == ["檢核結果"]
    clean = openpyxl.load_workbook(cleared)[finding.sheet][finding.cells[0]]
    assert clean.comment is None
    assert clean.fill.fgColor.rgb not in COLOURS.values()
