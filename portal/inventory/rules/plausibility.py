"""Against the group: intensity, scope 2 share, round figures and data quality."""

from collections.abc import Iterator
from decimal import Decimal

from portal.inventory.figures import ZERO, Inventory
from portal.inventory.rules.book import EPA, FORM, INFO, JUDGEMENT, RULES, WARNING, hit, per_cent
from portal.inventory.sheets import Source
from portal.language import Text
from portal.reference.groups import Group
from portal.reference.units import units
from portal.workbook.findings import Hit, Place

_TO_NORMAL = Decimal("0.6745")
_HUNDRED = Decimal(100)
_MEASURING = {"continuous": 1, "periodic": 2, "financial_estimate": 3, "own_estimate": 3}
_CALIBRATION = {"external": 1, "internal": 2, "none": 3}
_FACTOR = {"1": 1, "2": 1, "3": 2, "4": 2, "5": 3, "6": 3}


@RULES.rule(
    "INV-079",
    WARNING,
    title=Text("排放強度與同組差異大", "Intensity far from the group"),
    message=Text(
        "每{unit}主要產品排放 {found} 公噸CO₂e，同組中位數為 {expected}（{members} 家）。",
        "{found} tCO2e per {unit} of the main product; the group's median is {expected} "
        "({members} members).",
    ),
    why=Text(
        "與同業差距過大，常因產量單位或排放量有誤。",
        "A large gap often comes from the unit of production or of emissions.",
    ),
    fix=Text(
        "請核對產量、單位與排放量；製程不同者請說明。", "Check them; explain another process."
    ),
    source=f"{EPA}; robust z above 3.5 with eight members or more",
    thresholds=("outlier_z", "outlier_members"),
)
def intensity_is_like_that_of_the_group(inventory: Inventory) -> Iterator[Hit]:
    main = [row for row in inventory.production if row.is_main and row.quantity]
    peers = inventory.background.peers
    if not main or peers is None or not inventory.counted.total:
        return
    if not (inventory.has_rows("scope1") and inventory.has_rows("scope2")):
        return
    peer = peers.intensity.get((main[0].product or "", main[0].unit or ""))
    if peer is None or peer.members < inventory.limit("outlier_members") or not peer.deviation:
        return
    intensity = inventory.counted.total / sum((row.quantity or ZERO for row in main), ZERO)
    z = _TO_NORMAL * (intensity.ln() - peer.median) / peer.deviation
    if abs(z) > inventory.limit("outlier_z"):
        unit = units().get(main[0].unit or "")
        yield hit(
            main[0].cell("quantity"),
            found=intensity.quantize(Decimal("0.0001")),
            expected=peer.median.exp().quantize(Decimal("0.0001")),
            unit=unit.label if unit else "—",
            members=peer.members,
        )


@RULES.rule(
    "INV-080",
    INFO,
    title=Text("範疇二占比與同組不同", "Share of scope 2 unlike the group"),
    message=Text(
        "範疇二占總量 {found}，同組多在 {expected} 之間。",
        "Scope 2 is {found} of the total; in the group it is {expected}.",
    ),
    why=Text(
        "占比異常可能是漏列製程氣體或外購電力。",
        "An unusual share may mean that process gases or purchases are missing.",
    ),
    fix=Text("請確認兩個範疇都完整。", "Make sure that both scopes are complete."),
    source="plant register of Kaohsiung, 2023",
    thresholds=("scope2_low", "scope2_high"),
)
def scope2_has_a_usual_share(inventory: Inventory) -> Iterator[Hit]:
    counted = inventory.counted
    if inventory.cover is None or not counted.scope1 or not counted.scope2:
        return
    # A power plant's own purchases are judged by its own rule.
    if inventory.group in {None, Group.ENERGY}:
        return
    low, high = inventory.limit("scope2_low"), inventory.limit("scope2_high")
    share = counted.scope2 / counted.total
    if not low <= share <= high:
        yield hit(
            inventory.cover.cell("stated_scope2"),
            found=per_cent(share),
            expected=f"{per_cent(low)}–{per_cent(high)}",
        )


