"""One flow of the register as its two members and the city see it: reports, rows, statements."""

from dataclasses import dataclass
from datetime import datetime

from portal.exchange.figures import REGISTERED_CARRIERS, Key, Seen, ThirdValue
from portal.exchange.matching import Difference, FallingFlow, Flow, Match, seen, seen_pair
from portal.exchange.models import Said
from portal.exchange.reading import Row
from portal.language import Text
from portal.reference.groups import Group
from portal.submissions.states import Kind


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a flow."""

    id: int
    code: str
    name: Text
    group: Group


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement about a flow; `of` is the member's code, empty for a coordinator.

    Attributes:
        value: what was settled where neither report holds; None otherwise.
    """

    id: int
    year: int
    horizon: int
    key: Key
    said: Said
    reason: str
    seen: Seen
    of: str
    by: str
    at: datetime
    value: ThirdValue | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One flow of the register of a year.

    Attributes:
        horizon: target year of a planned flow, 0 for what was reported for the year itself.
        flow: the flow of the year, or of the target year of a plan.
        base: the flow of the base year of a plan.
        rows: of either side, in the order of its workbook.
        missing: codes of the sides that have no accepted workbook of this kind.
    """

    year: int
    horizon: int
    seller: Party
    buyer: Party
    flow: Flow
    base: Flow | None = None
    rows: tuple[Row, ...] = ()
    statements: tuple[Statement, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        """The workbook that the rows stand in."""
        return Kind.PLAN if self.horizon else Kind.INVENTORY

    @property
    def match(self) -> Match:
        """How the two reports fit together."""
        return self.flow.match if self.base is None else self.pair.match

    @property
    def pair(self) -> FallingFlow:
        """Base year and target year of a planned flow."""
        return FallingFlow(self.base or self.flow, self.flow)

    @property
    def seen(self) -> Seen:
        """Both reports in plain text."""
        return seen(self.flow) if self.base is None else seen_pair(self.pair)

    @property
    def is_case(self) -> bool:
        """Whether somebody has to do something about it."""
        return self.match.is_open and self.flow.carrier in REGISTERED_CARRIERS

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What the two reports say differently, of the base year first."""
        base = self.base.differences if self.base else ()
        return (*base, *self.flow.differences)

    @property
    def silent(self) -> Party | None:
        """The side that reports nothing; None when both do."""
        if self.flow.sold is None:
            return self.seller
        return self.buyer if self.flow.bought is None else None

    @property
    def ruling(self) -> Statement | None:
        """The settlement that holds; None while the case is open or both reports agree."""
        if self.match not in (Match.SETTLED, Match.NO_EXCHANGE):
            return None
        return next((one for one in reversed(self.statements) if one.said.settles), None)

    @property
    def last(self) -> int:
        """Number of the last statement, 0 when nobody has said anything."""
        return max((one.id for one in self.statements), default=0)

    def waits_for(self, code: str) -> bool:
        """Whether a member has not answered the case as it stands."""
        return self.is_case and not any(
            one.of == code and one.seen == self.seen for one in self.statements
        )
