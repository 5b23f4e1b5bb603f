"""The register as a list: filters from the address, counts beside them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.exchange.figures import SHARED_CARRIERS
from portal.exchange.matching import Match
from portal.exchange.queries import Case

OPEN = "open"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; empty means everything."""

    state: str = ""
    carrier: str = ""
    horizon: str = ""

    @classmethod
    def of(cls, sent: Mapping[str, str]) -> "Filters":
        """The filters of an address."""
        return cls(sent.get("state", ""), sent.get("carrier", ""), sent.get("horizon", ""))

    def pick(self, cases: Iterable[Case]) -> list[Case]:
        """The flows that fit."""
        return [one for one in self.within(cases) if self._in_state(one)]

    def within(self, cases: Iterable[Case]) -> list[Case]:
        """The flows that fit in everything but their state."""
        return [
            one
            for one in cases
            if (not self.carrier or one.flow.carrier == self.carrier)
            and (not self.horizon or str(one.horizon) == self.horizon)
        ]

    def _in_state(self, case: Case) -> bool:
        if self.state == OPEN:
            return case.is_case
        return not self.state or case.match == self.state


def counts(cases: Sequence[Case]) -> Mapping[Match, int]:
    """Flows by state, those that occur."""
    found = Counter(one.match for one in cases)
    return {state: found[state] for state in Match if found[state]}


@dataclass(frozen=True, slots=True)
class Standing:
    """The register in three numbers, and what its reader does next.

    Attributes:
        asked: open flows that wait for the reader's own answer; None for who answers none.
        open_tonnes: what open flows of the year would take from its total at most, tonnes CO2e.
        closed: flows that agree or are settled.
    """

    waiting: int
    asked: int | None
    open_tonnes: Decimal
    closed: int


def standing(cases: Sequence[Case], company_id: int | None) -> Standing:
    """Where the register stands for a reader; without a company, for the city."""
    open_now = [one.flow for one in cases if one.is_case and not one.horizon]
    waiting = sum(one.is_case for one in cases)
    return Standing(
        waiting,
        None if company_id is None else sum(is_asked(one, company_id) for one in cases),
        sum((one.most for one in open_now if one.carrier in SHARED_CARRIERS), Decimal(0)),
        sum(not one.match.is_open for one in cases),
    )


def is_asked(case: Case, company_id: int) -> bool:
    """Whether a member has still to answer a flow of its own."""
    sides = (case.seller, case.buyer)
    return any(one.id == company_id and case.waits_for(one.code) for one in sides)
