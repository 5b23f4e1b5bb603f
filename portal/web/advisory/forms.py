"""The forms of a request, its team, its visits and its equipment."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from portal.advisory.content import (
    Attendee,
    Machine,
    Reading,
    Seen,
    Team,
    VisitContent,
    Wanted,
)
from portal.advisory.equipment import KINDS, Kind
from portal.advisory.vocabulary import (
    Carrier,
    Level,
    Method,
    System,
    Topic,
    VisitKind,
)
from portal.language import Text
from portal.reports.formats import TAIPEI
from portal.web.fields import (
    BooleanField,
    CheckboxInput,
    DateField,
    DateTimeField,
    ListWidget,
    SelectField,
    SelectMultipleField,
    StopValidation,
    StringField,
    TextAreaField,
    Wrong,
)
from portal.web.forms import Choice, PortalForm, VersionedForm, at_most, choices, required

LONGEST = 4_000
FILL = Text("請填寫這一欄。", "Fill this in.")
CHOOSE = Text("請選擇。", "Choose one.")
DAY = Text("請以 2026-04-30 的格式填寫日期。", "Write the date as 2026-04-30.")
NOT_A_NUMBER = Text("請填數字，例：1234.5。", "Write a number, such as 1234.5.")
SAY_WHY = Text("請說明原因。", "Say why.")
MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
Closed = TypeVar("Closed", bound=StrEnum)


class Worded(Protocol):
    """A value of a closed set with its label."""

    @property
    def value(self) -> str:
        """What is stored."""
        ...

    @property
    def label(self) -> Text:
        """What people read."""
        ...


def words(kind: Iterable[Worded]) -> list[Any]:
    """The values of a closed set as answers of a list."""
    return choices((one.value, one.label) for one in kind)


def numeric(form: object, field: Any) -> None:
    """What is written is a number, or nothing."""
    text = str(field.data or "").replace(",", "").strip()
    try:
        if text and not Decimal(text).is_finite():
            raise Wrong(NOT_A_NUMBER)
    except InvalidOperation:
        raise Wrong(NOT_A_NUMBER) from None


def a_day(form: object, field: Any) -> None:
    """What is written is a day, or nothing."""
    if field.data is None and any(field.raw_data or ()):
        field.errors = []
        raise StopValidation(DAY)
    if field.data is None:
        field.errors = []
        raise StopValidation


def quantity(field: Any) -> Decimal | None:
    """The number of a field; None when empty."""
    text = str(field.data or "").replace(",", "").strip()
    return Decimal(text) if text else None


def text(field: Any) -> str:
    """The words of a field."""
    return str(field.data or "").strip()


def chosen(kind: type[Closed], field: Any) -> Closed | None:
    """The answer of a list; None when it is left open."""
    return kind(field.data) if field.data else None


def _tick_list(label: Text) -> Any:
    return SelectMultipleField(
        label, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )


class AskForm(PortalForm):
    """What a member asks to have looked at."""

    site = SelectField(Text("廠區", "Site"), [required(CHOOSE)])
    topic = SelectField(Text("類別", "Kind of advice"), [required(CHOOSE)])
    systems = _tick_list(Text("希望診斷的系統", "Systems to look at"))
    subject = TextAreaField(
        Text("希望協助的事項", "What you want help with"), [required(FILL), at_most(LONGEST)]
    )
    contact = StringField(
        Text("廠內聯絡人與電話", "Contact on site"), [required(FILL), at_most(200)]
    )

    def offer(self, sites: list[Choice]) -> None:
        """Fill the lists."""
        self.site.choices = choices(sites)
        self.topic.choices, self.systems.choices = words(Topic), words(System)

    def validate_systems(self, field: Any) -> None:
        """An energy diagnosis names its systems."""
        if self.topic.data == Topic.ENERGY and not field.data:
            raise Wrong(Text("請至少勾選一個系統。", "Tick at least one system."))

    @property
    def wanted(self) -> Wanted:
        """What was asked for."""
        topic = Topic(self.topic.data)
        systems = tuple(System(code) for code in self.systems.data)
        kept = systems if topic is Topic.ENERGY else ()
        return Wanted(topic, kept, text(self.subject), text(self.contact))


class ReasonForm(VersionedForm):
    """Words that go with a step, such as a refusal or a closing."""

    reason = TextAreaField(Text("說明", "Remark"), [at_most(LONGEST)])


class DeclineForm(VersionedForm):
    """Why a request is declined."""

    decline_reason = TextAreaField(
        Text("婉拒的原因", "Why it is declined"), [required(SAY_WHY), at_most(LONGEST)]
    )


class AssignForm(VersionedForm):
    """The team that takes a request."""

    team = StringField(Text("團隊名稱", "Name of the team"), [required(FILL), at_most(200)])
    lead = SelectField(Text("主責委員", "Lead"), [required(CHOOSE)])
    members = _tick_list(Text("其他委員", "Other advisors"))
    due = DateField(Text("完成期限", "To be done by"), [required(DAY)])

    def offer(self, people: list[tuple[int, str]]) -> None:
        """Fill the lists with advisors."""
        offered = choices((str(key), Text(name, name)) for key, name in people)
        self.lead.choices, self.members.choices = offered, offered

    @property
    def chosen_team(self) -> Team:
        """The team as it was put together."""
        others = frozenset(int(key) for key in self.members.data)
        lead = int(self.lead.data)
        return Team(text(self.team), lead, others | {lead}, self.due.data)


class DeclareForm(PortalForm):
    """Whether an advisor has interests in the member."""

    conflict = SelectField(
        Text("與該成員的利益關係", "Interests in this member"), [required(CHOOSE)]
    )
    statement = TextAreaField(Text("說明", "Statement"), [at_most(LONGEST)])

    def offer(self) -> None:
        """Fill the list of answers."""
        self.conflict.choices = choices(
            [
                ("", Text("請選擇", "Choose")),
                ("no", Text("沒有利益衝突", "No conflict of interest")),
                ("yes", Text("有利益衝突，請更換委員", "There is one; replace me")),
            ]
        )

    def validate_statement(self, field: Any) -> None:
        """A conflict is described."""
        if self.conflict.data == "yes" and not text(field):
            raise Wrong(SAY_WHY)


class ReportForm(VersionedForm):
    """When the member got the report."""

    reported_on = DateField(Text("報告交付日", "Handed over on"), [required(DAY)])


class PlanVisitForm(PortalForm):
    """A visit to come."""

    visit_kind = SelectField(Text("訪視類別", "Kind of visit"), [required(CHOOSE)])
    planned_on = DateField(Text("預定日期", "Planned for"), [required(DAY)])

    def offer(self) -> None:
        """Fill the list of kinds."""
        self.visit_kind.choices = words(VisitKind)

    @property
    def content(self) -> VisitContent:
        """The visit as planned."""
        return VisitContent(VisitKind(self.visit_kind.data), self.planned_on.data)


PEOPLE = Text("每行一位：姓名、職稱。", "One a line: name, role.")


class VisitForm(VersionedForm):
    """How a visit went and who was there."""

    planned_on = DateField(Text("預定日期", "Planned for"), [required(DAY)])
    held_on = DateField(Text("實際日期", "Held on"), [a_day])
    weather = StringField(Text("天候", "Weather"), [at_most(200)])
    of_site = TextAreaField(Text("廠方出席人員", "Attendees of the site"), [at_most(LONGEST)])
    of_team = TextAreaField(Text("團隊出席人員", "Attendees of the team"), [at_most(LONGEST)])
    notes = TextAreaField(Text("訪視紀要", "Notes"), [at_most(LONGEST)])

    def content(self, kind: VisitKind) -> VisitContent:
        """The visit as written down."""
        held: date | None = self.held_on.data
        return VisitContent(kind, self.planned_on.data, held, text(self.weather), text(self.notes))

    @property
    def attendees(self) -> list[Attendee]:
        """Everybody who was there."""
        sides = (("site", self.of_site), ("team", self.of_team))
        return [
            _person(line, side)
            for side, field in sides
            for line in text(field).splitlines()
            if line.strip()
        ]


def _person(line: str, side: str) -> Attendee:
    name, _, role = line.replace(",", "、").replace("，", "、").partition("、")
    return Attendee(name.strip(), side, role.strip())


def lines(people: tuple[Attendee, ...], side: str) -> str:
    """Attendees of a side as the form shows them."""
    return "\n".join(
        "、".join(filter(None, (one.name, one.role))) for one in people if one.side == side
    )


class MachineForm(VersionedForm):
    """An entry of the equipment register; its rated figure is the kind's own."""

    tag = StringField(Text("設備編號", "Tag"), [required(FILL), at_most(40)])
    maker = StringField(Text("廠牌", "Maker"), [at_most(200)])
    model = StringField(Text("型號", "Model"), [at_most(200)])
    year = StringField(Text("製造年", "Year made"), [numeric])
    rated = StringField(Text("額定", "Rated"), [numeric])
    carrier = SelectField(Text("使用能源", "Energy used"), [required(CHOOSE)])
    hours = StringField(Text("年運轉時數（h）", "Hours a year (h)"), [numeric])
    annual_use = StringField(Text("全年用量", "Use in a year"), [numeric])
    vsd = BooleanField(Text("有變頻器", "Has a variable speed drive"))
    in_use = BooleanField(Text("使用中", "In use"))
    note = TextAreaField(Text("備註", "Note"), [at_most(LONGEST)])

    def offer(self, kind: Kind) -> None:
        """Word the form for a kind of equipment."""
        self.carrier.choices = choices(
            (one.value, Text(f"{one.label.zh}（{one.unit}）", f"{one.label.en} ({one.unit})"))
            for one in Carrier
        )
        name, unit = kind.rated.label, kind.rated.unit
        self.rated.label.text = Text(f"{name.zh}（{unit}）", f"{name.en} ({unit})")

    def machine(self, kind: Kind) -> Machine:
        """The machine as written down."""
        year = quantity(self.year)
        return Machine(
            kind.code,
            text(self.tag),
            Carrier(self.carrier.data),
            text(self.maker),
            text(self.model),
            None if year is None else int(year),
            quantity(self.rated),
            quantity(self.hours),
            quantity(self.annual_use),
            bool(self.vsd.data),
            bool(self.in_use.data),
            text(self.note),
        )


