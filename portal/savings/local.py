"""What a site itself says of its energy: how much it uses, and the factor of its heat; pure.

Steam has no general factor: it depends on what it is raised with. The factor comes from the
accepted inventory, where bought steam stands with its emissions, or somebody states it with a
source.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from portal.language import Text
from portal.reference.saved_energy import gigajoules
from portal.reference.site_systems import Carrier

ZERO: Final = Decimal(0)
HEAT: Final = frozenset({Carrier.STEAM})
NO_FACTOR: Final = Text(
    "沒有蒸汽排放係數，不計公噸：清冊沒有以公噸計的外購蒸汽，也沒有人登錄有出處的廠區係數。",
    "No factor of steam, so no tonnes: the inventory lists no bought steam in tonnes, and nobody "
    "stated a factor of the site with its source.",
)
NOT_ANNOUNCED: Final = Text(
    "該年度的電力排碳係數尚未公告，已驗證量暫不計公噸。",
    "The grid factor of that year is not announced yet, so verified savings have no tonnes.",
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A factor of a site from a year on, as somebody stated it.

    Attributes:
        factor: tCO2e per unit of the carrier.
        heat: GJ per unit of the carrier; None where nobody says.
    """

    carrier: Carrier
    from_year: int
    factor: Decimal
    heat: Decimal | None
    source: str


@dataclass(frozen=True, slots=True)
class SiteYear:
    """What the accepted inventory of a year says of a site.

    Attributes:
        uses: by carrier, each in its unit.
        green: kWh of renewable power among the electricity.
        steam: tCO2e per tonne of bought steam; None without any.
        raised: tonnes of steam that the fuels of the inventory raise at most; None when a fuel is
            stated in a unit whose heat is not known.
    """

    year: int
    uses: Mapping[Carrier, Decimal]
    green: Decimal = ZERO
    steam: Decimal | None = None
    raised: Decimal | None = ZERO

    def most(self, carrier: Carrier) -> Decimal | None:
        """How much the site uses of a carrier in a year, of steam at most; None where unknown.

        An inventory lists the steam that is bought and the fuels that raise the rest.
        """
        if carrier is not Carrier.STEAM:
            return self.uses.get(carrier)
        return None if self.raised is None else self.uses.get(carrier, ZERO) + self.raised

    def compared(self) -> dict[Carrier, Decimal]:
        """What savings are compared with: the use of each carrier that is known."""
        return {carrier: used for carrier in Carrier if (used := self.most(carrier))}


@dataclass(frozen=True, slots=True)
class Factor:
    """The factor of a carrier at a site, tCO2e per unit, and where it comes from."""

    value: Decimal
    source: Text


@dataclass(frozen=True, slots=True)
class Local:
    """What is known of a site.

    Attributes:
        years: accepted inventories, the oldest first.
        stated: factors in the order in which they were stated.
    """

    years: tuple[SiteYear, ...] = ()
    stated: tuple[Stated, ...] = field(default_factory=tuple)

    def factor(self, carrier: Carrier, year: int, *, is_verified: bool = False) -> Factor | None:
        """The factor of heat in a year; None when nobody knows it.

        The accepted inventory of the year goes first, then what was stated, then the latest
        inventory before. Verified savings never take the factor of another year's inventory.
        """
        if carrier not in HEAT:
            return None
        known = [one for one in self.years if one.year <= year and one.steam is not None]
        latest = known[-1] if known else None
        if latest is not None and latest.year == year:
            return _of_inventory(latest)
        stated = self._stated(carrier, year)
        if stated is not None:
            return Factor(stated.factor, Text(stated.source, stated.source))
        return None if latest is None or is_verified else _of_inventory(latest)

    def heat(self, carrier: Carrier, year: int) -> Decimal | None:
        """GJ per unit of a carrier, as stated for the site; None where nobody says."""
        stated = self._stated(carrier, year)
        return None if stated is None else stated.heat

    def _stated(self, carrier: Carrier, year: int) -> Stated | None:
        found = [one for one in self.stated if one.carrier is carrier and one.from_year <= year]
        return found[-1] if found else None

    def nearest(self, year: int) -> SiteYear | None:
        """The inventory of a year, else the latest before it, else the first after it."""
        before = [one for one in self.years if one.year <= year]
        return before[-1] if before else next(iter(self.years), None)


UNKNOWN: Final = Local()


