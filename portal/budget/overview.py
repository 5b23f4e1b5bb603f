"""Everything on the page of the carbon budget, made at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from portal.aggregation.contributions import Delivery, delivery, further_cut
from portal.aggregation.electricity import Stated, stated_electricity
from portal.aggregation.figures import summarise
from portal.aggregation.member_year import MemberYear
from portal.aggregation.pathway import PathPoint
from portal.aggregation.queries import history, member_years
from portal.budget.electricity import (
    DEFAULT_END,
    ElectricitySplit,
    factor_path,
    split_all,
)
from portal.budget.figures import BudgetVersion, Check, checks
from portal.budget.pathway import TARGET_YEAR, PathwayRow, ToGo, pathway_rows, to_go
from portal.budget.programmes import Counted, ProgrammeRecord, added, counted
from portal.budget.queries import programme_records, versions
from portal.plans.amounts import ZERO, Amount, Missing
from portal.reference.city import city_series
from portal.reference.groups import Group


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader chooses in the address.

    Attributes:
        version: id of the version of the budget; None for the newest.
        end: the grid factor assumed for 2030.
        split_year: the year up to which electricity is compared.
    """

    version: int | None = None
    end: str = DEFAULT_END
    split_year: int = TARGET_YEAR


@dataclass(frozen=True, slots=True)
class AllianceDelivery:
    """What the Alliance is computed to deliver by the budget's year, tonnes CO2e since 2022.

    Attributes:
        whole: of all members; `power` of the energy group, `without_power` of the others, which
            is what may be set beside the city's row.
        members: in the Alliance; `covered` is the share of the latest emissions of those counted.
        counted, missing: codes, all or the first ones, of members in the cut, and of those without
            a target, an inventory of 2022, or a line; `counted_members` and `missing_members` are
            how many.
        further: cut of the others between the budget's year and 2030.
    """

    whole: Delivery
    power: Delivery
    without_power: Delivery
    members: int
    counted: tuple[str, ...]
    missing: tuple[str, ...]
    counted_members: int
    missing_members: int
    covered: Amount
    further: Amount


@dataclass(frozen=True, slots=True)
class CarbonBudget:
    """The page of the carbon budget as data: budget in 10 ktCO2e, the Alliance in tonnes CO2e.

    Attributes:
        year: the reporting year that the Alliance's figures are made at.
        version: the version shown; `versions` are all of them, newest first.
        members: those behind the delivery and the electricity, by code; nobody where their sums
            were read.
    """

    year: int
    asked: Asked
    version: BudgetVersion
    versions: tuple[BudgetVersion, ...]
    checks: tuple[Check, ...]
    delivery: AllianceDelivery
    electricity: ElectricitySplit
    programmes: tuple[Counted, ...]
    pathway: tuple[PathwayRow, ...]
    to_go: ToGo
    members: tuple[MemberYear, ...]

    @property
    def differing(self) -> tuple[Check, ...]:
        """The checks that do not hold."""
        return tuple(one for one in self.checks if not one.holds)


def carbon_budget(session: Session, year: int, asked: Asked | None = None) -> CarbonBudget:
    """The page at a reporting year."""
    return assembled(
        year,
        asked or Asked(),
        versions(session),
        member_years(session, year),
        past_emissions(session, year),
        Beside(stated_electricity(session, year), tuple(programme_records(session))),
    )


def past_emissions(session: Session, year: int) -> Mapping[int, Decimal]:
    """Accepted emissions of the Alliance by year up to a reporting year, tonnes CO2e."""
    past: dict[int, Decimal] = {}
    for row in history(session):
        if row.year <= year:
            past[row.year] = past.get(row.year, ZERO) + row.emissions.total
    return past


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known besides members' emissions and targets."""

    electricity: Mapping[str, Stated]
    programmes: tuple[ProgrammeRecord, ...]


def assembled(
    year: int,
    asked: Asked,
    known: Sequence[BudgetVersion],
    members: Sequence[MemberYear],
    past: Mapping[int, Decimal],
    beside: Beside,
) -> CarbonBudget:
    """The page from its parts, without a database.

    Args:
        year: the reporting year.
        asked: what the reader chose.
        known: versions of the budget, newest first.
        members: all of the Alliance at the reporting year.
        past: accepted emissions of the Alliance by year, tonnes CO2e.
        beside: electricity of plans and records of programmes.
    """
    version = chosen(known, asked)
    codes = [one.code for one in members]
    return put_together(
        year,
        asked,
        known,
        Alliance(
            alliance_delivery(members, version.year),
            split_all(codes, beside.electricity, asked.split_year, factor_path(asked.end)),
            summarise(members, year=year, history=past).pathway,
            tuple(members),
        ),
        beside.programmes,
    )


@dataclass(frozen=True, slots=True)
class Alliance:
    """What the page says of the Alliance."""

    delivery: AllianceDelivery
    electricity: ElectricitySplit
    pathway: Sequence[PathPoint]
    members: tuple[MemberYear, ...] = ()


def chosen(known: Sequence[BudgetVersion], asked: Asked) -> BudgetVersion:
    """The version that is asked for, else the newest."""
    return next((one for one in known if one.id == asked.version), known[0])


def put_together(
    year: int,
    asked: Asked,
    known: Sequence[BudgetVersion],
    alliance: Alliance,
    records: Sequence[ProgrammeRecord],
) -> CarbonBudget:
    """The page from the Alliance's figures and everything beside them."""
    version, city = chosen(known, asked), city_series()
    programmes = counted(records, after=version.year)
    return CarbonBudget(
        year,
        asked,
        version,
        tuple(known),
        checks(version),
        alliance.delivery,
        alliance.electricity,
        programmes,
        pathway_rows(city, version, alliance.pathway),
        to_go(city, version, alliance=alliance.delivery.further, programmes=added(programmes)),
        alliance.members,
    )


def alliance_delivery(members: Sequence[MemberYear], year: int) -> AllianceDelivery:
    """What the members cut since 2022 by a year, stated and interpolated apart."""
    others = [one for one in members if one.group is not Group.ENERGY]
    whole = delivery(members, year)
    names = {*whole.stated.members, *whole.interpolated.members}
    return AllianceDelivery(
        whole,
        delivery([one for one in members if one.group is Group.ENERGY], year),
        delivery(others, year),
        len(members),
        tuple(sorted(names)),
        tuple(one.code for one in members if one.code not in names),
        len(names),
        len(members) - len(names),
        _covered(members, names),
        further(others, year),
    )


def _covered(members: Sequence[MemberYear], names: set[str]) -> Amount:
    latest = {one.code: one.latest.total for one in members if not isinstance(one.latest, Missing)}
    whole = sum(latest.values(), ZERO)
    if not whole:
        return Missing.NO_DATA
    return sum((amount for code, amount in latest.items() if code in names), ZERO) / whole


def further(members: Sequence[MemberYear], year: int, target_year: int = TARGET_YEAR) -> Amount:
    """What members cut between a year and the target year, over those with both, tonnes CO2e."""
    found = (further_cut(one, year, target_year) for one in members)
    known = [one for one in found if isinstance(one, Decimal)]
    return sum(known, ZERO) if known else Missing.NOT_QUANTIFIED
