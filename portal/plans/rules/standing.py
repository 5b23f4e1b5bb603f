"""Rules about net zero, offsets and how firmly a target stands."""

from collections.abc import Iterator
from decimal import Decimal

from portal.language import Text
from portal.plans.figures import Plan
from portal.plans.rules.book import JUDGEMENT, RULES, hit, known, pairs, percent, quantified
from portal.reference.codes import TARGET_STATUS
from portal.workbook.findings import Hit, Severity

NET_ZERO = "SBTi Corporate Net-Zero Standard: at least 90 % gross cut, residual neutralised"
FIRM = frozenset({"published", "sbti", "fee_plan_a", "fee_plan_b", "achieved_verified"})


@RULES.rule(
    "PLN-321",
    Severity.ERROR,
    title=Text("淨零目標未說明殘餘排放", "Net zero without a word on the residual"),
    message=Text(
        "淨零目標 {target} 沒有回答是否填報殘餘排放量。",
        "The net-zero target {target} does not say whether its residual is stated.",
    ),
    why=Text(
        "沒有殘餘排放量就無法區分淨減量與實質減量。",
        "Without the residual, net and gross cannot be told apart.",
    ),
    fix=Text(
        "請選「是」並填報，或選「否」列為未填報。",
        "Answer Yes and state it, or No: it then counts as not stated.",
    ),
    source=NET_ZERO,
)
def net_zero_answers_for_its_residual(plan: Plan) -> Iterator[Hit]:
    """The residual question is blank."""
    for row, target in pairs(plan):
        if target.is_net_zero and row.residual_stated is None and row.residual is None:
            yield hit(row.cell("residual_stated"), target=target.id)


@RULES.rule(
    "PLN-322",
    Severity.ERROR,
    title=Text("缺少殘餘排放量", "Residual amount missing"),
    message=Text(
        "目標 {target} 表示已填報殘餘排放量，但欄位空白。",
        "Target {target} says that its residual is stated, but the amount is blank.",
    ),
    why=Text("空白不等於零。", "Blank is not zero."),
    fix=Text("請填報殘餘排放量；沒有殘餘請填 0。", "State the amount, 0 if there is none."),
    source=NET_ZERO,
)
def stated_residuals_have_an_amount(plan: Plan) -> Iterator[Hit]:
    """Yes, without an amount."""
    for row in plan.target_rows:
        if row.residual_stated and row.residual is None:
            yield hit(row.cell("residual"), row.cell("residual_stated"), target=row.target_id)


@RULES.rule(
    "PLN-323",
    Severity.WARNING,
    title=Text("殘餘排放量超過一成", "Residual above a tenth"),
    message=Text(
        "目標 {target} 的殘餘排放量占基準年 {found}，高於 {limit}。",
        "The residual of target {target} is {found} of its base, above {limit}.",
    ),
    why=Text(
        "國際標準的淨零要求先減少至少九成，再中和其餘。",
        "Net-zero standards ask for a cut of at least 90% before neutralisation.",
    ),
    fix=Text("請確認數值，或於備註說明理由。", "Check the amount, or give the reason in the note."),
    source=NET_ZERO,
    thresholds=("net_zero_residual_maximum",),
)
def residuals_are_small(plan: Plan) -> Iterator[Hit]:
    """A residual above 10 % of the covered base."""
    limit = plan.limit("net_zero_residual_maximum")
    for row, found in quantified(plan):
        residual, base = known(found.target.stated.residual), found.base.total
        if not found.target.is_net_zero or residual is None or row.note or not base:
            continue
        share, place = residual / base, row.cell("residual")
        if limit < share.quantize(Decimal("0.001")) <= 1:
            yield hit(place, target=found.target.id, found=percent(share), limit=percent(limit))


@RULES.rule(
    "PLN-324",
    Severity.ERROR,
    title=Text("殘餘排放量大於基準年", "Residual above the base year"),
    message=Text(
        "目標 {target} 的殘餘排放量 {found} 公噸，大於基準年 {base} 公噸。",
        "The residual of {found} t of target {target} exceeds its base of {base} t.",
    ),
    why=Text(
        "殘餘排放不可能多於基準年，多半是單位誤植。",
        "More than the base cannot be left; a unit is usually wrong.",
    ),
    fix=Text("請確認單位與數值。", "Check the unit and the number."),
    source=JUDGEMENT,
)
def residuals_are_within_the_base(plan: Plan) -> Iterator[Hit]:
    """A residual larger than the covered base."""
    for row, found in quantified(plan):
        residual, base = known(found.target.stated.residual), found.base.total
        if found.target.is_net_zero and residual is not None and residual > base:
            yield hit(row.cell("residual"), target=found.target.id, found=residual, base=base)


