"""Rules about the cover and the sites: whose plan it is, and which plants it speaks for."""

from collections.abc import Iterator

from portal.language import Text
from portal.plans.figures import Plan
from portal.plans.rules.book import FEE_PLAN, JUDGEMENT, RULES, hit, live, repeated
from portal.reference.control_number import is_control_number
from portal.workbook.findings import Hit, Severity


@RULES.rule(
    "PLN-101",
    Severity.WARNING,
    title=Text("填報日期早於計畫年度", "Dated before the plan year"),
    message=Text(
        "填報日期為 {found}，早於計畫年度 {year} 年。",
        "The plan is dated {found}, before the plan year {year}.",
    ),
    why=Text(
        "計畫應以該年度的盤查結果為起點，當時尚無資料。",
        "A plan starts from the inventory of its year, which did not exist then.",
    ),
    fix=Text("請確認填報日期與計畫年度。", "Check the date and the plan year."),
    source=JUDGEMENT,
)
def dated_after_the_year_began(plan: Plan) -> Iterator[Hit]:
    """A date before the plan year."""
    cover = plan.cover
    if cover and cover.prepared_on and cover.plan_year and cover.prepared_on.year < cover.plan_year:
        places = cover.cell("prepared_on"), cover.cell("plan_year")
        yield hit(*places, found=cover.prepared_on, year=cover.plan_year)


@RULES.rule(
    "PLN-111",
    Severity.ERROR,
    title=Text("管制編號格式不符", "Control number malformed"),
    message=Text(
        "「{found}」不是有效的管制編號。", "“{found}” is not written like a control number."
    ),
    why=Text(
        "廠區以管制編號與盤查清冊對應。", "A site is matched with its inventory by this number."
    ),
    fix=Text("請填 8 碼管制編號，例如 E1234567。", "Enter its eight signs, such as E1234567."),
    source="溫室氣體排放量盤查登錄及查驗管理辦法, inventory form 表一",
)
def control_numbers_are_well_formed(plan: Plan) -> Iterator[Hit]:
    """A control number of another shape."""
    for row in plan.sites:
        if row.control_number and not is_control_number(row.control_number):
            yield hit(row.cell("control_number"), found=row.control_number)


@RULES.rule(
    "PLN-112",
    Severity.ERROR,
    title=Text("廠區重複", "Site listed twice"),
    message=Text(
        "管制編號 {found} 已列於第 {first} 列。", "Site {found} already stands in row {first}."
    ),
    why=Text("同一廠區重複會使排放量重複計算。", "A site listed twice is counted twice."),
    fix=Text("請刪除重複的列。", "Delete the second row."),
    source=FEE_PLAN,
)
def sites_stand_once(plan: Plan) -> Iterator[Hit]:
    """The same control number in two rows."""
    for row, first in repeated(plan.sites, lambda one: one.control_number):
        places = row.cell("control_number"), first.cell("control_number")
        yield hit(*places, found=row.control_number, first=first.at)


@RULES.rule(
    "PLN-113",
    Severity.ERROR,
    title=Text("廠區屬於其他成員", "Site of another member"),
    message=Text(
        "管制編號 {found} 登記在另一家成員名下。", "Site {found} is registered with another member."
    ),
    why=Text(
        "同一廠區由兩家公司申報，減量會重複計算。",
        "A site in two plans has its cuts counted twice.",
    ),
    fix=Text(
        "請確認管制編號；若廠區已移轉，請洽聯盟承辦人更新資料。",
        "Check the number; if the site has changed hands, tell the coordinator.",
    ),
    source="one record per 管制編號",
)
def sites_belong_to_the_member(plan: Plan) -> Iterator[Hit]:
    """A site that the register has under another member."""
    for row in plan.sites:
        if row.control_number in plan.background.claimed_sites:
            yield hit(row.cell("control_number"), found=row.control_number)


