"""Chillers at part load: the integrated value of the standard, and a year by one's own hours."""

from decimal import Decimal
from typing import Final

from portal.calculators.asked import ELECTRICITY_PRICE
from portal.calculators.declaration import (
    Calculator,
    Check,
    Given,
    Input,
    Method,
    Standing,
    Step,
    System,
    number,
    result,
)
from portal.language import Text


def _part(key: str, share: int) -> Input:
    return number(
        key,
        Text(f"{share} % 負載耗電率", f"specific power at {share} % load"),
        key.upper(),
        "kW/RT",
        "[0.117, 5]",
        plausible="[0.3, 1.5]",
    )


IPLV: Final = Calculator(
    "hvac_iplv",
    2,
    System.HVAC,
    Text("綜合部分負載值（IPLV）", "Integrated part load value (IPLV)"),
    Text("四個負載點加權之耗電率。", "Specific power weighted over four loads."),
    (_part("a", 100), _part("b", 75), _part("c", 50), _part("d", 25)),
    (
        result(
            "iplv",
            Text("綜合部分負載值", "IPLV"),
            "IPLV",
            "kW/RT",
            "1 / (0.01 / a + 0.42 / b + 0.45 / c + 0.12 / d)",
        ),
        result("cop", Text("綜合部分負載 COP", "IPLV as COP"), "IPLV(COP)", "", "3.51685 / iplv"),
    ),
    "AHRI 550/590, weights 0.01, 0.42, 0.45, 0.12 (as printed by several public sources)",
    Standing.CONFIRMED,
    Text(
        "耗電率須以倒數加權，COP 則直接加權；網路上常把 COP 也取倒數加權，會低估。權重為美國氣候，"
        "估算臺灣全年用電請用「部分負載年用電」。標準內之算例未取得。",
        "Specific powers are averaged as reciprocals, COPs directly; many pages average COPs as "
        "reciprocals, which is too low. The weights are for American climates: for a year in "
        "Taiwan use the calculator of part load by hours. No example of the standard was read.",
    ),
)


def _each(key: str, zh: str, en: str, symbol: str, unit: str, hard: str, usual: str) -> Input:
    one = number(key, Text(zh, en), symbol, unit, hard, plausible=usual)
    said = Text("每個負載點一個數值，以空格分開。", "One value per load, with blanks between.")
    return Input(key, one.label, symbol, unit, one.hard, one.plausible, is_series=True, help=said)


def _cooling(given: Given) -> Decimal:
    loads = zip(given.series["load"], given.series["h"], strict=True)
    return given.numbers["rt"] / 100 * sum((load * hours for load, hours in loads), Decimal(0))


def _electricity(given: Given) -> Decimal:
    each = zip(given.series["load"], given.series["h"], given.series["e"], strict=True)
    used = sum((load * hours * power for load, hours, power in each), Decimal(0))
    return given.numbers["rt"] / 100 * used


def _uneven(given: Given) -> bool:
    return len({len(given.series[key]) for key in ("load", "h", "e")}) > 1


def _more_than_a_year(given: Given) -> bool:
    return sum(given.series["h"], Decimal(0)) > 8784


_ALL: Final = frozenset({"load", "h", "e"})

PART_LOAD: Final = Calculator(
    "hvac_part_load_year",
    1,
    System.HVAC,
    Text("部分負載年用電", "Part load over a year"),
    Text(
        "以自己的負載時數代替標準權重。", "With one's own hours in place of the standard's weights."
    ),
    (
        number(
            "rt",
            Text("額定冷凍能力", "rated capacity"),
            "Qᵣ",
            "RT",
            "(0, 50000]",
            plausible="[5, 5000]",
        ),
        _each("load", "各負載率", "loads", "β", "%", "(0, 120]", "[10, 100]"),
        _each("h", "各負載年時數", "hours at each load", "h", "h/yr", "(0, 8784]", "[10, 8784]"),
        _each("e", "各負載耗電率", "specific powers", "e", "kW/RT", "[0.117, 5]", "[0.3, 1.5]"),
        ELECTRICITY_PRICE,
    ),
    (
        Step(
            "cooling",
            Text("年供冷量", "Cooling a year"),
            "ΣQ",
            "RTh/yr",
            Method("{rt} × Σ({load} ÷ 100 × {h})", frozenset({"rt", "load", "h"}), _cooling),
            result=True,
        ),
        Step(
            "used",
            Text("年用電", "Electricity a year"),
            "E",
            "kWh/yr",
            Method(
                "{rt} × Σ({load} ÷ 100 × {h} × {e})",
                frozenset({"rt", "load", "h", "e"}),
                _electricity,
            ),
            result=True,
        ),
        result("mean", Text("平均耗電率", "Mean specific power"), "ē", "kW/RT", "used / cooling"),
        result("cost", Text("年電費", "Cost a year"), "S", "NT$/yr", "used * price"),
    ),
    "Sum of load, hours and specific power; each load's value is measured or from the catalogue",
    Standing.DEFINITION,
    Text(
        "汰換前後各算一次，相減即為節電；冰水與冷卻水泵、水塔另計。",
        "Run it for the old and the new chiller and take the difference; pumps and tower apart.",
    ),
    (
        Check(
            "h",
            _uneven,
            _ALL,
            Text(
                "負載率、時數與耗電率的個數須相同。",
                "Give as many hours and specific powers as loads.",
            ),
            refuses=True,
        ),
        Check(
            "h",
            _more_than_a_year,
            frozenset({"h"}),
            Text("時數合計超過一年（8,784 小時）。", "The hours exceed a year (8,784 hours)."),
            refuses=True,
        ),
    ),
)

CALCULATORS: Final = (IPLV, PART_LOAD)
