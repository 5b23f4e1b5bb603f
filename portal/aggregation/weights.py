"""How heavy the members of a total are in it, which decides whether it gives one of them away."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final, NamedTuple

from portal.plans.amounts import ZERO

FEWEST: Final = 3
DOMINANT: Final = Decimal("0.8")


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
