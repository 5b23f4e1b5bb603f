"""What a year of diagnoses comes to: by system, by group, by year, or all of them."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

from portal.advisory.content import Saved
from portal.advisory.effects import gigajoules, tonnes
from portal.advisory.states import AdviceState
from portal.advisory.vocabulary import Carrier, System
from portal.calculators.overlap import left
from portal.language import Text
from portal.reference.groups import Group

Key = TypeVar("Key", bound=Hashable)
ZERO: Final = Decimal(0)

PUBLISHED_RATE: Final = Decimal("0.509")
"""Share of recommendations carried out; DOE Industrial Assessment Centers, energy management."""
PUBLISHED_PAYBACK: Final = Decimal("1.9")
"""Mean payback of them, years; the same statistics."""
PUBLISHED_SOURCE: Final = Text(
    "美國能源部 ITAC（原 IAC）計畫統計，能源管理類（2.xxxx）149,058 項建議："
    "執行率 50.9 %、平均回收 1.9 年（itac.university/index/arc，未載明日期）。",
    "DOE ITAC (formerly IAC) programme statistics, energy management (2.xxxx), 149,058 "
    "recommendations: 50.9 % implemented, mean payback 1.9 years (itac.university/index/arc, "
    "undated).",
)

UNSEEN: Final = frozenset({AdviceState.DRAFT, AdviceState.WITHDRAWN})
DONE: Final = frozenset({AdviceState.IMPLEMENTED, AdviceState.VERIFIED})
ACCEPTED: Final = DONE | {AdviceState.ACCEPTED, AdviceState.WILL_NOT, AdviceState.UNABLE}
SETTLED: Final = DONE | {AdviceState.REJECTED, AdviceState.WILL_NOT, AdviceState.UNABLE}


@dataclass(frozen=True, slots=True)
class SeenFact:
    """A finding of a survey, or with no system a survey itself.

    Attributes:
        year: in which the survey was held, on Taipei's calendar.
        number, request_id: of the request.
        title: what was found; empty for a survey.
    """

    site_id: int
    group: Group
    year: int
    system: System | None = None
    company_id: int = 0
    number: str = ""
    title: str = ""
    request_id: int = 0


@dataclass(frozen=True, slots=True)
class AdviceFact:
    """A recommendation that was put forward; money in NT$.

    Attributes:
        year: in which the survey was held.
        outlay: cost less subsidy.
        yearly: saved in a full year; None when a price is missing.
        commissioned_on: when it was carried out.
        interaction: recommendations for a site with the same word act on the same use.
        uses: what the equipment uses of a carrier in a year, where known.
        id: of the recommendation.
        number: of its request, and its own.
    """

    site_id: int
    group: Group
    year: int
    system: System
    state: AdviceState
    savings: tuple[Saved, ...]
    outlay: Decimal = ZERO
    yearly: Decimal | None = None
    commissioned_on: date | None = None
    interaction: str = ""
    uses: Mapping[Carrier, Decimal] = field(default_factory=dict[Carrier, Decimal])
    company_id: int = 0
    id: int = 0
    number: str = ""
    title: str = ""

    @property
    def factor_year(self) -> int:
        """Whose factor turns its kWh into tonnes: of commissioning, before that of the survey."""
        return self.year if self.commissioned_on is None else self.commissioned_on.year


Fact = SeenFact | AdviceFact


@dataclass(frozen=True, slots=True)
class Saving:
    """What a number of recommendations save in a full year.

    Attributes:
        kwh: electricity.
        gj: all carriers with a general heat value, electricity included.
        tonnes: tCO2e of all carriers with a general factor.
        money: NT$ of those with a price for everything they save.
    """

    count: int = 0
    kwh: Decimal = ZERO
    gj: Decimal = ZERO
    tonnes: Decimal = ZERO
    money: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class DiagnosisStatistics:
    """Diagnoses and what became of their recommendations; levels are never added to each other.

    Attributes:
        sites: different sites with a survey.
        recommended, accepted, implemented, verified: each contains the ones after it.
        settled: recommendations whose outcome is known: done, refused, dropped, not to be learnt.
        payback_years: outlay over yearly saving of all that have both; None without any.
    """

    sites: int
    surveys: int
    findings: int
    recommended: Saving
    accepted: Saving
    implemented: Saving
    verified: Saving
    settled: int
    payback_years: Decimal | None

    @property
    def implementation_rate(self) -> Decimal | None:
        """Share of the settled recommendations that were carried out; None before any is."""
        return Decimal(self.implemented.count) / self.settled if self.settled else None


def saving(facts: Iterable[AdviceFact]) -> Saving:
    """What recommendations save together in a full year; those on one use take from each other."""
    found = interacting(facts)
    every = [(one, fact.factor_year) for fact in found for one in fact.savings]
    electricity = (one.quantity for one, _ in every if one.carrier is Carrier.ELECTRICITY)
    return Saving(
        len(found),
        sum(electricity, ZERO),
        sum((gigajoules(one) or ZERO for one, _ in every), ZERO),
        sum((tonnes(one, year) or ZERO for one, year in every), ZERO),
        sum((fact.yearly or ZERO for fact in found), ZERO),
    )


def interacting(facts: Iterable[AdviceFact]) -> list[AdviceFact]:
    """The same, with energy and money of savings on one use reduced to what is left of them.

    Only recommendations that are looked at together take from each other: what is not carried out
    takes nothing from what is.
    """
    found = list(facts)
    groups: dict[tuple[int, str, Carrier], list[int]] = {}
    for at, one in enumerate(found):
        for saved in one.savings if one.interaction else ():
            if saved.quantity > 0:
                groups.setdefault((one.site_id, one.interaction, saved.carrier), []).append(at)
    for (_, _, carrier), places in groups.items():
        if len(places) > 1:
            part = _left([found[at] for at in places], carrier)
            for at in places:
                found[at] = _reduced(found[at], carrier, part)
    return found


def _left(members: Sequence[AdviceFact], carrier: Carrier) -> Decimal:
    amounts = [one.quantity for fact in members for one in fact.savings if one.carrier is carrier]
    return left(amounts, max((one.uses.get(carrier, ZERO) for one in members), default=None))


def _reduced(fact: AdviceFact, carrier: Carrier, part: Decimal) -> AdviceFact:
    """A recommendation with a part of what it saves of a carrier, and of its worth."""
    lost = ZERO
    savings = list[Saved]()
    for one in fact.savings:
        if one.carrier is carrier:
            lost += one.quantity * (1 - part) * (one.price or ZERO)
            savings.append(replace(one, quantity=one.quantity * part))
        else:
            savings.append(one)
    yearly = None if fact.yearly is None else fact.yearly - lost
    return replace(fact, savings=tuple(savings), yearly=yearly)


def statistics(seen: Iterable[SeenFact], advice: Iterable[AdviceFact]) -> DiagnosisStatistics:
    """The figures of surveys, findings and recommendations."""
    visited, written = list(seen), [one for one in advice if one.state not in UNSEEN]
    return DiagnosisStatistics(
        sites=len({one.site_id for one in visited}),
        surveys=sum(one.system is None for one in visited),
        findings=sum(one.system is not None for one in visited),
        recommended=saving(written),
        accepted=saving(one for one in written if one.state in ACCEPTED),
        implemented=saving(one for one in written if one.state in DONE),
        verified=saving(one for one in written if one.state is AdviceState.VERIFIED),
        settled=sum(one.state in SETTLED for one in written),
        payback_years=mean_payback(written),
    )


def mean_payback(advice: Iterable[AdviceFact]) -> Decimal | None:
    """Outlay of all over their yearly saving, years; of recommendations that cost and save.

    What savings on one use take from each other is taken out of the yearly saving first.
    """
    known = paid_back(advice)
    yearly = sum((each for _, each in known), ZERO)
    return sum((one.outlay for one, _ in known), ZERO) / yearly if yearly > 0 else None


def paid_back(advice: Iterable[AdviceFact]) -> list[tuple[AdviceFact, Decimal]]:
    """The recommendations that cost and save, with what each saves a year beside the others."""
    together = interacting(advice)
    return [(one, one.yearly) for one in together if one.outlay > 0 and one.yearly]


def by(
    seen: Sequence[SeenFact],
    advice: Sequence[AdviceFact],
    key: Callable[[Fact], Key | None],
) -> dict[Key, DiagnosisStatistics]:
    """The figures for each value of a key; what has none (a survey has no system) is left out."""
    places = [(key(one), one) for one in seen]
    written = [(key(one), one) for one in advice]
    keys = {value for value, _ in (*places, *written) if value is not None}
    return {
        value: statistics(
            (one for place, one in places if place == value),
            (one for place, one in written if place == value),
        )
        for value in keys
    }
