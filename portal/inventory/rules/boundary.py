"""Which sources there are: where they stand, how they are told apart, what is left out."""

import re
from collections.abc import Iterable, Iterator

from portal.inventory.figures import Inventory
from portal.inventory.rules.book import (
    ERROR,
    FORM,
    INFO,
    JUDGEMENT,
    RULES,
    WARNING,
    called,
    hit,
    label,
    per_cent,
)
from portal.inventory.sheets import (
    CarbonFlow,
    EnergyUse,
    Exchange,
    Generation,
    ProcessGas,
    Product,
    Source,
)
from portal.language import Text
from portal.reference.codes import EMISSION_TYPE
from portal.workbook.findings import Hit

_PROCESS = re.compile(r"[A-Z][0-9]{2}", re.ASCII)
_EQUIPMENT = re.compile(r"[A-Z]{1,2}[0-9]{2,3}", re.ASCII)
_INDIRECT = frozenset({"purchased_electricity", "purchased_steam"})
_NEEDS_CATEGORY = frozenset({"process", "fugitive"})
_OfASite = EnergyUse | Generation | Exchange | Product | ProcessGas | CarbonFlow


@RULES.rule(
    "INV-033",
    INFO,
    title=Text("邊界內未納入的排放源", "Sources left out of the boundary"),
    message=Text(
        "廠區「{site}」未納入「{excluded}」：原因「{reason}」，占比 {share}。",
        "{site} leaves out “{excluded}”: reason “{reason}”, share {share}.",
    ),
    why=Text(
        "未納入者應有原因，單一來源超過 {limit} 者通常應納入。",
        "Leaving out needs a reason; a source above {limit} normally belongs in.",
    ),
    fix=Text(
        "請補填原因與推估占比，或將該排放源納入計算。",
        "Give the reason and the estimated share, or include the source.",
    ),
    source="common exclusion threshold of 0.5 %; not confirmed in law",
    thresholds=("excluded_share",),
)
def what_is_left_out_has_a_reason(inventory: Inventory) -> Iterator[Hit]:
    limit = inventory.limit("excluded_share")
    for site in inventory.sites:
        share = site.excluded_share
        if site.excluded and (not site.excluded_reason or share is None or share > limit):
            yield hit(
                site.cell("excluded"),
                found=site.excluded,
                excluded=site.excluded,
                site=site.name or "—",
                reason=site.excluded_reason or "—",
                share="—" if share is None else per_cent(share),
                limit=per_cent(limit),
            )


@RULES.rule(
    "INV-034",
    ERROR,
    title=Text("排放源的廠區未列出", "The source's site is not listed"),
    message=Text(
        "排放源「{source}」的管制編號 {found} 不在「廠區與邊界」中。",
        "The source {source} stands at {found}, which is not on the sheet “Sites and boundary”.",
    ),
    why=Text(
        "沒有廠區資料的排放源，無法判斷是否計入高雄市。",
        "Without its site it is not known whether the source counts for the city.",
    ),
    fix=Text("請更正管制編號，或補列該廠區。", "Correct the number or add the site."),
    source=f"{FORM}: tables 3 to 5 are joined by site and row",
)
def sources_stand_at_listed_sites(inventory: Inventory) -> Iterator[Hit]:
    listed = {site.control_number for site in inventory.sites}
    for row in inventory.sources if listed else ():
        if row.site not in listed and row.site is not None:
            yield hit(row.cell("site"), found=row.site, source=called(row))


@RULES.rule(
    "INV-208",
    ERROR,
    title=Text("資料列的廠區未列出", "The row's site is not listed"),
    message=Text(
        "管制編號 {found} 不在「廠區與邊界」中。",
        "Site {found} is not on the sheet “Sites and boundary”.",
    ),
    why=Text(
        "沒有廠區資料的數量，無法歸到公司與高雄市的彙總。",
        "A quantity without its site cannot be placed in any total.",
    ),
    fix=Text("請更正管制編號，或補列該廠區。", "Correct the number or add the site."),
    source=JUDGEMENT,
)
def other_rows_stand_at_listed_sites(inventory: Inventory) -> Iterator[Hit]:
    listed = {site.control_number for site in inventory.sites}
    tables: tuple[Iterable[_OfASite], ...] = (
        inventory.energy,
        inventory.generation,
        inventory.exchange,
        inventory.production,
        inventory.process_gases,
        inventory.carbon_balance,
    )
    for table in tables if listed else ():
        for row in table:
            if row.site is not None and row.site not in listed:
                yield hit(row.cell("site"), found=row.site)


@RULES.rule(
    "INV-223",
    WARNING,
    title=Text("廠區沒有任何排放源", "A site without any source"),
    message=Text(
        "「廠區與邊界」列有 {found}（{site}），但沒有任何排放源或外購能源。",
        "{found} ({site}) is listed, but no source and no bought energy stands there.",
    ),
    why=Text(
        "運作中的廠區至少會有用電或冷媒等排放源。",
        "A site in use has at least electricity or refrigerants.",
    ),
    fix=Text(
        "請補填該廠區之排放源；全年停用者請於備註說明。",
        "Add its sources, or note that the site was idle all year.",
    ),
    source=JUDGEMENT,
)
def every_site_has_a_source(inventory: Inventory) -> Iterator[Hit]:
    used = {row.site for row in inventory.sources} | {row.site for row in inventory.energy}
    for site in inventory.sites:
        number = site.control_number
        if number and number not in used and not site.note and inventory.sources:
            yield hit(site.cell("control_number"), found=number, site=site.name or "—")


