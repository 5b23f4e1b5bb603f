"""Rules about coverage, scope 2 method and verification of a base year."""

from collections.abc import Iterator

from portal.language import Text
from portal.plans.figures import Plan
from portal.plans.rules.book import (
    METHOD,
    RULES,
    hit,
    known,
    pairs,
    percent,
)
from portal.plans.targets import Target
from portal.workbook.findings import Hit, Severity

SBTI = "SBTi near-term criteria; CDP questionnaire C4.1a"
RECALCULATION = "GHG Protocol Corporate Standard: recalculation of the base year, 5 % in practice"


@RULES.rule(
    "PLN-214",
    Severity.INFO,
    title=Text("目標涵蓋率低於 95%", "Target covers less than 95%"),
    message=Text(
        "目標 {target} 涵蓋範疇一與範疇二的 {found}，低於 {limit}。",
        "Target {target} covers {found} of scopes 1 and 2, less than {limit}.",
    ),
    why=Text(
        "未涵蓋的排放視為維持現況；涵蓋率會與總量並列。",
        "What is not covered counts as unchanged; coverage stands beside the total.",
    ),
    fix=Text("若涵蓋率填報有誤請更正。", "Correct it if the coverage is wrong."),
    source=SBTI,
    thresholds=("coverage_minimum",),
)
def coverage_is_wide(plan: Plan) -> Iterator[Hit]:
    """Less than 95 % of both scopes' base emissions covered."""
    for row, target in pairs(plan):
        first, second = known(target.base.scope1), known(target.base.scope2)
        if first is None or second is None or first + second == 0 or not _some(target):
            continue
        covered = first * target.coverage.scope1 + second * target.coverage.scope2
        share, limit = covered / (first + second), plan.limit("coverage_minimum")
        if share < limit:
            place = row.cell("coverage1")
            yield hit(place, target=target.id, found=percent(share), limit=percent(limit))


@RULES.rule(
    "PLN-215",
    Severity.WARNING,
    title=Text("未填報涵蓋率", "Coverage not stated"),
    message=Text(
        "目標 {target} 的{scope}有基準年排放量但沒有涵蓋率，暫以 100% 計算。",
        "Target {target} has base emissions of {scope} but no coverage; 100% is taken.",
    ),
    why=Text(
        "部分涵蓋的目標若以全部計算會高估減量。",
        "A partial target counted in full overstates the cut.",
    ),
    fix=Text("請填報涵蓋率。", "State the coverage."),
    source="CDP questionnaire C4.1a: share of the scope covered",
)
def coverage_is_stated(plan: Plan) -> Iterator[Hit]:
    """Base emissions of a scope whose coverage is blank."""
    scopes = (Text("範疇一", "scope 1"), Text("範疇二", "scope 2"))
    for row in plan.target_rows:
        stated = ((row.base_scope1, row.coverage1), (row.base_scope2, row.coverage2))
        for number, (base, coverage) in enumerate(stated):
            if base is not None and coverage is None:
                place = row.cell(f"coverage{number + 1}")
                yield hit(place, target=row.target_id, scope=scopes[number])


@RULES.rule(
    "PLN-216",
    Severity.ERROR,
    title=Text("目標沒有涵蓋任何排放", "Target covers nothing"),
    message=Text(
        "目標 {target} 兩個範疇的涵蓋率都是 0。", "Target {target} covers 0% of both scopes."
    ),
    why=Text("這樣的目標沒有減量。", "Such a target cuts nothing."),
    fix=Text("請更正涵蓋率。", "Correct the coverage."),
    source=METHOD,
)
def something_is_covered(plan: Plan) -> Iterator[Hit]:
    """Both coverages zero."""
    for row in plan.target_rows:
        if row.coverage1 == 0 and row.coverage2 == 0:
            yield hit(row.cell("coverage1"), row.cell("coverage2"), target=row.target_id)


@RULES.rule(
    "PLN-217",
    Severity.WARNING,
    title=Text("未填報範疇二計算基準", "Scope 2 method not stated"),
    message=Text(
        "目標 {target} 涵蓋範疇二 {found}，但沒有說明是所在地或市場基準。",
        "Target {target} covers {found} of scope 2 without saying location- or market-based.",
    ),
    why=Text(
        "兩種基準的綠電計法不同，混用會重複計算。",
        "The two count green power differently; mixing them counts it twice.",
    ),
    fix=Text("請選擇範疇二計算基準。", "Choose the scope 2 method."),
    source="GHG Protocol Scope 2 Guidance",
)
def scope2_has_a_method(plan: Plan) -> Iterator[Hit]:
    """Scope 2 emissions without the method behind them."""
    for row in plan.target_rows:
        if row.base_scope2 and row.coverage2 and not row.scope2_method:
            yield hit(row.cell("scope2_method"), target=row.target_id, found=percent(row.coverage2))


@RULES.rule(
    "PLN-218",
    Severity.WARNING,
    title=Text("未填報查驗機構", "Verification body not stated"),
    message=Text(
        "目標 {target} 的基準年填報為已查驗，但沒有查驗機構。",
        "The base year of target {target} is said to be verified, but not by whom.",
    ),
    why=Text(
        "已查驗的基準年在總量旁單獨列示，需可追溯。",
        "Verified bases are shown beside the total and must be traceable.",
    ),
    fix=Text("請填報查驗機構。", "Name the verification body."),
    source="溫室氣體排放量盤查登錄及查驗管理辦法 Art. 8",
)
def verified_bases_name_a_body(plan: Plan) -> Iterator[Hit]:
    """Verified without a body."""
    for row in plan.target_rows:
        if row.verified and not row.verifier:
            yield hit(row.cell("verifier"), row.cell("verified"), target=row.target_id)


def _some(target: Target) -> bool:
    return target.coverage.total > 0
