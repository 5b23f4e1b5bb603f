"""How heavy the members of a total are in it, and which quantities follow from which figures."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Generic, NamedTuple, TypeVar

from portal.plans.amounts import ZERO
from portal.reference.groups import Group

FEWEST: Final = 3
DOMINANT: Final = Decimal("0.8")

Name = TypeVar("Name", bound=Hashable)


class Weight(NamedTuple):
    """What must be known of a total to judge it: members, the largest one, the sum of sizes."""

    members: int = 0
    largest: Decimal = ZERO
    whole: Decimal = ZERO

    def plus(self, other: "Weight") -> "Weight":
        """The weight of two totals without common members taken together."""
        largest = max(self.largest, other.largest)
        return Weight(self.members + other.members, largest, self.whole + other.whole)

    @property
    def is_small(self) -> bool:
        """Whether a total of this weight gives a member away; a total of nobody does not."""
        if not self.members:
            return False
        return self.members < FEWEST or self.largest > DOMINANT * self.whole


NOBODY: Final = Weight()


def weight(amounts: Iterable[Decimal]) -> Weight:
    """The weight of a total of these amounts; each is one member's."""
    sizes = [abs(one) for one in amounts]
    return Weight(len(sizes), max(sizes, default=ZERO), sum(sizes, ZERO))


ByGroup = Mapping[Group, Weight]


@dataclass(frozen=True, slots=True)
class Series(Generic[Name]):
    """One figure of the alliance and of each group."""

    name: Name
    weights: ByGroup


@dataclass(frozen=True, slots=True)
class Link(Generic[Name]):
    """Two figures from which a third quantity follows where both are known of the same members.

    Attributes:
        weights: of the quantity; of a figure linked to itself, of what stands behind it as well.
        reveals: a group whose total of `known` is the difference of the two for the alliance.
        whole_only: the quantity follows from the totals of the alliance; of a figure linked to
            itself, from that of the alliance and those of all of its groups.
        given: a third figure without which it does not follow.
        same: where nobody is in the quantity, the one figure is the other.
    """

    known: Name
    later: Name
    weights: ByGroup
    reveals: Group | None = None
    whole_only: bool = False
    given: Name | None = None
    same: bool = False


Three = tuple[Name, Name, Name]
