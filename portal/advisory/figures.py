"""The rows that pages and documents show of a diagnosis."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from portal.advisory.arc import Arc, known_arc
from portal.advisory.content import (
    Advice,
    Answer,
    Attendee,
    Machine,
    Progress,
    Reading,
    Saved,
    Seen,
    ToPutRight,
    VisitContent,
    Wanted,
    economics,
)
from portal.advisory.economics import Economics
from portal.advisory.effects import per_unit, tonnes
from portal.advisory.interaction import Effect, Together, together
from portal.advisory.rules import Flag
from portal.advisory.states import GONE, AdviceState, RequestState
from portal.advisory.steps import CaseFacts, Step
from portal.advisory.vocabulary import ActionState, AttachmentKind, Carrier, Status, Subject
from portal.advisory.worth import Worth, worth
from portal.calculators.runs import Run
from portal.language import Text
from portal.reference.groups import Group
from portal.verification.states import PlanState


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request in a list."""

    id: int
    number: str
    company_id: int
    company_code: str
    company_name: Text
    group: Group
    site_id: int
    site_number: str
    site_name: Text
    wanted: Wanted
    state: RequestState
    state_since: datetime
    requested_by: str
    requested_at: datetime
    reason: str
    reported_on: date | None
    row_version: int


@dataclass(frozen=True, slots=True)
class Colleague:
    """An advisor of a team; `has_conflict` is None until declared."""

    user_id: int
    name: str
    is_lead: bool
    has_conflict: bool | None
    statement: str


@dataclass(frozen=True, slots=True)
class TeamRow:
    """The team of a request."""

    team: str
    due: date
    row_version: int
    people: tuple[Colleague, ...]


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A file attached to a part of a diagnosis."""

    id: int
    subject: Subject
    subject_id: int
    kind: AttachmentKind
    sha256: str
    name: str
    caption: str
    added_by: str
    added_at: datetime

    @property
    def shows(self) -> str:
        """What it shows, else its name."""
        return self.caption or self.name


@dataclass(frozen=True, slots=True)
class MachineRow:
    """A piece of equipment of a site's register."""

    id: int
    site_id: int
    machine: Machine
    row_version: int


@dataclass(frozen=True, slots=True)
class MeasurementRow:
    """A value taken on a visit, that no correction has replaced."""

    id: int
    visit_id: int
    equipment_id: int
    tag: str
    reading: Reading
    recorded_by: str
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding with the tag of its equipment."""

    id: int
    visit_id: int
    tag: str
    seen: Seen
    row_version: int


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit with who was there."""

    id: int
    request_id: int
    content: VisitContent
    attendees: tuple[Attendee, ...]
    row_version: int


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision of a member."""

    answer: Answer
    decided_by: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """What was learnt when the team asked."""

    asked_on: date
    status: Status
    remark: str
    asked_by: str


@dataclass(frozen=True, slots=True)
class PlanLink:
    """A plan that verifies a recommendation; `verified` is in the carrier's unit."""

    number: str
    title: str
    state: PlanState
    carrier: Carrier
    verified: Decimal | None


@dataclass(frozen=True, slots=True)
class LinkedAdvice:
    """A recommendation as the page of a plan names it."""

    id: int
    case: str
    number: int
    title: str
    state: AdviceState


@dataclass(frozen=True, slots=True)
class CalculationRow:
    """A calculator's run behind a finding."""

    id: int
    finding_id: int
    run: Run
    run_by: str
    run_at: datetime


@dataclass(frozen=True, slots=True)
class AdviceRow:
    """A recommendation with everything that became of it, latest first.

    Attributes:
        machine: the equipment that it acts on.
        saving_year: whose factors turn the saving into tonnes: of commissioning, or of the survey.
    """

    id: int
    request_id: int
    finding_id: int
    number: int
    state: AdviceState
    state_since: datetime
    advice: Advice
    savings: tuple[Saved, ...]
    flags: tuple[Flag, ...]
    decisions: tuple[DecisionRow, ...]
    progress: Progress | None
    progress_version: int
    follow_ups: tuple[FollowUpRow, ...]
    row_version: int
    machine: Machine | None = None
    saving_year: int | None = None
    plans: tuple[PlanLink, ...] = ()

    @property
    def worth(self) -> Worth:
        """Payback, present value and return, with their derivation."""
        one = self.advice
        return worth(
            self.economics, one.discount_rate, one.discount_reason, self.state_since.date()
        )

    @property
    def arc(self) -> Arc | None:
        """The entry of its recommendation code; None without one of our list."""
        return known_arc(self.advice.arc)

    @property
    def tonnes(self) -> tuple[tuple[Saved, Decimal | None, Text], ...]:
        """What each saving is in tCO2e a year, with the factor that was taken."""
        year = self.saving_year or self.state_since.year
        return tuple(
            (one, tonnes(one, year), per_unit(one.carrier, year).source) for one in self.savings
        )

    @property
    def effects(self) -> tuple[Effect, ...]:
        """What it saves, as interaction sees it."""
        return tuple(
            Effect(one.carrier, one.quantity, self.advice.interaction_group, self._use(one))
            for one in self.savings
        )

    def _use(self, saved: Saved) -> Decimal | None:
        machine = self.machine
        same = machine is not None and machine.carrier is saved.carrier
        return machine.annual_use if machine and same else None

    @property
    def economics(self) -> Economics:
        """Cost and yearly saving."""
        return economics(self.advice, self.savings)

    @property
    def electricity(self) -> Decimal | None:
        """KWh saved in a full year, None when electricity is not concerned."""
        electricity = Carrier.ELECTRICITY
        return next((one.quantity for one in self.savings if one.carrier is electricity), None)


@dataclass(frozen=True, slots=True)
class ActionRow:
    """Something that an inventory visit asks to put right.

    Attributes:
        inventory_id: the submission that it was checked off against.
        against_id: the accepted one that it can be checked against; None as long as there is none.
    """

    id: int
    number: int
    content: ToPutRight
    state: ActionState
    remark: str
    checked_by: str
    checked_at: datetime | None
    row_version: int
    inventory_id: int | None = None
    against_id: int | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A request with all that belongs to it."""

    request: RequestRow
    team: TeamRow | None
    visits: tuple[VisitRow, ...]
    findings: tuple[FindingRow, ...]
    advice: tuple[AdviceRow, ...]
    actions: tuple[ActionRow, ...]
    attachments: tuple[AttachmentRow, ...]
    facts: CaseFacts
    steps: tuple[Step, ...]
    calculations: tuple[CalculationRow, ...] = ()

    @property
    def together(self) -> tuple[Together, ...]:
        """What the recommendations that still stand save together, by carrier."""
        return together(one for row in self.advice if row.state not in GONE for one in row.effects)


@dataclass(frozen=True, slots=True)
class Task:
    """A step on somebody's list, with the case that it belongs to."""

    request: RequestRow
    step: Step
    owner_name: str = ""
