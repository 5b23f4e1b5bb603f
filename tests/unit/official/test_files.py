"""What is said about the files of one company as a whole, and how it is known again."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from portal.demo.companies import company
from portal.demo.official_faults import FAULTS
from portal.demo.official_grid import Grid, as_ods, as_xlsx
from portal.demo.official_set import FAULTY_SET, MEMBER, SOUND_SET, site_form, supplement
from portal.intake.background import Background
from portal.intake.checking import check, whose_apart
from portal.intake.report import Report
from portal.intake.together import check_together, shares
from portal.inventory.figures import Background as InventoryBackground
from portal.members.figures import MemberRecord
from portal.workbook.findings import Finding, Severity
from portal.workbook.recurrence import warned

RECORD: MemberRecord = company(MEMBER).record
KNOWN = Background(
    "inventory", 2024, RECORD, inventory=InventoryBackground(member=RECORD, year=2024)
)
SAMPLES = Path(__file__).parents[3] / "sample_submissions" / "sound"
SITES = [place.record.control_number for place in company(MEMBER).places]


def written(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in files]


def report_on(folder: Path, files: Mapping[str, bytes], known: Background = KNOWN) -> Report:
    return check_together(written(folder, files), known)


def made(files: Mapping[str, object], *left_out: str) -> dict[str, bytes]:
    return {name: make() for name, make in files.items() if name not in left_out}  # type: ignore[operator]


def said(report: Report, code: str) -> Finding:
    (found,) = [one for one in report.findings if one.code == code]
    return found


def complete(found: Finding) -> bool:
    texts = (found.title, found.message, found.why, found.fix)
    sentences = [sentence for text in texts for sentence in (text.zh, text.en)]
    return all(sentences) and not any(mark in "".join(sentences) for mark in "{}")


def test_a_sound_set_has_no_fault(tmp_path: Path) -> None:
    report = report_on(tmp_path, made(SOUND_SET))

    assert {one.severity for one in report.findings} <= {Severity.INFO}
    assert not any(one.code.startswith("OFF") for one in report.findings)
    assert (report.member, report.year, report.is_read) == (MEMBER, 2024, True)
    assert [one["role"] for one in report.files] == ["form", "form", "supplement"]
    assert [one["site"] for one in report.files] == [*SITES, ""]


def test_each_fault_of_the_faulty_set_is_found_in_its_file(tmp_path: Path) -> None:
    report = report_on(tmp_path, made(FAULTY_SET))

    found = {one.code: one for one in report.findings if one.severity is Severity.ERROR}
    assert set(found) == {"OFF-014", "OFF-016", "OFF-018"}
    for code, finding in found.items():
        assert finding.sheet.startswith(code)
        assert complete(finding)


def test_a_site_of_the_register_without_a_form_is_a_warning(tmp_path: Path) -> None:
    found = said(report_on(tmp_path, made(SOUND_SET, "site-2.ods")), "OFF-015")

    assert (found.severity, found.expected) == (Severity.WARNING, SITES[1])
    assert complete(found)


def test_a_missing_supplement_is_said_with_what_to_do(tmp_path: Path) -> None:
    found = said(report_on(tmp_path, made(SOUND_SET, "supplement.xlsx")), "OFF-017")

    assert found.severity is Severity.INFO
    assert "補充資料" in found.fix.zh
    assert complete(found)


def test_a_supplement_of_another_company_blocks(tmp_path: Path) -> None:
    files = {**made(SOUND_SET), "supplement.xlsx": supplement(2024, "EL04")}

    found = said(report_on(tmp_path, files), "OFF-018")

    assert (found.value, found.expected) == ("EL04", MEMBER)
    assert found.sheet == "supplement.xlsx 補充資料"


@pytest.mark.parametrize("together", [True, False], ids=["together", "alone"])
def test_a_supplement_without_a_form_is_said(together: bool, tmp_path: Path) -> None:
    (path,) = written(tmp_path, {"supplement.xlsx": supplement()})

    report = check_together([path], KNOWN) if together else check(path, path.name, KNOWN)

    assert complete(said(report, "OFF-019"))
    assert [one["role"] for one in report.files] == ["supplement"]
    assert report.kind == "inventory"


def test_two_supplements_are_one_too_many(tmp_path: Path) -> None:
    files = {**made(SOUND_SET), "again.xlsx": supplement()}

    found = said(report_on(tmp_path, files), "OFF-020")

    assert found.sheet == "again.xlsx"
    assert complete(found)


def test_every_file_that_cannot_be_joined_is_named(tmp_path: Path) -> None:
    stranger = as_xlsx(Grid({"工作表1": {(1, 1): "甲"}}))
    files = {**made(SOUND_SET), "陌生.xlsx": stranger, "壞掉.xlsx": b"PK\x03\x04 broken"}

    report = report_on(tmp_path, files)

    assert [one.sheet for one in report.findings] == ["陌生.xlsx", "壞掉.xlsx"]
    assert report.findings[0].code == "WB-101"
    assert report.is_read is False
    assert report.totals == {}


def test_a_workbook_of_the_alliance_is_not_joined(tmp_path: Path) -> None:
    own = SAMPLES / "inventory-electronics-2024.xlsx"
    files = {**made(SOUND_SET), "own.xlsx": own.read_bytes()}

    found = said(report_on(tmp_path, files), "OFF-021")

    assert (found.sheet, found.severity) == ("own.xlsx", Severity.ERROR)
    assert complete(found)


def test_a_set_of_another_year_than_the_round_blocks(tmp_path: Path) -> None:
    files = {
        "a.xlsx": as_xlsx(site_form(0, 2023)),
        "b.xlsx": as_xlsx(site_form(1, 2023)),
    }

    report = report_on(tmp_path, files)

    assert [one.code for one in report.findings] == ["WB-107"]


def test_the_share_of_a_file_names_its_sheets_as_they_are(tmp_path: Path) -> None:
    report = report_on(tmp_path, made(FAULTY_SET))

    parts = list(shares(report))

    assert [one.file for one in parts] == list(FAULTY_SET)
    assert [(one.sheet, one.cells) for one in parts[1].findings] == [("表一", ("C3",))]
    assert {one.code for one in parts[3].findings} == {"OFF-018"}
    assert {one.part_of for one in parts} == {report.file}


def spoilt() -> Grid:
    """The form of the second site with a warning of the form's own."""
    fault = next(one for one in FAULTS if one.code == "OFF-011")
    grid = site_form(1)
    grid.sheets["表十一"].update(fault.make().sheets["表十一"])
    return grid


