"""Electric supply: power, load factor, transformers, power factor."""

from decimal import Decimal
from typing import Final

from portal.calculators.asked import (
    ELECTRICITY_PRICE,
    OPTIONAL_HOURS,
    POWER_FACTOR,
    amperes,
    kilowatts,
    percent,
    volts,
)
from portal.calculators.declaration import (
    Calculator,
    Choice,
    Standing,
    System,
    choice,
    line,
    number,
    refuse,
    result,
)
from portal.language import Text

SUPPLY: Final = Calculator(
    "power_supply",
    1,
    System.POWER_LIGHT,
    Text("三相（單相）電功率", "Three-phase (single-phase) power"),
    Text("由電壓、電流與功率因數計算功率與用電。", "From voltage, current and power factor."),
    (
        choice(
            "phases",
            Text("相數", "phases"),
            "m",
            (
                Choice("three", Text("三相", "Three"), Decimal(3)),
                Choice("one", Text("單相", "One"), Decimal(1)),
            ),
        ),
        volts("v", Text("電壓（三相為線電壓）", "voltage (between lines)"), "U"),
        amperes("i", Text("電流", "current"), "I"),
        POWER_FACTOR,
        OPTIONAL_HOURS,
        ELECTRICITY_PRICE,
    ),
    (
        result("kw", Text("功率", "Power"), "P", "kW", "sqrt(phases) * v * i * pf / 1000"),
        result("used", Text("年用電", "Electricity a year"), "E", "kWh/yr", "kw * h"),
        result("money", Text("年電費", "Cost a year"), "S", "NT$/yr", "used * price"),
    ),
    "ORNL-AMO/AMO-Tools-Suite, ElectricityReduction unit test (800 V, 40 A, 0.85: 47.11 kW)",
    Standing.REPRODUCED,
    Text("三相以平衡負載計。", "Three phases are taken to be balanced."),
)

LOAD_FACTOR: Final = Calculator(
    "power_load_factor",
    1,
    System.POWER_LIGHT,
    Text("負載率", "Load factor"),
    Text("平均負載與尖峰負載之比。", "Average over peak demand."),
    (
        number(
            "used",
            Text("期間用電量", "electricity of the period"),
            "E",
            "kWh",
            "(0, 100000000000]",
            plausible="[1000, 10000000000]",
        ),
        number(
            "hours",
            Text("期間時數", "hours of the period"),
            "t",
            "h",
            "(0, 8784]",
            plausible="[24, 8784]",
        ),
        kilowatts("peak", Text("最高需量", "peak demand"), "Pₘ"),
    ),
    (
        line("mean", Text("平均負載", "Average demand"), "P̄", "kW", "used / hours"),
        result("lf", Text("負載率", "Load factor"), "LF", "%", "100 * mean / peak"),
    ),
    "Definition: average demand over peak demand",
    Standing.DEFINITION,
    Text("依定義。", "By definition."),
    (
        refuse(
            "peak",
            "used / hours > peak",
            Text(
                "平均負載不可能高於最高需量，請確認數值與單位。",
                "The average cannot exceed the peak; check figures and units.",
            ),
        ),
    ),
)

TRANSFORMER: Final = Calculator(
    "power_transformer",
    1,
    System.POWER_LIGHT,
    Text("變壓器損失與效率", "Transformer losses"),
    Text("無載損與負載損，及最佳負載率。", "No-load and load losses, and the best load."),
    (
        number(
            "s", Text("額定容量", "rating"), "S", "kVA", "(0, 1000000]", plausible="[10, 100000]"
        ),
        percent("b", Text("負載率", "load"), "β", "(0, 150]", "[10, 100]"),
        POWER_FACTOR,
        number(
            "p0",
            Text("無載損（鐵損）", "no-load loss"),
            "P₀",
            "kW",
            "(0, 5000]",
            plausible="[0.05, 200]",
        ),
        number(
            "pk",
            Text("滿載銅損", "load loss at rating"),
            "Pₖ",
            "kW",
            "(0, 20000]",
            plausible="[0.2, 1000]",
        ),
        OPTIONAL_HOURS,
        ELECTRICITY_PRICE,
    ),
    (
        result("loss", Text("損失", "Loss"), "Pv", "kW", "p0 + pk * (b / 100) ** 2"),
        result(
            "eta",
            Text("效率", "Efficiency"),
            "η",
            "%",
            "100 * s * b / 100 * pf / (s * b / 100 * pf + loss)",
        ),
        result("best", Text("最佳負載率", "Best load"), "β*", "%", "100 * sqrt(p0 / pk)"),
        result("used", Text("年損失電量", "Electricity lost a year"), "E", "kWh/yr", "loss * h"),
        result("money", Text("年損失金額", "Money lost a year"), "S", "NT$/yr", "used * price"),
    ),
    "calculatorcollection.org, transformer losses (500 kVA, 0.75, 0.9: 98.82 %)",
    Standing.REPRODUCED,
    Text("負載變動時，銅損應以均方根負載計。", "Use the root-mean-square load where it varies."),
)

CORRECTION: Final = Calculator(
    "power_factor_correction",
    1,
    System.POWER_LIGHT,
    Text("功率因數改善電容", "Power factor correction"),
    Text("改善功率因數所需之電容容量。", "Capacitors for a better power factor."),
    (
        kilowatts("kw", Text("有效功率", "active power"), "P"),
        number(
            "pf1",
            Text("現況功率因數", "present power factor"),
            "cosφ₁",
            "",
            "[0.3, 1)",
            plausible="[0.5, 0.98]",
        ),
        number(
            "pf2",
            Text("目標功率因數", "target power factor"),
            "cosφ₂",
            "",
            "[0.3, 1]",
            plausible="[0.85, 1]",
        ),
    ),
    (
        result(
            "q1",
            Text("現況無效功率", "Reactive power now"),
            "Q₁",
            "kvar",
            "kw * sqrt(1 - pf1 ** 2) / pf1",
        ),
        result(
            "q2",
            Text("改善後無效功率", "Reactive power then"),
            "Q₂",
            "kvar",
            "kw * sqrt(1 - pf2 ** 2) / pf2",
        ),
        result("kvar", Text("電容容量", "Capacitors"), "Qc", "kvar", "q1 - q2"),
        result("kva", Text("改善後視在功率", "Apparent power then"), "S₂", "kVA", "kw / pf2"),
    ),
    "ORNL-AMO/AMO-Tools-Suite, PowerFactor unit test (87 kW, 0.87 to 0.95: 20.71 kvar)",
    Standing.REPRODUCED,
    Text(
        "節省主要來自電費折扣與線損，非用電量。",
        "What is saved is on the tariff and in the lines, hardly in energy.",
    ),
    (
        refuse(
            "pf2",
            "pf2 <= pf1",
            Text("目標功率因數須高於現況。", "The target must be higher than the present value."),
        ),
    ),
)


CALCULATORS: Final = (
    SUPPLY,
    LOAD_FACTOR,
    TRANSFORMER,
    CORRECTION,
)
