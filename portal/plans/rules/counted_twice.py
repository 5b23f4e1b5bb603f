"""Rules about proof and double counting: the reasons for which effects are refused."""

from collections.abc import Iterator

from portal.language import Text
from portal.plans.figures import Plan
from portal.plans.measure_sheet import MeasureRow
from portal.plans.rules.book import (
    JUDGEMENT,
    REFUSALS,
    RULES,
    grouped,
    hit,
    live,
    percent,
    repeated,
)
from portal.reference.closed_sets import MeasureCategory, MeasureStatus
from portal.workbook.findings import Hit, Severity

RUNNING = frozenset({MeasureStatus.IN_PROGRESS, MeasureStatus.DONE})
CERTAIN = frozenset({MeasureStatus.APPROVED, *RUNNING})
RENEWABLE = frozenset({MeasureCategory.RENEWABLE_SELF, MeasureCategory.RENEWABLE_BOUGHT})


@RULES.rule(
    "PLN-411",
    Severity.ERROR,
    title=Text("已實現的減量沒有量測佐證", "Realised effect without measured evidence"),
    message=Text(
        "措施 {measure} 已實現 {found}，但沒有量測或佐證資料。",
        "Measure {measure} is {found} realised without a measurement or evidence.",
    ),
    why=Text(
        "主管機關不採認沒有實測佐證的減量效益。",
        "Effects without measured evidence are not recognised.",
    ),
    fix=Text(
        "請填報量測紀錄、電表或燃料單據等佐證。", "Name the measurement, meter or fuel records."
    ),
    source=REFUSALS,
)
def realised_effects_are_measured(plan: Plan) -> Iterator[Hit]:
    """A realised share without evidence."""
    for row in plan.measure_rows:
        if row.realised and row.status in RUNNING and not row.measured_evidence:
            places = row.cell("measured_evidence"), row.cell("realised")
            yield hit(*places, measure=row.measure_id, found=percent(row.realised))


@RULES.rule(
    "PLN-412",
    Severity.ERROR,
    title=Text("綠電沒有取得時程", "Green power without a schedule"),
    message=Text(
        "再生能源措施 {measure} 沒有各年度度數與契約或憑證。",
        "The renewable measure {measure} has no kWh by year and no contract or certificates.",
    ),
    why=Text(
        "主管機關不採認沒有取得時程的綠電減量。",
        "Green power without a schedule is not recognised.",
    ),
    fix=Text("請填報綠電取得時程。", "State the schedule."),
    source=REFUSALS,
)
def green_power_has_a_schedule(plan: Plan) -> Iterator[Hit]:
    """Renewable, at least approved, without a schedule."""
    for row in plan.measure_rows:
        if row.category in RENEWABLE and row.status in CERTAIN and not row.green_schedule:
            yield hit(row.cell("green_schedule"), row.cell("category"), measure=row.measure_id)


@RULES.rule(
    "PLN-413",
    Severity.ERROR,
    title=Text("同一節能量重複計算", "The same saving twice"),
    message=Text(
        "措施 {measure} 與第 {first} 列的廠區、類別與節能量完全相同。",
        "Measure {measure} has the site, category and saving of row {first}.",
    ),
    why=Text("主管機關不採認重複計算的減量。", "A saving counted twice is not recognised."),
    fix=Text(
        "請刪除其中一項；若為不同設備請於備註說明。",
        "Delete one of them, or say in the note that they are different equipment.",
    ),
    source=REFUSALS,
)
def savings_are_counted_once(plan: Plan) -> Iterator[Hit]:
    """Site, category, energy and tonnes equal to an earlier row."""
    rows = [row for row in live(plan) if not row.note]
    for row, first in repeated(rows, _saving):
        yield hit(
            row.cell("expected"), first.cell("expected"), measure=row.measure_id, first=first.at
        )


@RULES.rule(
    "PLN-414",
    Severity.ERROR,
    title=Text("同一 ESCO 契約用於兩項措施", "One contract for two measures"),
    message=Text(
        "ESCO 契約 {found} 已用於第 {first} 列。",
        "Contract {found} already belongs to row {first}.",
    ),
    why=Text(
        "驗證節能量只能對應一項措施，否則重複計算。",
        "A verified saving belongs to one measure, or it counts twice.",
    ),
    fix=Text("請將兩項措施合併，或更正契約編號。", "Join the measures, or correct the contract."),
    source=REFUSALS,
)
def a_contract_belongs_to_one_measure(plan: Plan) -> Iterator[Hit]:
    """One contract in two rows with different savings."""
    for row, first in repeated(live(plan), lambda one: one.esco_contract):
        if _saving(row) != _saving(first):
            places = row.cell("esco_contract"), first.cell("esco_contract")
            yield hit(*places, found=row.esco_contract, first=first.at)


