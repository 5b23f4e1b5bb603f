"""What each changed target of a plan does to the contributions, one change after the other.

Contributions are chosen among targets and never added, so a row has no amount of its own: its
effect is what the contribution moves by when the row changes, after those above it have.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from portal.intake.comparing.figures import ZERO, difference
from portal.intake.comparing.matching import Pair
from portal.plans.contributions import Inventories, Quantified
from portal.plans.figures import HORIZONS
from portal.plans.selection import pledged
from portal.plans.targets import Target


def promised(targets: Sequence[Target], inventories: Inventories) -> dict[str, Decimal]:
    """The contribution of each pledged year, tCO2e a year; none counts zero."""
    found: dict[str, Decimal] = {}
    for year in HORIZONS:
        pledge = pledged(targets, year, inventories)
        found[f"contribution_{year}"] = pledge.result if isinstance(pledge, Quantified) else ZERO
    return found


def effects(pairs: Sequence[Pair], inventories: Inventories) -> Mapping[int, dict[str, Decimal]]:
    """The effect of each pair of target rows by its place in the list, tCO2e a year.

    They add up to the difference between the contributions of all older and all newer targets.
    """
    present = [pair.before.promise if pair.before else None for pair in pairs]
    found: dict[int, dict[str, Decimal]] = {}
    before = promised([one for one in present if one], inventories)
    for number, pair in enumerate(pairs):
        newer = pair.after.promise if pair.after else None
        if newer == present[number]:
            continue
        present[number] = newer
        after = promised([one for one in present if one], inventories)
        found[number] = difference(after, before)
        before = after
    return found
