"""The form by which a signatory hands a workbook in."""

from typing import Any

from flask import request

from portal.intake.explaining import Explained
from portal.language import Text
from portal.web.fields import BooleanField
from portal.web.forms import VersionedForm, required

EXPLAIN = Text("請說明這項警告。", "Explain this warning.")
LONGEST = 2_000


class ExplanationsForm(VersionedForm):
    """One explanation for each warning, or one text for those that were ticked."""

    def ask_about(self, warned: list[Explained]) -> None:
        """The warnings that want an explanation."""
        self.warned = warned

    @property
    def explanations(self) -> dict[str, str]:
        """What was written, by the key of the warning; before that, what is offered."""
        if request.method != "POST":
            return {one.key: one.text for one in self.warned}
        for_all = request.form.get("why-selected", "").strip()
        ticked = frozenset(request.form.getlist("selected")) if for_all else frozenset[str]()
        return {
            one.key: (for_all if one.key in ticked else request.form.get(f"why-{one.key}", ""))[
                :LONGEST
            ]
            for one in self.warned
        }

    @property
    def explained_count(self) -> int:
        """How many warnings have an explanation."""
        return sum(bool(said.strip()) for said in self.explanations.values())

    @property
    def unexplained(self) -> list[str]:
        """The warnings without an explanation yet, of a form that was sent."""
        if request.method != "POST":
            return []
        return [key for key, said in self.explanations.items() if not said.strip()]


class SubmitForm(ExplanationsForm):
    """The certification, and an explanation for each warning."""

    certified = BooleanField(
        Text("我已閱讀並確認上述聲明", "I have read and confirm the statement above"),
        [required(Text("送出前請勾選確認。", "Tick the confirmation before handing in."))],
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Certified, and every warning explained."""
        form: Any = super()
        return bool(form.validate(extra_validators)) and not self.unexplained
