"""What a member answers and what a coordinator settles."""

from typing import Any

from portal.exchange.models import Said
from portal.exchange.operations import ANSWERS, WITHOUT_REASON
from portal.exchange.words import SAID
from portal.language import Text
from portal.web.fields import HiddenField, SelectField, TextAreaField, Wrong
from portal.web.forms import PortalForm, at_most, choices, required

LONGEST = 4_000
WHY = Text("請說明原因。", "Say why.")


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
    """Whose figure holds, and why."""

    verdict = SelectField(Text("裁定", "Settlement"), validate_choice=False)
    why = TextAreaField(Text("理由", "Reason"), [required(WHY), at_most(LONGEST)])

    def offer(self, values: list[str]) -> "SettleForm":
        """The form with the settlements that this case allows."""
        self.verdict.choices = choices([(one, SAID[Said(one)]) for one in values])
        return self

    def validate_verdict(self, field: Any) -> None:
        """One of those that are offered."""
        if field.data not in {one.value for one in self.verdict.choices}:
            raise Wrong(Text("請選擇一項裁定。", "Choose a settlement."))
