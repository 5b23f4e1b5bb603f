"""The rows of one source in 表三, 表四 and 表五, joined by what they are, not by where they stand.

The form itself joins by row number. A source that stands in different rows is therefore computed
by the form with another one's figures.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from portal.inventory.figures import Inventory
from portal.official.reading import OfficialReading
from portal.official.rows import (
    Activity,
    Boundary,
    Energy,
    Firm,
    Keyed,
    Listed,
    Output,
    Quantity,
    Summary,
    Tested,
)
from portal.workbook.reading import Reading

# Rows of the second file of a company are numbered from here, of the third from twice as far.
FILE_ROWS = 100_000
Key = tuple[str, str, str, str, int]
AnyKeyed = TypeVar("AnyKeyed", bound=Keyed)


@dataclass(frozen=True, slots=True)
class Joined:
    """One source with its rows; `at` is its number in the inventory."""

    at: int
    listed: Listed
    activity: Activity | None
    quantity: Quantity | None


@dataclass(frozen=True, slots=True)
class Form:
    """One file of the official form, joined.

    Attributes:
        sources: one for each row of 表三.
        orphans: rows of 表四 and 表五 whose source is not in 表三.
    """

    reading: OfficialReading
    firm: Firm | None
    boundary: Boundary | None
    sources: tuple[Joined, ...]
    orphans: tuple[Activity | Quantity, ...]
    summary: Summary | None
    energy: tuple[Energy, ...]
    outputs: tuple[Output, ...]
    tests: tuple[Tested, ...]

    @property
    def site(self) -> str | None:
        """The control number the form is about."""
        number = self.firm.control_number if self.firm else None
        return number.strip().upper() if number else None


@dataclass(frozen=True, slots=True)
class Official:
    """The subject of the rules about the form: its files, and the inventory they make.

    `supplement` is what the form does not ask for, where it was handed in.
    """

    forms: tuple[Form, ...]
    inventory: Inventory
    supplement: Reading | None = None


def joined(reading: OfficialReading) -> Form:
    """The form with its rows joined by process, equipment, material and emission type.

    Where one of these stands twice in a table, the first goes with the first, and so on.
    """
    activities = _by_key(reading.table("t4"))
    quantities = _by_key(reading.table("t5"))
    listed = _by_key(reading.table("t3"))
    start = reading.file * FILE_ROWS
    sources = tuple(
        Joined(start + row.at, row, activities.get(key), quantities.get(key))
        for key, row in listed.items()
    )
    orphans = (
        *(row for key, row in activities.items() if key not in listed),
        *(row for key, row in quantities.items() if key not in listed),
    )
    return Form(
        reading,
        reading.form("t1"),
        reading.form("t2"),
        sources,
        orphans,
        reading.form("t8"),
        reading.table("t9"),
        reading.table("t10"),
        reading.table("t11"),
    )


def _by_key(rows: Iterable[AnyKeyed]) -> dict[Key, AnyKeyed]:
    return dict(_numbered(rows))


def _numbered(rows: Iterable[AnyKeyed]) -> Iterator[tuple[Key, AnyKeyed]]:
    times: dict[tuple[str, str, str, str], int] = {}
    for row in rows:
        times[row.key] = times.get(row.key, 0) + 1
        yield (*row.key, times[row.key]), row
