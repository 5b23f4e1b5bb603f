"""Rules about how a target is worded: shares, tonnes and intensity must agree."""

from collections.abc import Iterator

from portal.language import Text
from portal.plans.contributions import (
    Covered,
    covered_base,
)
from portal.plans.figures import Plan
from portal.plans.rules.book import (
    JUDGEMENT,
    METHOD,
    RULES,
    apart,
    hit,
    known,
    pairs,
    quantified,
    whole,
)
from portal.reference.closed_sets import TargetKind
from portal.workbook.findings import Hit, Severity

ROUNDING = "contribution_tolerance_relative", "contribution_tolerance_absolute"


@RULES.rule(
    "PLN-301",
    Severity.ERROR,
    title=Text("沒有減量比率或減量", "Neither a cut nor tonnes"),
    message=Text(
        "目標 {target} 沒有減量比率、減量或目標年排放量。",
        "Target {target} has no cut, no tonnes and no target-year emissions.",
    ),
    why=Text("沒有數字的目標無法彙整。", "A target without a number cannot be added up."),
    fix=Text("請至少填報其中一項。", "State at least one of them."),
    source=METHOD,
)
def targets_have_a_number(plan: Plan) -> Iterator[Hit]:
    """A cut without share or tonnes."""
    kinds = TargetKind.ABSOLUTE, TargetKind.INTENSITY, TargetKind.BAU
    for row, target in pairs(plan):
        tonnes = known(target.stated.cut), known(target.stated.target_emissions)
        in_tonnes = target.kind is TargetKind.ABSOLUTE and tonnes != (None, None)
        if target.kind in kinds and known(target.cut) is None and not in_tonnes:
            yield hit(row.cell("cut"), target=target.id)


@RULES.rule(
    "PLN-302",
    Severity.WARNING,
    title=Text("申報減量與減量比率不符", "Stated tonnes differ from the percentage"),
    message=Text(
        "目標 {target} 申報減量為 {found} 公噸，依基準年與減量比率計算為 {expected} 公噸。",
        "Target {target} states {found} t; its base and cut make {expected} t.",
    ),
    why=Text(
        "總量採用計算值，兩者不同時外界會看到兩個數字。",
        "Totals use the computed value; readers would see two numbers.",
    ),
    fix=Text(
        "請更正減量比率、基準年或申報減量；四捨五入造成的差異不需修正。",
        "Correct the cut, the base or the tonnes; rounding needs no correction.",
    ),
    source=METHOD,
    thresholds=(
        "contribution_tolerance_absolute",
        "contribution_tolerance_relative",
    ),
    writes_expected=True,
)
def stated_cut_fits(plan: Plan) -> Iterator[Hit]:
    """Stated tonnes apart from what the fields compute by more than rounding."""
    for row, found in quantified(plan):
        stated = known(found.target.stated.cut)
        if stated is None or (known(found.target.cut) is None and known(found.target.rate) is None):
            continue
        if stated <= found.base.total and apart(stated, found.result, plan, *ROUNDING):
            places = row.cell("stated_cut"), row.cell("cut")
            yield hit(*places, target=found.target.id, found=stated, expected=whole(found.result))


@RULES.rule(
    "PLN-303",
    Severity.WARNING,
    title=Text("申報目標年排放量與計算不符", "Stated target-year emissions differ"),
    message=Text(
        "目標 {target} 申報目標年排放量為 {found} 公噸，依基準年與減量計算為 {expected} 公噸。",
        "Target {target} states {found} t in its year; base and cut leave {expected} t.",
    ),
    why=Text(
        "目標年排放量與減量必須一致，才能畫出路徑。",
        "Emissions and cut must agree for the pathway to be drawn.",
    ),
    fix=Text("請更正其中一項。", "Correct one of them."),
    source=METHOD,
    thresholds=(
        "contribution_tolerance_absolute",
        "contribution_tolerance_relative",
    ),
    writes_expected=True,
)
def stated_target_emissions_fit(plan: Plan) -> Iterator[Hit]:
    """Stated target-year emissions apart from base less cut."""
    for row, found in quantified(plan):
        stated = known(found.target.stated.target_emissions)
        if (
            stated is None
            or found.target.kind is TargetKind.NET_ZERO
            or known(found.target.cut) is None
        ):
            continue
        left = found.base.total - found.result
        if apart(stated, left, plan, *ROUNDING):
            place = row.cell("stated_target_emissions")
            yield hit(place, target=found.target.id, found=stated, expected=whole(left))


