from pathlib import Path

import pytest
import xlsxwriter

from portal.workbook.cells import open_book
from portal.workbook.child import Exceeded, Finished, Limits, run
from portal.workbook.package import inspect
from portal.workbook.refusals import Refused
from tests.workbooks.mutants import mutant

SEEDS = range(500)
BATCH = 50


def original(path: Path) -> bytes:
    with xlsxwriter.Workbook(path) as book:
        book.set_custom_property("template", "inventory 1.0")
        book.define_name("Total", "=Data!$A$1")
        dated = book.add_format({"num_format": "yyyy/m/d"})
        for name in ("Data", "乙"):
            tab = book.add_worksheet(name)
            for row in range(30):
                tab.write_row(row, 0, [f"列 {row}", row, row / 7, row % 2 == 0])
                tab.write_number(row, 4, 45_000 + row, dated)
                tab.write_formula(row, 5, f'=IF(B{row + 1}>1,"a&b",0)', None, row)
            tab.merge_range("H1:J2", "merged")
            tab.data_validation("A1:A9", {"validate": "list", "source": ["a", "b"]})
            tab.conditional_format("B1:B9", {"type": "cell", "criteria": ">", "value": 3})
    return path.read_bytes()


def read_all(path: Path) -> str:
    """What became of one file: the code of a refusal, or how many cells were read."""
    refusal = inspect(path)
    if refusal is not None:
        return refusal.code.value
    try:
        with open_book(path) as book:
            return str(sum(len(row.cells) for info in book.sheets for row in book.rows(info.name)))
    except Refused as refused:
        return refused.refusal.code.value


def read_batch(path: str, first: int) -> bytes:
    """What became of one batch of mutants, a line each; anything raised ends the child."""
    source = Path(path)
    contents = source.read_bytes()
    found: list[str] = []
    for seed in range(first, first + BATCH):
        changed = source.with_name(f"{seed}.xlsx")
        changed.write_bytes(mutant(contents, seed))
        found.append(read_all(changed))
    return "\n".join(found).encode()


@pytest.mark.slow
@pytest.mark.parametrize("first", SEEDS[::BATCH])
def test_no_mutant_breaks_the_reader(first: int, tmp_path: Path) -> None:
    path = tmp_path / "original.xlsx"
    original(path)

    outcome = run(read_batch, str(path), first, limits=Limits(cpu=BATCH, wall=2 * BATCH))

    assert not isinstance(outcome, Exceeded)
    assert isinstance(outcome, Finished), outcome
    found = outcome.answer.decode().split("\n")
    assert len(found) == BATCH
    assert any(word.startswith("FILE-") for word in found)
    assert any(word.isdigit() for word in found)


def test_the_original_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "original.xlsx"
    original(path)

    assert read_all(path) == str(2 * (30 * 6 + 1))
