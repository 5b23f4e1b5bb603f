"""The forms of work at a site: visits, the equipment register, values and findings."""

from datetime import date
from decimal import Decimal

from portal.advisory.content import Attendee, Machine, Reading, Seen, VisitContent
from portal.advisory.equipment import KINDS, Kind
from portal.advisory.figures import VisitRow
from portal.advisory.vocabulary import Carrier, Level, Method, System, VisitKind
from portal.language import Text
from portal.reports.formats import TAIPEI
from portal.web.advisory.inputs import (
    CHOOSE,
    DAY,
    FILL,
    LONGEST,
    MOMENTS,
    a_day,
    numeric,
    quantity,
    text,
    words,
)
from portal.web.fields import (
    BooleanField,
    DateField,
    DateTimeField,
    SelectField,
    StringField,
    TextAreaField,
)
from portal.web.forms import Choice, PortalForm, VersionedForm, at_most, choices, required


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


def visit_shown(row: VisitRow) -> dict[str, object]:
    """A visit as its form shows it."""
    shown = row.content
    return {
        "planned_on": shown.planned_on,
        "held_on": shown.held_on,
        "weather": shown.weather,
        "notes": shown.notes,
        "of_site": lines(row.attendees, "site"),
        "of_team": lines(row.attendees, "team"),
        "row_version": row.row_version,
    }


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
