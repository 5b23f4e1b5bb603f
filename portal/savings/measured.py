"""The saving of a full year from measured periods, never more than was measured; pure."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from portal.reference.site_systems import Carrier
from portal.savings.streams import ZERO, Period, Savings

YEAR = 366


def latest_year(periods: Sequence[Period]) -> Savings:
    """What was saved in the latest twelve months that were measured.

    The latest period and those before it that do not overlap and lie within one year together. A
    longer period is scaled down to a year; a shorter time is not scaled up, for nobody measured
    the rest.
    """
    chosen: list[Period] = []
    for one in sorted(periods, key=lambda one: (one.last, one.first), reverse=True):
        if not chosen or (one.last < chosen[-1].first and (chosen[0].last - one.first).days < YEAR):
            chosen.append(one)
    sums: dict[Carrier, Decimal] = defaultdict(lambda: ZERO)
    for one in chosen:
        part = min(Decimal(1), Decimal(YEAR) / one.days)
        for carrier, quantity in one.savings.items():
            sums[carrier] += quantity * part
    return dict(sums)
