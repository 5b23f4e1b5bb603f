"""Water and steam by the industrial formulation of 1997 (IAPWS-IF97): boiling, enthalpies.

Regions 1 (water), 2 (steam) and 4 (saturation) are here, which is what boilers and steam systems
of plants need. The coefficients lie in `portal/calculators/steam_formulation.csv`.

Source: IAPWS R7-97(2012), Industrial Formulation 1997 for the Thermodynamic Properties of Water
and Steam: equations 5, 7, 15 to 17, 30 and 31; its verification tables 5, 15, 35 and 36 are tests.
"""

import csv
from collections.abc import Sequence
from decimal import Decimal, localcontext
from functools import cache
from pathlib import Path
from typing import Final

from portal.calculators.expressions import PRECISION

BAR: Final = Decimal("0.1")
"""MPa"""
ICE_POINT: Final = Decimal("273.15")
"""K at 0 degrees Celsius"""
LOWEST_PRESSURE: Final = Decimal("0.00611213")
"""bar absolute, boiling at 0 degrees Celsius; the formulation does not go lower"""
HIGHEST_PRESSURE: Final = Decimal(165)
"""bar absolute; above, what boils belongs to region 3, which is not here"""
_GAS_CONSTANT: Final = Decimal("0.461526")
_BOILING: Final[tuple[Decimal, ...]] = tuple(
    Decimal(each)
    for each in (
        "1167.0521452767",
        "-724213.16703206",
        "-17.073846940092",
        "12020.82470247",
        "-3232555.0322333",
        "14.91510861353",
        "-4823.2657361591",
        "405113.40542057",
        "-0.23855557567849",
        "650.17534844798",
    )
)

_BORDER: Final = (
    Decimal("348.05185628969"),
    Decimal("-1.1671859879975"),
    Decimal("0.0010192970039326"),
)
_HOTTEST_WATER: Final = Decimal(350)
_BORDER_ENDS: Final = Decimal(590)
_HIGHEST: Final = Decimal(1000)
# On the line of boiling the last digit may fall to either side.
_SLACK: Final = Decimal("1.000001")

Term = tuple[int, int, Decimal]


class OutsideFormulationError(ArithmeticError):
    """The state is none of the water and steam that the equations are made for."""


def boiling_temperature(pressure: Decimal) -> Decimal:
    """The temperature at which water boils, degrees Celsius.

    Args:
        pressure: bar absolute, 0.0061 to 165.

    Raises:
        OutsideFormulationError: another pressure.

    Source:
        IAPWS R7-97(2012), equation 31.
    """
    _within(pressure)
    with localcontext(PRECISION):
        root = (pressure * BAR).sqrt()
        beta = root.sqrt()
        n1, n2, n3, n4, n5, n6, n7, n8, n9, n10 = _BOILING
        e = root + n3 * beta + n6
        f = n1 * root + n4 * beta + n7
        g = n2 * root + n5 * beta + n8
        d = 2 * g / (-f - (f * f - 4 * e * g).sqrt())
        kelvin = (n10 + d - ((n10 + d) ** 2 - 4 * (n9 + n10 * d)).sqrt()) / 2
        return kelvin - ICE_POINT


def boiling_pressure(temperature: Decimal) -> Decimal:
    """The pressure at which water boils, bar absolute.

    Args:
        temperature: degrees Celsius, 0 to 373.9.

    Raises:
        OutsideFormulationError: another temperature.

    Source:
        IAPWS R7-97(2012), equation 30.
    """
    if not 0 <= temperature <= Decimal("373.9"):
        raise OutsideFormulationError("water does not boil at this temperature")
    with localcontext(PRECISION):
        n1, n2, n3, n4, n5, n6, n7, n8, n9, n10 = _BOILING
        kelvin = temperature + ICE_POINT
        theta = kelvin + n9 / (kelvin - n10)
        a = theta * theta + n1 * theta + n2
        b = n3 * theta * theta + n4 * theta + n5
        c = n6 * theta * theta + n7 * theta + n8
        return (2 * c / (-b + (b * b - 4 * a * c).sqrt())) ** 4 / BAR


