"""Real workbooks compared cell by cell, from both sides' own addresses."""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from portal.demo.official import official_grid
from portal.demo.official_grid import as_ods, as_xlsx
from portal.demo.sound_inventory import sound
from portal.intake.background import Background
from portal.intake.checking import check
from portal.intake.comparing.comparison import compare
from portal.intake.comparing.figures import Comparison, Side, What, summed
from portal.intake.comparing.reading import contents
from portal.intake.comparing.sections import digest
from portal.intake.comparing.sides import side, without_cells
from portal.intake.report import Report
from portal.inventory.sheets import TEMPLATE
from portal.language import Text
from portal.reference.groups import Group
from portal.workbook.template import write

SOUND = Path("sample_submissions/sound")
INVENTORY = SOUND / "inventory-electronics-2024.xlsx"
HEADING_ROW = 4
FIRST_ROW = 5


def checked(path: Path) -> Report:
    report = check(path, path.name, Background())
    return Report.restored(report.stored(), report.stored_tables())


def a_side(path: Path, *, year: int = 2024) -> Side:
    return side(checked(path), contents(path.resolve()), Text(path.name, path.name), year)


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """The same inventory with one activity changed and the rows of the sources turned round."""
    book = openpyxl.load_workbook(INVENTORY)
    sheet = book["排放源活動數據"]
    rows = [
        [cell.value for cell in row]
        for row in sheet.iter_rows(min_row=FIRST_ROW, max_row=sheet.max_row)
        if row[0].value
    ]
    headings = [str(cell.value or "") for cell in sheet[HEADING_ROW]]
    activity = next(at for at, text in enumerate(headings) if text.startswith("活動數據"))
    rows[0][activity] = float(rows[0][activity]) * 2
    for number, row in enumerate(reversed(rows), FIRST_ROW):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value
    path = tmp_path / "changed.xlsx"
    book.save(path)
    book.close()
    return path


def test_the_cover_of_another_year_is_changed_and_neither_new_nor_gone(tmp_path: Path) -> None:
    paths = {year: tmp_path / f"{year}.xlsx" for year in (2023, 2024)}
    for year, path in paths.items():
        write(path, TEMPLATE, sound(Group.STEEL, year), group=Group.STEEL, year=year)

    found = compare(a_side(paths[2023], year=2023), a_side(paths[2024]))

    (cover,) = next(one.changes for one in found.sections if one.sheet == "cover")
    assert cover.what is What.CHANGED
    assert "盤查年度" in {cell.heading.zh for cell in cover.cells}


def adds_up(found: Comparison) -> bool:
    wanted = {one.key: one.difference for one in found.totals if one.difference}
    return summed(one.effects for one in found.sections) == wanted == summed(found.drivers.values())


@pytest.mark.parametrize("path", sorted(SOUND.glob("*.xlsx")), ids=lambda path: path.stem)
def test_every_sound_workbook_is_read_whole_and_equals_itself(path: Path) -> None:
    one = a_side(path)

    assert one.is_whole
    assert compare(one, one).count == 0


def test_a_changed_cell_is_found_though_every_row_moved(changed: Path) -> None:
    before, after = a_side(INVENTORY), a_side(changed)

    found = compare(before, after)

    [change] = found.sections[[one.sheet for one in found.sections].index("sources")].changes
    [cell] = change.cells
    assert (change.what, cell.heading.zh) == (What.CHANGED, "活動數據")
    assert cell.before_at == "I5"
    assert cell.after_at != cell.before_at
    assert found.totals[0].difference > 0
    assert adds_up(found)


def test_a_section_whose_rows_only_moved_stays_the_same(changed: Path) -> None:
    before, after = a_side(INVENTORY), a_side(changed)

    assert digest(before.rows["sources"]) != digest(after.rows["sources"])
    assert digest(before.rows["energy"]) == digest(after.rows["energy"])
    assert digest(reversed(before.rows["sources"])) == digest(before.rows["sources"])


def test_two_different_members_still_add_up() -> None:
    steel, petrochemicals = (
        a_side(SOUND / f"inventory-{group}-2024.xlsx") for group in ("steel", "petrochemicals")
    )

    assert adds_up(compare(steel, petrochemicals))


def test_plans_add_up_too() -> None:
    paths = [SOUND / f"plan-{group}-2024.xlsx" for group in ("steel", "electronics")]

    assert adds_up(compare(a_side(paths[0]), a_side(paths[1])))


def test_a_workbook_that_is_gone_leaves_the_rows_that_count(tmp_path: Path) -> None:
    report = checked(INVENTORY)
    gone = side(report, contents(tmp_path / "gone.xlsx"), Text("無", "none"), 2024)

    found = compare(without_cells(a_side(INVENTORY), report), gone)

    assert not gone.is_whole
    assert found.count == 0
    assert found.totals[0].after == found.totals[0].before
    assert isinstance(found.totals[0].after, Decimal)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_an_official_form_is_compared_in_its_own_cells(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"form.{kind}"
    path.write_bytes({"xlsx": as_xlsx, "ods": as_ods}[kind](official_grid()))

    one = a_side(path)

    source = one.rows["sources"][0]
    assert one.is_whole
    assert compare(one, one).count == 0
    assert source.cells["activity"].address.startswith("表四")