@RULES.rule(
    "INV-085",
    WARNING,
    title=Text("多為整數的活動數據", "Mostly round figures"),
    message=Text(
        "{count} 個排放源中有 {found} 的活動數據是 100 的倍數。",
        "{found} of {count} sources have an activity that is a multiple of 100.",
    ),
    why=Text("大量整數常表示推估而非量測。", "Many round figures point to estimates."),
    fix=Text("請改填單據或儀表之實際數值，或說明推估方法。", "Enter metered values, or explain."),
    source=f"{JUDGEMENT}; more than half, of more than five",
    thresholds=("round_share", "round_rows"),
)
def figures_are_not_round(inventory: Inventory) -> Iterator[Hit]:
    values = [row.activity for row in inventory.sources if row.activity]
    if len(values) <= inventory.limit("round_rows"):
        return
    share = Decimal(sum(value % _HUNDRED == 0 for value in values)) / len(values)
    if share > inventory.limit("round_share"):
        yield hit(Place("sources", 0, "activity"), found=per_cent(share), count=len(values))


@RULES.rule(
    "INV-090",
    INFO,
    title=Text("數據品質為第三級", "Data quality of the third grade"),
    message=Text(
        "清冊平均分數 {found}，屬第三級（{expected} 分以上）。",
        "The average score is {found}: third grade, from {expected} on.",
    ),
    why=Text(
        "主要排放源多為推估、未校正或採國際係數。",
        "Large sources are estimated, not calibrated, or use international factors.",
    ),
    fix=Text(
        "可優先改善占比最大排放源的量測與校正。",
        "Improve metering and calibration of the largest sources first.",
    ),
    source=f"{FORM}: tables 6 and 8; grade 3 from 19 to 27",
    thresholds=("quality_third",),
)
def data_quality_is_not_the_lowest(inventory: Inventory) -> Iterator[Hit]:
    weighted, total = ZERO, ZERO
    for row, judged in zip(inventory.sources, inventory.judged_sources, strict=True):
        score = quality_score(row)
        if score and judged.emissions > 0:
            weighted += score * judged.emissions
            total += judged.emissions
    limit = inventory.limit("quality_third")
    if inventory.cover and total and weighted / total >= limit:
        score_text = (weighted / total).quantize(Decimal("0.1"))
        yield hit(Place("sources", 0, "measuring"), found=score_text, expected=limit)


def quality_score(row: Source) -> int:
    """The score of a source, 1 to 27: measuring x calibration x factor; 0 when one is missing.

    Source:
        Official inventory form, table 6, notes 3 to 9.
    """
    return (
        _MEASURING.get(row.measuring or "", 0)
        * _CALIBRATION.get(row.calibration or "", 0)
        * _FACTOR.get(row.factor_class or "", 0)
    )


@RULES.rule(
    "INV-091",
    INFO,
    title=Text("不確定性評估不足或偏大", "Uncertainty little assessed, or large"),
    message=Text(
        "{which}為 {found}，參考值為 {expected}。",
        "{which} is {found}; the reference is {expected}.",
    ),
    why=Text(
        "不確定性決定總量的可信範圍，也指出最值得改善的活動數據與係數。",
        "It says how far the total can be trusted, and which data to improve first.",
    ),
    fix=Text(
        "請優先評估排放量大的排放源；偏大者請改善其量測、校正或係數來源。",
        "Assess the largest sources first; improve metering, calibration or factors where it is "
        "large.",
    ),
    source=f"{FORM}: table 7 and its summary; the two references are a judgement of this portal",
    thresholds=("uncertainty_assessed", "uncertainty_combined"),
    since=2,
)
def uncertainty_is_assessed_and_small(inventory: Inventory) -> Iterator[Hit]:
    cover = inventory.cover
    if cover is None:
        return
    share, combined = cover.assessed_share, cover.uncertainty
    least, most = inventory.limit("uncertainty_assessed"), inventory.limit("uncertainty_combined")
    if share is not None and share < least:
        which = Text("已評估不確定性之排放占比", "The share assessed for uncertainty")
        place = cover.cell("assessed_share")
        yield hit(place, which=which, found=per_cent(share), expected=f"≥ {per_cent(least)}")
    if combined is not None and combined > most:
        which = Text("總不確定性", "The combined uncertainty")
        place = cover.cell("uncertainty")
        yield hit(place, which=which, found=per_cent(combined), expected=f"≤ {per_cent(most)}")
