"""Rules about base-year emissions: sum, inventory on file, restatement, last year."""

from collections.abc import Iterator
from decimal import Decimal

from portal.language import Text
from portal.plans.figures import Plan, stated_base
from portal.plans.rules.book import (
    JUDGEMENT,
    METHOD,
    RULES,
    apart,
    hit,
    known,
    pairs,
    slip,
    whole,
)
from portal.plans.targets import Target, tonnes_per_unit
from portal.workbook.findings import Hit, Proposal, Severity

# How far the two units that a plan may use lie apart.
TEN_THOUSAND = 10_000
SBTI = "SBTi near-term criteria; CDP questionnaire C4.1a"
RECALCULATION = "GHG Protocol Corporate Standard: recalculation of the base year, 5 % in practice"


@RULES.rule(
    "PLN-208",
    Severity.ERROR,
    title=Text("基準年合計不等於兩範疇之和", "Base total is not the sum of the scopes"),
    message=Text(
        "合計為 {found}，範疇一與範疇二相加為 {expected}。",
        "The total reads {found}; scope 1 and scope 2 make {expected}.",
    ),
    why=Text("兩者必有一項有誤，減量貢獻會跟著錯。", "One of them is wrong, and so is the cut."),
    fix=Text("請更正其中一項。", "Correct one of them."),
    source=METHOD,
    thresholds=("base_tolerance_absolute",),
    writes_expected=True,
)
def base_total_is_the_sum(plan: Plan) -> Iterator[Hit]:
    """A total apart from its parts by more than rounding."""
    for row in plan.target_rows:
        if row.base_total is None or row.base_scope1 is None or row.base_scope2 is None:
            continue
        summed, scale = row.base_scope1 + row.base_scope2, tonnes_per_unit(row.unit)
        if abs(row.base_total - summed) * scale > plan.limit("base_tolerance_absolute"):
            places = (row.cell(key) for key in ("base_total", "base_scope1", "base_scope2"))
            yield hit(*places, found=row.base_total, expected=summed)


@RULES.rule(
    "PLN-209",
    Severity.ERROR,
    title=Text("基準年排放量的單位可能有誤", "Unit slip in base-year emissions"),
    message=Text(
        "基準年排放量換算為 {found} 公噸，{year} 年盤查清冊為 {expected} 公噸，相差約 {times} 倍。",
        "Base-year emissions come to {found} t; the inventory of {year} has {expected} t, "
        "about {times} times apart.",
    ),
    why=Text(
        "公噸與萬公噸混用會使全聯盟總量失真。",
        "Mixing tonnes and 10,000 tonnes spoils the total of the whole Alliance.",
    ),
    fix=Text("請確認「排放量單位」與數值。", "Check the unit of emissions and the number."),
    source=JUDGEMENT,
    thresholds=("unit_slip",),
)
def base_has_the_right_unit(plan: Plan) -> Iterator[Hit]:
    """A base that is 1,000 or 10,000 times the inventory or a part of it."""
    for row, target in pairs(plan):
        both = _on_file(plan, target)
        times = slip(*both, plan.limit("unit_slip")) if both else None
        if both and times:
            yield hit(
                row.cell("base_scope1"),
                row.cell("unit"),
                found=both[0],
                expected=both[1],
                year=target.base.year,
                times=times,
            )


@RULES.rule(
    "PLN-210",
    Severity.ERROR,
    title=Text("基準年排放量與盤查清冊不符", "Base year differs from the inventory"),
    message=Text(
        "基準年排放量為 {found} 公噸，{year} 年盤查清冊為 {expected} 公噸。",
        "Base-year emissions are {found} t; the inventory of {year} has {expected} t.",
    ),
    why=Text(
        "基準年與清冊不一致時，減量無法查驗。",
        "A base that differs from the inventory cannot be verified.",
    ),
    fix=Text(
        "請採用清冊數值；若經重新計算，請填「是否重新計算」及原因。",
        "Use the inventory's figure, or say that the base was restated and why.",
    ),
    source=RECALCULATION,
    thresholds=("base_tolerance_relative", "base_tolerance_absolute", "unit_slip"),
)
def base_fits_the_inventory(plan: Plan) -> Iterator[Hit]:
    """A base apart from the inventory of its year, without a restatement."""
    limits = "base_tolerance_relative", "base_tolerance_absolute"
    for row, target in pairs(plan):
        both = _on_file(plan, target)
        if both is None or row.restated or slip(*both, plan.limit("unit_slip")):
            continue
        if apart(*both, plan, *limits):
            place = row.cell("base_scope1")
            yield hit(place, found=both[0], expected=both[1], year=target.base.year)


