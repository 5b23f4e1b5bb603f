"""The forms of streams, duplicates, quoted totals and closed years."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from portal.language import Text
from portal.reference.groups import Group
from portal.savings.vocabulary import ClaimOutcome, EndKind, Figure, Level, SameOrDifferent
from portal.web.advisory.inputs import a_day
from portal.web.esco.forms import FILL, amount, is_number, not_negative
from portal.web.fields import (
    DateField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
    Wrong,
)
from portal.web.forms import Choice, PortalForm, at_most, choices, required

SHARE: Final = Text("請填 0 至 100 的百分比。", "A percentage from 0 to 100.")
A_YEAR: Final = Text("請填西元年，例：2023。", "A year such as 2023.")
A_DAY: Final = Text("請填日期；仍持續節能時留空。", "Give the day; none when it goes on.")
A_FIGURE: Final = Text("節電量與減碳量至少填一項。", "Give kWh or tonnes.")


class DuplicateForm(PortalForm):
    """What two streams are."""

    first = HiddenField()
    second = HiddenField()
    outcome = SelectField(Text("判定", "Decision"))
    reason = TextAreaField(Text("理由", "Reason"), [required(FILL), at_most(2000)])

    def offer(self) -> None:
        """Fill the list in the language of the request."""
        self.outcome.choices = choices([(one.value, one.label) for one in SameOrDifferent])


class EndForm(PortalForm):
    """When and why a stream stops saving."""

    kind = SelectField(Text("原因", "Why"))
    ended_on = DateField(Text("不再節能之首日", "First day without saving"), [a_day])
    reason = TextAreaField(Text("說明", "Explanation"), [required(FILL), at_most(2000)])

    def offer(self) -> None:
        """Fill the list in the language of the request."""
        self.kind.choices = choices([(one.value, one.label) for one in EndKind])

    def validate_kind(self, field: Any) -> None:
        """An end has a day, its taking back has none."""
        if (self.ended_on.data is None) != (field.data == EndKind.CONTINUES):
            raise Wrong(A_DAY)


class ShareForm(PortalForm):
    """The part of a stream that satisfies a planned measure."""

    measure = SelectField(Text("減量計畫措施", "Measure of the plan"))
    share = StringField(Text("對應比例（%）", "Share (%)"), [required(FILL), is_number])

    def offer(self, measures: Sequence[Choice]) -> None:
        """Fill the list in the language of the request."""
        self.measure.choices = choices(measures)

    def validate_share(self, field: Any) -> None:
        """A percentage."""
        if not 0 <= (amount(field.data) or 0) <= 100:
            raise Wrong(SHARE)

    @property
    def part(self) -> Decimal:
        """The share, 0 to 1."""
        return (amount(self.share.data) or Decimal(0)) / 100


class QuoteForm(PortalForm):
    """A published total."""

    title = StringField(Text("名稱", "Title"), [required(FILL), at_most(200)])
    source = TextAreaField(Text("出處", "Source"), [required(FILL), at_most(2000)])
    year = StringField(Text("年度", "Year"), [required(FILL)])
    electricity = StringField(Text("節電量（度）", "Electricity (kWh)"), [not_negative])
    tonnes = StringField(Text("減碳量（公噸）", "Tonnes CO₂e"), [not_negative])
    by_its_terms = StringField(
        Text("依其說明推算之減碳量（公噸）", "Tonnes by its own terms"), [not_negative]
    )

    def validate_year(self, field: Any) -> None:
        """A year of this century."""
        if not str(field.data).isdigit() or not 2000 <= int(field.data) <= 2100:
            raise Wrong(A_YEAR)

    def validate_tonnes(self, field: Any) -> None:
        """One of the two figures is there."""
        if amount(field.data) is None and amount(self.electricity.data) is None:
            raise Wrong(A_FIGURE)


class CorrectionForm(PortalForm):
    """What is added to a closed year."""

    group = SelectField(Text("產業組", "Group"))
    figure = SelectField(Text("數值", "Figure"))
    level = SelectField(Text("層級", "Level"))
    electricity = StringField(Text("節電量增減（度）", "kWh added"), [required(FILL), is_number])
    tonnes = StringField(Text("減碳量增減（公噸）", "Tonnes added"), [required(FILL), is_number])
    reason = TextAreaField(Text("更正理由", "Reason"), [required(FILL), at_most(2000)])
    evidence = TextAreaField(Text("佐證", "Evidence"), [required(FILL), at_most(2000)])

    def offer(self) -> None:
        """Fill the lists in the language of the request."""
        self.group.choices = choices([(one.value, one.label) for one in Group])
        self.figure.choices = choices([(one.value, one.label) for one in Figure])
        self.level.choices = choices([(one.value, one.label) for one in Level])


class ClaimDecisionForm(PortalForm):
    """What a coordinator decides about a claim that was handed in."""

    outcome = SelectField(Text("決定", "Decision"))
    reason = TextAreaField(Text("理由", "Reason"), [required(FILL), at_most(2000)])

    def offer(self) -> None:
        """Fill the list in the language of the request."""
        self.outcome.choices = choices([(one.value, one.label) for one in ClaimOutcome])
