"""Factors: whether one is there, whether it can be used, and whether its size makes sense."""

from collections.abc import Iterator
from decimal import Decimal

from portal.inventory.factors import amount
from portal.inventory.figures import Deviation, Inventory, Judged, Obstacle
from portal.inventory.recompute import CARBON_BALANCE, has_own_factor
from portal.inventory.rules.book import (
    ANNOUNCEMENT,
    EPA,
    ERROR,
    FORM,
    INFO,
    JUDGEMENT,
    REGULATION,
    RULES,
    WARNING,
    called,
    hit,
    label,
)
from portal.inventory.sheets import Source
from portal.language import Text
from portal.reference.codes import FACTOR_METHOD
from portal.reference.fuels import Fuel, fuels
from portal.reference.units import Dimension
from portal.workbook.findings import Hit

_STEEL_GASES = frozenset({"blast_furnace_gas", "coke_oven_gas", "converter_gas"})
# Pure acetylene is 92.3 % carbon.
_ACETYLENE_CARBON = Decimal("0.95")
_JUDGED_ALREADY = frozenset({Deviation.THOUSAND, Deviation.ZERO_STATED})


@RULES.rule(
    "INV-057",
    ERROR,
    title=Text("質量平衡法未填碳含量", "Mass balance without carbon content"),
    message=Text(
        "「{source}」採質量平衡法，但沒有填碳含量。",
        "{source} uses the mass balance but gives no carbon content.",
    ),
    why=Text(
        "質量平衡法以碳含量乘 44/12 計算，缺少即無法計算。",
        "The mass balance is carbon content times 44/12.",
    ),
    fix=Text("請填碳含量（0 至 100%）及其來源。", "Enter the carbon content, 0 to 100 %."),
    source=f"{FORM}: table 4, note 13",
)
def mass_balance_has_a_carbon_content(inventory: Inventory) -> Iterator[Hit]:
    for row, judged in inventory.remarkable:
        if judged.computed.obstacle is Obstacle.NO_CARBON:
            yield hit(row.cell("carbon"), source=called(row))


@RULES.rule(
    "INV-204",
    ERROR,
    title=Text("自廠係數空白", "Own factor is blank"),
    message=Text(
        "「{source}」的計算方法為「{method}」，但沒有填任何係數。",
        "The method of {source} is “{method}”, but no factor is given.",
    ),
    why=Text(
        "沒有係數就無法重算申報的排放量。",
        "Without the factor the stated emissions cannot be recomputed.",
    ),
    fix=Text("請填係數、單位與來源，或改採公告係數。", "Give the factor, unit and source."),
    source=f"{FORM}: example rows 3, 6 and 7",
)
def own_factors_are_given(inventory: Inventory) -> Iterator[Hit]:
    for row, judged in inventory.remarkable:
        missing = judged.computed.obstacle is Obstacle.NO_FACTOR and row.method == "own"
        if missing and judged.deviation is not Deviation.ZERO_STATED:
            method = label(FACTOR_METHOD, row.method)
            yield hit(row.cell("factor_co2"), source=called(row), method=method)


@RULES.rule(
    "INV-233",
    ERROR,
    title=Text("沒有公告係數", "No announced factor"),
    message=Text(
        "「{source}」採公告係數，但「{material}」在這種排放型式沒有公告係數。",
        "{source} uses an announced factor, but there is none for {material} and this type.",
    ),
    why=Text("係數不明的排放源無法重算。", "Without a factor nothing can be recomputed."),
    fix=Text(
        "請改採自廠或文獻係數並填寫數值，或更正物料與排放型式。",
        "Use an own or literature factor, or correct material or type.",
    ),
    source=ANNOUNCEMENT,
)
def announced_factors_exist(inventory: Inventory) -> Iterator[Hit]:
    for row, judged in inventory.remarkable:
        missing = judged.computed.obstacle is Obstacle.NO_FACTOR and row.method != "own"
        if missing and judged.deviation is not Deviation.ZERO_STATED:
            fuel = fuels().get(row.material or "")
            material = row.material or "—" if fuel is None else fuel.label
            yield hit(row.cell("material"), source=called(row), material=material)


