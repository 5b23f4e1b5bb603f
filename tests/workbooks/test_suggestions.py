"""Suggested corrections of whole workbooks: the exact value, and its effect on the totals."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from portal.demo.official import Filled, official_grid
from portal.demo.official_grid import as_xlsx
from portal.demo.sound_inventory import sound
from portal.intake.background import Background
from portal.intake.checking import check
from portal.intake.marked import findings_csv
from portal.intake.report import Report
from portal.inventory.sheets import TEMPLATE
from portal.language import Language, Text
from portal.reference.groups import Group
from portal.workbook.addresses import range_of
from portal.workbook.cells import open_book
from portal.workbook.correcting import Change, write_values
from portal.workbook.findings import Severity, Suggestion
from portal.workbook.formats import FormatKind
from portal.workbook.marking.wording import note
from portal.workbook.template import build_bytes
from portal.workbook.typed import Content, typed

SAMPLES = Path(__file__).parents[2] / "sample_submissions"
SOUND = SAMPLES / "sound" / "inventory-circular-economy-2024.xlsx"
SOURCES, ENERGY, COVER = "排放源活動數據", "外購能源", "基本資料"
STAYS = "The recomputed totals stay as they are."


def changed(folder: Path, path: Path, cells: Mapping[tuple[str, str], Content]) -> Path:
    """A copy of a workbook with other values in some cells."""
    copy = folder / "changed.xlsx"
    changes = [
        Change(sheet, *(range_of(cell) or (0, 0))[:2], cell, content)
        for (sheet, cell), content in cells.items()
    ]
    with open_book(path) as book:
        copy.write_bytes(write_values(path.read_bytes(), book, changes))
    return copy


def report_of(path: Path) -> Report:
    return check(path, path.name, Background())


def suggested(path: Path, code: str) -> Suggestion:
    [found] = [one for one in report_of(path).findings if one.code == code]
    assert found.suggestion is not None, found.message.en
    return found.suggestion


def lone_source(**cells: Any) -> bytes:
    """An inventory of nothing but one release of CO2."""
    whole = sound(Group.CIRCULAR_ECONOMY, 2024)
    source = {
        **whole["sources"][-1],
        "material": "CO2",
        "stated_emissions": Decimal("48925.715"),
        "activity": Decimal("48925715"),
        "unit": "t",
        **cells,
    }
    content = {**whole, "sources": [source], "energy": []}
    return build_bytes(TEMPLATE, content, group=Group.CIRCULAR_ECONOMY, year=2024)


def test_kilograms_taken_for_tonnes_are_read_as_kilograms(tmp_path: Path) -> None:
    path = tmp_path / "slip.xlsx"
    path.write_bytes(lone_source())

    found = suggested(path, "INV-050")

    assert found.value == "公斤 kg"
    assert found.words.zh == "建議：以「公斤」計，J5「活動數據單位」改填「公斤 kg」。"
    assert found.effect == Text(
        "範疇一與範疇二合計由 48,925,715 降為 48,925.715 公噸CO₂e。",
        "The total of scopes 1 and 2 falls from 48,925,715 t to 48,925.715 t.",
    )


def test_activity_in_ten_thousands_is_multiplied(tmp_path: Path) -> None:
    path = tmp_path / "slip.xlsx"
    path.write_bytes(lone_source(activity=Decimal("4.8925"), stated_emissions=Decimal("48925")))

    found = suggested(path, "INV-059")

    assert (found.cell, found.value) == ("I5", "48925")
    assert found.effect.en == "The total of scopes 1 and 2 rises from 4.8925 t to 48,925 t."


def many_sources(count: int, **cells: Any) -> bytes:
    """An inventory of equal releases of CO2, each said in tonnes and meant in kilograms."""
    whole = sound(Group.CIRCULAR_ECONOMY, 2024)
    row = {
        **whole["sources"][-1],
        "material": "CO2",
        "stated_emissions": Decimal("48.925"),
        "activity": Decimal("48925"),
        "unit": "t",
    }
    rows = [{**row, "source_id": f"S{number:03d}"} for number in range(1, count + 1)]
    rows[0] |= cells
    content = {**whole, "sources": rows, "energy": []}
    return build_bytes(TEMPLATE, content, group=Group.CIRCULAR_ECONOMY, year=2024)


def test_a_column_wrong_throughout_has_one_suggestion(tmp_path: Path) -> None:
    path = tmp_path / "slip.xlsx"
    path.write_bytes(many_sources(25))

    [finding] = [one for one in report_of(path).findings if one.code == "INV-050"]

    found = finding.suggestion
    assert found is not None
    assert (finding.count, found.cell, found.value) == (25, "J5:J29", "公斤 kg")
    assert found.words.zh == (
        "建議：「活動數據單位」的 25 格（J5:J29）一律以「公斤」計，改填「公斤 kg」。"
    )
    assert found.effect.en == ("The total of scopes 1 and 2 falls from 1,223,125 t to 1,223.125 t.")
    assert finding.advice.en.count("falls from") == 1


def test_a_column_in_which_one_value_does_not_help_all_has_no_suggestion(tmp_path: Path) -> None:
    path = tmp_path / "slip.xlsx"
    path.write_bytes(
        many_sources(25, activity=Decimal("48.93"), stated_emissions=Decimal("48.93"), unit="kt")
    )

    findings = [one for one in report_of(path).findings if one.code == "INV-050"]

    assert [(one.count, one.suggestion) for one in findings] == [(25, None)]


CASES: Mapping[str, tuple[dict[tuple[str, str], Content], str, str, str, str]] = {
    "emissions in 10,000 tonnes": (
        {(SOURCES, "AE6"): Decimal("1.2152")},
        "INV-059",
        "AE6",
        "12151.6125",
        STAYS,
    ),
    "stated emissions": (
        {(SOURCES, "AE7"): Decimal("460")},
        "INV-059",
        "AE7",
        "449.7228",
        STAYS,
    ),
    "litres for kilolitres": (
        {(SOURCES, "J7"): "公升 L"},
        "INV-050",
        "J7",
        "公秉 kL",
        "The total of scopes 1 and 2 rises from 130,525.2006 t to 130,974.4805 t.",
    ),
    "kilowatt-hours for thousands": (
        {(ENERGY, "F5"): "度 kWh"},
        "INV-051",
        "F5",
        "千度 MWh",
        "The total of scopes 1 and 2 rises from 110,756.1088 t to 130,974.4805 t.",
    ),
    "factor of another year": (
        {(ENERGY, "G5"): Decimal("0.509")},
        "INV-068",
        "G5",
        "0.474",
        "The total of scopes 1 and 2 falls from 132,468.8926 t to 130,974.4805 t.",
    ),
    "full-width digits": ({(SOURCES, "I7"): "１６５．４４０１"}, "WB-203", "I7", "165.4401", ""),
    "number as text": ({(SOURCES, "I7"): "165.4401"}, "WB-202", "I7", "165.4401", ""),
    "民國 year": ({(ENERGY, "I5"): "113"}, "WB-223", "I5", "2024", ""),
    "misspelt unit": (
        {(SOURCES, "J9"): "kilogramm"},
        "WB-226",
        "J9",
        "公斤 kg",
        STAYS,
    ),
    "misspelt choice": (
        {(SOURCES, "G6"): "固定然燒"},
        "WB-224",
        "G6",
        "固定燃燒 Stationary combustion",
        STAYS,
    ),
    "27 under a percent format": (
        {(SOURCES, "Z5"): Decimal("42")},
        "WB-209",
        "Z5",
        "42 %",
        "The total of scopes 1 and 2 falls from 199,065.64 t to 130,974.4805 t. "
        "Biogenic CO₂ (apart) rises from 0 t to 68,091.1595 t.",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_slip_has_its_suggestion(
    case: tuple[dict[tuple[str, str], Content], str, str, str, str], tmp_path: Path
) -> None:
    cells, code, where, value, effect = case

    found = suggested(changed(tmp_path, SOUND, cells), code)

    assert (found.cell, found.value, found.effect.en) == (where, value, effect)


def _suggestions() -> list[tuple[Path, str]]:
    return [(path, path.name[:7]) for path in sorted((SAMPLES / "faulty").glob("*.xlsx"))]


@pytest.mark.parametrize(("path", "code"), _suggestions(), ids=lambda one: getattr(one, "name", ""))
def test_a_suggestion_puts_its_finding_right(path: Path, code: str, tmp_path: Path) -> None:
    before = report_of(path)
    for finding in before.findings:
        one = finding.suggestion
        if one is None or finding.severity is Severity.INFO:
            continue
        kind = FormatKind.PERCENT if "%" in one.value else FormatKind.GENERAL

        after = report_of(changed(tmp_path, path, {(one.sheet, one.cell): typed(one.value, kind)}))

        same = [(two.code, two.cells) for two in after.findings]
        assert (finding.code, finding.cells) not in same


def test_the_suggestion_is_kept_and_told_everywhere() -> None:
    report = report_of(SAMPLES / "faulty" / "INV-050-litres-taken-for-kilolitres.xlsx")
    again = Report.restored(report.stored())
    [finding] = [one for one in again.findings if one.code == "INV-050"]
    said = finding.suggestion

    assert again.findings == report.findings
    assert said is not None
    assert "falls from 93,109.781 t to 93,100.419 t" in said.effect.en
    assert said.effect.en in findings_csv(report, Language.EN).decode("utf-8-sig")
    assert said.effect.zh in "".join(run.text for run in note([finding], Language.ZH))
    [shown] = [one for one in report.shown(Language.EN)["findings"] if one["code"] == "INV-050"]
    assert shown["fix"].endswith(said.effect.en)


def test_formulas_of_the_official_form_get_no_value_suggested(tmp_path: Path) -> None:
    grid = official_grid(Filled())
    path = tmp_path / "form.xlsx"
    path.write_bytes(as_xlsx(grid))

    suggestions = [one.suggestion for one in report_of(path).findings if one.suggestion]

    assert all(not one.sheet.startswith(("表五", "表八")) for one in suggestions)
