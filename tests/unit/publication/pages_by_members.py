"""What pages show beside the figures that are published, judged from members one by one."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from portal.aggregation.amounts import AMOUNTS
from portal.aggregation.contributions import MILESTONE, NEAR_TERM
from portal.aggregation.disclosure import Link, Series, Weight, weight
from portal.aggregation.figures import HORIZONS
from portal.aggregation.member_year import MemberYear, emissions_in
from portal.plans.amounts import Amount, Missing
from portal.publication.judged import Beside, Name, Year
from portal.publication.page_figures import (
    ASSURED,
    CAPEX,
    COMMITTED,
    DELIVERING,
    INTERPOLATED,
    LATEST,
    PIPELINE,
    STATED,
    STILL_TO_FALL,
)
from portal.reference.groups import Group

Read = Callable[[MemberYear], Amount]
ByGroup = Mapping[Group, Weight]


def page_figures(year: Year) -> Beside:
    """The figures of a year's summary and budget pages that are not published as such."""
    weights = {name: by_group(year.members, read) for name, read in _reads(year.edition).items()}
    series = [Series(name, found) for name, found in weights.items()]
    delivery = Name(year.edition, "delivery", MILESTONE)
    parts = delivery, delivery._replace(key=STATED), delivery._replace(key=INTERPOLATED)
    return Beside(series, _links(year), (parts,))


def _reads(edition: str) -> Mapping[Name, Read]:
    return {
        Name(edition, LATEST): _latest,
        Name(edition, ASSURED): _assured,
        Name(edition, STATED, MILESTONE): _stated,
        Name(edition, INTERPOLATED, MILESTONE): _interpolated,
        Name(edition, DELIVERING): _delivering,
        Name(edition, COMMITTED, NEAR_TERM): _measured(lambda one: one.measures.committed),
        Name(edition, PIPELINE, NEAR_TERM): _measured(lambda one: one.measures.pipeline),
        Name(edition, CAPEX): _measured(lambda one: one.measures.capex),
        **{Name(edition, STILL_TO_FALL, one): _falls(one) for one in HORIZONS},
    }


def by_group(members: Sequence[MemberYear], read: Read) -> ByGroup:
    """The weight of each group in a quantity; a member with none of it is not in it."""
    found: dict[Group, list[Decimal]] = {}
    for one in members:
        amount = read(one)
        if isinstance(amount, Decimal) and amount:
            found.setdefault(one.group, []).append(amount)
    return {group: weight(amounts) for group, amounts in found.items()}


def _links(year: Year) -> Sequence[Link[Name]]:
    def link(known: Name, later: Name, read: Read) -> Link[Name]:
        return Link(known, later, by_group(year.members, read))

    emissions, latest = Name(year.edition, "emissions"), Name(year.edition, LATEST)
    covered = Name(year.edition, "plan_coverage", NEAR_TERM)
    return [
        link(emissions, latest, _carried_forward),
        link(emissions, Name(year.edition, ASSURED), _not_assured),
        link(latest, Name(year.edition, DELIVERING), _not_delivering),
        link(covered, Name(year.edition, COMMITTED, NEAR_TERM), _committed_without_target),
    ]


def _falls(horizon: int) -> Read:
    def read(one: MemberYear) -> Amount:
        there, here = emissions_in(one, horizon), _latest(one)
        if isinstance(there, Missing) or isinstance(here, Missing):
            return Missing.NO_DATA
        return here - there

    return read


def _measured(read: Read) -> Read:
    return lambda one: read(one) if one.measures.count else Missing.NO_DATA


def _latest(one: MemberYear) -> Amount:
    return one.latest if isinstance(one.latest, Missing) else one.latest.total


def _carried_forward(one: MemberYear) -> Amount:
    return _latest(one) if isinstance(one.emissions, Missing) else Missing.NO_DATA


def _emissions(one: MemberYear) -> Amount:
    return one.emissions if isinstance(one.emissions, Missing) else one.emissions.total


def _assured(one: MemberYear) -> Amount:
    return _emissions(one) if one.verified else Missing.NO_DATA


def _not_assured(one: MemberYear) -> Amount:
    return Missing.NO_DATA if one.verified else _emissions(one)


def _delivered(one: MemberYear) -> Amount:
    return AMOUNTS["delivery"](one, MILESTONE)


def _stated(one: MemberYear) -> Amount:
    return _delivered(one) if one.pledge(MILESTONE).is_quantified else Missing.NO_DATA


def _interpolated(one: MemberYear) -> Amount:
    return Missing.NO_DATA if one.pledge(MILESTONE).is_quantified else _delivered(one)


def _delivering(one: MemberYear) -> Amount:
    return Missing.NO_DATA if isinstance(_delivered(one), Missing) else _latest(one)


def _not_delivering(one: MemberYear) -> Amount:
    return _latest(one) if isinstance(_delivered(one), Missing) else Missing.NO_DATA


def _committed_without_target(one: MemberYear) -> Amount:
    is_compared = not isinstance(AMOUNTS["plan_coverage"](one, NEAR_TERM), Missing)
    return Missing.NO_DATA if is_compared or not one.measures.count else one.measures.committed
