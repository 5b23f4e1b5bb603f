"""Boilers: combustion, flue gas and what a better efficiency saves."""

from decimal import Decimal
from typing import Final

from portal.calculators.asked import FUEL_PRICE, percent, saved_fuel, saved_money
from portal.calculators.declaration import (
    Calculator,
    Given,
    Method,
    Standing,
    Step,
    System,
    line,
    number,
    refuse,
    result,
)
from portal.calculators.tables import Grid
from portal.language import Text
from portal.reference.imperial import FAHRENHEIT_STEP

FLUE_GAS: Final = number(
    "tf",
    Text("排煙溫度", "flue gas temperature"),
    "Tg",
    "degC",
    "[20, 1000]",
    plausible="[80, 400]",
)
COMBUSTION_AIR: Final = number(
    "ta",
    Text("燃燒空氣溫度", "combustion air temperature"),
    "Ta",
    "degC",
    "[-30, 400]",
    plausible="[5, 60]",
)
DRY_O2: Final = number(
    "o2",
    Text("煙氣含氧量（乾基）", "oxygen in the dry flue gas"),
    "O₂",
    "%",
    "[0, 20.9)",
    plausible="[1, 12]",
    help=Text("20.9 % 以上是空氣，不是煙氣。", "From 20.9 % on it is air and not flue gas."),
)
COLDER: Final = refuse(
    "tf",
    "tf <= ta",
    Text(
        "排煙溫度須高於燃燒空氣溫度。",
        "The flue gas must be hotter than the combustion air.",
    ),
)

EXCESS_AIR: Final = Calculator(
    "boiler_excess_air",
    1,
    System.BOILER,
    Text("過剩空氣率（由乾煙氣含氧量）", "Excess air from oxygen in dry flue gas"),
    Text("判斷燃燒空氣是否過多。", "Shows whether a burner gets too much air."),
    (DRY_O2,),
    (result("ea", Text("過剩空氣率", "Excess air"), "EA", "%", "100 * o2 / (21 - o2)"),),
    "tools.gera.services, gas combustion efficiency calculator (4.5 % O₂: about 27 %)",
    Standing.REPRODUCED,
    Text(
        "以空氣含氧 21 % 計；適用乾基量測值。",
        "Air is taken to hold 21 % oxygen; for readings on dry gas.",
    ),
)

_SHARES: Final = (
    ("c", "碳", "carbon", "C"),
    ("hy", "氫", "hydrogen", "H"),
    ("s", "硫", "sulphur", "S"),
    ("o", "氧", "oxygen", "O"),
    ("n", "氮", "nitrogen", "N"),
    ("m", "水分", "moisture", "M"),
    ("ash", "灰分", "ash", "A"),
)

SOLID_LIQUID: Final = Calculator(
    "boiler_excess_air_solid_liquid",
    1,
    System.BOILER,
    Text("過剩空氣率（固體、液體燃料）", "Excess air of solid and liquid fuels"),
    Text("由燃料元素分析與濕煙氣含氧量推算。", "From the fuel's analysis and oxygen in wet gas."),
    (
        number(
            "o2",
            Text("煙氣含氧分率（濕基）", "oxygen in the wet flue gas"),
            "O₂",
            "%",
            "(0, 20)",
            plausible="[1, 12]",
        ),
        *(
            percent(key, Text(f"燃料含{zh}量", f"{en} of the fuel"), symbol, "[0, 100]", "[0, 95]")
            for key, zh, en, symbol in _SHARES
        ),
        number(
            "w",
            Text("燃燒空氣含水量", "moisture of the combustion air"),
            "w",
            "%",
            "[0, 10]",
            plausible="[0, 4]",
            default="1.5",
        ),
    ),
    (
        line(
            "sum", Text("成分合計", "Sum of the shares"), "Σ", "%", "c + hy + s + o + n + m + ash"
        ),
        line(
            "stoich",
            Text("理論需氧量", "Oxygen needed"),
            "o₀",
            "kg/kg",
            "(c * 32 / 12 + 8 * hy + s - o) / sum",
        ),
        line(
            "nitrogen",
            Text("隨氧帶入之氮", "Nitrogen that comes with it"),
            "n₀",
            "kg/kg",
            "stoich * 76.85 / 23.15",
        ),
        line(
            "damp",
            Text("理論空氣帶入之水", "Water that comes with it"),
            "w₀",
            "kg/kg",
            "w / 100 * (stoich + nitrogen)",
        ),
        line(
            "burnt",
            Text("燃燒生成物", "Products of combustion"),
            "g₀",
            "kg/kg",
            "(c * 44 / 12 + 9 * hy + m + 2 * s) / sum + damp + nitrogen",
        ),
        result(
            "ea",
            Text("過剩空氣率", "Excess air"),
            "EA",
            "%",
            "100 * o2 / 100 * burnt / (stoich - o2 / 100 * (stoich + nitrogen + damp))",
        ),
    ),
    "ORNL-AMO/AMO-Tools-Suite, SolidLiquidFlueGasMaterial unit test (O₂ 3 %: excess air 0.1537)",
    Standing.REPRODUCED,
    Text(
        "直接求解；公布值以試誤法求到含氧量誤差 2 % 內為止，故相差約 2 %。",
        "Solved exactly; the published value stops its trials within 2 % and differs by as much.",
    ),
    (
        refuse(
            "c",
            "c * 32 / 12 + 8 * hy + s - o <= 0",
            Text("這組成分不需要氧氣，無法燃燒。", "A fuel of these shares needs no oxygen."),
        ),
        refuse(
            "o2",
            "(c * 32 / 12 + 8 * hy + s - o) * (1 - o2 / 100 * (1 + w / 100) * 100 / 23.15) <= 0",
            Text(
                "含氧量已等於空氣，算不出過剩空氣率。",
                "With that much oxygen it is air and not flue gas.",
            ),
        ),
    ),
)

