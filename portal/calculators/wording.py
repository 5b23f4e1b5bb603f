"""How calculators write numbers, ranges and units."""

from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Final

from portal.calculators.declaration import Range
from portal.language import Text

_DIGITS: Final = 6
_PLACES: Final = 12
# Wide enough for the largest result that the hard ranges allow.
_WIDE: Final = Context(prec=60)
MINUS: Final = "\u2212"

_UNITS: Final = {
    "": Text("", ""),
    "h/yr": Text("小時／年", "h/yr"),
    "yr": Text("年", "years"),
    "NT$": Text("元", "NT$"),
    "NT$/yr": Text("元／年", "NT$/yr"),
    "NT$/kWh": Text("元／度", "NT$/kWh"),
    "NT$/GJ": Text("元／GJ", "NT$/GJ"),
    "NT$/t": Text("元／公噸", "NT$/t"),
    "NT$/tCO2e": Text("元／公噸 CO₂e", "NT$/t CO₂e"),
    "kWh": Text("度", "kWh"),
    "RTh/yr": Text("RTh／年", "RTh/yr"),
    "kWh/yr": Text("度／年", "kWh/yr"),
    "GJ/yr": Text("GJ／年", "GJ/yr"),
    "t/yr": Text("公噸／年", "t/yr"),
    "m3/yr": Text("立方公尺／年", "m³/yr"),
    "tCO2e": Text("公噸 CO₂e", "t CO₂e"),
    "kgCO2e/kWh": Text("公斤 CO₂e／度", "kg CO₂e/kWh"),
    "lamp": Text("盞", "lamps"),
    "times": Text("倍", "times"),
    "case": Text("件", "cases"),
    "tCO2e/case": Text("公噸 CO₂e／件", "t CO₂e per case"),
}
_WORDS: Final = frozenset({"yr", "lamp", "times", "case", "tCO2e/case"})
_SIGNS: Final = {"m3/h": "m³/h", "m3/min": "m³/min", "m3": "m³", "m2": "m²", "W/m2": "W/m²"}
_MORE_SIGNS: Final = {
    "kW/(m3/min)": "kW/(m³/min)",
    "kg/m3": "kg/m³",
    "uS/cm": "µS/cm",
    "degC": "°C",
    "kW/RT": "kW/RT",
    "W/(m2·K)": "W/(m²·K)",
}


def unit_words(unit: str) -> Text:
    """A unit as a person reads it."""
    sign = _SIGNS.get(unit) or _MORE_SIGNS.get(unit) or unit
    return _UNITS.get(unit) or Text(sign, sign)


def unit_sign(unit: str) -> str:
    """A unit as it stands within a formula, the same in both languages; words stay out."""
    return "" if unit in _WORDS else unit_words(unit).en


def shown(value: Decimal, digits: int = _DIGITS) -> str:
    """A number with at most so many meaning digits, rounded half up, without needless zeros.

    Digits before the decimal sign are never rounded away.
    """
    places = max(0, digits - 1 - value.adjusted()) if value else 0
    with localcontext(_WIDE):
        rounded = value.quantize(Decimal(1).scaleb(-min(places, _PLACES)), ROUND_HALF_UP)
    text = f"{abs(rounded):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return (MINUS if rounded < 0 else "") + text


def range_words(span: Range, unit: str = "") -> Text:
    """A range with its unit; an end that does not belong to it says so."""
    words = unit_words(unit)
    low, high = shown(span.low), shown(span.high)
    left_out = [said for said, is_open in ((low, span.low_open), (high, span.high_open)) if is_open]
    zh, en = f"{low} – {high} {words.zh}".strip(), f"{low} – {high} {words.en}".strip()
    if not left_out:
        return Text(zh, en)
    return Text(f"{zh}（不含 {'、'.join(left_out)}）", f"{en} (not {' nor '.join(left_out)})")
