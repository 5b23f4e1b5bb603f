"""Rules about energy passed to other members."""

from collections.abc import Iterator

from portal.language import Text
from portal.plans.figures import Plan
from portal.plans.flows import SHARED_CARRIERS, fits
from portal.plans.rules.book import JUDGEMENT, RULES, hit, repeated
from portal.plans.sheets import ExchangeRow
from portal.reference.codes import CARRIER
from portal.workbook.findings import Hit, Severity

REGISTER = "one flow, two reports: scope 1 of the seller is scope 2 of the buyer"


@RULES.rule(
    "PLN-521",
    Severity.ERROR,
    title=Text("交換對象為自己", "Exchange with oneself"),
    message=Text("對方成員代碼 {found} 就是本公司。", "The partner {found} is the member itself."),
    why=Text("公司內部的能源流動不屬於成員間交換。", "Flows within a company are no exchange."),
    fix=Text("請更正對方成員代碼或刪除該列。", "Correct the partner or delete the row."),
    source=REGISTER,
)
def partners_are_others(plan: Plan) -> Iterator[Hit]:
    """The member's own code as partner."""
    own = plan.cover.member_code if plan.cover else None
    for row in plan.exchange:
        if own and row.partner_code == own:
            yield hit(row.cell("partner_code"), found=own)


@RULES.rule(
    "PLN-522",
    Severity.WARNING,
    title=Text("查無對方成員代碼", "Partner not a member"),
    message=Text(
        "對方成員代碼 {found} 不在聯盟名單。",
        "The partner code {found} is not on the list of members.",
    ),
    why=Text(
        "對不到對方，重複計算就無法扣除。", "Without the partner the overlap cannot be deducted."
    ),
    fix=Text(
        "請更正代碼；非聯盟成員請留空並填公司名稱。",
        "Correct it; leave it blank for a company outside the Alliance.",
    ),
    source=REGISTER,
)
def partners_are_members(plan: Plan) -> Iterator[Hit]:
    """A partner code that the register does not know."""
    known = plan.background.member_codes
    for row in plan.exchange:
        if row.partner_code and known and row.partner_code not in known:
            yield hit(row.cell("partner_code"), found=row.partner_code)


@RULES.rule(
    "PLN-523",
    Severity.ERROR,
    title=Text("交換的目標年不晚於基準年", "Target year not after base year"),
    message=Text(
        "交換的目標年 {found} 年不晚於基準年 {base} 年。",
        "The target year {found} of the flow is not after its base year {base}.",
    ),
    why=Text("無法計算交換量的變化。", "The change of the flow cannot be computed."),
    fix=Text("請更正年度。", "Correct the years."),
    source=REGISTER,
)
def flows_have_two_years(plan: Plan) -> Iterator[Hit]:
    """A target year up to the base year."""
    for row in plan.exchange:
        if row.base_year and row.target_year and row.target_year <= row.base_year:
            places = row.cell("target_year"), row.cell("base_year")
            yield hit(*places, found=row.target_year, base=row.base_year)


@RULES.rule(
    "PLN-524",
    Severity.WARNING,
    title=Text("交換量沒有排放係數", "Flow without a factor"),
    message=Text(
        "與「{partner}」交換的{carrier}沒有排放係數。",
        "The {carrier} exchanged with “{partner}” has no factor.",
    ),
    why=Text(
        "沒有係數無法換算為公噸，重複計算無法扣除。",
        "Without it there are no tonnes and no deduction.",
    ),
    fix=Text("請填報供應端的排放係數與單位。", "State the supplier's factor and its unit."),
    source=REGISTER,
)
def shared_flows_have_a_factor(plan: Plan) -> Iterator[Hit]:
    """Steam, heat, air or power without factor or unit."""
    for row in plan.exchange:
        blank = "factor" if row.factor is None else "factor_unit"
        if row.carrier in SHARED_CARRIERS and (row.factor is None or row.factor_unit is None):
            label = CARRIER[row.carrier or ""].label
            yield hit(row.cell(blank), partner=row.partner_name, carrier=label)


@RULES.rule(
    "PLN-525",
    Severity.ERROR,
    title=Text("交換量單位與係數不合", "Unit and factor of the flow do not fit"),
    message=Text(
        "數量單位 {unit} 與係數單位 {found} 不合。",
        "The quantity is in {unit}, the factor in {found}.",
    ),
    why=Text("單位不合時相乘沒有意義。", "Multiplied, they make no tonnes."),
    fix=Text(
        "請採用同一種單位，例如 GJ 與 kgCO₂e／GJ。",
        "Use units of one kind, such as GJ and kgCO2e/GJ.",
    ),
    source=REGISTER,
)
def flow_units_fit(plan: Plan) -> Iterator[Hit]:
    """A factor per another kind of quantity."""
    for row in plan.exchange:
        stated = row.unit and row.factor is not None and row.factor_unit
        if stated and not fits(row.unit, row.factor_unit):
            places = row.cell("factor_unit"), row.cell("unit")
            yield hit(*places, unit=row.unit, found=row.factor_unit)


@RULES.rule(
    "PLN-526",
    Severity.ERROR,
    title=Text("交換項目重複", "Flow listed twice"),
    message=Text(
        "與「{partner}」的同一項交換已列於第 {first} 列。",
        "The same flow with “{partner}” stands in row {first}.",
    ),
    why=Text("重複的交換會扣除兩次。", "It would be deducted twice."),
    fix=Text("請合併為一列。", "Join the rows."),
    source=REGISTER,
)
def flows_stand_once(plan: Plan) -> Iterator[Hit]:
    """Partner, carrier, direction and year equal."""

    def identity(row: ExchangeRow) -> str | None:
        partner = row.partner_code or row.partner_name
        return partner and repr((partner, row.carrier, row.direction, row.target_year))

    for row, first in repeated(plan.exchange, identity):
        places = row.cell("carrier"), first.cell("carrier")
        yield hit(*places, partner=row.partner_name, first=first.at)


@RULES.rule(
    "PLN-527",
    Severity.WARNING,
    title=Text("交換量變動過大", "Flow changes much"),
    message=Text(
        "與「{partner}」的交換量由 {base} 變為 {found}，相差 {limit} 倍以上。",
        "The flow with “{partner}” goes from {base} to {found}, more than {limit} times.",
    ),
    why=Text("多半是兩個年度的單位不同。", "The two years usually have different units."),
    fix=Text("請確認單位，或於備註說明。", "Check the unit, or explain in the note."),
    source=JUDGEMENT,
    thresholds=("flow_difference",),
)
def flows_change_within_reason(plan: Plan) -> Iterator[Hit]:
    """Target-year quantity many times the base-year one, or the reverse, without a note."""
    limit = plan.limit("flow_difference")
    for row in plan.exchange:
        if not row.base_quantity or not row.target_quantity or row.note:
            continue
        if max(row.base_quantity, row.target_quantity) > limit * min(
            row.base_quantity, row.target_quantity
        ):
            places, found = (
                (row.cell("target_quantity"), row.cell("base_quantity")),
                row.target_quantity,
            )
            names = {"base": row.base_quantity, "limit": limit}
            yield hit(*places, partner=row.partner_name, found=found, **names)
