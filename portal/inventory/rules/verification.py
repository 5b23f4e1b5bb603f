"""Verification: the statement, its level and date, and what it changed."""

from collections.abc import Iterator

from portal.inventory.figures import Inventory
from portal.inventory.rules.book import JUDGEMENT, REGULATION, RULES, WARNING, hit, label, per_cent
from portal.inventory.sheets import Verification
from portal.language import Text
from portal.reference.codes import VERIFICATION_LEVEL
from portal.workbook.findings import Hit

_NEEDED = (
    ("body", Text("查驗機構名稱", "verification body")),
    ("level", Text("保證等級", "level of assurance")),
    ("statement_number", Text("查驗聲明書編號", "statement number")),
    ("statement_date", Text("查驗聲明書日期", "statement date")),
)


def _done(inventory: Inventory) -> Verification | None:
    found = inventory.verification
    return found if found is not None and found.status == "done" else None


@RULES.rule(
    "INV-092",
    WARNING,
    title=Text("查驗資料不完整", "Verification is incomplete"),
    message=Text(
        "查驗狀態為已完成，但{which}為「{found}」。",
        "Verification is done, but the {which} is “{found}”.",
    ),
    why=Text(
        "依法應由許可之查驗機構以合理保證等級查驗，並出具聲明書。",
        "The law asks for a licensed body, reasonable assurance and a statement.",
    ),
    fix=Text(
        "請依查驗聲明書補填；非合理保證等級者請說明。",
        "Complete it from the statement, or explain another level.",
    ),
    source=f"{REGULATION}, article 8",
)
def verification_is_complete(inventory: Inventory) -> Iterator[Hit]:
    done = _done(inventory)
    if done is None:
        return
    for column, which in _NEEDED:
        if getattr(done, column) is None:
            yield hit(done.cell(column), which=which, found=Text("空白", "blank"))
    if done.level not in {None, "reasonable"}:
        level = label(VERIFICATION_LEVEL, done.level)
        yield hit(done.cell("level"), which=_NEEDED[1][1], found=level)


@RULES.rule(
    "INV-093",
    WARNING,
    title=Text("查驗後總量不同", "The verified total differs"),
    message=Text(
        "查驗後總量 {found} 公噸CO₂e，申報總量 {expected}，相差 {share}。",
        "The verified total is {found} tCO2e, the stated one {expected}, {share} apart.",
    ),
    why=Text(
        "查驗後應檢附修正後清冊，以查驗結果為準。",
        "After verification the corrected inventory is handed in.",
    ),
    fix=Text("請上傳查驗後之清冊。", "Upload the inventory as verified."),
    source=f"{REGULATION}, article 9; differences above 0.1 %",
    thresholds=("verified_share",),
)
def verified_total_is_the_stated_one(inventory: Inventory) -> Iterator[Hit]:
    done, cover = _done(inventory), inventory.cover
    if done is None or cover is None or done.verified_total is None:
        return
    if cover.stated_scope1 is None or cover.stated_scope2 is None:
        return
    stated = cover.stated_scope1 + cover.stated_scope2
    apart = abs(done.verified_total - stated)
    if apart > inventory.limit("verified_share") * stated:
        yield hit(
            done.cell("verified_total"),
            found=done.verified_total,
            expected=stated,
            share=per_cent(apart / stated) if stated else "—",
        )


@RULES.rule(
    "INV-227",
    WARNING,
    title=Text("主導查驗員連續年數過長", "The same lead verifier for too long"),
    message=Text(
        "同一主導查驗員連續 {found} 年，至多 {expected} 年。",
        "The same lead verifier for {found} years; {expected} are allowed.",
    ),
    why=Text("依法不得連續六年，以維持獨立性。", "The law asks for a change after five years."),
    fix=Text("請更換主導查驗員，或更正年數。", "Change the lead verifier, or correct the figure."),
    source=f"{REGULATION}, article 8",
    thresholds=("verifier_years",),
)
def lead_verifiers_change(inventory: Inventory) -> Iterator[Hit]:
    found, limit = inventory.verification, inventory.limit("verifier_years")
    if found and found.lead_verifier_years is not None and found.lead_verifier_years > limit:
        yield hit(
            found.cell("lead_verifier_years"), found=found.lead_verifier_years, expected=limit
        )


@RULES.rule(
    "INV-228",
    WARNING,
    title=Text("聲明書日期早於年度結束", "Statement before the year ended"),
    message=Text(
        "查驗聲明書日期 {found} 早於 {year} 年結束。",
        "The statement is dated {found}, before {year} was over.",
    ),
    why=Text(
        "查驗對象是完整年度，聲明書應在年度結束後出具。",
        "A whole year is verified, so the statement follows it.",
    ),
    fix=Text("請核對聲明書日期與盤查年度。", "Check the date and the year."),
    source=JUDGEMENT,
)
def statements_follow_the_year(inventory: Inventory) -> Iterator[Hit]:
    found, year = inventory.verification, inventory.year
    if found and found.statement_date and year and found.statement_date.year <= year:
        yield hit(
            found.cell("statement_date"), found=found.statement_date.isoformat(), year=str(year)
        )