class ReadingForm(PortalForm):
    """A measured value of one machine."""

    quantity = SelectField(Text("量測項目", "Quantity"), [required(CHOOSE)])
    value = StringField(Text("數值", "Value"), [required(FILL), numeric])
    taken_at = DateTimeField(Text("量測時間", "Taken at"), [required(FILL)], format=MOMENTS)
    method = SelectField(Text("來源", "How"), [required(CHOOSE)])
    instrument = StringField(Text("儀器（型號與序號）", "Instrument"), [at_most(200)])
    calibrated_on = DateField(Text("校正日期", "Calibrated on"), [a_day])
    note = StringField(Text("備註", "Note"), [at_most(200)])

    def offer(self, kind: str) -> None:
        """Offer what is measured on a kind of equipment, with its plausible range."""
        self.quantity.choices = choices(
            (
                one.code,
                Text(
                    f"{one.label.zh}（{one.unit}，一般 {one.plausible.said}）",
                    f"{one.label.en} ({one.unit}, mostly {one.plausible.said})",
                ),
            )
            for one in KINDS[kind].measured
        )
        self.method.choices = words(Method)

    @property
    def reading(self) -> Reading:
        """The value as written down."""
        return Reading(
            self.quantity.data,
            quantity(self.value) or Decimal(0),
            self.taken_at.data.replace(tzinfo=TAIPEI),
            Method(self.method.data),
            text(self.instrument),
            self.calibrated_on.data,
            text(self.note),
        )


class FindingForm(VersionedForm):
    """A finding of a visit."""

    system = SelectField(Text("系統", "System"), [required(CHOOSE)])
    equipment = SelectField(Text("設備", "Equipment"), default="")
    text = TextAreaField(Text("診斷發現", "What was found"), [required(FILL), at_most(LONGEST)])
    severity = SelectField(Text("重要性", "Weight"), [required(CHOOSE)])

    def offer(self, machines: list[Choice]) -> None:
        """Fill the lists."""
        self.system.choices, self.severity.choices = words(System), words(Level)
        self.equipment.choices = choices([("", Text("（全廠）", "(whole site)")), *machines])

    @property
    def seen(self) -> Seen:
        """The finding as written down."""
        key = int(self.equipment.data) if self.equipment.data else None
        return Seen(System(self.system.data), text(self.text), Level(self.severity.data), key)
