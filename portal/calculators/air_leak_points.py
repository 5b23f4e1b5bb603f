"""Single leaks of compressed air: by their hole, by a bag, by their sound."""

from typing import Final

from portal.calculators.air_leaks import COST, COST_INPUTS, leak_flow
from portal.calculators.asked import ATMOSPHERE, gauge
from portal.calculators.declaration import (
    Calculator,
    Input,
    Standing,
    System,
    line,
    number,
    refuse,
)
from portal.language import Text

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
        *COST_INPUTS,
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
        leak_flow(
            "n * cd * pi / 4 * (d / 1000) ** 2 * speed * (2 / (1.4 + 1)) ** 2.5 * ratio * 60"
        ),
        *COST,
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
        *COST_INPUTS,
    ),
    (leak_flow("n * 60 / t * pi * height / 100 * (d / 200) ** 2"), *COST),
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
        *COST_INPUTS,
    ),
    (
        line("x", Text("壓力位置", "Place by pressure"), "x", "", "(p - pa) / (pb - pa)"),
        line("y", Text("分貝位置", "Place by level"), "y", "", "(db - la) / (lb - la)"),
        leak_flow("(1 - x) * (1 - y) * qaa + x * (1 - y) * qba + (1 - x) * y * qab + x * y * qbb"),
        *COST,
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

CALCULATORS: Final = (ORIFICE, BAG, DECIBEL)
