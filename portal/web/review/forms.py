"""The forms of a review."""

from typing import Any

from portal.language import Text
from portal.web.fields import DateTimeField, Length, TextAreaField, Wrong
from portal.web.forms import VersionedForm, at_most, required

LONGEST = 4_000
MOMENT = Text("請以日期與時間填寫。", "Write a date and a time.")
# What a browser's own field for date and time sends, and what a person may type.
MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]


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


class DeadlineForm(VersionedForm):
    """When workbooks may come in and are due, on Taipei's clock."""

    opens_at = DateTimeField(Text("開放申報", "Opens"), [required(MOMENT)], format=MOMENTS)
    due_at = DateTimeField(Text("截止時間", "Due"), [required(MOMENT)], format=MOMENTS)

    def validate_due_at(self, field: Any) -> None:
        """The end comes after the beginning."""
        if self.opens_at.data and field.data and field.data <= self.opens_at.data:
            raise Wrong(Text("截止時間須晚於開放時間。", "The end must be after the beginning."))
