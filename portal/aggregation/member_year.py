"""One member in one year, as every total is made from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from portal.exchange.figures import PlannedFlow as PlannedFlow
from portal.exchange.figures import ReportedFlow as ReportedFlow
from portal.exchange.figures import Ruling
from portal.plans.amounts import FULL, NONE, ZERO, Amount, Missing, Split
from portal.reference.closed_sets import TargetKind
from portal.reference.groups import Group

GRAM = Decimal("0.000001")


class InventoryState(StrEnum):
    """How far the inventory of a member and year has come."""

    NONE = "none"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"


class PledgeState(StrEnum):
    """What is known of a member's target for one year."""

    NONE = "no_pledge"
    NOT_QUANTIFIED = "not_quantified"
    INDICATIVE = "indicative"
    QUANTIFIED = "quantified"


@dataclass(frozen=True, slots=True)
class Pledge:
    """The one contribution of a member that counts for a target year.

    Attributes:
        base: covered base-year emissions by scope, tonnes CO2e; zero unless quantified.
        cut: the contribution by scope, tonnes CO2e a year; zero unless quantified.
        coverage: share of each scope covered.
        covered_share: covered base emissions over all base emissions.
        gross: cut before neutralisation; not stated for net zero without a residual.
        indicative: tonnes at constant activity, outside every headline.
        net_zero: whether the target is net zero, in tonnes or not.
    """

    state: PledgeState
    kind: TargetKind | None = None
    base_year: int | None = None
    base: Split = NONE
    cut: Split = NONE
    coverage: Split = NONE
    covered_share: Decimal = ZERO
    gross: Amount = Missing.NOT_QUANTIFIED
    indicative: Amount = Missing.NOT_QUANTIFIED
    verified: bool = False
    net_zero: bool = False

    @property
    def is_quantified(self) -> bool:
        """Whether it is in tonnes and counts in totals."""
        return self.state is PledgeState.QUANTIFIED


NO_PLEDGE = Pledge(PledgeState.NONE)


@dataclass(frozen=True, slots=True)
class PlannedMeasures:
    """Measures of a member in 2030, tonnes CO2e a year, overlap removed."""

    count: int = 0
    committed: Decimal = ZERO
    pipeline: Decimal = ZERO
    capex: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class MemberYear:
    """What is known of a member at a reporting year; emissions are of its sites in Kaohsiung.

    Attributes:
        emissions: of the reporting year, accepted, tonnes CO2e by scope.
        previous: of the year before.
        common: of 2022, the year the city counts from.
        latest, latest_year: newest on file up to the reporting year.
        verified: a third party has verified the inventory of the year.
        rulings: what coordinators settled about flows that the member sells.
        rests_on: years whose inventories its targets were put into tonnes with.
    """

    code: str
    group: Group
    year: int
    state: InventoryState = InventoryState.NONE
    emissions: Split | Missing = Missing.NO_DATA
    biogenic: Decimal = ZERO
    previous: Split | Missing = Missing.NO_DATA
    common: Split | Missing = Missing.NO_DATA
    latest: Split | Missing = Missing.NO_DATA
    latest_year: int | None = None
    verified: bool = False
    pledges: Mapping[int, Pledge] = field(default_factory=dict[int, Pledge])
    flows: tuple[ReportedFlow, ...] = ()
    planned_flows: tuple[PlannedFlow, ...] = ()
    measures: PlannedMeasures = PlannedMeasures()
    rulings: tuple[Ruling, ...] = ()
    rests_on: tuple[int, ...] = ()

    def pledge(self, year: int) -> Pledge:
        """The pledge for a target year; one that says so when there is none."""
        return self.pledges.get(year, NO_PLEDGE)


def in_grams(tonnes: Decimal) -> Decimal:
    """Tonnes to the gram, so that sums do not depend on their order."""
    return tonnes.quantize(GRAM, ROUND_HALF_UP)


def uncovered(pledge: Pledge, latest: Split | Missing) -> Amount:
    """Emissions outside a target's coverage, held at their latest actual value, tonnes CO2e."""
    if pledge.coverage == FULL:
        return ZERO
    if isinstance(latest, Missing):
        return Missing.NO_DATA
    return latest.total - latest.covered(pledge.coverage).total


def emissions_in(member: MemberYear, year: int) -> Amount:
    """All emissions of a member in the target year of a quantified pledge, tonnes CO2e."""
    pledge = member.pledge(year)
    if not pledge.is_quantified:
        missing = pledge.state is PledgeState.NONE
        return Missing.NO_PLEDGE if missing else Missing.NOT_QUANTIFIED
    outside = uncovered(pledge, member.latest)
    if isinstance(outside, Missing):
        return outside
    return in_grams(pledge.base.total - pledge.cut.total + outside)
