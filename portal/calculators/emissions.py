"""Tonnes from kilowatt-hours with the factor of the year of the saving, and checks of claims."""

from decimal import Decimal
from typing import Final

from portal.calculators.asked import percent
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
    result,
    warn,
)
from portal.language import Text
from portal.reference.grid import GridFactor, grid_factor

YEAR: Final = number(
    "year",
    Text("節電年度", "year of the saving"),
    "Y",
    "",
    "[2005, 2060]",
    help=Text("實際節電的年度，西元年。", "The year in which the electricity is saved."),
)


def _factor(given: Given) -> GridFactor | None:
    return grid_factor(int(given.numbers["year"]))


def _value(given: Given) -> Decimal:
    known = _factor(given)
    if known is None:
        raise ArithmeticError("no factor is published for the year")
    return known.value


def _where_from(given: Given) -> Text:
    known = _factor(given)
    if known is None:
        return Text("", "")
    source = known.provenance.source.title
    return Text(
        f"{known.year} 年度公告之電力排碳係數；{source.zh}。",
        f"The factor published for {known.year}; {source.en}.",
    )


def _unknown(given: Given) -> bool:
    return _factor(given) is None or given.numbers["year"] != int(given.numbers["year"])


def _unconfirmed(given: Given) -> bool:
    known = _factor(given)
    return known is not None and not known.provenance.verified


FACTOR: Final = Step(
    "factor",
    Text("電力排碳係數", "Grid emission factor"),
    "EF",
    "kgCO2e/kWh",
    Method("EF({year})", frozenset({"year"}), _value),
    note=_where_from,
)
"""The factor of the year of the saving, with where it comes from."""

FACTOR_CHECKS: Final = (
    Check(
        "year",
        _unknown,
        frozenset({"year"}),
        Text(
            "該年度尚無公告之電力排碳係數；不以預測值計算已實現之減量。",
            "No grid factor is published for that year; a forecast is not used for what was saved.",
        ),
        refuses=True,
    ),
    Check(
        "year",
        _unconfirmed,
        frozenset({"year"}),
        Text(
            "該年度係數尚待主管機關頁面確認。",
            "The factor of that year is still to be confirmed with the authority.",
        ),
        refuses=False,
    ),
)


def _kilowatt_hours(key: str, label: Text, symbol: str) -> Input:
    return number(key, label, symbol, "kWh", "(0, 1000000000000]", plausible="[100, 10000000000]")


def _tonnes(key: str, label: Text, symbol: str, *, optional: bool = False) -> Input:
    return number(
        key,
        label,
        symbol,
        "tCO2e",
        "(0, 10000000000]",
        plausible="[0.01, 10000000]",
        optional=optional,
    )


_OUTPUT: Final = Text("減碳量", "Emissions saved")

ELECTRICITY: Final = Calculator(
    "emissions_electricity",
    1,
    System.EMISSIONS,
    Text("節電之減碳量", "Emissions saved with electricity"),
    Text("以節電年度的係數換算。", "With the factor of the year of the saving."),
    (_kilowatt_hours("kwh", Text("節電量", "electricity saved"), "ΔE"), YEAR),
    (FACTOR, result("t", _OUTPUT, "t", "tCO2e", "kwh * factor / 1000")),
    "Kaohsiung carbon budget 2025-2026, note on chillers (194,000 kWh × 0.495: 96.03 t)",
    Standing.REPRODUCED,
    Text("係數已是 CO₂e，不再乘 GWP。", "The factor is CO₂e already; no warming potential."),
    FACTOR_CHECKS,
)

SHARE: Final = Calculator(
    "emissions_share",
    1,
    System.EMISSIONS,
    Text("用電節省比率之減碳量", "Emissions saved by a share of the use"),
    Text("由總用電量與節電比率估算。", "From the use and the share that is saved."),
    (
        _kilowatt_hours("kwh", Text("年用電量", "electricity used"), "E"),
        percent("share", Text("節電率", "share saved"), "s", "(0, 100]", "[0.5, 30]"),
        number(
            "ef",
            Text("電力排碳係數", "grid emission factor"),
            "EF",
            "kgCO2e/kWh",
            "(0, 2]",
            plausible="[0.35, 0.6]",
        ),
    ),
    (
        line("saved", Text("節電量", "Electricity saved"), "ΔE", "kWh", "kwh * share / 100"),
        result("t", _OUTPUT, "t", "tCO2e", "saved * ef / 1000"),
    ),
    "Kaohsiung carbon budget 2025-2026 (209.14 GWh × 10 % × 0.414: 8,658 t)",
    Standing.REPRODUCED,
    Text("係數由填寫者負責，並應註明年度。", "The factor is the reader's; state its year."),
)

