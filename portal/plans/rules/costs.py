"""Rules about scope, credits, money, and change of a measure since last year's plan."""

from collections.abc import Iterator
from decimal import Decimal

from portal.language import Text
from portal.plans.figures import Plan
from portal.plans.measure_sheet import MeasureRow
from portal.plans.rules.book import JUDGEMENT, RULES, hit, live, slip
from portal.reference.closed_sets import MeasureStatus
from portal.reference.codes import SCOPE
from portal.workbook.findings import Hit, Severity

GRID_NOTICE = "electricity emission factors announced each year by the Energy Administration"


@RULES.rule(
    "PLN-430",
    Severity.WARNING,
    title=Text("範疇與節能種類不符", "Scope does not fit the energy"),
    message=Text(
        "措施 {measure} 只節省{energy}，減量範疇卻填「{found}」。",
        "Measure {measure} saves {energy} only but is said to cut {found}.",
    ),
    why=Text(
        "外購電力屬範疇二，自廠燃料屬範疇一，填錯會算到別的範疇。",
        "Bought power is scope 2 and own fuel scope 1; the cut lands in the wrong scope.",
    ),
    fix=Text(
        "請更正減量範疇；自發電量請於計算說明欄說明。",
        "Correct the scope, or explain own generation in the calculation.",
    ),
    source="GHG Protocol: scopes 1 and 2",
)
def scope_fits_the_energy(plan: Plan) -> Iterator[Hit]:
    """Power in scope 1 or fuel in scope 2, without a word in the calculation."""
    for row in live(plan):
        power, fuel = bool(row.saved_kwh), bool(row.saved_fuel)
        wrong = (power and not fuel and row.scope == "1") or (
            fuel and not power and row.scope == "2"
        )
        if wrong and not row.saved_gj and not row.calculation:
            energy = Text("電力", "power") if power else Text("燃料", "fuel")
            label = SCOPE[row.scope or "1"].label
            yield hit(row.cell("scope"), measure=row.measure_id, energy=energy, found=label)


@RULES.rule(
    "PLN-431",
    Severity.ERROR,
    title=Text("出售額度大於減量", "More credits sold than tonnes cut"),
    message=Text(
        "措施 {measure} 出售額度 {found} 公噸，大於預期減量 {limit} 公噸。",
        "Measure {measure} sells {found} t of credits but cuts {limit} t.",
    ),
    why=Text(
        "出售的減量已屬買方，不能再計入。", "What is sold belongs to the buyer and counts no more."
    ),
    fix=Text("請更正出售額度或預期減量。", "Correct the credits or the cut."),
    source="credits sold are added back to the seller's emissions",
)
def credits_fit_the_cut(plan: Plan) -> Iterator[Hit]:
    """Credits beyond the expected cut."""
    for row in live(plan):
        if row.credits_sold and row.expected is not None and row.credits_sold > row.expected:
            places = row.cell("credits_sold"), row.cell("expected")
            yield hit(*places, measure=row.measure_id, found=row.credits_sold, limit=row.expected)


@RULES.rule(
    "PLN-432",
    Severity.WARNING,
    title=Text("出售額度沒有專案編號", "Credits without a project"),
    message=Text(
        "措施 {measure} 已出售額度 {found} 公噸，沒有專案編號。",
        "Measure {measure} sold {found} t of credits without a project id.",
    ),
    why=Text("無法確認買方是否也計入。", "Nobody can see whether the buyer counts them too."),
    fix=Text("請填報減量額度專案編號。", "State the project id."),
    source="溫室氣體自願減量專案管理辦法",
)
def credits_name_their_project(plan: Plan) -> Iterator[Hit]:
    """Credits sold, project blank."""
    for row in live(plan):
        if row.credits_sold and not row.credit_project:
            place = row.cell("credit_project")
            yield hit(place, measure=row.measure_id, found=row.credits_sold)


