from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from portal.demo.official import Filled, official_grid
from portal.demo.official_faults import FAULTS, OfficialFault
from portal.demo.official_grid import Grid, as_ods, as_xlsx
from portal.demo.official_plant import OWN, SOURCES, Used
from portal.intake.background import Background
from portal.intake.checking import check
from portal.intake.report import Report
from portal.intake.versions import versions
from portal.inventory.figures import Background as InventoryBackground
from portal.official.rules import MODULES, RULES
from portal.workbook.content import Formula
from portal.workbook.findings import Finding, Severity
from portal.workbook.thresholds import Threshold

IDS = [fault.file_name for fault in FAULTS]
WRITERS = {"xlsx": as_xlsx, "ods": as_ods}


def checked(grid: Grid, folder: Path, kind: str = "xlsx") -> Report:
    path = folder / f"form.{kind}"
    path.write_bytes(WRITERS[kind](grid))
    return check(path, path.name, Background())


def cells(finding: Finding) -> set[str]:
    return {cell if "!" in cell else f"{finding.sheet}!{cell}" for cell in finding.cells}


@cache
def grid_of(fault: OfficialFault) -> Grid:
    return fault.make()


@pytest.mark.parametrize("kind", WRITERS)
def test_nothing_is_found_in_a_sound_form(kind: str, tmp_path: Path) -> None:
    report = checked(official_grid(), tmp_path, kind)

    assert report.findings == ()
    assert (report.kind, report.year) == ("inventory", 2024)


@pytest.mark.parametrize("kind", WRITERS)
def test_a_sound_form_gives_the_totals_of_its_own_summary(kind: str, tmp_path: Path) -> None:
    totals = checked(official_grid(), tmp_path, kind).totals

    assert totals["recomputed"] == totals["stated"]
    assert totals["recomputed"]["scope2"] == "3373.7076"
    assert totals["in_kaohsiung"] == totals["recomputed"]


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("fault", FAULTS, ids=IDS)
def test_each_fault_is_found_and_nothing_else(
    fault: OfficialFault, kind: str, tmp_path: Path
) -> None:
    report = checked(grid_of(fault), tmp_path, kind)

    assert {one.code for one in report.findings} == {fault.code, *fault.also}


@pytest.mark.parametrize("fault", FAULTS, ids=IDS)
def test_findings_point_at_the_cell_of_the_form(fault: OfficialFault, tmp_path: Path) -> None:
    report = checked(grid_of(fault), tmp_path)

    shown = set[str]().union(*(cells(one) for one in report.findings if one.code == fault.code))
    assert fault.cell in shown


@pytest.mark.parametrize("fault", FAULTS, ids=IDS)
def test_sentences_are_complete_in_both_languages(fault: OfficialFault, tmp_path: Path) -> None:
    report = checked(grid_of(fault), tmp_path)

    for finding in report.findings:
        for text in (finding.title, finding.message, finding.why, finding.fix):
            assert text.zh
            assert text.en
            assert not any(mark in text.zh + text.en for mark in ("{", "}", "None", "Text("))


def test_every_rule_has_a_fault() -> None:
    of_several_files = {"OFF-014", *(f"OFF-{number:03}" for number in range(15, 22))}

    assert set(RULES.rules) - of_several_files <= {fault.code for fault in FAULTS}


def test_every_module_of_rules_is_in_the_book() -> None:
    modules = {rule.check.__module__ for rule in RULES.rules.values() if rule.check}

    assert modules == {module.__name__ for module in MODULES}


def test_a_blank_own_factor_is_one_finding_with_the_corrected_figure(tmp_path: Path) -> None:
    fault = next(one for one in FAULTS if one.code == "OFF-004")

    (finding,) = checked(grid_of(fault), tmp_path).findings

    assert finding.severity is Severity.ERROR
    assert (finding.value, finding.expected) == ("0", "33.5822")


def without_factors(used: Used, activity: str, heat: str) -> Used:
    """A source by factors of its own, which are not given."""
    return replace(
        used,
        activity=Decimal(activity),
        heat=Decimal(heat),
        method=OWN,
        factors=(None, None, None),
    )


def test_the_three_silent_zeros_of_the_published_example_have_their_figures(
    tmp_path: Path,
) -> None:
    gas, diesel = SOURCES[:2]
    oil = replace(diesel, equipment="E212", material_code="170019", material="４～６號重油")
    used = (
        without_factors(diesel, "2715.734", "8642"),
        without_factors(oil, "53692.3569", "9623"),
        without_factors(gas, "3252.12", "8505"),
    )

    report = checked(official_grid(Filled((*used, SOURCES[4]), roc_year=112)), tmp_path)

    found = [one for one in report.findings if one.code == "OFF-004"]
    assert [one.expected for one in found] == ["7,305.0719", "167,960.6103", "6,502.9138"]
    assert [one.cells for one in found] == [("R3",), ("R4",), ("R5",)]


