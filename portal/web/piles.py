"""Long lists of things to do as piles: one for each kind of thing, what waits longest first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic, TypeVar

from portal.language import Text

Row = TypeVar("Row")
SHOWN: Final = 3
"""Rows of a pile that are seen at once; the others are folded or stand behind a link."""


@dataclass(frozen=True, slots=True)
class Pile(Generic[Row]):
    """Everything of one kind that waits.

    Attributes:
        title: what must be done.
        rows: those that are seen at once, what waits longest first.
        more: the others.
        since: the first day of all.
        late: how many are past their day.
    """

    title: Text
    rows: tuple[Row, ...]
    more: tuple[Row, ...]
    since: date
    late: int

    @property
    def total(self) -> int:
        """How many wait."""
        return len(self.rows) + len(self.more)


def piled(
    rows: Iterable[Row],
    title: Callable[[Row], Text],
    day: Callable[[Row], date],
    *,
    late: Callable[[Row], bool],
) -> list[Pile[Row]]:
    """Rows by what must be done; the pile with the row that waits longest comes first.

    Args:
        title: what must be done about a row.
        day: until when, or since when.
        late: whether its day is past.
    """
    found: dict[str, list[Row]] = {}
    names: dict[str, Text] = {}
    for row in sorted(rows, key=day):
        name = title(row)
        names[name.en] = name
        found.setdefault(name.en, []).append(row)
    return [
        Pile(
            names[key],
            tuple(some[:SHOWN]),
            tuple(some[SHOWN:]),
            day(some[0]),
            sum(map(late, some)),
        )
        for key, some in found.items()
    ]