@RULES.rule(
    "PLN-304",
    Severity.ERROR,
    title=Text("減量大於基準年排放量", "Cut larger than the base year"),
    message=Text(
        "目標 {target} 申報減量 {found} 公噸，大於涵蓋的基準年排放量 {base} 公噸。",
        "Target {target} cuts {found} t, more than its covered base of {base} t.",
    ),
    why=Text(
        "不可能減掉比基準年更多的排放，多半是單位誤植。",
        "Nobody can cut more than was emitted; a unit is usually wrong.",
    ),
    fix=Text("請確認單位與數值。", "Check the unit and the number."),
    source=JUDGEMENT,
    thresholds=("contribution_tolerance_absolute",),
)
def cut_is_within_the_base(plan: Plan) -> Iterator[Hit]:
    """More tonnes than the covered base."""
    for row, target in pairs(plan):
        stated, covered = known(target.stated.cut), covered_base(target, plan.inventories)
        if stated is None or not isinstance(covered, Covered):
            continue
        base = covered.emissions.total
        if stated > base + plan.limit("contribution_tolerance_absolute"):
            places = row.cell("stated_cut"), row.cell("unit")
            yield hit(*places, target=target.id, found=stated, base=base)


@RULES.rule(
    "PLN-305",
    Severity.ERROR,
    title=Text("強度目標缺少單位或基準年活動量", "Intensity without unit or base activity"),
    message=Text(
        "強度目標 {target} 沒有強度單位或基準年活動量。",
        "The intensity target {target} lacks its unit or the activity of the base year.",
    ),
    why=Text("沒有分母的強度沒有意義。", "An intensity without a denominator means nothing."),
    fix=Text("請填報強度單位與基準年活動量。", "State the unit and the activity of the base year."),
    source="CDP questionnaire C4.1b: intensity targets",
)
def intensity_has_a_denominator(plan: Plan) -> Iterator[Hit]:
    """No unit, or no activity in the base year."""
    for row, target in pairs(plan):
        if target.kind is not TargetKind.INTENSITY:
            continue
        if not row.intensity_unit or not row.base_activity:
            blank = "intensity_unit" if not row.intensity_unit else "base_activity"
            yield hit(row.cell(blank), target=target.id)


@RULES.rule(
    "PLN-306",
    Severity.WARNING,
    title=Text("強度目標沒有目標年活動量", "Intensity without target-year activity"),
    message=Text(
        "強度目標 {target} 沒有目標年活動量，無法換算為公噸。",
        "The intensity target {target} has no activity for its year and gives no tonnes.",
    ),
    why=Text(
        "產量成長時強度下降仍可能增加排放，因此只列為參考值。",
        "Output may outgrow a falling intensity, so only an indicative value is shown.",
    ),
    fix=Text("請填報預估的目標年活動量。", "State the activity expected in the target year."),
    source=METHOD,
)
def intensity_states_its_activity(plan: Plan) -> Iterator[Hit]:
    """No activity for the target year."""
    for row, target in pairs(plan):
        stated = row.intensity_unit and row.base_activity and known(target.cut) is not None
        if target.kind is TargetKind.INTENSITY and stated and known(target.activity.target) is None:
            yield hit(row.cell("target_activity"), target=target.id)


@RULES.rule(
    "PLN-307",
    Severity.WARNING,
    title=Text("目標年活動量變動過大", "Activity grows too much"),
    message=Text(
        "目標 {target} 的目標年活動量 {found} 是基準年 {base} 的 {limit} 倍以上。",
        "The activity {found} of target {target} is more than {limit} times the {base} of its "
        "base year.",
    ),
    why=Text("多半是兩個年度的單位不同。", "The two years usually have different units."),
    fix=Text("請確認兩個年度採用相同單位。", "Use the same unit in both years."),
    source=JUDGEMENT,
    thresholds=("activity_growth_maximum",),
)
def activity_grows_within_reason(plan: Plan) -> Iterator[Hit]:
    """Activity of the target year many times that of the base year, or the reverse."""
    limit = plan.limit("activity_growth_maximum")
    for row, target in pairs(plan):
        base, there = known(target.activity.base), known(target.activity.target)
        if not base or not there:
            continue
        if there > limit * base or base > limit * there:
            places = row.cell("target_activity"), row.cell("base_activity")
            yield hit(*places, target=target.id, found=there, base=base, limit=limit)


@RULES.rule(
    "PLN-308",
    Severity.INFO,
    title=Text("目標年排放量高於基準年", "Emissions above the base year"),
    message=Text(
        "目標 {target} 換算後目標年排放量比基準年增加 {found} 公噸。",
        "Target {target} allows {found} t more than its base year.",
    ),
    why=Text("增加的排放會如實以負值計入總量。", "The increase counts as a negative contribution."),
    fix=Text(
        "若與預期不同，請確認活動量、BAU 或回歸年度。",
        "Check activity, business as usual or the year to return to if this is unexpected.",
    ),
    source=METHOD,
)
def contributions_may_be_negative(plan: Plan) -> Iterator[Hit]:
    """A contribution below zero."""
    for row, found in quantified(plan):
        if found.result < 0:
            yield hit(row.cell("kind"), target=found.target.id, found=whole(-found.result))
