"""The forms of what an inventory visit asks to put right."""

from typing import Any

from portal.advisory.content import ToPutRight
from portal.advisory.vocabulary import ActionKind
from portal.language import Text
from portal.web.advisory.inputs import (
    CHOOSE,
    DAY,
    FILL,
    LONGEST,
    SAY_WHY,
    numeric,
    quantity,
    text,
    words,
)
from portal.web.fields import DateField, SelectField, StringField, TextAreaField, Wrong
from portal.web.forms import PortalForm, VersionedForm, at_most, choices, required


class ActionForm(PortalForm):
    """Something of an inventory to put right."""

    action_kind = SelectField(Text("類別", "Kind"), [required(CHOOSE)])
    action_text = TextAreaField(
        Text("應改善事項", "What to put right"), [required(FILL), at_most(LONGEST)]
    )
    inventory_year = StringField(
        Text("於哪一年度盤查核對", "Checked against the inventory of"), [required(FILL), numeric]
    )
    action_due = DateField(Text("期限", "Due"), [required(DAY)])

    def offer(self) -> None:
        """Fill the list of kinds."""
        self.action_kind.choices = words(ActionKind)

    @property
    def content(self) -> ToPutRight:
        """What was asked for."""
        year = int(quantity(self.inventory_year) or 0)
        kind = ActionKind(self.action_kind.data)
        return ToPutRight(kind, text(self.action_text), year, self.action_due.data)


class CheckOffForm(VersionedForm):
    """Whether something was put right."""

    state = SelectField(Text("結果", "Result"), [required(CHOOSE)])
    remark = StringField(Text("說明", "Remark"), [at_most(200)])

    def offer(self) -> None:
        """Fill the list of results."""
        self.state.choices = choices(
            [
                ("done", Text("已於盤查清冊改善", "Put right in the inventory")),
                ("dropped", Text("不再需要（請說明）", "No longer needed (say why)")),
            ]
        )

    def validate_remark(self, field: Any) -> None:
        """Dropping needs a reason."""
        if self.state.data == "dropped" and not text(field):
            raise Wrong(SAY_WHY)
