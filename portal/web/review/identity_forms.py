"""The form by which a change of name or number is recorded."""

import re

from portal.language import Text
from portal.submissions.states import IdentityKind
from portal.web.fields import SelectField, StringField, TextAreaField
from portal.web.forms import PortalForm, at_most, choices, required

_FILL = Text("請填寫這一欄。", "Fill this in.")
_BETWEEN = re.compile(r"[\s,，、;；]+")
LONGEST = 2_000


class IdentityForm(PortalForm):
    """What a source or site was called, and what it is called now."""

    kind = SelectField(Text("沿革類別", "What happened"), [required(_FILL)])
    old = StringField(Text("原編號", "Old numbers"), [required(_FILL), at_most(400)])
    new = StringField(Text("新編號", "New numbers"), [required(_FILL), at_most(400)])
    reason = TextAreaField(
        Text("原因", "Reason"),
        [required(Text("請說明原因。", "Say why.")), at_most(LONGEST)],
    )

    def offer(self) -> None:
        """Fill the list of kinds."""
        self.kind.choices = choices((one.value, one.label) for one in IdentityKind)

    @property
    def names(self) -> tuple[list[str], list[str]]:
        """Old and new numbers, one by one."""
        old, new = (
            [one for one in _BETWEEN.split(str(field.data or "")) if one]
            for field in (self.old, self.new)
        )
        return old, new


class WithdrawalForm(PortalForm):
    """Why an entry is taken back."""

    reason = TextAreaField(
        Text("撤銷原因", "Why it is taken back"),
        [required(Text("請說明原因。", "Say why.")), at_most(LONGEST)],
    )
