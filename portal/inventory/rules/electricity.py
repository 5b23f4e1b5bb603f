"""Bought energy: the factor of the year, renewable power, and factors that are missing."""

from collections.abc import Iterator
from decimal import Decimal

from portal.inventory.figures import Deviation, Inventory, Obstacle
from portal.inventory.indirect import GRID, PER_KWH, RENEWABLE, factor_unit
from portal.inventory.rules.book import (
    ANNOUNCEMENT,
    ERROR,
    FORM,
    INFO,
    JUDGEMENT,
    RULES,
    WARNING,
    bought,
    hit,
    label,
)
from portal.inventory.sheets import EnergyUse
from portal.language import Text
from portal.reference.codes import ENERGY_KIND
from portal.reference.grid import grid_factor
from portal.reference.units import units
from portal.workbook.findings import Hit

_NEEDS_CERTIFICATES = frozenset({"renewable_bundled", "renewable_unbundled"})
_GJ_PER_MWH = Decimal("3.6")


def _grid_rows(inventory: Inventory) -> Iterator[tuple[EnergyUse, Decimal, Decimal]]:
    """Grid purchases with their factor in kg/kWh and the announced one."""
    announced = grid_factor(inventory.year) if inventory.year else None
    for row in inventory.energy if announced else ():
        if row.kind == GRID and row.factor is not None and factor_unit(row) == PER_KWH:
            yield row, row.factor, announced.value if announced else row.factor


@RULES.rule(
    "INV-068",
    ERROR,
    title=Text("電力排碳係數年度不符", "Electricity factor of another year"),
    message=Text(
        "「{meter}」採用 {found} 公斤CO₂e／度，{year} 年公告係數為 {expected}。",
        "{meter} uses {found} kgCO2e/kWh; the factor announced for {year} is {expected}.",
    ),
    why=Text(
        "電力係數逐年公告，採錯年度會影響全部範疇二。",
        "The factor is announced yearly and applies to all of scope 2.",
    ),
    fix=Text(
        "請改用 {expected}；非台電電力請改選能源種類。",
        "Use {expected}; choose another kind if it is not grid power.",
    ),
    source=f"{ANNOUNCEMENT}: item 1 (4); yearly announcements of the Energy Administration",
    thresholds=("grid_factor",),
    writes_expected=True,
)
def grid_factor_is_that_of_the_year(inventory: Inventory) -> Iterator[Hit]:
    limit = inventory.limit("grid_factor")
    for row, factor, announced in _grid_rows(inventory):
        if abs(factor - announced) > limit and not _is_of_last_year(inventory, factor):
            yield hit(
                row.cell("factor"),
                found=factor,
                expected=announced,
                meter=bought(row),
                year=str(inventory.year),
            )


@RULES.rule(
    "INV-230",
    INFO,
    title=Text("採用前一年度電力係數", "Electricity factor of the year before"),
    message=Text(
        "「{meter}」採用 {found}，為前一年度係數；{year} 年公告係數為 {expected}。",
        "{meter} uses {found}, the factor of the year before; {year} has {expected}.",
    ),
    why=Text(
        "法規以盤查時最新公告者為準，查驗時可能已更新。",
        "The law takes the latest at the time; by verification a newer one may be out.",
    ),
    fix=Text("當年度係數公告後請更新。", "Update it once the factor of the year is announced."),
    source=f"{ANNOUNCEMENT}: item 1 (4), the latest announced at inventory and verification",
    thresholds=("grid_factor",),
    writes_expected=True,
)
def grid_factor_is_the_latest(inventory: Inventory) -> Iterator[Hit]:
    limit = inventory.limit("grid_factor")
    for row, factor, announced in _grid_rows(inventory):
        if abs(factor - announced) > limit and _is_of_last_year(inventory, factor):
            yield hit(
                row.cell("factor"),
                found=factor,
                expected=announced,
                meter=bought(row),
                year=str(inventory.year),
            )


def _is_of_last_year(inventory: Inventory, factor: Decimal) -> bool:
    before = grid_factor((inventory.year or 0) - 1)
    return before is not None and before.value == factor


@RULES.rule(
    "INV-229",
    WARNING,
    title=Text("係數年度與盤查年度不同", "Year of the factor differs"),
    message=Text(
        "「{meter}」的係數年度填 {found}，盤查年度為 {expected}。",
        "{meter} gives a factor of {found}; the inventory is of {expected}.",
    ),
    why=Text(
        "係數應採盤查年度者，除非尚未公告。",
        "The factor should be of the year, unless it is not announced yet.",
    ),
    fix=Text("請確認係數年度，或說明原因。", "Check the year of the factor, or explain."),
    source=JUDGEMENT,
    writes_expected=True,
)
def factors_are_of_the_year(inventory: Inventory) -> Iterator[Hit]:
    for row in inventory.energy:
        if row.factor_year is not None and inventory.year and row.factor_year != inventory.year:
            yield hit(
                row.cell("factor_year"),
                found=str(row.factor_year),
                expected=str(inventory.year),
                meter=bought(row),
            )


