"""What a member answers and what a coordinator settles."""

from decimal import Decimal, InvalidOperation
from typing import Any
from unicodedata import normalize

from portal.exchange.figures import StatedFlow, ThirdValue, Verdict
from portal.exchange.models import Said
from portal.exchange.operations import ANSWERS, WITHOUT_REASON
from portal.exchange.third_value import UnfitValueError, stated
from portal.exchange.words import BASE_UNITS, SAID
from portal.language import Text
from portal.reference.units import units
from portal.web.fields import HiddenField, SelectField, StringField, TextAreaField, Wrong
from portal.web.forms import PortalForm, at_most, choices, required

LONGEST = 4_000
LONGEST_EVIDENCE = 500
WHY = Text("請說明原因。", "Say why.")
UNFIT = Text(
    "請填排放當量，或數量、單位與係數；並填時兩者相差不得逾 1 %。",
    "Give the emissions, or quantity, unit and factor; both together agree within 1 %.",
)
_LARGEST = Decimal(10) ** 12


def number(form: Any, field: Any) -> None:
    """The field holds an amount, or nothing."""
    if str(field.data or "").strip() and written(field.data) is None:
        raise Wrong(Text("請填數字，例：12,500.5。", "Write a number such as 12,500.5."))


def written(said: str | None) -> Decimal | None:
    """The amount as typed, full-width digits and separators of thousands too."""
    try:
        value = Decimal(normalize("NFKC", said or "").replace(",", "").strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < _LARGEST else None


def _amount(label: Text) -> Any:
    return StringField(label, [number])


class CaseForm(PortalForm):
    """What both forms carry: the last statement that the person saw."""

    after = HiddenField()

    @property
    def seen(self) -> int | None:
        """Its number; None when none was sent."""
        sent = str(self.after.data or "")
        return int(sent) if sent.isdigit() else None


class AnswerForm(CaseForm):
    """One of four answers, with a reason where it needs one."""

    said = SelectField(Text("回覆", "Answer"), validate_choice=False)
    reason = TextAreaField(Text("說明", "Reason"), [at_most(LONGEST)])

    def offer(self) -> "AnswerForm":
        """The form with the answers in the reader's language."""
        self.said.choices = choices([(one.value, SAID[one]) for one in ANSWERS])
        return self

    def validate_said(self, field: Any) -> None:
        """One of the answers."""
        if field.data not in {one.value for one in ANSWERS}:
            raise Wrong(Text("請選擇一項回覆。", "Choose an answer."))

    def validate_reason(self, field: Any) -> None:
        """Everything but agreement needs a reason."""
        needed = self.said.data not in {one.value for one in WITHOUT_REASON}
        if needed and not str(field.data or "").strip():
            raise Wrong(WHY)

    @property
    def answer(self) -> Said:
        """The answer."""
        return Said(self.said.data)


class SettleForm(CaseForm):
    """Whose figure holds, or which other value, and why."""

    verdict = SelectField(Text("裁定", "Settlement"), validate_choice=False)
    quantity = _amount(Text("數量", "Quantity"))
    unit = SelectField(Text("單位", "Unit"), validate_choice=False)
    factor = _amount(Text("係數（公噸 CO₂e／單位）", "Factor (t CO₂e per unit)"))
    tonnes = _amount(Text("排放當量（公噸 CO₂e）", "Emissions (t CO₂e)"))
    base_quantity = _amount(Text("基準年數量", "Quantity in the base year"))
    base_tonnes = _amount(
        Text("基準年排放當量（公噸 CO₂e）", "Emissions in the base year (t CO₂e)")
    )
    evidence = StringField(Text("佐證文件", "Evidence"), [at_most(LONGEST_EVIDENCE)])
    why = TextAreaField(Text("理由", "Reason"), [required(WHY), at_most(LONGEST)])
    is_plan = False

    def offer(self, values: list[str], *, is_plan: bool) -> "SettleForm":
        """The form with the settlements that this case allows; a plan has a base year too."""
        self.is_plan = is_plan
        self.verdict.choices = choices([(one, SAID[Said(one)]) for one in values])
        known = ((one.code, one.label) for one in units().values() if one.dimension in BASE_UNITS)
        self.unit.choices = choices([("", Text("（未填）", "(none)")), *known])
        return self

    def validate_verdict(self, field: Any) -> None:
        """One of those that are offered."""
        if field.data not in {one.value for one in self.verdict.choices}:
            raise Wrong(Text("請選擇一項裁定。", "Choose a settlement."))

    def validate_evidence(self, field: Any) -> None:
        """Another value rests on a document."""
        if self.has_value and not str(field.data or "").strip():
            raise Wrong(Text("請寫明依據的文件。", "Name the document that it rests on."))

    def validate_tonnes(self, field: Any) -> None:
        """The parts of another value make tonnes."""
        if self.has_value and not _fits(self.quantity, self.unit, self.factor, field):
            raise Wrong(UNFIT)

    def validate_base_tonnes(self, field: Any) -> None:
        """Those of the base year of a plan too."""
        if not self.has_value or not self.is_plan:
            return
        if not _fits(self.base_quantity, self.unit, self.factor, field):
            raise Wrong(UNFIT)

    @property
    def has_value(self) -> bool:
        """Whether neither report holds."""
        return str(self.verdict.data) == Verdict.THIRD_VALUE.value

    @property
    def value(self) -> ThirdValue | None:
        """The other value; None with every other settlement."""
        if not self.has_value:
            return None
        base = (self.base_quantity, self.unit, self.factor, self.base_tonnes)
        return ThirdValue(
            _stated(self.quantity, self.unit, self.factor, self.tonnes),
            _stated(*base) if self.is_plan else None,
            str(self.evidence.data).strip(),
            str(self.why.data).strip(),
        )


def _stated(quantity: Any, unit: Any, factor: Any, tonnes: Any) -> StatedFlow:
    amounts = [written(one.data) for one in (quantity, factor, tonnes)]
    return stated(amounts[0], str(unit.data or ""), amounts[1], amounts[2])


def _fits(quantity: Any, unit: Any, factor: Any, tonnes: Any) -> bool:
    try:
        _stated(quantity, unit, factor, tonnes)
    except UnfitValueError:
        return False
    return True
