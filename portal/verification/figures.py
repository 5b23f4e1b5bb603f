"""What the pages read of plans, data, adjustments and reports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from portal.reference.groups import Group
from portal.reference.site_systems import Carrier, System
from portal.verification.change_points import Shape
from portal.verification.computing import Design, Option, Variable
from portal.verification.periods import Period
from portal.verification.states import PlanState, ReportOutcome


@dataclass(frozen=True, slots=True)
class PlanFields:
    """What a person writes of a plan; see `models.VerificationPlan`."""

    title: str
    system: System
    carrier: Carrier
    unit: str
    option: Option
    boundary: str
    meters: str
    static_factors: str
    baseline_from: date
    baseline_to: date
    variables: tuple[Variable, ...] = ()
    shape: Shape | None = None
    estimate: Decimal | None = None
    estimate_source: str = ""
    expected: Decimal | None = None

    @property
    def design(self) -> Design:
        """How the saving is computed."""
        baseline = (self.baseline_from, self.baseline_to)
        estimate = 1.0 if self.estimate is None else float(self.estimate)
        return Design(self.option, baseline, self.variables, self.shape, estimate)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in a list and on its page."""

    id: int
    number: str
    company_id: int
    company_code: str
    group: Group
    site: str
    fields: PlanFields
    state: PlanState
    row_version: int
    reports: int = 0
    verified: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class DataRow:
    """One workbook of data."""

    id: int
    sha256: str
    original_name: str
    received_by: str
    received_at: datetime
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class AdjustmentRow:
    """One proposed adjustment; `is_approved` is None while undecided."""

    id: int
    first: date
    last: date
    quantity: Decimal
    reason: str
    evidence: str
    proposed_by: str
    is_approved: bool | None
    note: str
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report; `outcome` is None while undecided."""

    id: int
    plan_id: int
    number: int
    first: date
    last: date
    saving: Decimal
    result: Mapping[str, Any]
    submitted_by: str
    submitted_at: datetime
    outcome: ReportOutcome | None
    note: str
    decided_by: str = ""

    @property
    def failed(self) -> Sequence[Mapping[str, Any]]:
        """The checks that failed when it was computed."""
        return [one for one in self.result["checks"] if one["outcome"] == "failed"]


def stored_period(one: Period) -> dict[str, Any]:
    """A period as JSON."""
    return {
        "first": one.first.isoformat(),
        "last": one.last.isoformat(),
        "energy": one.energy,
        "variables": dict(one.variables),
        "simulated": one.simulated,
        "at": one.at,
    }


def kept_period(kept: Mapping[str, Any]) -> Period:
    """The period of such JSON."""
    return Period(
        date.fromisoformat(kept["first"]),
        date.fromisoformat(kept["last"]),
        kept["energy"],
        kept["variables"],
        kept["simulated"],
        kept["at"],
    )
