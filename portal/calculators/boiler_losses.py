"""Boilers by the heat loss method: every loss on its own, the efficiency as what is left."""

from typing import Final

from portal.calculators.asked import percent
from portal.calculators.declaration import (
    Calculator,
    Standing,
    System,
    line,
    number,
    refuse,
    result,
)
from portal.language import Text

INDIRECT: Final = Calculator(
    "boiler_indirect_efficiency",
    2,
    System.BOILER,
    Text("鍋爐效率（熱損失法，固體、液體燃料）", "Boiler efficiency by heat losses"),
    Text("逐項計算熱損失，其餘即為效率。", "Each loss on its own; what is left is the efficiency."),
    (
        percent("c", Text("燃料含碳量", "carbon of the fuel"), "C", "(0, 100]", "[20, 90]"),
        percent("hy", Text("燃料含氫量", "hydrogen of the fuel"), "H", "[0, 30]", "[1, 15]"),
        percent("o", Text("燃料含氧量", "oxygen of the fuel"), "O", "[0, 60]", "[0, 45]"),
        percent("s", Text("燃料含硫量", "sulphur of the fuel"), "S", "[0, 10]", "[0, 4]"),
        number(
            "n",
            Text("燃料含氮量", "nitrogen of the fuel"),
            "N",
            "%",
            "[0, 60]",
            plausible="[0, 5]",
            default="0",
        ),
        percent("m", Text("燃料水分", "moisture of the fuel"), "M", "[0, 70]", "[0, 40]"),
        number(
            "gcv",
            Text("燃料高位熱值", "gross heat value of the fuel"),
            "GCV",
            "kcal/kg",
            "[1000, 15000]",
            plausible="[2500, 11000]",
        ),
        number(
            "o2",
            Text("煙氣含氧量（乾基）", "oxygen in the dry flue gas"),
            "O₂",
            "%",
            "[0, 20.9)",
            plausible="[1, 12]",
        ),
        number(
            "tf",
            Text("排煙溫度", "flue gas temperature"),
            "Tg",
            "degC",
            "[20, 1000]",
            plausible="[80, 400]",
        ),
        number(
            "ta",
            Text("燃燒空氣溫度", "combustion air temperature"),
            "Ta",
            "degC",
            "[-30, 400]",
            plausible="[5, 60]",
        ),
        number(
            "hum",
            Text("空氣絕對濕度", "humidity of the air"),
            "x",
            "kg/kg",
            "[0, 0.1]",
            plausible="[0, 0.03]",
            default="0.018",
        ),
        number(
            "cp",
            Text("乾煙氣比熱", "heat capacity of dry flue gas"),
            "cp",
            "kcal/(kg·K)",
            "[0.2, 0.35]",
            plausible="[0.22, 0.3]",
            default="0.24",
        ),
        percent(
            "rest",
            Text("輻射、未燃及其他損失", "radiation, unburnt and other losses"),
            "L₅",
            "[0, 40]",
            "[0, 8]",
        ),
    ),
    (
        line(
            "theory",
            Text("理論空氣量", "Air needed"),
            "a₀",
            "kg/kg",
            "(11.6 * c + 34.8 * (hy - o / 8) + 4.35 * s) / 100",
        ),
        line("ea", Text("過剩空氣率", "Excess air"), "EA", "%", "100 * o2 / (21 - o2)"),
        line("air", Text("實際空氣量", "Air given"), "a", "kg/kg", "theory * (1 + ea / 100)"),
        line(
            "dry",
            Text("乾煙氣量", "Dry flue gas"),
            "g",
            "kg/kg",
            "(c * 44 / 12 + n + 2 * s) / 100 + air * 0.77 + (air - theory) * 0.23",
        ),
        result(
            "l1",
            Text("乾煙氣損失", "Loss with dry flue gas"),
            "L₁",
            "%",
            "100 * dry * cp * (tf - ta) / gcv",
        ),
        result(
            "l2",
            Text("燃料氫生成水之損失", "Loss by water from hydrogen"),
            "L₂",
            "%",
            "9 * hy * (584 + 0.45 * (tf - ta)) / gcv",
        ),
        result(
            "l3",
            Text("燃料水分損失", "Loss by moisture of the fuel"),
            "L₃",
            "%",
            "m * (584 + 0.45 * (tf - ta)) / gcv",
        ),
        result(
            "l4",
            Text("空氣濕度損失", "Loss by humidity of the air"),
            "L₄",
            "%",
            "100 * air * hum * 0.45 * (tf - ta) / gcv",
        ),
        result(
            "eta",
            Text("鍋爐效率", "Boiler efficiency"),
            "η",
            "%",
            "100 - (l1 + l2 + l3 + l4 + rest)",
        ),
    ),
    "Bureau of Energy Efficiency (India), examination of energy auditors: coal of 4,000 kcal/kg, "
    "85.8 %; natural gas of 13,000 kcal/kg, 82 %; method of ASME PTC 4.1",
    Standing.REPRODUCED,
    Text(
        "高位熱值基準。一氧化碳、灰渣與輻射之損失合併填於「其他損失」。",
        "On the gross heat value. Losses with carbon monoxide, ash and by radiation go into the "
        "other losses.",
    ),
    (
        refuse(
            "tf",
            "tf <= ta",
            Text(
                "排煙溫度須高於燃燒空氣溫度。",
                "The flue gas must be hotter than the combustion air.",
            ),
        ),
        refuse(
            "c",
            "c + hy + o + s + n + m > 100.5",
            Text("成分合計超過 100 %。", "The shares add up to more than 100 %."),
        ),
        refuse(
            "o",
            "11.6 * c + 34.8 * (hy - o / 8) + 4.35 * s <= 0",
            Text("這組成分不需要空氣，無法燃燒。", "A fuel of these shares needs no air."),
        ),
        refuse(
            "gcv",
            "eta <= 0",
            Text(
                "各項損失合計達 100 %，鍋爐不可能如此運轉；請確認熱值單位與含氧量。",
                "The losses reach 100 %, and no boiler runs like that: check the unit of the heat "
                "value and the oxygen.",
            ),
        ),
    ),
)

CALCULATORS: Final = (INDIRECT,)
