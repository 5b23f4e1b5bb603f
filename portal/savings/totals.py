"""Streams added up at one level: energy, tonnes and money, none of them twice; pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from portal.calculators.overlap import left
from portal.language import Text
from portal.reference.saved_energy import gigajoules, tonnes
from portal.reference.site_systems import Carrier
from portal.savings.local import HEAT, NO_FACTOR, NOT_ANNOUNCED
from portal.savings.streams import ZERO, Claim, Period, Savings, Stream
from portal.savings.vocabulary import Level, Power

ONE: Final = Decimal(1)
_DAYS: Final = Decimal("365.25")


@dataclass(frozen=True, slots=True)
class Counted:
    """What one stream adds to a total of one level.

    Attributes:
        savings: by carrier, after what it shares with others of its interaction group.
        year: whose factor its tonnes take.
        removed: kWh that others of its group save already.
        worthless: NT$ of it that others of its group save already.
        part: of a full year that counts, 0 to 1.
        paid: share of the yearly NT$ that counts; of a measured saving that of what was measured.
    """

    stream: Stream
    claim: Claim
    level: Level
    savings: Savings
    year: int
    removed: Decimal = ZERO
    worthless: Decimal = ZERO
    part: Decimal = ONE
    paid: Decimal = ONE

    @property
    def electricity(self) -> Decimal:
        """KWh."""
        return self.savings.get(Carrier.ELECTRICITY, ZERO)

    @property
    def money(self) -> Decimal | None:
        """NT$ of what counts, less what others of its group save already; None when not stated."""
        if self.claim.money is None:
            return None
        return self.claim.money * self.paid - self.worthless

    @property
    def gigajoules(self) -> Decimal:
        """GJ of all carriers that have a heat value, net of what rises."""
        found = (self._gigajoules(carrier, quantity) for carrier, quantity in self.savings.items())
        return sum((one for one in found if one is not None), self.claim.heat * self.part)

    def _gigajoules(self, carrier: Carrier, quantity: Decimal) -> Decimal | None:
        if carrier in HEAT:
            heat = self.stream.local.heat(carrier, self.year)
            return None if heat is None else quantity * heat
        return gigajoules(carrier, quantity)

    @property
    def tonnes(self) -> Decimal | None:
        """TCO2e of all carriers, net; None when one of them has no factor."""
        found = [self._tonnes(carrier, quantity) for carrier, quantity in self.savings.items()]
        known = [one for one in found if one is not None]
        heat = self.claim.heat_tonnes * self.part
        return sum(known, heat) if len(known) == len(found) else None

    def _tonnes(self, carrier: Carrier, quantity: Decimal) -> Decimal | None:
        """Green power that is saved avoids nothing on the market; heat has the site's factor."""
        is_verified = self.level is Level.VERIFIED
        if carrier is Carrier.ELECTRICITY and self.stream.power is Power.GREEN:
            return ZERO
        if carrier in HEAT:
            found = self.stream.local.factor(carrier, self.year, is_verified=is_verified)
            return None if found is None else quantity * found.value
        return tonnes(carrier, quantity, self.year, is_verified=is_verified)

    @property
    def why_no_tonnes(self) -> Text | None:
        """Why no tonnes are given; None when they are."""
        if self.tonnes is not None:
            return None
        missing = [one for one in self.savings if self._tonnes(one, ONE) is None]
        return NO_FACTOR if HEAT & set(missing) else NOT_ANNOUNCED

    @property
    def heat_sources(self) -> tuple[Text, ...]:
        """Where the factors of its heat come from."""
        is_verified = self.level is Level.VERIFIED
        found = [
            self.stream.local.factor(one, self.year, is_verified=is_verified)
            for one in self.savings
        ]
        return tuple(one.source for one in found if one is not None)


@dataclass(frozen=True, slots=True)
class Total:
    """A total of one level.

    Attributes:
        electricity: kWh.
        tonnes: tCO2e of the streams that have a factor.
        without_factor: streams whose tonnes are not known yet.
        removed: kWh that simple addition would have counted more (interaction).
    """

    level: Level
    streams: int = 0
    sites: int = 0
    electricity: Decimal = ZERO
    gigajoules: Decimal = ZERO
    tonnes: Decimal = ZERO
    money: Decimal = ZERO
    without_factor: int = 0
    removed: Decimal = ZERO


def annual(streams: Iterable[Stream], level: Level) -> list[Counted]:
    """What each stream saves in a full year at a level, with the factor of its commissioning."""
    found = [(one, one.counted(level)) for one in streams]
    counted = [
        Counted(stream, claim, level, dict(claim.savings), _factor_year(stream, claim))
        for stream, claim in found
        if claim is not None
    ]
    return counted if level is Level.VERIFIED else interacting(counted)


def _factor_year(stream: Stream, claim: Claim) -> int:
    day = stream.commissioned_on
    return claim.year if day is None else day.year


def within(streams: Iterable[Stream], level: Level, year: int) -> list[Counted]:
    """What each stream saves in one calendar year at a level, with the factor of that year.

    A measured saving counts for the days that were measured; any other from the day of
    commissioning to the end of its life, by days.
    """
    found = [(one, one.counted(level)) for one in streams]
    counted = [_within(stream, claim, level, year) for stream, claim in found if claim is not None]
    effective = [one for one in counted if one.savings or (one.claim.heat_tonnes and one.part)]
    return effective if level is Level.VERIFIED else interacting(effective)