@RULES.rule(
    "PLN-433",
    Severity.WARNING,
    title=Text("ESCO 資金沒有契約編號", "ESCO financing without a contract"),
    message=Text(
        "措施 {measure} 由 ESCO 出資，沒有契約編號。",
        "Measure {measure} is financed by an ESCO without naming the contract.",
    ),
    why=Text(
        "無法與驗證節能量對應，可能重複計算。",
        "Its verified saving cannot be matched and may count twice.",
    ),
    fix=Text("請填報 ESCO 契約編號。", "State the contract."),
    source=JUDGEMENT,
)
def esco_measures_name_their_contract(plan: Plan) -> Iterator[Hit]:
    """ESCO money at a certain measure without its contract."""
    certain = {MeasureStatus.APPROVED, MeasureStatus.IN_PROGRESS, MeasureStatus.DONE}
    for row in live(plan):
        if row.financing == "esco" and row.status in certain and not row.esco_contract:
            yield hit(row.cell("esco_contract"), row.cell("financing"), measure=row.measure_id)


@RULES.rule(
    "PLN-434",
    Severity.WARNING,
    title=Text("每公噸減量投資過高", "Investment per tonne too high"),
    message=Text(
        "措施 {measure} 每公噸年減量投資 {found} 元，高於 {limit} 元。",
        "Measure {measure} invests NT$ {found} for each yearly tonne, above {limit}.",
    ),
    why=Text(
        "多半是投資金額以千元填報，或減量少填。",
        "Money in thousands, or tonnes left out, is the usual reason.",
    ),
    fix=Text("請確認投資金額單位為元。", "Check that the money is in NT$."),
    source=JUDGEMENT,
    thresholds=("measure_cost_maximum",),
)
def investments_are_plausible(plan: Plan) -> Iterator[Hit]:
    """Investment per yearly tonne beyond what carbon prices can explain."""
    limit = plan.limit("measure_cost_maximum")
    for row in live(plan):
        if row.capex and row.expected and row.capex > limit * row.expected and not row.note:
            cost = (row.capex / row.expected).quantize(Decimal(1))
            places = row.cell("capex"), row.cell("expected")
            yield hit(*places, measure=row.measure_id, found=cost, limit=limit)


@RULES.rule(
    "PLN-435",
    Severity.ERROR,
    title=Text("減量與去年計畫相差千倍", "Unit slip since last year"),
    message=Text(
        "措施 {measure} 預期減量 {found} 公噸，去年計畫為 {expected} 公噸，相差約 {times} 倍。",
        "Measure {measure} cuts {found} t; last year's plan had {expected} t, about {times} "
        "times apart.",
    ),
    why=Text("多半是單位誤植。", "A unit is usually wrong."),
    fix=Text("請確認單位與數值。", "Check the unit and the number."),
    source="a published saving of 600 t was once printed as 600 萬噸",
    thresholds=("unit_slip",),
)
def cuts_keep_their_unit(plan: Plan) -> Iterator[Hit]:
    """Tonnes 1,000 or 10,000 times last year's."""
    for row, now, then in _with_last_year(plan):
        if times := slip(now, then, plan.limit("unit_slip")):
            place = row.cell("expected")
            yield hit(place, measure=row.measure_id, found=now, expected=then, times=times)


@RULES.rule(
    "PLN-436",
    Severity.WARNING,
    title=Text("預期減量與去年計畫差異大", "Cut changed much since last year"),
    message=Text(
        "措施 {measure} 預期減量由 {expected} 公噸改為 {found} 公噸，沒有說明。",
        "Measure {measure} now cuts {found} t, last year {expected} t, without a reason.",
    ),
    why=Text("效益大幅變動須有理由。", "A large change needs a reason."),
    fix=Text("請於備註說明原因。", "Give the reason in the note."),
    source=JUDGEMENT,
    thresholds=(
        "change_between_plans",
        "unit_slip",
    ),
)
def large_changes_have_a_reason(plan: Plan) -> Iterator[Hit]:
    """Tonnes changed by more than half without a note."""
    for row, now, then in _with_last_year(plan):
        changed = abs(now - then) > plan.limit("change_between_plans") * then
        if changed and not row.note and not slip(now, then, plan.limit("unit_slip")):
            yield hit(row.cell("expected"), measure=row.measure_id, found=now, expected=then)


def _with_last_year(plan: Plan) -> Iterator[tuple[MeasureRow, Decimal, Decimal]]:
    past = plan.background.past.measures if plan.background.past else ()
    before = {one.id: one.expected for one in past}
    for row in live(plan):
        then = before.get(row.measure_id or "")
        if row.expected is not None and then:
            yield row, row.expected, then
