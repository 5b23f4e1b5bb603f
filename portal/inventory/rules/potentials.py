"""Warming potentials: the set of the year, one set for the whole inventory, gases out of use."""

from collections.abc import Iterator

from portal.inventory.figures import Deviation, Inventory, Judged
from portal.inventory.rules.book import (
    ANNOUNCEMENT,
    ERROR,
    FORM,
    INFO,
    REGULATION,
    RULES,
    WARNING,
    called,
    hit,
)
from portal.inventory.sheets import ProcessGas, Source
from portal.language import Text
from portal.reference.gwp import GwpSet, gases, prescribed
from portal.workbook.findings import Hit, Proposal


@RULES.rule(
    "INV-064",
    ERROR,
    title=Text("GWP 版本與盤查年度不符", "Warming potentials of another edition"),
    message=Text(
        "{year} 年清冊選用 {found}，該年度應採 {expected}。",
        "The inventory of {year} uses {found}; {expected} is prescribed.",
    ),
    why=Text(
        "各成員 GWP 版本不同，加總就沒有意義。",
        "Inventories with different potentials cannot be added up.",
    ),
    fix=Text("請改用 {expected} 並重新計算。", "Use {expected} and compute again."),
    source=f"{ANNOUNCEMENT}: annex 4 (AR5), for inventories from 2024",
)
def potentials_are_those_of_the_year(inventory: Inventory) -> Iterator[Hit]:
    cover = inventory.cover
    if cover and cover.year and cover.gwp_set in tuple(GwpSet):
        sets = prescribed(cover.year).sets
        if cover.gwp_set not in sets:
            expected = "、".join(sets)
            place = cover.cell("gwp_set")
            yield hit(
                place,
                found=cover.gwp_set,
                expected=expected,
                year=str(cover.year),
            ).proposing(*(Proposal(place, one) for one in sets if len(sets) == 1))


@RULES.rule(
    "INV-231",
    INFO,
    title=Text("採用 AR5 以外的 GWP", "Warming potentials other than AR5"),
    message=Text(
        "{year} 年清冊選用 {found}；聯盟各年度以 {expected} 比較。",
        "The inventory of {year} uses {found}; the Alliance compares years by {expected}.",
    ),
    why=Text(
        "112 年度以前兩版並存，跨年比較時會有差異。",
        "Up to 2023 both were in use, which shows when years are compared.",
    ),
    fix=Text(
        "可維持原版本；如已依 {expected} 重編請更新。",
        "It may stay; update it if the inventory was redone with {expected}.",
    ),
    source="editions in use up to 2023; not confirmed",
)
def potentials_are_the_usual_ones(inventory: Inventory) -> Iterator[Hit]:
    cover = inventory.cover
    if cover is None or cover.year is None or cover.gwp_set in {None, GwpSet.AR5.value}:
        return
    if cover.gwp_set in prescribed(cover.year).sets:
        yield hit(
            cover.cell("gwp_set"),
            found=cover.gwp_set,
            expected=GwpSet.AR5.value,
            year=str(cover.year),
        )


@RULES.rule(
    "INV-065",
    ERROR,
    title=Text("GWP 版本混用", "Mixed sets of warming potentials"),
    message=Text(
        "「{source}」申報 {stated} 是採 {found} 的結果；本清冊採 {expected}，應為 {value}。",
        "{source} states {stated}, the result with {found}; with {expected} it is {value}.",
    ),
    why=Text("一本清冊只能採一版 GWP。", "One inventory uses one set of potentials."),
    fix=Text("請以 {expected} 之 GWP 值重新計算此列。", "Compute the row again with {expected}."),
    source=f"{REGULATION}; {ANNOUNCEMENT}: annex 4",
)
def one_set_of_potentials_is_used(inventory: Inventory) -> Iterator[Hit]:
    chosen = (inventory.cover.gwp_set if inventory.cover else None) or "AR5"
    rows: list[tuple[Source | ProcessGas, Judged]] = [*inventory.remarkable]
    rows.extend(zip(inventory.process_gases, inventory.judged_gases, strict=True))
    for row, judged in rows:
        if judged.deviation is Deviation.OTHER_GWP:
            place = row.cell("stated_emissions")
            yield hit(
                place,
                found=judged.other_set,
                expected=chosen,
                source=_name(row),
                stated=judged.stated,
                value=judged.computed.emissions,
            ).proposing(Proposal(place, judged.computed.emissions))


def _name(row: Source | ProcessGas) -> str:
    return called(row) if isinstance(row, Source) else row.gas or "—"


@RULES.rule(
    "INV-066",
    WARNING,
    title=Text("甲烷 GWP 採 30", "Methane counted with 30"),
    message=Text(
        "「{source}」申報 {found}，是以甲烷 GWP 30 計算；燃料燃燒應採 28，為 {expected}。",
        "{source} states {found}, with 30 for methane; combustion takes 28: {expected}.",
    ),
    why=Text(
        "舊版表單公式固定採 30，影響通常低於 0.1%。",
        "Formulas of the older form use 30; it matters little, below 0.1 %.",
    ),
    fix=Text("請以 28 重新計算，或於說明欄註明採用舊版表單。", "Compute with 28, or explain."),
    source=f"{FORM}: formulas use 30; revised 2026-06-01 to 28 for combustion",
    writes_expected=True,
)
def combustion_methane_takes_28(inventory: Inventory) -> Iterator[Hit]:
    for row, judged in inventory.remarkable:
        if judged.deviation is Deviation.METHANE_30:
            yield hit(
                row.cell("stated_emissions"),
                found=judged.stated,
                expected=judged.computed.emissions,
                source=called(row),
            )


@RULES.rule(
    "INV-072",
    ERROR,
    title=Text("不計入的氣體計入排放量", "A gas outside the law is counted"),
    message=Text(
        "「{source}」的{gas}不屬應盤查氣體，申報排放量應為 0，填 {found}。",
        "{gas} of {source} is not a gas of the law and counts 0, but {found} is stated.",
    ),
    why=Text(
        "HCFC-22 等由蒙特婁議定書管制，不計入排放總量。",
        "HCFC-22 and its like are under the Montreal Protocol and outside the total.",
    ),
    fix=Text(
        "請將申報排放量改為 0；冷媒種類不明者請先查明。",
        "State 0; where the refrigerant is unknown, find out which it is.",
    ),
    source=f"{FORM}: annex 2, entries out of use",
    writes_expected=True,
)
def excluded_gases_count_nothing(inventory: Inventory) -> Iterator[Hit]:
    known = gases()
    for row, judged in inventory.remarkable:
        gas = known.get(row.material or "")
        if judged.deviation is Deviation.EXCLUDED_GAS:
            yield hit(
                row.cell("stated_emissions"),
                found=judged.stated,
                expected=0,
                source=called(row),
                gas=gas.label if gas else row.material,
            )
