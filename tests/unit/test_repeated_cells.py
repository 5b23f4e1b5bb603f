"""Cells that stand in a column again and again are read once; nothing may come of that."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

import pytest
import xlsxwriter

from portal.language import Text
from portal.workbook.cells import Row, open_book
from portal.workbook.plain_rows import LONGEST_REMEMBERED, REMEMBERED
from portal.workbook.reading import Reading, read
from portal.workbook.sheets import Column, Kind, Sheet, Template
from portal.workbook.sheets import Row as Line
from tests.workbooks.packages import SHEET_PART, packed, sheet, sound_parts, styles

# A comment before the rows makes the reader take its careful way through all of them.
CAREFUL = "<!-- -->"
STYLES_PART = "xl/styles.xml"


def rows_of(data: str, folder: Path) -> list[Row]:
    path = folder / "book.xlsx"
    formats = styles('<xf numFmtId="0"/>' * 40).encode()
    path.write_bytes(
        packed({**sound_parts(), STYLES_PART: formats, SHEET_PART: sheet(data).encode()})
    )
    with open_book(path) as book:
        return [row for info in book.sheets for row in book.rows(info.name)]


def text(place: str, value: str) -> str:
    return f'<c r="{place}" t="str"><v>{value}</v></c>'


def many(cells: Callable[[int], str]) -> str:
    return "".join(f'<row r="{row}">{cells(row)}</row>' for row in range(1, 2 * REMEMBERED + 10))


REPEATED: dict[str, Callable[[int], str]] = {
    "the same in every row": lambda row: text(f"A{row}", "x") + text(f"B{row}", "x"),
    "another in every row": lambda row: f'<c r="A{row}"><v>{row}</v></c>' + text(f"C{row}", "x"),
    "now and then nothing": lambda row: f'<c r="A{row}" s="3"/>' + text(f"B{row}", f"{row % 3}"),
    "a style that is the row's number": lambda row: f'<c r="A{row}" s="{row % 40}"><v>1</v></c>',
    "a text that holds the row's number": lambda row: text(f"A{row}", f'{row}" x {row}"'),
    "texts too long to remember": lambda row: text(f"A{row}", "x" * LONGEST_REMEMBERED),
    "formulas": lambda row: f'<c r="A{row}"><f>B1*2</f><v>2</v></c><c r="B{row}"><v>2</v></c>',
}


@pytest.mark.parametrize("cells", REPEATED.values(), ids=REPEATED)
def test_repeated_cells_read_as_the_parser_reads_them(
    cells: Callable[[int], str], tmp_path: Path
) -> None:
    data = many(cells)

    rows = rows_of(data, tmp_path)

    assert len(rows) == 2 * REMEMBERED + 9
    assert rows == rows_of(CAREFUL + data, tmp_path)


@dataclass(frozen=True, slots=True)
class Source(Line):
    SHEET: ClassVar[str] = "sources"
    amount: Decimal | None
    share: Decimal | None


COLUMNS = (
    Column("amount", Text("活動數據", "Activity"), Kind.NUMBER),
    Column("share", Text("分配比率", "Share"), Kind.PERCENT),
)
TEMPLATE = Template(
    "TEST",
    "inventory",
    Text("測試", "Test"),
    1,
    (Sheet("sources", Text("排放源", "Sources"), COLUMNS, Source),),
)
PER_CENT, GENERAL = "0%", "General"


def reading_of(cells: Sequence[tuple[object, object, str]], folder: Path) -> Reading:
    """A sheet of amounts and shares, each share with its number format."""
    path = folder / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        written = book.add_worksheet("排放源")
        written.write_row(0, 0, ["活動數據", "分配比率"])
        for row, (amount, share, shown) in enumerate(cells, start=1):
            written.write(row, 0, amount)
            written.write(row, 1, share, book.add_format({"num_format": shown}))
    with open_book(path) as opened:
        return read(opened, TEMPLATE, group=None, version=1)


def rows_with_a_word(reading: Reading) -> list[int]:
    return [case.places[0].row for _, case in reading.said]


def test_a_number_under_another_style_is_read_anew(tmp_path: Path) -> None:
    shares = [(1, 0.5, PER_CENT), (1, 0.5, PER_CENT), (1, 0.5, GENERAL), (1, 0.5, PER_CENT)]

    reading = reading_of(shares, tmp_path)

    assert [row.share for row in reading.table("sources")] == [Decimal("0.5")] * 4
    assert rows_with_a_word(reading) == [4]


def test_a_truth_value_is_not_taken_for_the_number_before(tmp_path: Path) -> None:
    amounts = [(1, 0.5, PER_CENT), (True, 0.5, PER_CENT), (1, 0.5, PER_CENT)]

    reading = reading_of(amounts, tmp_path)

    assert [row.amount for row in reading.table("sources")] == [1, None, 1]
    assert rows_with_a_word(reading) == [3]


def test_what_needs_a_word_gets_it_every_time(tmp_path: Path) -> None:
    reading = reading_of([("1,000", 0.5, PER_CENT)] * 3, tmp_path)

    assert [row.amount for row in reading.table("sources")] == [1000] * 3
    assert rows_with_a_word(reading) == [2, 3, 4]
