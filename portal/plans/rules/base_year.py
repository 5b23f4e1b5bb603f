"""Rules about the years of a target and whether its base is stated at all."""

from collections.abc import Iterator

from portal.language import Text
from portal.plans.figures import Plan
from portal.plans.rules.book import (
    METHOD,
    RULES,
    hit,
    known,
    pairs,
    repeated,
)
from portal.workbook.findings import Hit, Severity

SBTI = "SBTi near-term criteria; CDP questionnaire C4.1a"
RECALCULATION = "GHG Protocol Corporate Standard: recalculation of the base year, 5 % in practice"


@RULES.rule(
    "PLN-201",
    Severity.ERROR,
    title=Text("目標編號重複", "Target id used twice"),
    message=Text(
        "目標編號 {found} 已用於第 {first} 列。",
        "Target id {found} is already used in row {first}.",
    ),
    why=Text("編號用來逐年追蹤同一項目標。", "The id follows one target from year to year."),
    fix=Text("請為每項目標取不同編號。", "Give every target its own id."),
    source="CDP questionnaire C4.1a: target reference number",
)
def target_ids_are_unique(plan: Plan) -> Iterator[Hit]:
    """One id in two rows."""
    for row, first in repeated(plan.target_rows, lambda one: one.target_id):
        places = row.cell("target_id"), first.cell("target_id")
        yield hit(*places, found=row.target_id, first=first.at)


@RULES.rule(
    "PLN-202",
    Severity.ERROR,
    title=Text("基準年不早於目標年", "Base year not before target year"),
    message=Text(
        "基準年 {found} 年不早於目標年 {year} 年。",
        "The base year {found} is not before the target year {year}.",
    ),
    why=Text("減量是兩個年度之間的差異。", "A cut is the difference between two years."),
    fix=Text("請更正基準年或目標年。", "Correct the base year or the target year."),
    source=SBTI,
)
def base_year_is_before_target_year(plan: Plan) -> Iterator[Hit]:
    """A base year in or after the target year."""
    for row, target in pairs(plan):
        if target.base.year is not None and target.base.year >= target.year:
            places = row.cell("base_year"), row.cell("target_year")
            yield hit(*places, found=target.base.year, year=target.year)


@RULES.rule(
    "PLN-203",
    Severity.ERROR,
    title=Text("基準年尚無實際排放量", "Base year without actual emissions"),
    message=Text(
        "基準年 {found} 年晚於計畫年度 {year} 年，排放量只能是預測值。",
        "The base year {found} is after the plan year {year}: its emissions are a forecast.",
    ),
    why=Text("相較於預測值的減量無法查驗。", "A cut against a forecast cannot be verified."),
    fix=Text("請改用已完成盤查的年度。", "Choose a year with a finished inventory."),
    source="CDP questionnaire C4.1a: the base year is a past year",
)
def base_year_is_past(plan: Plan) -> Iterator[Hit]:
    """A base year after the plan year and before the target year."""
    for row, target in pairs(plan):
        base, year = target.base.year, plan.year
        if base is not None and year is not None and year < base < target.year:
            yield hit(row.cell("base_year"), found=base, year=year)


@RULES.rule(
    "PLN-204",
    Severity.ERROR,
    title=Text("訂定年度晚於計畫年度", "Target set in the future"),
    message=Text(
        "訂定年度 {found} 年晚於填報日期。",
        "The target is said to be set in {found}, after the plan.",
    ),
    why=Text(
        "有多項目標時採用最近訂定者，年度錯誤會選錯目標。",
        "Of several targets the latest counts; a wrong year picks the wrong one.",
    ),
    fix=Text("請更正訂定年度。", "Correct the year."),
    source=METHOD,
)
def targets_were_set_before_the_plan(plan: Plan) -> Iterator[Hit]:
    """A year set after the date of the plan."""
    until = plan.known_until
    for row, target in pairs(plan):
        if until is not None and target.set_year > until.year:
            yield hit(row.cell("set_year"), found=target.set_year, expected=until.year)


@RULES.rule(
    "PLN-205",
    Severity.WARNING,
    title=Text("基準年早於 2005 年", "Base year before 2005"),
    message=Text(
        "基準年為 {found} 年，早於全市的基準年 {limit} 年。",
        "The base year is {found}, before the city's own base year {limit}.",
    ),
    why=Text(
        "過早的基準年會把早期的變動算成減量。",
        "A very early base counts old changes as cuts.",
    ),
    fix=Text("請確認年度，並考慮改用較近的基準年。", "Check the year and consider a later one."),
    source="the city's climate policy counts from 2005",
    thresholds=("base_year_minimum",),
)
def base_year_is_recent(plan: Plan) -> Iterator[Hit]:
    """A base year before the city's."""
    limit = plan.limit("base_year_minimum")
    for row, target in pairs(plan):
        if target.base.year is not None and target.base.year < limit:
            yield hit(row.cell("base_year"), found=target.base.year, limit=int(limit))