INTERPOLATION: Final = Calculator(
    "emissions_factor_path",
    1,
    System.EMISSIONS,
    Text("排碳係數內插（推估）", "Factor between two years (projection)"),
    Text("兩個年度之間線性內插。", "On a straight line between two years."),
    (
        number("y0", Text("起始年度", "first year"), "Y₀", "", "[2005, 2060]"),
        number("f0", Text("起始係數", "first factor"), "EF₀", "kgCO2e/kWh", "(0, 2]"),
        number("y1", Text("終止年度", "last year"), "Y₁", "", "[2005, 2060]"),
        number("f1", Text("終止係數", "last factor"), "EF₁", "kgCO2e/kWh", "(0, 2]"),
        number("y", Text("推估年度", "year wanted"), "Y", "", "[2005, 2060]"),
    ),
    (
        result(
            "ef",
            Text("推估係數", "Projected factor"),
            "EF",
            "kgCO2e/kWh",
            "f0 + (f1 - f0) * (y - y0) / (y1 - y0)",
        ),
    ),
    "Kaohsiung carbon budget 2025-2026 (0.424 in 2025, 0.376 in 2030: 0.414 in 2026)",
    Standing.REPRODUCED,
    Text("推估值，不得用於已驗證之減量。", "A projection; never for verified savings."),
    (
        Check(
            "y1",
            lambda given: given.numbers["y0"] == given.numbers["y1"],
            frozenset({"y0", "y1"}),
            Text("兩個年度不可相同。", "The two years must differ."),
            refuses=True,
        ),
        Check(
            "y",
            lambda given: (
                (given.numbers["y"] - given.numbers["y0"])
                * (given.numbers["y"] - given.numbers["y1"])
                > 0
            ),
            frozenset({"y", "y0", "y1"}),
            Text("推估年度須在兩個年度之間。", "The year wanted must lie between the two."),
            refuses=True,
        ),
        warn(
            "y",
            "y > 0",
            Text(
                "這是推估值，不得用於已驗證之減量。",
                "This is a projection; never use it for verified savings.",
            ),
        ),
    ),
)

CLAIM: Final = Calculator(
    "emissions_claim_check",
    1,
    System.EMISSIONS,
    Text("減碳量宣稱的單位檢查", "Check of a stated total"),
    Text("由件數重算，找出千倍、萬倍的誤植。", "Recomputed from cases; finds slips of 1,000."),
    (
        number("each", Text("每件減碳量", "tonnes per case"), "t₁", "tCO2e/case", "(0, 10000000]"),
        number("cases", Text("每年件數", "cases a year"), "n", "case", "(0, 1000000]"),
        number("years", Text("年數", "years"), "Y", "yr", "(0, 100]"),
        _tonnes("stated", Text("宣稱總量", "stated total"), "T′", optional=True),
    ),
    (
        result("t", Text("重算總量", "Recomputed total"), "T", "tCO2e", "each * cases * years"),
        result("ratio", Text("宣稱／重算", "Stated over recomputed"), "r", "times", "stated / t"),
    ),
    "Kaohsiung carbon budget 2025-2026, table 8 (150 t × 2 × 2: 600 t, once printed 10,000-fold)",
    Standing.REPRODUCED,
    Text(
        "「萬公噸」與「公噸」最常混淆。", "Tonnes and ten thousands of tonnes are easily mixed up."
    ),
    (
        warn(
            "stated",
            "abs(ratio / 1000 - 1) <= 0.5",
            Text(
                "宣稱值約為重算值的 1,000 倍。", "The stated total is about 1,000 times too large."
            ),
        ),
        warn(
            "stated",
            "abs(ratio / 10000 - 1) <= 0.5",
            Text(
                "宣稱值約為重算值的 10,000 倍（萬公噸誤植）。",
                "The stated total is about 10,000 times too large (tonnes and ten thousands).",
            ),
        ),
        warn(
            "stated",
            "abs(ratio * 1000 - 1) <= 0.5",
            Text(
                "宣稱值約為重算值的千分之一。", "The stated total is about 1,000 times too small."
            ),
        ),
        warn(
            "stated",
            "abs(ratio * 10000 - 1) <= 0.5",
            Text(
                "宣稱值約為重算值的萬分之一。", "The stated total is about 10,000 times too small."
            ),
        ),
    ),
)

IMPLIED: Final = Calculator(
    "emissions_implied_factor",
    1,
    System.EMISSIONS,
    Text("隱含排碳係數", "Implied factor of a claim"),
    Text("由宣稱的節電量與減碳量反推係數。", "From the electricity and tonnes that are claimed."),
    (
        _kilowatt_hours("kwh", Text("宣稱節電量", "electricity claimed"), "ΔE"),
        _tonnes("t", Text("宣稱減碳量", "tonnes claimed"), "t"),
    ),
    (result("ef", Text("隱含係數", "Implied factor"), "EF", "kgCO2e/kWh", "t * 1000 / kwh"),),
    "CNA 2025-12-04 (12.24 GWh, 5,803 t: 0.474; 0.59 GWh, 280 t: 0.4746)",
    Standing.REPRODUCED,
    Text(
        "臺灣電網應在 0.35–0.60 kg CO₂e／度之間。",
        "The grid of Taiwan lies between 0.35 and 0.60 kg CO₂e/kWh.",
    ),
    (
        warn(
            "t",
            "ef > 0.60",
            Text(
                "高於 0.60：單靠電網用電不可能，請確認單位或是否含其他燃料。",
                "Above 0.60: impossible for grid electricity alone; check units and other fuels.",
            ),
        ),
        warn("kwh", "ef < 0.35", Text("低於 0.35：請確認單位。", "Below 0.35: check the units.")),
    ),
)

CALCULATORS: Final = (ELECTRICITY, SHARE, INTERPOLATION, CLAIM, IMPLIED)
