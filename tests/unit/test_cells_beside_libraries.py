# ruff: noqa: DTZ001 - a workbook knows no time zones
import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.workbook.addresses import address
from portal.workbook.cells import open_book
from tests.workbooks.libraries import by_calamine, by_openpyxl, differences, ours, same
from tests.workbooks.packages import strict


def values(seed: int) -> Iterator[list[Any]]:
    dice = random.Random(seed)  # noqa: S311 - not a secret
    for row in range(60):
        yield [
            f"排放源 {row} <&> \"'",
            row,
            dice.random() * 10 ** dice.randint(-9, 12),
            dice.choice([True, False]),
            datetime(2025, 1, 1) + timedelta(days=row, hours=dice.randint(0, 23)),
            None if row % 3 else "中　間\n換行",
            -dice.randint(0, 10**9),
        ]


def write_with_openpyxl(path: Path, seed: int) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number in range(3):
        tab = book.create_sheet(f"表{number}")
        for row in values(seed + number):
            tab.append(row)
        tab["AB90"] = "far"
    book.save(path)


def write_with_xlsxwriter(path: Path, seed: int, *, inline: bool = False) -> None:
    options = {"default_date_format": "yyyy/m/d hh:mm", "constant_memory": inline}
    with xlsxwriter.Workbook(path, options) as book:
        bold = book.add_format({"bold": True})
        for number in range(3):
            tab = book.add_worksheet(f"表{number}")
            for at, row in enumerate(values(seed + number)):
                tab.write_row(at + 2, 1, row)
                tab.write_formula(at + 2, 9, f'=IF(C{at + 3}>1,"<a&b>",C{at + 3})', None, at * 1.5)
                tab.write_formula(at + 2, 10, '="x"&"y"', None, "x&y")
            tab.write_rich_string(80, 0, "plain ", bold, "bold", " 結尾")


@pytest.mark.parametrize("seed", range(5))
def test_values_and_addresses_agree_with_both_libraries(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    writers: tuple[Callable[[Path, int], None], ...] = (
        write_with_openpyxl,
        write_with_xlsxwriter,
        partial(write_with_xlsxwriter, inline=True),
    )
    for write in writers:
        write(path, seed)

        assert sum(len(cells) for cells in ours(path).values()) > 900
        assert differences(ours(path), by_openpyxl(path)) == []
        assert differences(ours(path), by_calamine(path)) == []


def test_formulas_agree_with_openpyxl(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    write_with_xlsxwriter(path, 1)

    with open_book(path) as book:
        found = {
            address(row.number, cell.column): f"={cell.formula}"
            for row in book.rows("表0")
            for cell in row.cells
            if cell.formula is not None
        }

    stated = by_openpyxl(path, formulas=True)["表0"]
    assert found == {
        place: value
        for place, value in stated.items()
        if isinstance(value, str) and value.startswith("=")
    }
    assert len(found) == 120


TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=40
).filter(lambda text: not text.startswith("="))
VALUE = st.one_of(
    st.none(),
    TEXT,
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.floats(-1e300, 1e300),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(VALUE, max_size=6), max_size=6))
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[Any]]
) -> None:
    path = tmp_path_factory.mktemp("round") / "book.xlsx"
    with xlsxwriter.Workbook(
        path, {"strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        tab = book.add_worksheet("Data")
        for row, cells in enumerate(table):
            for column, value in enumerate(cells):
                tab.write(row, column, value)

    expected = {
        address(row, column): value
        for row, cells in enumerate(table, 1)
        for column, value in enumerate(cells, 1)
        if value not in (None, "")
    }
    found = ours(path)["Data"]
    assert found.keys() == expected.keys()
    for place, value in expected.items():
        # XlsxWriter writes numbers with 16 digits.
        assert same(found[place], value)
        assert isinstance(found[place], bool) == isinstance(value, bool)


def test_strict_open_xml_agrees_with_calamine(tmp_path: Path) -> None:
    path = tmp_path / "strict.xlsx"
    path.write_bytes(strict())

    assert ours(path) == by_calamine(path) == {"Data": {"A1": 1.0}}