def _of_inventory(one: SiteYear) -> Factor:
    value = one.steam or ZERO
    said = f"{value:.4f} tCO2e/t"
    return Factor(
        value,
        Text(
            f"{one.year} 年審查通過清冊之外購蒸汽，{said}",
            f"Bought steam of the accepted inventory of {one.year}, {said}",
        ),
    )


@dataclass(frozen=True, slots=True)
class Amount:
    """One row of an accepted inventory, as far as energy is concerned.

    Attributes:
        quantity: in `unit`.
        emissions: tCO2e.
    """

    year: int
    material: str
    quantity: Decimal
    unit: str
    emissions: Decimal = ZERO


LEAST_HEAT: Final = Decimal("2.2565")
"""GJ that a tonne of steam takes: water that boils already is evaporated, and nothing is lost.

Source: IAPWS-IF97, saturation at 0.101325 MPa, 2,256.5 kJ/kg. Hotter feedwater takes less, and
boilers lose more than that: a limit beyond which savings are asked about, no balance.
"""
_FUELS: Final = (
    Carrier.NATURAL_GAS,
    Carrier.FUEL_OIL,
    Carrier.DIESEL,
    Carrier.LPG,
    Carrier.COAL,
)
_THOUSAND: Final = Decimal(1000)
_ONE: Final = Decimal(1)
# Carrier of a material and how many of the carrier's unit one of the row's unit is. A litre of
# liquefied gas is left out: its mass depends on the mixture.
_UNITS: Final[Mapping[str, tuple[Carrier, Mapping[str, Decimal]]]] = {
    **{
        material: (Carrier.ELECTRICITY, {"MWh": _THOUSAND, "kWh": _ONE})
        for material in ("grid_electricity", "own_solar", "renewable_bundled", "other_electricity")
    },
    "natural_gas": (Carrier.NATURAL_GAS, {"1000m3": _THOUSAND, "m3": _ONE}),
    "fuel_oil": (Carrier.FUEL_OIL, {"kL": _THOUSAND, "L": _ONE}),
    "diesel": (Carrier.DIESEL, {"kL": _THOUSAND, "L": _ONE}),
    "lpg": (Carrier.LPG, {"t": _THOUSAND, "kg": _ONE}),
    "bituminous_coal": (Carrier.COAL, {"t": _ONE, "kg": _ONE / _THOUSAND}),
    "steam": (Carrier.STEAM, {"t": _ONE}),
}
MATERIALS: Final = tuple(_UNITS)
GREEN: Final = frozenset({"own_solar", "renewable_bundled"})


def site_years(rows: Iterable[Amount]) -> tuple[SiteYear, ...]:
    """What the accepted inventories of a site say of its energy, the oldest first."""
    by_year: dict[int, list[Amount]] = {}
    for one in rows:
        by_year.setdefault(one.year, []).append(one)
    return tuple(_site_year(year, by_year[year]) for year in sorted(by_year))


def _site_year(year: int, rows: Sequence[Amount]) -> SiteYear:
    uses: dict[Carrier, Decimal] = {}
    green, unknown = ZERO, set[Carrier]()
    for one in rows:
        carrier, units = _UNITS[one.material]
        if one.unit not in units:
            unknown.add(carrier)
            continue
        quantity = one.quantity * units[one.unit]
        uses[carrier] = uses.get(carrier, ZERO) + quantity
        green += quantity if one.material in GREEN else ZERO
    known = {carrier: used for carrier, used in uses.items() if carrier not in unknown}
    raised = _raised(known) if unknown.isdisjoint((Carrier.STEAM, *_FUELS)) else None
    return SiteYear(year, known, green, _steam(rows), raised)


def _raised(uses: Mapping[Carrier, Decimal]) -> Decimal:
    """Tonnes of steam that fuels raise when nothing of their heat is lost."""
    heats = (gigajoules(carrier, uses[carrier]) for carrier in _FUELS if carrier in uses)
    return sum((one for one in heats if one is not None), ZERO) / LEAST_HEAT


def _steam(rows: Sequence[Amount]) -> Decimal | None:
    """TCO2e per tonne of bought steam, over all rows that are in tonnes."""
    bought = [one for one in rows if one.material == "steam" and one.unit == "t"]
    tonnes = sum((one.quantity for one in bought), ZERO)
    return sum((one.emissions for one in bought), ZERO) / tonnes if tonnes else None
