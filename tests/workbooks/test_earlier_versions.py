"""Workbooks of an earlier template version: read by their own columns, and carried over."""

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from portal.cli.checking import template
from portal.demo.earlier import SAMPLES, EarlierSample
from portal.intake.background import Background
from portal.intake.checking import check
from portal.intake.kinds import KINDS, WorkbookKind
from portal.intake.report import Report
from portal.intake.upgrading import Upgraded, upgraded
from portal.inventory.sheets import SOURCES
from portal.workbook.earlier import frozen
from portal.workbook.findings import Severity
from portal.workbook.reading import TO_FILL

FOLDER = Path(__file__).parents[2] / "sample_submissions" / "earlier"
PORTAL = Path(__file__).parents[2] / "portal"
SOUND = [one for one in SAMPLES if not one.code]
FAULTY = [one for one in SAMPLES if one.code]
AGE = "WB-103"
USAGE = 2
# As the portal counted them when version 1 was the present one.
FIGURES = {
    "inventory-electronics": {"scope1": "6771.4740", "scope2": "86338.3070", "biogenic": "0"},
    "inventory-petrochemicals-three-sites": {
        "scope1": "509148.0933",
        "scope2": "573424.3564",
        "biogenic": "0",
    },
    "plan-steel": {
        "measures_committed": "41427.0",
        "contribution_2026": "14555.1709030",
        "contribution_2030": "37386.8000",
        "contribution_2050": "84970.000",
    },
}
samples = pytest.mark.parametrize("sample", SOUND, ids=lambda one: one.name)
faulty = pytest.mark.parametrize("sample", FAULTY, ids=lambda one: one.name)
kinds = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


def checked(path: Path) -> Report:
    return check(path, path.name, Background())


def carried(sample: EarlierSample, folder: Path) -> tuple[Upgraded, Path]:
    found = upgraded(FOLDER / sample.file_name)
    assert found is not None
    path = folder / "new.xlsx"
    path.write_bytes(found.data)
    return found, path


@kinds
def test_a_version_that_was_given_out_is_what_it_was(kind: WorkbookKind) -> None:
    package = "plans" if kind.code == "plan" else kind.code
    with (PORTAL / package / "version_1.csv").open(encoding="utf-8", newline="") as file:
        kept = [tuple(row) for row in csv.reader(file)]

    assert list(frozen(kind.versions.version(1).template)) == kept


@samples
def test_a_kept_workbook_gives_the_figures_it_gave(sample: EarlierSample) -> None:
    report = checked(FOLDER / sample.file_name)

    assert report.template_version == 1
    assert report.totals["recomputed"] == FIGURES[sample.name]
    assert {one.code for one in report.findings} == {AGE}


@faulty
def test_a_finding_names_the_cell_and_the_heading_of_its_own_version(
    sample: EarlierSample,
) -> None:
    path = FOLDER / sample.file_name

    [found] = [one for one in checked(path).findings if one.code == sample.code]

    worksheet = openpyxl.load_workbook(path)[found.sheet]
    [cell] = found.cells
    assert str(worksheet[cell].value) == found.value
    assert str(worksheet.cell(worksheet[cell].row, 2).value) == found.heading.zh
    assert found.excerpt is not None
    assert found.excerpt.headings[0] == found.heading


def test_a_rule_does_not_speak_of_a_version_older_than_itself() -> None:
    rules = KINDS["inventory"].rules.rules

    assert rules["INV-091"].since == 2
    report = checked(FOLDER / SOUND[0].file_name)
    assert not {one.code for one in report.findings} & {
        code for code, rule in rules.items() if rule.since > 1
    }


@samples
def test_a_carried_over_workbook_lacks_exactly_what_is_listed(
    sample: EarlierSample, tmp_path: Path
) -> None:
    found, path = carried(sample, tmp_path)

    report = checked(path)

    asked = {(one.sheet, one.count) for one in found.left if one.is_required}
    lacking: dict[str, int] = {}
    for one in report.findings:
        assert one.code == "WB-228"
        lacking[one.sheet] = lacking.get(one.sheet, 0) + one.count
    assert set(lacking.items()) == asked
    assert report.template_version == 2
    assert report.totals == checked(FOLDER / sample.file_name).totals
    assert all(one.is_new for one in found.left)


