"""Rules about the size of a measure's effect: energy, factor and tonnes agree."""

from collections.abc import Iterator
from decimal import Decimal

from portal.language import Text
from portal.plans.amounts import ZERO, Missing
from portal.plans.figures import Plan
from portal.plans.flows import emissions, fits
from portal.plans.measure_sheet import MeasureRow
from portal.plans.rules.book import FEE_PLAN, JUDGEMENT, RULES, hit, live, slip, whole
from portal.reference.codes import SCOPE
from portal.reference.grid import published
from portal.reference.units import units
from portal.workbook.findings import Hit, Severity

GRID_NOTICE = "electricity emission factors announced each year by the Energy Administration"


@RULES.rule(
    "PLN-421",
    Severity.ERROR,
    title=Text("減量大於全廠排放量", "Cut larger than all emissions"),
    message=Text(
        "措施 {measure} 預期減量 {found} 公噸，大於 {year} 年盤查清冊的{scope} {limit} 公噸。",
        "Measure {measure} cuts {found} t, more than the {limit} t of {scope} in the inventory "
        "of {year}.",
    ),
    why=Text(
        "多半是單位誤植（公斤、度或萬公噸）。", "A unit is usually wrong: kg, kWh or 10,000 t."
    ),
    fix=Text("請確認單位與數值。", "Check the unit and the number."),
    source=JUDGEMENT,
)
def cuts_fit_the_company(plan: Plan) -> Iterator[Hit]:
    """More tonnes than the latest inventory has in that scope."""
    for row in live(plan):
        limit = _scope_emissions(plan, row.scope)
        if row.expected is not None and limit is not None and row.expected > limit:
            scope = SCOPE[row.scope or "1"].label
            year = plan.latest_year
            place = row.cell("expected")
            yield hit(
                place,
                measure=row.measure_id,
                found=row.expected,
                limit=limit,
                scope=scope,
                year=year,
            )


@RULES.rule(
    "PLN-422",
    Severity.ERROR,
    title=Text("預期減量與節能量差千倍", "Cut and energy a thousand times apart"),
    message=Text(
        "措施 {measure} 預期減量 {found} 公噸，節能量乘以係數為 {expected} 公噸，相差約 {times} "
        "倍。",
        "Measure {measure} states {found} t; energy times factor makes {expected} t, about "
        "{times} times apart.",
    ),
    why=Text("多半是公斤與公噸、度與千度混用。", "kg and t, or kWh and MWh, are usually mixed up."),
    fix=Text("請確認節能量、係數與預期減量的單位。", "Check the units of energy, factor and cut."),
    source=JUDGEMENT,
    thresholds=("unit_slip",),
)
def cut_and_energy_have_one_unit(plan: Plan) -> Iterator[Hit]:
    """Energy times factor off by 1,000 or 10,000."""
    for row in live(plan):
        computed = _computed(row)
        if computed is None or row.expected is None or not _one_source(row):
            continue
        if times := slip(row.expected, computed, plan.limit("unit_slip")):
            places = row.cell("expected"), row.cell("factor")
            amounts = {"found": row.expected, "expected": whole(computed)}
            yield hit(*places, measure=row.measure_id, times=times, **amounts)


@RULES.rule(
    "PLN-423",
    Severity.WARNING,
    title=Text("預期減量與節能量不符", "Cut differs from energy times factor"),
    message=Text(
        "措施 {measure} 預期減量 {found} 公噸，節能量乘以係數為 {expected} 公噸。",
        "Measure {measure} states {found} t; energy times factor makes {expected} t.",
    ),
    why=Text("減量效益須能由節能量重算。", "The effect must follow from the energy saved."),
    fix=Text(
        "請更正其中一項，或於計算說明欄列出其他效益。",
        "Correct one of them, or list other effects in the calculation.",
    ),
    source=FEE_PLAN,
    thresholds=(
        "factor_tolerance_relative",
        "unit_slip",
    ),
    writes_expected=True,
)
def cut_follows_from_energy(plan: Plan) -> Iterator[Hit]:
    """Energy times factor apart by more than 5 %, without a word in the calculation."""
    for row in live(plan):
        computed = _computed(row)
        if computed is None or row.expected is None or not _one_source(row) or row.calculation:
            continue
        if slip(row.expected, computed, plan.limit("unit_slip")):
            continue
        if abs(row.expected - computed) > plan.limit("factor_tolerance_relative") * computed:
            places = row.cell("expected"), row.cell("factor")
            yield hit(*places, measure=row.measure_id, found=row.expected, expected=whole(computed))


