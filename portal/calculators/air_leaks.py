"""Leaks of compressed air: four ways to measure them, and what they cost."""

from typing import Final

from portal.calculators.asked import (
    ATMOSPHERE,
    ELECTRICITY_PRICE,
    HOURS,
    OPTIONAL_HOURS,
    SPECIFIC_POWER,
    gauge,
    saved_money,
)
from portal.calculators.declaration import (
    Calculator,
    Choice,
    Input,
    Standing,
    Step,
    System,
    choice,
    line,
    number,
    refuse,
    result,
    warn,
)
from portal.language import Text

_FLOW_LABEL: Final = Text("洩漏量", "Leak")
_COST_INPUTS: Final = (OPTIONAL_HOURS, SPECIFIC_POWER, ELECTRICITY_PRICE)


def _minutes(key: str, label: Text, symbol: str) -> Input:
    return number(key, label, symbol, "min", "(0, 1440]", plausible="[0.05, 120]")


def _leak(formula: str) -> Step:
    return result("flow", _FLOW_LABEL, "Q", "m3/min", formula)


_COST: Final = (
    result("lost", Text("年損失電量", "Electricity lost a year"), "E", "kWh/yr", "flow * sp * h"),
    result("money", Text("年損失金額", "Money lost a year"), "S", "NT$/yr", "lost * price"),
)
_NO_STEADY_TEST: Final = Text(
    "變頻（VSD）或調變控制的壓縮機不會有明確的加卸載週期，此法不適用；請改用洩壓法。",
    "A compressor with variable speed or modulation has no clear load cycles, so this test does "
    "not apply; use the bleed-down test.",
)

LOAD_UNLOAD: Final = Calculator(
    "air_leak_load_unload",
    1,
    System.AIR,
    Text("洩漏率（加卸載法）", "Leak by load and unload times"),
    Text("停產時量測加載與卸載時間。", "Times of loading and unloading while nothing is made."),
    (
        choice(
            "control",
            Text("控制方式", "control"),
            "mode",
            (
                Choice("load_unload", Text("加卸載", "Load/unload")),
                Choice("start_stop", Text("啟停", "Start/stop")),
                Choice("vsd", Text("變頻", "Variable speed"), refused=_NO_STEADY_TEST),
                Choice("modulating", Text("調變", "Modulating"), refused=_NO_STEADY_TEST),
            ),
        ),
        _minutes("t1", Text("加載時間合計", "time loaded"), "T"),
        _minutes("t2", Text("卸載時間合計", "time unloaded"), "t"),
        number(
            "cycles",
            Text("量測週期數", "cycles measured"),
            "k",
            "",
            "[1, 1000]",
            plausible="[3, 1000]",
            default="3",
        ),
        number(
            "fad",
            Text("壓縮機排氣量（FAD）", "free air delivery"),
            "FAD",
            "m3/min",
            "(0, 5000]",
            plausible="[0.5, 500]",
            optional=True,
        ),
        *_COST_INPUTS,
    ),
    (
        result("leak", Text("洩漏率", "Leak share"), "λ", "%", "100 * t1 / (t1 + t2)"),
        _leak("fad * leak / 100"),
        *_COST,
    ),
    "leaksrepair.com (7.5 of 30 min: 25 %); blog.exair.com, leakage rate",
    Standing.REPRODUCED,
    Text(
        "停機時間不計入卸載時間；至少量測三個週期。",
        "Time switched off is not time unloaded; measure three cycles at least.",
    ),
    (
        warn(
            "t1",
            "leak > 30",
            Text(
                "洩漏率超過 30 %：請確認停產時確實沒有用氣。",
                "More than 30 %: make sure that nothing used air during the test.",
            ),
        ),
    ),
)

BLEED_DOWN: Final = Calculator(
    "air_leak_bleed_down",
    1,
    System.AIR,
    Text("洩漏量（洩壓法）", "Leak by bleed-down"),
    Text(
        "關閉壓縮機，量測壓力下降時間。", "Time in which the pressure falls with compressors off."
    ),
    (
        number(
            "v",
            Text("系統容積", "volume of the system"),
            "V",
            "m3",
            "(0, 10000]",
            plausible="[0.1, 500]",
        ),
        gauge("p1", Text("起始壓力", "pressure at the start"), "p₁"),
        gauge("p2", Text("結束壓力", "pressure at the end"), "p₂"),
        _minutes("t", Text("經過時間", "time"), "T"),
        ATMOSPHERE,
        *_COST_INPUTS,
    ),
    (_leak("v * (p1 - p2) / (t * patm) * 1.25"), *_COST),
    "titusco.com (5 ft³, 100 to 50 psig in 60 min: 0.354 cfm); MEASUR bleed test",
    Standing.REPRODUCED,
    Text(
        "係數 1.25 修正為正常系統壓力下之洩漏。",
        "The factor 1.25 corrects to the leak at normal pressure.",
    ),
    (
        refuse(
            "p2",
            "p2 >= p1",
            Text("結束壓力須低於起始壓力。", "The pressure must be lower at the end."),
        ),
    ),
)

