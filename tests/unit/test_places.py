"""Where cells stand in a member's own workbook, when its columns are not those of the template."""

from typing import Any

from portal.intake.kinds import PLAN
from portal.intake.places import KEPT, cell, columns, placed, sheet_name
from portal.submissions.states import Kind
from portal.workbook.reading import Located, Reading

SHEET = PLAN.template.sheet("measures")
ROW: dict[str, Any] = {"sheet": "measures", "row": 7, "values": {"measure_id": "M-001", "at": 7}}


def reading(name: str, where: dict[str, int]) -> Reading:
    return Reading(PLAN.template, 1, located={"measures": Located(name, 5, where)})


def test_a_workbook_laid_out_as_the_template_keeps_nothing_more() -> None:
    tables = {"measures": [ROW]}

    assert placed(tables, reading(SHEET.title.zh, columns(SHEET)), PLAN.template) is tables


def test_moved_columns_are_kept_with_each_row_and_found_again() -> None:
    where = {**columns(SHEET), "measure_id": 3, "title": 1}

    found = placed({"measures": [ROW]}, reading("措施 (2)", where), PLAN.template)["measures"]

    values = found[0]["values"]
    assert len(found) == 1
    assert values["measure_id"] == "M-001"
    assert sheet_name(values) == "措施 (2)"
    assert cell(Kind.PLAN, "measures", 7, ("measure_id",), values) == "C7"
    assert cell(Kind.PLAN, "measures", 7, ("title",), values) == "A7"
    assert KEPT not in ROW["values"]


def test_without_a_kept_place_the_template_says_where() -> None:
    number = [column.key for column in SHEET.columns].index("measure_id")

    assert sheet_name({}) is None
    assert cell(Kind.PLAN, "measures", 7, ("measure_id",), {}) == f"{chr(65 + number)}7"
    assert cell(Kind.PLAN, "measures", 7, ("no such column",), {}) == "A7"


def test_rows_of_other_sheets_and_slices_stay_as_they_are() -> None:
    rows: list[dict[str, Any]] = [{"sheet": "targets", "row": 5, "values": {}}, ROW, {"year": 2030}]
    where = {**columns(SHEET), "measure_id": 3}

    found = placed({"all": rows}, reading(SHEET.title.zh, where), PLAN.template)["all"]

    assert found[0] == rows[0]
    assert found[2] == rows[2]
    assert KEPT in found[1:2][0]["values"]
