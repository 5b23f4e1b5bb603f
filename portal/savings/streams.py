"""Claims on one physical change, put together and counted once at each level; pure.

A stream is all claims on one change. At every level one of them counts, the others are linked and
not counted; levels are never added to one another.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from portal.language import Text
from portal.reference.groups import Group
from portal.reference.site_systems import Carrier, System
from portal.savings.local import UNKNOWN, Local
from portal.savings.vocabulary import Level, Origin, Power

ZERO = Decimal(0)
Savings = Mapping[Carrier, Decimal]

# Measured before stated; what was contracted before what was advised or only planned.
RANK = {
    Origin.PLAN: 1,
    Origin.UPLOAD: 2,
    Origin.ADVICE: 3,
    Origin.CONTRACT: 4,
    Origin.STATEMENT: 5,
    Origin.REPORT: 6,
}


@dataclass(frozen=True, slots=True)
class Place:
    """The site of a claim, and whose it is."""

    site_id: int
    site_number: str
    site_name: Text
    company_id: int
    company_code: str
    company_name: Text
    group: Group


@dataclass(frozen=True, slots=True)
class Period:
    """Days for which a saving was measured, the last one included."""

    first: date
    last: date
    savings: Savings

    @property
    def days(self) -> int:
        """Days in it."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says about one change.

    Attributes:
        key: names the claim for good, such as `advice-12`.
        levels: that it has reached.
        savings: of a full year by carrier, each in its unit; negative on a carrier that rises.
        year: that it belongs to where nothing is commissioned: of the diagnosis or contract.
        refers: keys of claims that its source names itself.
        interaction: claims of a site with the same word act on the same use.
        end_use: use of a carrier in a year that the saving is a part of, where known.
        periods: of a measured saving.
        money: NT$ saved in a full year.
        worth: NT$ of it by carrier, so that what others save already can be taken out.
        heat: GJ a year of heat and fuel that the source does not name by carrier, net.
        heat_tonnes: tCO2e a year of that, with the factor of the source.
        outlay: NT$ spent, without subsidy.
        stated: tCO2e a year as its source states it.
    """

    key: str
    origin: Origin
    levels: frozenset[Level]
    place: Place
    system: System
    title: str
    savings: Savings
    year: int
    source: str = ""
    tag: str = ""
    commissioned_on: date | None = None
    life_years: Decimal | None = None
    refers: frozenset[str] = frozenset()
    interaction: str = ""
    end_use: Savings = field(default_factory=dict[Carrier, Decimal])
    periods: tuple[Period, ...] = ()
    money: Decimal | None = None
    outlay: Decimal | None = None
    stated: Decimal | None = None
    worth: Savings = field(default_factory=dict[Carrier, Decimal])
    power: Power = Power.GRID
    heat: Decimal = ZERO
    heat_tonnes: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Stream:
    """All claims on one physical change.

    Attributes:
        key: number of the stream where it is written down, else the key of its first claim.
        claims: by key.
        ended_on: first day without saving, as somebody recorded it.
        local: what is known of the energy of its site.
        decided_power: where its electricity comes from, as somebody decided.
    """

    key: str
    claims: tuple[Claim, ...]
    ended_on: date | None = None
    is_kept: bool = False
    local: Local = UNKNOWN
    decided_power: Power | None = None

    @property
    def power(self) -> Power:
        """Where the electricity that it saves would have come from."""
        return self.best.power if self.decided_power is None else self.decided_power

    def counted(self, level: Level) -> Claim | None:
        """The one claim that counts at a level; None when the stream has not reached it."""
        reached = [one for one in self.claims if level in one.levels]
        return max(reached, key=lambda one: (RANK[one.origin], one.key), default=None)

    @property
    def level(self) -> Level:
        """The highest level that it has reached."""
        return next(one for one in reversed(Level) if self.counted(one) is not None)

    @property
    def best(self) -> Claim:
        """The claim that counts at its highest level."""
        found = self.counted(self.level)
        assert found is not None  # noqa: S101
        return found

    @property
    def commissioned_on(self) -> date | None:
        """The day of commissioning, by the claim that knows it best."""
        known = [one for one in self.claims if one.commissioned_on is not None]
        best = max(known, key=lambda one: (RANK[one.origin], one.key), default=None)
        done = self.counted(Level.IMPLEMENTED)
        if done is not None and done.commissioned_on is not None:
            return done.commissioned_on
        return None if best is None else best.commissioned_on

    @property
    def origins(self) -> frozenset[Origin]:
        """Where its claims come from."""
        return frozenset(one.origin for one in self.claims)

    @property
    def year(self) -> int:
        """The year whose factor its annual saving takes: of commissioning, else of the claim."""
        day = self.commissioned_on
        return self.best.year if day is None else day.year


def assemble(
    claims: Iterable[Claim],
    links: Mapping[str, str] | None = None,
    ends: Mapping[str, date] | None = None,
) -> list[Stream]:
    """Claims put together into streams, in the order of their keys.

    Args:
        claims: of all sources.
        links: number of the stream by claim key, as people decided; a link goes before what a
            source refers to.
        ends: first day without saving by number of the stream.
    """
    links, ends = links or {}, ends or {}
    ordered = sorted(claims, key=lambda one: one.key)
    groups = _groups(ordered, links)
    members: dict[str, list[Claim]] = defaultdict(list)
    for one in ordered:
        members[groups[one.key]].append(one)
    kept = set(links.values())
    return [Stream(key, tuple(found), ends.get(key), key in kept) for key, found in members.items()]


def _groups(claims: Sequence[Claim], links: Mapping[str, str]) -> dict[str, str]:
    """The name of the stream of each claim: a link, what it refers to, or its own key."""
    beside = _neighbours(claims)
    groups = {one.key: links[one.key] for one in claims if one.key in links}
    waiting = list(groups)
    for one in claims:
        if one.key not in groups:
            waiting.append(one.key)
        while waiting:
            key = waiting.pop(0)
            name = groups.setdefault(key, key)
            fresh = [other for other in sorted(beside[key]) if other not in groups]
            groups.update(dict.fromkeys(fresh, name))
            waiting.extend(fresh)
    return groups


def _neighbours(claims: Sequence[Claim]) -> dict[str, set[str]]:
    known = {one.key for one in claims}
    beside: dict[str, set[str]] = {key: set() for key in known}
    for one in claims:
        for other in one.refers & known:
            beside[one.key].add(other)
            beside[other].add(one.key)
    return beside


def merged(first: Stream, second: Stream) -> Stream:
    """Two streams as one."""
    claims = sorted((*first.claims, *second.claims), key=lambda one: one.key)
    ended = first.ended_on or second.ended_on
    return Stream(first.key, tuple(claims), ended, first.is_kept)
