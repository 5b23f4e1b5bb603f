"""The cells around a case, as the workbook shows them."""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from portal.intake.background import Background
from portal.intake.checking import check
from portal.intake.report import Report
from portal.workbook.findings import Excerpt

FAULTY = sorted(Path("sample_submissions/faulty").glob("*.xlsx"))


def _excerpts(path: Path) -> list[tuple[Excerpt, tuple[str, ...]]]:
    report = check(path, path.name, Background())
    return [(one.excerpt, one.cells) for one in report.findings if one.excerpt is not None]


@pytest.mark.parametrize("path", FAULTY[:12], ids=lambda path: path.stem[:7])
def test_the_marked_cell_is_the_first_cell_of_the_finding(path: Path) -> None:
    for shown, cells in _excerpts(path):
        assert cells[0] == f"{shown.letters[shown.marked]}{shown.row}"
        assert len(shown.letters) == len(shown.headings) == len(shown.cells)
        assert shown.marked < len(shown.letters) <= 6


def test_an_excerpt_survives_being_kept() -> None:
    [path] = [one for one in FAULTY if one.stem.startswith("INV-035")]
    report = check(path, path.name, Background())

    kept = Report.restored(report.stored())

    assert [one.excerpt for one in kept.findings] == [one.excerpt for one in report.findings]
    assert any(one.excerpt is not None for one in kept.findings)


def test_numbers_in_an_excerpt_keep_their_digits() -> None:
    written = [
        cell.zh
        for path in FAULTY[:12]
        for shown, _ in _excerpts(path)
        for cell in shown.cells
        if cell.zh.replace(",", "").replace(".", "").isdecimal()
    ]

    assert written != []
    assert all("E" not in one and Decimal(one.replace(",", "")) >= 0 for one in written)


def test_a_finding_about_content_shows_the_cell_as_it_stands() -> None:
    [path] = [one for one in FAULTY if one.stem.startswith("INV-050")]
    book = openpyxl.load_workbook(path, data_only=True)

    report = check(path, path.name, Background())

    [finding] = [one for one in report.findings if one.code == "INV-050"]
    assert finding.excerpt is not None
    shown = finding.excerpt.cells[finding.excerpt.marked].zh
    stands = book[finding.sheet][finding.cells[0]].value
    assert Decimal(shown.replace(",", "")) == Decimal(str(stands))
