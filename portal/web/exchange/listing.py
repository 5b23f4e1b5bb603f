"""The register as a list: filters from the address, counts beside them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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
