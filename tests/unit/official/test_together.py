from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from portal.demo.companies import company
from portal.demo.official import Filled, official_grid
from portal.demo.official_grid import Grid, as_ods, as_xlsx
from portal.demo.official_plant import SOURCES
from portal.intake.background import Background
from portal.intake.checking import check
from portal.intake.together import check_together, check_together_apart
from portal.official.supplement import SUPPLEMENT
from portal.reference.groups import Group
from portal.workbook.content import Content
from portal.workbook.findings import Severity
from portal.workbook.template import write

MEMBER = "PC05"
SITES = [place.record.control_number for place in company(MEMBER).places]
NOBODY = Background()


def form(site: int, **values: Any) -> Grid:
    return official_grid(replace(Filled(member=MEMBER, site=site), **values))


def written(folder: Path, *grids: Grid) -> list[Path]:
    paths = [folder / "first.xlsx", folder / "second.ods", folder / "third.xlsx"]
    for path, grid in zip(paths, grids, strict=False):
        path.write_bytes(as_ods(grid) if path.suffix == ".ods" else as_xlsx(grid))
    return paths[: len(grids)]


def amount(report: Any, side: str, scope: str) -> Decimal:
    return Decimal(report.totals[side][scope])


def test_two_forms_add_up_to_one_inventory(tmp_path: Path) -> None:
    paths = written(tmp_path, form(0), form(1))
    each = [check(path, path.name, NOBODY) for path in paths]

    both = check_together(paths, NOBODY)

    assert {one.code for one in both.findings} == {"INV-083"} or both.findings == ()
    for side in ("stated", "recomputed"):
        for scope in ("scope1", "scope2"):
            assert amount(both, side, scope) == sum(amount(one, side, scope) for one in each)
    assert {row["site"] for row in both.tables["inventory"]} == set(SITES[:2])


def test_a_finding_names_the_file_it_is_in(tmp_path: Path) -> None:
    spoilt = form(1)
    spoilt.put("表五", "X4", Decimal("32.5"))

    report = check_together(written(tmp_path, form(0), spoilt), NOBODY)

    (finding,) = [one for one in report.findings if one.code == "OFF-005"]
    assert (finding.sheet, finding.cells) == ("second.ods 表五", ("X4",))


def test_rows_that_are_kept_name_their_file(tmp_path: Path) -> None:
    report = check_together(written(tmp_path, form(0), form(1)), NOBODY)

    places = [(row["values"]["file"], row["sheet"]) for row in report.tables["inventory"]]
    assert set(places) == {("first.xlsx", "表五"), ("second.ods", "表五")}
    assert len(places) == 2 * len(SOURCES)


def test_forms_of_different_years_are_no_inventory(tmp_path: Path) -> None:
    report = check_together(written(tmp_path, form(0), form(1, roc_year=112)), NOBODY)

    (finding,) = [one for one in report.findings if one.code == "OFF-014"]
    assert finding.severity is Severity.ERROR
    assert (finding.sheet, finding.cells) == ("second.ods 表一", ("B3",))
    assert (finding.value, finding.expected) == ("2023", "2024")


def test_one_control_number_twice_is_said(tmp_path: Path) -> None:
    report = check_together(written(tmp_path, form(0), form(0)), NOBODY)

    assert "OFF-016" in {one.code for one in report.findings}


def supplement(folder: Path, **content: Any) -> Path:
    path = folder / "supplement.xlsx"
    asked: Content = {"asked": [{"member_code": MEMBER, "year": 2024}], **content}
    write(path, SUPPLEMENT, asked, group=Group.PETROCHEMICALS, year=2024)
    return path


@pytest.mark.parametrize("group", [*Group, None])
def test_a_blank_supplement_can_be_written(group: Group | None, tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"

    write(path, SUPPLEMENT, {}, group=group, year=2024)

    assert path.stat().st_size > 0


def test_a_supplement_marks_the_main_product_and_adds_what_the_form_lacks(tmp_path: Path) -> None:
    grid = form(0)
    grid.put("表十", "D9", "再生料")
    grid.put("表十", "E9", Decimal(10))
    grid.put("表十", "F9", "公噸")
    extra = supplement(
        tmp_path,
        main_products=[
            {"site": SITES[0], "name": "面板", "product": "面板", "is_main": "是"},
            {"site": SITES[0], "name": "再生料", "product": "再生料", "is_main": "否"},
        ],
        exchange=[
            {
                "site": SITES[0],
                "direction": "供應",
                "carrier": "蒸汽",
                "partner": "PC06",
                "quantity": Decimal(12),
                "unit": "公噸",
            }
        ],
        verification=[{"status": "未查驗"}],
    )
    paths = written(tmp_path, grid)

    without = check_together(paths, NOBODY)
    report = check_together([*paths, extra], NOBODY)

    assert "INV-220" in {one.code for one in without.findings}
    assert "INV-220" not in {one.code for one in report.findings}
    main = [(row["product"], row.get("is_main")) for row in report.tables["production"]]
    assert main == [("panels", True), ("recycled_material", False)]
    assert [row["partner"] for row in report.tables["exchanges"]] == ["PC06"]


def test_what_is_neither_form_nor_supplement_is_said(tmp_path: Path) -> None:
    stranger = tmp_path / "stranger.xlsx"
    stranger.write_bytes(as_xlsx(Grid({"工作表1": {(1, 1): "甲"}})))

    report = check_together([*written(tmp_path, form(0)), stranger], NOBODY)

    assert [one.code for one in report.findings] == ["WB-101"]
    assert report.file == "stranger.xlsx"


def test_a_path_without_a_file_is_refused(tmp_path: Path) -> None:
    report = check_together_apart([*written(tmp_path, form(0)), tmp_path / "none.ods"], NOBODY)

    assert (report.file, report.is_read) == ("none.ods", False)


def test_the_child_gives_the_same_report(tmp_path: Path) -> None:
    paths = written(tmp_path, form(0), form(1))

    apart = check_together_apart(paths, NOBODY)

    assert apart.stored() == check_together(paths, NOBODY).stored()
