"""The forms of work on site: values of one machine, a finding, notes, what a photo shows."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from portal.advisory.content import Machine, Reading
from portal.advisory.equipment import KINDS, Measured
from portal.advisory.rules import reading_flags
from portal.advisory.vocabulary import Method
from portal.field.photos import Shown
from portal.field.rules.measurements import LOAD_TEST
from portal.language import Text
from portal.reports.formats import TAIPEI
from portal.web.advisory.inputs import FILL, LONGEST, MOMENTS, a_day, numeric, quantity, text, words
from portal.web.fields import DateField, DateTimeField, SelectField, StringField, TextAreaField
from portal.web.forms import Choice, PortalForm, VersionedForm, at_most, choices, required
from portal.workbook.findings import Severity

NO_VALUE = Text("請至少填一個數值。", "Enter at least one value.")


def quantities(machine: Machine) -> tuple[Measured, ...]:
    """What can be measured on a machine; a speed drive rules the load test out."""
    measured = KINDS[machine.kind].measured
    return tuple(one for one in measured if not (machine.vsd and one.code in LOAD_TEST))


class ValuesForm(PortalForm):
    """The values of one machine, taken with one instrument; a field each is added below."""

    method = SelectField(Text("數值來源", "How"), [required(FILL)])
    instrument = StringField(Text("儀器（型號與序號）", "Instrument"), [at_most(200)])
    calibrated_on = DateField(Text("校正日期", "Calibrated on"), [a_day])
    taken_at = DateTimeField(Text("量測時間", "Taken at"), [required(FILL)], format=MOMENTS)
    note = StringField(Text("備註", "Note"), [at_most(200)])

    def value_fields(self) -> list[Any]:
        """The fields of values, in the order of the declaration."""
        fields: dict[str, Any] = self._fields
        return [field for name, field in fields.items() if name.startswith("value_")]

    def readings(self) -> Iterator[tuple[Any, Reading]]:
        """The values that were entered, each with its field."""
        for field in self.value_fields():
            if (value := quantity(field)) is not None:
                yield field, self._reading(field.name.removeprefix("value_"), value)

    def _reading(self, code: str, value: Decimal) -> Reading:
        return Reading(
            code,
            value,
            self.taken_at.data.replace(tzinfo=TAIPEI),
            Method(self.method.data),
            text(self.instrument),
            self.calibrated_on.data,
            text(self.note),
        )

    def judge(self, machine: Machine) -> bool:
        """Whether there is a value and none is impossible; says so beside the fields otherwise."""
        found = list(self.readings())
        if not found:
            self.form_errors.append(NO_VALUE)
        for field, reading in found:
            for flag in reading_flags(machine, reading):
                if flag.severity is Severity.ERROR:
                    self._place(field, flag.field).errors = [flag.message]
        return not self.errors

    def _place(self, value: Any, name: str) -> Any:
        """The field that a flag is about: the value itself, or one that all values share."""
        shared: dict[str, Any] = self._fields
        return value if name == "value" else shared[name]


def values_form(machine: Machine) -> type[ValuesForm]:
    """The form of a machine: one field for each quantity, its unit in the label."""
    fields = {f"value_{one.code}": _field(one) for one in quantities(machine)}
    made: type[ValuesForm] = type("MachineValuesForm", (ValuesForm,), fields)
    return made


def _field(one: Measured) -> Any:
    zh, en, unit, usual = one.label.zh, one.label.en, one.unit, one.plausible.said
    outside = Text(
        f"一般在 {usual} {unit}，請確認單位。", f"Mostly {usual} {unit}; check the unit."
    )
    limits = (one.plausible.least, one.plausible.greatest)
    return StringField(
        Text(f"{zh}（{unit}）", f"{en} ({unit})"),
        [numeric],
        description=Text(f"一般 {usual}", f"Usually {usual}"),
        render_kw={
            "inputmode": "text" if _may_be_negative(one) else "decimal",
            "autocomplete": "off",
            "data-least": "" if limits[0] is None else str(limits[0]),
            "data-greatest": "" if limits[1] is None else str(limits[1]),
            "data-outside-zh": outside.zh,
            "data-outside-en": outside.en,
        },
    )


def _may_be_negative(one: Measured) -> bool:
    """Whether a minus may be needed, which the number pads of phones lack."""
    return one.hard.least is not None and one.hard.least < 0


class DescribeForm(VersionedForm):
    """What a photo shows."""

    caption = TextAreaField(Text("照片內容", "What it shows"), [at_most(LONGEST)])
    equipment = SelectField(Text("設備", "Equipment"), default="")
    finding = SelectField(Text("診斷發現", "Finding"), default="")

    def offer(self, machines: Iterable[Choice], findings: Iterable[Choice]) -> None:
        """Fill the lists."""
        self.equipment.choices = choices([("", Text("（不指定）", "(none)")), *machines])
        self.finding.choices = choices([("", Text("（不指定）", "(none)")), *findings])

    @property
    def shown(self) -> Shown:
        """What was said."""
        return Shown(
            text(self.caption),
            int(self.equipment.data) if self.equipment.data else None,
            int(self.finding.data) if self.finding.data else None,
        )


def offer_methods(form: ValuesForm) -> None:
    """Fill the list of where values come from."""
    form.method.choices = words(Method)
