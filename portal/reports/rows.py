"""The rows that documents list: frozen, flat, in tonnes CO2e unless said otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from portal.aggregation import member_values
from portal.aggregation.emission_coverage import EmissionCoverage
from portal.aggregation.member_year import InventoryState, MemberYear
from portal.aggregation.progress import Track, share_achieved, track
from portal.language import Text
from portal.plans.amounts import Amount, Missing, Split
from portal.reference.groups import Group
from portal.reports.values import NOTHING

INVENTORY_STATES: Mapping[InventoryState, Text] = {
    InventoryState.NONE: Text("未繳交", "Not handed in"),
    InventoryState.SUBMITTED: Text("審查中", "In review"),
    InventoryState.ACCEPTED: Text("審查通過", "Accepted"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a workbook a row stands, so that anybody can look it up.

    Attributes:
        sha256: of the workbook as it was handed in.
        cell: as Excel shows it, `C14`.
    """

    sha256: str = ""
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One member in one reporting year.

    Attributes:
        name: of the company in both languages.
        member: the figures behind every total.
        state: how far the inventory is, in words.
        warnings: of the current version, explained or not.
    """

    name: Text
    member: MemberYear
    state: Text
    warnings: int = 0

    @property
    def code(self) -> str:
        """The member's code."""
        return self.member.code

    @property
    def group(self) -> Group:
        """The member's group."""
        return self.member.group

    @property
    def emissions(self) -> Amount:
        """Scopes 1 and 2 of the year."""
        return member_values.emissions(self.member)

    def scope(self, number: int) -> Amount:
        """One scope of the year."""
        found = self.member.emissions
        if isinstance(found, Missing):
            return found
        return found.scope1 if number == 1 else found.scope2

    @property
    def change(self) -> Amount:
        """Change from the year before, as a share of it."""
        return member_values.change(self.member)

    def base_year(self, year: int) -> Amount:
        """The base year of the pledge for a target year."""
        found = self.member.pledge(year).base_year
        return Missing.NO_DATA if found is None else Decimal(found)

    def cut(self, year: int) -> Amount:
        """The contribution of a target year, tonnes CO2e a year."""
        return member_values.cut(self.member, year)

    def cut_share(self, year: int) -> Amount:
        """The cut as a share of the covered base emissions."""
        return member_values.cut_share(self.member, year)

    def target(self, year: int) -> Amount:
        """The change that the target asks of the covered base emissions."""
        return member_values.target(self.member, year)

    def progress(self, year: int) -> Amount:
        """Cut achieved over cut pledged."""
        return share_achieved(self.member, year)

    def track(self, year: int) -> Track:
        """Where the member is beside its own line."""
        return track(self.member, year)

    @property
    def plan_coverage(self) -> Amount:
        """Committed measures of 2030 over the contribution."""
        return member_values.plan_coverage(self.member)


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One target of a plan, counted or not.

    Attributes:
        horizon: the target's year.
        base: covered base-year emissions (Bcov).
        coverage: covered base emissions over all base emissions.
        cut_share: cut as a share of the covered base.
        cut: the contribution (K), tonnes CO2e a year.
        outcome: that it counts in the totals, or why it does not.
    """

    code: str
    name: Text
    target_id: str
    kind: Text
    horizon: int
    base_year: int | None
    base: Amount
    coverage: Amount
    cut_share: Amount
    cut: Amount
    outcome: Text
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source of emissions behind a total.

    Attributes:
        activity: in `unit`.
        emissions: recomputed; `stated` is the member's own figure.
    """

    code: str
    name: Text
    site: str
    scope: int | None
    emission_type: Text
    source: str
    material: Text | str
    activity: Decimal | None
    unit: Text | str
    emissions: Decimal | None
    stated: Decimal | None
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A member to call: what is missing and since when."""

    code: str
    name: Text
    group: Group
    document: Text
    state: Text
    due_at: datetime | None = None
    note: Text = NOTHING


@dataclass(frozen=True, slots=True)
class YearRow:
    """Accepted emissions of one year; `groups` is empty in the report of one group.

    Attributes:
        coverage: what stands beside the total; None where it is not asked for.
    """

    year: int
    emissions: Split | Missing
    members: int
    groups: Mapping[Group, Decimal] = field(default_factory=dict[Group, Decimal])
    coverage: EmissionCoverage | None = None

    @property
    def amounts(self) -> tuple[Amount, Amount, Amount]:
        """Scope 1, scope 2 and both."""
        found = self.emissions
        if isinstance(found, Missing):
            return found, found, found
        return found.scope1, found.scope2, found.total
