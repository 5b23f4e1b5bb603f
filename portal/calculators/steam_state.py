"""Steam by its state: pressure, boiling point, enthalpies."""

from decimal import Decimal
from typing import Final

from portal.calculators.declaration import (
    Calculator,
    Check,
    Given,
    Input,
    Method,
    Standing,
    Step,
    System,
    number,
    result,
)
from portal.calculators.water_steam import (
    boiling_temperature,
    boiling_water_enthalpy,
    dry_steam_enthalpy,
    steam_enthalpy,
)
from portal.language import Text

ATMOSPHERE: Final = Decimal("1.01325")
SOURCE: Final = "IAPWS R7-97(2012), Industrial Formulation 1997 (verification tables reproduced)"
_LIMITS: Final = Text(
    "依 IAPWS-IF97 計算；適用至 160 bar，超臨界不適用。",
    "By IAPWS-IF97; up to 160 bar and not beyond the critical point.",
)


def steam_gauge(key: str, label: Text, symbol: str) -> Input:
    """A gauge pressure of steam."""
    return number(
        key,
        label,
        symbol,
        "bar",
        "[0, 160]",
        plausible="[1, 60]",
        help=Text("表壓；以大氣壓 1.01325 bar 換算。", "Gauge; the atmosphere is 1.01325 bar."),
    )


def absolute(given: Given, key: str = "p") -> Decimal:
    """A gauge pressure as an absolute one, bar."""
    return given.numbers[key] + ATMOSPHERE


def _superheated(given: Given) -> Decimal:
    return steam_enthalpy(absolute(given), given.numbers["t"])


def enthalpy_of_steam(given: Given) -> Decimal:
    """The enthalpy of the steam at `p`, superheated where a temperature is given, kJ/kg."""
    return _superheated(given) if "t" in given.numbers else dry_steam_enthalpy(absolute(given))


def _not_superheated(given: Given) -> bool:
    return given.numbers["t"] < boiling_temperature(absolute(given))


STEAM_TEMPERATURE: Final = number(
    "t",
    Text("過熱蒸汽溫度", "temperature of superheated steam"),
    "T",
    "degC",
    "[100, 600]",
    plausible="[120, 540]",
    optional=True,
    help=Text("飽和蒸汽請留空。", "Leave it empty for saturated steam."),
)
TOO_COLD: Final = Check(
    "t",
    _not_superheated,
    frozenset({"t", "p"}),
    Text(
        "溫度低於該壓力之飽和溫度，不是過熱蒸汽；飽和蒸汽請將溫度留空。",
        "Below the boiling point of that pressure there is no superheated steam; for saturated "
        "steam leave the temperature empty.",
    ),
    refuses=True,
)
PRESSURE: Final = steam_gauge("p", Text("蒸汽壓力", "steam pressure"), "p")
_BOILING: Final = Step(
    "ts",
    Text("飽和溫度", "Boiling temperature"),
    "Tₛ",
    "degC",
    Method("Tₛ({p})", frozenset({"p"}), lambda given: boiling_temperature(absolute(given))),
    result=True,
)


def _enthalpy(key: str, zh: str, en: str, symbol: str) -> Step:
    of = boiling_water_enthalpy if key == "hf" else dry_steam_enthalpy
    return Step(
        key,
        Text(zh, en),
        symbol,
        "kJ/kg",
        Method(f"{symbol}({{p}})", frozenset({"p"}), lambda given: of(absolute(given))),
        result=True,
    )


PROPERTIES: Final = Calculator(
    "steam_properties",
    1,
    System.BOILER,
    Text("蒸汽性質（IAPWS-IF97）", "Steam properties (IAPWS-IF97)"),
    Text("由壓力查飽和溫度與焓，可另填過熱溫度。", "Boiling point and enthalpies by pressure."),
    (PRESSURE, STEAM_TEMPERATURE),
    (
        _BOILING,
        _enthalpy("hf", "飽和水焓", "Enthalpy of boiling water", "h′"),
        _enthalpy("hg", "飽和蒸汽焓", "Enthalpy of dry steam", "h″"),
        result("r", Text("蒸發潛熱", "Heat of evaporation"), "r", "kJ/kg", "hg - hf"),
        Step(
            "h",
            Text("過熱蒸汽焓", "Enthalpy of superheated steam"),
            "h",
            "kJ/kg",
            Method("h({p}, {t})", frozenset({"p", "t"}), _superheated),
            result=True,
        ),
    ),
    SOURCE,
    Standing.REPRODUCED,
    _LIMITS,
    (TOO_COLD,),
)


CALCULATORS: Final = (PROPERTIES,)