@samples
def test_what_is_left_is_listed_in_the_workbook_and_in_the_report(
    sample: EarlierSample, tmp_path: Path
) -> None:
    found, path = carried(sample, tmp_path)

    listed = openpyxl.load_workbook(path)[TO_FILL]

    said = [str(row[0]) for row in listed.iter_rows(min_row=4, values_only=True)]
    assert said == [one.sheet for one in found.left]
    assert checked(FOLDER / sample.file_name).left == found.left


def test_a_replaced_code_is_read_as_the_one_that_replaced_it() -> None:
    report = checked(FOLDER / "plan-steel-version-1.xlsx")

    [loan] = [row for row in report.tables["measures"] if row["name"] == "鐵水預處理與煤比優化"]
    assert loan["values"]["financing"] == "sustainable_finance"


def test_rows_kept_by_an_earlier_version_are_those_of_the_present() -> None:
    versions = KINDS["plan"].versions

    kept = versions.kept("measures", {"at": 5, "financing": "green_loan", "title": "泵"})

    assert kept == {"at": 5, "financing": "sustainable_finance", "title": "泵"}
    assert versions.kept("measures", kept) == kept
    assert versions.kept("cover", {"at": 0, "phone": "1"}) == {"at": 0, "contact_phone": "1"}


def test_a_field_that_became_a_column_is_held_by_every_row(tmp_path: Path) -> None:
    sample = next(one for one in SOUND if one.member == "PC05")
    before = openpyxl.load_workbook(FOLDER / sample.file_name)["基本資料"]["D7"].value

    _, path = carried(sample, tmp_path)

    sites = openpyxl.load_workbook(path)["廠區與邊界"]
    at = [cell.value for cell in sites[3]].index("industry_code") + 1
    assert [sites.cell(row, at).value for row in range(5, 8)] == [before] * 3


def test_a_workbook_that_lost_its_identity_is_known_by_its_headings(tmp_path: Path) -> None:
    book: Any = openpyxl.load_workbook(FOLDER / SOUND[0].file_name)
    del book["_meta"]
    for name in list(book.custom_doc_props.names):
        del book.custom_doc_props[name]
    path = tmp_path / "lost.xlsx"
    book.save(path)

    report = checked(path)

    assert report.template_version == 1
    assert {one.code for one in report.findings} == {AGE, "WB-102"}
    assert report.totals["recomputed"] == FIGURES[SOUND[0].name]


def test_a_cell_that_cannot_be_read_is_carried_as_it_was_typed(tmp_path: Path) -> None:
    book: Any = openpyxl.load_workbook(FOLDER / SOUND[0].file_name)
    headings = [cell.value for cell in book[SOURCES.title.zh][3]]
    column = headings.index("activity") + 1
    book[SOURCES.title.zh].cell(5, column).value = "約一萬二千"
    path = tmp_path / "older.xlsx"
    book.save(path)
    new = tmp_path / "new.xlsx"

    found = upgraded(path)

    assert found is not None
    new.write_bytes(found.data)
    assert [(one.value, one.severity) for one in checked(new).findings if one.code == "WB-201"] == [
        ("約一萬二千", Severity.ERROR)
    ]


def test_the_command_line_carries_over_what_the_portal_does(tmp_path: Path) -> None:
    older, new = FOLDER / SOUND[0].file_name, tmp_path / "new.xlsx"
    found = upgraded(older)
    assert found is not None

    ended = CliRunner().invoke(template, ["--from", str(older), "-o", str(new)])

    assert ended.exit_code == 0, ended.output
    assert new.read_bytes() == found.data
    assert all(one.column.zh in ended.output for one in found.left)


@pytest.mark.parametrize(
    "arguments",
    [["plan", "--from", "OLDER"], ["plan"], ["--year", "2024"]],
    ids=["kind_and_older_file", "no_year", "no_kind"],
)
def test_the_command_line_says_what_it_lacks(arguments: list[str], tmp_path: Path) -> None:
    new = tmp_path / "new.xlsx"
    named = [str(FOLDER / SOUND[0].file_name) if one == "OLDER" else one for one in arguments]

    ended = CliRunner().invoke(template, [*named, "-o", str(new)])

    assert ended.exit_code == USAGE
    assert not new.exists()


def test_what_is_no_workbook_of_ours_is_not_carried_over(tmp_path: Path) -> None:
    path = tmp_path / "own.xlsx"
    openpyxl.Workbook().save(path)

    assert upgraded(path) is None