@RULES.rule(
    "PLN-424",
    Severity.WARNING,
    title=Text("節能量沒有採用係數", "Energy saved without a factor"),
    message=Text(
        "措施 {measure} 有節能量，但沒有係數或係數單位。",
        "Measure {measure} saves energy but states no factor or unit of it.",
    ),
    why=Text("沒有係數就無法重算減量。", "Without a factor the cut cannot be recomputed."),
    fix=Text("請填報採用係數、單位與年度。", "State the factor, its unit and its year."),
    source=FEE_PLAN,
)
def energy_has_a_factor(plan: Plan) -> Iterator[Hit]:
    """Energy saved, factor or its unit blank."""
    for row in live(plan):
        blank = "factor" if row.factor is None else "factor_unit"
        saves = row.saved_kwh or row.saved_gj or row.saved_fuel
        if saves and (row.factor is None or row.factor_unit is None):
            yield hit(row.cell(blank), measure=row.measure_id)


@RULES.rule(
    "PLN-425",
    Severity.ERROR,
    title=Text("係數單位與節能量不合", "Factor does not fit the energy"),
    message=Text(
        "措施 {measure} 的係數單位「{found}」與節能量的單位不合。",
        "The factor of measure {measure} is per “{found}”, which does not fit the energy saved.",
    ),
    why=Text("單位不合時相乘沒有意義。", "Multiplied, the two make no tonnes."),
    fix=Text(
        "電力請用 kgCO₂e／度，熱能用 kgCO₂e／GJ，燃料用每公噸、公秉或千立方公尺。",
        "Use kgCO2e/kWh for power, per GJ for heat, per t, kL or 1000 m3 for fuel.",
    ),
    source=JUDGEMENT,
)
def factor_fits_the_energy(plan: Plan) -> Iterator[Hit]:
    """A factor per another kind of quantity."""
    for row in live(plan):
        amounts = [(amount, unit) for amount, unit in _amounts(row) if unit]
        if not amounts or row.factor is None or row.factor_unit is None:
            continue
        if not any(fits(unit, row.factor_unit) for _, unit in amounts):
            label = units()[row.factor_unit].label
            yield hit(row.cell("factor_unit"), measure=row.measure_id, found=label)


@RULES.rule(
    "PLN-426",
    Severity.WARNING,
    title=Text("電力係數與公告值不同", "Grid factor differs from the announced one"),
    message=Text(
        "措施 {measure} 的電力係數 {found} 不是 {year} 年的公告值（{expected}）。",
        "The grid factor {found} of measure {measure} is not one announced for {year} ({expected}"
        ").",
    ),
    why=Text(
        "係數不同時，各成員的減量無法比較。",
        "With other factors the cuts of members cannot be compared.",
    ),
    fix=Text(
        "請採用該年度公告值，或填報實際採用的年度。",
        "Use the announced value, or state the year it belongs to.",
    ),
    source=GRID_NOTICE,
)
def grid_factors_are_announced_ones(plan: Plan) -> Iterator[Hit]:
    """kgCO2e per kWh that was not published for the stated year."""
    for row in live(plan):
        if not row.saved_kwh or row.factor is None or row.factor_unit != "kgCO2e/kWh":
            continue
        values = sorted({one.value for one in published(row.factor_year or 0)})
        if values and row.factor not in values and not _is_off_grid(row):
            places = row.cell("factor"), row.cell("factor_year")
            named = "、".join(f"{value:f}" for value in values)
            yield hit(
                *places,
                measure=row.measure_id,
                found=row.factor,
                year=row.factor_year,
                expected=named,
            )


