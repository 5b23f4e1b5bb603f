"""Piles of things to do: by what must be done, what waits longest first, the others folded."""

from datetime import date, timedelta

from portal.language import Text
from portal.web.piles import SHOWN, Pile, piled

TODAY = date(2025, 6, 1)
Row = tuple[str, date]


def rows(name: str, count: int, last: date) -> list[Row]:
    return [(name, last - timedelta(days=number)) for number in range(count)]


def is_late(row: Row) -> bool:
    return row[1] < TODAY


def piles(some: list[Row]) -> list[Pile[Row]]:
    return piled(some, lambda one: Text(one[0], one[0]), lambda one: one[1], late=is_late)


def test_rows_stand_by_what_must_be_done_what_waits_longest_first() -> None:
    some = [*rows("verify", 2, date(2025, 8, 1)), *rows("close", 3, date(2025, 1, 9))]

    found = piles(some)

    assert [one.title.en for one in found] == ["close", "verify"]
    assert [row[1] for row in found[0].rows] == sorted(row[1] for row in some[2:])
    assert [(one.total, one.late) for one in found] == [(3, 3), (2, 0)]
    assert found[0].since == date(2025, 1, 7)


def test_a_long_pile_shows_what_waits_longest_and_keeps_the_others_apart() -> None:
    some = rows("close", SHOWN + 5, date(2025, 6, 3))

    found = piles(some)[0]

    assert (len(found.rows), len(found.more), found.total) == (SHOWN, 5, SHOWN + 5)
    assert max(row[1] for row in found.rows) < min(row[1] for row in found.more)


def test_a_short_pile_folds_nothing() -> None:
    found = piles(rows("close", SHOWN, date(2025, 6, 3)))[0]

    assert found.more == ()
