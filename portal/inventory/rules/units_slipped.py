"""Units: slips of a thousand, and units that are another than those of the factor."""

from collections.abc import Iterator
from decimal import Decimal

from portal.inventory.figures import Deviation, Inventory, Obstacle
from portal.inventory.indirect import factor_unit
from portal.inventory.rules.book import (
    ERROR,
    JUDGEMENT,
    RULES,
    bought,
    called,
    hit,
    tonnes,
    unit_text,
)
from portal.inventory.rules.units import ELECTRIC, is_gas
from portal.inventory.sheets import Source
from portal.inventory.slips import energy_slips, source_slips
from portal.language import Text
from portal.reference.codes import ENERGY_KIND
from portal.reference.units import Dimension, units
from portal.workbook.findings import Hit

_WRONG_BY_THOUSAND = "a ratio within twice of 1,000 or 1/1,000"


def _is_volume_of_gas(row: Source) -> bool:
    unit = units().get(row.unit or "")
    dimensions = (Dimension.VOLUME, Dimension.NORMAL_VOLUME)
    return is_gas(row) and unit is not None and unit.dimension in dimensions


def _thousandfold(inventory: Inventory, *, gas: bool) -> Iterator[Hit]:
    for row, judged in inventory.remarkable:
        if judged.deviation is Deviation.THOUSAND and _is_volume_of_gas(row) is gas:
            stated, expected = judged.stated or Decimal(0), judged.computed.emissions or Decimal(0)
            yield hit(
                row.cell("activity"),
                row.cell("unit"),
                row.cell("stated_emissions"),
                found=stated,
                expected=expected,
                source=called(row),
                unit=unit_text(row.unit),
                times=tonnes(_times(stated, expected)),
            ).proposing(*source_slips(row, stated, expected))


def _times(stated: Decimal, expected: Decimal) -> Decimal:
    larger, smaller = max(stated, expected), min(stated, expected)
    return (larger / smaller).quantize(Decimal(1))


@RULES.rule(
    "INV-050",
    ERROR,
    title=Text("公噸與公斤、公秉與公升可能混淆", "Tonnes and kilograms, kilolitres and litres"),
    message=Text(
        "「{source}」以「{unit}」重算為 {expected} 公噸CO₂e，申報 {found}，相差約 {times} 倍。",
        "In {unit}, {source} comes to {expected} tCO2e, but states {found}: about {times} times.",
    ),
    why=Text(
        "相差千倍通常是單位填錯，會主導整個公司的排放量。",
        "A thousandfold difference is a unit slip, and it outweighs everything else.",
    ),
    fix=Text(
        "請核對原始單據的單位，更正單位、活動數據或申報排放量。",
        "Check the unit on the records and correct unit, activity or emissions.",
    ),
    source=f"{JUDGEMENT}; {_WRONG_BY_THOUSAND}",
    thresholds=("slip_low", "slip_high"),
)
def no_slip_of_a_thousand(inventory: Inventory) -> Iterator[Hit]:
    yield from _thousandfold(inventory, gas=False)


@RULES.rule(
    "INV-052",
    ERROR,
    title=Text("立方公尺與千立方公尺可能混淆", "Cubic metres and thousand cubic metres"),
    message=Text(
        "「{source}」以「{unit}」重算為 {expected} 公噸CO₂e，申報 {found}，相差約 {times} 倍。",
        "In {unit}, {source} comes to {expected} tCO2e, but states {found}: about {times} times.",
    ),
    why=Text(
        "氣體帳單以立方公尺計，官方表單以千立方公尺計。",
        "Gas is billed in cubic metres; the official form takes thousands of them.",
    ),
    fix=Text(
        "請核對氣體帳單的單位，更正單位、活動數據或申報排放量。",
        "Check the unit on the gas bills and correct unit, activity or emissions.",
    ),
    source=f"{JUDGEMENT}; {_WRONG_BY_THOUSAND}",
    thresholds=("slip_low", "slip_high"),
)
def no_slip_between_cubic_metres(inventory: Inventory) -> Iterator[Hit]:
    yield from _thousandfold(inventory, gas=True)


@RULES.rule(
    "INV-051",
    ERROR,
    title=Text("度與千度可能混淆", "Kilowatt-hours and thousands of them"),
    message=Text(
        "「{meter}」用電 {quantity}{unit}，重算為 {expected} 公噸CO₂e，申報 {found}。",
        "{meter} uses {quantity} {unit}: {expected} tCO2e; stated {found}.",
    ),
    why=Text(
        "電費單以度計，表單以千度計；單一廠區用電超過 {limit} 千度並不合理。",
        "Bills are in kWh, the form in MWh; no single site uses more than {limit} MWh.",
    ),
    fix=Text("請核對電費單，更正單位或用電量。", "Check the bills; correct unit or quantity."),
    source=f"{JUDGEMENT}; {_WRONG_BY_THOUSAND}",
    thresholds=("largest_electricity", "slip_low", "slip_high"),
)
def electricity_is_in_the_right_unit(inventory: Inventory) -> Iterator[Hit]:
    limit = inventory.limit("largest_electricity")
    for row, judged in zip(inventory.energy, inventory.judged_energy, strict=True):
        unit = units().get(row.unit or "")
        if row.quantity is None or unit is None or unit.dimension is not Dimension.ENERGY:
            continue
        too_much = row.unit in ELECTRIC and row.quantity * unit.factor / Decimal("3.6") > limit
        if too_much or judged.deviation is Deviation.THOUSAND:
            yield hit(
                row.cell("quantity"),
                row.cell("unit"),
                found="—" if judged.stated is None else judged.stated,
                expected=judged.computed.emissions,
                meter=bought(row),
                quantity=row.quantity,
                unit=unit.label,
                limit=limit,
            ).proposing(*energy_slips(row, judged.stated, judged.computed.emissions))


@RULES.rule(
    "INV-219",
    ERROR,
    title=Text("外購能源的單位無法計算", "Energy cannot be computed in this unit"),
    message=Text(
        "「{meter}」（{kind}）的數量單位「{found}」與係數單位「{factor_unit}」無法相乘。",
        "{meter} ({kind}) is given in {found}, which does not go with a factor in {factor_unit}.",
    ),
    why=Text("單位不相配就算不出排放量。", "With units that do not match nothing can be computed."),
    fix=Text(
        "電力用千度或度配公斤CO₂e／度；蒸汽用公噸配公噸CO₂e／公噸。",
        "Power in MWh or kWh with kg/kWh; steam in tonnes with tCO2e/t.",
    ),
    source=JUDGEMENT,
)
def energy_units_match_their_factor(inventory: Inventory) -> Iterator[Hit]:
    for row, judged in zip(inventory.energy, inventory.judged_energy, strict=True):
        if judged.computed.obstacle is Obstacle.WRONG_UNIT:
            yield hit(
                row.cell("unit"),
                row.cell("factor_unit"),
                found=unit_text(row.unit),
                meter=bought(row),
                kind=ENERGY_KIND[row.kind].label if row.kind else "—",
                factor_unit=unit_text(factor_unit(row)),
            )
