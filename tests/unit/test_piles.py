"""Piles of things to do: by what must be done, the newest first, cut with the number of all."""

from datetime import date, timedelta

from portal.language import Text
from portal.web.piles import SHOWN, piled

TODAY = date(2025, 6, 1)
Row = tuple[str, date]


def rows(name: str, count: int, last: date) -> list[Row]:
    return [(name, last - timedelta(days=number)) for number in range(count)]


def test_rows_stand_by_what_must_be_done_the_newest_first() -> None:
    some = [*rows("close", 3, date(2025, 1, 9)), *rows("verify", 2, date(2025, 8, 1))]

    piles = piled(some, lambda one: Text(one[0], one[0]), lambda one: one[1], today=TODAY)

    assert [one.title.en for one in piles] == ["verify", "close"]
    assert [row[1] for row in piles[1].rows] == sorted((row[1] for row in some[:3]), reverse=True)
    assert [(one.total, one.late) for one in piles] == [(2, 0), (3, 3)]


def test_a_long_pile_is_cut_and_says_how_many_there_are() -> None:
    some = rows("close", SHOWN + 5, date(2025, 6, 3))

    cut = piled(some, lambda one: Text(one[0], one[0]), lambda one: one[1], today=TODAY)[0]
    whole = piled(
        some, lambda one: Text(one[0], one[0]), lambda one: one[1], today=TODAY, is_whole=True
    )[0]

    assert (len(cut.rows), cut.total, cut.is_cut) == (SHOWN, SHOWN + 5, True)
    assert (len(whole.rows), whole.is_cut) == (SHOWN + 5, False)
