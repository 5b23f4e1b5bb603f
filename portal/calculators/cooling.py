"""Chillers from the electric and the water side, staging, affinity laws."""

from decimal import Decimal
from typing import Final

from portal.calculators.asked import (
    ELECTRICITY_PRICE,
    HOURS,
    degrees,
    saved_money,
    saved_power,
)
from portal.calculators.declaration import (
    Calculator,
    Check,
    Given,
    Input,
    Method,
    Standing,
    Step,
    System,
    line,
    number,
    refuse,
    result,
    warn,
)
from portal.language import Text

_INPUT: Final = number(
    "kw",
    Text("冰水主機輸入功率", "input of the chiller"),
    "P",
    "kW",
    "(0, 50000]",
    plausible="[5, 5000]",
)


NO_SUCH_CHILLER: Final = Text(
    "COP 高於 30，超過冰水主機的物理極限；請確認功率與負載的單位。",
    "A COP above 30 is beyond what physics allows a chiller; check the units of power and load.",
)

KW_PER_RT: Final = Calculator(
    "hvac_kw_per_rt",
    1,
    System.HVAC,
    Text("冰水主機 kW/RT 與 COP", "Chiller kW/RT and COP"),
    Text("主機效率的兩種表示。", "Two ways to say how good a chiller is."),
    (
        _INPUT,
        number(
            "rt",
            Text("冷凍負載", "cooling load"),
            "Q",
            "RT",
            "(0, 50000]",
            plausible="[5, 5000]",
        ),
    ),
    (
        result("specific", Text("耗電率", "Specific power"), "e", "kW/RT", "kw / rt"),
        result("cop", Text("性能係數", "COP"), "COP", "", "3.51685 / specific"),
    ),
    "1 RT = 12,000 Btu/h = 3.51685 kW",
    Standing.DEFINITION,
    Text("定義式。", "True by definition."),
    (
        warn(
            "kw",
            "specific < 0.45",
            Text("耗電率低於 0.45 kW/RT，請確認負載量測。", "Below 0.45 kW/RT; check the load."),
        ),
        warn(
            "kw",
            "specific > 1.4",
            Text("耗電率高於 1.4 kW/RT，請確認負載量測。", "Above 1.4 kW/RT; check the load."),
        ),
        refuse("rt", "cop > 30", NO_SUCH_CHILLER),
    ),
)

WATER_SIDE: Final = Calculator(
    "hvac_water_side_load",
    1,
    System.HVAC,
    Text("冰水側冷凍負載", "Cooling load from the water side"),
    Text("由冰水流量與溫差計算負載。", "Load from flow and temperatures of the chilled water."),
    (
        number(
            "flow",
            Text("冰水流量", "chilled water flow"),
            "V̇",
            "m3/h",
            "(0, 50000]",
            plausible="[2, 5000]",
        ),
        degrees("t1", Text("冰水回水溫度", "return temperature"), "T₁", "[7, 25]"),
        degrees("t2", Text("冰水供水溫度", "supply temperature"), "T₂", "[3, 18]"),
        number(
            "kw",
            Text("主機輸入功率", "input of the chiller"),
            "P",
            "kW",
            "(0, 50000]",
            plausible="[5, 5000]",
            optional=True,
        ),
    ),
    (
        line("dt", Text("溫差", "Difference"), "ΔT", "K", "t1 - t2"),
        result("heat", Text("冷凍負載", "Load"), "Q", "kW", "flow * 998 * 4.187 * dt / 3600"),
        result("rt", Text("冷凍噸", "Load in tons"), "RT", "RT", "heat / 3.51685"),
        result("specific", Text("耗電率", "Specific power"), "e", "kW/RT", "kw / rt"),
        result("cop", Text("性能係數", "COP"), "COP", "", "heat / kw"),
    ),
    "Heat balance; 1000freetools.com chiller tonnage (120 gpm, 10 °F: 50 tons, 175.9 kW)",
    Standing.REPRODUCED,
    Text(
        "水密度 998 kg/m³、比熱 4.187 kJ/(kg·K)；不適用乙二醇水溶液。",
        "Water of 998 kg/m³ and 4.187 kJ/(kg·K); not for glycol.",
    ),
    (
        refuse(
            "t2",
            "t2 >= t1",
            Text("供水溫度須低於回水溫度。", "The supply must be colder than the return."),
        ),
        warn(
            "t1",
            "dt < 2",
            Text(
                "溫差小於 2 K，溫度計誤差會使負載誤差很大。",
                "Below 2 K the error of the thermometers makes the load very uncertain.",
            ),
        ),
        refuse("kw", "cop > 30", NO_SUCH_CHILLER),
        warn("t1", "dt > 12", Text("溫差大於 12 K，請確認。", "Above 12 K; check the readings.")),
    ),
)


