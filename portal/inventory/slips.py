"""Which single cell a row would need changed for its stated and recomputed emissions to agree.

Only what people confuse is looked for: a unit of the list, and powers of ten of 1,000 and 10,000
(公斤／公噸, 度／千度, 公噸／萬公噸).
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from portal.inventory.sheets import EnergyUse, ProcessGas, Source
from portal.inventory.sheets.choices import ACTIVITY_UNIT, ENERGY_UNIT
from portal.reference.codes import CodeList
from portal.reference.units import units
from portal.workbook.findings import Proposal

# Small amounts are rounded to 0.0001 t; whether a correction helps is tried afterwards.
NEAR = Decimal("0.05")
_THOUSAND, _TEN_THOUSAND = Decimal(1_000), Decimal(10_000)
# Larger by 1,000 or smaller by 10,000: emissions are given in kilograms, or in 10,000 tonnes.
_OF_THE_ACTIVITY = (1 / _THOUSAND, _TEN_THOUSAND)
_GAS = frozenset({"m3", "1000m3", "Nm3", "1000Nm3"})


def slips(
    row: Source | EnergyUse | ProcessGas, stated: Decimal, recomputed: Decimal
) -> tuple[Proposal, ...]:
    """Corrections to try for a row whose stated emissions differ; the recomputed value last."""
    if isinstance(row, Source):
        return source_slips(row, stated, recomputed)
    if isinstance(row, EnergyUse):
        return energy_slips(row, stated, recomputed)
    return (Proposal(row.cell("stated_emissions"), recomputed),)


def source_slips(row: Source, stated: Decimal, recomputed: Decimal) -> tuple[Proposal, ...]:
    """The same for a source: its unit, its activity, then its emissions."""
    last = Proposal(row.cell("stated_emissions"), recomputed)
    if not recomputed or row.activity is None:
        return (last,)
    ratio = stated / recomputed
    fitting = (Proposal(row.cell("unit"), code) for code in _units(row.unit, ratio, ACTIVITY_UNIT))
    moved = (Proposal(row.cell("activity"), row.activity * ten) for ten in _powers(ratio))
    return (*fitting, *moved, last)


def energy_slips(
    row: EnergyUse, stated: Decimal | None, recomputed: Decimal | None
) -> tuple[Proposal, ...]:
    """The same for bought energy.

    Without a stated value that could decide, more energy than a site can use was kilowatt-hours;
    what is stated then has to follow.
    """
    if not recomputed or row.quantity is None:
        return ()
    last = Proposal(row.cell("stated_emissions"), stated and recomputed)
    if stated is None or abs(stated / recomputed - 1) <= NEAR:
        smaller = _units(row.unit, 1 / _THOUSAND, ENERGY_UNIT)
        return tuple(Proposal(row.cell("unit"), code, is_sure=True) for code in smaller)
    ratio = stated / recomputed
    fitting = (Proposal(row.cell("unit"), code) for code in _units(row.unit, ratio, ENERGY_UNIT))
    moved = (Proposal(row.cell("quantity"), row.quantity * ten) for ten in _powers(ratio))
    return (*fitting, *moved, last)


def _units(code: str | None, ratio: Decimal, offered: CodeList) -> Iterator[str]:
    """Units of the list that are `ratio` times the one given and measure the same."""
    given = units().get(code or "")
    for one in offered.codes if given else ():
        other = units()[one.code]
        if given is None or other.dimension is not given.dimension:
            continue
        same = (other.code in _GAS) is (given.code in _GAS)
        if same and _is_near(other.factor / given.factor, ratio):
            yield other.code


def _powers(ratio: Decimal) -> Iterable[Decimal]:
    return (ten for ten in _OF_THE_ACTIVITY if _is_near(ten, ratio))


def _is_near(one: Decimal, ratio: Decimal) -> bool:
    return abs(ratio / one - 1) <= NEAR