def water_enthalpy(pressure: Decimal, temperature: Decimal) -> Decimal:
    """The specific enthalpy of liquid water, kJ/kg.

    Args:
        pressure: bar absolute, not below the pressure of boiling.
        temperature: degrees Celsius, 0 to 350.

    Raises:
        OutsideFormulationError: steam, or beyond the equations.

    Source:
        IAPWS R7-97(2012), equation 7 (region 1).
    """
    kelvin = temperature + ICE_POINT
    if not 0 <= temperature <= _HOTTEST_WATER or pressure > _HIGHEST:
        raise OutsideFormulationError("no water of region 1")
    if pressure * _SLACK < boiling_pressure(temperature):
        raise OutsideFormulationError("at this pressure it is steam")
    with localcontext(PRECISION):
        pi, tau = pressure * BAR / Decimal("16.53"), Decimal(1386) / kelvin
        slope = _slope(_terms("1"), Decimal("7.1") - pi, tau - Decimal("1.222"))
        return _GAS_CONSTANT * kelvin * tau * slope


def steam_enthalpy(pressure: Decimal, temperature: Decimal) -> Decimal:
    """The specific enthalpy of dry or superheated steam, kJ/kg.

    Args:
        pressure: bar absolute, not above the pressure of boiling; at most 1,000.
        temperature: degrees Celsius, 0 to 800.

    Raises:
        OutsideFormulationError: water, or beyond the equations.

    Source:
        IAPWS R7-97(2012), equations 15 to 17 (region 2).
    """
    kelvin = temperature + ICE_POINT
    if not 0 <= temperature <= 800 or not 0 < pressure <= _highest_steam(temperature) * _SLACK:
        raise OutsideFormulationError("no steam of region 2")
    with localcontext(PRECISION):
        pi, tau = pressure * BAR, Decimal(540) / kelvin
        ideal = _slope(_terms("2i"), Decimal(1), tau)
        rest = _slope(_terms("2"), pi, tau - Decimal("0.5"))
        return _GAS_CONSTANT * kelvin * tau * (ideal + rest)


def boiling_water_enthalpy(pressure: Decimal) -> Decimal:
    """The specific enthalpy of water that boils, kJ/kg; the pressure in bar absolute."""
    return water_enthalpy(pressure, boiling_temperature(pressure))


def dry_steam_enthalpy(pressure: Decimal) -> Decimal:
    """The specific enthalpy of dry saturated steam, kJ/kg; the pressure in bar absolute."""
    return steam_enthalpy(pressure, boiling_temperature(pressure))


def _highest_steam(temperature: Decimal) -> Decimal:
    """Up to which pressure there is steam of region 2, bar absolute (equation 5 above 350)."""
    if temperature <= _HOTTEST_WATER:
        return boiling_pressure(temperature)
    if temperature > _BORDER_ENDS:
        return _HIGHEST
    kelvin = temperature + ICE_POINT
    n1, n2, n3 = _BORDER
    return (n1 + n2 * kelvin + n3 * kelvin * kelvin) / BAR


def _within(pressure: Decimal) -> None:
    if not LOWEST_PRESSURE <= pressure <= HIGHEST_PRESSURE:
        raise OutsideFormulationError("the pressure lies outside the equations")


@cache
def _terms(region: str) -> tuple[Term, ...]:
    path = Path(__file__).with_name("steam_formulation.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            (int(row["i"]), int(row["j"]), Decimal(row["n"]))
            for row in csv.DictReader(file)
            if row["region"] == region
        )


def _slope(terms: Sequence[Term], base: Decimal, tau: Decimal) -> Decimal:
    """The derivative by tau of a sum of n · base^i · tau^j."""
    return sum((n * base**i * j * tau ** (j - 1) for i, j, n in terms if j), Decimal(0))
