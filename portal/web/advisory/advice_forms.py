"""The forms of a recommendation: what it says, what the member answers, what became of it."""

from decimal import Decimal
from typing import Any

from portal.advisory.arc import ARCS, Arc
from portal.advisory.content import ZERO, Advice, Answer, Progress, Saved
from portal.advisory.rates import declared_rate
from portal.advisory.rules import Flag
from portal.advisory.vocabulary import (
    Carrier,
    Level,
    MeasureClass,
    Outcome,
    Reason,
    Status,
    System,
)
from portal.language import Text
from portal.web.advisory.inputs import (
    CHOOSE,
    DAY,
    FILL,
    LONGEST,
    SAY_WHY,
    a_day,
    chosen,
    numeric,
    quantity,
    text,
    words,
)
from portal.web.fields import DateField, SelectField, StringField, TextAreaField, Wrong
from portal.web.forms import VersionedForm, at_most, choices, required
from portal.workbook.findings import Severity

MOST_RATE = Decimal(100)
EXPLAIN = Text(
    "有警告時請說明；說明會與建議一起保存。",
    "Explain the warnings; what you write is kept with the recommendation.",
)


class AdviceForm(VersionedForm):
    """A recommendation; every carrier has its own fields, added below."""

    title = StringField(Text("建議名稱", "Title"), [required(FILL), at_most(200)])
    text = TextAreaField(Text("建議內容", "What to do"), [required(FILL), at_most(LONGEST)])
    measure_class = SelectField(Text("分類", "Class"), [required(CHOOSE)])
    arc = SelectField(Text("建議代碼（ARC）", "Recommendation code (ARC)"), default="")
    hours = StringField(Text("年運轉時數（h）", "Hours a year (h)"), [numeric])
    capex_engineering = StringField(Text("工程設計（元）", "Engineering (NT$)"), [numeric])
    capex_material = StringField(Text("設備材料（元）", "Material (NT$)"), [numeric])
    capex_labour = StringField(Text("施工（元）", "Labour (NT$)"), [numeric])
    capex_other = StringField(Text("其他（元）", "Other (NT$)"), [numeric])
    subsidy = StringField(Text("補助（元）", "Subsidy (NT$)"), [numeric])
    other_saving = StringField(Text("其他年節省（元／年）", "Other saving a year (NT$)"), [numeric])
    life_years = StringField(Text("使用年限（年）", "Life (years)"), [numeric])
    discount_rate = StringField(
        Text("折現率（%）", "Discount rate (%)"),
        [numeric],
        description=Text(
            "空白時採平台約定值 {rate} %。", "Empty takes the portal's {rate} %."
        ).format(rate=str(declared_rate().rate)),
    )
    discount_reason = StringField(
        Text("改訂折現率之理由", "Reason for another rate"),
        [at_most(400)],
        description=Text(
            "自訂折現率時必填，例如公司資金成本；列印於報告。",
            "Needed with a rate of its own, such as the cost of capital; printed in the report.",
        ),
    )
    priority = SelectField(Text("優先順序", "Priority"), [required(CHOOSE)])
    confidence = SelectField(Text("可信度", "Confidence"), [required(CHOOSE)])
    interaction_group = StringField(
        Text("相互影響群組", "Interaction group"),
        [at_most(40)],
        description=Text("作用於同一用量的建議填同一名稱。", "One name for what acts on one use."),
    )
    explanation = TextAreaField(
        Text("對警告的說明", "Explanation of the warnings"), [at_most(LONGEST)]
    )

    def offer(self, system: System) -> None:
        """Fill the lists for a system."""
        self.measure_class.choices = words(MeasureClass)
        self.priority.choices = self.confidence.choices = words(Level)
        fitting = [(arc.code, _named(arc)) for arc in ARCS if system in arc.systems]
        self.arc.choices = choices([("", Text("（無適合代碼）", "(none fits)")), *fitting])

    def validate_discount_rate(self, field: Any) -> None:
        """A rate lies between none and doubling every year."""
        rate = quantity(field)
        if rate is not None and not ZERO <= rate <= MOST_RATE:
            raise Wrong(Text("折現率須在 0 – 100 % 之間。", "A rate lies between 0 and 100 %."))

    def validate_discount_reason(self, field: Any) -> None:
        """A rate of its own has a reason."""
        if quantity(self.discount_rate) is not None and not text(field):
            raise Wrong(
                Text(
                    "自訂折現率時請填理由，或將折現率留空。",
                    "Give the reason for the rate, or leave the rate empty.",
                )
            )

    @property
    def advice(self) -> Advice:
        """The recommendation as written down."""
        money = ("capex_engineering", "capex_material", "capex_labour", "capex_other")
        others = ("subsidy", "other_saving")
        return Advice(
            text(self.title),
            text(self.text),
            MeasureClass(self.measure_class.data),
            self.arc.data or "",
            quantity(self.hours),
            **{name: quantity(self[name]) or ZERO for name in (*money, *others)},
            life_years=quantity(self.life_years),
            priority=Level(self.priority.data),
            confidence=Level(self.confidence.data),
            interaction_group=text(self.interaction_group),
            explanation=text(self.explanation),
            discount_rate=quantity(self.discount_rate),
            discount_reason=text(self.discount_reason),
        )

    @property
    def savings(self) -> list[Saved]:
        """What is saved of each carrier that has a quantity."""
        found = [(carrier, self._of(carrier, "quantity")) for carrier in Carrier]
        return [
            Saved(
                carrier,
                amount,
                self._of(carrier, "peak_kw"),
                self._of(carrier, "price"),
                self._of(carrier, "stated_tco2e"),
            )
            for carrier, amount in found
            if amount is not None
        ]

    def _of(self, carrier: Carrier, name: str) -> Decimal | None:
        key = f"{carrier}_{name}"
        return quantity(self[key]) if key in self else None

    def mark(self, flags: tuple[Flag, ...]) -> bool:
        """Put what the rules say beside the fields; whether the recommendation can be kept."""
        open_warnings = bool(flags) and not text(self.explanation)
        for flag in flags:
            if flag.severity is Severity.ERROR or open_warnings:
                field: Any = self._fields[flag.field]
                field.errors = [*field.errors, flag.message]
        if open_warnings:
            self.explanation.errors = [EXPLAIN]
        return not open_warnings and not any(flag.severity is Severity.ERROR for flag in flags)