@RULES.rule(
    "PLN-114",
    Severity.WARNING,
    title=Text("高雄廠區未列入", "Site in Kaohsiung left out"),
    message=Text(
        "登記資料中的高雄廠區 {found}（{name}）未列於本計畫。",
        "The registered site in Kaohsiung {found} ({name}) is not in this plan.",
    ),
    why=Text(
        "聯盟彙整所有高雄廠區，缺漏會使目標涵蓋範圍不明。",
        "The Alliance counts all sites in Kaohsiung; what is left out is unclear.",
    ),
    fix=Text(
        "請補列該廠區，不納入者將「納入本計畫」填「否」並說明。",
        "Add it; if it is no part of the plan answer No and say why.",
    ),
    source=FEE_PLAN,
)
def sites_in_kaohsiung_are_listed(plan: Plan) -> Iterator[Hit]:
    """A registered site that the sheet does not name."""
    listed = {row.control_number for row in plan.sites}
    for site in plan.background.member.sites if plan.background.member else ():
        if site.in_kaohsiung and site.current and site.control_number not in listed and plan.sites:
            place = plan.sites[-1].cell("control_number")
            name = Text(site.name_zh, site.name_en)
            yield hit(place, expected=site.control_number, found=site.control_number, name=name)


@RULES.rule(
    "PLN-115",
    Severity.WARNING,
    title=Text("所在縣市與登記資料不同", "Location differs from the register"),
    message=Text(
        "{site} 的「位於高雄市」與登記資料不同。",
        "Whether {site} lies in Kaohsiung differs from the register.",
    ),
    why=Text(
        "只有高雄市轄內廠區計入聯盟總量。",
        "Only sites in Kaohsiung count in the Alliance's totals.",
    ),
    fix=Text("請更正，或洽聯盟承辦人更新登記資料。", "Correct it, or have the register corrected."),
    source="register of members",
)
def locations_fit_the_register(plan: Plan) -> Iterator[Hit]:
    """In Kaohsiung here and elsewhere in the register, or the reverse."""
    sites = plan.background.member.sites if plan.background.member else ()
    registered = {site.control_number: site.in_kaohsiung for site in sites}
    for row in plan.sites:
        there = registered.get(row.control_number or "")
        if there is not None and row.in_kaohsiung is not None and row.in_kaohsiung is not there:
            yield hit(row.cell("in_kaohsiung"), site=row.control_number)


@RULES.rule(
    "PLN-116",
    Severity.WARNING,
    title=Text("未納入的廠區沒有說明", "Site excluded without a reason"),
    message=Text(
        "高雄廠區 {site} 未納入本計畫，也沒有說明。",
        "The site in Kaohsiung {site} is no part of the plan, and no reason is given.",
    ),
    why=Text(
        "讀者無從判斷目標是否涵蓋主要排放源。",
        "Readers cannot tell whether the target covers the main sources.",
    ),
    fix=Text("請在備註欄說明原因。", "Give the reason in the note."),
    source="GHG Protocol Mitigation Goal Standard: excluded sectors are reported",
)
def exclusions_have_a_reason(plan: Plan) -> Iterator[Hit]:
    """A site in Kaohsiung that is not included, without a note."""
    for row in plan.sites:
        if row.in_kaohsiung and row.included is False and not row.note:
            yield hit(row.cell("included"), row.cell("note"), site=row.control_number)


@RULES.rule(
    "PLN-117",
    Severity.ERROR,
    title=Text("措施的廠區不在廠區表", "Measure at an unlisted site"),
    message=Text(
        "措施 {measure} 的管制編號 {found} 不在「廠區」工作表。",
        "Measure {measure} is at {found}, which the sheet Sites does not list.",
    ),
    why=Text(
        "無法確認減量是否發生在高雄廠區。", "It is unclear whether the cut happens in Kaohsiung."
    ),
    fix=Text("請更正管制編號或補列廠區。", "Correct the number or list the site."),
    source=FEE_PLAN,
)
def measures_are_at_listed_sites(plan: Plan) -> Iterator[Hit]:
    """A measure at a site that is not in the plan."""
    listed = {row.control_number for row in plan.sites}
    for row in live(plan):
        if row.control_number and row.control_number not in listed:
            yield hit(row.cell("control_number"), found=row.control_number, measure=row.measure_id)
