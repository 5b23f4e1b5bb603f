"""Rules about progress since last year's plan."""

from collections.abc import Iterator

from portal.language import Text
from portal.plans.figures import Plan
from portal.plans.measures import COMMITTED
from portal.plans.rules.book import FEE_PLAN, RULES, hit, repeated
from portal.workbook.findings import Hit, Severity

REGISTER = "one flow, two reports: scope 1 of the seller is scope 2 of the buyer"


@RULES.rule(
    "PLN-531",
    Severity.ERROR,
    title=Text("進度的措施編號不明", "Progress of an unknown measure"),
    message=Text(
        "進度表的措施 {found} 不在本年度或去年的計畫中。",
        "Measure {found} is in neither this plan nor last year's.",
    ),
    why=Text("對不到措施，進度無法計入。", "Its progress cannot be placed."),
    fix=Text("請更正措施編號。", "Correct the id."),
    source=FEE_PLAN,
)
def progress_is_of_known_measures(plan: Plan) -> Iterator[Hit]:
    """An id that no measure has."""
    past = plan.background.past.measures if plan.background.past else ()
    listed = {row.measure_id for row in plan.measure_rows} | {one.id for one in past}
    for row in plan.progress:
        if row.measure_id and row.measure_id not in listed:
            yield hit(row.cell("measure_id"), found=row.measure_id)


@RULES.rule(
    "PLN-532",
    Severity.ERROR,
    title=Text("進度重複", "Progress listed twice"),
    message=Text(
        "措施 {found} 的進度已列於第 {first} 列。",
        "The progress of {found} already stands in row {first}.",
    ),
    why=Text("重複會高估已實現減量。", "It would count twice."),
    fix=Text("請刪除重複的列。", "Delete one of the rows."),
    source=FEE_PLAN,
)
def progress_stands_once(plan: Plan) -> Iterator[Hit]:
    """One id in two rows."""
    for row, first in repeated(plan.progress, lambda one: one.measure_id):
        places = row.cell("measure_id"), first.cell("measure_id")
        yield hit(*places, found=row.measure_id, first=first.at)


@RULES.rule(
    "PLN-533",
    Severity.WARNING,
    title=Text("實際與預定差異沒有說明", "Difference without a reason"),
    message=Text(
        "措施 {measure} 預定減 {expected} 公噸，實際 {found} 公噸，沒有說明。",
        "Measure {measure} was to save {expected} t and saved {found} t, without a reason.",
    ),
    why=Text("差異超過兩成時，審查需要了解原因。", "A difference above a fifth needs its reason."),
    fix=Text("請填報差異說明。", "State the reason."),
    source=FEE_PLAN,
    thresholds=("realised_difference",),
)
def differences_have_a_reason(plan: Plan) -> Iterator[Hit]:
    """Actual apart from planned by more than a fifth, reason blank."""
    for row in plan.progress:
        if row.planned is None or row.actual is None or row.reason:
            continue
        if abs(row.actual - row.planned) > plan.limit("realised_difference") * row.planned:
            place = row.cell("reason")
            yield hit(place, measure=row.measure_id, found=row.actual, expected=row.planned)


@RULES.rule(
    "PLN-534",
    Severity.WARNING,
    title=Text("去年核定的措施沒有進度", "Committed measure without progress"),
    message=Text(
        "去年計畫的措施 {found} 沒有填報進度。",
        "Measure {found} of last year's plan has no progress row.",
    ),
    why=Text("費率與成效都以執行進度認定。", "Success is judged by progress."),
    fix=Text("請補列預定與實際減量。", "Add its planned and actual cut."),
    source=FEE_PLAN,
)
def committed_measures_report_progress(plan: Plan) -> Iterator[Hit]:
    """Approved or running in last year's plan, no row in the sheet."""
    past = plan.background.past
    reported = {row.measure_id for row in plan.progress}
    for one in past.measures if past else ():
        if plan.progress and one.status in COMMITTED and one.id not in reported:
            yield hit(plan.progress[-1].cell("measure_id"), expected=one.id, found=one.id)


@RULES.rule(
    "PLN-535",
    Severity.WARNING,
    title=Text("預定減量與去年計畫不同", "Planned cut differs from last year's plan"),
    message=Text(
        "措施 {measure} 的預定減量 {found} 公噸，去年計畫至多 {expected} 公噸。",
        "Measure {measure} says {found} t were planned; last year's plan had {expected} t at most.",
    ),
    why=Text("進度須與去年計畫的承諾比較。", "Progress is measured against last year's plan."),
    fix=Text("請採用去年計畫的數值。", "Use the value of last year's plan."),
    source=FEE_PLAN,
    writes_expected=True,
)
def planned_cuts_are_last_years(plan: Plan) -> Iterator[Hit]:
    """More planned than last year's full effect."""
    past = plan.background.past
    before = {one.id: one.expected for one in past.measures} if past else {}
    for row in plan.progress:
        then = before.get(row.measure_id or "")
        if row.planned is not None and then is not None and row.planned > then + 1:
            yield hit(row.cell("planned"), measure=row.measure_id, found=row.planned, expected=then)