@RULES.rule(
    "PLN-211",
    Severity.ERROR,
    title=Text("重新計算缺少原因或原數值", "Restatement without reason or earlier value"),
    message=Text(
        "目標 {target} 的基準年已重新計算，但缺少原因或重新計算前的數值。",
        "The base year of target {target} was restated without its reason or earlier value.",
    ),
    why=Text(
        "兩個數值都要保留，才能說明變動不是減量。",
        "Both values are kept, so that the change is not taken for a cut.",
    ),
    fix=Text("請填報重新計算前合計與原因。", "State the earlier total and the reason."),
    source=RECALCULATION,
)
def restatements_are_explained(plan: Plan) -> Iterator[Hit]:
    """Restated, but the earlier value or the reason is blank."""
    for row in plan.target_rows:
        if row.restated and (row.base_before is None or not row.restatement_note):
            blank = "base_before" if row.base_before is None else "restatement_note"
            yield hit(row.cell(blank), row.cell("restated"), target=row.target_id)


@RULES.rule(
    "PLN-212",
    Severity.WARNING,
    title=Text("基準年排放量與去年計畫不同", "Base year changed since last year's plan"),
    message=Text(
        "目標 {target} 的基準年排放量為 {found} 公噸，去年計畫為 {expected} 公噸，未說明重新計算。",
        "The base of target {target} is {found} t; last year's plan had {expected} t and no "
        "restatement is stated.",
    ),
    why=Text("變動超過 5% 應重新計算並說明。", "A change above 5% calls for a restatement."),
    fix=Text("請填報重新計算的原因與原數值。", "State the restatement, its reason and old value."),
    source=RECALCULATION,
    thresholds=("restatement_threshold", "unit_slip"),
)
def base_stays_from_year_to_year(plan: Plan) -> Iterator[Hit]:
    """The same target and base year, another base, where no inventory decides."""
    past = {one.id: one for one in plan.background.past.targets} if plan.background.past else {}
    for row, target in pairs(plan):
        before = past.get(target.id)
        if before is None or row.restated or before.base.year != target.base.year:
            continue
        now, then = known(stated_base(target)), known(stated_base(before))
        if now is None or then is None or _on_file(plan, target):
            continue
        changed = abs(now - then) > plan.limit("restatement_threshold") * then
        if changed and not slip(now, then, plan.limit("unit_slip")):
            yield hit(row.cell("base_scope1"), target=target.id, found=now, expected=then)


@RULES.rule(
    "PLN-220",
    Severity.ERROR,
    title=Text("減量與去年計畫相差千倍或萬倍", "Unit slip since last year's plan"),
    message=Text(
        "目標 {target} 的基準年排放量換算為 {found} 公噸，去年計畫為 {expected} 公噸，相差約 "
        "{times} 倍。",
        "The base of target {target} comes to {found} t; last year's plan had {expected} t, "
        "about {times} times apart.",
    ),
    why=Text(
        "公噸與萬公噸混用會使全聯盟總量失真。",
        "Mixing tonnes and 10,000 tonnes spoils the total of the whole Alliance.",
    ),
    fix=Text("請確認「排放量單位」與數值。", "Check the unit of emissions and the number."),
    source="a published saving of 600 t was once printed as 600 萬噸",
    thresholds=("unit_slip",),
)
def base_keeps_its_unit(plan: Plan) -> Iterator[Hit]:
    """A base 1,000 or 10,000 times last year's, where no inventory decides."""
    past = {one.id: one for one in plan.background.past.targets} if plan.background.past else {}
    for row, target in pairs(plan):
        before = past.get(target.id)
        if before is None or _on_file(plan, target):
            continue
        now, then = known(stated_base(target)), known(stated_base(before))
        times = slip(now, then, plan.limit("unit_slip")) if now and then else None
        if now and then and times:
            places = row.cell("base_scope1"), row.cell("unit")
            found, expected = whole(now), whole(then)
            other = _other_unit(now, then) if times == TEN_THOUSAND else row.unit
            proposed = () if other == row.unit else (Proposal(row.cell("unit"), other),)
            yield hit(
                *places,
                target=target.id,
                found=found,
                expected=expected,
                times=times,
            ).proposing(*proposed)


def _other_unit(now: Decimal, then: Decimal) -> str:
    """The unit that brings a base ten thousand times off near last year's."""
    return "10ktCO2e" if now < then else "tCO2e"


def _on_file(plan: Plan, target: Target) -> tuple[Decimal, Decimal] | None:
    """Stated base emissions and those of the same scopes on file, tonnes CO2e."""
    stated = known(stated_base(target))
    file = plan.inventories.get(target.base.year or 0)
    if stated is None or file is None or not target.kaohsiung_only:
        return None
    first = file.scope1 if known(target.base.scope1) is not None else Decimal(0)
    second = file.scope2 if known(target.base.scope2) is not None else Decimal(0)
    return stated, first + second
