"""Steel: the carbon balance, by-product gases, and emissions per tonne of steel."""

from collections.abc import Iterator
from decimal import Decimal

from portal.inventory.carbon_balance import Balance, balances
from portal.inventory.factors import CARBON_TO_CO2
from portal.inventory.figures import ZERO, Inventory
from portal.inventory.recompute import CARBON_BALANCE
from portal.inventory.rules.book import (
    ANNOUNCEMENT,
    AVR,
    ERROR,
    JUDGEMENT,
    RULES,
    WARNING,
    called,
    hit,
    per_cent,
)
from portal.inventory.sheets import CarbonFlow
from portal.language import Text
from portal.reference.fuels import fuels
from portal.reference.groups import Group
from portal.reference.units import Dimension, units
from portal.workbook.findings import Hit

_GASES = frozenset({"blast_furnace_gas", "coke_oven_gas", "converter_gas"})
_CARBON_TYPES = frozenset({"stationary", "process"})
_ROUTES = ("eaf", "bf_bof")


def _first_rows(inventory: Inventory) -> dict[str, CarbonFlow]:
    first: dict[str, CarbonFlow] = {}
    for row in inventory.carbon_balance:
        first.setdefault(row.site or "", row)
    return first


def _gaps(inventory: Inventory) -> Iterator[tuple[str, CarbonFlow, Balance, Decimal, Decimal]]:
    """Sites whose rows use factors: carbon in their CO2, and how far the balance is from it."""
    resting = {row.site for row in inventory.sources if row.material == CARBON_BALANCE}
    first = _first_rows(inventory)
    emitted = _carbon_in_co2(inventory)
    for site, balance in balances(inventory.carbon_balance).items():
        if site in resting or not balance.entered or balance.emitted < 0:
            continue
        carbon = emitted.get(site, ZERO)
        yield site, first[site], balance, carbon, abs(balance.emitted - carbon) / balance.entered


def _carbon_in_co2(inventory: Inventory) -> dict[str, Decimal]:
    emitted: dict[str, Decimal] = {}
    for row, judged in zip(inventory.sources, inventory.judged_sources, strict=True):
        if row.site and row.emission_type in _CARBON_TYPES:
            carbon = judged.computed.co2 / CARBON_TO_CO2
            emitted[row.site] = emitted.get(row.site, ZERO) + carbon
    return emitted


def _gap_hit(site: str, row: CarbonFlow, balance: Balance, carbon: Decimal, gap: Decimal) -> Hit:
    return hit(
        row.cell("quantity"),
        found=carbon.quantize(Decimal("0.1")),
        expected=balance.emitted.quantize(Decimal("0.1")),
        site=site,
        share=per_cent(gap),
    )


_GAP_MESSAGE = Text(
    "廠區 {site} 碳平衡推得 {expected} 公噸碳，排放源 CO₂ 含碳 {found} 公噸，差額占投入 {share}。",
    "{site}: the balance leaves {expected} t of carbon, the CO2 of its sources holds {found}; "
    "the gap is {share} of the input.",
)


@RULES.rule(
    "INV-097",
    ERROR,
    title=Text("碳平衡不閉合", "The carbon balance does not close"),
    message=_GAP_MESSAGE,
    why=Text(
        "投入的碳不是留在產品，就是成為 CO₂；差額代表漏算或重複。",
        "Carbon stays in products or becomes CO2; a gap is missing or counted twice.",
    ),
    fix=Text(
        "請核對投入、產出、庫存與副產氣，並檢查排放源是否漏列。",
        "Check inputs, outputs, stocks and gases, and look for missing sources.",
    ),
    source=f"{AVR}; IPCC 2006 Guidelines, volume 3, chapter 4; 5 %",
    thresholds=("closure_error",),
)
def carbon_balance_closes(inventory: Inventory) -> Iterator[Hit]:
    limit = inventory.limit("closure_error")
    for site, row, balance, carbon, gap in _gaps(inventory):
        if gap > limit:
            yield _gap_hit(site, row, balance, carbon, gap)


@RULES.rule(
    "INV-246",
    WARNING,
    title=Text("碳平衡差額偏大", "The carbon balance has a gap"),
    message=_GAP_MESSAGE,
    why=Text("差額超過 2% 時查驗會要求說明。", "Verifiers ask about gaps above 2 %."),
    fix=Text("請檢視含碳率與庫存變動，或說明差額。", "Look at contents and stocks, or explain."),
    source=f"{AVR}; 2 %",
    thresholds=("closure_warning", "closure_error"),
)
def carbon_balance_closes_well(inventory: Inventory) -> Iterator[Hit]:
    low, high = inventory.limit("closure_warning"), inventory.limit("closure_error")
    for site, row, balance, carbon, gap in _gaps(inventory):
        if low < gap <= high:
            yield _gap_hit(site, row, balance, carbon, gap)


