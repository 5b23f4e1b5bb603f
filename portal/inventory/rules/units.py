"""Units: whether they fit the material, and slips of a thousand."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from portal.inventory.figures import Deviation, Inventory, Obstacle
from portal.inventory.indirect import factor_unit
from portal.inventory.rules.book import (
    ERROR,
    FORM,
    JUDGEMENT,
    RULES,
    WARNING,
    bought,
    called,
    hit,
    tonnes,
    unit_text,
)
from portal.inventory.sheets import Source
from portal.inventory.sheets.choices import ACTIVITY_UNIT
from portal.inventory.slips import energy_slips, source_slips
from portal.language import Text
from portal.reference.codes import ENERGY_KIND
from portal.reference.fuels import Phase, fuels
from portal.reference.units import Dimension, units
from portal.workbook.findings import Hit

_ELECTRIC = frozenset({"kWh", "MWh", "10MWh", "GWh"})
_ALLOWED = frozenset(code.code for code in ACTIVITY_UNIT.codes)
_WRONG_BY_THOUSAND = "a ratio within twice of 1,000 or 1/1,000"


@RULES.rule(
    "INV-048",
    ERROR,
    title=Text("單位不適用於活動數據", "Not a unit of activity"),
    message=Text(
        "「{source}」的單位「{found}」不是活動數據可用的單位。",
        "The unit “{found}” of {source} is not one that activity is given in.",
    ),
    why=Text(
        "單位決定係數如何套用，無法換算就無法計算。",
        "The unit decides how factors apply; without conversion nothing can be computed.",
    ),
    fix=Text(
        "請改用公噸、公秉、千立方公尺、人小時等選單所列單位。",
        "Use a unit of the list: tonnes, kilolitres, thousand cubic metres, person-hours.",
    ),
    source=f"{FORM}: list of units, note 8",
)
def activity_has_a_unit_of_activity(inventory: Inventory) -> Iterator[Hit]:
    for row in inventory.sources:
        if row.unit is not None and row.unit not in _ALLOWED and row.unit not in _ELECTRIC:
            yield hit(row.cell("unit"), found=unit_text(row.unit), source=called(row))


@RULES.rule(
    "INV-049",
    ERROR,
    title=Text("單位與燃料相態不符", "Unit does not fit the fuel"),
    message=Text(
        "「{source}」的燃料「{fuel}」以「{found}」計量，一般以「{expected}」計量。",
        "{source} gives {fuel} in {found}; it is measured in {expected}.",
    ),
    why=Text(
        "固體、液體、氣體的熱值與係數基準不同，混用會差上千倍。",
        "Heat values and factors differ between solids, liquids and gases.",
    ),
    fix=Text(
        "請改用適當單位，或以密度換算後填報。", "Use a fitting unit, or convert with the density."
    ),
    source=JUDGEMENT,
)
def units_fit_the_fuel(inventory: Inventory) -> Iterator[Hit]:
    known = fuels()
    for row in inventory.sources:
        fuel = known.get(row.material or "")
        if fuel is not None and row.unit in _ALLOWED and not _fits_the_fuel(row):
            yield hit(
                row.cell("unit"),
                found=unit_text(row.unit),
                expected=fuel.units[0].label,
                fuel=fuel.label,
                source=called(row),
            )


def _fits_the_fuel(row: Source) -> bool:
    """Whether the fuel is measured in that unit; heat and electricity are judged elsewhere."""
    fuel = fuels().get(row.material or "")
    return (
        fuel is None or row.unit == "GJ" or row.unit in _ELECTRIC or row.unit in _accepted(fuel.key)
    )


@cache
def _accepted(fuel_key: str) -> frozenset[str]:
    return frozenset(unit.code for unit in fuels()[fuel_key].units)


@RULES.rule(
    "INV-053",
    WARNING,
    title=Text("氣體的度與電的度", "Gas measured in kilowatt-hours"),
    message=Text(
        "「{source}」為氣體燃料，單位卻是「{found}」（電度）。",
        "{source} is a gas, but its unit is {found}, which measures electricity.",
    ),
    why=Text(
        "天然氣帳單的「度」是立方公尺，不是度電。",
        "A 度 on a gas bill is a cubic metre, not a kilowatt-hour.",
    ),
    fix=Text("請改用立方公尺或千立方公尺。", "Use cubic metres or thousand cubic metres."),
    source=JUDGEMENT,
)
def gas_is_not_measured_in_kilowatt_hours(inventory: Inventory) -> Iterator[Hit]:
    for row in inventory.sources:
        if row.unit in _ELECTRIC and _is_gas(row):
            yield hit(
                row.cell("unit"), found=unit_text(row.unit), expected="m³", source=called(row)
            )


@RULES.rule(
    "INV-234",
    ERROR,
    title=Text("單位無法計算", "Cannot be computed in this unit"),
    message=Text(
        "「{source}」以「{found}」計量，{material}的係數無法套用。",
        "{source} is given in {found}, to which the factor of {material} cannot be applied.",
    ),
    why=Text(
        "逸散氣體與製程物料以重量計算排放量。",
        "Escaping gases and process materials are counted by mass.",
    ),
    fix=Text("請換算為公噸或公斤。", "Convert it to tonnes or kilograms."),
    source=JUDGEMENT,
)
def units_allow_computing(inventory: Inventory) -> Iterator[Hit]:
    known = fuels()
    for row, judged in inventory.remarkable:
        if judged.computed.obstacle is not Obstacle.WRONG_UNIT or row.material in known:
            continue
        if row.unit in _ALLOWED:
            yield hit(
                row.cell("unit"),
                found=unit_text(row.unit),
                expected=unit_text("t"),
                source=called(row),
                material=row.material or "—",
            )


def _is_gas(row: Source) -> bool:
    fuel = fuels().get(row.material or "")
    return fuel is not None and fuel.phase is Phase.GAS


def _is_volume_of_gas(row: Source) -> bool:
    unit = units().get(row.unit or "")
    dimensions = (Dimension.VOLUME, Dimension.NORMAL_VOLUME)
    return _is_gas(row) and unit is not None and unit.dimension in dimensions


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
        too_much = row.unit in _ELECTRIC and row.quantity * unit.factor / Decimal("3.6") > limit
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


@RULES.rule(
    "INV-054",
    ERROR,
    title=Text("熱值單位與活動數據單位不符", "Heat value and activity have different bases"),
    message=Text(
        "「{source}」的活動數據以「{unit}」計，熱值單位「{found}」無法對應。",
        "The activity of {source} is in {unit}; a heat value in {found} does not go with it.",
    ),
    why=Text(
        "熱值的分母必須與活動數據一致：公噸對千卡／公斤、公秉對千卡／公升。",
        "The heat value is per what the activity is measured in: kg, litre or cubic metre.",
    ),
    fix=Text("請更正熱值單位或活動數據單位。", "Correct the unit of the heat value or activity."),
    source=f"{FORM}: list of heat units, note 7",
)
def heat_value_and_activity_have_one_base(inventory: Inventory) -> Iterator[Hit]:
    for row, judged in inventory.remarkable:
        if judged.computed.obstacle is Obstacle.HEAT_UNIT and _fits_the_fuel(row):
            yield hit(
                row.cell("heat_unit"),
                row.cell("unit"),
                found=unit_text(row.heat_unit),
                unit=unit_text(row.unit),
                source=called(row),
            )


@RULES.rule(
    "INV-058",
    ERROR,
    title=Text("分配比率合計不是 100%", "Shares do not add up to 100 %"),
    message=Text(
        "{site} 的「{material}」活動數據 {activity} 分攤給 {count} 個排放源，比率合計 {found}。",
        "{site}: an activity of {activity} of {material} is divided among {count} sources; "
        "their shares add up to {found}.",
    ),
    why=Text(
        "同一計量的分配比率合計須為 100%，否則會多算或少算。",
        "The shares of one meter have to be 100 % together, or something counts twice or not.",
    ),
    fix=Text("請調整分配比率使合計為 100%。", "Adjust the shares to 100 % together."),
    source=f"{FORM}: table 4, note 6",
    thresholds=("share_sum",),
)
def shares_add_up(inventory: Inventory) -> Iterator[Hit]:
    limit = inventory.limit("share_sum")
    meters: dict[tuple[object, ...], list[Source]] = {}
    for row in inventory.sources:
        if row.share is not None and row.share != 1:
            key = (row.site, row.material, row.unit, row.activity)
            meters.setdefault(key, []).append(row)
    for (site, material, _, activity), rows in meters.items():
        total = sum((row.share or Decimal(0) for row in rows), Decimal(0))
        if abs(total - 1) > limit:
            yield hit(
                *(row.cell("share") for row in rows),
                found=f"{total * 100:.2f} %",
                expected="100 %",
                site=site,
                material=_called_material(str(material)),
                activity=activity,
                count=len(rows),
            )


def _called_material(key: str) -> object:
    fuel = fuels().get(key)
    return key if fuel is None else fuel.label
