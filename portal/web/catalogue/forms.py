"""The form by which an administrator suspends a rule or applies it again."""

from portal.language import Text
from portal.web.fields import HiddenField, TextAreaField
from portal.web.forms import PortalForm, at_most, required

LONGEST = 1_000


class SuspensionForm(PortalForm):
    """The reason, and which of the two the person saw."""

    reason = TextAreaField(
        Text("理由", "Reason"),
        [
            required(Text("請說明理由，所有人都會看到。", "Say why; everybody sees it.")),
            at_most(LONGEST),
        ],
    )
    suspend = HiddenField()