@RULES.rule(
    "INV-236",
    ERROR,
    title=Text("碳平衡產出大於投入", "More carbon leaves than enters"),
    message=Text(
        "廠區 {site} 投入 {expected} 公噸碳，產出與庫存增加 {found} 公噸。",
        "{site}: {expected} t of carbon enter, {found} t leave or are stored.",
    ),
    why=Text("產出的碳不可能多於投入。", "More cannot leave than enters."),
    fix=Text("請核對含碳率、數量單位與方向。", "Check contents, units and directions."),
    source="conservation of mass",
)
def no_carbon_from_nothing(inventory: Inventory) -> Iterator[Hit]:
    first = _first_rows(inventory)
    for site, balance in balances(inventory.carbon_balance).items():
        if balance.emitted < 0:
            yield hit(
                first[site].cell("quantity"),
                found=(balance.left + balance.stored).quantize(Decimal("0.1")),
                expected=balance.entered.quantize(Decimal("0.1")),
                site=site,
            )


@RULES.rule(
    "INV-098",
    ERROR,
    title=Text("副產燃氣重複計算", "By-product gas counted twice"),
    message=Text(
        "「{source}」燃燒{gas}，廠區 {site} 又以碳平衡計算，且碳平衡未將{gas}列為產出。",
        "{source} burns {gas} while {site} rests on a carbon balance that does not take it out.",
    ),
    why=Text(
        "碳平衡已含廠內副產氣的碳，再以係數計算會重複。",
        "The balance holds the carbon of gas burnt on site already.",
    ),
    fix=Text(
        "請擇一計算：刪除副產氣燃燒列，或將其列為碳平衡產出。",
        "Choose one: remove the row, or take the gas out of the balance.",
    ),
    source=JUDGEMENT,
)
def by_product_gas_counts_once(inventory: Inventory) -> Iterator[Hit]:
    resting = {row.site for row in inventory.sources if row.material == CARBON_BALANCE}
    taken_out = {(row.site, row.item) for row in inventory.carbon_balance if row.direction == "out"}
    for row in inventory.sources if resting else ():
        burnt = row.site in resting and row.material in _GASES and row.activity
        if burnt and (row.site, row.material) not in taken_out:
            yield hit(
                row.cell("material"),
                source=called(row),
                gas=fuels()[row.material or ""].label,
                site=row.site or "—",
            )


@RULES.rule(
    "INV-100",
    WARNING,
    title=Text("每噸鋼排放異常", "Unusual emissions per tonne of steel"),
    message=Text(
        "廠區 {site}（{route}）每公噸粗鋼直接排放 {found} 公噸CO₂e，一般在 {low} 至 {high}。",
        "{site} ({route}) emits {found} tCO2e per tonne of crude steel; {low} to {high} is usual.",
    ),
    why=Text(
        "偏離製程路線的水準，多為產量、碳平衡或排放源有誤。",
        "Off the level of the route, production, balance or sources are often wrong.",
    ),
    fix=Text("請核對粗鋼產量與排放源。", "Check production and sources."),
    source=f"{ANNOUNCEMENT}: EAF 0.18, BOF with iron making 1.58 tCO2/t",
    thresholds=tuple(f"steel_{route}_{end}" for route in _ROUTES for end in ("low", "high")),
)
def steel_has_a_usual_intensity(inventory: Inventory) -> Iterator[Hit]:
    if inventory.group is not Group.STEEL:
        return
    for row in inventory.production:
        unit = units().get(row.unit or "")
        if row.product != "crude_steel" or row.route not in _ROUTES or not row.quantity:
            continue
        if unit is None or unit.dimension is not Dimension.MASS:
            continue
        kinds = {"process"} if row.route == "eaf" else _CARBON_TYPES
        intensity = _emitted(inventory, row.site, kinds) / (row.quantity * unit.factor)
        low = inventory.limit(f"steel_{row.route}_low")
        high = inventory.limit(f"steel_{row.route}_high")
        if not low <= intensity <= high:
            yield hit(
                row.cell("quantity"),
                found=intensity.quantize(Decimal("0.001")),
                expected=f"{low}–{high}",
                site=row.site or "—",
                route=Text("電弧爐", "EAF") if row.route == "eaf" else Text("高爐－轉爐", "BF-BOF"),
                low=low,
                high=high,
            )


def _emitted(inventory: Inventory, site: str | None, kinds: set[str] | frozenset[str]) -> Decimal:
    pairs = zip(inventory.sources, inventory.judged_sources, strict=True)
    return sum(
        (
            judged.emissions
            for row, judged in pairs
            if row.site == site and row.emission_type in kinds
        ),
        ZERO,
    )
