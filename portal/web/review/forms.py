"""The forms of a review."""

from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from portal.language import Text
from portal.web.forms import PortalForm, at_most, required

LONGEST = 4_000


class DecisionForm(PortalForm):
    """The version of the submission that the page showed."""

    row_version = HiddenField()

    @property
    def version(self) -> int | None:
        """That version as a number."""
        sent = str(self.row_version.data or "")
        return int(sent) if sent.isdigit() else None


class AcceptForm(DecisionForm):
    """A remark that goes with the acceptance."""

    remark = TextAreaField(Text("備註", "Remark"), [Length(max=LONGEST)])


class ReturnForm(DecisionForm):
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