@RULES.rule(
    "PLN-427",
    Severity.WARNING,
    title=Text("未填報係數年度", "Year of the factor missing"),
    message=Text(
        "措施 {measure} 的電力係數 {found} 沒有年度。",
        "The grid factor {found} of measure {measure} has no year.",
    ),
    why=Text("電力排碳係數逐年公告，沒有年度就無法核對。", "Grid factors change every year."),
    fix=Text("請填報係數年度。", "State its year."),
    source=GRID_NOTICE,
)
def grid_factors_have_a_year(plan: Plan) -> Iterator[Hit]:
    """kgCO2e per kWh without a year."""
    for row in live(plan):
        if row.saved_kwh and row.factor and row.factor_unit == "kgCO2e/kWh" and not row.factor_year:
            yield hit(row.cell("factor_year"), measure=row.measure_id, found=row.factor)


@RULES.rule(
    "PLN-428",
    Severity.WARNING,
    title=Text("減量沒有計算依據", "Cut without a calculation"),
    message=Text(
        "措施 {measure} 預期減量 {found} 公噸，沒有節能量也沒有計算說明。",
        "Measure {measure} cuts {found} t with neither energy saved nor a calculation.",
    ),
    why=Text("沒有依據的減量無法審查。", "A cut without a basis cannot be reviewed."),
    fix=Text(
        "請填報節能量與係數，或寫明計算方式。",
        "State energy and factor, or write down the calculation.",
    ),
    source=FEE_PLAN,
)
def cuts_have_a_calculation(plan: Plan) -> Iterator[Hit]:
    """Tonnes without energy and without words."""
    for row in live(plan):
        if row.expected and not _amounts(row) and not row.calculation:
            yield hit(row.cell("calculation"), measure=row.measure_id, found=row.expected)


@RULES.rule(
    "PLN-429",
    Severity.ERROR,
    title=Text("燃料沒有單位", "Fuel without a unit"),
    message=Text(
        "措施 {measure} 節省燃料 {found}，但沒有單位。",
        "Measure {measure} saves {found} of fuel without a unit.",
    ),
    why=Text("公秉、公噸與千立方公尺相差很大。", "kL, t and 1000 m3 are far apart."),
    fix=Text("請選擇燃料單位。", "Choose the unit."),
    source=JUDGEMENT,
)
def fuel_has_a_unit(plan: Plan) -> Iterator[Hit]:
    """Fuel saved, unit blank."""
    for row in live(plan):
        if row.saved_fuel and not row.fuel_unit:
            yield hit(
                row.cell("fuel_unit"),
                row.cell("saved_fuel"),
                measure=row.measure_id,
                found=row.saved_fuel,
            )


def _scope_emissions(plan: Plan, scope: str | None) -> Decimal | None:
    if plan.latest is None or scope is None:
        return None
    return plan.latest.scope1 if scope == "1" else plan.latest.scope2


def _amounts(row: MeasureRow) -> list[tuple[Decimal, str | None]]:
    """Energy and fuel saved, each with its unit."""
    stated = (row.saved_kwh, "kWh"), (row.saved_gj, "GJ"), (row.saved_fuel, row.fuel_unit)
    return [(amount, unit) for amount, unit in stated if amount]


def _one_source(row: MeasureRow) -> bool:
    """Whether one kind of energy is saved, so that one factor can explain the cut."""
    return len(_amounts(row)) == 1


def _computed(row: MeasureRow) -> Decimal | None:
    """Energy times factor, tonnes CO2e a year, where the units fit."""
    found = (emissions(one, unit, row.factor, row.factor_unit) for one, unit in _amounts(row))
    numbers = [one for one in found if not isinstance(one, Missing)]
    return sum(numbers, ZERO) or None


def _is_off_grid(row: MeasureRow) -> bool:
    """Whether the member says itself that it is not grid electricity."""
    return bool(row.calculation)