@RULES.rule(
    "INV-205",
    WARNING,
    title=Text("自廠係數未填單位", "Own factor without its unit"),
    message=Text(
        "「{source}」的自廠係數 {found} 沒有填單位，系統以每單位活動數據之公噸數計算。",
        "The own factor {found} of {source} has no unit; it was read as tonnes per unit.",
    ),
    why=Text(
        "每兆焦耳與每公噸的係數相差數萬倍。",
        "Factors per terajoule and per tonne differ by tens of thousands.",
    ),
    fix=Text("請選擇係數單位。", "Choose the unit of the factor."),
    source=f"{FORM}: table 5",
)
def own_factors_have_a_unit(inventory: Inventory) -> Iterator[Hit]:
    for row in inventory.sources:
        if row.factor_unit is None and has_own_factor(row):
            counted = amount(row.unit, is_gas=False)
            value = row.factor_co2 or row.factor_ch4 or row.factor_n2o or row.factor_other
            if counted is not None:
                yield hit(row.cell("factor_unit"), found=value, source=called(row))


@RULES.rule(
    "INV-206",
    WARNING,
    title=Text("採公告係數卻填了自廠係數", "Announced factor, yet an own one is given"),
    message=Text(
        "「{source}」的方法為公告係數，但填了自廠係數 {found}；系統以填寫的係數計算。",
        "{source} uses the announced factor but gives its own {found}, which was used.",
    ),
    why=Text(
        "方法與係數不一致時，查驗無法判斷採用哪一個。",
        "With both it is not known which one was meant.",
    ),
    fix=Text(
        "採公告係數請清空自廠係數；採自廠係數請更正計算方法。",
        "Clear the own factor, or change the method.",
    ),
    source=JUDGEMENT,
)
def announced_method_has_no_own_factor(inventory: Inventory) -> Iterator[Hit]:
    for row in inventory.sources:
        if row.method == "announced" and has_own_factor(row):
            value = row.factor_co2 or row.factor_ch4 or row.factor_n2o or row.factor_other
            yield hit(row.cell("method"), row.cell("factor_co2"), found=value, source=called(row))


@RULES.rule(
    "INV-207",
    ERROR,
    title=Text("其他氣體係數未指明氣體", "A factor without its gas"),
    message=Text(
        "「{source}」填了其他氣體係數 {found}，但沒有選氣體種類。",
        "{source} gives a factor of {found} for another gas without saying which.",
    ),
    why=Text("GWP 因氣體而異，從 1 到 23,500。", "Warming potentials run from 1 to 23,500."),
    fix=Text("請選擇氣體種類。", "Choose the gas."),
    source=f"{FORM}: table 5",
)
def other_factors_name_their_gas(inventory: Inventory) -> Iterator[Hit]:
    for row in inventory.sources:
        if row.factor_other is not None and row.other_gas is None:
            yield hit(row.cell("other_gas"), found=row.factor_other, source=called(row))


@RULES.rule(
    "INV-237",
    ERROR,
    title=Text("所選 GWP 版本沒有這種氣體", "The set has no value for the gas"),
    message=Text(
        "「{source}」的氣體在 {found} 版本中沒有 GWP 值，無法重算。",
        "{found} has no warming potential for the gas of {source}.",
    ),
    why=Text("沒有 GWP 就無法換算為二氧化碳當量。", "Without it there is no CO2 equivalent."),
    fix=Text("請採用 AR5，或確認氣體種類。", "Use AR5, or check which gas it is."),
    source=ANNOUNCEMENT,
)
def gases_have_a_potential(inventory: Inventory) -> Iterator[Hit]:
    chosen = inventory.cover.gwp_set if inventory.cover else None
    for row, judged in inventory.remarkable:
        named = row.factor_other is None or row.other_gas is not None
        if judged.computed.obstacle is Obstacle.NO_GWP and named:
            yield hit(row.cell("material"), found=chosen or "AR5", source=called(row))