@RULES.rule(
    "PLN-206",
    Severity.WARNING,
    title=Text("未填報基準年", "No base year"),
    message=Text(
        "目標 {target} 沒有基準年，減量貢獻無法量化。",
        "Target {target} has no base year and cannot be put into tonnes.",
    ),
    why=Text(
        "沒有基準年的目標會列為「未能量化」，不計入任何總量。",
        "It is listed as not quantified and counts in no total.",
    ),
    fix=Text(
        "請填報基準年與該年排放量；尚未訂定者請於備註說明。",
        "State the base year and its emissions, or say in the note that it is open.",
    ),
    source=METHOD,
)
def base_year_is_stated(plan: Plan) -> Iterator[Hit]:
    """A target without a base year."""
    for row, target in pairs(plan):
        if target.base.year is None:
            yield hit(row.cell("base_year"), target=target.id)


@RULES.rule(
    "PLN-207",
    Severity.WARNING,
    title=Text("未填報基準年排放量", "No base-year emissions"),
    message=Text(
        "目標 {target} 涵蓋的{scope}沒有基準年排放量。",
        "Target {target} covers {scope} but its base-year emissions are not stated.",
    ),
    why=Text(
        "減量比率必須乘以基準年排放量，缺少即未能量化。",
        "A percentage needs the emissions it is taken from; without them there are no tonnes.",
    ),
    fix=Text("請填報該範疇之基準年排放量。", "State the base-year emissions of that scope."),
    source="CDP questionnaire C4.1a: base-year emissions for each scope covered",
)
def base_emissions_are_stated(plan: Plan) -> Iterator[Hit]:
    """A covered scope without base-year emissions, or none at all."""
    for row, target in pairs(plan):
        if target.base.year is None or not target.kaohsiung_only:
            continue
        nothing = known(target.base.scope1) is None and known(target.base.scope2) is None
        if nothing or (target.coverage.scope1 > 0 and known(target.base.scope1) is None):
            scope = Text("範疇一", "scope 1")
            yield hit(row.cell("base_scope1"), target=target.id, scope=scope)
        elif target.coverage.scope2 > 0 and known(target.base.scope2) is None:
            scope = Text("範疇二", "scope 2")
            yield hit(row.cell("base_scope2"), target=target.id, scope=scope)


@RULES.rule(
    "PLN-213",
    Severity.WARNING,
    title=Text("目標含外縣市廠區", "Target includes sites elsewhere"),
    message=Text(
        "目標 {target} 為全公司或集團目標，彙整時僅能以高雄廠區的盤查清冊計算。",
        "Target {target} is of the whole company; only the inventory of the sites in Kaohsiung "
        "can be counted.",
    ),
    why=Text("城市總量只計高雄市轄內廠區。", "City totals count the sites in Kaohsiung only."),
    fix=Text(
        "請另列高雄廠區的基準年排放量與減量。",
        "State the base-year emissions and the cut of the sites in Kaohsiung.",
    ),
    source=METHOD,
)
def targets_are_of_kaohsiung(plan: Plan) -> Iterator[Hit]:
    """A target whose amounts include other cities."""
    for row, target in pairs(plan):
        if not target.kaohsiung_only:
            yield hit(row.cell("kaohsiung_only"), target=target.id)


@RULES.rule(
    "PLN-219",
    Severity.WARNING,
    title=Text("目標年已過", "Target year is over"),
    message=Text(
        "目標 {target} 的目標年 {found} 年不晚於計畫年度 {year} 年。",
        "The year {found} of target {target} is not after the plan year {year}.",
    ),
    why=Text(
        "到期的目標應以實際結果呈現，不再是承諾。",
        "A target that is due is a result, no longer a pledge.",
    ),
    fix=Text(
        "請改列新目標，並在狀態欄填「已達成」或於備註說明結果。",
        "State a new target, and give the outcome of this one.",
    ),
    source="Net Zero Tracker methodology: status of end targets",
)
def target_years_lie_ahead(plan: Plan) -> Iterator[Hit]:
    """A target year up to the plan year, not said to be achieved."""
    for row, target in pairs(plan):
        over = plan.year is not None and target.year <= plan.year
        if over and not target.standing.startswith("achieved"):
            yield hit(row.cell("target_year"), target=target.id, found=target.year, year=plan.year)
