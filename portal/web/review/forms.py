"""The forms of a review."""

from portal.language import Text
from portal.web.fields import Length, TextAreaField
from portal.web.forms import VersionedForm, at_most, required

LONGEST = 4_000


class AcceptForm(VersionedForm):
    """A remark that goes with the acceptance."""

    remark = TextAreaField(Text("備註", "Remark"), [Length(max=LONGEST)])


class ReturnForm(VersionedForm):
    """What the member has to correct."""

    comment = TextAreaField(
        Text("審查意見", "Comment"),
        [
            required(Text("請說明退回的原因。", "Say why it is returned.")),
            at_most(LONGEST),
        ],
    )
    changes = TextAreaField(Text("應補正事項", "Required changes"), [at_most(LONGEST)])

    @property
    def required_changes(self) -> list[str]:
        """One change a line."""
        return [line.strip() for line in str(self.changes.data or "").splitlines() if line.strip()]
