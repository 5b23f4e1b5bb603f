"""Rules about measures: ids, dates, status, and what became of last year."""

from collections.abc import Iterator

from portal.language import Text
from portal.plans.figures import Plan
from portal.plans.rules.book import (
    FEE_PLAN,
    JUDGEMENT,
    RULES,
    hit,
    live,
    percent,
    repeated,
)
from portal.reference.closed_sets import MeasureCategory, MeasureStatus
from portal.reference.codes import MEASURE_STATUS
from portal.workbook.findings import Hit, Severity

RUNNING = frozenset({MeasureStatus.IN_PROGRESS, MeasureStatus.DONE})
CERTAIN = frozenset({MeasureStatus.APPROVED, *RUNNING})
RENEWABLE = frozenset({MeasureCategory.RENEWABLE_SELF, MeasureCategory.RENEWABLE_BOUGHT})


@RULES.rule(
    "PLN-401",
    Severity.ERROR,
    title=Text("措施編號重複", "Measure id used twice"),
    message=Text(
        "措施編號 {found} 已用於第 {first} 列。",
        "Measure id {found} is already used in row {first}.",
    ),
    why=Text(
        "編號用來逐年追蹤，也連結診斷與 ESCO 契約。",
        "The id follows a measure over the years and links it to diagnoses and contracts.",
    ),
    fix=Text("請為每項措施取不同編號。", "Give every measure its own id."),
    source=FEE_PLAN,
)
def measure_ids_are_unique(plan: Plan) -> Iterator[Hit]:
    """One id in two rows."""
    for row, first in repeated(plan.measure_rows, lambda one: one.measure_id):
        places = row.cell("measure_id"), first.cell("measure_id")
        yield hit(*places, found=row.measure_id, first=first.at)


@RULES.rule(
    "PLN-402",
    Severity.ERROR,
    title=Text("措施沒有開始年月", "Measure without a start"),
    message=Text(
        "措施 {measure} 已核定或執行，但沒有開始年月。",
        "Measure {measure} is approved or running but has no start.",
    ),
    why=Text("沒有開始年月，就無法算入各年度減量。", "Without it no year can be given its cut."),
    fix=Text("請填報開始年月。", "State the month of the start."),
    source=FEE_PLAN,
)
def certain_measures_have_a_start(plan: Plan) -> Iterator[Hit]:
    """Approved, in progress or done, without a start."""
    for row in plan.measure_rows:
        if row.status in CERTAIN and row.start is None:
            yield hit(row.cell("start"), row.cell("status"), measure=row.measure_id)


@RULES.rule(
    "PLN-403",
    Severity.ERROR,
    title=Text("尚未開始的措施標示為執行中或已完成", "Running before its start"),
    message=Text(
        "措施 {measure} 預計 {found} 開始，狀態卻是執行中或已完成。",
        "Measure {measure} starts in {found} but is said to run or be done.",
    ),
    why=Text(
        "尚未發生的減量會被當成已實現。", "A cut that has not happened would count as achieved."
    ),
    fix=Text("請更正開始年月或狀態。", "Correct the start or the status."),
    source=JUDGEMENT,
)
def running_measures_have_started(plan: Plan) -> Iterator[Hit]:
    """A start after the date of the plan."""
    until = plan.known_until
    for row in plan.measure_rows:
        if until and row.start and row.status in RUNNING and row.start > until:
            places = row.cell("start"), row.cell("status")
            yield hit(*places, measure=row.measure_id, found=f"{row.start:%Y-%m}")


@RULES.rule(
    "PLN-404",
    Severity.ERROR,
    title=Text("未執行的措施已有實現比率", "Realised without running"),
    message=Text(
        "措施 {measure} 尚未執行，卻填報已實現 {found}。",
        "Measure {measure} does not run yet but is {found} realised.",
    ),
    why=Text("未執行的措施不會有減量。", "A measure that does not run saves nothing."),
    fix=Text("請更正狀態或已實現比率。", "Correct the status or the share."),
    source=JUDGEMENT,
)
def only_running_measures_are_realised(plan: Plan) -> Iterator[Hit]:
    """A share above zero for a measure that is not running or done."""
    for row in plan.measure_rows:
        if row.realised and row.status and row.status not in RUNNING:
            places = row.cell("realised"), row.cell("status")
            yield hit(*places, measure=row.measure_id, found=percent(row.realised))