def _series(key: str, label: Text, symbol: str, unit: str, hard: str, plausible: str) -> Input:
    one = number(key, label, symbol, unit, hard, plausible=plausible)
    return Input(
        key,
        label,
        symbol,
        unit,
        one.hard,
        one.plausible,
        is_series=True,
        help=Text("每台主機一個數值，以空格分開。", "One value per chiller, with blanks between."),
    )


def _together(loads: str, specific: str) -> Method:
    def power(given: Given) -> Decimal:
        pairs = zip(given.series[loads], given.series[specific], strict=True)
        return sum((load * each for load, each in pairs), Decimal(0))

    return Method(f"Σ({{{loads}}} × {{{specific}}})", frozenset({loads, specific}), power)


def _total(loads: str) -> Method:
    def total(given: Given) -> Decimal:
        return sum(given.series[loads], Decimal(0))

    return Method(f"Σ{{{loads}}}", frozenset({loads}), total)


def _same_count(first: str, second: str) -> Check:
    def differ(given: Given) -> bool:
        return len(given.series[first]) != len(given.series[second])

    says = Text("負載與耗電率的個數須相同。", "Give as many specific powers as loads.")
    return Check(second, differ, frozenset({first, second}), says, refuses=True)


_SPECIFIC_RANGE: Final = ("kW/RT", "(0, 5]", "[0.3, 1.5]")
_LOAD_RANGE: Final = ("RT", "(0, 50000]", "[5, 5000]")

STAGING: Final = Calculator(
    "hvac_staging",
    1,
    System.HVAC,
    Text("冰水主機群控", "Chiller staging"),
    Text("同樣負載換一種台數組合。", "The same load on another set of chillers."),
    (
        _series("q1", Text("現況各台負載", "present loads"), "Q₁", *_LOAD_RANGE),
        _series("e1", Text("現況各台耗電率", "present specific powers"), "e₁", *_SPECIFIC_RANGE),
        _series("q2", Text("改善後各台負載", "new loads"), "Q₂", *_LOAD_RANGE),
        _series("e2", Text("改善後各台耗電率", "new specific powers"), "e₂", *_SPECIFIC_RANGE),
        HOURS,
        ELECTRICITY_PRICE,
    ),
    (
        Step("rt1", Text("現況負載", "Present load"), "ΣQ₁", "RT", _total("q1")),
        Step("rt2", Text("改善後負載", "New load"), "ΣQ₂", "RT", _total("q2")),
        Step("p1", Text("現況功率", "Present power"), "P₁", "kW", _together("q1", "e1"), True),
        Step("p2", Text("改善後功率", "New power"), "P₂", "kW", _together("q2", "e2"), True),
        saved_power("(p1 - p2) * h"),
        saved_money("saved * price"),
    ),
    "Sum of load times specific power; part-load values are the reader's",
    Standing.DEFINITION,
    Text(
        "各台耗電率須取該負載率下之實測或型錄值。",
        "Each specific power must be measured or taken from the catalogue at that load.",
    ),
    (
        _same_count("q1", "e1"),
        _same_count("q2", "e2"),
        warn(
            "q2",
            "abs(rt1 - rt2) > 0.02 * rt1",
            Text(
                "前後總負載相差超過 2 %，不是同一個比較基準。",
                "The loads differ by more than 2 %: not the same service.",
            ),
        ),
        warn("e2", "p2 >= p1", Text("改善後功率並未降低。", "The new set does not use less.")),
    ),
)


AFFINITY: Final = Calculator(
    "hvac_affinity",
    1,
    System.HVAC,
    Text("相似定律（理想）", "Affinity laws (ideal)"),
    Text("轉速改變後之流量、揚程與功率。", "Flow, head and power at another speed."),
    (
        number(
            "n", Text("轉速比", "ratio of speeds"), "n", "", "[0.1, 1.5]", plausible="[0.3, 1.1]"
        ),
        number(
            "kw", Text("原功率", "power before"), "P₁", "kW", "(0, 50000]", plausible="[0.5, 5000]"
        ),
    ),
    (
        result("q", Text("流量比", "Ratio of flow"), "Q₂/Q₁", "", "n"),
        result("head", Text("揚程比", "Ratio of head"), "H₂/H₁", "", "n ** 2"),
        result("kw2", Text("新功率", "Power then"), "P₂", "kW", "kw * n ** 3"),
    ),
    "itac-docs.pages.dev, affinity laws (50 kW at 80 %: 25.6 kW)",
    Standing.REPRODUCED,
    Text(
        "理想三次方；有靜揚程時節省較少，估算節電請用變頻計算（指數 2.5）。",
        "The ideal cube; with static head less is saved. For savings use the drive calculator.",
    ),
)


CALCULATORS: Final = (
    KW_PER_RT,
    WATER_SIDE,
    STAGING,
    AFFINITY,
)
