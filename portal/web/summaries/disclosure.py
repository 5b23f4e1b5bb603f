"""Totals that would give a single member away are shown only to those who may see the member.

How that is judged, also against subtraction, is said in `portal.aggregation.disclosure`.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from portal.aggregation.disclosure import FEWEST, Disclosure, Series, Weight, disclosure, weight
from portal.aggregation.figures import HORIZONS
from portal.aggregation.tally import Tally
from portal.language import Text
from portal.publication.protection import Name, Year, protection
from portal.reference.groups import Group
from portal.web.summaries.reader import Reader

EMISSIONS: Final = 0
# Emissions, then the contributions of each target year.
PARTS: Final = (EMISSIONS, *HORIZONS)
WHY: Final = Text(
    "為保護個別成員資料，成員少於 3 家或單一成員占比逾 80 % 的數值不對外顯示。",
    "To protect single members, figures of fewer than three members, or of which one member makes "
    "up more than 80 %, are not shown.",
)
HELD_BACK: Final = Text("不公開", "Held back")

Held = Mapping[int, frozenset[Group]]
Tallies = Mapping[Group, Tally]
"""The tally of each group, to judge which totals give a member away."""


def is_small(known: Sequence[Decimal]) -> bool:
    """Whether a total of these amounts gives a member away; a total of nothing does not."""
    return weight(known).is_small


def is_thin(members: int) -> bool:
    """Whether a total has somebody in it, but too few to be shown."""
    return 0 < members < FEWEST


def held_back(tallies: Tallies, reader: Reader) -> Held:
    """For each part, the groups whose totals this reader is not shown."""
    if reader.sees_everyone:
        return dict.fromkeys(PARTS, frozenset[Group]())
    found = _parts(tallies, reader)
    return {
        part: frozenset(group for group in Group if not found.shows(part, group)) for part in PARTS
    }


def is_held_back(tallies: Tallies, group: Group | None, part: int, reader: Reader) -> bool:
    """Whether the total of a group, or of the alliance, is not shown to this reader."""
    return not _parts(tallies, reader).shows(part, group)


def _parts(tallies: Tallies, reader: Reader) -> Disclosure[int]:
    """Emissions and the contributions of each target year, each judged with all of its groups."""
    series = [
        Series(part, {group: _weight(tally, part) for group, tally in tallies.items()})
        for part in PARTS
    ]
    return disclosure(series, [], seen=reader.groups)


def _weight(tally: Tally, part: int) -> Weight:
    found = tally.at("latest") if part == EMISSIONS else tally.at("t1", part)
    return Weight(found.counted, found.largest, found.sizes)


def judged(tallies: Tallies, reader: Reader) -> Disclosure[Name] | None:
    """What a reader is shown of every figure of a year; None for one who sees every member."""
    if reader.sees_everyone:
        return None
    return protection([Year("", tallies)], seen=reader.groups)
