"""A workbook whose columns were moved: every kept row leads to the cell that it was read from."""

from pathlib import Path
from typing import Any

import openpyxl
import orjson
from openpyxl.cell import MergedCell

from portal.intake.background import Background
from portal.intake.checking import check
from portal.intake.places import KEPT, cell, sheet_name
from portal.submissions.states import Kind

SAMPLE = Path(__file__).parents[2] / "sample_submissions" / "sound" / "plan-electronics-2024.xlsx"
SHEET = "減量措施"


def test_rows_of_a_sheet_with_moved_columns_lead_to_their_own_cells(tmp_path: Path) -> None:
    book: Any = openpyxl.load_workbook(SAMPLE)
    sheet = book[SHEET]
    for row in sheet.iter_rows(min_col=1, max_col=3):
        first, _, third = row
        if isinstance(third, MergedCell):
            continue
        first.value, third.value = third.value, first.value
    path = tmp_path / "moved.xlsx"
    book.save(path)

    report = check(path, path.name, Background())

    kept = orjson.loads(report.stored_tables())
    assert kept["measures"]
    for row in kept["measures"]:
        values = row["values"]
        where = cell(Kind.PLAN, "measures", row["row"], ("measure_id",), values)
        assert sheet_name(values) == SHEET
        assert sheet[where].value == values["measure_id"]
        expected = cell(Kind.PLAN, "measures", row["row"], ("expected",), values)
        assert float(sheet[expected].value) == float(values["expected"])
    assert all(KEPT not in row["values"] for row in kept["targets"])
