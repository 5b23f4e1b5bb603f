"""What a figure of savings adds up: one part for each stream, survey or recommendation; pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from portal.advisory.statistics import DONE, SETTLED, AdviceFact, SeenFact, paid_back
from portal.aggregation.figure_sets import SetKind
from portal.language import Text
from portal.reference.site_systems import Carrier, System
from portal.savings.city import Basis, CityFigures, behind, is_of
from portal.savings.streams import ZERO, Claim, Place, Stream
from portal.savings.totals import Counted, Total
from portal.savings.tracing.definitions import quantity
from portal.savings.tracing.figure_id import SavingsFigure
from portal.savings.tracing.working import working
from portal.savings.vocabulary import Level, Origin

ONE: Final = Decimal(1)
SAME_SITE: Final = Text("同廠區已計", "Its site is counted already")
NO_MONEY: Final = Text("來源未載金額", "Its source states no money")
Places = Mapping[tuple[int, int], Place]
"""By site and member."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one stream, survey or recommendation adds to a figure.

    Attributes:
        name: of the stream, survey or recommendation.
        stream: key of the stream, which has a page of its own; empty for a survey.
        claim: key of the claim that counts.
        request_id: of the diagnosis, where a survey or finding is listed.
        year: whose factor its tonnes take.
        savings: that count, by carrier.
        working: how they follow from what the claim states, step by step.
        amount: that is added; None where there is nothing to add, see `note`.
        over: what the amounts are divided by, in a ratio.
    """

    name: str
    title: str
    place: Place
    system: System | None
    amount: Decimal | None
    stream: str = ""
    claim: str = ""
    origin: Origin = Origin.ADVICE
    source: str = ""
    others: tuple[str, ...] = ()
    year: int = 0
    savings: Mapping[Carrier, Decimal] = field(default_factory=dict[Carrier, Decimal])
    working: tuple[Text, ...] = ()
    over: Decimal | None = None
    note: Text | None = None
    request_id: int = 0


def of_set(known: Basis, figure: SavingsFigure, company_id: int | None) -> Basis:
    """What belongs to the set of a figure, of everything of a year.

    Args:
        known: streams and facts of the year.
        figure: whose set counts.
        company_id: of the member, when the set is one.
    """
    if figure.of.kind is not SetKind.MEMBER:
        return known
    return replace(
        known,
        streams=tuple(one for one in known.streams if one.best.place.company_id == company_id),
        seen=tuple(one for one in known.seen if one.company_id == company_id),
        advice=tuple(one for one in known.advice if one.company_id == company_id),
    )


def parts(known: Basis, figure: SavingsFigure, places: Places) -> tuple[Part, ...]:
    """What a figure adds up, in the order in which it is added.

    Args:
        known: of the figure's set, see `of_set`.
        figure: that is taken apart.
        places: of the facts of diagnoses.
    """
    if figure.level is None:
        return tuple(_FACTS[figure.key](known, figure, places))
    counted = behind(known, figure.of.group, figure.system)[figure.block.value][figure.level]
    return tuple(of_streams(counted, figure.key))


def of_streams(counted: Sequence[Counted], key: str) -> Iterator[Part]:
    """The streams of a total with what each adds to one of its figures."""
    found = (_of_stream(one, *_amount(one, key)) for one in counted)
    return each_site_once(found) if key == "sites" else found


def each_site_once(found: Iterable[Part]) -> Iterator[Part]:
    """The same, with 1 for the first one of each site and 0 for the others there."""
    sites = set[int]()
    for one in found:
        is_first = one.place.site_id not in sites
        sites.add(one.place.site_id)
        amount, note = (ONE, None) if is_first else (ZERO, SAME_SITE)
        yield replace(one, amount=amount, note=note)


def _of_stream(one: Counted, amount: Decimal | None, note: Text | None) -> Part:
    claim = one.claim
    return Part(
        one.stream.key,
        claim.title,
        claim.place,
        claim.system,
        amount,
        stream=one.stream.key,
        claim=claim.key,
        origin=claim.origin,
        source=claim.source,
        others=linked(one.stream, claim),
        year=one.year,
        savings=dict(one.savings),
        working=tuple(working(one)),
        note=note,
    )


def linked(stream: Stream, claim: Claim) -> tuple[str, ...]:
    """The claims of a stream that are linked to the one that counts and not counted."""
    return tuple(one.key for one in stream.claims if one.key != claim.key)


def _amount(one: Counted, key: str) -> tuple[Decimal | None, Text | None]:
    match key:
        case "kwh":
            return one.electricity, None
        case "gj":
            return one.gigajoules, None
        case "t":
            return one.tonnes, one.why_no_tonnes
        case "ntd":
            return one.money, None if one.money is not None else NO_MONEY
        case "without_factor":
            return (ONE if one.tonnes is None else ZERO), one.why_no_tonnes
        case "removed_kwh":
            return one.removed, None
        case _:
            return ONE, None


_ATTRIBUTES: Final = {
    "kwh": "electricity",
    "gj": "gigajoules",
    "t": "tonnes",
    "ntd": "money",
    "removed_kwh": "removed",
    "rate": "implementation_rate",
}


def value_in(figures: CityFigures, figure: SavingsFigure) -> Decimal | None:
    """A figure as the totals of its set have it; None while nothing is known."""
    name = _ATTRIBUTES.get(figure.key, figure.key)
    if figure.level is None:
        found: Decimal | int | None = getattr(figures, name)
    else:
        totals: Mapping[Level, Total] = getattr(figures, figure.block.value)
        found = getattr(totals.get(figure.level, Total(figure.level)), name)
    return None if found is None else Decimal(found)


def total_of(figure: SavingsFigure, found: Sequence[Part]) -> Decimal | None:
    """The figure that parts make: their sum, or the quotient of two; None when nothing is known."""
    added = sum((one.amount for one in found if one.amount is not None), ZERO)
    if not quantity(figure).is_ratio:
        return added
    whole = sum((one.over for one in found if one.over is not None), ZERO)
    return added / whole if whole > 0 else None


def _sites(known: Basis, figure: SavingsFigure, places: Places) -> Iterator[Part]:
    """Each site once, at the first survey or finding there."""
    first: dict[int, SeenFact] = {}
    for one in _seen(known, figure):
        first.setdefault(one.site_id, one)
    for one in first.values():
        yield _of_fact(one, places, ONE)


def _findings(known: Basis, figure: SavingsFigure, places: Places) -> Iterator[Part]:
    for one in _seen(known, figure):
        if one.system is not None:
            yield _of_fact(one, places, ONE)


def _rate(known: Basis, figure: SavingsFigure, places: Places) -> Iterator[Part]:
    """The recommendations whose outcome is known: 1 where it was carried out."""
    for one in _advice(known, figure):
        if one.state in SETTLED:
            amount = ONE if one.state in DONE else ZERO
            yield replace(_of_fact(one, places, amount), over=ONE, note=one.state.label)


def _payback(known: Basis, figure: SavingsFigure, places: Places) -> Iterator[Part]:
    for one, yearly in paid_back(_advice(known, figure)):
        yield replace(_of_fact(one, places, one.outlay), over=yearly)


_FACTS: Final[Mapping[str, Callable[[Basis, SavingsFigure, Places], Iterator[Part]]]] = {
    "sites": _sites,
    "findings": _findings,
    "rate": _rate,
    "payback": _payback,
}


def _seen(known: Basis, figure: SavingsFigure) -> list[SeenFact]:
    return [one for one in known.seen if is_of(one, figure.of.group, figure.system)]


def _advice(known: Basis, figure: SavingsFigure) -> list[AdviceFact]:
    return [one for one in known.advice if is_of(one, figure.of.group, figure.system)]


def _of_fact(one: SeenFact | AdviceFact, places: Places, amount: Decimal) -> Part:
    """A survey, a finding or a recommendation; only the last has a claim."""
    claim = f"advice-{one.id}" if isinstance(one, AdviceFact) else ""
    return Part(
        one.number,
        one.title,
        places[one.site_id, one.company_id],
        one.system,
        amount,
        claim=claim,
        source=one.number,
        year=one.year,
        request_id=0 if isinstance(one, AdviceFact) else one.request_id,
    )