def keys(report: Report) -> set[str]:
    return {one.key for one, _ in warned(report.findings) if one.code == "OFF-011"}


def test_a_warning_is_known_again_in_whichever_file_it_comes(tmp_path: Path) -> None:
    first, second = as_xlsx(site_form(0)), as_ods(spoilt())
    orders: Sequence[dict[str, bytes]] = (
        {"a.xlsx": first, "b.ods": second},
        {"第一.ods": second, "第二.xlsx": first},
        {"only.ods": second},
    )

    found = [keys(report_on(tmp_path, files)) for files in orders]

    alone = check(tmp_path / "only.ods", "only.ods", KNOWN)
    assert found[0] == found[1] == found[2] == keys(alone)
    (key,) = found[0]
    assert key.startswith(f"OFF-011 t11/{SITES[1].casefold()}/m01-e201-")


def test_a_warning_about_a_row_is_known_again_when_rows_move(tmp_path: Path) -> None:
    grid = spoilt()
    cells = grid.sheets["表十一"]
    moved = {(row + (row > 2) * 4, column): value for (row, column), value in cells.items()}
    later = Grid({**grid.sheets, "表十一": moved})

    before = report_on(tmp_path, {"a.xlsx": as_xlsx(grid)})
    after = report_on(tmp_path, {"a.xlsx": as_xlsx(later)})

    assert keys(before) == keys(after) != set()
    assert said(before, "OFF-011").cells != said(after, "OFF-011").cells


def test_files_say_whether_they_may_be_joined(tmp_path: Path) -> None:
    form, extra = written(
        tmp_path, {"site.ods": as_ods(site_form(1)), "supplement.xlsx": supplement()}
    )

    of_form, of_supplement = whose_apart(form), whose_apart(extra)

    assert of_form is not None
    assert (of_form.member, of_form.year, of_form.is_part) == (SITES[1], 2024, True)
    assert of_supplement is not None
    assert (of_supplement.kind, of_supplement.member) == ("inventory", MEMBER)
    assert (of_supplement.year, of_supplement.is_part) == (2024, True)
