"""Doubts about claims: factors that cannot be, slips of a unit, and changes claimed twice; pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Final

from portal.language import Text
from portal.reference.saved_energy import gigajoules
from portal.reference.site_systems import Carrier
from portal.savings.streams import ZERO, Stream

# Grid factors of Taiwan from 2005 to today, with room on both sides.
LOWEST: Final = Decimal("0.35")
HIGHEST: Final = Decimal("0.60")
SLIPS: Final = (Decimal(1000), Decimal(10_000))
_NEAR: Final = Decimal("0.2")
_KG_PER_TONNE: Final = Decimal(1000)
TOLERANCE: Final = Decimal("0.25")
MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something about a claim that somebody should look at."""

    code: str
    text: Text


def implied_factor(kilowatt_hours: Decimal, stated: Decimal) -> Decimal | None:
    """The factor that a claim implies, kgCO2e per kWh; None without electricity."""
    return stated * _KG_PER_TONNE / kilowatt_hours if kilowatt_hours else None


def doubts(
    kilowatt_hours: Decimal | None, stated: Decimal | None, by_its_terms: Decimal | None = None
) -> tuple[Doubt, ...]:
    """What is doubtful about the tonnes of a claim.

    Args:
        kilowatt_hours: electricity saved.
        stated: tCO2e as printed.
        by_its_terms: tCO2e that the source's own terms give, where it has any.
    """
    found: list[Doubt] = []
    if kilowatt_hours and stated is not None:
        found += _of_factor(stated * _KG_PER_TONNE / kilowatt_hours)
    if by_its_terms and stated is not None:
        found += _of_slip(stated / by_its_terms)
    return tuple(found)


def _of_factor(implied: Decimal) -> list[Doubt]:
    if LOWEST <= implied <= HIGHEST:
        return []
    said = f"{implied:.3f}"
    outside = Doubt(
        "factor",
        Text(
            f"換算每度 {said} 公斤，超出 0.35 至 0.60，請查明單位或係數。",
            f"Implies {said} kg per kWh, outside 0.35 to 0.60: look at unit and factor.",
        ),
    )
    return [outside, *_of_slip(implied / Decimal("0.5"))]


def _of_slip(ratio: Decimal) -> list[Doubt]:
    slip = next((one for one in SLIPS if _is_about(ratio, one) or _is_about(ratio, 1 / one)), None)
    if slip is None:
        return []
    return [
        Doubt(
            "slip",
            Text(
                f"與應有數值相差約 {slip:,} 倍，可能誤植單位（千、萬）。",
                f"Differs about {slip:,} times from what it should be: a slip of the unit.",
            ),
        )
    ]


def _is_about(ratio: Decimal, times: Decimal) -> bool:
    return abs(ratio / times - 1) <= _NEAR


def duplicates(
    streams: Sequence[Stream], settled: Collection[frozenset[str]] = ()
) -> list[tuple[Stream, Stream]]:
    """Pairs of streams that look like one change.

    Same site, system and carrier, commissioned within twelve months of each other, quantities
    within a quarter of the larger one.

    Args:
        streams: all of them.
        settled: pairs of keys that a coordinator has decided about.
    """
    by_place: dict[tuple[int, str], list[Stream]] = {}
    for one in streams:
        by_place.setdefault((one.best.place.site_id, one.best.system), []).append(one)
    return [
        (first, second)
        for together in by_place.values()
        for first, second in combinations(together, 2)
        if looks_like(first, second) and frozenset({first.key, second.key}) not in settled
    ]


def looks_like(first: Stream, second: Stream) -> bool:
    """Whether two streams of one site and system could be one change."""
    days = first.commissioned_on, second.commissioned_on
    if days[0] is None or days[1] is None or not _within_a_year(days[0], days[1]):
        return False
    shared = set(first.best.savings) & set(second.best.savings)
    if any(_are_close(first, second, carrier) for carrier in shared):
        return True
    # A plan states heat without its carrier: only the energy of both can be compared.
    unnamed = bool(first.best.heat) or bool(second.best.heat)
    return unnamed and _is_within(_thermal(first), _thermal(second))


def _within_a_year(one: date, other: date) -> bool:
    months = (one.year - other.year) * 12 + one.month - other.month
    earlier, later = sorted((one, other))
    return abs(months) < MONTHS or (abs(months) == MONTHS and later.day <= earlier.day)


def _are_close(first: Stream, second: Stream, carrier: Carrier) -> bool:
    return _is_within(first.best.savings[carrier], second.best.savings[carrier])


def _is_within(one: Decimal, other: Decimal) -> bool:
    larger = max(abs(one), abs(other))
    return larger > ZERO and abs(one - other) <= TOLERANCE * larger


def _thermal(stream: Stream) -> Decimal:
    """GJ of heat and fuel that a stream saves, net."""
    fuels = (
        gigajoules(carrier, quantity)
        for carrier, quantity in stream.best.savings.items()
        if carrier is not Carrier.ELECTRICITY
    )
    return sum((one for one in fuels if one is not None), stream.best.heat)