@RULES.rule(
    "INV-073",
    WARNING,
    title=Text("滅火器或乙炔以純碳計算", "Extinguisher or acetylene taken for pure carbon"),
    message=Text(
        "「{source}」以 3.6667 計算，{material}正確為每公噸 {expected} 公噸CO₂。",
        "{source} uses 3.6667; for {material} it is {expected} tCO2 per tonne.",
    ),
    why=Text(
        "官方範例對二者都用 44/12，但二氧化碳不是純碳，乙炔碳含量為 92.3%。",
        "The official example takes both for pure carbon; acetylene has 92.3 %, CO2 is CO2.",
    ),
    fix=Text(
        "二氧化碳以 1.0、乙炔以碳含量 92.3%（3.385）計算。",
        "Use 1.0 for CO2, and a carbon content of 92.3 % (3.385) for acetylene.",
    ),
    source=f"{FORM}: example rows 5 and 10; stoichiometry",
)
def gas_is_not_pure_carbon(inventory: Inventory) -> Iterator[Hit]:
    for row in inventory.sources:
        if row.material == "acetylene" and (row.carbon or 0) > _ACETYLENE_CARBON:
            name = Text("乙炔", "acetylene")
            yield hit(
                row.cell("carbon"), found=1, expected="3.385", source=called(row), material=name
            )
    for row, judged in inventory.remarkable:
        if judged.deviation is Deviation.PURE_CARBON and row.material == "CO2":
            name = Text("二氧化碳", "CO2")
            yield hit(
                row.cell("stated_emissions"),
                found=judged.stated,
                expected="1.0",
                source=called(row),
                material=name,
            )


@RULES.rule(
    "INV-074",
    INFO,
    title=Text("以監測或其他方法計算", "Computed by monitoring or another method"),
    message=Text(
        "「{source}」採「{method}」，系統不重算，以申報值 {found} 計入。",
        "{source} uses “{method}”; it is not recomputed, and the stated {found} counts.",
    ),
    why=Text(
        "直接監測須有核可之監測計畫與數據。",
        "Monitoring needs an approved plan and its data.",
    ),
    fix=Text("請備妥監測計畫與計算過程供審查。", "Keep the plan and the computation ready."),
    source=f"{REGULATION}, article 4",
)
def other_methods_are_noted(inventory: Inventory) -> Iterator[Hit]:
    for row, judged in inventory.remarkable:
        if judged.computed.obstacle is Obstacle.METHOD:
            method = label(FACTOR_METHOD, row.method)
            found = "—" if judged.stated is None else judged.stated
            yield hit(row.cell("method"), found=found, source=called(row), method=method)


def _implied(inventory: Inventory) -> Iterator[tuple[Source, Judged, Fuel, Decimal]]:
    """Rows with a factor of their own, with kgCO2e per kg, litre or cubic metre of the fuel."""
    known = fuels()
    for row, judged in zip(inventory.sources, inventory.judged_sources, strict=True):
        if row.method == "announced" or not row.activity or row.material == CARBON_BALANCE:
            continue
        fuel = known.get(row.material or "")
        if fuel is None or fuel.implied_low is None or judged.deviation in _JUDGED_ALREADY:
            continue
        value = _per_unit(row, judged, fuel)
        if value is not None and not fuel.implied_low <= value <= (fuel.implied_high or value):
            yield row, judged, fuel, value


def _per_unit(row: Source, judged: Judged, fuel: Fuel) -> Decimal | None:
    counted = amount(row.unit, is_gas=fuel.implied_unit.code == "m3")
    by_mass = fuel.implied_unit.dimension is Dimension.MASS
    if counted is None or (counted.dimension is Dimension.MASS) is not by_mass or not row.activity:
        return None
    share = Decimal(1) if row.share is None else row.share
    emitted = judged.emissions + judged.computed.biogenic
    used = row.activity * counted.scale * share
    # Tonnes per tonne, kilolitre or thousand cubic metres are kilograms per kg, litre or m3.
    return emitted / used if used else None


