"""The forms of a request and of the team that takes it."""

from typing import Any

from portal.advisory.content import Team, Wanted
from portal.advisory.vocabulary import System, Topic
from portal.language import Text
from portal.web.advisory.inputs import CHOOSE, DAY, FILL, LONGEST, SAY_WHY, text, words
from portal.web.fields import (
    CheckboxInput,
    DateField,
    ListWidget,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    Wrong,
)
from portal.web.forms import Choice, PortalForm, VersionedForm, at_most, choices, required


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


class ClosingForm(VersionedForm):
    """How a case ended, and why something was left undone."""

    closing_remark = TextAreaField(
        Text("結案說明", "How the case ended"), [required(SAY_WHY), at_most(LONGEST)]
    )


class GiveBackForm(VersionedForm):
    """Why a case goes back to its team."""

    back_remark = TextAreaField(
        Text("退回或重啟的原因", "Why it goes back to the team"),
        [required(SAY_WHY), at_most(LONGEST)],
    )


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
