"""Electronics: abatement, fractions, stock, and the size of process gases."""

from collections.abc import Iterator
from decimal import Decimal

from portal.inventory.electronics import C2F6, CF4, announced
from portal.inventory.figures import ZERO, Deviation, Inventory
from portal.inventory.rules.book import (
    ANNOUNCEMENT,
    EPA,
    ERROR,
    JUDGEMENT,
    RULES,
    WARNING,
    called,
    hit,
    label,
    per_cent,
)
from portal.inventory.sheets import ProcessGas
from portal.inventory.sheets.choices import PROCESS_GAS
from portal.language import Text
from portal.reference.codes import ABATEMENT
from portal.reference.electronics import removal
from portal.workbook.findings import Hit

ONE = Decimal(1)
_NO_ABATEMENT = frozenset({None, "none"})
_FLUORINATED = frozenset(one.code for one in PROCESS_GAS.codes) - {"N2O"}


def _abated(inventory: Inventory) -> Iterator[ProcessGas]:
    for row in inventory.process_gases:
        if row.abatement not in _NO_ABATEMENT and row.gas is not None:
            yield row


@RULES.rule(
    "INV-104",
    ERROR,
    title=Text("削減率不適用", "Removal efficiency cannot be used"),
    message=Text(
        "{gas} 以「{technology}」控制，削減率 {found}：{reason}。",
        "{gas} with “{technology}”, efficiency {found}: {reason}.",
    ),
    why=Text(
        "削減率須在 0 至 1，且預設值僅適用能處理該氣體之技術。",
        "It lies between 0 and 1, and default values hold only for gases a technology treats.",
    ),
    fix=Text(
        "請更正削減率、控制技術，或填實測值。",
        "Correct efficiency or technology, or enter a measured value.",
    ),
    source=f"{ANNOUNCEMENT}: annex 2, electronics, tables 2 and 3",
)
def removal_fits_the_technology(inventory: Inventory) -> Iterator[Hit]:
    for row in _abated(inventory):
        out_of_range = row.removal is not None and not ZERO <= row.removal <= ONE
        untreated = row.removal is None and removal(row.abatement or "", row.gas or "") is None
        if out_of_range or untreated:
            reason = _OUT_OF_RANGE if out_of_range else _UNTREATED
            yield hit(
                row.cell("removal"),
                found="—" if row.removal is None else per_cent(row.removal),
                gas=row.gas,
                technology=label(ABATEMENT, row.abatement),
                reason=reason,
            )


_OUT_OF_RANGE = Text("超出 0 至 100%", "outside 0 to 100 %")
_UNTREATED = Text("該技術沒有這種氣體的預設值", "no default value for this gas")


@RULES.rule(
    "INV-105",
    ERROR,
    title=Text("未反應率或副產物因子與公告不符", "Fractions are not the announced ones"),
    message=Text(
        "{gas} 的{which}填 {found}，Tier 2a 公告值為 {expected}。",
        "The {which} of {gas} is {found}; the announced Tier 2a value is {expected}.",
    ),
    why=Text(
        "Tier 2a 須採公告預設值；採 2b、2c 或實測者應改選層級。",
        "Tier 2a means the announced values; other values belong to tier 2b or 2c.",
    ),
    fix=Text("請改用公告值（可留白），或更正計算層級。", "Use them (leave it blank), or the tier."),
    source=f"{ANNOUNCEMENT}: annex 2, electronics, table 1",
    thresholds=("fraction",),
    writes_expected=True,
)
def fractions_are_the_announced_ones(inventory: Inventory) -> Iterator[Hit]:
    limit = inventory.limit("fraction")
    for row in inventory.process_gases:
        known = announced(row) if row.tier == "2a" else None
        if known is None:
            continue
        formed = known.by_products
        for column, value, expected, which in (
            ("emitted_fraction", row.emitted_fraction, known.unreacted, _EMITTED),
            ("by_cf4", row.by_cf4, formed.get(CF4, ZERO), _BY_CF4),
            ("by_c2f6", row.by_c2f6, formed.get(C2F6, ZERO), _BY_C2F6),
        ):
            if value is not None and abs(value - expected) > limit:
                yield hit(
                    row.cell(column),
                    found=f"{value:f}",
                    expected=f"{expected:f}",
                    gas=row.gas,
                    which=which,
                )


_EMITTED = Text("未反應率（1－U）", "emitted fraction (1-U)")
_BY_CF4 = Text("副產 CF₄ 因子", "CF4 by-product factor")
_BY_C2F6 = Text("副產 C₂F₆ 因子", "C2F6 by-product factor")


