"""What is missing: scopes, usual sources, activity data, evidence and production."""

from collections.abc import Iterator

from portal.inventory.figures import Deviation, Inventory, Obstacle
from portal.inventory.rules.book import (
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
from portal.reference.codes import MEASURING_FREQUENCY
from portal.reference.gwp import GasFamily, gases
from portal.workbook.findings import Hit, Place

_WITHOUT_ACTIVITY = frozenset({"monitoring", "other"})
_ESTIMATED = frozenset({"financial_estimate", "own_estimate"})
_USUAL = {
    "mobile": Text("移動燃燒（公務車、堆高機等）", "mobile combustion (cars, forklifts)"),
    "fugitive": Text("逸散（冷媒、化糞池、滅火器等）", "fugitive sources (refrigerants, sewage)"),
}


@RULES.rule(
    "INV-041",
    ERROR,
    title=Text("缺少範疇一或範疇二", "A scope is missing"),
    message=Text(
        "清冊中沒有任何{which}的排放量。", "The inventory has no emissions of {which} at all."
    ),
    why=Text(
        "依法應盤查直接排放與能源間接排放，兩者缺一即不完整。",
        "The law asks for direct and energy indirect emissions; both belong in.",
    ),
    fix=Text(
        "請補填缺少的排放源；確實沒有者請洽聯盟承辦人。",
        "Add what is missing; if there is none, tell the coordinator.",
    ),
    source=f"{REGULATION}, article 3",
)
def both_scopes_are_there(inventory: Inventory) -> Iterator[Hit]:
    direct = (*inventory.judged_sources, *inventory.judged_gases)
    if inventory.sources and not any(one.emissions for one in direct):
        yield hit(Place("sources"), which=Text("範疇一（直接排放）", "scope 1"))
    bought = [row.quantity for row in inventory.energy]
    if bought and not any(bought):
        yield hit(Place("energy"), which=Text("範疇二（能源間接排放）", "scope 2"))


@RULES.rule(
    "INV-042",
    WARNING,
    title=Text("常見排放源未列", "A usual source is missing"),
    message=Text("清冊中沒有任何{which}。", "The inventory lists no {which}."),
    why=Text(
        "幾乎每一廠區都有公務車、冷媒或生活廢水。",
        "Nearly every site has vehicles, refrigerants or sewage.",
    ),
    fix=Text("請確認是否遺漏；確實沒有者請說明。", "Check whether it was left out, or explain."),
    source=JUDGEMENT,
)
def usual_sources_are_there(inventory: Inventory) -> Iterator[Hit]:
    if not inventory.sources:
        return
    present = {row.emission_type for row in inventory.sources}
    for kind, which in _USUAL.items():
        if kind not in present:
            yield hit(Place("sources", 0, "emission_type"), which=which, expected=which)


@RULES.rule(
    "INV-043",
    ERROR,
    title=Text("活動數據空白", "Activity is blank"),
    message=Text("「{source}」沒有填活動數據。", "{source} has no activity."),
    why=Text(
        "沒有活動數據就無法計算，也無法查核。",
        "Without it nothing can be computed or checked.",
    ),
    fix=Text(
        "請填全年使用量；全年停用者填 0 並於備註說明。",
        "Enter the use of the year; 0 with a note if it was idle.",
    ),
    source=f"{FORM}: table 4",
)
def activity_is_given(inventory: Inventory) -> Iterator[Hit]:
    for row, judged in inventory.remarkable:
        if judged.computed.obstacle is Obstacle.NO_ACTIVITY:
            yield hit(row.cell("activity"), source=called(row))


@RULES.rule(
    "INV-201",
    WARNING,
    title=Text("活動數據為零而未說明", "Activity is zero without a note"),
    message=Text(
        "「{source}」的活動數據為 0，備註未說明。", "The activity of {source} is 0 without a note."
    ),
    why=Text(
        "停用與漏填看起來一樣，需要備註才能分辨。",
        "Idle and forgotten look alike; the note tells them apart.",
    ),
    fix=Text("停用者請於備註註明停用期間。", "If it was idle, note since when."),
    source=JUDGEMENT,
)
def zero_activity_is_explained(inventory: Inventory) -> Iterator[Hit]:
    for row in inventory.sources:
        if row.activity == 0 and not row.note and row.method not in _WITHOUT_ACTIVITY:
            yield hit(row.cell("activity"), found=0, source=called(row))


@RULES.rule(
    "INV-044",
    ERROR,
    title=Text("有活動數據但排放量為零", "Activity, but no emissions"),
    message=Text(
        "「{source}」有活動數據 {activity}，申報排放量卻是 0。",
        "{source} has an activity of {activity}, but its stated emissions are 0.",
    ),
    why=Text(
        "官方表單在自廠係數空白時會算出 0，不會提示，是最常見的漏算。",
        "The official form silently gives 0 when the own factor is blank.",
    ),
    fix=Text(
        "請補填係數或改採公告係數後重新計算；重算值為 {expected}。",
        "Fill in the factor or use the announced one and compute again: {expected}.",
    ),
    source=f"{FORM}: example rows 3 and 6",
    writes_expected=True,
)
def what_is_used_emits(inventory: Inventory) -> Iterator[Hit]:
    for row, judged in inventory.remarkable:
        if judged.deviation is Deviation.ZERO_STATED and not _is_pfc(row):
            yield _nothing_stated(row, judged.computed.emissions)


@RULES.rule(
    "INV-045",
    ERROR,
    title=Text("PFCs 排放量遺失", "PFC emissions got lost"),
    message=Text(
        "「{source}」為 PFCs，有活動數據 {activity}，申報排放量卻是 0。",
        "{source} is a PFC with an activity of {activity}, but states emissions of 0.",
    ),
    why=Text(
        "官方表單的公式以「PFC」比對「PFCS」，會把 PFCs 排放算成 0。",
        "A formula of the official form misses PFCs and makes them 0.",
    ),
    fix=Text(
        "請以使用量乘 GWP 重新計算；重算值為 {expected}。",
        "Compute again from the amount and its GWP: {expected}.",
    ),
    source=f"{FORM}: table 5 compares with “PFC” what table 3 writes as “PFCS”",
    writes_expected=True,
)
def pfc_emissions_are_there(inventory: Inventory) -> Iterator[Hit]:
    for row, judged in inventory.remarkable:
        if judged.deviation is Deviation.ZERO_STATED and _is_pfc(row):
            yield _nothing_stated(row, judged.computed.emissions)


def _nothing_stated(row: Source, recomputed: object) -> Hit:
    expected = Text("尚無法重算", "cannot be computed yet") if recomputed is None else recomputed
    return hit(
        row.cell("stated_emissions"),
        found=0,
        expected=expected,
        source=called(row),
        activity=row.activity,
    )


def _is_pfc(row: Source) -> bool:
    gas = gases().get(row.material or "")
    return gas is not None and gas.family is GasFamily.PFCS


@RULES.rule(
    "INV-222",
    INFO,
    title=Text("未填申報排放量", "No stated emissions"),
    message=Text(
        "「{source}」未填申報排放當量，系統以重算值 {expected} 計入。",
        "{source} states no emissions; the recomputed {expected} counts.",
    ),
    why=Text("有申報值才能與重算值互相核對。", "Only a stated value can be compared with ours."),
    fix=Text("請填入公司計算之排放當量。", "Enter the emissions you computed."),
    source=JUDGEMENT,
    writes_expected=True,
)
def emissions_are_stated(inventory: Inventory) -> Iterator[Hit]:
    for row, judged in zip(inventory.sources, inventory.judged_sources, strict=True):
        if row.stated_emissions is None and judged.computed.emissions:
            yield hit(
                row.cell("stated_emissions"),
                expected=judged.computed.emissions,
                source=called(row),
            )


@RULES.rule(
    "INV-046",
    WARNING,
    title=Text("佐證資料未填", "Evidence is missing"),
    message=Text("「{source}」未填{which}。", "{source} does not give {which}."),
    why=Text(
        "查驗時須能找到原始紀錄，且應保存六年。",
        "Verifiers have to find the records, which are kept for six years.",
    ),
    fix=Text(
        "請補填數據來源、保存單位與量測頻率。",
        "Give the evidence, who keeps it, and how often it is measured.",
    ),
    source=f"{FORM}: table 4; {REGULATION}, article 14",
)
def evidence_is_named(inventory: Inventory) -> Iterator[Hit]:
    for row in inventory.sources:
        if row.evidence is None:
            which = Text("數據來源與保存單位", "the evidence and who keeps it")
            yield hit(row.cell("evidence"), which=which, source=called(row))
        if row.measuring is None:
            which = Text("量測頻率", "how often it is measured")
            yield hit(row.cell("measuring"), which=which, source=called(row))


@RULES.rule(
    "INV-047",
    WARNING,
    title=Text("推估數據未說明", "Estimated without a note"),
    message=Text(
        "「{source}」的活動數據為「{found}」，備註未說明推估方法。",
        "The activity of {source} is “{found}”, without saying how.",
    ),
    why=Text("推估值需要方法才能重現與查核。", "An estimate can be checked only by its method."),
    fix=Text("請於備註說明推估方法與依據。", "Describe the method and its basis in the note."),
    source=f"{FORM}: table 4",
)
def estimates_are_explained(inventory: Inventory) -> Iterator[Hit]:
    for row in inventory.sources:
        if row.note is None and row.measuring in _ESTIMATED:
            how = label(MEASURING_FREQUENCY, row.measuring)
            yield hit(row.cell("measuring"), found=how, source=called(row))


@RULES.rule(
    "INV-088",
    ERROR,
    title=Text("產量缺漏", "Production is incomplete"),
    message=Text("產品「{product}」缺少{which}。", "The product “{product}” has no {which}."),
    why=Text("排放強度以產量為分母。", "Emission intensity is per unit of production."),
    fix=Text("請補填全年產量與單位；未生產者填 0。", "Give quantity and unit; 0 if none was made."),
    source=f"{REGULATION}, article 7",
)
def production_is_given(inventory: Inventory) -> Iterator[Hit]:
    for row in inventory.production:
        product = row.name or row.product or "—"
        if row.quantity is None:
            yield hit(row.cell("quantity"), which=Text("產量", "quantity"), product=product)
        elif row.unit is None:
            yield hit(row.cell("unit"), which=Text("產量單位", "unit"), product=product)


@RULES.rule(
    "INV-220",
    WARNING,
    title=Text("主要產品未標示或不一致", "Main product is not clear"),
    message=Text(
        "標示為主要產品的有 {found} 種類別或單位，應為一種。",
        "{found} kinds or units are marked as main product; there should be one.",
    ),
    why=Text(
        "排放強度與同業比較只以一種主要產品為準。",
        "Intensity and the comparison with peers rest on one main product.",
    ),
    fix=Text(
        "請就全公司選定一種主要產品，各廠區採同一單位。",
        "Choose one main product for the company, in one unit at all sites.",
    ),
    source=JUDGEMENT,
)
def one_product_is_the_main_one(inventory: Inventory) -> Iterator[Hit]:
    rows = inventory.production
    main = {(row.product, row.unit) for row in rows if row.is_main}
    if rows and len(main) != 1:
        yield hit(rows[0].cell("is_main"), found=len(main), expected=1)