FUEL_SAVING: Final = Calculator(
    "boiler_fuel_saving",
    1,
    System.BOILER,
    Text("提高效率節省之燃料", "Fuel saved by a better efficiency"),
    Text("同樣的有用熱，效率提高後少用多少燃料。", "Less fuel for the same useful heat."),
    (
        number(
            "fuel",
            Text("現況年燃料用量", "present fuel use"),
            "F",
            "GJ/yr",
            "(0, 1000000000]",
            plausible="[100, 50000000]",
        ),
        percent("eta1", Text("現況效率", "present efficiency"), "η₁", "[30, 110]", "[60, 98]"),
        percent("eta2", Text("改善後效率", "improved efficiency"), "η₂", "[30, 110]", "[60, 99]"),
        FUEL_PRICE,
    ),
    (saved_fuel("fuel * (1 - eta1 / eta2)"), saved_money("saved * price")),
    "US DOE Steam Tip Sheet #4 (500,000 MMBtu, 78.2 to 83.1 %: 29,482 MMBtu)",
    Standing.REPRODUCED,
    Text(
        "節省量是 1 − η₁／η₂，不是兩個效率相減。",
        "The share saved is 1 − η₁/η₂, not the difference of the two.",
    ),
    (
        refuse(
            "eta2",
            "eta2 <= eta1",
            Text(
                "改善後效率須高於現況效率。",
                "The improved efficiency must be higher than the present one.",
            ),
        ),
    ),
)

# Rows: excess air, %; columns: flue gas less air temperature, degrees Fahrenheit.
_GAS_TABLE: Final = Grid.of(
    "200 300 400 500 600",
    "9.5: 85.4 83.1 80.8 78.4 76.0",
    "15.0: 85.2 82.8 80.4 77.9 75.4",
    "28.1: 84.7 82.1 79.5 76.7 74.0",
    "44.9: 84.1 81.2 78.2 75.2 72.1",
    "81.6: 82.8 79.3 75.6 71.9 68.2",
)


def _gas_efficiency(given: Given) -> Decimal:
    step = (given.numbers["tf"] - given.numbers["ta"]) / FAHRENHEIT_STEP
    # A temperature in whole tenths of a kelvin may fall beside the table by rounding alone.
    column = min(max(step, _GAS_TABLE.columns[0]), _GAS_TABLE.columns[-1])
    return _GAS_TABLE.at(given.numbers["ea"], column)


GAS_EFFICIENCY: Final = Calculator(
    "boiler_gas_efficiency",
    1,
    System.BOILER,
    Text("天然氣燃燒效率（查表）", "Combustion efficiency with natural gas (table)"),
    Text("由過剩空氣率與排煙溫差查燃燒效率。", "From excess air and the rise of temperature."),
    (
        number(
            "ea",
            Text("過剩空氣率", "excess air"),
            "EA",
            "%",
            "[9.5, 81.6]",
        ),
        FLUE_GAS,
        COMBUSTION_AIR,
    ),
    (
        line("dt", Text("溫差", "Difference"), "ΔT", "K", "tf - ta"),
        Step(
            "eta",
            Text("燃燒效率", "Combustion efficiency"),
            "η",
            "%",
            Method("f(EA: {ea}, ΔT: {dt})", frozenset({"ea", "tf", "ta", "dt"}), _gas_efficiency),
            result=True,
        ),
        result("loss", Text("煙氣損失", "Flue gas loss"), "q", "%", "100 - eta"),
    ),
    "US DOE Steam Tip Sheet #4, table for natural gas, gross heat value",
    Standing.REPRODUCED,
    Text(
        "僅適用天然氣，高位熱值基準；表列值之間線性內插。",
        "Natural gas only, on the gross heat value; linear between the table's values.",
    ),
    (
        COLDER,
        refuse(
            "tf",
            "tf - ta < 111",
            Text(
                "溫差小於 111 K，在公布的表之外。",
                "A difference below 111 K lies outside the published table.",
            ),
        ),
        refuse(
            "tf",
            "tf - ta > 333.4",
            Text(
                "溫差大於 333 K，在公布的表之外。",
                "A difference above 333 K lies outside the published table.",
            ),
        ),
    ),
)

CALCULATORS: Final = (EXCESS_AIR, SOLID_LIQUID, FUEL_SAVING, GAS_EFFICIENCY)
