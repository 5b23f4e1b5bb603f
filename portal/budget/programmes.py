"""Programmes outside the members: yearly records, and which of them may be added."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from portal.language import Text

ZERO = Decimal(0)


class Programme(StrEnum):
    """The programmes that the city runs beside the Alliance."""

    COGENERATION_COAL = "cogeneration_coal"
    SOLAR = "solar"
    SECOND_PLAN = "second_plan"
    ESCO = "esco"
    OTHER = "other"

    @property
    def label(self) -> Text:
        """Its name."""
        return PROGRAMMES[self]


PROGRAMMES = {
    Programme.COGENERATION_COAL: Text("汽電共生減煤", "Coal cut in cogeneration"),
    Programme.SOLAR: Text("太陽光電", "Solar power"),
    Programme.SECOND_PLAN: Text("減量執行方案措施", "Measures of the reduction plans"),
    Programme.ESCO: Text("能源技術服務業（ESCO）", "Energy service companies"),
    Programme.OTHER: Text("其他", "Other"),
}


class Basis(StrEnum):
    """Whether an amount has happened."""

    ACTUAL = "actual"
    EXPECTED = "expected"

    @property
    def label(self) -> Text:
        """In words."""
        return BASES[self]


BASES = {
    Basis.ACTUAL: Text("實績", "Achieved"),
    Basis.EXPECTED: Text("預期", "Expected"),
}


class Span(StrEnum):
    """What the tonnes are: of each year, or of several years together."""

    YEARLY = "yearly"
    CUMULATIVE = "cumulative"

    @property
    def label(self) -> Text:
        """In words."""
        return SPANS[self]


SPANS = {
    Span.YEARLY: Text("年減量", "A year"),
    Span.CUMULATIVE: Text("累計", "Cumulative"),
}


class Within(StrEnum):
    """What holds the same tonnes already."""

    NOTHING = "nothing"
    MEMBERS = "members"
    GRID = "grid"
    BUDGET = "budget"

    @property
    def label(self) -> Text:
        """In words."""
        return WITHIN[self]


WITHIN = {
    Within.NOTHING: Text("未含於其他項目", "In nothing else"),
    Within.MEMBERS: Text("已含於成員減量", "In the members' contributions"),
    Within.GRID: Text("已含於電力排碳係數", "In the grid factor"),
    Within.BUDGET: Text("已列於碳預算措施", "In the measures of the budget"),
}


class LeftOut(StrEnum):
    """Why a record is not added."""

    CORRECTED = "corrected"
    MEMBERS = "members"
    GRID = "grid"
    BUDGET = "budget"
    IN_ACTUAL = "in_actual"
    CUMULATIVE = "cumulative"
    LATER = "later"

    @property
    def label(self) -> Text:
        """In words."""
        return LEFT_OUT[self]


LEFT_OUT = {
    LeftOut.CORRECTED: Text("已由新紀錄更正", "Replaced by a newer record"),
    LeftOut.MEMBERS: WITHIN[Within.MEMBERS],
    LeftOut.GRID: WITHIN[Within.GRID],
    LeftOut.BUDGET: WITHIN[Within.BUDGET],
    LeftOut.IN_ACTUAL: Text(
        "碳預算年度前之減量，已反映於上限", "Before the budget's year: in the cap"
    ),
    LeftOut.CUMULATIVE: Text("為累計值，非年減量", "Cumulative, not of a year"),
    LeftOut.LATER: Text("晚於 2030 年", "After 2030"),
}


@dataclass(frozen=True, slots=True)
class ProgrammeRecord:
    """What a programme cut in one year, tonnes CO2e, as its source says.

    Attributes:
        key: `P12` for what a coordinator entered, else the key of a published figure.
        corrects: key of the record that it replaces, empty for none.
    """

    key: str
    programme: Programme
    year: int
    basis: Basis
    span: Span
    within: Within
    tonnes: Decimal
    label: Text
    source: Text
    remark: Text | None = None
    corrects: str = ""
    entered_by: str = ""
    entered_at: datetime | None = None

    @property
    def is_published(self) -> bool:
        """Whether it came with the portal, from a document of the city."""
        return self.entered_at is None


@dataclass(frozen=True, slots=True)
class Counted:
    """A record with the reason why it is not added; None when it is."""

    record: ProgrammeRecord
    left_out: LeftOut | None


def counted(
    records: Iterable[ProgrammeRecord], *, after: int, until: int = 2030
) -> tuple[Counted, ...]:
    """Each record with whether it adds to what comes after a year; nothing counts twice.

    Args:
        records: all of them, the corrected ones too.
        after: the year of the cap, which already holds what happens until then.
        until: the target year.
    """
    known = list(records)
    replaced = {one.corrects for one in known if one.corrects}
    found = [Counted(one, _left_out(one, replaced, after, until)) for one in known]
    return tuple(
        sorted(
            found,
            key=lambda one: (
                list(Programme).index(one.record.programme),
                one.record.year,
                one.record.key,
            ),
        )
    )


def _left_out(one: ProgrammeRecord, replaced: set[str], after: int, until: int) -> LeftOut | None:
    if one.key in replaced:
        return LeftOut.CORRECTED
    if one.within is not Within.NOTHING:
        return LeftOut(one.within.value)
    if one.span is Span.CUMULATIVE:
        return LeftOut.CUMULATIVE
    if one.year <= after:
        return LeftOut.IN_ACTUAL
    return LeftOut.LATER if one.year > until else None


def added(found: Sequence[Counted]) -> Decimal:
    """What the programmes bring beyond the cap by 2030, tonnes CO2e a year.

    Of one programme the newest year counts, since yearly effects of the same programme hold on;
    records of the same programme and year add up.
    """
    newest: dict[Programme, int] = {}
    usable = [one.record for one in found if one.left_out is None]
    for one in usable:
        newest[one.programme] = max(one.year, newest.get(one.programme, one.year))
    return sum((one.tonnes for one in usable if newest[one.programme] == one.year), ZERO)
