"""What a check found, what is handed in, and the rows that pages show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from portal.reference.groups import Group
from portal.submissions.states import Decision, IdentityKind, Kind, State, UploadState
from portal.workbook.recurrence import Pattern, Warned


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """What the check of one upload found, written down once.

    Attributes:
        kind: as the workbook says; None when it could not be told.
        year: as the workbook says.
        is_readable: False when no figure could be read; there is still a report.
        totals: as shown beside the findings, tonnes as decimal strings.
        report: the whole report, JSON.
        figures: what a hand-in needs without reading the workbook again.
    """

    kind: Kind | None
    year: int | None
    is_readable: bool
    errors: int
    warnings: int
    infos: int
    report: bytes
    figures: bytes = b""
    template_version: str | None = None
    totals: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Scopes:
    """Emissions of a year, tCO2e; None is not stated, which is not zero."""

    scope1: Decimal | None = None
    scope2: Decimal | None = None
    biogenic: Decimal | None = None


@dataclass(frozen=True, slots=True)
class InventoryRow:
    """One source of emissions, with its place in the workbook."""

    sheet: str
    row: int
    site: str
    scope: int | None
    emission_type: str
    category: str
    source: str
    material: str
    activity: Decimal | None
    unit: str
    emissions: Decimal | None
    biogenic: Decimal | None
    stated: Decimal | None
    values: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One target of a plan, with its place in the workbook."""

    sheet: str
    row: int
    target_id: str
    horizon: int | None
    kind: str
    scope: str
    status: str
    base_year: int | None
    base_emissions: Decimal | None
    cut: Decimal | None
    residual: Decimal | None
    offsets: Decimal | None
    values: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure of a plan, with its place in the workbook."""

    sheet: str
    row: int
    measure_id: str
    name: str
    category: str
    status: str
    start_year: int | None
    end_year: int | None
    tco2e: Decimal | None
    values: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class ExchangeRow:
    """Energy or material exchanged with another member, with its place in the workbook."""

    sheet: str
    row: int
    direction: str
    carrier: str
    partner: str
    quantity: Decimal | None
    unit: str
    tco2e: Decimal | None
    values: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class HandedIn:
    """Everything that a version keeps of a checked workbook.

    Attributes:
        reference_versions: editions of factors, warming potentials, grid factors and code lists.
        warned: the warnings that ask for an explanation.
    """

    rules_version: str
    template_version: str
    reference_versions: Mapping[str, str]
    stated: Scopes = Scopes()
    recomputed: Scopes = Scopes()
    warned: Sequence[Warned] = ()
    inventory: Sequence[InventoryRow] = ()
    targets: Sequence[TargetRow] = ()
    measures: Sequence[MeasureRow] = ()
    exchanges: Sequence[ExchangeRow] = ()


@dataclass(frozen=True, slots=True)
class ExplanationRow:
    """What was said about one warning.

    Attributes:
        year: reporting year in which it was last said; `first_year` that in which it was first.
    """

    code: str
    about: str
    pattern: Pattern
    text: str
    year: int
    first_year: int
    by: str
    at: datetime

    @property
    def key(self) -> str:
        """The key of the warning."""
        return Warned(self.code, self.about, self.pattern).key


@dataclass(frozen=True, slots=True)
class Suspension:
    """That a rule was suspended for everyone, or applied again: why, by whom and when."""

    code: str
    is_suspended: bool
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class IdentityChangeRow:
    """That a source or site goes by another name from a reporting year on.

    Attributes:
        old, new: control numbers; of a source, control number and source number with a slash.
    """

    id: int
    kind: IdentityKind
    year: int
    old: tuple[str, ...]
    new: tuple[str, ...]
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SectionDecisionRow:
    """The last decision on a worksheet of a submission.

    Attributes:
        content: SHA-256 of what was decided on.
        version: number of the version in which it was.
    """

    sheet: str
    content: str
    is_accepted: bool
    version: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class UploadRow:
    """An upload in a list.

    Attributes:
        whole_id: the last upload of several files that it is a part of.
        parts: how many files it is made of itself; 0 for a single one.
    """

    id: int
    number: str
    original_name: str
    sha256: str
    size: int
    company_id: int
    company_code: str
    kind: Kind | None
    year: int | None
    user_name: str
    received_at: datetime
    state: UploadState
    errors: int
    warnings: int
    infos: int
    version: int | None
    whole_id: int | None = None
    parts: int = 0


@dataclass(frozen=True, slots=True)
class Correction:
    """Which upload another one corrects, and in which cells.

    Attributes:
        cells: each with sheet, cell, what it held before and what was typed.
    """

    corrects_id: int
    corrects_number: str
    cells: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """Where one member stands with one workbook of one year, handed in or not.

    Attributes:
        state_since: None while nothing has happened.
        warnings: of the current version.
        errors: of the latest upload.
    """

    company_id: int
    company_code: str
    name_zh: str
    name_en: str
    group: Group
    kind: Kind
    year: int
    submission_id: int | None
    state: State
    state_since: datetime | None
    current_version: int | None
    accepted_version: int | None
    submitted_at: datetime | None
    is_late: bool
    warnings: int
    latest_upload_id: int | None
    errors: int


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version in a list; `decision` is the last one made on it."""

    id: int
    number: int
    submitted_at: datetime
    signed_by: str
    receipt_number: str
    is_late: bool
    warnings: int
    sha256: str
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened to a submission; `what` is an event or decision by its code."""

    at: datetime
    what: str
    by: str
    version: int | None
    comment: str = ""
    required_changes: tuple[str, ...] = ()
    upload_id: int | None = None


@dataclass(frozen=True, slots=True)
class CycleTimes:
    """When a year's workbooks may come in and when they are due; received before is in time."""

    opens_at: datetime
    due_at: datetime
    row_version: int | None = None

    def is_late(self, received_at: datetime) -> bool:
        """Whether something received at a time is late."""
        return received_at >= self.due_at
