"""The forms by which rules are suspended or applied again, and their limits changed."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from unicodedata import normalize

from portal.language import Text
from portal.reference.groups import Group
from portal.web.fields import (
    DateField,
    HiddenField,
    Regexp,
    SelectField,
    StringField,
    TextAreaField,
    Wrong,
)
from portal.web.forms import PortalForm, at_most, choices, required

LONGEST = 1_000
EVERY_GROUP = ("", Text("所有組別", "All groups"))
TOO_EARLY = Text(
    "不可早於今天：過去的檢核依當時的門檻。", "Not before today: what is over keeps its own."
)
YEAR = r"^(20\d\d)?$"


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


class ThresholdForm(PortalForm):
    """A limit's new value, whom and which year it is for, from which day on, and why."""

    value = StringField(
        Text("新的數值", "New value"),
        [required(Text("請填數值。", "Enter a value.")), at_most(30)],
    )
    group = SelectField(Text("組別", "Group"))
    year = StringField(
        Text("申報年度", "Reporting year"),
        [Regexp(YEAR, message=Text("請填西元年，如 2025。", "Write a year such as 2025."))],
    )
    applies_from = DateField(
        Text("生效日", "Applies from"),
        [required(Text("請填日期。", "Enter a date."))],
    )
    reason = TextAreaField(
        Text("理由", "Reason"),
        [
            required(Text("請說明理由，所有人都會看到。", "Say why; everybody sees it.")),
            at_most(LONGEST),
        ],
    )
    within: tuple[Decimal, Decimal]
    today: date

    def offer(self, groups: frozenset[Group], within: tuple[Decimal, Decimal], today: date) -> None:
        """Say which groups a person may choose, and between which values, from which day."""
        self.within, self.today = within, today
        offered = [(group.value, group.label) for group in Group if group in (groups or Group)]
        self.group.choices = choices(offered if groups else [EVERY_GROUP, *offered])

    def validate_value(self, field: Any) -> None:
        """A number between the bounds."""
        low, high = self.within
        value = _number(field.data)
        if value is None:
            raise Wrong(Text("請填數字，例如 0.3。", "Write a number such as 0.3."))
        if not low <= value <= high:
            asked = f"{low.normalize():f} – {high.normalize():f}"
            raise Wrong(Text(f"請填 {asked} 之間的數值。", f"Enter a value within {asked}."))

    def validate_applies_from(self, field: Any) -> None:
        """No day that is over: what was judged then keeps its limits."""
        if field.data and field.data < self.today:
            raise Wrong(TOO_EARLY)

    @property
    def number(self) -> Decimal:
        """The value that was entered, after it was found to be a number."""
        return _number(self.value.data) or Decimal(0)


def _number(written: str | None) -> Decimal | None:
    try:
        value = Decimal(normalize("NFKC", written or "").replace(",", "").strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
