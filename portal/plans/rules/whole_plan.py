"""Rules about measures and target together: does the plan add up."""

from collections.abc import Iterator

from portal.language import Text
from portal.plans.amounts import ZERO
from portal.plans.contributions import Quantified
from portal.plans.figures import Plan, gap
from portal.plans.measures import Gap, planned
from portal.plans.rules.book import FEE_PLAN, JUDGEMENT, RULES, hit, live, whole
from portal.workbook.findings import Hit, Severity

NEAR_TERM = 2030


@RULES.rule(
    "PLN-501",
    Severity.ERROR,
    title=Text("措施減量合計不符", "Total of measures differs"),
    message=Text(
        "封面填報減量措施合計 {found} 公噸，逐項相加為 {expected} 公噸。",
        "The cover says {found} t for all measures; the rows make {expected} t.",
    ),
    why=Text("可能漏列措施或數值有誤。", "A measure is missing, or a number is wrong."),
    fix=Text("請更正封面合計或措施。", "Correct the cover or the measures."),
    source=FEE_PLAN,
    thresholds=("measures_total_tolerance",),
    writes_expected=True,
)
def measures_add_up(plan: Plan) -> Iterator[Hit]:
    """The stated total of measures differs from its rows."""
    cover = plan.cover
    if cover is None or cover.measures_total is None:
        return
    summed = sum((row.expected or ZERO for row in live(plan)), ZERO)
    if abs(summed - cover.measures_total) > plan.limit("measures_total_tolerance"):
        yield hit(cover.cell("measures_total"), found=cover.measures_total, expected=summed)


@RULES.rule(
    "PLN-502",
    Severity.WARNING,
    title=Text("有目標但沒有措施", "Target without measures"),
    message=Text(
        "2030 年目標須減 {found} 公噸，但沒有任何減量措施。",
        "The 2030 target cuts {found} t, but there is no measure.",
    ),
    why=Text("沒有措施的目標無法追蹤執行進度。", "Without measures nobody can follow the target."),
    fix=Text(
        "請至少列出已核定或規劃中的措施。", "List the measures that are approved or thought of."
    ),
    source=FEE_PLAN,
)
def targets_have_measures(plan: Plan) -> Iterator[Hit]:
    """A quantified 2030 target and no live measure."""
    pledge = plan.pledge(NEAR_TERM)
    if isinstance(pledge, Quantified) and pledge.result > 0 and not list(live(plan)):
        row = next(one for one in plan.target_rows if one.at == pledge.target.at)
        yield hit(row.cell("target_id"), found=whole(pledge.result))


@RULES.rule(
    "PLN-503",
    Severity.WARNING,
    title=Text("措施不足以達成目標", "Measures do not reach the target"),
    message=Text(
        "2030 年目標減量 {target} 公噸，已減 {achieved} 公噸，已核定措施再減 {to_come} 公噸，尚缺"
        " {found} 公噸。",
        "The 2030 target cuts {target} t; {achieved} t are done, committed measures bring "
        "{to_come} t, {found} t are missing.",
    ),
    why=Text("缺口應在計畫中說明如何補足。", "A plan says how its gap will be filled."),
    fix=Text(
        "請補列措施，或說明規劃中措施核定的時程。",
        "Add measures, or say when those in the pipeline will be approved.",
    ),
    source=FEE_PLAN,
    thresholds=("path_tolerance_relative",),
)
def measures_reach_the_target(plan: Plan) -> Iterator[Hit]:
    """Done and committed less than the contribution."""
    found, pledge = gap(plan, NEAR_TERM), plan.pledge(NEAR_TERM)
    if not isinstance(found, Gap) or pledge is None or not list(live(plan)):
        return
    if (
        found.contribution > 0
        and found.left > plan.limit("path_tolerance_relative") * found.contribution
    ):
        row = next(one for one in plan.target_rows if one.at == pledge.target.at)
        yield hit(
            row.cell("target_id"),
            found=whole(found.left),
            target=whole(found.contribution),
            achieved=whole(found.achieved),
            to_come=whole(found.to_come),
        )


@RULES.rule(
    "PLN-504",
    Severity.WARNING,
    title=Text("措施遠多於目標", "Measures far beyond the target"),
    message=Text(
        "2030 年措施合計減 {found} 公噸，是目標減量 {expected} 公噸的 {limit} 倍以上。",
        "Measures of 2030 cut {found} t, more than {limit} times the {expected} t of the target.",
    ),
    why=Text(
        "可能是單位誤植，或措施重疊未扣除。", "A unit slip or an undeducted overlap is likely."
    ),
    fix=Text(
        "請確認單位與重疊群組；若確有餘裕可提高目標。",
        "Check units and overlap groups; or raise the target.",
    ),
    source=JUDGEMENT,
    thresholds=("measures_over_target",),
)
def measures_are_of_the_targets_size(plan: Plan) -> Iterator[Hit]:
    """Measures more than twice the contribution."""
    pledge, limit = plan.pledge(NEAR_TERM), plan.limit("measures_over_target")
    total = planned(plan.measures, NEAR_TERM)
    if isinstance(pledge, Quantified) and 0 < limit * pledge.result < total.committed:
        place = next(live(plan)).cell("expected")
        yield hit(place, found=whole(total.committed), expected=whole(pledge.result), limit=limit)