ORIFICE: Final = Calculator(
    "air_leak_orifice",
    1,
    System.AIR,
    Text("洩漏量（孔口法）", "Leak through an orifice"),
    Text("由孔徑與壓力計算音速流洩漏。", "Choked flow from diameter and pressure."),
    (
        number(
            "d",
            Text("孔徑", "diameter"),
            "d",
            "mm",
            "(0, 100]",
            plausible="[0.3, 20]",
        ),
        number(
            "n",
            Text("孔數", "number of holes"),
            "n",
            "",
            "[1, 10000]",
            plausible="[1, 200]",
            default="1",
        ),
        gauge("p", Text("管內壓力", "line pressure"), "p"),
        number(
            "temp",
            Text("空氣溫度", "temperature of the air"),
            "T",
            "degC",
            "[-40, 400]",
            plausible="[5, 60]",
            default="30",
        ),
        number(
            "cd",
            Text("流量係數", "discharge coefficient"),
            "Cd",
            "",
            "[0.6, 1]",
            default="0.65",
            help=Text("銳緣 0.61，圓角 0.97。", "Sharp edge 0.61, rounded 0.97."),
        ),
        ATMOSPHERE,
        *_COST_INPUTS,
    ),
    (
        line(
            "speed",
            Text("音速", "Velocity"),
            "v",
            "m/s",
            "sqrt(2 * 1.4 / (1.4 + 1) * 287.05 * (temp + 273.15))",
        ),
        line("ratio", Text("絕對壓力比", "Ratio of pressures"), "r", "", "(p + patm) / patm"),
        _leak("n * cd * pi / 4 * (d / 1000) ** 2 * speed * (2 / (1.4 + 1)) ** 2.5 * ratio * 60"),
        *_COST,
    ),
    "ORNL-AMO/AMO-Tools-Suite, CompressedAirLeakSurvey unit test (4 × 3/8 in, 100 psig: "
    "1,295 scfm)",
    Standing.REPRODUCED,
    Text(
        "僅適用音速流（表壓約 0.9 bar 以上）；換算為管內溫度下之自由空氣。",
        "For choked flow only (from about 0.9 bar gauge); free air at the line's temperature.",
    ),
    (
        refuse(
            "p",
            "(p + patm) / patm < 1.893",
            Text(
                "壓力太低，孔口不是音速流，此式不適用。",
                "The pressure is too low for choked flow; this formula does not apply.",
            ),
        ),
    ),
)

BAG: Final = Calculator(
    "air_leak_bag",
    1,
    System.AIR,
    Text("洩漏量（袋量法）", "Leak by the bag method"),
    Text("以已知容積的袋子量測充滿時間。", "Time to fill a bag of known size."),
    (
        number("height", Text("袋高", "height"), "H", "cm", "(0, 500]", plausible="[10, 150]"),
        number("d", Text("袋徑", "diameter"), "d", "cm", "(0, 300]", plausible="[5, 100]"),
        number(
            "t",
            Text("充滿時間", "time to fill"),
            "T",
            "s",
            "(0, 3600]",
            plausible="[2, 600]",
        ),
        number(
            "n",
            Text("相同洩漏點數", "leaks of this kind"),
            "n",
            "",
            "[1, 10000]",
            plausible="[1, 200]",
            default="1",
        ),
        *_COST_INPUTS,
    ),
    (_leak("n * 60 / t * pi * height / 100 * (d / 200) ** 2"), *_COST),
    "ORNL-AMO/AMO-Tools-Suite, CompressedAirReduction unit test (15 × 10 in, 12 s: 3.409 cfm)",
    Standing.REPRODUCED,
    Text("袋子以圓柱計。", "The bag is taken for a cylinder."),
)


