"""Own generation: its balance, what is sold, its intensity and how cogeneration is divided."""

from collections.abc import Iterator
from decimal import Decimal

from portal.inventory.figures import ZERO, Inventory
from portal.inventory.rules.book import FORM, JUDGEMENT, RULES, WARNING, hit, per_cent
from portal.inventory.sheets import Generation
from portal.language import Text
from portal.reference.codes import GENERATION_FUEL
from portal.reference.groups import Group
from portal.reference.units import units
from portal.workbook.findings import Hit

_GJ_PER_MWH = Decimal("3.6")
_ELECTRICITY = frozenset({"grid_electricity", "other_electricity"})


@RULES.rule(
    "INV-086",
    WARNING,
    title=Text("能源供需不平衡", "Generation does not balance"),
    message=Text(
        "「{unit}」產量 {found}，自用量加外售量為 {expected}，相差 {share}。",
        "{unit} produced {found}; own use and sales come to {expected}, {share} apart.",
    ),
    why=Text(
        "產量應等於自用量加外售量，否則有漏填或重複。",
        "What is made is used or sold; otherwise something is missing or doubled.",
    ),
    fix=Text(
        "請核對三項數量；線損請計入自用量。",
        "Check the three quantities; count losses as own use.",
    ),
    source=f"{FORM}: table 9; differences above 1 %",
    thresholds=("energy_balance",),
)
def generation_balances(inventory: Inventory) -> Iterator[Hit]:
    limit = inventory.limit("energy_balance")
    for row in inventory.generation:
        if row.produced is None or row.own_use is None or row.sold is None:
            continue
        used = row.own_use + row.sold
        apart = abs(row.produced - used)
        if apart > limit * max(row.produced, used):
            yield hit(
                row.cell("produced"),
                row.cell("own_use"),
                row.cell("sold"),
                found=row.produced,
                expected=used,
                unit=row.unit_name or "—",
                share=per_cent(apart / max(row.produced, used)),
            )


@RULES.rule(
    "INV-087",
    WARNING,
    title=Text("同類能源又買又賣", "Bought and sold without a contract"),
    message=Text(
        "廠區 {site} 同時外購與外售{kind}，外售未填契約名稱。",
        "{site} both buys and sells {kind}, and the sale names no contract.",
    ),
    why=Text(
        "同一批能源可能同時計入自產與外購。", "The same energy may be counted as made and bought."
    ),
    fix=Text(
        "請填外售契約名稱，並確認外購量不含自產部分。",
        "Name the contract, and make sure the purchases do not include own generation.",
    ),
    source=f"{FORM}: table 9",
)
def what_is_bought_and_sold_has_a_contract(inventory: Inventory) -> Iterator[Hit]:
    electricity = {row.site for row in inventory.energy if row.kind in _ELECTRICITY}
    steam = {row.site for row in inventory.energy if row.kind == "steam"}
    for row in inventory.generation:
        bought = electricity if row.kind == "electricity" else steam
        if row.sold and row.contract is None and row.site in bought and row.kind != "heat":
            kind = Text("電力", "electricity") if row.kind == "electricity" else _STEAM
            yield hit(row.cell("contract"), site=row.site, kind=kind)


_STEAM = Text("蒸汽", "steam")


@RULES.rule(
    "INV-109",
    WARNING,
    title=Text("發電廠範疇二或外售資料不合理", "Scope 2 or sales of a power plant"),
    message=Text(
        "能源組成員的範疇二占比 {found}（一般低於 {expected}），或發電未申報外售量。",
        "Scope 2 is {found} of the total (usually below {expected}), or no sale is given.",
    ),
    why=Text(
        "發電廠多為自發自用，範疇二很小；外售電力不得自範疇一扣除，僅另列。",
        "Power plants buy little; what they sell is shown, never deducted from scope 1.",
    ),
    fix=Text(
        "請確認外購電力是否誤填，並補填自產能源之外售量。",
        "Check the purchases, and give what was sold.",
    ),
    source="plant register of Kaohsiung, 2023: scope 2 of power plants up to 0.5 %",
    thresholds=("power_plant_scope2",),
)
def power_plants_sell_and_hardly_buy(inventory: Inventory) -> Iterator[Hit]:
    if inventory.group is not Group.ENERGY or not inventory.cover:
        return
    limit, total = inventory.limit("power_plant_scope2"), inventory.counted.total
    share = inventory.counted.scope2 / total if total else ZERO
    made = [row for row in inventory.generation if row.kind == "electricity"]
    if share > limit or not any(row.sold for row in made):
        yield hit(
            inventory.cover.cell("stated_scope2"), found=per_cent(share), expected=per_cent(limit)
        )


