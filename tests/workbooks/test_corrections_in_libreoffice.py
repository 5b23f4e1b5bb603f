"""LibreOffice reads the value that was written into a cell, and computes what else there is."""

import shutil
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from portal.workbook.cells import open_book
from portal.workbook.correcting import Change, write_values
from tests.workbooks.test_marking_in_libreoffice import converted

SAMPLES = Path(__file__).parents[2] / "sample_submissions"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.libreoffice,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


def test_libreoffice_reads_the_new_values(tmp_path: Path) -> None:
    path = SAMPLES / "faulty" / "INV-050-litres-taken-for-kilolitres.xlsx"
    copy = tmp_path / "copy.xlsx"
    sheet = "排放源活動數據"
    with open_book(path) as book:
        unit = Change(sheet, 10, 10, "J10", "公升 L")
        activity = Change(sheet, 10, 9, "I10", Decimal("12.75"))
        copy.write_bytes(write_values(path.read_bytes(), book, [unit, activity]))

    saved = openpyxl.load_workbook(converted(copy, "xlsx"))[sheet]

    assert (saved["J10"].value, saved["I10"].value) == ("公升 L", 12.75)