@RULES.rule(
    "PLN-405",
    Severity.WARNING,
    title=Text("已完成的措施沒有實現比率", "Done but nothing realised"),
    message=Text(
        "措施 {measure} 已完成，但已實現比率為空白或 0。",
        "Measure {measure} is done, but its share realised is blank or 0.",
    ),
    why=Text("進度會被低估。", "Progress is understated."),
    fix=Text("請填報已實現比率。", "State the share realised."),
    source=FEE_PLAN,
)
def done_measures_are_realised(plan: Plan) -> Iterator[Hit]:
    """Done without a share."""
    for row in plan.measure_rows:
        if row.status == MeasureStatus.DONE and not row.realised:
            yield hit(row.cell("realised"), row.cell("status"), measure=row.measure_id)


@RULES.rule(
    "PLN-406",
    Severity.ERROR,
    title=Text("完全發揮效益早於開始", "Full effect before the start"),
    message=Text(
        "措施 {measure} 於 {start} 開始，完全發揮效益卻在 {found} 年。",
        "Measure {measure} starts in {start} but has its full effect in {found}.",
    ),
    why=Text("各年度減量會算錯。", "The cuts of the years come out wrong."),
    fix=Text("請更正其中一項。", "Correct one of them."),
    source=JUDGEMENT,
)
def full_effect_follows_the_start(plan: Plan) -> Iterator[Hit]:
    """A year of full effect before the start."""
    for row in plan.measure_rows:
        if row.start and row.full_effect_year and row.full_effect_year < row.start.year:
            places = row.cell("full_effect_year"), row.cell("start")
            start = f"{row.start:%Y-%m}"
            yield hit(*places, measure=row.measure_id, start=start, found=row.full_effect_year)


@RULES.rule(
    "PLN-407",
    Severity.WARNING,
    title=Text("已過開始年月的措施尚未執行", "Start is over but nothing happened"),
    message=Text(
        "措施 {measure} 原訂 {found} 開始，狀態仍是「{status}」。",
        "Measure {measure} was to start in {found} and is still “{status}”.",
    ),
    why=Text("延後的措施會使目標年的減量落空。", "A delay leaves a hole in the target year."),
    fix=Text("請更新狀態或開始年月。", "Update the status or the start."),
    source=FEE_PLAN,
)
def starts_are_kept(plan: Plan) -> Iterator[Hit]:
    """A start before the plan year while not running."""
    for row in live(plan):
        late = row.start and plan.year and row.start.year < plan.year
        if late and row.start and row.status and row.status not in RUNNING:
            label = MEASURE_STATUS[row.status].label
            places = row.cell("start"), row.cell("status")
            yield hit(*places, measure=row.measure_id, found=f"{row.start:%Y-%m}", status=label)


@RULES.rule(
    "PLN-419",
    Severity.WARNING,
    title=Text("去年的措施不見了", "Measure of last year is gone"),
    message=Text(
        "去年計畫的措施 {found} 不在本年度計畫中。",
        "Measure {found} of last year's plan is not in this one.",
    ),
    why=Text("措施消失時，減量缺口無從追查。", "When a measure vanishes nobody can trace the gap."),
    fix=Text(
        "請保留該列；不再執行者將狀態改為「已取消」。",
        "Keep the row; set its status to Cancelled if it is given up.",
    ),
    source=FEE_PLAN,
)
def measures_do_not_vanish(plan: Plan) -> Iterator[Hit]:
    """A live measure of last year without a row."""
    past = plan.background.past.measures if plan.background.past else ()
    listed = {row.measure_id for row in plan.measure_rows}
    for one in past:
        if plan.measure_rows and one.status != MeasureStatus.CANCELLED and one.id not in listed:
            yield hit(plan.measure_rows[-1].cell("measure_id"), expected=one.id, found=one.id)
