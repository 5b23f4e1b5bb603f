"""The kinds of equipment: one entry each, from which forms, pages and field workbooks are built.

Hard limits are what physics or the meaning of the quantity allows: a value beyond them is refused.
Plausible ranges are ours, from common practice in plants, and only raise a question.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from portal.advisory.vocabulary import Carrier, System
from portal.language import Text

_MINUS: Final = "\u2212"


@dataclass(frozen=True, slots=True)
class Range:
    """From the least to the greatest value, both included; None is open."""

    least: Decimal | None = None
    greatest: Decimal | None = None

    def holds(self, value: Decimal) -> bool:
        """Whether a value lies within."""
        above = self.least is None or value >= self.least
        return above and (self.greatest is None or value <= self.greatest)

    @property
    def said(self) -> str:
        """The range as people read it."""
        least = "" if self.least is None else f"{self.least:,}"
        greatest = "" if self.greatest is None else f"{self.greatest:,}"
        between = " – " if "-" in least + greatest else "–"
        return f"{least}{between}{greatest}".replace("-", _MINUS)


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity that is measured on a kind of equipment."""

    code: str
    label: Text
    unit: str
    hard: Range
    plausible: Range


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of equipment.

    Attributes:
        rated: what the nameplate gives, with its unit and limits.
        carrier: what it usually uses.
        may_have_vsd: whether a variable speed drive makes sense on it.
    """

    code: str
    system: System
    label: Text
    rated: Measured
    carrier: Carrier
    may_have_vsd: bool
    measured: tuple[Measured, ...]

    def quantity(self, code: str) -> Measured | None:
        """A measured quantity by its code."""
        return next((one for one in self.measured if one.code == code), None)


def _range(limits: str) -> Range:
    """A range written `least..greatest`, either side empty when open."""
    least, greatest = limits.split("..")
    return Range(Decimal(least) if least else None, Decimal(greatest) if greatest else None)


def _measured(code: str, zh: str, en: str, unit: str, hard: str, plausible: str) -> Measured:
    return Measured(code, Text(zh, en), unit, _range(hard), _range(plausible))


_POWER_KW = _measured("power_kw", "輸入功率", "Input power", "kW", "0..100000", "0.5..10000")
_CURRENT = _measured("current_a", "電流", "Current", "A", "0..10000", "1..5000")
_VOLTAGE = _measured("voltage_v", "電壓", "Voltage", "V", "0..400000", "100..25000")
_FACTOR = _measured("power_factor", "功率因數", "Power factor", "—", "0..1", "0.5..1")

BOILER: Final = Kind(
    "boiler",
    System.BOILER,
    Text("鍋爐", "Boiler"),
    _measured("rated_t_h", "額定蒸發量", "Rated steam output", "t/h", "0.01..5000", "0.3..500"),
    Carrier.NATURAL_GAS,
    may_have_vsd=False,
    measured=(
        # Air holds 20.9 % oxygen, so flue gas always has less.
        _measured("flue_o2", "煙氣含氧量", "Oxygen in flue gas", "%", "0..20.8", "2..10"),
        _measured(
            "flue_temperature", "煙氣溫度", "Flue gas temperature", "°C", "40..800", "100..350"
        ),
        _measured("air_temperature", "燃燒空氣溫度", "Combustion air", "°C", "-10..400", "10..60"),
        _measured("flue_co", "煙氣一氧化碳", "Carbon monoxide", "ppm", "0..100000", "0..400"),
        _measured("steam_pressure", "蒸汽壓力", "Steam pressure", "bar(g)", "0..300", "3..45"),
        _measured("feedwater", "給水溫度", "Feed water", "°C", "0..370", "20..150"),
        _measured("tds_boiler", "爐水導電度", "Boiler water", "µS/cm", "0..20000", "500..7000"),
        _measured("tds_feed", "給水導電度", "Feed water", "µS/cm", "0..20000", "1..1500"),
        _measured("surface", "外壁溫度", "Surface temperature", "°C", "-10..600", "20..80"),
    ),
)
COMPRESSOR: Final = Kind(
    "compressor",
    System.AIR,
    Text("空壓機", "Air compressor"),
    _measured("rated_kw", "額定功率", "Rated power", "kW", "0.1..30000", "5..5000"),
    Carrier.ELECTRICITY,
    may_have_vsd=True,
    measured=(
        _measured("pressure", "排氣壓力", "Discharge pressure", "bar(g)", "0..400", "4..13"),
        _POWER_KW,
        _measured("flow", "排氣量", "Delivered flow", "m³/min", "0..5000", "0.5..1000"),
        _measured("load_time", "加載時間", "Time on load", "s", "0..86400", "10..3600"),
        _measured("unload_time", "卸載時間", "Time off load", "s", "0..86400", "10..3600"),
        _measured("inlet", "進氣溫度", "Inlet temperature", "°C", "-20..80", "15..45"),
        _measured("dew_point", "壓力露點", "Pressure dew point", "°C", "-100..60", "-70..12"),
    ),
)
CHILLER: Final = Kind(
    "chiller",
    System.COOLING,
    Text("冰水主機", "Chiller"),
    _measured("rated_rt", "額定冷凍能力", "Rated capacity", "RT", "1..20000", "20..3000"),
    Carrier.ELECTRICITY,
    may_have_vsd=True,
    measured=(
        _POWER_KW,
        _measured("chilled_flow", "冰水流量", "Chilled water flow", "m³/h", "0..100000", "5..5000"),
        _measured(
            "chilled_supply", "冰水出水溫度", "Chilled water supply", "°C", "-40..30", "4..15"
        ),
        _measured(
            "chilled_return", "冰水回水溫度", "Chilled water return", "°C", "-40..40", "7..22"
        ),
        _measured("cooling_in", "冷卻水進水溫度", "Cooling water in", "°C", "0..60", "18..35"),
        _measured("cooling_out", "冷卻水出水溫度", "Cooling water out", "°C", "0..70", "22..42"),
        _measured("wet_bulb", "濕球溫度", "Wet bulb", "°C", "-20..40", "10..30"),
    ),
)
PUMP_FAN: Final = Kind(
    "pump_fan",
    System.POWER,
    Text("泵浦或風機（馬達）", "Pump or fan (motor)"),
    _measured("rated_kw", "額定功率", "Rated power", "kW", "0.01..50000", "0.75..5000"),
    Carrier.ELECTRICITY,
    may_have_vsd=True,
    measured=(
        _POWER_KW,
        _CURRENT,
        _VOLTAGE,
        _FACTOR,
        _measured("frequency", "運轉頻率", "Frequency", "Hz", "0..400", "20..60"),
        _measured("flow_m3_h", "流量", "Flow", "m³/h", "0..1000000", "1..100000"),
    ),
)
TRANSFORMER: Final = Kind(
    "transformer",
    System.POWER,
    Text("變壓器", "Transformer"),
    _measured("rated_kva", "額定容量", "Rated capacity", "kVA", "1..1000000", "50..60000"),
    Carrier.ELECTRICITY,
    may_have_vsd=False,
    measured=(_VOLTAGE, _CURRENT, _POWER_KW, _FACTOR),
)
LIGHTING: Final = Kind(
    "lighting",
    System.POWER,
    Text("照明", "Lighting"),
    _measured("rated_w", "每具功率", "Power of one lamp", "W", "0.5..5000", "5..1000"),
    Carrier.ELECTRICITY,
    may_have_vsd=False,
    measured=(
        _measured("count", "燈具數", "Number of lamps", "—", "0..1000000", "1..20000"),
        _measured("illuminance", "照度", "Illuminance", "lx", "0..150000", "50..2000"),
        _measured("area", "照明面積", "Area lit", "m²", "0..5000000", "5..200000"),
    ),
)
OTHER: Final = Kind(
    "other",
    System.OTHER,
    Text("其他設備", "Other equipment"),
    _measured("rated_kw", "額定功率", "Rated power", "kW", "0..1000000", "0.1..50000"),
    Carrier.ELECTRICITY,
    may_have_vsd=True,
    measured=(
        _POWER_KW,
        _measured("temperature", "溫度", "Temperature", "°C", "-273..3000", "-50..1500"),
    ),
)

KINDS: Final[dict[str, Kind]] = {
    kind.code: kind
    for kind in (BOILER, COMPRESSOR, CHILLER, PUMP_FAN, TRANSFORMER, LIGHTING, OTHER)
}


def kinds_of(system: System) -> Iterator[Kind]:
    """The kinds of equipment of a system."""
    return (kind for kind in KINDS.values() if kind.system is system)
