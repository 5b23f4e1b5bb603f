from pathlib import Path
from random import Random

import pytest
import xlsxwriter

from portal.workbook.cells import open_book
from portal.workbook.child import Exceeded, Finished, run
from portal.workbook.package import inspect
from portal.workbook.refusals import Refused
from tests.workbooks.breaking import broken
from tests.workbooks.mutant_runs import fates, figures, mutant

OF_SAMPLES = range(500)
PART = 100
OF_OTHERS = 100


def original(path: Path) -> bytes:
    """A workbook that is none of ours, with what templates do not have."""
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


def read_batch(path: str, seeds: range) -> bytes:
    """What became of a batch of mutants, a line each; anything raised ends the child."""
    source = Path(path)
    contents = source.read_bytes()
    found: list[str] = []
    for seed in seeds:
        changed = source.with_name(f"{seed}.xlsx")
        changed.write_bytes(broken(contents, Random(seed)))  # noqa: S311 - not a secret
        found.append(read_all(changed))
    return "\n".join(found).encode()


@pytest.mark.slow
@pytest.mark.parametrize("first", OF_SAMPLES[::PART])
def test_no_mutant_of_a_sample_breaks_the_check(first: int) -> None:
    found = fates(range(first, first + PART))

    assert not [one for one in found if one.is_broken], figures(found)
    assert len(found) == PART
    assert sum(one.word == "read" for one in found) > PART / 4
    assert sum(one.word.startswith("FILE-") for one in found) > PART / 4


@pytest.mark.slow
def test_no_mutant_of_the_official_form_breaks_the_check() -> None:
    found = fates(range(PART), ".ods")

    assert not [one for one in found if one.is_broken], figures(found)
    assert sum(one.word == "read" for one in found) > PART / 4
    assert sum(one.word.startswith("FILE-") for one in found) > PART / 4


def test_a_seed_always_gives_the_same_mutant() -> None:
    assert mutant(7) == mutant(7)
    assert mutant(7) != mutant(8)


@pytest.mark.slow
def test_no_mutant_of_another_workbook_breaks_the_reader(tmp_path: Path) -> None:
    path = tmp_path / "original.xlsx"
    original(path)

    outcome = run(read_batch, str(path), range(OF_OTHERS))

    assert not isinstance(outcome, Exceeded)
    assert isinstance(outcome, Finished), outcome
    found = outcome.answer.decode().split("\n")
    assert len(found) == OF_OTHERS
    assert any(word.startswith("FILE-") for word in found)
    assert any(word.isdigit() for word in found)


def test_the_original_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "original.xlsx"
    original(path)

    assert read_all(path) == str(2 * (30 * 6 + 1))
