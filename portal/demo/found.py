"""What an invented team finds at an invented plant, with figures that follow from its size."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal.advisory.content import Advice, Machine, Saved, Seen
from portal.advisory.effects import per_unit
from portal.advisory.vocabulary import Carrier
from portal.calculators.declaration import Value
from portal.calculators.registry import BY_CODE
from portal.calculators.runs import Run, run
from portal.demo.companies import company
from portal.demo.variation import about, rounded
from portal.reference.groups import Group

_ELECTRICITY_PRICES = {2022: Decimal("2.9"), 2023: Decimal("3.3"), 2024: Decimal("3.8")}
_FUEL_PRICES = {
    Carrier.NATURAL_GAS: Decimal("15.8"),
    Carrier.FUEL_OIL: Decimal("19.6"),
}
_ORDINARY = Decimal(60_000)
_SMALLEST, _LARGEST = Decimal("0.6"), Decimal("2.6")
_OIL = (Group.ENERGY, Group.CIRCULAR_ECONOMY)


@dataclass(frozen=True, slots=True)
class Plant:
    """A site that is looked at.

    Attributes:
        key: makes its figures its own.
        surveyed_on: the prices are of that year.
    """

    member: str
    key: str
    surveyed_on: date

    @property
    def scale(self) -> Decimal:
        """How large its machines are: the root of its emissions, within bounds."""
        root = (company(self.member).tonnes / _ORDINARY).sqrt()
        return min(max(root, _SMALLEST), _LARGEST)

    def figure(self, value: str, name: str, places: int = 0, share: str = "0.12") -> Decimal:
        """An ordinary figure, a little different at every plant."""
        return rounded(about(Decimal(value), share, self.key, name), places)

    def sized(self, value: str, name: str) -> Decimal:
        """A figure that grows with the plant."""
        return rounded(about(Decimal(value) * self.scale, "0.15", self.key, name), 0)

    @property
    def hours(self) -> Decimal:
        """Operating hours of a year."""
        return self.figure("7900", "hours", -1, "0.06") // 10 * 10

    @property
    def price(self) -> Decimal:
        """NT$ for a kilowatt-hour."""
        return _ELECTRICITY_PRICES[self.surveyed_on.year]

    @property
    def fuel(self) -> Carrier:
        """What its boilers burn."""
        return Carrier.FUEL_OIL if company(self.member).group in _OIL else Carrier.NATURAL_GAS

    @property
    def fuel_price(self) -> Decimal:
        """NT$ for a unit of that fuel."""
        return _FUEL_PRICES[self.fuel]

    def power_saved(self, kwh: Decimal, kw: Decimal | None = None) -> tuple[Saved, ...]:
        """A saving of electricity, in whole kilowatt-hours."""
        peak = None if kw is None else rounded(kw, 1)
        return (Saved(Carrier.ELECTRICITY, rounded(kwh, 0), peak, self.price),)


@dataclass(frozen=True, slots=True)
class Found:
    """A finding at a machine with its values, its derivation and what is recommended.

    Attributes:
        readings: quantity, value and instrument; no instrument when taken from the nameplate.
    """

    machine: Machine
    readings: tuple[tuple[str, Decimal, str], ...]
    seen: Seen
    runs: tuple[Run, ...]
    advice: Advice
    savings: tuple[Saved, ...]


class RecipeError(Exception):
    """A calculator refused the figures of the demonstration."""


def calculated(code: str, **values: Value) -> Run:
    """A run of a calculator that must not refuse."""
    made = run(BY_CODE[code], values)
    if made.refusals:
        raise RecipeError(f"{code}: {[one.text.en for one in made.refusals]}")
    return made


def answer(made: Run, key: str = "saved") -> Decimal:
    """One result of a run."""
    outputs: Mapping[str, Decimal] = made.outputs
    return outputs[key]


def money(value: Decimal) -> Decimal:
    """Money as quotations have it: in whole thousands of NT$."""
    return rounded(value, -3) if value else value


def fuel_energy(plant: Plant) -> Decimal:
    """GJ in a unit of the plant's fuel."""
    known = per_unit(plant.fuel, plant.surveyed_on.year).gj
    if known is None:
        raise LookupError(plant.fuel)
    return known
