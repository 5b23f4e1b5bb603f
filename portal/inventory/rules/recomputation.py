"""Rows recomputed: where the stated emissions differ."""

from collections.abc import Iterator
from decimal import Decimal

from portal.inventory.figures import Deviation, Inventory, Judged, Obstacle
from portal.inventory.rules.book import (
    AVR,
    ERROR,
    FORM,
    JUDGEMENT,
    RULES,
    WARNING,
    bought,
    called,
    hit,
    per_cent,
)
from portal.inventory.sheets import EnergyUse, ProcessGas, Source
from portal.inventory.slips import slips
from portal.language import Text
from portal.workbook.findings import Hit


def _deviating(
    inventory: Inventory, which: Deviation
) -> Iterator[tuple[Source | EnergyUse | ProcessGas, str, Judged]]:
    for row, judged in inventory.remarkable:
        if judged.deviation is which:
            yield row, called(row), judged
    for use, judged in zip(inventory.energy, inventory.judged_energy, strict=True):
        if judged.deviation is which:
            yield use, bought(use), judged
    for gas, judged in zip(inventory.process_gases, inventory.judged_gases, strict=True):
        if judged.deviation is which:
            yield gas, gas.gas or "—", judged


def _differs(inventory: Inventory, which: Deviation) -> Iterator[Hit]:
    for row, name, judged in _deviating(inventory, which):
        stated, expected = judged.stated or Decimal(0), judged.computed.emissions or Decimal(0)
        yield hit(
            row.cell("stated_emissions"),
            found=stated,
            expected=expected,
            source=name,
            share=per_cent(abs(stated - expected) / expected) if expected else "—",
        ).proposing(*slips(row, stated, expected))


@RULES.rule(
    "INV-059",
    ERROR,
    title=Text("重算結果不符", "Recomputed value differs"),
    message=Text(
        "「{source}」申報 {found} 公噸CO₂e，依活動數據與係數重算為 {expected}，相差 {share}。",
        "{source} states {found} tCO2e; activity and factors give {expected}, {share} apart.",
    ),
    why=Text(
        "申報值與活動數據、係數兜不起來，總量就不可信。",
        "When stated value and data do not agree, the total cannot be relied on.",
    ),
    fix=Text(
        "請核對活動數據、熱值與係數，更正申報排放量；或更正計算方法。",
        "Check activity, heat value and factor, and correct the emissions or the method.",
    ),
    source=f"{AVR}; differences above 0.5 t and 1 %",
    thresholds=("row_large", "row_large_share"),
)
def rows_agree_with_their_data(inventory: Inventory) -> Iterator[Hit]:
    yield from _differs(inventory, Deviation.LARGE)


@RULES.rule(
    "INV-202",
    WARNING,
    title=Text("重算結果略有差異", "Recomputed value differs a little"),
    message=Text(
        "「{source}」申報 {found} 公噸CO₂e，重算為 {expected}，相差 {share}。",
        "{source} states {found} tCO2e; recomputed it is {expected}, {share} apart.",
    ),
    why=Text(
        "差異多來自中間步驟的四捨五入或熱值版本。",
        "Such differences come from rounding in between or another set of heat values.",
    ),
    fix=Text(
        "請確認熱值版本，並依官方表單於每一步驟四捨五入。",
        "Check the set of heat values, and round at every step as the official form does.",
    ),
    source=f"{JUDGEMENT}; differences above 0.05 t and 0.1 %",
    thresholds=("row_small", "row_small_share"),
    writes_expected=True,
)
def rows_agree_closely(inventory: Inventory) -> Iterator[Hit]:
    yield from _differs(inventory, Deviation.SMALL)


@RULES.rule(
    "INV-235",
    ERROR,
    title=Text("碳平衡資料缺漏", "The carbon balance is missing"),
    message=Text(
        "「{source}」以碳平衡結果計算，但「碳平衡」沒有廠區 {site} 的資料。",
        "{source} rests on the carbon balance, which has nothing for site {site}.",
    ),
    why=Text("沒有碳平衡就無法重算。", "Without it nothing can be recomputed."),
    fix=Text("請填寫「碳平衡」工作表。", "Fill in the sheet “Carbon balance”."),
    source="IPCC 2006 Guidelines, volume 3, chapter 4",
)
def balances_are_there(inventory: Inventory) -> Iterator[Hit]:
    for row, judged in inventory.remarkable:
        if judged.computed.obstacle is Obstacle.NO_BALANCE:
            yield hit(row.cell("material"), source=called(row), site=row.site or "—")


@RULES.rule(
    "INV-238",
    ERROR,
    title=Text("排放量為負值", "Negative emissions"),
    message=Text(
        "「{source}」的申報排放量 {found} 為負值。",
        "{source} states emissions of {found}, less than nothing.",
    ),
    why=Text(
        "減量、外售與抵換不得自清冊扣除。",
        "Savings, sales and offsets are not deducted in an inventory.",
    ),
    fix=Text("請改填實際排放量；減量成效另列於減量計畫。", "Enter what was really emitted."),
    source=f"{FORM}: totals are sums of emissions",
)
def emissions_are_not_negative(inventory: Inventory) -> Iterator[Hit]:
    if inventory.group == "circular_economy":
        return
    for row in inventory.sources:
        if row.stated_emissions is not None and row.stated_emissions < 0:
            yield hit(row.cell("stated_emissions"), found=row.stated_emissions, source=called(row))
