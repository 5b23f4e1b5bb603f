"""Contributions of members: since 2022, for 2026, and what a sum of them says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.aggregation.member_year import MemberYear, emissions_in, in_grams
from portal.aggregation.tally import Pair, Part, added_up
from portal.plans.amounts import ZERO, Amount, Missing

COMMON_YEAR = 2022
MILESTONE = 2026
NEAR_TERM = 2030


@dataclass(frozen=True, slots=True)
class Total:
    """A sum, the members in it and the members that a reader would expect and that are not.

    The value is not zero but missing when nobody is in it.

    Attributes:
        members, left_out: codes, all or the first ones; `counted` and `missing` say how many.
    """

    value: Amount
    members: tuple[str, ...]
    left_out: tuple[str, ...]
    counted: int
    missing: int


def total_of(part: Part, empty: Missing = Missing.NOT_QUANTIFIED) -> Total:
    """The total of a part of a tally; what is given when nobody is in it."""
    return Total(part.value(empty), part.members, part.left_out, part.counted, part.missing)


@dataclass(frozen=True, slots=True)
class Delivery:
    """Emissions a year such as 2026 is expected to have, and what that is less than in 2022.

    Attributes:
        stated: cut since 2022 of members who state the year's emissions themselves.
        interpolated: cut since 2022 of members on the line from the latest year to 2030.
        emissions: expected emissions of both kinds of members together, tonnes CO2e.
    """

    year: int
    stated: Total
    interpolated: Total
    emissions: Total

    @property
    def cut(self) -> Amount:
        """Stated and interpolated cuts together."""
        known = [one.value for one in (self.stated, self.interpolated)]
        numbers = [one for one in known if isinstance(one, Decimal)]
        return sum(numbers, ZERO) if numbers else Missing.NOT_QUANTIFIED


def on_delivery_line(member: MemberYear, year: int, target_year: int) -> Amount:
    """Emissions of a year on the straight line from the latest actual to the target year.

    Source:
        E'(y) = E(L) + (E(T) - E(L)) (y - L) / (T - L)
    """
    there = emissions_in(member, target_year)
    if isinstance(there, Missing):
        return there
    if isinstance(member.latest, Missing) or member.latest_year is None:
        return Missing.NO_DATA
    here, first = member.latest.total, member.latest_year
    if target_year <= first:
        return there
    return in_grams(here + (there - here) * (year - first) / (target_year - first))


def expected(member: MemberYear, year: int, target_year: int) -> Amount:
    """Emissions of a year before the target year; a stated milestone replaces the line."""
    if member.pledge(year).is_quantified:
        return emissions_in(member, year)
    return on_delivery_line(member, year, target_year)


def stated_cut(member: MemberYear, year: int) -> Amount:
    """Cut since 2022 of a member that states the emissions of a year itself."""
    if not member.pledge(year).is_quantified:
        return Missing.NO_PLEDGE
    return _since_common_year(member, emissions_in(member, year))


def interpolated_cut(member: MemberYear, year: int, target_year: int) -> Amount:
    """Cut since 2022 of a member on the line to its target, where it states nothing itself."""
    if member.pledge(year).is_quantified:
        return Missing.NO_PLEDGE
    return _since_common_year(member, on_delivery_line(member, year, target_year))


def _since_common_year(member: MemberYear, left: Amount) -> Amount:
    if isinstance(left, Missing):
        return left
    return member.common if isinstance(member.common, Missing) else member.common.total - left


def further_cut(member: MemberYear, year: int, target_year: int) -> Amount:
    """What a member cuts between a year and the target year, where both are known, tonnes CO2e."""
    there, here = emissions_in(member, target_year), expected(member, year, target_year)
    if isinstance(there, Missing) or isinstance(here, Missing):
        return Missing.NOT_QUANTIFIED
    return in_grams(here - there)


def delivery(
    members: Sequence[MemberYear], year: int = MILESTONE, target_year: int = NEAR_TERM
) -> Delivery:
    """What a year before the target year brings; a stated milestone replaces the line."""

    def pairs() -> Iterable[Pair]:
        for one in members:
            yield "stated", one.code, stated_cut(one, year)
            yield "interpolated", one.code, interpolated_cut(one, year, target_year)
            yield "emissions", one.code, expected(one, year, target_year)

    found = added_up(pairs())
    return Delivery(
        year,
        total_of(found.at("stated")),
        total_of(found.at("interpolated")),
        total_of(found.at("emissions")),
    )