def test_a_factor_misprinted_in_the_form_is_corrected(tmp_path: Path) -> None:
    power = replace(SOURCES[4], factors=(Decimal("0.588"),))
    stale = Filled((*SOURCES[:4], power), roc_year=96)

    report = checked(official_grid(stale), tmp_path)

    finding = next(one for one in report.findings if one.code == "INV-068")
    assert (finding.value, finding.expected) == ("0.588", "0.558")


def test_sources_are_joined_by_what_they_are_and_not_by_row(tmp_path: Path) -> None:
    grid = official_grid()
    grid.swap("表四", 3, 5)
    grid.swap("表五", 3, 4)

    report = checked(grid, tmp_path)

    assert {one.code for one in report.findings} == {"OFF-003"}
    assert report.totals["recomputed"] == checked(official_grid(), tmp_path).totals["recomputed"]
    rows = {row["values"]["source_id"]: row for row in report.tables["inventory"]}
    assert rows["M01-E201-050002-固定燃燒"]["activity"] == Decimal("3252.12")


def test_a_finding_is_known_again_by_its_source_and_shows_the_cells_around(
    tmp_path: Path,
) -> None:
    fault = next(one for one in FAULTS if one.code == "OFF-005")

    (finding,) = checked(grid_of(fault), tmp_path).findings

    assert finding.about == "t5/e90z6001/g02-gm01-170006-固定燃燒/tonnes1"
    assert finding.heading.zh == "排放量(公噸/年)"
    assert finding.excerpt is not None
    assert finding.excerpt.row == 4
    assert finding.excerpt.cells[finding.excerpt.marked].zh == "32.5"


def test_rows_that_are_kept_say_where_in_the_form_they_stand(tmp_path: Path) -> None:
    report = checked(official_grid(), tmp_path)

    places = [(row["sheet"], row["row"]) for row in report.tables["inventory"]]
    assert places == [("表五", 3), ("表五", 4), ("表五", 5), ("表五", 6), ("表五", 7)]


@pytest.mark.parametrize(
    ("sheet", "where", "heading"),
    [
        ("表四", "O2", "活動  數據(全年)"),
        ("表二", "C2", "縣\n市別 "),
        ("表五", "V2", "排放係數來源"),
        ("表五", "AU2", "單一排放源排放當量小計（CO2e公噸／年）99"),
    ],
)
def test_headings_are_found_however_they_are_written(
    sheet: str, where: str, heading: str, tmp_path: Path
) -> None:
    grid = official_grid()
    grid.put(sheet, where, heading)

    assert checked(grid, tmp_path).findings == ()


def test_a_column_moved_aside_is_found_by_its_heading(tmp_path: Path) -> None:
    grid = official_grid()
    grid.sheets["表四"] = {
        (row, 40 if column == 15 else column): value
        for (row, column), value in grid.sheets["表四"].items()
    }

    assert checked(grid, tmp_path).findings == ()


def test_a_missing_table_is_said_by_name(tmp_path: Path) -> None:
    grid = official_grid()
    del grid.sheets["表八"]

    (finding,) = checked(grid, tmp_path).findings

    assert finding.code == "WB-111"
    assert "表八" in finding.message.zh


def test_what_was_never_calculated_is_one_finding_and_not_a_flood(tmp_path: Path) -> None:
    grid = official_grid()
    for row in range(3, 8):
        for letters in ("A", "D", "H"):
            grid.put("表五", f"{letters}{row}", Formula("表三!A3"))

    codes = {one.code for one in checked(grid, tmp_path).findings}

    assert codes == {"WB-242"}


def test_a_form_is_judged_by_the_limits_it_comes_with(tmp_path: Path) -> None:
    fault = next(one for one in FAULTS if one.code == "OFF-012")
    changed = Threshold("total_floor", "", "", Decimal(10**9), "tCO2e", "公告")
    known = Background(inventory=InventoryBackground(thresholds=(changed,)))
    path = tmp_path / "form.xlsx"
    path.write_bytes(as_xlsx(grid_of(fault)))

    report = check(path, path.name, known)

    assert "OFF-012" not in {one.code for one in report.findings}
    assert report.versions == versions(known.thresholds)
