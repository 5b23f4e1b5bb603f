"""Biogenic carbon: kept apart, marked rightly, and split where a fuel is mixed."""

from collections.abc import Iterator

from portal.inventory.figures import Deviation, Inventory
from portal.inventory.rules.book import (
    ANNOUNCEMENT,
    ERROR,
    FORM,
    JUDGEMENT,
    RULES,
    WARNING,
    called,
    hit,
)
from portal.language import Text
from portal.reference.fuels import fuels
from portal.workbook.findings import Hit

MIXED = frozenset({"srf", "industrial_waste"})


@RULES.rule(
    "INV-070",
    ERROR,
    title=Text("生質 CO₂ 計入排放量", "Biogenic CO2 is counted"),
    message=Text(
        "「{source}」申報 {found} 公噸CO₂e 含生質 CO₂ {biogenic}；不含者為 {expected}。",
        "{source} states {found} tCO2e including {biogenic} of biogenic CO2; without: {expected}.",
    ),
    why=Text(
        "生質 CO₂ 另行揭露，不計入總量；CH₄ 與 N₂O 仍應計入。",
        "Biogenic CO2 is reported apart; CH4 and N2O stay in.",
    ),
    fix=Text(
        "請將申報排放量改為 {expected}，生質 CO₂ 填於右側欄位。",
        "State {expected}, and the biogenic CO2 in its own column.",
    ),
    source=f"{FORM}: columns AU and AV of table 5",
    writes_expected=True,
)
def biogenic_carbon_is_not_counted(inventory: Inventory) -> Iterator[Hit]:
    for row, judged in inventory.remarkable:
        if judged.deviation is Deviation.BIOGENIC_INCLUDED:
            yield hit(
                row.cell("stated_emissions"),
                found=judged.stated,
                expected=judged.computed.emissions,
                source=called(row),
                biogenic=judged.computed.biogenic,
            )


@RULES.rule(
    "INV-071",
    WARNING,
    title=Text("生質標示與燃料不符", "Biogenic mark does not fit the fuel"),
    message=Text(
        "「{source}」的燃料為{fuel}，是否屬生質能源填「{found}」。",
        "The fuel of {source} is {fuel}, but it is marked “{found}” as biogenic.",
    ),
    why=Text(
        "標示決定 CO₂ 是否計入範疇一。", "The mark decides whether its CO2 counts in scope 1."
    ),
    fix=Text(
        "請更正標示；混合燃料請填生質碳占比。",
        "Correct the mark; for mixed fuels give the biogenic share.",
    ),
    source=f"{FORM}: annex 1; {ANNOUNCEMENT}",
    writes_expected=True,
)
def biogenic_marks_fit_the_fuel(inventory: Inventory) -> Iterator[Hit]:
    known = fuels()
    for row in inventory.sources:
        if row.biogenic is None:
            continue
        fuel = known.get(row.material or "")
        if fuel is None or row.biogenic == fuel.biogenic or row.biogenic_share is not None:
            continue
        yield hit(
            row.cell("biogenic"),
            found=Text("是", "yes") if row.biogenic else Text("否", "no"),
            expected=Text("否", "no") if row.biogenic else Text("是", "yes"),
            source=called(row),
            fuel=fuel.label,
        )


@RULES.rule(
    "INV-112",
    ERROR,
    title=Text("混合燃料未拆分化石與生質碳", "Mixed fuel without its biogenic share"),
    message=Text(
        "「{source}」使用{fuel}，沒有填生質碳占比。",
        "{source} uses {fuel} without giving the biogenic share.",
    ),
    why=Text(
        "廢棄物與 SRF 兼含化石與生質碳，未拆分會多算或少算。",
        "Waste and SRF hold both kinds of carbon; without the split the sum is wrong.",
    ),
    fix=Text(
        "請依檢測（如 C-14）或組成分析填生質碳占比，無生質者填 0%。",
        "Enter the share from a test (C-14) or composition; 0 % if there is none.",
    ),
    source=f"{ANNOUNCEMENT}: fossil and biogenic parts of waste",
)
def mixed_fuels_are_split(inventory: Inventory) -> Iterator[Hit]:
    for row in inventory.sources:
        if row.material in MIXED and row.biogenic_share is None:
            fuel = fuels()[row.material]
            yield hit(row.cell("biogenic_share"), source=called(row), fuel=fuel.label)


@RULES.rule(
    "INV-225",
    WARNING,
    title=Text("生質 CO₂ 申報值不符", "Stated biogenic CO2 differs"),
    message=Text(
        "「{source}」申報生質 CO₂ {found} 公噸，重算為 {expected}。",
        "{source} states {found} t of biogenic CO2; recomputed it is {expected}.",
    ),
    why=Text(
        "生質 CO₂ 雖不計入總量，仍須正確揭露。",
        "It is outside the total, but reported all the same.",
    ),
    fix=Text("請更正申報生質 CO₂ 或活動數據。", "Correct the biogenic CO2 or the activity."),
    source=f"{JUDGEMENT}; differences above 0.05 t and 0.1 %",
    thresholds=("row_small", "row_small_share"),
    writes_expected=True,
)
def biogenic_carbon_agrees_with_the_data(inventory: Inventory) -> Iterator[Hit]:
    floor, share = inventory.limit("row_small"), inventory.limit("row_small_share")
    for row, judged in zip(inventory.sources, inventory.judged_sources, strict=True):
        stated, computed = row.stated_biogenic, judged.computed
        if stated is None or computed.emissions is None:
            continue
        if abs(stated - computed.biogenic) > max(floor, share * computed.biogenic):
            yield hit(
                row.cell("stated_biogenic"),
                found=stated,
                expected=computed.biogenic,
                source=called(row),
            )
