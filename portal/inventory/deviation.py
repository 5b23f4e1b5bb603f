"""How a stated value differs from the recomputed one, and what most likely caused it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from portal.inventory.factors import CARBON_TO_CO2
from portal.inventory.figures import Amounts, Computed, Deviation, Judged, Obstacle, added_up
from portal.inventory.recompute import Recomputation
from portal.inventory.sheets import Source
from portal.reference.gwp import GwpSet
from portal.workbook.thresholds import Thresholds

# A stated value that agrees this closely, in tCO2e, was computed in exactly this way.
EXACT = Decimal("0.001")
_POTENTIALS = tuple(Decimal(value) for value in ("25", "27.9", "28", "30", "265", "273", "298"))
_NEAR = Decimal("0.005")
# Gases that burn to CO2 or are CO2: the form's sample takes them for pure carbon.
_NOT_PURE_CARBON = frozenset({"CO2", "acetylene"})
_CAUSED_BY_METHOD = frozenset({Obstacle.METHOD, Obstacle.INDIRECT, Obstacle.NO_ACTIVITY})


@dataclass(frozen=True, slots=True)
class Tolerance:
    """When a stated value differs: tCO2e and shares of the recomputed value, the larger counts.

    `slip_low` to `slip_high` is the ratio that a slip between a unit and its thousand shows.
    """

    small: Decimal
    small_share: Decimal
    large: Decimal
    large_share: Decimal
    slip_low: Decimal
    slip_high: Decimal

    def size(self, stated: Decimal, recomputed: Decimal) -> Deviation:
        """The deviation by size alone: nothing, small, large, all of it, or a thousandfold."""
        difference = abs(stated - recomputed)
        if difference <= max(self.small, self.small_share * recomputed):
            return Deviation.NONE
        if stated == 0:
            return Deviation.ZERO_STATED
        if recomputed and self._is_thousandfold(stated / recomputed):
            return Deviation.THOUSAND
        if difference <= max(self.large, self.large_share * recomputed):
            return Deviation.SMALL
        return Deviation.LARGE

    def _is_thousandfold(self, ratio: Decimal) -> bool:
        inverse = 1 / ratio
        return any(self.slip_low <= one <= self.slip_high for one in (ratio, inverse))


def tolerance(limits: Thresholds, *, group: str, year: int | None) -> Tolerance:
    """The tolerance that the thresholds give for a group and year."""

    def limit(key: str) -> Decimal:
        return limits.value(key, group=group, year=year)

    return Tolerance(
        limit("row_small"),
        limit("row_small_share"),
        limit("row_large"),
        limit("row_large_share"),
        limit("slip_low"),
        limit("slip_high"),
    )


class SourceJudge:
    """Recomputes the sources of one inventory and says how each stated value differs."""

    def __init__(self, recomputation: Recomputation, allowed: Tolerance) -> None:
        self.recomputation = recomputation
        self.allowed = allowed

    def __call__(self, row: Source) -> Judged:
        """One source, recomputed and compared with what is stated."""
        amounts = self.recomputation.amounts(row)
        computed = added_up(amounts)
        stated = row.stated_emissions
        if computed.emissions is None or isinstance(amounts, Obstacle):
            return Judged(computed, stated, _not_computed(row, computed))
        if stated is None or abs(stated - computed.emissions) <= EXACT:
            return Judged(computed, stated)
        if stated < 0:
            return Judged(computed, stated, Deviation.NEGATIVE)
        if amounts and not any(gas.potential for gas in amounts):
            return Judged(computed, stated, Deviation.EXCLUDED_GAS)
        for which, other_set, value in self._alternatives(row, amounts, computed):
            if abs(stated - value) <= EXACT:
                return Judged(computed, stated, which, other_set)
        return Judged(computed, stated, self.allowed.size(stated, computed.emissions))

    def _alternatives(
        self, row: Source, amounts: Amounts, computed: Computed
    ) -> Iterator[tuple[Deviation, str, Decimal]]:
        total = computed.emissions or Decimal(0)
        if computed.biogenic:
            yield Deviation.BIOGENIC_INCLUDED, "", total + computed.biogenic
        if row.material in _NOT_PURE_CARBON and amounts:
            tonnes = amounts[0].tonnes / (amounts[0].factor or 1)
            yield Deviation.PURE_CARBON, "", (tonnes * CARBON_TO_CO2).quantize(EXACT)
        yield from self._other_potentials(row)

    def _other_potentials(self, row: Source) -> Iterator[tuple[Deviation, str, Decimal]]:
        for which, gwp_set, other in _others(self.recomputation):
            value = other.source(row).emissions
            if value is not None:
                yield which, gwp_set, value


def _others(own: Recomputation) -> tuple[tuple[Deviation, str, Recomputation], ...]:
    return _cached_others(own.gwp_set, own.factor_set, own.heat_set)


@cache
def _cached_others(
    gwp_set: str, factor_set: str | None, heat_set: str | None
) -> tuple[tuple[Deviation, str, Recomputation], ...]:
    fossil = Recomputation(gwp_set, factor_set, heat_set, methane="CH4_fossil")
    return (
        (Deviation.METHANE_30, gwp_set, fossil),
        *(
            (Deviation.OTHER_GWP, one.value, Recomputation(one.value, factor_set, heat_set))
            for one in GwpSet
            if one.value != gwp_set
        ),
    )


def _not_computed(row: Source, computed: Computed) -> Deviation:
    """A source in use that states nothing but zero is the silent error of the official form."""
    if computed.obstacle in _CAUSED_BY_METHOD or row.stated_emissions != 0:
        return Deviation.NONE
    return Deviation.ZERO_STATED if row.activity else Deviation.NONE


def judge_plain(computed: Computed, stated: Decimal | None, allowed: Tolerance) -> Judged:
    """A row without warming potentials to choose from: bought energy or a process gas."""
    if stated is None or computed.emissions is None:
        return Judged(computed, stated)
    return Judged(computed, stated, allowed.size(stated, computed.emissions))


def judge_energy(computed: Computed, stated: Decimal | None, allowed: Tolerance) -> Judged:
    """A purchase; a factor that is CO2e already may have been multiplied with a potential."""
    judged = judge_plain(computed, stated, allowed)
    if judged.deviation is not Deviation.LARGE or stated is None or not computed.emissions:
        return judged
    ratio = stated / computed.emissions
    if any(abs(ratio / one - 1) <= _NEAR for one in _POTENTIALS):
        return Judged(computed, stated, Deviation.GWP_ON_ELECTRICITY)
    return judged


def judge_gas(
    stated: Decimal | None, gwp_set: str, compute: Callable[[str], Computed], allowed: Tolerance
) -> Judged:
    """A process gas; it is tried with every set of warming potentials."""
    computed = compute(gwp_set)
    judged = judge_plain(computed, stated, allowed)
    if judged.deviation is Deviation.NONE or stated is None:
        return judged
    for other in GwpSet:
        value = None if other.value == gwp_set else compute(other.value).emissions
        if value is not None and abs(stated - value) <= EXACT:
            return Judged(computed, stated, Deviation.OTHER_GWP, other.value)
    return judged
