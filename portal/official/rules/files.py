"""The files of one company: that every site has its form, once, and what the form does not ask."""

from collections.abc import Iterator
from typing import Final

from portal.language import Text
from portal.official.joining import Official
from portal.official.reading import year_of
from portal.official.rules.book import ERROR, FORM, INFO, RULES, WARNING, hit
from portal.official.supplement import Asked
from portal.workbook.findings import Hit, Place
from portal.workbook.rules import Rule

_ALLIANCE: Final = "Judgement: the Alliance counts companies, the form is for one site"


@RULES.rule(
    "OFF-015",
    WARNING,
    title=Text("有廠區沒有清冊表單", "A site has no form"),
    message=Text(
        "「{site}」（管制編號 {expected}）在本公司廠區名單內，但沒有它的清冊表單。",
        "{site} (control number {expected}) belongs to the company, but its form is missing.",
    ),
    why=Text(
        "官方表單一個管制編號一份；缺少的廠區不會計入公司與全市排放量。",
        "The form is for one control number; a site without one counts neither for the company "
        "nor for the city.",
    ),
    fix=Text(
        "請把這個廠區的表單一起上傳（保留已上傳的檔案再加入）；已停工或移轉者請說明。",
        "Upload the form of this site together with the others (keep those and add it), or "
        "explain that the site closed or changed hands.",
    ),
    source=f"{FORM}: note 2",
)
def every_site_has_its_form(official: Official) -> Iterator[Hit]:
    """A current site of the register without a file."""
    member = official.inventory.background.member
    if member is None:
        return
    listed = {form.site for form in official.forms}
    for site in member.sites:
        if site.current and site.control_number not in listed:
            place = official.forms[0].reading.place("t1", 0, "control_number")
            name = Text(site.name_zh, site.name_en)
            yield hit(place, expected=site.control_number, site=name)


@RULES.rule(
    "OFF-016",
    ERROR,
    title=Text("同一管制編號有兩份表單", "Two forms of one control number"),
    message=Text(
        "管制編號 {found} 的表單有兩份：「{first}」與「{second}」。",
        "There are two forms of control number {found}: “{first}” and “{second}”.",
    ),
    why=Text(
        "兩份都計入會使這個廠區的排放量加倍。", "With both of them the site would count twice."
    ),
    fix=Text(
        "請只保留正確的一份：重新上傳時取消勾選另一份。",
        "Keep the right one only: untick the other one when you upload again.",
    ),
    source=f"{FORM}: note 2",
)
def every_site_has_one_form(official: Official) -> Iterator[Hit]:
    """A control number that an earlier file has too."""
    seen: dict[str, str] = {}
    for form in official.forms:
        if form.site is None:
            continue
        name = form.reading.name or form.site
        first = seen.setdefault(form.site, name)
        if first != name:
            place = form.reading.place("t1", 0, "control_number")
            yield hit(place, found=form.site, first=first, second=name)


@RULES.rule(
    "OFF-017",
    INFO,
    title=Text("沒有補充資料", "No supplement"),
    message=Text(
        "官方表單沒有主要產品、能資源交換與查驗資料，這次也沒有一起上傳補充資料。",
        "The form asks for no main product, exchange or verification, and no supplement came "
        "with it.",
    ),
    why=Text(
        "沒有補充資料時，單位產品排放強度與聯盟內交換量無法計算。",
        "Without it neither the intensity of production nor the exchange within the Alliance can "
        "be computed.",
    ),
    fix=Text(
        "請下載補充資料範本，填寫後與清冊表單一起上傳；沒有可補充者免辦。",
        "Download the supplement, fill it in and upload it together with the forms, unless there "
        "is nothing to add.",
    ),
    source=_ALLIANCE,
)
def the_supplement_is_there(official: Official) -> Iterator[Hit]:
    """A hand-in of a known member without the supplement."""
    if official.supplement is None and official.inventory.background.member is not None:
        yield hit(official.forms[0].reading.place("t1"))


@RULES.rule(
    "OFF-018",
    ERROR,
    title=Text("補充資料屬於其他公司或年度", "The supplement is of another company or year"),
    message=Text(
        "補充資料填「{found}」，清冊表單為「{expected}」。",
        "The supplement says “{found}”, the forms are of “{expected}”.",
    ),
    why=Text(
        "補充資料會併入同一份清冊。", "What the supplement says becomes part of the inventory."
    ),
    fix=Text(
        "請改用這家公司、這個年度的補充資料範本。",
        "Use the supplement made for this company and year.",
    ),
    source=_ALLIANCE,
)
def the_supplement_is_of_the_company(official: Official) -> Iterator[Hit]:
    """A supplement whose member code or year differs from the forms'."""
    asked: Asked | None = None if official.supplement is None else official.supplement.form("asked")
    if asked is None:
        return
    member = official.inventory.background.member
    if member and asked.member_code and asked.member_code.strip().upper() != member.code:
        place = Place("asked", 0, "member_code")
        yield hit(place, found=asked.member_code, expected=member.code)
    firm = official.forms[0].firm
    year = year_of(firm.year) if firm else None
    if year and asked.year and asked.year != year:
        yield hit(Place("asked", 0, "year"), found=str(asked.year), expected=str(year))


SUPPLEMENT_ALONE: Final[Rule[Official]] = RULES.add(
    Rule(
        "OFF-019",
        ERROR,
        Text("只有補充資料，沒有清冊表單", "A supplement without a form"),
        Text(
            "「{found}」是官方清冊表單的補充資料，沒有清冊表單可以合併。",
            "“{found}” is the supplement to the official form, and there is no form to join it to.",
        ),
        Text(
            "補充資料本身沒有排放量。",
            "The supplement has no emissions of its own.",
        ),
        Text(
            "請保留這個檔案，再加入各廠區的清冊表單一起上傳。",
            "Keep this file, and upload the forms of the sites together with it.",
        ),
        _ALLIANCE,
    )
)
NOT_OF_THE_FORM: Final[Rule[Official]] = RULES.add(
    Rule(
        "OFF-021",
        ERROR,
        Text("聯盟範本不與官方表單合併", "A workbook of the Alliance is not joined with forms"),
        Text(
            "「{found}」是聯盟的「{template}」範本，不是官方清冊表單或其補充資料。",
            "“{found}” is the Alliance's own “{template}”, neither a form nor its supplement.",
        ),
        Text(
            "聯盟的清冊範本已包含全公司所有廠區，合併會重複計算。",
            "The Alliance's inventory holds all sites already, which would count twice.",
        ),
        Text(
            "請擇一：取消勾選官方表單後單獨上傳這個檔案，或只上傳官方表單。",
            "Choose one: untick the forms and upload this file alone, or upload the forms only.",
        ),
        _ALLIANCE,
    )
)
SUPPLEMENT_TWICE: Final[Rule[Official]] = RULES.add(
    Rule(
        "OFF-020",
        ERROR,
        Text("補充資料有兩份", "Two supplements"),
        Text(
            "「{first}」與「{second}」都是補充資料；一家公司一個年度只有一份。",
            "“{first}” and “{second}” are both supplements; a company has one a year.",
        ),
        Text(
            "兩份內容不同時，不知道以哪一份為準。",
            "Where the two differ it is not known which one counts.",
        ),
        Text(
            "請只保留正確的一份：重新上傳時取消勾選另一份。",
            "Keep the right one only: untick the other one when you upload again.",
        ),
        _ALLIANCE,
    )
)
