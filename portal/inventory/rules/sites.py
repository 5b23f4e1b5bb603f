"""The sites: their numbers, whose they are, and whether they lie in the city."""

from collections.abc import Iterator

from portal.inventory.figures import Inventory
from portal.inventory.rules.book import ERROR, FORM, JUDGEMENT, RULES, WARNING, hit
from portal.inventory.sheets import Site
from portal.language import Text
from portal.members.figures import is_control_number
from portal.workbook.findings import Hit

CITY = "高雄"
OTHER_PLACES = [
    "臺北",
    "台北",
    "新北",
    "桃園",
    "臺中",
    "台中",
    "臺南",
    "台南",
    "基隆",
    "新竹",
    "苗栗",
    "彰化",
    "南投",
    "雲林",
    "嘉義",
    "屏東",
    "宜蘭",
    "花蓮",
    "臺東",
    "台東",
    "澎湖",
    "金門",
    "連江",
]


@RULES.rule(
    "INV-027",
    ERROR,
    title=Text("管制編號格式不符", "Control number is not written as one"),
    message=Text(
        "廠區「{site}」的管制編號「{found}」不是 8 碼格式（如 {expected}）。",
        "The control number “{found}” of {site} is not written like {expected}.",
    ),
    why=Text(
        "管制編號是跨年度、跨資料庫辨識廠區的依據。",
        "The number identifies a site across years and registers.",
    ),
    fix=Text(
        "請依環境部核發文件填寫：一個英文字母、兩碼數字、一碼英數、四碼數字。",
        "Copy it from the ministry's papers: a letter, two digits, a letter or digit, four digits.",
    ),
    source=f"{FORM}: note 2; all 100 plants of Kaohsiung in 2023 fit the pattern",
)
def control_numbers_are_written_as_such(inventory: Inventory) -> Iterator[Hit]:
    for site in inventory.sites:
        number = site.control_number
        if number and not is_control_number(number.upper()):
            yield hit(
                site.cell("control_number"),
                found=number,
                expected="E9990101",
                site=site.name or number,
            )


@RULES.rule(
    "INV-028",
    ERROR,
    title=Text("管制編號不屬於本公司", "Control number is not of this company"),
    message=Text(
        "管制編號 {found}（{site}）不在「{member}」的廠區名單內。",
        "Control number {found} ({site}) is not among the sites of {member}.",
    ),
    why=Text(
        "廠區歸屬錯誤會使排放量計入其他公司。",
        "Emissions would count for a company that does not own the site.",
    ),
    fix=Text(
        "請核對管制編號；新取得之廠區請聯盟承辦人先更新名單。",
        "Check the number; for a newly acquired site ask the coordinator to add it first.",
    ),
    source=f"{FORM}: note 2",
)
def sites_belong_to_the_member(inventory: Inventory) -> Iterator[Hit]:
    member = inventory.background.member
    if member is None:
        return
    own = {site.control_number for site in member.sites}
    for site in inventory.sites:
        number = (site.control_number or "").upper()
        if is_control_number(number) and number not in own:
            yield hit(
                site.cell("control_number"),
                found=number,
                site=site.name or "—",
                member=Text(member.name_zh, member.name_en),
            )


@RULES.rule(
    "INV-032",
    ERROR,
    title=Text("地址不在高雄市", "Address is not in Kaohsiung"),
    message=Text(
        "廠區「{site}」填「位於高雄市：是」，地址卻是「{found}」。",
        "{site} is marked as in Kaohsiung, but its address is “{found}”.",
    ),
    why=Text(
        "只有高雄市轄內廠區計入全市彙總。", "Only sites in the city count in the city's totals."
    ),
    fix=Text("請更正地址，或將「位於高雄市」改為否。", "Correct the address or the mark."),
    source=JUDGEMENT,
)
def kaohsiung_sites_have_such_an_address(inventory: Inventory) -> Iterator[Hit]:
    for site in inventory.sites:
        if site.in_kaohsiung and site.address and _is_elsewhere(site.address):
            yield hit(site.cell("address"), found=site.address, site=site.name or "—")


def _is_elsewhere(address: str) -> bool:
    return CITY not in address and any(place in address[:8] for place in OTHER_PLACES)


@RULES.rule(
    "INV-209",
    ERROR,
    title=Text("同一廠區重複列出", "The same site is listed twice"),
    message=Text(
        "管制編號 {found} 在第 {first} 列與本列重複。",
        "Control number {found} stands in row {first} and again here.",
    ),
    why=Text(
        "重複的廠區無法判斷邊界以哪一列為準。",
        "With two rows it is not known which boundary applies.",
    ),
    fix=Text("請刪除重複列。", "Remove one of the rows."),
    source=JUDGEMENT,
)
def sites_are_listed_once(inventory: Inventory) -> Iterator[Hit]:
    seen: dict[str, Site] = {}
    for site in inventory.sites:
        if site.control_number:
            first = seen.setdefault(site.control_number, site)
            if first is not site:
                yield hit(
                    site.cell("control_number"),
                    first.cell("control_number"),
                    found=site.control_number,
                    first=first.at,
                )


@RULES.rule(
    "INV-210",
    WARNING,
    title=Text("名單中的廠區未申報", "A site of the company is missing"),
    message=Text(
        "「{site}」（{expected}）在本公司廠區名單內，清冊中沒有這個廠區。",
        "{site} ({expected}) belongs to the company but is not in the inventory.",
    ),
    why=Text("缺少廠區會低估公司與全市排放量。", "Without it company and city are too low."),
    fix=Text(
        "請補列該廠區；已停工或移轉者請說明。",
        "Add the site, or explain that it closed or changed hands.",
    ),
    source=JUDGEMENT,
)
def no_site_is_missing(inventory: Inventory) -> Iterator[Hit]:
    member = inventory.background.member
    if member is None or not inventory.sites:
        return
    listed = {(site.control_number or "").upper() for site in inventory.sites}
    for site in member.sites:
        if site.current and site.control_number not in listed:
            yield hit(
                inventory.sites[0].cell("control_number"),
                expected=site.control_number,
                site=Text(site.name_zh, site.name_en),
            )


@RULES.rule(
    "INV-211",
    WARNING,
    title=Text("是否位於高雄市與名單不同", "City mark differs from the register"),
    message=Text(
        "廠區 {site} 的「位於高雄市」填「{found}」，名單登記為「{expected}」；彙總以名單為準。",
        "{site} is marked “{found}” for lying in Kaohsiung; the register says “{expected}”, "
        "which counts.",
    ),
    why=Text("此欄決定排放量是否計入全市。", "The mark decides whether the city counts the site."),
    fix=Text(
        "請更正；名單有誤請洽聯盟承辦人。",
        "Correct it, or ask the coordinator to correct the register.",
    ),
    source=JUDGEMENT,
    writes_expected=True,
)
def city_mark_agrees_with_the_register(inventory: Inventory) -> Iterator[Hit]:
    member = inventory.background.member
    if member is None:
        return
    known = {site.control_number: site.in_kaohsiung for site in member.sites}
    for site in inventory.sites:
        expected = known.get((site.control_number or "").upper())
        if expected is None or site.in_kaohsiung in {None, expected}:
            continue
        yield hit(
            site.cell("in_kaohsiung"),
            found=_yes_no(not expected),
            expected=_yes_no(expected),
            site=site.name or site.control_number,
        )


def _yes_no(value: bool) -> Text:
    return Text("是", "yes") if value else Text("否", "no")
