"""The weights of an edition, taken from the tallies of its groups."""

from collections.abc import Mapping

from portal.aggregation.kept_sums import MOST
from portal.aggregation.tally import Tally, together
from portal.aggregation.weights import ByGroup, Weight
from portal.reference.groups import Group

Changed = Mapping[tuple[str, str], Mapping[str, ByGroup]]
"""The weights of what differs between two editions, by part, the earlier edition first."""


class Weights:
    """How heavy members are in each part of an edition."""

    def __init__(self, tallies: Mapping[Group, Tally]) -> None:
        """Take the tally of each group."""
        self.tallies = tallies

    def tally(self, group: Group | None) -> Tally:
        """The tally of a group, or of the alliance."""
        if group is not None:
            return self.tallies[group]
        return together(self.tallies.values(), MOST)

    def counted(self, name: str, horizon: int | None = None) -> ByGroup:
        """Of all members with an amount: one of zero is a member too."""
        return {
            group: Weight(part.counted, part.largest, part.sizes)
            for group, tally in self.tallies.items()
            for part in (tally.at(name, horizon),)
        }

    def unlike_zero(self, name: str, horizon: int | None = None) -> ByGroup:
        """Of the members without whom the quantity would be another one."""
        return {
            group: Weight(part.unlike_zero, part.largest, part.sizes)
            for group, tally in self.tallies.items()
            for part in (tally.at(name, horizon),)
        }
