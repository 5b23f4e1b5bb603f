"""Economisers: heat taken back from the flue gas."""

from decimal import Decimal
from typing import Final

from portal.calculators.asked import (
    BOILER_EFFICIENCY,
    FUEL_PRICE,
    HOURS,
    saved_fuel,
    saved_money,
)
from portal.calculators.declaration import (
    Calculator,
    Given,
    Method,
    Standing,
    Step,
    System,
    number,
    refuse,
    result,
)
from portal.calculators.tables import Grid
from portal.language import Text
from portal.reference.imperial import FAHRENHEIT_STEP, MMBTU

ECONOMISER: Final = Calculator(
    "boiler_economiser",
    1,
    System.BOILER,
    Text("節熱器（由煙氣量）", "Economiser, from the flue gas"),
    Text("煙氣降溫可回收之熱與節省之燃料。", "Heat from cooling the flue gas, and fuel saved."),
    (
        number(
            "gas",
            Text("煙氣流量", "flue gas flow"),
            "ṁ",
            "kg/h",
            "(0, 10000000]",
            plausible="[500, 1000000]",
        ),
        number(
            "cp",
            Text("煙氣比熱", "heat capacity of the flue gas"),
            "cp",
            "kJ/(kg·K)",
            "[0.9, 1.4]",
            plausible="[1.0, 1.2]",
            default="1.05",
        ),
        number(
            "t1",
            Text("節熱器進口煙溫", "flue gas before"),
            "T₁",
            "degC",
            "[50, 1000]",
            plausible="[150, 400]",
        ),
        number(
            "t2",
            Text("節熱器出口煙溫", "flue gas after"),
            "T₂",
            "degC",
            "[40, 600]",
            plausible="[110, 250]",
            help=Text(
                "須高於酸露點；含硫燃料通常不低於 120 °C。",
                "Above the acid dew point; with sulphur usually not below 120 °C.",
            ),
        ),
        HOURS,
        BOILER_EFFICIENCY,
        FUEL_PRICE,
    ),
    (
        result(
            "power",
            Text("可回收熱", "Recoverable heat"),
            "Q",
            "kW",
            "gas * cp * (t1 - t2) / 3600",
        ),
        saved_fuel("power * h * 0.0036 / (eta / 100)"),
        saved_money("saved * price"),
    ),
    "refrigeration-engineer.com forum 43173 (1,419.8 kg/h, 355.6 to 180 °C: 72.7 kW); "
    "value of the heat as US DOE Steam Tip Sheet #3",
    Standing.REPRODUCED,
    Text("未計設備散熱與壓損。", "Without heat lost by the equipment and without pressure drop."),
    (
        refuse(
            "t2",
            "t2 >= t1",
            Text("出口煙溫須低於進口煙溫。", "The flue gas must leave colder than it came."),
        ),
    ),
)

# Rows: stack temperature, degrees Fahrenheit; columns: boiler output, MMBtu/h.
_RECOVERABLE: Final = Grid.of(
    "25 50 100 200",
    "400: 1.3 2.6 5.3 10.6",
    "500: 2.3 4.6 9.2 18.4",
    "600: 3.3 6.5 13.0 26.1",
)


def _recoverable(given: Given) -> Decimal:
    stack = given.numbers["t"] / FAHRENHEIT_STEP + 32
    return _RECOVERABLE.at(stack, given.numbers["out"] / MMBTU) * MMBTU


ECONOMISER_TABLE: Final = Calculator(
    "boiler_economiser_gas",
    1,
    System.BOILER,
    Text("節熱器（天然氣鍋爐，查表）", "Economiser on a gas boiler (table)"),
    Text(
        "煙氣流量未知時，由出力與排煙溫度查表。",
        "From output and stack temperature where the flow is not known.",
    ),
    (
        number(
            "t",
            Text("排煙溫度", "stack temperature"),
            "T",
            "degC",
            "[204.5, 315.5]",
        ),
        number(
            "out",
            Text("鍋爐出力", "output of the boiler"),
            "P",
            "GJ/h",
            "[26.4, 211]",
        ),
        HOURS,
        BOILER_EFFICIENCY,
        FUEL_PRICE,
    ),
    (
        Step(
            "heat",
            Text("可回收熱", "Recoverable heat"),
            "Q",
            "GJ/h",
            Method("f(T: {t}, P: {out})", frozenset({"t", "out"}), _recoverable),
            result=True,
        ),
        saved_fuel("heat * h / (eta / 100)"),
        saved_money("saved * price"),
    ),
    "US DOE Steam Tip Sheet #3 (500 °F, 50 MMBtu/h, 8,400 h: $386,400)",
    Standing.REPRODUCED,
    Text(
        "天然氣、過剩空氣 15 %、最終排煙 121 °C。",
        "Natural gas, 15 % excess air, flue gas cooled to 121 °C.",
    ),
)


CALCULATORS: Final = (
    ECONOMISER,
    ECONOMISER_TABLE,
)
