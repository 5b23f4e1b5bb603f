"""The form by which a signatory hands a workbook in."""

from typing import Any

from flask import request

from portal.language import Text
from portal.web.fields import BooleanField
from portal.web.forms import VersionedForm, required
from portal.web.handin.findings import FindingGroup

EXPLAIN = Text("請說明這項警告。", "Explain this warning.")
LONGEST = 2_000


class SubmitForm(VersionedForm):
    """The certification, and one explanation for each rule that warned."""

    certified = BooleanField(
        Text("我已閱讀並確認上述聲明", "I have read and confirm the statement above"),
        [required(Text("送出前請勾選確認。", "Tick the confirmation before handing in."))],
    )

    def ask_about(self, warned: list[FindingGroup]) -> None:
        """The warnings that want an explanation, one for each rule."""
        self.warned = {group.first.code: group for group in warned}

    @property
    def explanations(self) -> dict[str, str]:
        """What was written, by rule."""
        return {code: request.form.get(f"why-{code}", "")[:LONGEST] for code in self.warned}

    @property
    def unexplained(self) -> list[str]:
        """The rules whose warning has no explanation yet, of a form that was sent."""
        if request.method != "POST":
            return []
        return [code for code, said in self.explanations.items() if not said.strip()]

    def validate(self, extra_validators: Any = None) -> bool:
        """Certified, and every warning explained."""
        form: Any = super()
        return bool(form.validate(extra_validators)) and not self.unexplained
