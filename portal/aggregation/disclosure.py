"""Which totals may stand side by side so that no member can be worked out from them.

A total is small when fewer than three members are in it, or one makes up more than 80 % of it.
What is not shown may still follow by subtraction: the alliance less its shown groups, a figure
less its part, a publication less an earlier one. Figures are decided one after the other, the most
important and the earliest published first, and each is shown as far as no sum or difference that
follows from it and those before it is small. What was decided never depends on what comes later,
because what was shown once is known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic

from portal.aggregation.judging import Judge
from portal.aggregation.weights import (
    DOMINANT,
    FEWEST,
    NOBODY,
    Link,
    Name,
    Series,
    Three,
    Weight,
    weight,
)
from portal.reference.groups import Group

__all__ = [
    "DOMINANT",
    "FEWEST",
    "NOBODY",
    "Disclosure",
    "Link",
    "Series",
    "Weight",
    "disclosure",
    "weight",
]


@dataclass(frozen=True, slots=True)
class Disclosure(Generic[Name]):
    """What is shown: for each figure the groups, with None for the alliance.

    Attributes:
        because: for what is not shown, the figure with which something small would follow; the
            figure itself where it alone would give a member away.
    """

    shown: Mapping[Name, frozenset[Group | None]]
    because: Mapping[tuple[Name, Group | None], Name] = field(
        default_factory=dict[tuple[Name, Group | None], Name]
    )

    def shows(self, name: Name, group: Group | None) -> bool:
        """Whether a figure of a group, or of the alliance, is shown."""
        return group in self.shown.get(name, frozenset())


def disclosure(
    series: Sequence[Series[Name]],
    links: Sequence[Link[Name]],
    parts: Sequence[Three[Name]] = (),
    *,
    seen: frozenset[Group] = frozenset(),
) -> Disclosure[Name]:
    """What may be shown to a reader of totals.

    Each figure loses as little as it can beside those before it: the alliance last, else as few
    groups as possible, and of those the smaller ones.

    Args:
        series: every figure that the reader may meet, on whatever page or file, in the order in
            which they are decided.
        links: what follows from two of them.
        parts: figures of which each follows from the two others.
        seen: groups whose members the reader may see one by one; they are never held back.
    """
    judge = Judge(series, links, parts, seen)
    for one in series:
        judge.decide(one.name)
    return Disclosure(judge.shown, judge.because)
