"""The table of measures: what stands in each row, its order and its filter."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from portal.aggregation.measures.changes import Advance, advance
from portal.aggregation.measures.entries import Effect, Entry, MemberPlan, effects
from portal.aggregation.measures.queries import Plans
from portal.language import Language, Text
from portal.plans.amounts import Amount, Missing
from portal.plans.measures import abatement_cost
from portal.reference.codes import code_lists
from portal.web.summaries.measures.wish import Wish

PAGE: Final = 100
SPONSOR: Final = "sponsor"
_LISTS: Final = {
    "category": "measure_category",
    "equipment": "equipment_class",
    "financing": "financing",
    "status": "measure_status",
}
NOT_STATED: Final = Text("未填報", "Not stated")
Names = Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Line:
    """One measure with what is computed of it.

    Attributes:
        net: tonnes CO2e a year at full effect, overlap removed; no data for one that is not live.
        cost: NT$ for a tonne.
        places: of its plan, as it was read.
    """

    entry: Entry
    name: Text
    year: int
    net: Amount
    cost: Amount
    advance: Advance
    places: Mapping[str, Any]

    @property
    def key(self) -> tuple[str, str]:
        """Member and measure."""
        return self.entry.code, self.entry.measure.id

    @property
    def capex(self) -> Amount:
        """Investment, NT$."""
        return Missing.NOT_STATED if self.entry.row.capex is None else self.entry.row.capex

    @property
    def start(self) -> str:
        """Month of the start, empty when it is not stated."""
        found = self.entry.measure.start
        return "" if found is None else found.strftime("%Y-%m")

    @property
    def wants_sponsor(self) -> bool:
        """Whether a sponsor of the carbon platform pays for it, or is to."""
        return self.entry.row.financing == SPONSOR

    @property
    def diagnosis(self) -> str:
        """The diagnosis it came from."""
        return self.entry.row.diagnosis_id or ""

    @property
    def esco(self) -> str:
        """The contract with an energy service company."""
        return self.entry.row.esco_contract or ""


def label(dimension: str, code: str) -> Text:
    """The words of a code of one dimension."""
    found = code_lists()[_LISTS[dimension]]
    if not code:
        return NOT_STATED
    return found[code].label if code in found else Text(code, code)


def choices(dimension: str) -> list[tuple[str, Text]]:
    """All codes of a dimension with their words."""
    return [(one.code, one.label) for one in code_lists()[_LISTS[dimension]].codes]


def lines(plans: Plans, chosen: Sequence[MemberPlan], names: Names, wish: Wish) -> list[Line]:
    """The measures of a set that fit a wish, in its order."""
    found = [
        one
        for plan in chosen
        for one in _of_plan(plan, plans.before.get(plan.code), names[plan.code], wish)
    ]
    read = _READ[wish.sort]
    known = [one for one in found if not isinstance(read(one), Missing)]
    missing = [one for one in found if isinstance(read(one), Missing)]
    known.sort(key=lambda one: one.key)
    known.sort(key=lambda one: _rank(read(one)), reverse=wish.down)
    return [*known, *sorted(missing, key=lambda one: one.key)]


def line(
    one: Entry,
    name: Text,
    year: int,
    *,
    net: Amount,
    interest: Decimal,
    before: Entry | None = None,
    places: Mapping[str, Any] | None = None,
) -> Line:
    """One measure with what is computed of it.

    Args:
        one: the measure.
        name: of its member.
        year: of its plan.
        net: what it saves net of overlap.
        interest: a year, at which its cost is computed.
        before: the same measure in the plan before.
        places: of its plan.
    """
    return Line(
        one,
        name,
        year,
        net,
        abatement_cost(one.measure.cost, one.measure.expected, interest),
        advance(one, year, before),
        places or {},
    )


def _of_plan(plan: MemberPlan, before: MemberPlan | None, name: Text, wish: Wish) -> list[Line]:
    net = {one.entry.measure.at: one.net for one in effects(plan, None)}
    past: Mapping[str, Entry] = before.by_id if before else {}
    return [
        line(
            one,
            name,
            plan.year,
            net=net.get(one.measure.at, Missing.NO_DATA),
            interest=wish.rate,
            before=past.get(one.measure.id),
            places=plan.places,
        )
        for one in plan.entries
        if wish.fits(one, f"{name.zh} {name.en}")
    ]


def words_of(dimension: str) -> dict[str, str]:
    """What codes of a dimension are ordered by."""
    return {"": NOT_STATED.zh, **{code: words.zh for code, words in choices(dimension)}}


def fitting(chosen: Sequence[MemberPlan], names: Names, wish: Wish) -> list[Effect]:
    """The effects of the measures that fit a wish, at full effect."""
    return [
        one
        for plan in chosen
        for one in effects(plan, None)
        if wish.fits(one.entry, f"{names[plan.code].zh} {names[plan.code].en}")
    ]


Read = Callable[[Line], str | Amount]


def _words(dimension: str, code: Callable[[Line], str]) -> Read:
    return lambda one: label(dimension, code(one))[Language.ZH]


_READ: Final[Mapping[str, Read]] = {
    "member": lambda one: one.entry.code,
    "id": lambda one: one.entry.measure.id,
    "title": lambda one: one.entry.row.title or "",
    "category": _words("category", lambda one: one.entry.row.category or ""),
    "status": _words("status", lambda one: one.entry.measure.status.value),
    "start": lambda one: one.start or Missing.NOT_STATED,
    "expected": lambda one: one.entry.measure.expected,
    "net": lambda one: one.net,
    "capex": lambda one: one.capex,
    "cost": lambda one: one.cost,
    "planned": lambda one: one.advance.planned,
    "realised": lambda one: one.advance.realised,
}


def _rank(value: str | Amount) -> tuple[Decimal, str]:
    return (value, "") if isinstance(value, Decimal) else (Decimal(0), str(value))
