"""Factors: left blank, or taken from another fuel by the form itself."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from portal.inventory.recompute import Recomputation
from portal.language import Text
from portal.official.arithmetic import ZERO
from portal.official.joining import Official
from portal.official.rules.book import ERROR, FORM, RULES, Case, cases, gases_of, hit
from portal.official.sources import emission_type, method
from portal.reference.closed_sets import EmissionType, FactorMethod
from portal.workbook.findings import Hit

LNG: Final = "050004"
_NGL_FACTOR: Final = Decimal(64_200)


@RULES.rule(
    "OFF-004",
    ERROR,
    title=Text("自廠係數空白，表單算成 0", "Own factor is blank, and the form gives 0"),
    message=Text(
        "「{source}」有活動數據 {activity}，因自廠係數空白，表單算出 0；"
        "改採公告係數為 {expected} 公噸CO₂e。",
        "{source} has an activity of {activity}; as its own factor is blank the form gives 0. "
        "With the announced factor it is {expected} tCO2e.",
    ),
    why=Text(
        "計算方法選自廠係數時，官方表單不會帶入公告係數，也不會提示，是最常見的漏算。",
        "With an own factor chosen the form brings in no announced one and says nothing.",
    ),
    fix=Text(
        "請於表五填入自廠係數並備妥檢測報告，或將表四計算方法改為公告係數。",
        "Enter the own factor in table 5, or choose the announced factor in table 4.",
    ),
    source=f"{FORM}: example rows 3, 6 and 7",
)
def own_factors_are_filled_in(official: Official) -> Iterator[Hit]:
    """Activity without emissions because the own factor is blank."""
    for case, expected in blank_factors(official):
        activity = case.row.activity if case.row else None
        yield hit(
            case.place("t5", "factor1"),
            found=ZERO,
            expected=expected,
            source=case.name,
            activity=activity,
        )


def blank_factors(official: Official) -> Iterator[tuple[Case, Decimal]]:
    """Sources in use whose own factor is blank, with what the announced one gives, tCO2e."""
    announced = Recomputation()
    for case in cases(official):
        row = case.row
        is_blank = row and row.activity and not row.stated_emissions and case.source.quantity
        if row is None or not is_blank or method(case.source) != FactorMethod.OWN:
            continue
        if any(gas.factor or gas.per_unit for gas in gases_of(case.source)):
            continue
        expected = announced.source(replace(row, method=FactorMethod.ANNOUNCED.value)).emissions
        if expected:
            yield case, expected


@RULES.rule(
    "OFF-010",
    ERROR,
    title=Text(
        "液化天然氣誤用天然氣凝結油係數", "LNG computed with the factor of natural gas liquids"
    ),
    message=Text(
        "「{source}」採 64,200 公斤／兆焦耳，為天然氣凝結油（NGL）之係數；"
        "液化天然氣為 56,100，排放量應為 {expected} 公噸CO₂e，目前為 {found}。",
        "{source} uses 64,200 kg/TJ, the factor of natural gas liquids; that of LNG is 56,100 and "
        "gives {expected} tCO2e instead of {found}.",
    ),
    why=Text(
        "官方表單將代碼 050004 的固定燃燒對應到 NGL，會高估約 14%。",
        "The form maps code 050004 in stationary combustion to NGL and overstates by 14 %.",
    ),
    fix=Text(
        "請改用天然氣代碼 050002，或將係數改為 56,100。",
        "Use the code of natural gas, 050002, or the factor 56,100.",
    ),
    source=f"{FORM}: annexed table 1; factor announcement of 2024-02-05",
)
def lng_is_not_ngl(official: Official) -> Iterator[Hit]:
    """Stationary combustion of LNG with the factor of natural gas liquids."""
    for case in lng_sources(official):
        expected = case.judged.computed.emissions if case.judged else None
        found = case.row.stated_emissions if case.row else None
        yield hit(case.place("t5", "factor1"), found=found, expected=expected, source=case.name)


def lng_sources(official: Official) -> Iterator[Case]:
    """Stationary combustion of LNG with the factor of natural gas liquids."""
    for case in cases(official):
        is_lng = case.source.listed.material_code == LNG
        if is_lng and emission_type(case.source) == EmissionType.STATIONARY:
            factors = [gas.factor for gas in gases_of(case.source) if gas.gas == "CO2"]
            if _NGL_FACTOR in factors:
                yield case
