import tracemalloc
from pathlib import Path

import pytest

from portal.workbook.cells import Kind, Row, open_book
from portal.workbook.package import inspect
from portal.workbook.refusals import Refusal, Refused
from tests.workbooks.hostile import HOSTILE, NUMBERS, Crafted

MEMORY_BYTES = 80_000_000


def outcome(path: Path) -> Refusal | list[Row]:
    refusal = inspect(path)
    if refusal is not None:
        return refusal
    try:
        with open_book(path) as book:
            return [row for sheet in book.sheets for row in book.rows(sheet.name)]
    except Refused as refused:
        return refused.refusal


def written(crafted: Crafted, folder: Path) -> Path:
    path = folder / f"{crafted.name}.xlsx"
    path.write_bytes(crafted.build())
    return path


@pytest.mark.parametrize("crafted", HOSTILE, ids=lambda crafted: crafted.name)
def test_each_is_refused_by_name_or_read(crafted: Crafted, tmp_path: Path) -> None:
    path = written(crafted, tmp_path)

    tracemalloc.start()
    try:
        found = outcome(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert (found.code if isinstance(found, Refusal) else None) in (crafted.expected or (None,))
    assert peak < MEMORY_BYTES


@pytest.mark.parametrize("crafted", NUMBERS, ids=lambda crafted: crafted.name)
def test_a_value_that_excel_would_not_write_is_bad_and_keeps_its_text(
    crafted: Crafted, tmp_path: Path
) -> None:
    rows = outcome(written(crafted, tmp_path))

    assert isinstance(rows, list)
    (cell,) = rows[0].cells
    assert cell.kind is Kind.BAD
    assert cell.value


def test_every_refusal_says_what_was_found_and_what_to_do_in_both_languages(
    tmp_path: Path,
) -> None:
    small = [crafted for crafted in HOSTILE if crafted.expected and "_" not in crafted.name]

    refusals = [outcome(written(crafted, tmp_path)) for crafted in small]

    for refusal in refusals:
        assert isinstance(refusal, Refusal)
        for text in (refusal.title, refusal.message, refusal.fix):
            assert text.zh
            assert text.en
            assert "{" not in text.zh + text.en


def test_names_are_used_once() -> None:
    assert len({crafted.name for crafted in HOSTILE}) == len(HOSTILE) >= 68
