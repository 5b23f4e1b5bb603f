"""Totals that would give a single member away are shown only to those who may see the member.

A total is small when fewer than three members are in it, or when one of them makes up more than
80 % of it. Where one group alone is held back, the alliance total less the other groups would
give it away again; the next smallest group is then held back with it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from portal.aggregation.figures import HORIZONS
from portal.aggregation.member_year import MemberYear
from portal.language import Text
from portal.plans.amounts import ZERO, Amount, Missing
from portal.reference.groups import Group
from portal.web.summaries.reader import Reader

FEWEST: Final = 3
DOMINANT: Final = Decimal("0.8")
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


def amounts(members: Iterable[MemberYear], part: int) -> list[Decimal]:
    """The amounts of one part that a total adds up."""
    return [one for one in map(_amount(part), members) if isinstance(one, Decimal)]


def _amount(part: int) -> Callable[[MemberYear], Amount]:
    def read(member: MemberYear) -> Amount:
        if part == EMISSIONS:
            return member.latest if isinstance(member.latest, Missing) else member.latest.total
        pledge = member.pledge(part)
        return pledge.cut.total if pledge.is_quantified else Missing.NOT_QUANTIFIED

    return read


def is_small(known: Sequence[Decimal]) -> bool:
    """Whether a total of these amounts gives a member away; a total of nothing does not."""
    if not known:
        return False
    sizes = [abs(one) for one in known]
    return len(known) < FEWEST or max(sizes) > DOMINANT * sum(sizes, ZERO)


def is_thin(members: Sequence[object]) -> bool:
    """Whether a total has somebody in it, but too few to be shown."""
    return 0 < len(members) < FEWEST


def held_back(members: Sequence[MemberYear], reader: Reader) -> Held:
    """For each part, the groups whose totals this reader is not shown."""
    if reader.sees_everyone:
        return dict.fromkeys(PARTS, frozenset[Group]())
    by_group = {group: [one for one in members if one.group is group] for group in Group}
    return {part: _held(by_group, part, reader) for part in PARTS}


def _held(
    by_group: Mapping[Group, Sequence[MemberYear]], part: int, reader: Reader
) -> frozenset[Group]:
    known = {group: amounts(found, part) for group, found in by_group.items()}
    hidden = {group for group, found in known.items() if not reader.sees(group) and is_small(found)}
    others = [group for group in known if group not in hidden and not reader.sees(group)]
    others = [group for group in others if known[group]]
    if len(hidden) == 1 and others:
        hidden.add(min(others, key=lambda group: sum(known[group], ZERO)))
    return frozenset(hidden)


def is_held_back(
    members: Sequence[MemberYear], group: Group | None, part: int, reader: Reader
) -> bool:
    """Whether the total of a group, or of the alliance, is not shown to this reader."""
    if group is not None:
        return group in held_back(members, reader)[part]
    return not reader.sees_everyone and is_small(amounts(members, part))
