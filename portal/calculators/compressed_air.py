"""Compressed air besides leaks: specific power, pressure, demand, heat, cost, receivers."""

from typing import Final

from portal.calculators.asked import (
    ATMOSPHERE,
    BOILER_EFFICIENCY,
    ELECTRICITY_PRICE,
    FUEL_PRICE,
    HOURS,
    OPTIONAL_HOURS,
    SPECIFIC_POWER,
    gauge,
    percent,
    saved_fuel,
    saved_money,
    saved_power,
)
from portal.calculators.declaration import (
    Calculator,
    Input,
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

_POWER: Final = number(
    "kw",
    Text("壓縮機輸入功率", "input of the compressor"),
    "P",
    "kW",
    "(0, 50000]",
    plausible="[2, 5000]",
)


def _flow(key: str, label: Text, symbol: str) -> Input:
    return number(key, label, symbol, "m3/min", "(0, 5000]", plausible="[0.2, 1000]")


SPECIFIC: Final = Calculator(
    "air_specific_power",
    1,
    System.AIR,
    Text("空壓機比功率", "Specific power"),
    Text("每單位排氣量用多少電。", "Power for each unit of free air."),
    (_POWER, _flow("fad", Text("排氣量（FAD）", "free air delivery"), "FAD")),
    (result("sp", Text("比功率", "Specific power"), "SP", "kW/(m3/min)", "kw / fad"),),
    "ISO 1217 annex C, definition of specific power",
    Standing.DEFINITION,
    Text(
        "常見範圍 4.5–9 kW/(m³/min)（約 7 bar）未經驗證，僅供提醒。",
        "The usual 4.5–9 kW/(m³/min) at about 7 bar is not verified and only a hint.",
    ),
    (
        warn(
            "fad",
            "sp < 4.5",
            Text("比功率低於常見範圍，請確認排氣量與壓力。", "Unusually low; check the flow."),
        ),
        warn(
            "kw",
            "sp > 9",
            Text("比功率高於常見範圍，可能有改善空間。", "Unusually high; there may be a saving."),
        ),
    ),
)

PRESSURE: Final = Calculator(
    "air_pressure_reduction",
    1,
    System.AIR,
    Text("降低排氣壓力", "Lower discharge pressure"),
    Text(
        "多變壓縮式，附 1 %／0.14 bar 經驗法則對照。", "Polytropic, with the rule of thumb beside."
    ),
    (
        _POWER,
        gauge("p1", Text("現況壓力", "present pressure"), "p₁"),
        gauge("p2", Text("改善後壓力", "new pressure"), "p₂"),
        ATMOSPHERE,
        HOURS,
        ELECTRICITY_PRICE,
    ),
    (
        result(
            "ratio",
            Text("功率比", "Ratio of power"),
            "r",
            "",
            "((p2 / patm + 1) ** (0.395 / 1.395) - 1) / ((p1 / patm + 1) ** (0.395 / 1.395) - 1)",
        ),
        line(
            "rule",
            Text("經驗法則之功率比", "Ratio by the rule of thumb"),
            "r′",
            "",
            "1 - (p1 - p2) / 0.137895 * 0.01",
        ),
        result("kw2", Text("改善後功率", "New power"), "P₂", "kW", "kw * ratio"),
        result("used", Text("改善後年用電", "Electricity then"), "E₂", "kWh/yr", "kw2 * h"),
        saved_power("(kw - kw2) * h"),
        saved_money("saved * price"),
    ),
    "ORNL-AMO/AMO-Tools-Suite, CompressedAirPressureReduction unit test (200 kW, 100 to 90 psig: "
    "1,650,715 kWh)",
    Standing.REPRODUCED,
    Text(
        "多變指數 1.395；經驗法則僅供對照，100 psig 附近多變式每 2 psi 約 1.11 %。",
        "Exponent 1.395; the rule is shown beside it: near 100 psig it is 1.11 % for 2 psi.",
    ),
    (
        refuse("p1", "p1 <= 0", Text("現況壓力須大於 0。", "The present pressure must exceed 0.")),
        warn(
            "p2",
            "p2 >= p1",
            Text(
                "新壓力不低於現況，沒有節省。", "The new pressure is not lower: nothing is saved."
            ),
        ),
    ),
)

ARTIFICIAL_DEMAND: Final = Calculator(
    "air_artificial_demand",
    1,
    System.AIR,
    Text("人為需求（未調壓用氣）", "Artificial demand"),
    Text("降低系統壓力時，未調壓用氣與洩漏之減少。", "Unregulated use that falls with pressure."),
    (
        _flow("q", Text("未調壓用氣量", "unregulated flow"), "Q"),
        gauge("p1", Text("現況壓力", "present pressure"), "p₁"),
        gauge("p2", Text("目標壓力", "target pressure"), "p₂"),
        ATMOSPHERE,
        OPTIONAL_HOURS,
        SPECIFIC_POWER,
        ELECTRICITY_PRICE,
    ),
    (
        result(
            "flow",
            Text("減少之用氣", "Air saved"),
            "ΔQ",
            "m3/min",
            "q * (1 - (p2 + patm) / (p1 + patm))",
        ),
        saved_power("flow * sp * h"),
        saved_money("saved * price"),
    ),
    "Table of free air through an orifice (1/4 in: 104 cfm at 100 psig, 76.7 cfm at 70 psig); "
    "Compressed Air Challenge, artificial demand",
    Standing.REPRODUCED,
    Text(
        "孔口流量與絕對壓力成正比；有調壓閥之用氣不計入。",
        "Flow through openings goes with absolute pressure; regulated use does not count.",
    ),
    (
        refuse(
            "p2",
            "p2 >= p1",
            Text("目標壓力須低於現況壓力。", "The target must be lower than the present pressure."),
        ),
    ),
)

HEAT_RECOVERY: Final = Calculator(
    "air_heat_recovery",
    1,
    System.AIR,
    Text("空壓機熱回收", "Heat recovered from a compressor"),
    Text("回收壓縮熱取代鍋爐燃料。", "Heat of compression in place of boiler fuel."),
    (
        number(
            "kw",
            Text("軸功率", "shaft power"),
            "P",
            "kW",
            "(0, 50000]",
            plausible="[5, 5000]",
        ),
        percent("share", Text("可回收比率", "recoverable share"), "φ", "(0, 100]", "[50, 93]"),
        HOURS,
        percent(
            "use", Text("熱能利用率", "share of time it is used"), "u", "[0, 100]", "[10, 100]"
        ),
        BOILER_EFFICIENCY,
        FUEL_PRICE,
    ),
    (
        result("heat", Text("可回收熱", "Recoverable heat"), "Q", "kW", "kw * share / 100"),
        saved_fuel("heat * h * use / 100 * 0.0036 / (eta / 100)"),
        saved_money("saved * price"),
    ),
    "itac-docs.pages.dev, Compressed Air, heat recovery (25 hp, 80 %: 50,900 Btu/h)",
    Standing.REPRODUCED,
    Text("熱能須有溫度與時間相符的用途。", "The heat needs a use at its temperature and time."),
)


def _cost(key: str, zh: str, en: str, symbol: str, formula: str) -> Step:
    return result(key, Text(zh, en), symbol, "NT$/yr", formula)


OPERATING_COST: Final = Calculator(
    "air_operating_cost",
    1,
    System.AIR,
    Text("空壓機運轉電費", "Cost of running a compressor"),
    Text("加載與空載各花多少電費。", "What it costs loaded and unloaded."),
    (
        number(
            "kw",
            Text("滿載軸功率", "full load shaft power"),
            "P",
            "kW",
            "(0, 50000]",
            plausible="[5, 5000]",
        ),
        HOURS,
        percent("load", Text("加載時間比率", "share of time loaded"), "x", "[0, 100]", "[20, 100]"),
        percent("idle", Text("空載功率比", "power when unloaded"), "u", "[0, 100]", "[15, 45]"),
        percent(
            "e1", Text("加載馬達效率", "motor efficiency loaded"), "η₁", "[30, 100]", "[80, 98]"
        ),
        percent(
            "e2",
            Text("空載馬達效率", "motor efficiency unloaded"),
            "η₂",
            "[30, 100]",
            "[60, 98]",
        ),
        Input(
            "price",
            ELECTRICITY_PRICE.label,
            ELECTRICITY_PRICE.symbol,
            ELECTRICITY_PRICE.unit,
            ELECTRICITY_PRICE.hard,
            ELECTRICITY_PRICE.plausible,
        ),
    ),
    (
        _cost(
            "loaded",
            "加載電費",
            "Loaded",
            "S₁",
            "kw * h * price * load / 100 / (e1 / 100)",
        ),
        _cost(
            "unloaded",
            "空載電費",
            "Unloaded",
            "S₂",
            "kw * h * price * idle / 100 * (1 - load / 100) / (e2 / 100)",
        ),
        _cost("total", "合計電費", "Together", "S", "loaded + unloaded"),
    ),
    "ORNL-AMO/AMO-Tools-Suite, CompressedAir unit test; US DOE Compressed Air Sourcebook (215 bhp, "
    "6,800 h: $51,065)",
    Standing.REPRODUCED,
    Text("不含契約容量等基本電費。", "Without charges for the contracted demand."),
)

RECEIVER_CAPACITY: Final = Calculator(
    "air_receiver_capacity",
    1,
    System.AIR,
    Text("儲氣桶可用氣量", "Air usable from a receiver"),
    Text("壓力由高降至低可供應之自由空氣。", "Free air between two pressures."),
    (
        number("v", Text("儲氣桶容積", "volume"), "V", "m3", "(0, 10000]", plausible="[0.1, 500]"),
        gauge("p1", Text("最高壓力", "highest pressure"), "p₁"),
        gauge("p2", Text("最低壓力", "lowest pressure"), "p₂"),
        ATMOSPHERE,
    ),
    (result("air", Text("可用自由空氣", "Usable free air"), "V₀", "m3", "v * (p1 - p2) / patm"),),
    "ORNL-AMO/AMO-Tools-Suite, CompressedAir unit test (660 gal, 110 to 100 psig: 60.02 ft³)",
    Standing.REPRODUCED,
    Text("等溫。", "At constant temperature."),
    (
        refuse(
            "p2",
            "p2 >= p1",
            Text("最低壓力須低於最高壓力。", "The lowest pressure must be below the highest."),
        ),
    ),
)

RECEIVER_SIZE: Final = Calculator(
    "air_receiver_size",
    1,
    System.AIR,
    Text("儲氣桶容積", "Size of a receiver"),
    Text("供應尖峰用氣所需之容積。", "Volume that carries a peak of demand."),
    (
        _flow("q", Text("尖峰用氣量", "demand"), "Q"),
        number(
            "t",
            Text("持續時間", "duration"),
            "T",
            "min",
            "(0, 120]",
            plausible="[0.1, 15]",
            default="1",
        ),
        number(
            "drop",
            Text("容許壓降", "allowed drop of pressure"),
            "Δp",
            "bar",
            "(0, 20]",
            plausible="[0.1, 2]",
        ),
        ATMOSPHERE,
    ),
    (result("v", Text("所需容積", "Volume"), "V", "m3", "q * t * patm / drop"),),
    "ORNL-AMO/AMO-Tools-Suite, CompressedAir unit test (150 cfm, 3 psi: 5,498 gal)",
    Standing.REPRODUCED,
    Text("未計尖峰期間壓縮機之供氣。", "Without what the compressor delivers meanwhile."),
)

CALCULATORS: Final = (
    SPECIFIC,
    PRESSURE,
    ARTIFICIAL_DEMAND,
    HEAT_RECOVERY,
    OPERATING_COST,
    RECEIVER_CAPACITY,
    RECEIVER_SIZE,
)
