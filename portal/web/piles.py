"""Long lists of things to do as piles: one for each kind of thing, the newest first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic, TypeVar

from portal.language import Text

Row = TypeVar("Row")
SHOWN: Final = 4
"""Rows of a pile before it is cut; what is left stands behind a link."""


@dataclass(frozen=True, slots=True)
class Pile(Generic[Row]):
    """Everything of one kind that waits.

    Attributes:
        title: what must be done.
        rows: those that are shown, the newest first.
        total: how many there are.
        late: how many of them are past their day.
    """

    title: Text
    rows: tuple[Row, ...]
    total: int
    late: int

    @property
    def is_cut(self) -> bool:
        """Whether more wait than are shown."""
        return self.total > len(self.rows)


def piled(
    rows: Iterable[Row],
    title: Callable[[Row], Text],
    day: Callable[[Row], date],
    *,
    today: date,
    is_whole: bool = False,
) -> list[Pile[Row]]:
    """Rows by what must be done; the pile with the newest row comes first.

    Args:
        title: what must be done about a row.
        day: until when.
        is_whole: whether nothing is cut.
    """
    found: dict[str, list[Row]] = {}
    names: dict[str, Text] = {}
    for row in sorted(rows, key=day, reverse=True):
        name = title(row)
        names[name.en] = name
        found.setdefault(name.en, []).append(row)
    return [
        Pile(
            names[key],
            tuple(some if is_whole else some[:SHOWN]),
            len(some),
            sum(day(row) < today for row in some),
        )
        for key, some in found.items()
    ]
