"""A version of the budget as CSV: read by the same declarations, judged by the same rules."""

from collections.abc import Callable
from pathlib import Path

import pytest

from portal.budget.adopted import adopted
from portal.budget.figures import BudgetLine
from portal.budget.rules import judge, version_of
from portal.budget.sheets import TEMPLATE, About
from portal.budget.workbook import budget_text, budget_workbook
from portal.workbook.taking import Taken, take

SOUND = budget_text(adopted(), reason="由文件轉錄").decode("utf-8-sig")


def taken(folder: Path, contents: bytes, *, text_too: bool = True) -> Taken:
    path = folder / "budget"
    path.write_bytes(contents)
    return take(path, TEMPLATE, judge, text_too=text_too)


def lines(found: Taken) -> tuple[BudgetLine, ...]:
    about = found.form("about")
    assert isinstance(about, About)
    return version_of(about, found.rows["sectors"]).lines


ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: text.encode("utf-16"),
    "big5": lambda text: text.replace("–", "-").encode("cp950"),
    "tabs": lambda text: text.replace(",", "\t").encode(),
}


@pytest.mark.parametrize("written", ENCODINGS.values(), ids=ENCODINGS.keys())
def test_a_csv_gives_what_the_workbook_gives(
    tmp_path: Path, written: Callable[[str], bytes]
) -> None:
    excel = taken(tmp_path, budget_workbook(adopted(), reason="由文件轉錄"))

    text = taken(tmp_path, written(SOUND))

    assert [one.code for one in text.findings] == [one.code for one in excel.findings]
    assert lines(text) == lines(excel) == adopted().lines


FAULTS = {
    "a number that is none": ("4321.38", "四千", "WB-", "D13"),
    "an unknown sector": ("工業", "礦業", "BUD-001", "A13"),
    "A - B is not C": ("4321.38", "4312.38", "BUD-004", "D13"),
    "no reason": ("由文件轉錄", "", "WB-", "C9"),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_finding_names_the_cell_that_a_spreadsheet_shows(
    tmp_path: Path, fault: tuple[str, str, str, str]
) -> None:
    before, after, code, place = fault

    found = taken(tmp_path, SOUND.replace(before, after, 1).encode()).findings

    assert [one for one in found if one.code.startswith(code) and place in one.cells]


def test_a_text_without_our_sheets_is_no_budget(tmp_path: Path) -> None:
    found = taken(tmp_path, "部門,數值\n工業,1\n".encode())

    assert found.has_errors
    assert found.rows == {"about": (), "sectors": ()}


def test_a_broken_text_is_refused(tmp_path: Path) -> None:
    found = taken(tmp_path, b'"never closed\n')

    assert [one.code for one in found.findings] == ["FILE-011"]


def test_workbooks_that_come_as_excel_only_still_refuse_text(tmp_path: Path) -> None:
    found = taken(tmp_path, SOUND.encode(), text_too=False)

    assert [one.code for one in found.findings] == ["FILE-003"]