@RULES.rule(
    "PLN-325",
    Severity.WARNING,
    title=Text("未說明殘餘排放的中和方式", "Neutralisation not stated"),
    message=Text(
        "目標 {target} 有殘餘排放量 {found}，但沒有說明如何中和。",
        "Target {target} leaves {found} without saying how it is neutralised.",
    ),
    why=Text("沒有中和方式，淨零無法成立。", "Without it there is no net zero."),
    fix=Text("請填報碳移除、碳匯或其他方式。", "Name the removals or sinks."),
    source=NET_ZERO,
)
def residuals_are_neutralised(plan: Plan) -> Iterator[Hit]:
    """A residual above zero without a way to neutralise it."""
    for row, target in pairs(plan):
        if target.is_net_zero and row.residual and not row.neutralisation:
            yield hit(row.cell("neutralisation"), target=target.id, found=row.residual)


@RULES.rule(
    "PLN-326",
    Severity.ERROR,
    title=Text("使用抵換額度但沒有數量", "Offsets used without an amount"),
    message=Text(
        "目標 {target} 使用抵換額度，但沒有數量。",
        "Target {target} uses offsets without an amount.",
    ),
    why=Text("抵換量須與減量分開列示。", "Offsets are shown apart from cuts."),
    fix=Text("請填報抵換額度數量。", "State the amount."),
    source="Net Zero Tracker methodology: credits outside the value chain",
)
def offsets_have_an_amount(plan: Plan) -> Iterator[Hit]:
    """Offsets used, amount blank."""
    for row in plan.target_rows:
        if row.offsets_used and row.offsets is None:
            yield hit(row.cell("offsets"), row.cell("offsets_used"), target=row.target_id)


@RULES.rule(
    "PLN-327",
    Severity.WARNING,
    title=Text("目標狀態缺少佐證", "Standing without evidence"),
    message=Text(
        "目標 {target} 的狀態為「{found}」，但沒有佐證資料。",
        "Target {target} is said to be “{found}” without evidence.",
    ),
    why=Text("對外公布的目標須能查證。", "A published target must be open to proof."),
    fix=Text(
        "請填報公告、永續報告書頁碼或核定文號。",
        "Give the announcement, page of the report or the approval number.",
    ),
    source="Net Zero Tracker methodology: status of end targets",
)
def firm_standing_has_evidence(plan: Plan) -> Iterator[Hit]:
    """A published or approved target without evidence."""
    for row in plan.target_rows:
        if row.standing in FIRM and not row.evidence:
            label = TARGET_STATUS[row.standing].label
            yield hit(row.cell("evidence"), row.cell("standing"), target=row.target_id, found=label)


@RULES.rule(
    "PLN-328",
    Severity.WARNING,
    title=Text("目標比去年計畫寬鬆", "Target weaker than last year"),
    message=Text(
        "目標 {target} 的減量比率由去年的 {expected} 改為 {found}，沒有說明。",
        "Target {target} now cuts {found}, last year {expected}, without a reason.",
    ),
    why=Text(
        "目標放寬須有理由，否則進度無法比較。",
        "A weaker target needs a reason, or progress cannot be compared.",
    ),
    fix=Text(
        "請於備註說明原因，或更正減量比率。", "Give the reason in the note, or correct the cut."
    ),
    source=JUDGEMENT,
)
def targets_do_not_weaken_silently(plan: Plan) -> Iterator[Hit]:
    """A smaller cut than in last year's plan without a note."""
    past = {one.id: one for one in plan.background.past.targets} if plan.background.past else {}
    for row, target in pairs(plan):
        before = past.get(target.id)
        now, then = known(target.cut), known(before.cut) if before else None
        if now is not None and then is not None and now < then and not row.note:
            yield hit(row.cell("cut"), target=target.id, found=percent(now), expected=percent(then))
