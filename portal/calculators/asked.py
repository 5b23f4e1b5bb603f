"""Quantities that many calculators ask for, worded once."""

from typing import Final

from portal.calculators.declaration import Input, Step, number, result
from portal.language import Text

HOURS: Final = number(
    "h",
    Text("年運轉時數", "operating hours a year"),
    "h",
    "h/yr",
    "(0, 8784]",
    plausible="[200, 8784]",
)
OPTIONAL_HOURS: Final = number(
    "h",
    Text("年運轉時數", "operating hours a year"),
    "h",
    "h/yr",
    "(0, 8784]",
    plausible="[200, 8784]",
    optional=True,
)
ELECTRICITY_PRICE: Final = number(
    "price",
    Text("平均電價", "price of electricity"),
    "c",
    "NT$/kWh",
    "(0, 100]",
    plausible="[1.5, 8]",
    optional=True,
)
FUEL_PRICE: Final = number(
    "price",
    Text("燃料單價", "price of fuel"),
    "c",
    "NT$/GJ",
    "(0, 10000]",
    plausible="[50, 1500]",
    optional=True,
)
BOILER_EFFICIENCY: Final = number(
    "eta",
    Text("鍋爐效率", "boiler efficiency"),
    "η",
    "%",
    "[30, 110]",
    plausible="[60, 99]",
    help=Text("與燃料熱值同一基準（高位或低位）。", "On the same basis as the fuel's heat value."),
)
ATMOSPHERE: Final = number(
    "patm",
    Text("大氣壓力", "atmospheric pressure"),
    "p₀",
    "bar",
    "[0.6, 1.1]",
    plausible="[0.95, 1.05]",
    default="1.01325",
)
SPECIFIC_POWER: Final = number(
    "sp",
    Text("壓縮機比功率", "specific power of the compressor"),
    "SP",
    "kW/(m3/min)",
    "(0, 30]",
    plausible="[4.5, 9]",
    optional=True,
)


def gauge(key: str, label: Text, symbol: str, hard: str = "[0, 60]") -> Input:
    """A gauge pressure."""
    return number(
        key,
        label,
        symbol,
        "bar",
        hard,
        plausible="[1, 13]",
        help=Text("表壓。", "Gauge pressure."),
    )


def percent(key: str, label: Text, symbol: str, hard: str, plausible: str) -> Input:
    """A share or efficiency in per cent."""
    return number(key, label, symbol, "%", hard, plausible=plausible)


def saved_money(formula: str) -> Step:
    """What the saving is worth a year."""
    return result("money", Text("年節省金額", "Money saved a year"), "S", "NT$/yr", formula)


def saved_power(formula: str) -> Step:
    """Electricity saved in a year."""
    return result("saved", Text("年節電量", "Electricity saved a year"), "ΔE", "kWh/yr", formula)


def saved_fuel(formula: str) -> Step:
    """Fuel energy saved in a year."""
    return result("saved", Text("年節省燃料熱能", "Fuel saved a year"), "ΔF", "GJ/yr", formula)


def volts(key: str, label: Text, symbol: str) -> Input:
    """A voltage."""
    return number(key, label, symbol, "V", "(0, 400000]", plausible="[100, 40000]")


def amperes(key: str, label: Text, symbol: str) -> Input:
    """A current."""
    return number(key, label, symbol, "A", "(0, 20000]", plausible="[0.5, 5000]")


def kilowatts(key: str, label: Text, symbol: str) -> Input:
    """An electric or shaft power."""
    return number(key, label, symbol, "kW", "(0, 100000]", plausible="[0.4, 20000]")


POWER_FACTOR: Final = number(
    "pf", Text("功率因數", "power factor"), "cosφ", "", "(0, 1]", plausible="[0.5, 1]"
)


def degrees(key: str, label: Text, symbol: str, plausible: str) -> Input:
    """A temperature of water or air."""
    return number(key, label, symbol, "degC", "[-20, 99]", plausible=plausible)
