"""The page of the carbon budget from sums that are kept: no member is read but those it lists."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy.orm import Session

from portal.aggregation.electricity import Use
from portal.aggregation.kept_sums import MOST as NAMED
from portal.aggregation.kept_sums import tallies
from portal.aggregation.pathway import PathPoint, pathway
from portal.aggregation.plan_sums.delivered import YEARS, bit_of, delivered
from portal.aggregation.plan_sums.planned import overview_of
from portal.aggregation.plan_sums.queries import (
    kept_plans,
    largest_uses,
    silent_members,
    undelivered_members,
)
from portal.aggregation.plan_sums.rows_of_sums import Rows, plus
from portal.aggregation.plan_sums.used import used
from portal.aggregation.tally import together
from portal.budget.electricity import ElectricitySplit, factor_path, split
from portal.budget.overview import (
    Alliance,
    AllianceDelivery,
    Asked,
    CarbonBudget,
    chosen,
    past_emissions,
    put_together,
)
from portal.budget.queries import programme_records, versions
from portal.plans.amounts import ZERO
from portal.reference.groups import Group

# Members that a page names of each sort; those of an alliance of a hundred all fit.
MOST: Final = 110


def kept_budget(session: Session, year: int, asked: Asked) -> CarbonBudget | None:
    """The page at a reporting year; None where what is kept does not tell what is asked for."""
    known = versions(session)
    until = chosen(known, asked).year
    sums = kept_plans(session, year) if until in YEARS else None
    if sums is None:
        return None
    rows = plus(sums.values())
    alliance = Alliance(
        _delivery(session, year, until, sums, rows),
        _electricity(session, year, asked, rows),
        _pathway(session, year),
    )
    return put_together(year, asked, known, alliance, programme_records(session))


def _delivery(
    session: Session, year: int, until: int, sums: Mapping[Group, Rows], rows: Rows
) -> AllianceDelivery:
    whole = delivered(rows, until)
    power = delivered(sums.get(Group.ENERGY, {}), until)
    others = plus(one for group, one in sums.items() if group is not Group.ENERGY)
    members = overview_of(rows, year).members
    return AllianceDelivery(
        whole.delivery,
        power.delivery,
        delivered(others, until).delivery,
        members,
        (),
        tuple(undelivered_members(session, year, bit_of(until), MOST)),
        whole.counted,
        members - whole.counted,
        whole.covered,
        delivered(others, until).further,
    )


def _electricity(session: Session, year: int, asked: Asked, rows: Rows) -> ElectricitySplit:
    path, until = factor_path(asked.end), asked.split_year
    known = used(rows, until)
    stating = sum(one.members for one in known)
    sums = [split(Use("", one.base_year, one.base, until, one.target), path) for one in known]
    factors = {one: path.at(one) for one in (until, *(of.base_year for of in known))}
    uses = largest_uses(session, year, until, factors, MOST) if known else []
    not_stating = overview_of(rows, year).members - stating
    return ElectricitySplit(
        path,
        until,
        tuple(split(one, path) for one in uses),
        tuple(silent_members(session, year, until, MOST)) if not_stating else (),
        stating,
        not_stating,
        sum((one.own for one in sums), ZERO),
        sum((one.grid for one in sums), ZERO),
    )


def _pathway(session: Session, year: int) -> list[PathPoint]:
    tally = together(tallies(session, year).values(), NAMED)
    return list(pathway(tally, past_emissions(session, year), since=year))
