"""Contributions added up: as pledged, scope 1 only, against 2022, net and gross, for 2026."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.aggregation.member_year import (
    MemberYear,
    Pledge,
    PledgeState,
    emissions_in,
    in_grams,
)
from portal.plans.amounts import ZERO, Amount, Missing

COMMON_YEAR = 2022
MILESTONE = 2026
NEAR_TERM = 2030


@dataclass(frozen=True, slots=True)
class Total:
    """A sum, the members in it and the members that a reader would expect and that are not.

    The value is not zero but missing when nobody is in it.
    """

    value: Amount
    members: tuple[str, ...]
    left_out: tuple[str, ...]


Amounts = Callable[[MemberYear], Amount]


def add_up(members: Iterable[MemberYear], amount: Amounts, *, empty: Missing) -> Total:
    """The sum over members whose amount is a number; those without a pledge are not left out."""
    value, counted, left_out = ZERO, list[str](), list[str]()
    for member in members:
        one = amount(member)
        if isinstance(one, Decimal):
            value += one
            counted.append(member.code)
        elif one is not Missing.NO_PLEDGE:
            left_out.append(member.code)
    return Total(value if counted else empty, tuple(sorted(counted)), tuple(sorted(left_out)))


def _from_pledge(year: int, amount: Callable[[Pledge], Amount]) -> Amounts:
    def read(member: MemberYear) -> Amount:
        pledge = member.pledge(year)
        if pledge.state is PledgeState.NONE:
            return Missing.NO_PLEDGE
        return amount(pledge) if pledge.is_quantified else Missing.NOT_QUANTIFIED

    return read


def simple_sum(members: Iterable[MemberYear], year: int) -> Total:
    """T1: contributions added up as pledged, each against its own base year."""
    amount = _from_pledge(year, lambda pledge: pledge.cut.total)
    return add_up(members, amount, empty=Missing.NOT_QUANTIFIED)


def scope1_sum(members: Iterable[MemberYear], year: int) -> Total:
    """T2: the scope 1 part only, which no other member can count again."""
    amount = _from_pledge(year, lambda pledge: pledge.cut.scope1)
    return add_up(members, amount, empty=Missing.NOT_QUANTIFIED)


def against_common_year(members: Iterable[MemberYear], year: int) -> Total:
    """T4: emissions of 2022 less emissions of the target year, comparable with the city's."""

    def amount(member: MemberYear) -> Amount:
        left = emissions_in(member, year)
        if isinstance(left, Missing):
            return left
        return member.common if isinstance(member.common, Missing) else member.common.total - left

    return add_up(members, amount, empty=Missing.NOT_QUANTIFIED)


def net_zero_sum(members: Iterable[MemberYear], year: int) -> tuple[Total, Total, Total]:
    """Net cut, gross cut and residual of the pledges of a year, which are three totals.

    A member that does not state its residual is in the first total and left out of the others.
    """
    everyone = list(members)

    def gross(pledge: Pledge) -> Amount:
        return pledge.gross

    def residual(pledge: Pledge) -> Amount:
        if isinstance(pledge.gross, Missing):
            return pledge.gross
        return pledge.cut.total - pledge.gross

    return (
        simple_sum(everyone, year),
        add_up(everyone, _from_pledge(year, gross), empty=Missing.NOT_STATED),
        add_up(everyone, _from_pledge(year, residual), empty=Missing.NOT_STATED),
    )


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


def delivery(
    members: Sequence[MemberYear], year: int = MILESTONE, target_year: int = NEAR_TERM
) -> Delivery:
    """What a year before the target year brings; a stated milestone replaces the line."""
    stated = [one for one in members if one.pledge(year).is_quantified]
    others = [one for one in members if not one.pledge(year).is_quantified]

    def own(member: MemberYear) -> Amount:
        return emissions_in(member, year)

    def line(member: MemberYear) -> Amount:
        return on_delivery_line(member, year, target_year)

    def either(member: MemberYear) -> Amount:
        return own(member) if member.pledge(year).is_quantified else line(member)

    missing = Missing.NOT_QUANTIFIED
    return Delivery(
        year,
        add_up(stated, _since_common_year(own), empty=missing),
        add_up(others, _since_common_year(line), empty=missing),
        add_up(members, either, empty=missing),
    )


def _since_common_year(emissions: Amounts) -> Amounts:
    def cut(member: MemberYear) -> Amount:
        left = emissions(member)
        if isinstance(left, Missing):
            return left
        return member.common if isinstance(member.common, Missing) else member.common.total - left

    return cut
