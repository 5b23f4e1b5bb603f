"""The forms of measurement and verification."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from portal.language import Text
from portal.reference.site_systems import Carrier, System
from portal.verification.change_points import Shape
from portal.verification.computing import Option, Variable
from portal.verification.figures import PlanFields, PlanRow
from portal.verification.states import ReportOutcome
from portal.web.fields import (
    BooleanField,
    DateField,
    SelectField,
    StringField,
    TextAreaField,
    Wrong,
)
from portal.web.forms import Choice, PortalForm, VersionedForm, at_most, choices, required

FILL = Text("請填寫這一欄。", "Fill this in.")
DAY = Text("請以 2026-04-30 的格式填寫日期。", "Write the date as 2026-04-30.")
NOT_A_NUMBER = Text("請填數字，例：120000。", "Write a number such as 120000.")
TURNED = Text("迄日須晚於起日。", "The last day must be after the first.")
NEEDS_ESTIMATE = Text(
    "選項 A 須填每日推估值及其來源。", "Option A needs the estimate a day, and its source."
)
NEEDS_NOTE = Text("請寫下理由。", "Give the reason.")
NUMBER_OF_VARIABLES = 4

SYSTEMS: tuple[Choice, ...] = tuple((one.value, one.label) for one in System)
CARRIERS: tuple[Choice, ...] = tuple(
    (one.value, Text(f"{one.label.zh}（{one.unit}）", f"{one.label.en} ({one.unit})"))
    for one in Carrier
)
SHAPES: tuple[Choice, ...] = (
    ("", Text("由平台比較後選擇", "Chosen by comparison")),
    (Shape.STRAIGHT, Text("直線", "Straight line")),
    (Shape.HEATING, Text("低於轉折點時上升（供熱）", "Rises below a change point (heating)")),
    (Shape.COOLING, Text("高於轉折點時上升（供冷）", "Rises above a change point (cooling)")),
    (Shape.BOTH, Text("兩側皆上升", "Rises on both sides")),
)
VARIABLE_KINDS: tuple[Choice, ...] = (
    ("production", Text("產量（期間合計）", "Production (total of the period)")),
    ("total", Text("其他合計值（如工作日）", "Other total (such as working days)")),
    ("mean", Text("平均值（如氣溫）", "Mean (such as temperature)")),
)


def quantity(form: Any, field: Any) -> None:
    """The field holds a number, or nothing."""
    try:
        number = Decimal(str(field.data or "0").replace(",", "").strip())
    except InvalidOperation:
        raise Wrong(NOT_A_NUMBER) from None
    if not number.is_finite():
        raise Wrong(NOT_A_NUMBER)


def _number(text: str | None) -> Decimal | None:
    written = (text or "").replace(",", "").strip()
    return Decimal(written) if written else None


class PlanForm(VersionedForm):
    """A plan of measurement and verification."""

    site = SelectField(Text("廠區", "Site"), [required(FILL)])
    title = StringField(Text("計畫名稱", "Title"), [required(FILL), at_most(200)])
    system = SelectField(Text("系統", "System"))
    carrier = SelectField(Text("能源別", "Energy carrier"))
    unit = StringField(
        Text("選項 A：關鍵參數的單位", "Option A: unit of the key parameter"), [at_most(40)]
    )
    option = SelectField(Text("IPMVP 選項", "IPMVP option"))
    boundary = TextAreaField(
        Text("量測邊界", "Measurement boundary"), [required(FILL), at_most(2000)]
    )
    meters = TextAreaField(Text("電表與儀表", "Meters"), [required(FILL), at_most(2000)])
    static_factors = TextAreaField(
        Text("靜態因子（不隨期間變動的條件）", "Static factors"), [at_most(2000)]
    )
    baseline_from = DateField(Text("基線起日", "Baseline from"), [required(DAY)])
    baseline_to = DateField(Text("基線迄日", "Baseline to"), [required(DAY)])
    shape = SelectField(Text("模型形式", "Shape of the model"))
    name1 = StringField(Text("變數 1", "Variable 1"), [at_most(60)])
    kind1 = SelectField(Text("變數 1 類型", "Kind of variable 1"))
    name2 = StringField(Text("變數 2", "Variable 2"), [at_most(60)])
    kind2 = SelectField(Text("變數 2 類型", "Kind of variable 2"))
    name3 = StringField(Text("變數 3", "Variable 3"), [at_most(60)])
    kind3 = SelectField(Text("變數 3 類型", "Kind of variable 3"))
    name4 = StringField(Text("變數 4", "Variable 4"), [at_most(60)])
    kind4 = SelectField(Text("變數 4 類型", "Kind of variable 4"))
    estimate = StringField(
        Text("選項 A：每日推估值（如運轉時數）", "Option A: estimate a day (such as hours)"),
        [quantity],
    )
    estimate_source = TextAreaField(Text("推估值的來源", "Source of the estimate"), [at_most(2000)])
    expected = StringField(Text("預期年節能量", "Saving expected a year"), [quantity])

    def offer(self, sites: Sequence[Choice]) -> None:
        """Fill the lists in the language of the request."""
        self.site.choices = choices(sites)
        offers: tuple[tuple[Any, Iterable[Choice]], ...] = (
            (self.system, SYSTEMS),
            (self.carrier, CARRIERS),
            (self.option, [(one.value, one.label) for one in Option]),
            (self.shape, SHAPES),
            (self.kind1, VARIABLE_KINDS),
            (self.kind2, VARIABLE_KINDS),
            (self.kind3, VARIABLE_KINDS),
            (self.kind4, VARIABLE_KINDS),
        )
        for field, offered in offers:
            field.choices = choices(offered)

    def validate_baseline_to(self, field: Any) -> None:
        """The baseline ends after it begins."""
        if self.baseline_from.data and field.data and field.data <= self.baseline_from.data:
            raise Wrong(TURNED)

    def validate_estimate_source(self, field: Any) -> None:
        """Option A states its estimate and where it comes from."""
        if self.option.data == Option.A and not (field.data and self.estimate.data):
            raise Wrong(NEEDS_ESTIMATE)

    @property
    def fields(self) -> PlanFields:
        """What was written."""
        return PlanFields(
            self.title.data.strip(),
            System(self.system.data),
            Carrier(self.carrier.data),
            (self.unit.data or "").strip(),
            Option(self.option.data),
            self.boundary.data.strip(),
            self.meters.data.strip(),
            (self.static_factors.data or "").strip(),
            self.baseline_from.data,
            self.baseline_to.data,
            tuple(self._variables()),
            Shape(self.shape.data) if self.shape.data else None,
            _number(self.estimate.data),
            (self.estimate_source.data or "").strip(),
            _number(self.expected.data),
        )

    def _written(self, name: str) -> Any:
        return self.data[name]

    def _variables(self) -> list[Variable]:
        found: list[Variable] = []
        for at in range(1, NUMBER_OF_VARIABLES + 1):
            name = str(self._written(f"name{at}") or "").strip()
            kind = self._written(f"kind{at}")
            if name:
                found.append(Variable(name, "", kind != "mean", kind == "production"))
        return found


def shown(plan: PlanRow | None) -> dict[str, Any]:
    """What the form of a plan shows first."""
    if plan is None:
        return {}
    fields = plan.fields
    values: dict[str, Any] = {
        name: getattr(fields, name) for name in PlanFields.__dataclass_fields__
    }
    values |= {
        "site": plan.site,
        "option": fields.option.value,
        "shape": fields.shape.value if fields.shape else "",
        "estimate": "" if fields.estimate is None else f"{fields.estimate:f}",
        "expected": "" if fields.expected is None else f"{fields.expected:f}",
        "row_version": plan.row_version,
    }
    for at, one in enumerate(fields.variables, 1):
        kind = "production" if one.is_production else "total" if one.is_total else "mean"
        values |= {f"name{at}": one.name, f"kind{at}": kind}
    return values


class PeriodForm(PortalForm):
    """The period of a report."""

    first = DateField(Text("報告期起日", "Reporting from"), [required(DAY)])
    last = DateField(Text("報告期迄日", "Reporting to"), [required(DAY)])

    def validate_last(self, field: Any) -> None:
        """The period ends after it begins."""
        if self.first.data and field.data and field.data < self.first.data:
            raise Wrong(TURNED)


class AdjustmentForm(PeriodForm):
    """A proposed non-routine adjustment."""

    quantity = StringField(
        Text("調整量（正值提高基線）", "Quantity (positive raises the baseline)"),
        [required(FILL), quantity],
    )
    reason = TextAreaField(Text("理由", "Reason"), [required(FILL), at_most(2000)])
    evidence = TextAreaField(Text("佐證", "Evidence"), [required(FILL), at_most(2000)])

    @property
    def amount(self) -> Decimal:
        """The quantity."""
        return _number(self.quantity.data) or Decimal(0)


class AdjustmentDecisionForm(PortalForm):
    """What a coordinator decides about an adjustment."""

    approve = BooleanField(Text("同意這項調整", "Approve this adjustment"))
    note = TextAreaField(Text("決定的理由", "Reason of the decision"), [required(NEEDS_NOTE)])


@dataclass(frozen=True, slots=True)
class Decided:
    """What a coordinator decided about a report."""

    outcome: ReportOutcome
    note: str


class ReportDecisionForm(PortalForm):
    """What a coordinator decides about a report."""

    outcome = SelectField(Text("結果", "Outcome"))
    note = TextAreaField(Text("理由", "Reason"), [required(NEEDS_NOTE), at_most(2000)])

    def offer(self) -> None:
        """Fill the list."""
        self.outcome.choices = choices((one.value, one.label) for one in ReportOutcome)

    @property
    def decided(self) -> Decided:
        """The decision."""
        return Decided(ReportOutcome(self.outcome.data), self.note.data.strip())