def _implied_hit(row: Source, fuel: Fuel, value: Decimal) -> Hit:
    return hit(
        row.cell("stated_emissions"),
        found=value.quantize(Decimal("0.0001")),
        expected=f"{fuel.implied_low}–{fuel.implied_high}",
        source=called(row),
        fuel=fuel.label,
        unit=fuel.implied_unit.label,
        low=fuel.implied_low,
        high=fuel.implied_high,
    )


@RULES.rule(
    "INV-075",
    WARNING,
    title=Text("隱含係數偏離", "Implied factor is unusual"),
    message=Text(
        "「{source}」每{unit}{fuel}排放 {found} 公斤CO₂e，一般在 {low} 至 {high} 之間。",
        "{source} emits {found} kgCO2e per {unit} of {fuel}; {low} to {high} is usual.",
    ),
    why=Text(
        "自廠係數偏離常因熱值、單位或燃料種類填錯。",
        "Unusual own factors often come from heat value, unit or fuel.",
    ),
    fix=Text("請核對自廠係數，或說明依據。", "Check the own factor, or explain what it rests on."),
    source=f"{EPA}; bands around the announced factors",
    thresholds=("implied_far",),
)
def implied_factors_are_usual(inventory: Inventory) -> Iterator[Hit]:
    far = inventory.limit("implied_far")
    for row, _, fuel, value in _implied(inventory):
        if not _is_far(fuel, value, far) and row.material not in _STEEL_GASES:
            yield _implied_hit(row, fuel, value)


@RULES.rule(
    "INV-244",
    ERROR,
    title=Text("隱含係數不合理", "Implied factor cannot be right"),
    message=Text(
        "「{source}」每{unit}{fuel}排放 {found} 公斤CO₂e，遠離一般的 {low} 至 {high}。",
        "{source} emits {found} kgCO2e per {unit} of {fuel}, far from the usual {low} to {high}.",
    ),
    why=Text(
        "差距超過五倍不會是燃料品質造成的。",
        "No quality of fuel explains a factor of five.",
    ),
    fix=Text("請核對自廠係數的數值與單位。", "Check value and unit of the own factor."),
    source=f"{EPA}; five times outside the bands around the announced factors",
    thresholds=("implied_far",),
)
def implied_factors_are_possible(inventory: Inventory) -> Iterator[Hit]:
    far = inventory.limit("implied_far")
    for row, _, fuel, value in _implied(inventory):
        if _is_far(fuel, value, far):
            yield _implied_hit(row, fuel, value)


def _is_far(fuel: Fuel, value: Decimal, far: Decimal) -> bool:
    low, high = fuel.implied_low or Decimal(0), fuel.implied_high or Decimal(0)
    return not low / far <= value <= high * far


@RULES.rule(
    "INV-099",
    WARNING,
    title=Text("副產燃氣係數誤用", "Wrong factor for a by-product gas"),
    message=Text(
        "「{source}」每立方公尺{fuel}排放 {found} 公斤CO₂e，一般在 {low} 至 {high} 之間。",
        "{source} emits {found} kgCO2e per cubic metre of {fuel}; {low} to {high} is usual.",
    ),
    why=Text(
        "高爐氣、焦爐氣常誤用天然氣係數（約 1.88）。",
        "Blast furnace and coke oven gas are often given the factor of natural gas (1.88).",
    ),
    fix=Text("請改用各該副產燃氣之係數與熱值。", "Use the factor and heat value of that gas."),
    source="table 6.0.4: blast furnace gas 0.846, coke oven gas 0.781 kgCO2/m3",
    thresholds=("implied_far",),
)
def by_product_gases_have_their_own_factor(inventory: Inventory) -> Iterator[Hit]:
    far = inventory.limit("implied_far")
    for row, _, fuel, value in _implied(inventory):
        if row.material in _STEEL_GASES and not _is_far(fuel, value, far):
            yield _implied_hit(row, fuel, value)
