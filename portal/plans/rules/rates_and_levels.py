"""Rules about annual rates, levels to return to, and several targets beside each other."""

from collections.abc import Iterator
from itertools import pairwise

from portal.language import Text
from portal.plans.contributions import (
    NotQuantified,
    Quantified,
    Reason,
    contribution,
    cumulated,
)
from portal.plans.figures import Plan
from portal.plans.rules.book import (
    METHOD,
    RULES,
    hit,
    known,
    pairs,
    percent,
    whole,
)
from portal.reference.closed_sets import RateKind, TargetKind
from portal.workbook.findings import Hit, Severity

ROUNDING = "contribution_tolerance_relative", "contribution_tolerance_absolute"


@RULES.rule(
    "PLN-309",
    Severity.ERROR,
    title=Text("沒有年減量率", "No annual rate"),
    message=Text(
        "目標 {target} 為年減量率目標，但沒有年減量率。",
        "Target {target} is an annual rate but states none.",
    ),
    why=Text("沒有比率無法計算累計減量。", "Without the rate nothing can be added up."),
    fix=Text("請填報年減量率。", "State the annual rate."),
    source=METHOD,
)
def annual_rates_are_stated(plan: Plan) -> Iterator[Hit]:
    """An annual-rate target without a rate."""
    for row, target in pairs(plan):
        if target.kind is TargetKind.ANNUAL_RATE and known(target.rate) is None:
            yield hit(row.cell("annual_rate"), target=target.id)


@RULES.rule(
    "PLN-310",
    Severity.WARNING,
    title=Text("未說明年減量率為線性或複利", "Linear or compound not said"),
    message=Text(
        "目標 {target} 每年減 {found}，沒有說明是線性或複利，暫以線性計算。",
        "Target {target} cuts {found} a year without saying linear or compound; linear is taken.",
    ),
    why=Text("到 2030 年兩者可相差數個百分點。", "By 2030 the two differ by percentage points."),
    fix=Text("請選擇年減量率計算方式。", "Choose one of the two."),
    source=METHOD,
)
def rates_say_how_they_add_up(plan: Plan) -> Iterator[Hit]:
    """A rate without its kind."""
    for row, target in pairs(plan):
        rate = known(target.rate)
        if target.kind is TargetKind.ANNUAL_RATE and rate is not None and target.rate_kind is None:
            yield hit(row.cell("rate_kind"), target=target.id, found=percent(rate))


@RULES.rule(
    "PLN-311",
    Severity.WARNING,
    title=Text("年減量率過高", "Annual rate too high"),
    message=Text(
        "目標 {target} 每年減 {found}，到目標年累計 {total}。",
        "Target {target} cuts {found} a year, {total} by its year.",
    ),
    why=Text(
        "多半是把累計減量率填成年減量率。", "The whole cut is usually entered as a yearly one."
    ),
    fix=Text(
        "請確認比率；累計減量率請改填「減量比率」。",
        "Check the rate; enter a whole cut in its own column.",
    ),
    source="SBTi: 4.2 % a year is aligned with 1.5 °C",
    thresholds=("annual_rate_maximum",),
)
def rates_are_plausible(plan: Plan) -> Iterator[Hit]:
    """A rate far above what pathways ask for, or above 100 % in sum."""
    for row, target in pairs(plan):
        rate, base = known(target.rate), target.base.year
        if target.kind is not TargetKind.ANNUAL_RATE or rate is None or base is None:
            continue
        total = cumulated(rate, target.year - base, target.rate_kind or RateKind.LINEAR)
        if rate > plan.limit("annual_rate_maximum") or total > 1:
            place = row.cell("annual_rate")
            yield hit(place, target=target.id, found=percent(rate), total=percent(total))


@RULES.rule(
    "PLN-312",
    Severity.WARNING,
    title=Text("沒有 BAU 排放量", "No business-as-usual emissions"),
    message=Text(
        "目標 {target} 相較於 BAU，但沒有目標年 BAU 排放量，減量無法量化。",
        "Target {target} is against business as usual, which is not stated: no tonnes.",
    ),
    why=Text(
        "相較於未來預測的目標須先換算為相較基準年。",
        "A target against a forecast must be converted to its base year.",
    ),
    fix=Text(
        "請填報目標年 BAU 排放量及其推估方式。",
        "State business as usual in the target year and how it was estimated.",
    ),
    source="CDP questionnaire C4.1a: targets against business as usual are not accepted as such",
)
def business_as_usual_is_stated(plan: Plan) -> Iterator[Hit]:
    """A BAU target without BAU emissions."""
    for row, target in pairs(plan):
        if target.kind is TargetKind.BAU and known(target.stated.business_as_usual) is None:
            yield hit(row.cell("bau_emissions"), target=target.id)


