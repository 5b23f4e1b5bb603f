"""The summary of a year as plain data: tonnes as decimal strings, missing values by name."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from sqlalchemy.orm import Session

from portal.aggregation.figures import GroupFigures, HorizonFigures, summarise
from portal.aggregation.member_year import in_grams
from portal.aggregation.overlap import Overlap
from portal.aggregation.queries import history, member_years
from portal.plans.amounts import ZERO, Amount, Missing
from portal.reference.groups import Group

Plain = Mapping[str, object]
SHARE_DIGITS = Decimal("0.0001")


def summary(session: Session, year: int) -> Plain:
    """The alliance and its groups at a reporting year, read once, ready for JSON."""
    everyone, past = member_years(session, year), history(session)
    groups = [
        summarise([one for one in everyone if one.group is group], year=year, group=group)
        for group in Group
    ]
    totals: dict[int, Decimal] = {}
    for row in past:
        totals[row.year] = totals.get(row.year, ZERO) + row.emissions.total
    return as_plain(year, summarise(everyone, year=year, history=totals), groups)


def as_plain(year: int, alliance: GroupFigures, groups: Sequence[GroupFigures]) -> Plain:
    """A year of the alliance and of its groups, ready for JSON."""
    return {
        "year": year,
        "alliance": _set(alliance),
        "groups": [{"group": one.group and one.group.value, **_set(one)} for one in groups],
    }


def _set(figures: GroupFigures) -> Plain:
    return {
        "members": figures.members,
        "submitted": figures.submitted,
        "accepted": figures.accepted,
        "emissions_t": {
            "scope1": tonnes(figures.emissions.scope1.value),
            "scope2": tonnes(figures.emissions.scope2.value),
        },
        "targets": {str(year): _horizon(one) for year, one in figures.horizons.items()},
        "exchange": _overlap(figures.emissions.overlap, figures.emissions.total.value),
    }


def _horizon(figures: HorizonFigures) -> Plain:
    return {
        "members": figures.with_target,
        "quantified": figures.quantified,
        "t1": tonnes(figures.t1.value),
        "t2": tonnes(figures.t2.value),
        "t3": tonnes(figures.t3.value),
        "t4": tonnes(figures.t4.value),
        "net_zero_members": figures.net_zero,
        "coverage": share(figures.coverage.emissions_share),
        "t4_without_energy": tonnes(figures.t4_city.value),
        "t2_without_energy": tonnes(figures.t2_city.value),
        "power_scope1": tonnes(figures.power.value),
        "exchange": _overlap(figures.coverage.overlap, figures.t3.value),
    }


def _overlap(overlap: Overlap, deducted: Amount) -> Plain:
    """What was deducted for flows between members, and the interval that open flows leave."""
    low, high = overlap.interval(deducted)
    return {
        "deducted_t": tonnes(overlap.tonnes),
        "flows": overlap.flows,
        "open_flows": overlap.open_flows,
        "low": tonnes(low),
        "high": tonnes(high),
    }


def tonnes(amount: Amount) -> str:
    """Tonnes to the gram without trailing zeros; the name of what is missing otherwise."""
    if isinstance(amount, Missing):
        return amount.value
    plain = f"{in_grams(amount):f}"
    return plain.rstrip("0").rstrip(".")


def share(amount: Amount) -> str:
    """A share with four digits; the name of what is missing otherwise."""
    return amount.value if isinstance(amount, Missing) else f"{amount.quantize(SHARE_DIGITS):f}"