@RULES.rule(
    "INV-106",
    WARNING,
    title=Text("控制設備運轉率異常", "Unusual uptime of the abatement"),
    message=Text(
        "{gas} 的控制設備運轉率為 {found}，一般在 {low} 至 100% 之間。",
        "The abatement of {gas} runs {found} of the time; {low} to 100 % is usual.",
    ),
    why=Text(
        "運轉率直接乘入削減量，缺少時不得視為 100%。",
        "It multiplies the removal; missing does not mean 100 %.",
    ),
    fix=Text("請依設備開啟時間計算並填寫。", "Compute it from the hours and enter it."),
    source=f"{ANNOUNCEMENT}: annex 2, electronics, UT",
    thresholds=("uptime_low",),
)
def uptime_is_given_and_usual(inventory: Inventory) -> Iterator[Hit]:
    low = inventory.limit("uptime_low")
    for row in _abated(inventory):
        if row.uptime is None or not low <= row.uptime <= ONE:
            found = "—" if row.uptime is None else per_cent(row.uptime)
            yield hit(row.cell("uptime"), found=found, gas=row.gas, low=per_cent(low))


@RULES.rule(
    "INV-107",
    WARNING,
    title=Text("氣體採購與使用不平衡", "Purchases and use of a gas do not balance"),
    message=Text(
        "{gas} 使用量 {found} 公斤，依庫存、採購與殘氣推得 {expected} 公斤，相差 {share}。",
        "{gas}: {found} kg used; stock, purchases and heel give {expected} kg, {share} apart.",
    ),
    why=Text(
        "使用量應等於期初庫存加採購減期末庫存減殘氣。",
        "Use is opening stock plus purchases less closing stock and heel.",
    ),
    fix=Text("請核對庫存、採購、殘氣與使用量。", "Check stocks, purchases, heel and use."),
    source=f"{EPA}; 5 %",
    thresholds=("gas_balance",),
    writes_expected=True,
)
def gas_purchases_balance(inventory: Inventory) -> Iterator[Hit]:
    limit = inventory.limit("gas_balance")
    for row in inventory.process_gases:
        if row.purchased is None or not row.used:
            continue
        opening, closing = row.opening_stock or ZERO, row.closing_stock or ZERO
        expected = opening + row.purchased - closing - (row.heel or ZERO)
        apart = abs(expected - row.used) / row.used
        if apart > limit:
            yield hit(
                row.cell("used"),
                found=row.used,
                expected=expected,
                gas=row.gas or "—",
                share=per_cent(apart),
            )


@RULES.rule(
    "INV-108",
    ERROR,
    title=Text("製程氣體數量過大", "Too much of a process gas"),
    message=Text(
        "{gas} 使用量 {found} 公斤，排放 {emissions} 公噸CO₂e，超出單一廠區可能範圍。",
        "{found} kg of {gas}, emitting {emissions} tCO2e, is more than one site can use.",
    ),
    why=Text(
        "可能將公斤與公噸混淆，或把公克填成公斤。",
        "Kilograms may have been taken for tonnes or grams.",
    ),
    fix=Text("請核對採購單據，數量單位為公斤。", "Check the purchases; the unit is kilograms."),
    source="plant register of Kaohsiung, 2023: 11,900 t scope 1 in the largest plant",
    thresholds=("gas_kilograms", "gas_emissions"),
)
def gas_quantities_are_possible(inventory: Inventory) -> Iterator[Hit]:
    most, largest = inventory.limit("gas_kilograms"), inventory.limit("gas_emissions")
    for row, judged in zip(inventory.process_gases, inventory.judged_gases, strict=True):
        slip = judged.deviation is Deviation.THOUSAND
        if row.used and (row.used > most or judged.emissions > largest or slip):
            yield hit(
                row.cell("used"),
                found=row.used,
                expected=most,
                gas=row.gas or "—",
                emissions=judged.emissions,
            )


@RULES.rule(
    "INV-226",
    ERROR,
    title=Text("製程氣體重複填報", "A process gas is reported twice"),
    message=Text(
        "「{source}」將{gas}列為製程排放，「含氟製程氣體」已有同廠區同氣體。",
        "{source} lists {gas} as process emission, which the sheet of process gases has too.",
    ),
    why=Text("兩處都計入會重複計算。", "It would count twice."),
    fix=Text("請刪除排放源活動數據中的該列。", "Remove the row among the sources."),
    source=JUDGEMENT,
)
def process_gases_are_reported_once(inventory: Inventory) -> Iterator[Hit]:
    listed = {(row.site, row.gas) for row in inventory.process_gases}
    for row in inventory.sources if listed else ():
        if row.emission_type != "process" or row.material not in _FLUORINATED:
            continue
        if (row.site, row.material) in listed:
            yield hit(row.cell("material"), source=called(row), gas=row.material)
