"""Units: whether they fit what is measured, and allow computing."""

from collections.abc import Iterator
from functools import cache

from portal.inventory.figures import Inventory, Obstacle
from portal.inventory.rules.book import (
    ERROR,
    FORM,
    JUDGEMENT,
    RULES,
    WARNING,
    called,
    hit,
    unit_text,
)
from portal.inventory.sheets import Source
from portal.inventory.sheets.choices import ACTIVITY_UNIT
from portal.language import Text
from portal.reference.fuels import Phase, fuels
from portal.workbook.findings import Hit

ELECTRIC = frozenset({"kWh", "MWh", "10MWh", "GWh"})
_ALLOWED = frozenset(code.code for code in ACTIVITY_UNIT.codes)


def is_gas(row: Source) -> bool:
    """Whether a source burns a gas."""
    fuel = fuels().get(row.material or "")
    return fuel is not None and fuel.phase is Phase.GAS


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
        if row.unit is not None and row.unit not in _ALLOWED and row.unit not in ELECTRIC:
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
        if fuel is not None and row.unit in _ALLOWED and not fits_the_fuel(row):
            yield hit(
                row.cell("unit"),
                found=unit_text(row.unit),
                expected=fuel.units[0].label,
                fuel=fuel.label,
                source=called(row),
            )


def fits_the_fuel(row: Source) -> bool:
    """Whether the fuel is measured in that unit; heat and electricity are judged elsewhere."""
    fuel = fuels().get(row.material or "")
    return (
        fuel is None or row.unit == "GJ" or row.unit in ELECTRIC or row.unit in _accepted(fuel.key)
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
        if row.unit in ELECTRIC and is_gas(row):
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
