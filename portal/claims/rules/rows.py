"""Rules about what the rows of a workbook of claims say themselves."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from portal.claims.rules.book import COUNTED, FORM, GRID, HIGHEST, LOWEST, RULES
from portal.claims.sheets import ClaimRow
from portal.claims.subject import CODES, Subject, quantity, savings
from portal.claims.vocabulary import GREEN, Claimed
from portal.language import Text
from portal.reference.site_systems import Carrier
from portal.workbook.findings import Hit, Severity, hit

_SAME: Final = ("system", "title", "level", "commissioned_on", "power")
_DONE: Final = frozenset({Claimed.IMPLEMENTED, Claimed.VERIFIED})
_KILOGRAMS: Final = Decimal(1000)


@RULES.rule(
    "CLM-001",
    Severity.ERROR,
    title=Text("同一主張與能源重複", "A claim and carrier stand twice"),
    message=Text(
        "主張 {found} 的{carrier}出現在第 {first} 列與本列。",
        "Claim {found}: {carrier} stands in row {first} and here.",
    ),
    why=Text("節約量會計入兩次。", "The saving would count twice."),
    fix=Text(
        "請合併為一列；不同改善請用不同編號。",
        "Make it one row, or number different changes differently.",
    ),
    source=FORM,
)
def carriers_stand_once(subject: Subject) -> Iterator[Hit]:
    """No change has two rows of one carrier."""
    for rows in subject.groups.values():
        first: dict[str, ClaimRow] = {}
        for row in rows:
            known = first.setdefault(row.carrier or "", row)
            if known is not row and row.carrier:
                yield hit(
                    row.cell("carrier"),
                    known.cell("carrier"),
                    found=row.reference,
                    first=known.at,
                    carrier=Carrier(row.carrier).label,
                )


@RULES.rule(
    "CLM-002",
    Severity.ERROR,
    title=Text("同一主張的各列不一致", "Rows of a claim disagree"),
    message=Text(
        "主張 {found} 與第 {first} 列的系統、名稱、層級、完工日或電力來源不同。",
        "Claim {found} differs from row {first} in system, title, level, day or power.",
    ),
    why=Text(
        "一項改善只有一個層級與完工日；不同即為兩項改善。",
        "One change has one level and one day; otherwise these are two changes.",
    ),
    fix=Text("請改為一致，或使用不同編號。", "Make them agree, or number them differently."),
    source=FORM,
)
def rows_of_a_claim_agree(subject: Subject) -> Iterator[Hit]:
    """All rows of a change say the same of it."""
    for first, *others in subject.groups.values():
        for row in others:
            wrong = [key for key in _SAME if getattr(row, key) != getattr(first, key)]
            if wrong:
                places = (row.cell(wrong[0]), first.cell(wrong[0]))
                yield hit(*places, found=row.reference, first=first.at)


@RULES.rule(
    "CLM-003",
    Severity.ERROR,
    title=Text("單位與能源不符", "The unit does not fit the carrier"),
    message=Text("{carrier}不能以 {found} 計。", "{carrier} is not measured in {found}."),
    why=Text("無法換算為節約量。", "The saving cannot be converted."),
    fix=Text("請改用可換算為 {wanted} 的單位。", "Use a unit that converts into {wanted}."),
    source="reference/units.csv",
)
def units_fit_their_carrier(subject: Subject) -> Iterator[Hit]:
    """Every amount converts into the unit of its carrier."""
    for row in subject.rows:
        if row.carrier and row.unit and row.amount is not None and quantity(row) is None:
            carrier = Carrier(row.carrier)
            yield hit(
                row.cell("unit"), found=row.unit, carrier=carrier.label, wanted=CODES[carrier]
            )


@RULES.rule(
    "CLM-004",
    Severity.ERROR,
    title=Text("已執行卻沒有完工日", "Done without a day of commissioning"),
    message=Text(
        "層級為「{level}」，但沒有完工啟用日。", "The level is “{level}”, but no day is given."
    ),
    why=Text("當年度節能量自完工日按日計算。", "What is saved in a year counts from that day on."),
    fix=Text("請填完工啟用日，或改為已採納。", "Enter the day, or make it accepted."),
    source=COUNTED,
)
def what_is_done_has_its_day(subject: Subject) -> Iterator[Hit]:
    """What is implemented or verified was commissioned on a day."""
    for row in subject.rows:
        if row.level in _DONE and row.commissioned_on is None:
            yield hit(row.cell("commissioned_on"), level=Claimed(row.level).label)


@RULES.rule(
    "CLM-005",
    Severity.ERROR,
    title=Text("完工日在年度之後", "Commissioned after the year"),
    message=Text(
        "完工啟用日 {found} 晚於 {year} 年度結束。", "The day {found} is after the end of {year}."
    ),
    why=Text(
        "尚未完工的改善不能列為已執行。", "What was not running yet cannot count as implemented."
    ),
    fix=Text("請核對日期與年度，或改為已採納。", "Check day and year, or make it accepted."),
    source=COUNTED,
)
def nothing_is_done_after_its_year(subject: Subject) -> Iterator[Hit]:
    """No day of commissioning lies after the year of the file."""
    if subject.year is None:
        return
    last = date(subject.year, 12, 31)
    for row in subject.rows:
        if row.commissioned_on and row.commissioned_on > last and row.level in _DONE:
            yield hit(
                row.cell("commissioned_on"), found=row.commissioned_on, year=str(subject.year)
            )


@RULES.rule(
    "CLM-006",
    Severity.ERROR,
    title=Text("沒有淨節約", "Nothing is saved"),
    message=Text(
        "主張 {found} 沒有任何一種能源減少。", "Claim {found} lowers the use of no carrier."
    ),
    why=Text(
        "負數只用於燃料轉換中增加的能源。",
        "A negative amount is for the carrier that rises in a fuel switch.",
    ),
    fix=Text("請補上減少的能源，或更正正負號。", "Add what falls, or correct the sign."),
    source=COUNTED,
)
def something_is_saved(subject: Subject) -> Iterator[Hit]:
    """At least one carrier of every change falls."""
    for rows in subject.groups.values():
        amounts = [row.amount for row in rows if row.amount is not None]
        if len(amounts) == len(rows) and not any(one > 0 for one in amounts):
            yield hit(rows[0].cell("amount"), found=rows[0].reference)


@RULES.rule(
    "CLM-007",
    Severity.ERROR,
    title=Text("已驗證卻沒有驗證者", "Verified by nobody"),
    message=Text(
        "主張 {found} 列為已驗證，但沒有驗證者。", "Claim {found} is verified, but by whom?"
    ),
    why=Text(
        "沒有獨立驗證者的節約量屬於已執行（推估）。",
        "A saving that nobody verified is implemented, by estimate.",
    ),
    fix=Text("請填驗證者，或改為已執行。", "Name who verified it, or make it implemented."),
    source=COUNTED,
)
def what_is_verified_names_its_verifier(subject: Subject) -> Iterator[Hit]:
    """Every verified row names who verified it."""
    for row in subject.rows:
        if row.level == Claimed.VERIFIED and not row.verifier:
            yield hit(row.cell("verifier"), row.cell("level"), found=row.reference)


@RULES.rule(
    "CLM-008",
    Severity.WARNING,
    title=Text("換算係數不合理", "The implied factor cannot be"),
    message=Text(
        "減碳量除以節電量為每度 {factor} 公斤，超出 0.35 至 0.60。",
        "The reduction over the electricity is {factor} kg per kWh, outside 0.35 to 0.60.",
    ),
    why=Text(
        "多半是單位（度、千度、萬度）或係數誤植。", "Mostly a slip of units or of the factor."
    ),
    fix=Text("請核對單位與係數，或於說明欄解釋。", "Check unit and factor, or explain it."),
    source=GRID,
)
def implied_factors_can_be(subject: Subject) -> Iterator[Hit]:
    """The stated tonnes of saved electricity imply a factor that grids have had."""
    for rows in subject.groups.values():
        saved, stated = savings(rows), [row for row in rows if row.stated is not None]
        kilowatt_hours = saved.get(Carrier.ELECTRICITY)
        if not stated or set(saved) != {Carrier.ELECTRICITY} or not kilowatt_hours:
            continue
        first = stated[0]
        tonnes = sum((row.stated for row in stated if row.stated is not None), Decimal(0))
        implied = tonnes * _KILOGRAMS / kilowatt_hours
        if not LOWEST <= implied <= HIGHEST and not first.note and first.power != GREEN:
            yield hit(first.cell("stated"), found=tonnes, factor=f"{implied:.3f}")


@RULES.rule(
    "CLM-009",
    Severity.WARNING,
    title=Text("綠電以電網係數主張", "Green power claimed with the grid factor"),
    message=Text(
        "節省的是綠電，卻主張減碳 {found} 公噸。",
        "Green power is saved, but {found} t are claimed.",
    ),
    why=Text(
        "綠電以市場基準計為零排放，節省它不減少購電排放。",
        "On the market green power counts zero, so saving it lowers no bought emissions.",
    ),
    fix=Text(
        "請刪除減碳量；平台不計其公噸數。", "Remove the tonnes; the portal counts none for it."
    ),
    source="GHG Protocol, Scope 2 Guidance, 2015: market-based method",
)
def green_power_claims_no_tonnes(subject: Subject) -> Iterator[Hit]:
    """Rows of green power state no tonnes."""
    for row in subject.rows:
        if row.power == GREEN and row.carrier == Carrier.ELECTRICITY and (row.stated or 0) > 0:
            yield hit(row.cell("stated"), row.cell("power"), found=row.stated)