@RULES.rule(
    "INV-035",
    ERROR,
    title=Text("排放源重複", "The same source twice"),
    message=Text(
        "「{source}」與第 {first} 列的廠區、製程、設備、物料及排放型式完全相同。",
        "{source} has the site, process, equipment, material and type of row {first}.",
    ),
    why=Text("同一排放源填兩次會重複計算。", "The same source would be counted twice."),
    fix=Text(
        "請刪除重複列；確為不同設備者請給不同設備編號。",
        "Remove one row, or give different equipment its own number.",
    ),
    source=f"{FORM}: table 3; equipment numbers repeat across materials",
)
def sources_are_told_apart(inventory: Inventory) -> Iterator[Hit]:
    seen: dict[tuple[str | None, ...], Source] = {}
    for row in inventory.sources:
        key = (row.site, row.process, row.equipment, row.material, row.emission_type)
        if None in key:
            continue
        first = seen.setdefault(key, row)
        if first is not row:
            yield hit(
                row.cell("equipment"),
                first.cell("equipment"),
                found=row.equipment,
                source=called(row),
                first=first.at,
            )


@RULES.rule(
    "INV-221",
    ERROR,
    title=Text("排放源編號重複", "Source number used twice"),
    message=Text(
        "排放源編號「{found}」在第 {first} 列已使用。",
        "The source number “{found}” is already used in row {first}.",
    ),
    why=Text(
        "編號是與前一年度及檢測紀錄對應的依據。",
        "Years and tests are matched by this number.",
    ),
    fix=Text("請給每一排放源不同編號。", "Give every source a number of its own."),
    source=JUDGEMENT,
)
def source_numbers_are_unique(inventory: Inventory) -> Iterator[Hit]:
    seen: dict[str, Source] = {}
    for row in inventory.sources:
        if row.source_id:
            first = seen.setdefault(row.source_id, row)
            if first is not row:
                yield hit(row.cell("source_id"), found=row.source_id, first=first.at)


@RULES.rule(
    "INV-036",
    ERROR,
    title=Text("製程或設備編號格式不符", "Process or equipment number is not written as one"),
    message=Text(
        "「{source}」的{which}「{found}」不符格式（如 {expected}）。",
        "The {which} “{found}” of {source} is not written like {expected}.",
    ),
    why=Text(
        "編號與官方清冊相同，才能與登錄資料對照。",
        "Numbers written as in the official form can be compared with the register.",
    ),
    fix=Text(
        "製程編號為一英文字母加兩碼數字；設備編號為一至兩英文字母加數字。",
        "Processes: a letter and two digits; equipment: one or two letters and digits.",
    ),
    source=f"{FORM}: table 3, notes 3 and 5",
)
def numbers_are_written_as_in_the_form(inventory: Inventory) -> Iterator[Hit]:
    for row in inventory.sources:
        if row.process and not _PROCESS.fullmatch(row.process):
            which = Text("製程編號", "process number")
            yield hit(
                row.cell("process"),
                found=row.process,
                expected="M01",
                which=which,
                source=called(row),
            )
        if row.equipment and not _EQUIPMENT.fullmatch(row.equipment):
            which = Text("設備編號", "equipment number")
            yield hit(
                row.cell("equipment"),
                found=row.equipment,
                expected="E201",
                which=which,
                source=called(row),
            )


@RULES.rule(
    "INV-039",
    ERROR,
    title=Text("間接排放填在直接排放源", "Indirect emissions among direct sources"),
    message=Text(
        "「{source}」的排放型式是「{type}」，屬能源間接排放。",
        "The emission type of {source} is “{type}”, which is indirect.",
    ),
    why=Text(
        "本表合計為範疇一，混入外購能源會使兩個範疇都不正確。",
        "This sheet adds up to scope 1; bought energy would spoil both scopes.",
    ),
    fix=Text(
        "請將此列移至「外購能源」，或更正排放型式。",
        "Move the row to “Energy bought”, or correct its type.",
    ),
    source=f"{FORM}: table 3, note 9",
)
def direct_sources_have_direct_types(inventory: Inventory) -> Iterator[Hit]:
    for row in inventory.sources:
        if row.emission_type in _INDIRECT:
            kind = label(EMISSION_TYPE, row.emission_type)
            yield hit(row.cell("emission_type"), found=kind, type=kind, source=called(row))


@RULES.rule(
    "INV-040",
    ERROR,
    title=Text("製程或逸散類別未填", "Kind of process or fugitive source is missing"),
    message=Text(
        "「{source}」的排放型式為「{type}」，類別未填。",
        "{source} is of type “{type}” without saying which kind.",
    ),
    why=Text(
        "類別決定適用的公告係數與彙總項目。",
        "The kind decides on the factor and where it is summed.",
    ),
    fix=Text("請由下拉選單選擇類別。", "Choose the kind from the drop-down."),
    source=f"{FORM}: table 3, note 10",
)
def process_and_fugitive_sources_say_which_kind(inventory: Inventory) -> Iterator[Hit]:
    for row in inventory.sources:
        if row.category is None and row.emission_type in _NEEDS_CATEGORY:
            kind = label(EMISSION_TYPE, row.emission_type)
            yield hit(row.cell("category"), type=kind, source=called(row))