@RULES.rule(
    "INV-110",
    WARNING,
    title=Text("發電排放強度異常", "Unusual emissions per megawatt-hour"),
    message=Text(
        "廠區 {site} 以{fuel}發電，每千度 {found} 公噸CO₂e，一般在 {low} 至 {high} 之間。",
        "{site} burns {fuel} and emits {found} tCO2e per MWh; {low} to {high} is usual.",
    ),
    why=Text(
        "強度異常多因燃料量、熱值或發電量有誤。",
        "Fuel, heat value or output is often the reason.",
    ),
    fix=Text("請核對燃料用量與發電量。", "Check fuel and output."),
    source="Energy Bureau, 2021 factors by fuel: coal 0.839, oil 0.781, gas 0.395",
    thresholds=tuple(
        f"intensity_{fuel}_{end}" for fuel in ("coal", "gas", "oil") for end in ("low", "high")
    ),
)
def generation_has_a_usual_intensity(inventory: Inventory) -> Iterator[Hit]:
    if inventory.group is not Group.ENERGY:
        return
    made = _megawatt_hours(inventory)
    emitted: dict[str, Decimal] = {}
    for row, judged in zip(inventory.sources, inventory.judged_sources, strict=True):
        if row.site and row.emission_type == "stationary":
            emitted[row.site] = emitted.get(row.site, ZERO) + judged.emissions
    for site, (first, fuel, quantity) in made.items():
        if not quantity or fuel not in {"coal", "gas", "oil"}:
            continue
        intensity = emitted.get(site, ZERO) / quantity
        low = inventory.limit(f"intensity_{fuel}_low")
        high = inventory.limit(f"intensity_{fuel}_high")
        if not low <= intensity <= high:
            yield hit(
                first.cell("sold"),
                found=intensity.quantize(Decimal("0.001")),
                expected=f"{low}–{high}",
                site=site,
                fuel=GENERATION_FUEL[fuel].label,
                low=low,
                high=high,
            )


def _megawatt_hours(
    inventory: Inventory,
) -> dict[str, tuple[Generation, str, Decimal]]:
    """Electricity by site: its first row, the one fuel (or nothing when mixed), and MWh sold."""
    made: dict[str, tuple[Generation, str, Decimal]] = {}
    # Where heat is made too, the fuel cannot be set against electricity alone.
    with_heat = {row.site for row in inventory.generation if row.kind != "electricity"}
    for row in inventory.generation:
        unit = units().get(row.unit or "")
        if row.site is None or row.site in with_heat or row.sold is None or unit is None:
            continue
        quantity = row.sold * unit.factor / _GJ_PER_MWH
        first, fuel, before = made.get(row.site, (row, row.fuel or "", ZERO))
        made[row.site] = (first, fuel if fuel == row.fuel else "", before + quantity)
    return made


@RULES.rule(
    "INV-111",
    WARNING,
    title=Text("汽電共生未分攤", "Cogeneration is not divided"),
    message=Text(
        "「{unit}」為汽電共生設備，沒有填電力分攤比率。",
        "{unit} is a cogeneration unit without a share allotted to power.",
    ),
    why=Text(
        "外售電力與蒸汽的係數取決於分攤方式。",
        "The factors of the power and steam sold depend on it.",
    ),
    fix=Text("請填排放量分攤至電力的比率。", "Enter the share of the emissions for power."),
    source=f"{FORM}: table 3, column U; {JUDGEMENT}",
)
def cogeneration_is_divided(inventory: Inventory) -> Iterator[Hit]:
    for row in inventory.generation:
        if row.cogeneration and row.power_share is None:
            yield hit(row.cell("power_share"), unit=row.unit_name or "—")