@RULES.rule(
    "PLN-313",
    Severity.ERROR,
    title=Text("沒有回歸年度", "No year to return to"),
    message=Text(
        "目標 {target} 為回歸某年水準，但沒有填報年度。",
        "Target {target} returns to a year that is not named.",
    ),
    why=Text("不知道回到哪一年，就不知道排放多少。", "Without the year the level is unknown."),
    fix=Text("請填報回歸水準年度。", "State the year."),
    source=METHOD,
)
def return_years_are_stated(plan: Plan) -> Iterator[Hit]:
    """A return without its year."""
    for row, target in pairs(plan):
        if target.kind is TargetKind.RETURN_TO_LEVEL and target.return_year is None:
            yield hit(row.cell("return_year"), target=target.id)


@RULES.rule(
    "PLN-314",
    Severity.WARNING,
    title=Text("回歸年度的排放量不明", "Level of the return year unknown"),
    message=Text(
        "目標 {target} 回到 {found} 年水準，但該年盤查清冊不在檔案中，也沒有申報目標年排放量。",
        "Target {target} returns to {found}, whose inventory is not on file, and states no "
        "emissions.",
    ),
    why=Text("缺少該年排放量，減量無法量化。", "Without that level there are no tonnes."),
    fix=Text(
        "請填報目標年排放量（即回歸年度的排放量）。",
        "State the target-year emissions, which are those of that year.",
    ),
    source=METHOD,
)
def return_levels_are_known(plan: Plan) -> Iterator[Hit]:
    """No inventory of the year and no stated emissions."""
    for row, target in pairs(plan):
        if target.kind is not TargetKind.RETURN_TO_LEVEL or target.return_year is None:
            continue
        found = contribution(target, plan.inventories)
        if isinstance(found, NotQuantified) and found.reason is Reason.NO_LEVEL:
            yield hit(
                row.cell("stated_target_emissions"), target=target.id, found=target.return_year
            )


@RULES.rule(
    "PLN-315",
    Severity.WARNING,
    title=Text("同一年度有多項目標", "Several targets for one year"),
    message=Text(
        "{year} 年有 {count} 項目標範疇重疊，彙整只採用 {chosen}。",
        "{count} targets of {year} cover the same scope; only {chosen} counts.",
    ),
    why=Text(
        "同一公司、同一範疇、同一年度的目標不會加總。",
        "Targets of one company, scope and year never add up.",
    ),
    fix=Text(
        "請確認採用的是正確目標；已被取代者請刪除。",
        "Check that the right one counts; delete what was replaced.",
    ),
    source=METHOD,
)
def one_target_counts_a_year(plan: Plan) -> Iterator[Hit]:
    """More than one target for a year with a scope in common."""
    for year in sorted({target.year for target in plan.targets}):
        rows = [(row, target) for row, target in pairs(plan) if target.year == year]
        pledge = plan.pledge(year)
        for scope in ("scope1", "scope2"):
            both = [row for row, target in rows if getattr(target.coverage, scope) > 0]
            if len(both) > 1 and pledge:
                places = (row.cell("target_year") for row in both)
                yield hit(*places, year=year, count=len(both), chosen=pledge.target.id)
                break


@RULES.rule(
    "PLN-316",
    Severity.ERROR,
    title=Text("2050 年排放量高於 2030 年", "2050 above 2030"),
    message=Text(
        "{late} 的目標年排放量 {found} 公噸，高於 {early} 的 {expected} 公噸。",
        "{late} leaves {found} t, more than the {expected} t of {early}.",
    ),
    why=Text(
        "較晚的目標不應比較早的目標寬鬆。",
        "A later target should not be weaker than an earlier one.",
    ),
    fix=Text("請確認兩項目標的減量與單位。", "Check cut and unit of both targets."),
    source=METHOD,
    thresholds=("contribution_tolerance_absolute",),
)
def later_targets_are_not_weaker(plan: Plan) -> Iterator[Hit]:
    """More covered emissions left in a later year, at equal coverage."""
    rows = {row.at: row for row in plan.target_rows}
    pledges = (plan.pledge(year) for year in sorted({one.year for one in plan.targets}))
    counted = [one for one in pledges if isinstance(one, Quantified) and one.result >= 0]
    for early, late in pairwise(counted):
        row = rows[late.target.at]
        before, after = (one.base.total - one.result for one in (early, late))
        same = early.coverage == late.coverage
        allowed = plan.limit("contribution_tolerance_absolute")
        if same and after > before + allowed:
            places = row.cell("cut"), row.cell("target_year")
            names = {"late": late.target.id, "early": early.target.id}
            yield hit(*places, found=whole(after), expected=whole(before), **names)