@RULES.rule(
    "PLN-415",
    Severity.ERROR,
    title=Text("重疊群組沒有用能設備排放量", "Overlap without the size of the end use"),
    message=Text(
        "重疊群組 {group} 沒有填報該用能設備之排放量。",
        "Overlap group {group} does not state the emissions of its end use.",
    ),
    why=Text(
        "沒有分母就無法扣除重疊，只能採計最大的一項。",
        "Without it the overlap is unknown and only the largest measure counts.",
    ),
    fix=Text(
        "請至少於一列填報該用能設備之排放量。",
        "State the emissions of the end use in one row at least.",
    ),
    source="savings on one end use: 1 - prod(1 - share), 10 + 15 + 20 % = 38.8 %",
)
def overlaps_have_an_end_use(plan: Plan) -> Iterator[Hit]:
    """Two or more measures on an end use of unknown size."""
    for group, rows in grouped(live(plan), lambda one: one.overlap_group).items():
        if len(rows) > 1 and not any(row.end_use_emissions for row in rows):
            yield hit(*(row.cell("end_use_emissions") for row in rows), group=group)


@RULES.rule(
    "PLN-416",
    Severity.ERROR,
    title=Text("減量大於用能設備的排放量", "Cut larger than the end use"),
    message=Text(
        "措施 {measure} 預期減量 {found} 公噸，大於該用能設備排放量 {limit} 公噸。",
        "Measure {measure} cuts {found} t, more than the {limit} t of its end use.",
    ),
    why=Text("設備不可能減掉比自身更多的排放。", "Equipment cannot save more than it emits."),
    fix=Text("請更正預期減量或設備排放量。", "Correct one of the two."),
    source=JUDGEMENT,
)
def cuts_fit_the_end_use(plan: Plan) -> Iterator[Hit]:
    """More tonnes than the end use emits."""
    for row in live(plan):
        if row.expected and row.end_use_emissions and row.expected > row.end_use_emissions:
            places = row.cell("expected"), row.cell("end_use_emissions")
            yield hit(
                *places, measure=row.measure_id, found=row.expected, limit=row.end_use_emissions
            )


@RULES.rule(
    "PLN-417",
    Severity.WARNING,
    title=Text("群組只有一項措施", "Group of one measure"),
    message=Text(
        "群組「{group}」只有措施 {measure}。", "Group “{group}” holds measure {measure} only."
    ),
    why=Text(
        "群組名稱打錯時，重疊或互斥不會被扣除。", "A mistyped name leaves an overlap undeducted."
    ),
    fix=Text(
        "請確認名稱與其他措施一致，或清空欄位。",
        "Use the same name as the other measures, or clear it.",
    ),
    source=JUDGEMENT,
)
def groups_have_members(plan: Plan) -> Iterator[Hit]:
    """An overlap group or exclusive set with one row."""
    measures = list(live(plan))
    by_key = {
        "overlap_group": grouped(measures, lambda one: one.overlap_group),
        "exclusive_set": grouped(measures, lambda one: one.exclusive_set),
    }
    for key, groups in by_key.items():
        for group, rows in groups.items():
            if len(rows) == 1:
                yield hit(rows[0].cell(key), group=group, measure=rows[0].measure_id)


@RULES.rule(
    "PLN-418",
    Severity.ERROR,
    title=Text("互斥措施同時執行", "Exclusive measures both certain"),
    message=Text(
        "互斥群組「{group}」有 {count} 項措施已核定或執行。",
        "{count} measures of the exclusive set “{group}” are approved or running.",
    ),
    why=Text(
        "互斥措施只會擇一執行，重複採計會高估減量。",
        "Only one of them is done; counting more overstates the cut.",
    ),
    fix=Text(
        "請將未採用者改為「已取消」，或移出群組。",
        "Cancel the others, or take them out of the set.",
    ),
    source=JUDGEMENT,
)
def one_of_an_exclusive_set_is_certain(plan: Plan) -> Iterator[Hit]:
    """Two certain measures in one set."""
    for group, rows in grouped(live(plan), lambda one: one.exclusive_set).items():
        certain = [row for row in rows if row.status in CERTAIN]
        if len(certain) > 1:
            yield hit(
                *(row.cell("exclusive_set") for row in certain), group=group, count=len(certain)
            )


def _saving(row: MeasureRow) -> str | None:
    """Site, category and amounts of a measure as one key; None without energy."""
    energy = row.saved_kwh, row.saved_gj, row.saved_fuel
    if not any(energy):
        return None
    return repr((row.control_number, row.category, row.equipment, row.expected, *energy))