@RULES.rule(
    "INV-067",
    ERROR,
    title=Text("電力排放量多乘了 GWP", "Electricity multiplied by a warming potential"),
    message=Text(
        "「{meter}」申報 {found} 公噸CO₂e，約為重算值 {expected} 的 {times} 倍，與某一 GWP 相同。",
        "{meter} states {found} tCO2e, {times} times the recomputed {expected}.",
    ),
    why=Text(
        "電力與蒸汽係數已是二氧化碳當量，不得再乘 GWP 或拆分氣體。",
        "The factors are CO2 equivalents already.",
    ),
    fix=Text("請以使用量乘係數重新計算。", "Compute it as quantity times factor."),
    source=f"{FORM}: table 5; {JUDGEMENT}",
    writes_expected=True,
)
def electricity_is_not_multiplied_again(inventory: Inventory) -> Iterator[Hit]:
    for row, judged in zip(inventory.energy, inventory.judged_energy, strict=True):
        expected = judged.computed.emissions
        if judged.deviation is Deviation.GWP_ON_ELECTRICITY and expected and judged.stated:
            yield hit(
                row.cell("stated_emissions"),
                found=judged.stated,
                expected=expected,
                meter=bought(row),
                times=(judged.stated / expected).quantize(Decimal("0.1")),
            )


@RULES.rule(
    "INV-069",
    ERROR,
    title=Text("再生能源計入排放量", "Renewable power with emissions"),
    message=Text(
        "「{meter}」（{kind}）係數應為 0，填有係數或排放量 {found}。",
        "{meter} ({kind}) counts zero, but {found} is entered.",
    ),
    why=Text(
        "台電係數不含憑證綠電，重複計入會高估範疇二。",
        "The grid factor leaves certified power out; counting it overstates scope 2.",
    ),
    fix=Text(
        "請將係數與排放量改為 0；並確認台電度數已扣除綠電。",
        "Enter 0 for both, and make sure the grid electricity does not include it.",
    ),
    source=f"{FORM}: material GG3502, factor 0",
)
def renewable_power_counts_zero(inventory: Inventory) -> Iterator[Hit]:
    for row in inventory.energy:
        if row.kind in RENEWABLE and (row.factor or row.stated_emissions):
            column = "factor" if row.factor else "stated_emissions"
            yield hit(
                row.cell(column),
                found=row.factor or row.stated_emissions,
                expected=0,
                meter=bought(row),
                kind=label(ENERGY_KIND, row.kind),
            )


@RULES.rule(
    "INV-217",
    WARNING,
    title=Text("再生能源超過憑證數量", "More renewable power than certificates"),
    message=Text(
        "「{meter}」使用 {found} 千度，憑證為 {expected} 千度。",
        "{meter} uses {found} MWh with certificates for {expected} MWh.",
    ),
    why=Text(
        "沒有憑證的電力應以台電係數計算。",
        "Power without a certificate takes the factor of the grid.",
    ),
    fix=Text(
        "請補足憑證數量，或將超出部分移至台電電力。",
        "Add the certificates, or move the rest to grid electricity.",
    ),
    source=f"{FORM}: electricity registered with certificates",
)
def renewable_power_has_certificates(inventory: Inventory) -> Iterator[Hit]:
    for row in inventory.energy:
        unit = units().get(row.unit or "")
        if row.kind not in _NEEDS_CERTIFICATES or row.quantity is None or unit is None:
            continue
        used = row.quantity * unit.factor / _GJ_PER_MWH
        certified = row.certificates or Decimal(0)
        if used > certified:
            yield hit(row.cell("certificates"), found=used, expected=certified, meter=bought(row))


@RULES.rule(
    "INV-218",
    ERROR,
    title=Text("外購能源沒有係數", "Bought energy without a factor"),
    message=Text(
        "「{meter}」（{kind}）沒有填排碳係數。", "{meter} ({kind}) has no emission factor."
    ),
    why=Text(
        "蒸汽、熱能與非台電電力須採供應商提供之係數。",
        "Steam, heat and other suppliers' power take the supplier's factor.",
    ),
    fix=Text("請向供應商取得係數並填寫。", "Ask the supplier for the factor and enter it."),
    source="inventory rules: supplier factor for steam and non-grid power",
)
def bought_energy_has_a_factor(inventory: Inventory) -> Iterator[Hit]:
    for row, judged in zip(inventory.energy, inventory.judged_energy, strict=True):
        if judged.computed.obstacle is Obstacle.NO_FACTOR:
            kind = label(ENERGY_KIND, row.kind)
            yield hit(row.cell("factor"), meter=bought(row), kind=kind)
