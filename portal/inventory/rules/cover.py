"""The cover: year, company, and the day it came in."""

import re
from collections.abc import Iterator
from datetime import date

from portal.inventory.figures import Inventory
from portal.inventory.rules.book import ERROR, FORM, JUDGEMENT, REGULATION, RULES, WARNING, hit
from portal.language import Text
from portal.reference.groups import Group
from portal.workbook.findings import Hit

_WEIGHTS = (1, 2, 1, 2, 1, 2, 4, 1)
_DIVISIONS = {
    Group.STEEL: ("24", "25"),
    Group.PETROCHEMICALS: ("17", "18", "19", "20", "21", "22"),
    Group.ELECTRONICS: ("26", "27", "28"),
    Group.ENERGY: ("35",),
    Group.CIRCULAR_ECONOMY: ("23", "36", "37", "38", "39"),
}


@RULES.rule(
    "INV-023",
    ERROR,
    title=Text("盤查年度與本次申報不符", "Not the year of this reporting round"),
    message=Text(
        "基本資料填的是 {found} 年，本次申報的盤查年度是 {expected} 年。",
        "The cover says {found}; this round collects the inventories of {expected}.",
    ),
    why=Text(
        "年度錯置會使兩個年度的彙總同時失真。",
        "A wrong year spoils the totals of two years at once.",
    ),
    fix=Text(
        "請確認檔案是否為 {expected} 年清冊；若是，更正盤查年度。",
        "Check that this is the inventory of {expected}; if so, correct the year.",
    ),
    source=JUDGEMENT,
    writes_expected=True,
)
def year_is_that_of_the_round(inventory: Inventory) -> Iterator[Hit]:
    cover, expected = inventory.cover, inventory.background.year
    if cover and cover.year and expected and cover.year != expected:
        yield hit(cover.cell("year"), found=str(cover.year), expected=str(expected))


@RULES.rule(
    "INV-024",
    ERROR,
    title=Text("盤查年度尚未結束", "The year has not ended"),
    message=Text(
        "盤查年度填 {found} 年，但檔案於 {received} 上傳，該年度尚未結束。",
        "The inventory is of {found}, but it came in on {received}, before that year was over.",
    ),
    why=Text(
        "盤查清冊登錄的是前一完整年度的排放量。",
        "An inventory covers the whole of the year before.",
    ),
    fix=Text(
        "請更正盤查年度，或俟年度結束後再申報。", "Correct the year, or report after it ends."
    ),
    source=f"{REGULATION}, article 6",
)
def year_is_over(inventory: Inventory) -> Iterator[Hit]:
    cover, received = inventory.cover, inventory.background.received_on
    if not (cover and cover.year and received) or cover.year < received.year:
        return
    if cover.year == (inventory.background.year or cover.year):
        yield hit(
            cover.cell("year"),
            found=str(cover.year),
            expected=str(received.year - 1),
            received=received.isoformat(),
        )


@RULES.rule(
    "INV-025",
    WARNING,
    title=Text("超過登錄期限", "After the deadline"),
    message=Text(
        "{year} 年清冊應於 {expected} 前登錄，本檔案於 {found} 上傳。",
        "The inventory of {year} was due by {expected}; it came in on {found}.",
    ),
    why=Text("逾期資料可能趕不上當年度彙總。", "What comes late may miss the summary of the year."),
    fix=Text("請於說明欄註明逾期原因。", "Say in the explanation why it is late."),
    source=f"{REGULATION}, article 6: 30 April of the following year",
    thresholds=("deadline_month", "deadline_day"),
)
def registered_in_time(inventory: Inventory) -> Iterator[Hit]:
    cover, received = inventory.cover, inventory.background.received_on
    if not (cover and cover.year and received):
        return
    month, day = int(inventory.limit("deadline_month")), int(inventory.limit("deadline_day"))
    due = date(cover.year + 1, month, day)
    if received > due:
        yield hit(
            cover.cell("year"),
            found=received.isoformat(),
            expected=due.isoformat(),
            year=str(cover.year),
        )


@RULES.rule(
    "INV-029",
    WARNING,
    title=Text("統一編號檢查碼不符", "Company tax number does not add up"),
    message=Text(
        "統一編號「{found}」不是 8 碼數字，或檢查碼不符。",
        "The tax number “{found}” does not have eight digits, or its check digit does not fit.",
    ),
    why=Text("統一編號用於核對公司身分。", "The number is used to tell companies apart."),
    fix=Text("請對照公司登記資料更正。", "Compare it with the company's registration."),
    source="checksum of company tax numbers, mod 5 since 2023; not confirmed at the source",
)
def tax_number_adds_up(inventory: Inventory) -> Iterator[Hit]:
    cover = inventory.cover
    if cover and cover.tax_id and not is_tax_number(cover.tax_id):
        yield hit(cover.cell("tax_id"), found=cover.tax_id)


def is_tax_number(text: str) -> bool:
    """Whether a text has eight digits whose weighted sum is a multiple of five."""
    if not re.fullmatch(r"[0-9]{8}", text):
        return False
    products = [int(digit) * weight for digit, weight in zip(text, _WEIGHTS, strict=True)]
    total = sum(product // 10 + product % 10 for product in products)
    return total % 5 == 0 or (text[6] == "7" and (total + 1) % 5 == 0)


@RULES.rule(
    "INV-030",
    ERROR,
    title=Text("行業代碼不是四碼", "Industry code is not four digits"),
    message=Text(
        "行業代碼「{found}」不是 4 碼數字。", "The industry code “{found}” is not four digits."
    ),
    why=Text(
        "行業代碼用於比對產業組別與同業數據。",
        "The code is compared with the group and used to find peers.",
    ),
    fix=Text("請填行業統計分類之 4 碼細類代碼。", "Enter the four-digit class of the industry."),
    source=f"{FORM}: table 1, note 3",
)
def industry_code_has_four_digits(inventory: Inventory) -> Iterator[Hit]:
    for site in inventory.sites:
        if site.industry_code and not re.fullmatch(r"[0-9]{4}", site.industry_code):
            yield hit(site.cell("industry_code"), found=site.industry_code)


@RULES.rule(
    "INV-031",
    WARNING,
    title=Text("行業代碼與產業組別不一致", "Industry code and group differ"),
    message=Text(
        "行業代碼 {found} 與所屬組別「{group}」一般的行業不同。",
        "Industry code {found} is unusual for the group “{group}”.",
    ),
    why=Text(
        "組別決定比較對象與應填工作表。", "The group decides on peers and on the sheets to fill."
    ),
    fix=Text(
        "代碼無誤者請於說明欄註明；組別有誤請洽聯盟承辦人。",
        "Explain it if the code is right; ask the coordinator if the group is not.",
    ),
    source=JUDGEMENT,
)
def industry_fits_the_group(inventory: Inventory) -> Iterator[Hit]:
    group = inventory.group
    if group is None:
        return
    for site in inventory.sites:
        code = site.industry_code or ""
        if re.fullmatch(r"[0-9]{4}", code) and not code.startswith(_DIVISIONS[group]):
            yield hit(site.cell("industry_code"), found=code, group=group.label)