def _within(stream: Stream, claim: Claim, level: Level, year: int) -> Counted:
    savings = _in_year(stream, claim, year)
    part = part_of_year(claim.commissioned_on, last_day(stream, claim), year)
    paid = _measured_share(claim, savings) if claim.periods else part
    return Counted(stream, claim, level, savings, year, part=part, paid=paid)


def _measured_share(claim: Claim, measured: Savings) -> Decimal:
    """What was measured within the year over the yearly saving; 0 without one to compare with."""
    for carrier, yearly in claim.savings.items():
        if yearly:
            return measured.get(carrier, ZERO) / yearly
    return ZERO


def _in_year(stream: Stream, claim: Claim, year: int) -> Savings:
    if claim.periods:
        return _measured(stream, claim, year)
    part = part_of_year(claim.commissioned_on, last_day(stream, claim), year)
    return {carrier: quantity * part for carrier, quantity in claim.savings.items()} if part else {}


def _measured(stream: Stream, claim: Claim, year: int) -> Savings:
    sums: dict[Carrier, Decimal] = defaultdict(lambda: ZERO)
    for period, days in measured_days(stream, claim, year):
        for carrier, quantity in period.savings.items():
            sums[carrier] += quantity * days / period.days
    return dict(sums)


def measured_days(stream: Stream, claim: Claim, year: int) -> list[tuple[Period, int]]:
    """The periods that were measured within a year, each with its days in it."""
    end = last_day(stream, claim)
    found = [
        (one, _days_within(one.first, min(one.last, end or one.last), year))
        for one in claim.periods
    ]
    return [(one, days) for one, days in found if days]


def last_day(stream: Stream, claim: Claim) -> date | None:
    """The last day on which a stream saves: before it ended, or at the end of its life."""
    ends = [] if stream.ended_on is None else [stream.ended_on - timedelta(days=1)]
    began = stream.commissioned_on
    if began is not None and claim.life_years is not None:
        ends.append(began + timedelta(days=int(claim.life_years * _DAYS) - 1))
    return min(ends, default=None)


def part_of_year(first: date | None, last: date | None, year: int) -> Decimal:
    """The part of a year in which something saves, 0 to 1, by days.

    Args:
        first: day of commissioning, counted; None when it is not commissioned.
        last: last day, counted; None when it goes on.
        year: calendar year.
    """
    if first is None:
        return ZERO
    days = _days_within(first, last or date(year, 12, 31), year)
    return Decimal(days) / days_of(year)


def _days_within(first: date, last: date, year: int) -> int:
    start, end = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
    return max(0, (end - start).days + 1)


def days_of(year: int) -> int:
    """Days of a year."""
    return (date(year, 12, 31) - date(year, 1, 1)).days + 1


def interacting(counted: Sequence[Counted]) -> list[Counted]:
    """The same, with savings on one use reduced to what they save together.

    Of one interaction group of a site, savings of a known use combine one after the other;
    without the size of the use only the largest one is certain. What rises is left as it is.
    """
    groups: dict[tuple[int, str, Carrier], list[int]] = defaultdict(list)
    for at, one in enumerate(counted):
        if one.claim.interaction:
            for carrier, quantity in one.savings.items():
                if quantity > 0:
                    key = (one.claim.place.site_id, one.claim.interaction, carrier)
                    groups[key].append(at)
    result = list(counted)
    for (_, _, carrier), places in groups.items():
        if len(places) > 1:
            ratio = _together([result[at] for at in places], carrier)
            for at in places:
                result[at] = _scaled(result[at], carrier, ratio)
    return result


def _together(members: Sequence[Counted], carrier: Carrier) -> Decimal:
    """What a group saves of a carrier, over the plain sum of its parts; 0 to 1."""
    whole = max((one.claim.end_use.get(carrier, ZERO) for one in members), default=ZERO)
    return left([one.savings[carrier] for one in members], whole)


def _scaled(one: Counted, carrier: Carrier, ratio: Decimal) -> Counted:
    kept = one.savings[carrier] * ratio
    removed = one.removed
    if carrier is Carrier.ELECTRICITY:
        removed += one.savings[carrier] - kept
    worth = one.claim.worth.get(carrier, ZERO) * one.paid
    worthless = one.worthless + worth * (1 - ratio)
    return replace(
        one, savings={**one.savings, carrier: kept}, removed=removed, worthless=worthless
    )


def total(counted: Sequence[Counted], level: Level) -> Total:
    """The total of what streams add at one level."""
    known = [one.tonnes for one in counted]
    return Total(
        level,
        len(counted),
        len({one.claim.place.site_id for one in counted}),
        sum((one.electricity for one in counted), ZERO),
        sum((one.gigajoules for one in counted), ZERO),
        sum((one for one in known if one is not None), ZERO),
        sum((one.money or ZERO for one in counted), ZERO),
        sum(one is None for one in known),
        sum((one.removed for one in counted), ZERO),
    )
