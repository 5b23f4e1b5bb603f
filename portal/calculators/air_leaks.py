"""Leaks of compressed air: all of them together, by two tests, and what they cost."""

from decimal import Decimal
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
    Check,
    Choice,
    Given,
    Input,
    Standing,
    Step,
    System,
    choice,
    number,
    refuse,
    result,
    warn,
)
from portal.language import Text

_FLOW_LABEL: Final = Text("洩漏量", "Leak")
COST_INPUTS: Final = (OPTIONAL_HOURS, SPECIFIC_POWER, ELECTRICITY_PRICE)
"""What the cost of a leak needs; without them the leak alone is calculated."""


def _minutes(key: str, label: Text, symbol: str) -> Input:
    return number(key, label, symbol, "min", "(0, 1440]", plausible="[0.05, 120]")


def leak_flow(formula: str) -> Step:
    """The leak as free air."""
    return result("flow", _FLOW_LABEL, "Q", "m3/min", formula)


COST: Final = (
    result("lost", Text("年損失電量", "Electricity lost a year"), "E", "kWh/yr", "flow * sp * h"),
    result("money", Text("年損失金額", "Money lost a year"), "S", "NT$/yr", "lost * price"),
)
"""What a leak costs a year."""
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
        *COST_INPUTS,
    ),
    (
        result("leak", Text("洩漏率", "Leak share"), "λ", "%", "100 * t1 / (t1 + t2)"),
        leak_flow("fad * leak / 100"),
        *COST,
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

_SMALL_FALL: Final = Decimal("0.7")
_SLIGHT: Final = Decimal("1.1")


def _overcorrected(given: Given) -> bool:
    fall = given.numbers["p1"] - given.numbers["p2"]
    return fall < _SMALL_FALL and given.numbers["c"] > _SLIGHT


BLEED_DOWN: Final = Calculator(
    "air_leak_bleed_down",
    2,
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
        number(
            "c",
            Text("壓力修正係數", "correction for pressure"),
            "k",
            "",
            "[1, 1.3]",
            default="1.25",
            help=Text(
                "壓降 0.7 bar 以內取 1，約 1.4 bar 取 1.12，約 3.4 bar 取 1.25。",
                "1 up to a fall of 0.7 bar, 1.12 at about 1.4 bar, 1.25 at about 3.4 bar.",
            ),
        ),
        ATMOSPHERE,
        *COST_INPUTS,
    ),
    (leak_flow("v * (p1 - p2) / (t * patm) * c"), *COST),
    "titusco.com (5 ft³, 100 to 50 psig in 60 min: 0.354 cfm); MEASUR bleed test; "
    "accurateair.com, bleed test (correction by fall of pressure)",
    Standing.REPRODUCED,
    Text(
        "係數修正為起始壓力下之洩漏；壓降越大，修正越大。",
        "The factor corrects to the leak at the first pressure; it grows with the fall.",
    ),
    (
        refuse(
            "p2",
            "p2 >= p1",
            Text("結束壓力須低於起始壓力。", "The pressure must be lower at the end."),
        ),
        Check(
            "c",
            _overcorrected,
            frozenset({"p1", "p2", "c"}),
            Text(
                "壓降小於 0.7 bar 時修正係數應取 1，否則洩漏量高估。",
                "For a fall below 0.7 bar take a factor of 1, or the leak is overstated.",
            ),
            refuses=False,
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

CALCULATORS: Final = (LOAD_UNLOAD, BLEED_DOWN, ENERGY)
