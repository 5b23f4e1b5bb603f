"""Heat that a pipe gives to the air around it: convection by still air and wind, radiation.

Source: the correlations that ASTM C680 uses, which is the method behind 3E Plus and MEASUR: natural
convection on a horizontal cylinder after Churchill and Chu (1975), wind across a cylinder after
Churchill and Bernstein (1977), both together by the fourth powers; the air by Sutherland's law.
"""

from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Final

from portal.calculators.expressions import PI, PRECISION

STEFAN_BOLTZMANN: Final = Decimal("5.670374419e-8")
"""W/(m2·K4), CODATA 2018"""
_ICE: Final = Decimal("273.15")
_GRAVITY: Final = Decimal("9.80665")
_HEAT_CAPACITY: Final = Decimal(1007)
_THIRD: Final = Decimal(1) / 3
_SIXTH: Final = Decimal(1) / 6
_HALVINGS: Final = 40


@dataclass(frozen=True, slots=True)
class Air:
    """Dry air at the atmosphere's pressure: viscosity m2/s, conductivity W/(m·K), Prandtl."""

    viscosity: Decimal
    conductivity: Decimal
    prandtl: Decimal


def air(kelvin: Decimal) -> Air:
    """The air of a temperature in kelvin, by Sutherland's law and as an ideal gas."""
    share = kelvin / _ICE
    rise = share * share.sqrt()
    viscosity = Decimal("1.716e-5") * rise * (_ICE + Decimal("110.4")) / (kelvin + Decimal("110.4"))
    conductivity = Decimal("0.0241") * rise * (_ICE + 194) / (kelvin + 194)
    density = Decimal(101325) / (Decimal("287.05") * kelvin)
    return Air(viscosity / density, conductivity, viscosity * _HEAT_CAPACITY / conductivity)


def convection(diameter: Decimal, surface: Decimal, ambient: Decimal, wind: Decimal) -> Decimal:
    """The film coefficient of convection, W/(m2·K).

    Args:
        diameter: outer, m.
        surface: its temperature, degrees Celsius, above that of the air.
        ambient: temperature of the air, degrees Celsius.
        wind: m/s across the pipe; 0 for still air.
    """
    with localcontext(PRECISION):
        film = (surface + ambient) / 2 + _ICE
        around = air(film)
        still = _still(around, diameter, surface - ambient, film)
        blown = _blown(around, diameter, wind) if wind else Decimal(0)
        return (still**4 + blown**4).sqrt().sqrt() * around.conductivity / diameter


def _still(around: Air, diameter: Decimal, rise: Decimal, film: Decimal) -> Decimal:
    rayleigh = _GRAVITY / film * rise * diameter**3 / around.viscosity**2 * around.prandtl
    spread = 1 + (Decimal("0.559") / around.prandtl) ** (Decimal(9) / 16)
    factor = Decimal("0.387") / spread ** (Decimal(8) / 27)
    return (Decimal("0.6") + factor * rayleigh**_SIXTH) ** 2


def _blown(around: Air, diameter: Decimal, wind: Decimal) -> Decimal:
    reynolds = wind * diameter / around.viscosity
    damped = (1 + (Decimal("0.4") / around.prandtl) ** (2 * _THIRD)).sqrt().sqrt()
    turbulent = (1 + (reynolds / 282000) ** (Decimal(5) / 8)) ** (Decimal(4) / 5)
    rising = Decimal("0.62") * reynolds.sqrt() * around.prandtl**_THIRD / damped
    return Decimal("0.3") + rising * turbulent


def radiation(emissivity: Decimal, surface: Decimal, ambient: Decimal) -> Decimal:
    """The film coefficient of radiation to surroundings as warm as the air, W/(m2·K)."""
    hot, cold = surface + _ICE, ambient + _ICE
    return emissivity * STEFAN_BOLTZMANN * (hot + cold) * (hot * hot + cold * cold)


@dataclass(frozen=True, slots=True)
class Insulated:
    """An insulated pipe in air: diameters m, conductivity W/(m·K), temperatures degrees Celsius."""

    pipe: Decimal
    outside: Decimal
    conductivity: Decimal
    emissivity: Decimal
    inner: Decimal
    ambient: Decimal
    wind: Decimal

    def through(self, surface: Decimal) -> Decimal:
        """Heat that comes through the insulation with a surface of that temperature, W/m."""
        with localcontext(PRECISION):
            thickness = (self.outside / self.pipe).ln()
            return 2 * PI * self.conductivity * (self.inner - surface) / thickness

    def given_off(self, surface: Decimal) -> Decimal:
        """Heat that a surface of that temperature gives to the air, W/m."""
        film = convection(self.outside, surface, self.ambient, self.wind)
        film += radiation(self.emissivity, surface, self.ambient)
        return PI * self.outside * film * (surface - self.ambient)


def surface_temperature(pipe: Insulated) -> Decimal:
    """The temperature of the insulation's surface at which both heats are equal, degrees Celsius.

    Found by halving between the air and the pipe: one heat falls with it, the other rises.
    """
    low, high = pipe.ambient, pipe.inner
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if pipe.given_off(middle) > pipe.through(middle):
            high = middle
        else:
            low = middle
    return (low + high) / 2