def _corner(key: str, zh: str, en: str, symbol: str, unit: str, hard: str) -> Input:
    return number(key, Text(zh, en), symbol, unit, hard)


DECIBEL: Final = Calculator(
    "air_leak_decibel",
    1,
    System.AIR,
    Text("洩漏量（超音波分貝法）", "Leak by ultrasound level"),
    Text("在儀器的對照表四點之間內插。", "Between four points of the instrument's chart."),
    (
        gauge("p", Text("管內壓力", "line pressure"), "p"),
        number("db", Text("量測分貝", "level read"), "L", "dB", "[0, 140]", plausible="[10, 100]"),
        _corner("pa", "對照壓力一", "first pressure of the chart", "pA", "bar", "[0, 60]"),
        _corner("pb", "對照壓力二", "second pressure of the chart", "pB", "bar", "[0, 60]"),
        _corner("la", "對照分貝一", "first level of the chart", "LA", "dB", "[0, 140]"),
        _corner("lb", "對照分貝二", "second level of the chart", "LB", "dB", "[0, 140]"),
        _corner("qaa", "流量（pA、LA）", "flow at pA and LA", "QAA", "m3/min", "[0, 100]"),
        _corner("qba", "流量（pB、LA）", "flow at pB and LA", "QBA", "m3/min", "[0, 100]"),
        _corner("qab", "流量（pA、LB）", "flow at pA and LB", "QAB", "m3/min", "[0, 100]"),
        _corner("qbb", "流量（pB、LB）", "flow at pB and LB", "QBB", "m3/min", "[0, 100]"),
        *_COST_INPUTS,
    ),
    (
        line("x", Text("壓力位置", "Place by pressure"), "x", "", "(p - pa) / (pb - pa)"),
        line("y", Text("分貝位置", "Place by level"), "y", "", "(db - la) / (lb - la)"),
        _leak("(1 - x) * (1 - y) * qaa + x * (1 - y) * qba + (1 - x) * y * qab + x * y * qbb"),
        *_COST,
    ),
    "ORNL-AMO/AMO-Tools-Suite, CompressedAir unit test (1.429 cfm)",
    Standing.REPRODUCED,
    Text(
        "對照值取自超音波儀器手冊，讀值須落在四點之內。",
        "The chart is the instrument's; the reading must lie within the four points.",
    ),
    (
        refuse(
            "pb",
            "pa == pb",
            Text("兩個對照壓力不可相同。", "The two pressures must differ."),
        ),
        refuse(
            "lb",
            "la == lb",
            Text("兩個對照分貝不可相同。", "The two levels must differ."),
        ),
        refuse(
            "p",
            "(p - pa) * (p - pb) > 0",
            Text("壓力在對照範圍之外。", "The pressure lies outside the chart."),
        ),
        refuse(
            "db",
            "(db - la) * (db - lb) > 0",
            Text("分貝在對照範圍之外。", "The level lies outside the chart."),
        ),
    ),
)

ENERGY: Final = Calculator(
    "air_leak_energy",
    1,
    System.AIR,
    Text("洩漏損失電量", "Electricity lost by leaks"),
    Text("已知洩漏量時之年損失。", "What a known leak costs a year."),
    (
        number(
            "flow",
            Text("洩漏量", "leak"),
            "Q",
            "m3/min",
            "(0, 5000]",
            plausible="[0.001, 100]",
        ),
        HOURS,
        Input(
            "sp",
            SPECIFIC_POWER.label,
            SPECIFIC_POWER.symbol,
            SPECIFIC_POWER.unit,
            SPECIFIC_POWER.hard,
            SPECIFIC_POWER.plausible,
        ),
        ELECTRICITY_PRICE,
    ),
    (
        result("volume", Text("年洩漏體積", "Air lost a year"), "V", "m3/yr", "flow * 60 * h"),
        result(
            "saved",
            Text("年損失電量", "Electricity lost a year"),
            "E",
            "kWh/yr",
            "flow * sp * h",
        ),
        saved_money("saved * price"),
    ),
    "ORNL-AMO/AMO-Tools-Suite, CompressedAirLeakSurvey unit test (0.1 cfm: 138.24 kWh)",
    Standing.REPRODUCED,
    Text(
        "壓縮機能隨用氣減少而降載時，才會真正省電。",
        "The saving is real only if the compressor follows the lower demand.",
    ),
)

CALCULATORS: Final = (LOAD_UNLOAD, BLEED_DOWN, ORIFICE, BAG, DECIBEL, ENERGY)