def _named(arc: Arc) -> Text:
    """A code with its meaning; one that was not confirmed says so."""
    doubt = Text("", "") if arc.verified else Text("（未經核對）", " (not confirmed)")
    return Text(f"{arc.code} {arc.label.zh}{doubt.zh}", f"{arc.code} {arc.label.en}{doubt.en}")


def _add_carriers() -> None:
    """Give the form its fields for every carrier, from the declaration of carriers."""
    for carrier in Carrier:
        zh, en, unit = carrier.label.zh, carrier.label.en, carrier.unit
        fields = {
            "quantity": Text(f"{zh}年節省量（{unit}）", f"{en} saved a year ({unit})"),
            "price": Text(f"{zh}單價（元／{unit}）", f"{en} price (NT$/{unit})"),
            "stated_tco2e": Text(f"{zh}減碳量（t CO₂e）", f"{en} avoided (t CO₂e)"),
        }
        if carrier is Carrier.ELECTRICITY:
            fields["peak_kw"] = Text("降低尖峰需量（kW）", "Taken off the peak (kW)")
        for name, label in fields.items():
            setattr(AdviceForm, f"{carrier}_{name}", StringField(label, [numeric]))


_add_carriers()


class DecisionForm(VersionedForm):
    """What the member decides."""

    outcome = SelectField(Text("決定", "Decision"), [required(CHOOSE)])
    reason = SelectField(Text("原因", "Reason"), default="")
    review_on = DateField(Text("重新檢視日", "Look again on"), [a_day])
    remark = TextAreaField(Text("說明", "Remark"), [at_most(LONGEST)])

    def offer(self) -> None:
        """Fill the lists."""
        self.outcome.choices = words(Outcome)
        empty = ("", Text("（採納不需填寫）", "(not for acceptance)"))
        self.reason.choices = choices([empty, *((one.value, one.label) for one in Reason)])

    def validate_reason(self, field: Any) -> None:
        """Anything but acceptance has its reason."""
        if self.outcome.data != Outcome.ACCEPTED and not field.data:
            raise Wrong(SAY_WHY)

    def validate_remark(self, field: Any) -> None:
        """What is put off has a day on which it is looked at again."""
        if self.outcome.data == Outcome.DEFERRED and self.review_on.data is None:
            self.review_on.errors = [DAY]
            raise Wrong(Text("暫緩請填重新檢視日。", "Say when you will look at it again."))

    @property
    def answer(self) -> Answer:
        """The decision."""
        return Answer(
            Outcome(self.outcome.data),
            chosen(Reason, self.reason),
            text(self.remark),
            self.review_on.data,
        )


class ProgressForm(VersionedForm):
    """How far the member is."""

    status = SelectField(Text("執行情形", "State"), [required(CHOOSE)])
    planned_on = DateField(Text("預定完成日", "Planned for"), [a_day])
    started_on = DateField(Text("開工日", "Started on"), [a_day])
    commissioned_on = DateField(Text("啟用日", "Commissioned on"), [a_day])
    actual_capex = StringField(Text("實際投資（元）", "Actual cost (NT$)"), [numeric])
    evidence = TextAreaField(Text("佐證說明", "Evidence"), [at_most(LONGEST)])
    early_reason = StringField(
        Text("啟用早於診斷的原因", "Why commissioned before the survey"), [at_most(200)]
    )

    def offer(self) -> None:
        """Fill the list of states."""
        self.status.choices = words(Status)

    def validate_evidence(self, field: Any) -> None:
        """What is done has a day and evidence."""
        if self.status.data != Status.IMPLEMENTED:
            return
        if self.commissioned_on.data is None or not text(field):
            raise Wrong(
                Text("已執行請填啟用日與佐證。", "Done needs a day of commissioning and evidence.")
            )

    @property
    def progress(self) -> Progress:
        """What was reported."""
        return Progress(
            Status(self.status.data),
            self.planned_on.data,
            self.started_on.data,
            self.commissioned_on.data,
            quantity(self.actual_capex),
            text(self.evidence),
            text(self.early_reason),
        )

    def mark(self, flags: tuple[Flag, ...]) -> bool:
        """Put what the rules say beside the fields; whether the report can be kept."""
        for flag in flags:
            field: Any = self._fields[flag.field]
            field.errors = [*field.errors, flag.message]
        return not flags


class FollowUpForm(VersionedForm):
    """What the team learnt; its version is how many follow-ups were on file."""

    asked_on = DateField(Text("詢問日", "Asked on"), [required(DAY)])
    learnt = SelectField(Text("執行情形", "State"), [required(CHOOSE)])
    follow_remark = TextAreaField(Text("說明", "Remark"), [at_most(LONGEST)])

    def offer(self) -> None:
        """Fill the list of states."""
        self.learnt.choices = words(Status)
