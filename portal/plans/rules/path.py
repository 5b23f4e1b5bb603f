"""Rules about the yearly path: its years, its start, its end, and its electricity."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from portal.language import Text
from portal.plans.amounts import ZERO
from portal.plans.contributions import Quantified
from portal.plans.figures import Plan, emissions_in_target_year
from portal.plans.measures import planned, realised
from portal.plans.rules.book import FEE_PLAN, JUDGEMENT, RULES, hit, repeated, slip, whole
from portal.plans.sheets import PathRow
from portal.workbook.findings import Hit, Severity

NEAR_TERM = 2030


@RULES.rule(
    "PLN-511",
    Severity.ERROR,
    title=Text("路徑年度重複", "Year of the path repeated"),
    message=Text("{found} 年已列於第 {first} 列。", "{found} already stands in row {first}."),
    why=Text("同一年度只能有一個預測值。", "A year has one forecast."),
    fix=Text("請刪除重複的列。", "Delete one of the rows."),
    source=FEE_PLAN,
)
def path_years_are_unique(plan: Plan) -> Iterator[Hit]:
    """A year in two rows."""
    for row, first in repeated(plan.path, lambda one: str(one.year or "")):
        yield hit(row.cell("year"), first.cell("year"), found=row.year, first=first.at)


@RULES.rule(
    "PLN-512",
    Severity.WARNING,
    title=Text("路徑缺少目標年", "Target year not on the path"),
    message=Text(
        "逐年排放路徑沒有目標年 {found} 年。", "The yearly path leaves out the target year {found}."
    ),
    why=Text("缺少目標年就無法核對路徑與目標。", "Path and target cannot be compared."),
    fix=Text("請補列該年度的預測排放量。", "Add the forecast of that year."),
    source=FEE_PLAN,
)
def path_reaches_the_targets(plan: Plan) -> Iterator[Hit]:
    """A quantified target of 2026 or 2030 whose year has no row."""
    years = {row.year for row in plan.path}
    for year in (2026, NEAR_TERM):
        if plan.path and year not in years and isinstance(plan.pledge(year), Quantified):
            yield hit(plan.path[-1].cell("year"), found=year, expected=year)


@RULES.rule(
    "PLN-513",
    Severity.ERROR,
    title=Text("路徑與目標不符", "Path differs from the target"),
    message=Text(
        "路徑 {year} 年排放量為 {found} 公噸，依目標計算為 {expected} 公噸。",
        "The path has {found} t in {year}; the target leaves {expected} t.",
    ),
    why=Text("路徑與目標相差超過 1%，其中一項有誤。", "They differ by more than 1%: one is wrong."),
    fix=Text("請更正路徑或目標。", "Correct the path or the target."),
    source=FEE_PLAN,
    thresholds=("path_tolerance_relative",),
)
def path_meets_the_targets(plan: Plan) -> Iterator[Hit]:
    """Forecast of the target year apart from the target by more than 1 %."""
    for row in plan.path:
        total, pledge = _total(row), plan.pledge(row.year or 0)
        if total is None or plan.latest is None or not isinstance(pledge, Quantified):
            continue
        left = emissions_in_target_year(pledge, plan.latest)
        if abs(total - left) > max(Decimal(1), plan.limit("path_tolerance_relative") * abs(left)):
            places = row.cell("scope1"), row.cell("scope2")
            yield hit(*places, year=row.year, found=total, expected=whole(left))


@RULES.rule(
    "PLN-514",
    Severity.ERROR,
    title=Text("路徑起點與盤查清冊不符", "Path does not start from the inventory"),
    message=Text(
        "路徑 {year} 年排放量為 {found} 公噸，盤查清冊為 {expected} 公噸。",
        "The path has {found} t in {year}; the inventory has {expected} t.",
    ),
    why=Text("已有實際值的年度不應使用預測值。", "A year with actual emissions needs no forecast."),
    fix=Text("請採用盤查清冊的排放量。", "Use the emissions of the inventory."),
    source=FEE_PLAN,
    thresholds=("latest_path_tolerance",),
)
def path_starts_from_the_inventory(plan: Plan) -> Iterator[Hit]:
    """A past year apart from its inventory."""
    for row in plan.path:
        total, file = _total(row), plan.inventories.get(row.year or 0)
        past = plan.year is not None and row.year is not None and row.year <= plan.year
        if total is None or file is None or not past:
            continue
        if abs(total - file.total) > max(
            Decimal(1), plan.limit("latest_path_tolerance") * file.total
        ):
            places = row.cell("scope1"), row.cell("scope2")
            yield hit(*places, year=row.year, found=total, expected=file.total)


@RULES.rule(
    "PLN-515",
    Severity.ERROR,
    title=Text("成長、措施與路徑不一致", "Growth, measures and path disagree"),
    message=Text(
        "{year} 年路徑為 {found} 公噸；目前排放量加成長減措施為 {expected} 公噸。",
        "The path has {found} t in {year}; latest emissions plus growth less measures make "
        "{expected} t.",
    ),
    why=Text(
        "三者應相差在 1% 以內，否則缺少措施或成長估計有誤。",
        "They should agree within 1%; a measure is missing or growth is wrong.",
    ),
    fix=Text("請更正成長增量、措施或路徑。", "Correct the growth, the measures or the path."),
    source=FEE_PLAN,
    thresholds=("path_tolerance_relative",),
)
def path_is_growth_less_measures(plan: Plan) -> Iterator[Hit]:
    """E(T) apart from E(L) + growth - measures to come by more than 1 %."""
    if plan.latest is None:
        return
    for row in plan.path:
        total, future = _total(row), plan.year is not None and (row.year or 0) > plan.year
        if (
            total is None
            or row.growth is None
            or not future
            or row.year is None
            or not plan.measures
        ):
            continue
        to_come = planned(plan.measures, row.year).committed - realised(plan.measures)
        computed = plan.latest.total + row.growth - to_come
        if abs(total - computed) > plan.limit("path_tolerance_relative") * plan.latest.total:
            yield hit(row.cell("growth"), year=row.year, found=total, expected=whole(computed))


@RULES.rule(
    "PLN-516",
    Severity.WARNING,
    title=Text("假設的電力係數超出合理範圍", "Grid factor out of range"),
    message=Text(
        "{year} 年假設電力係數 {found}，不在 {low} 至 {high} 之間。",
        "The grid factor {found} assumed for {year} is not between {low} and {high}.",
    ),
    why=Text("係數假設會直接影響範疇二路徑。", "It decides the path of scope 2."),
    fix=Text(
        "請確認單位為 kgCO₂e／度，並採用公告或目標值。",
        "Check that it is kgCO2e/kWh and a published or target value.",
    ),
    source="published grid factors 2005-2025 and national targets",
    thresholds=(
        "grid_factor_minimum",
        "grid_factor_maximum",
    ),
)
def grid_factors_are_in_range(plan: Plan) -> Iterator[Hit]:
    """A factor nobody has published or aims at, for the years up to 2030."""
    low, high = plan.limit("grid_factor_minimum"), plan.limit("grid_factor_maximum")
    for row in plan.path:
        near = row.year is not None and row.year <= NEAR_TERM
        if near and row.grid_factor is not None and not low <= row.grid_factor <= high:
            yield hit(
                row.cell("grid_factor"), year=row.year, found=row.grid_factor, low=low, high=high
            )


@RULES.rule(
    "PLN-517",
    Severity.WARNING,
    title=Text("假設的電力係數逐年上升", "Grid factor rises"),
    message=Text(
        "假設電力係數由 {before} 上升到 {year} 年的 {found}。",
        "The grid factor rises from {before} to {found} in {year}.",
    ),
    why=Text("國家電力係數目標為逐年下降。", "The national path falls."),
    fix=Text("請確認各年度係數。", "Check the factors of the years."),
    source="national grid factor targets 2025 and 2030",
    thresholds=(
        "grid_rise_tolerance",
        "grid_factor_maximum",
    ),
)
def grid_factors_fall(plan: Plan) -> Iterator[Hit]:
    """A later year with a clearly higher factor."""
    known = [row for row in plan.path if row.year is not None and row.grid_factor is not None]
    ordered = sorted(known, key=lambda row: row.year or 0)
    for first, second in pairwise(ordered):
        before, after = first.grid_factor or ZERO, second.grid_factor or ZERO
        if before + plan.limit("grid_rise_tolerance") < after <= plan.limit("grid_factor_maximum"):
            yield hit(second.cell("grid_factor"), year=second.year, found=after, before=before)


@RULES.rule(
    "PLN-518",
    Severity.ERROR,
    title=Text("外購電力與範疇二差千倍", "Electricity and scope 2 a thousand times apart"),
    message=Text(
        "{year} 年外購電力乘以係數為 {expected} 公噸，範疇二為 {found} 公噸，相差約 {times} 倍。",
        "Electricity times factor makes {expected} t in {year}; scope 2 is {found} t, about "
        "{times} times apart.",
    ),
    why=Text("多半是度與千度混用。", "kWh and MWh are usually mixed up."),
    fix=Text("請以度填報外購電力。", "State electricity in kWh."),
    source=JUDGEMENT,
    thresholds=("unit_slip",),
)
def electricity_is_in_kwh(plan: Plan) -> Iterator[Hit]:
    """Electricity times factor off by 1,000 or 10,000."""
    for row in plan.path:
        if row.electricity and row.grid_factor and row.scope2:
            computed = row.electricity * row.grid_factor / 1000
            if times := slip(row.scope2, computed, plan.limit("unit_slip")):
                place, made = row.cell("electricity"), whole(computed)
                yield hit(place, year=row.year, found=row.scope2, expected=made, times=times)


def _total(row: PathRow) -> Decimal | None:
    if row.scope1 is None or row.scope2 is None:
        return None
    return row.scope1 + row.scope2
