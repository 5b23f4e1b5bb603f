"""Meter data of the demonstration and of the samples: invented, with a saving that is known."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from portal.verification.sheets import TEMPLATE
from portal.workbook.content import CellInput, Content
from portal.workbook.template import build_bytes

OUTPUT: Final = "產量"
_SPREAD: Final = 1_000
YEAR: Final = 2022
NUMBER: Final = "MV-0001"
MEMBER: Final = "EL17"
Line = Mapping[str, CellInput]


@dataclass(frozen=True, slots=True)
class Meter:
    """A meter before and after a measure.

    Attributes:
        first: first day of the baseline; the measure follows after twelve months.
        standing: kWh a day whatever is made.
        before, after: kWh for one unit of output.
        output: mean output a day.
        seed: makes one meter differ from another.
        scatter: share of a month's use that the model cannot explain, at most.
    """

    first: date
    standing: int
    before: Decimal
    after: Decimal
    output: int
    seed: int = 1
    scatter: Decimal = Decimal(0)

    def months(self, count: int = 24) -> Iterator[Line]:
        """The rows of the workbook, one for each month."""
        first, noise = self.first, _noise(self.seed)
        for at in range(count):
            following = next_month(first)
            days = (following - first).days
            made = days * self.output * (_SPREAD + next(noise) // 4) // _SPREAD
            rate = self.before if at < 12 else self.after
            use = days * self.standing + rate * made + Decimal(days * next(noise) // 200)
            if self.scatter:
                use += use * self.scatter * next(noise) / _SPREAD
            last = following - timedelta(days=1)
            yield {"first": first, "last": last, "energy": round(use), "x1": made}
            first = following

    def saving(self) -> Decimal:
        """What the twelve months after the measure save, kWh."""
        made = sum(int(str(row["x1"])) for row in list(self.months())[12:])
        return (self.before - self.after) * made


def _noise(seed: int) -> Iterator[int]:
    """Numbers between -1,000 and 1,000 that are the same on every machine."""
    state = seed * 7_919 + 13
    while True:
        # The linear congruential generator of Numerical Recipes.
        state = (1_664_525 * state + 1_013_904_223) % 2**32
        yield state % (2 * _SPREAD + 1) - _SPREAD


def next_month(day: date) -> date:
    """The first day of the month after a day."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def workbook(rows: list[Line], *, number: str = NUMBER, member: str = MEMBER) -> bytes:
    """The workbook of meter data of a plan with production as its variable."""
    about: dict[str, Any] = {"plan_number": number, "member_code": member, "x1": OUTPUT}
    content: Content = {"about": [about], "periods": rows}
    year = rows[0]["first"]
    return build_bytes(
        TEMPLATE,
        content,
        group=None,
        year=year.year if isinstance(year, date) else YEAR,
        member_code=member,
        blank_rows=0,
    )


PLANT: Final = Meter(date(YEAR, 1, 1), 900, Decimal("2.4"), Decimal("1.8"), 420)
_SOUND: Final = tuple(PLANT.months())


def sound() -> bytes:
    """Twelve months before a measure and twelve after it."""
    return workbook(list(_SOUND))


def _with(at: int, **cells: CellInput) -> bytes:
    rows = list(_SOUND)
    rows[at] = {**rows[at], **cells}
    return workbook(rows)


def _long() -> bytes:
    one, other, *rest = _SOUND
    return workbook([{**one, "last": other["last"]}, *rest])


FAULTS: Final = {
    "MV-001-turned-period": lambda: _with(0, first=date(YEAR, 1, 31), last=date(YEAR, 1, 1)),
    "MV-002-overlapping-periods": lambda: _with(3, first=date(YEAR, 3, 20)),
    "MV-003-days-without-data": lambda: _with(3, first=date(YEAR, 4, 9)),
    "MV-004-variable-missing": lambda: _with(5, x1=None),
    "MV-005-value-without-variable": lambda: _with(5, x2=31),
    "MV-006-thousands-of-kilowatt-hours": lambda: _with(7, energy=Decimal("48.2")),
    "MV-007-two-months-in-one-row": _long,
}
"""One thing wrong in each, by the name of the file."""
