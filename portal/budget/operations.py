"""Entering versions of the budget and records of programmes; each change is logged."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import NotAllowedError, Permission
from portal.audit.events import Event
from portal.audit.operations import record
from portal.budget.figures import BudgetLine
from portal.budget.models import CarbonBudgetVersion, CityProgrammeRecord
from portal.budget.programmes import Basis, Programme, Span, Within
from portal.budget.queries import programme_records
from portal.db.counters import data_changed
from portal.files.store import Stored
from portal.submissions.operations import keep_file


class CorrectedError(Exception):
    """The record was replaced before, or there is none of that key."""


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What a coordinator enters of a version, amounts in 10 ktCO2e as printed."""

    title: str
    first_year: int
    last_year: int
    year: int
    document: str
    adopted_on: date | None
    lines: tuple[BudgetLine, ...]
    enterprise: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class NewRecord:
    """What a coordinator enters of a programme in one year, tonnes CO2e."""

    programme: Programme
    year: int
    basis: Basis
    span: Span
    within: Within
    tonnes: Decimal
    label: str
    source: str
    remark: str = ""


def enter_version(
    session: Session,
    actor: Actor,
    entered: NewVersion,
    *,
    stored: Stored | None = None,
    at: datetime,
) -> CarbonBudgetVersion:
    """Add a version of the budget; versions on file stay as they are.

    Args:
        session: of the caller's transaction.
        actor: who enters it.
        entered: the version.
        stored: the workbook it was read from.
        at: when.

    Raises:
        NotAllowedError: when the actor may not edit the budget.
    """
    need(actor)
    if stored is not None:
        keep_file(session, stored, at)
    made = CarbonBudgetVersion(
        title=entered.title,
        first_year=entered.first_year,
        last_year=entered.last_year,
        year=entered.year,
        document=entered.document,
        adopted_on=entered.adopted_on,
        lines=[_kept(one) for one in entered.lines],
        enterprise=entered.enterprise,
        reason=entered.reason,
        sha256=None if stored is None else stored.sha256,
        entered_by=actor.user_id,
        entered_at=at,
    )
    session.add(made)
    session.flush()
    data_changed(session)
    record(
        session,
        actor.user_id,
        Event.BUDGET_VERSION_ENTERED,
        "carbon_budget_version",
        made.id,
        at,
        title=entered.title,
        year=entered.year,
    )
    return made


def enter_record(
    session: Session, actor: Actor, entered: NewRecord, *, corrects: str = "", at: datetime
) -> CityProgrammeRecord:
    """Add a record of a programme, or one that replaces another.

    Raises:
        NotAllowedError: when the actor may not edit the budget.
        CorrectedError: when the record to be replaced is not there or was replaced before.
    """
    need(actor)
    if corrects:
        _need_open(session, corrects)
    made = CityProgrammeRecord(
        programme=entered.programme,
        year=entered.year,
        basis=entered.basis,
        span=entered.span,
        within=entered.within,
        tonnes=entered.tonnes,
        label=entered.label,
        source=entered.source,
        remark=entered.remark,
        corrects=corrects or None,
        entered_by=actor.user_id,
        entered_at=at,
    )
    session.add(made)
    session.flush()
    data_changed(session)
    record(
        session,
        actor.user_id,
        Event.PROGRAMME_RECORDED,
        "city_programme_record",
        made.id,
        at,
        programme=entered.programme.value,
        year=entered.year,
        corrects=corrects,
    )
    return made


def need(actor: Actor) -> None:
    """Go on only when the actor may edit the budget.

    Raises:
        NotAllowedError: otherwise.
    """
    actor.need(Permission.EDIT_BUDGET)
    # The budget is of the whole city; a coordinator of some groups does not speak for it.
    if actor.groups:
        raise NotAllowedError("the budget is of the whole city")


def _need_open(session: Session, key: str) -> None:
    if key not in {one.key for one in programme_records(session)}:
        raise CorrectedError(key)
    known = select(CityProgrammeRecord.id).where(CityProgrammeRecord.corrects == key)
    if session.scalar(known) is not None:
        raise CorrectedError(key)


def _kept(line: BudgetLine) -> dict[str, str | None]:
    return {
        "sector": line.sector.value,
        "baseline": f"{line.baseline:f}",
        "measures": None if line.measures is None else f"{line.measures:f}",
        "budget": f"{line.budget:f}",
    }
