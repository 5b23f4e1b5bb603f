"""Cooling towers: make-up, approach, evaporation."""

from typing import Final

from portal.calculators.asked import (
    HOURS,
    degrees,
    percent,
)
from portal.calculators.declaration import (
    Calculator,
    Input,
    Standing,
    System,
    line,
    number,
    refuse,
    result,
    warn,
)
from portal.language import Text


def _cycles(key: str, label: Text, symbol: str) -> Input:
    return number(key, label, symbol, "times", "(1, 50]", plausible="[2, 12]")


TOWER_MAKEUP: Final = Calculator(
    "hvac_tower_makeup",
    1,
    System.HVAC,
    Text("冷卻水塔補水", "Cooling tower make-up"),
    Text("蒸發、飛散與排放之補水，改善前後比較。", "Evaporation, drift and blowdown, two states."),
    (
        number(
            "flow",
            Text("循環水量", "water circulated"),
            "V̇",
            "m3/h",
            "(0, 200000]",
            plausible="[5, 50000]",
        ),
        number(
            "load",
            Text("排熱量", "heat rejected"),
            "Q",
            "kW",
            "(0, 1000000]",
            plausible="[20, 200000]",
        ),
        number(
            "k",
            Text("蒸發修正係數", "correction of evaporation"),
            "k",
            "",
            "[0.5, 1.2]",
            plausible="[0.7, 1]",
            default="1",
            help=Text("乾燥時 1，潮濕時較小。", "1 in dry weather, less in damp."),
        ),
        HOURS,
        _cycles("n1", Text("現況濃縮倍數", "present cycles"), "N₁"),
        _cycles("n2", Text("改善後濃縮倍數", "new cycles"), "N₂"),
        percent("d1", Text("現況飛散率", "present drift"), "d₁", "[0, 5]", "[0.0005, 0.3]"),
        percent("d2", Text("改善後飛散率", "new drift"), "d₂", "[0, 5]", "[0.0005, 0.3]"),
    ),
    (
        line("evap", Text("蒸發量", "Evaporation"), "Ev", "m3/h", "0.00155 * k * load"),
        result(
            "m1",
            Text("現況年補水", "Make-up now"),
            "M₁",
            "m3/yr",
            "(evap + evap / (n1 - 1) + d1 / 100 * flow) * h",
        ),
        result(
            "m2",
            Text("改善後年補水", "Make-up then"),
            "M₂",
            "m3/yr",
            "(evap + evap / (n2 - 1) + d2 / 100 * flow) * h",
        ),
        result("saved", Text("年節水量", "Water saved a year"), "ΔM", "m3/yr", "m1 - m2"),
    ),
    "ORNL-AMO/AMO-Tools-Suite, CoolingTower unit test (2,500 gpm, 10 MMBtu/h: 2.10 and 1.815 "
    "million gal)",
    Standing.REPRODUCED,
    Text(
        "蒸發量以每 5.6 K 降溫蒸發 1 % 計，即每 kW 0.00155 m³/h。",
        "Evaporation of 1 % for each 5.6 K, which is 0.00155 m³/h for each kW.",
    ),
)

APPROACH: Final = Calculator(
    "hvac_tower_approach",
    1,
    System.HVAC,
    Text("水塔溫差、趨近度與效率", "Cooling tower range and approach"),
    Text("判斷水塔散熱能力。", "Shows how well a tower cools."),
    (
        degrees("t1", Text("進塔水溫", "hot water"), "T₁", "[25, 45]"),
        degrees("t2", Text("出塔水溫", "cold water"), "T₂", "[18, 38]"),
        degrees("wb", Text("外氣濕球溫度", "wet bulb temperature"), "Tw", "[8, 30]"),
    ),
    (
        result("range", Text("溫差", "Range"), "R", "K", "t1 - t2"),
        result("approach", Text("趨近度", "Approach"), "A", "K", "t2 - wb"),
        result(
            "eff",
            Text("水塔效率", "Effectiveness"),
            "ε",
            "%",
            "100 * range / (range + approach)",
        ),
    ),
    "dev.to, cooling tower efficiency (95, 85, 78 °F: 58.8 %)",
    Standing.REPRODUCED,
    Text("依定義。", "By definition."),
    (
        refuse(
            "t2",
            "t2 >= t1",
            Text("出塔水溫須低於進塔水溫。", "The cold water must be colder than the hot."),
        ),
        refuse(
            "wb",
            "wb >= t2",
            Text(
                "濕球溫度須低於出塔水溫；水塔無法冷卻到濕球以下。",
                "No tower cools below the wet bulb temperature.",
            ),
        ),
        warn("t1", "range < 2", Text("溫差小於 2 K，誤差大。", "Below 2 K it is uncertain.")),
    ),
)

EVAPORATION: Final = Calculator(
    "hvac_tower_evaporation",
    1,
    System.HVAC,
    Text("水塔蒸發量（經驗式）", "Tower evaporation by rule"),
    Text("由循環水量與溫差估算。", "From flow and range."),
    (
        number(
            "flow",
            Text("循環水量", "water circulated"),
            "V̇",
            "m3/h",
            "(0, 200000]",
            plausible="[5, 50000]",
        ),
        number("range", Text("溫差", "range"), "R", "K", "(0, 40]", plausible="[2, 15]"),
    ),
    (result("evap", Text("蒸發量", "Evaporation"), "Ev", "m3/h", "0.00085 * 1.8 * range * flow"),),
    "Bureau of Energy Efficiency (India), guide on cooling towers and examination of energy "
    "auditors (19,800 m³/h, 6.81 K: 206.3 m³/h)",
    Standing.REPRODUCED,
    Text(
        "經驗式；網路上常誤植為 1.08，正確換算為 1.8。",
        "A rule of thumb; it is often misprinted with 1.08 in place of 1.8.",
    ),
)


CALCULATORS: Final = (
    TOWER_MAKEUP,
    APPROACH,
    EVAPORATION,
)
