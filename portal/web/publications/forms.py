"""The form by which a year is published."""

from portal.language import Text
from portal.web.fields import BooleanField, HiddenField, TextAreaField
from portal.web.forms import PortalForm, at_most, required

LONGEST = 4_000


class PublishForm(PortalForm):
    """A note in both languages, and which draft the person saw and agrees to."""

    note_zh = TextAreaField(
        Text("公布說明（中文）", "Note in Chinese"),
        [required(Text("請填寫中文說明。", "Write the note in Chinese.")), at_most(LONGEST)],
    )
    note_en = TextAreaField(
        Text("公布說明（英文）", "Note in English"),
        [required(Text("請填寫英文說明。", "Write the note in English.")), at_most(LONGEST)],
    )
    confirmed = BooleanField(
        Text(
            "我已確認以上內容；公布後不得修改，僅能另行公布修正版。",
            "I have checked this. Once published it cannot change; a revision may follow.",
        ),
        [required(Text("請勾選確認。", "Confirm it."))],
    )
    seen = HiddenField()
