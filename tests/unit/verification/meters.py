"""Invented meter data whose true saving is known, and workbooks made of them."""

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from portal.verification.periods import Period
from portal.verification.sheets import TEMPLATE
from portal.workbook.template import build_bytes

# Energy per unit of output before and after, and per day whatever is made.
PER_UNIT, AFTERWARDS, STANDING = 2.4, 1.8, 900.0


def month_after(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def two_years(seed: int = 11) -> tuple[list[Period], float]:
    """Twelve months before and twelve after a measure, and the saving that is really in them."""
    noise = random.Random(seed)  # noqa: S311
    first, periods, truth = date(2022, 1, 1), list[Period](), 0.0
    for at in range(24):
        following = month_after(first)
        days = (following - first).days
        output = (380 + 90 * noise.random()) * days
        rate = PER_UNIT if at < 12 else AFTERWARDS
        energy = STANDING * days + rate * output + noise.gauss(0, 8) * days
        if at >= 12:
            truth += (PER_UNIT - AFTERWARDS) * output
        last = following - timedelta(days=1)
        periods.append(Period(first, last, round(energy), {"產量": round(output)}, at=at + 5))
        first = following
    return periods, truth


def a_workbook(
    periods: list[Period], *, number: str = "MV-0001", member: str = "M001", **changed: Any
) -> bytes:
    """The workbook of these periods; `changed` replaces columns of the first row."""
    rows: list[dict[str, Any]] = [
        {
            "first": one.first,
            "last": one.last,
            "energy": Decimal(repr(one.energy)),
            **{f"x{at}": Decimal(repr(x)) for at, x in enumerate(one.variables.values(), 1)},
        }
        for one in periods
    ]
    rows[0] = {**rows[0], **changed}
    names = {f"x{at}": name for at, name in enumerate(periods[0].variables, 1)}
    about = {"plan_number": number, "member_code": member, **names}
    return build_bytes(
        TEMPLATE,
        {"about": [about], "periods": rows},
        group=None,
        year=2022,
        member_code=member,
    )
