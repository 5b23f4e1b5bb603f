"""A reduction plan as rules and pages see it: rows, their tonnes, and what is on file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from portal.members.figures import MemberRecord
from portal.plans.amounts import Amount, Missing, Split
from portal.plans.contributions import Contribution, Quantified
from portal.plans.measure_sheet import MeasureRow
from portal.plans.measures import Gap, Measure, planned, realised
from portal.plans.selection import pledged
from portal.plans.sheets import Cover, ExchangeRow, PathRow, ProgressRow, SiteRow
from portal.plans.target_sheet import TargetRow
from portal.plans.targets import Target
from portal.workbook.thresholds import Threshold, Thresholds, thresholds

HORIZONS = (2026, 2030, 2050)
YearFigures = Split


@dataclass(frozen=True, slots=True)
class PastPlan:
    """Last year's accepted plan of the same member."""

    year: int
    targets: tuple[Target, ...] = ()
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True)
class Background:
    """What is known besides the workbook; nothing of it is needed.

    Attributes:
        member: master data; None for a check without a register.
        inventories: accepted emissions by year of the sites in Kaohsiung, tonnes CO2e.
        past: last year's accepted plan.
        member_codes: codes of all members, to recognise partners of an exchange.
        claimed_sites: control numbers of other members' sites.
        thresholds: these count instead of the defaults.
    """

    member: MemberRecord | None = None
    inventories: Mapping[int, YearFigures] = field(default_factory=dict[int, YearFigures])
    past: PastPlan | None = None
    member_codes: frozenset[str] = frozenset()
    claimed_sites: frozenset[str] = frozenset()
    thresholds: tuple[Threshold, ...] = ()


LIMITS = thresholds("portal.plans")


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan: its rows as read, what they mean in tonnes, and what it is compared with."""

    cover: Cover | None
    sites: tuple[SiteRow, ...]
    target_rows: tuple[TargetRow, ...]
    measure_rows: tuple[MeasureRow, ...]
    path: tuple[PathRow, ...]
    exchange: tuple[ExchangeRow, ...]
    progress: tuple[ProgressRow, ...]
    targets: tuple[Target, ...]
    measures: tuple[Measure, ...]
    background: Background = Background()
    limits: Thresholds = LIMITS

    @property
    def year(self) -> int | None:
        """The year of the plan: that of the latest inventory it starts from."""
        return self.cover.plan_year if self.cover else None

    @property
    def known_until(self) -> date | None:
        """The day up to which the plan can tell what has happened."""
        dated = self.cover.prepared_on if self.cover else None
        ended = date(self.year, 12, 31) if self.year else None
        return max((day for day in (dated, ended) if day), default=None)

    @property
    def group(self) -> str:
        """The member's group, empty when unknown."""
        return self.background.member.group if self.background.member else ""

    @property
    def inventories(self) -> Mapping[int, YearFigures]:
        """Emissions by year on file, tonnes CO2e."""
        return self.background.inventories

    @property
    def latest_year(self) -> int | None:
        """The newest year on file that is not after the plan."""
        years = [year for year in self.inventories if self.year is None or year <= self.year]
        return max(years, default=None)

    @property
    def latest(self) -> YearFigures | None:
        """Emissions of the newest year on file."""
        return None if self.latest_year is None else self.inventories[self.latest_year]

    def limit(self, key: str) -> Decimal:
        """A threshold for this member's group and year."""
        return self.limits.value(key, group=self.group, year=self.year)

    def pledge(self, year: int) -> Contribution | None:
        """What counts as the member's contribution of a target year."""
        return pledged(self.targets, year, self.inventories)


def covered_now(pledge: Quantified, latest: YearFigures) -> Decimal:
    """Latest emissions within the coverage of a target, tonnes CO2e."""
    return latest.covered(pledge.coverage).total


def uncovered(pledge: Quantified, latest: YearFigures) -> Decimal:
    """Latest emissions outside the coverage of a target, held constant, tonnes CO2e."""
    return latest.total - covered_now(pledge, latest)


def emissions_in_target_year(pledge: Quantified, latest: YearFigures) -> Decimal:
    """All emissions in the target year: covered base less contribution, and the uncovered part."""
    return pledge.base.total - pledge.result + uncovered(pledge, latest)


def gap(plan: Plan, year: int) -> Gap | Missing:
    """What is left to fill for the target of a year.

    Returns:
        No pledge without a target of that year, not quantified when it has no tonnes, no data
        without an inventory on file.
    """
    pledge = plan.pledge(year)
    if pledge is None:
        return Missing.NO_PLEDGE
    if not isinstance(pledge, Quantified):
        return Missing.NOT_QUANTIFIED
    if plan.latest is None:
        return Missing.NO_DATA
    achieved = pledge.base.total - covered_now(pledge, plan.latest)
    to_come = planned(plan.measures, year).committed - realised(plan.measures)
    return Gap(pledge.result, achieved, to_come)


def stated_base(target: Target) -> Amount:
    """Both scopes of the stated base year, not stated when neither is."""
    known = [one for one in (target.base.scope1, target.base.scope2) if isinstance(one, Decimal)]
    return sum(known, Decimal(0)) if known else Missing.NOT_STATED
