"""Writing contracts and measures, stating and accepting savings; each change is logged."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import NotAllowedError, Permission, Role
from portal.advisory.models import Recommendation, Request
from portal.audit.events import Event
from portal.audit.operations import record
from portal.db.base import StaleRowError
from portal.db.counters import data_changed, next_number
from portal.esco.errors import (
    CodeTakenError,
    DecidedError,
    ForeignPartError,
    NoEvidenceError,
    NotVerifiedError,
    OwnStatementError,
    WrongYearError,
)
from portal.esco.figures import ContractContent, MeasureContent, Stated
from portal.esco.models import (
    EscoContract,
    EscoMeasure,
    EscoOrganisation,
    EscoSaving,
    EscoStatement,
    EscoStatementDecision,
    EscoStatementLine,
)
from portal.esco.schedule import ContractYear, contract_years
from portal.esco.vocabulary import StatementOutcome
from portal.members.models import Company, Site
from portal.verification.models import ReportDecision, VerificationPlan, VerificationReport
from portal.verification.states import ReportOutcome

SERIES = "esco_contract"


def add_organisation(
    session: Session, actor: Actor, code: str, name_zh: str, name_en: str, *, at: datetime
) -> EscoOrganisation:
    """Register an energy service company.

    Raises:
        NotAllowedError: when the actor may not run contracts.
        CodeTakenError: when another company has the code.
    """
    actor.need(Permission.RUN_ESCO)
    known = select(EscoOrganisation.id).where(EscoOrganisation.code == code)
    if session.scalar(known) is not None:
        raise CodeTakenError(code)
    one = EscoOrganisation(code=code, name_zh=name_zh, name_en=name_en)
    session.add(one)
    session.flush()
    record(
        session, actor.user_id, Event.ESCO_ADDED, "esco_organisation", one.id, at, organisation=code
    )
    return one


def write_contract(
    session: Session,
    actor: Actor,
    organisation: EscoOrganisation,
    site: tuple[Company, Site],
    content: ContractContent,
    *,
    at: datetime,
) -> EscoContract:
    """Record a contract for a site of a member.

    Raises:
        NotAllowedError: when the actor may not run contracts for this member.
    """
    company, place = site
    actor.need_for(Permission.RUN_ESCO, company.id, company.group)
    one = EscoContract(
        number=f"ESCO-{next_number(session, SERIES):04}",
        organisation_id=organisation.id,
        company_id=company.id,
        site_id=place.id,
        written_by=actor.user_id,
        written_at=at,
        **_columns(content),
    )
    session.add(one)
    session.flush()
    _log(session, actor, Event.ESCO_CONTRACT_KEPT, one, at)
    return one


def change_contract(
    session: Session,
    actor: Actor,
    one: EscoContract,
    content: ContractContent,
    *,
    row_version: int | None,
    at: datetime,
) -> None:
    """Change a contract.

    Raises:
        NotAllowedError: when the actor may not run contracts for this member.
        StaleRowError: when somebody else changed it meanwhile.
    """
    need(session, actor, Permission.RUN_ESCO, one)
    if one.row_version != row_version:
        raise StaleRowError(one.number)
    for name, value in _columns(content).items():
        setattr(one, name, value)
    session.flush()
    _log(session, actor, Event.ESCO_CONTRACT_KEPT, one, at)


def keep_measure(
    session: Session,
    actor: Actor,
    contract: EscoContract,
    content: MeasureContent,
    *,
    at: datetime,
    measure: EscoMeasure | None = None,
    row_version: int | None = None,
) -> EscoMeasure:
    """Add a measure to a contract, or change one.

    Raises:
        NotAllowedError: when the actor may not run contracts for this member.
        ForeignPartError: when what it refers to belongs to another site.
        StaleRowError: when somebody else changed it meanwhile.
    """
    need(session, actor, Permission.RUN_ESCO, contract)
    _check_parts(session, contract, content)
    one = EscoMeasure(contract_id=contract.id) if measure is None else measure
    if measure is not None and measure.row_version != row_version:
        raise StaleRowError(contract.number)
    for name in ("title", "system", "tag", "commissioned_on", "life_years", "evidence"):
        setattr(one, name, getattr(content, name))
    one.recommendation_id, one.plan_id = content.recommendation_id, content.plan_id
    session.add(one)
    session.flush()
    session.execute(delete(EscoSaving).where(EscoSaving.measure_id == one.id))
    for carrier, quantity in content.savings:
        session.add(EscoSaving(measure_id=one.id, carrier=carrier, quantity=quantity))
    session.flush()
    _log(session, actor, Event.ESCO_MEASURE_KEPT, contract, at, measure=content.title)
    return one


def _check_parts(session: Session, contract: EscoContract, content: MeasureContent) -> None:
    if content.recommendation_id is not None:
        of_site = (
            select(Request.site_id)
            .join(Recommendation, Recommendation.request_id == Request.id)
            .where(Recommendation.id == content.recommendation_id)
        )
        if session.scalar(of_site) != contract.site_id:
            raise ForeignPartError("recommendation")
    if content.plan_id is not None:
        plan = session.get(VerificationPlan, content.plan_id)
        if plan is None or plan.site_id != contract.site_id:
            raise ForeignPartError("plan")


def state_savings(
    session: Session,
    actor: Actor,
    contract: EscoContract,
    contract_year: int,
    lines: Sequence[Stated],
    *,
    evidence: str,
    at: datetime,
) -> EscoStatement:
    """State what was saved in a contract year that is over.

    Raises:
        NotAllowedError: when the contract is not there for the actor.
        WrongYearError: when the contract has no such year, or it is not over.
        NoEvidenceError: when a quantity was entered and no evidence is named.
        NotVerifiedError: when a report is not verified or not of the contract year.
        ForeignPartError: when a measure belongs to another contract.
    """
    need(session, actor, Permission.STATE_ESCO, contract)
    year = _year(contract, contract_year, at.date())
    if not evidence.strip() and any(one.quantity is not None for one in lines):
        raise NoEvidenceError(contract.number)
    for one in lines:
        _check_line(session, contract, year, one)
    made = EscoStatement(
        contract_id=contract.id,
        contract_year=contract_year,
        evidence=evidence.strip(),
        stated_by=actor.user_id,
        stated_at=at,
    )
    session.add(made)
    session.flush()
    for one in lines:
        session.add(
            EscoStatementLine(
                statement_id=made.id,
                measure_id=one.measure_id,
                carrier=one.carrier,
                quantity=one.quantity if one.report_id is None else None,
                report_id=one.report_id,
            )
        )
    session.flush()
    _log(session, actor, Event.ESCO_SAVING_STATED, contract, at, year=contract_year)
    return made


def _year(contract: EscoContract, number: int, today: date) -> ContractYear:
    years = contract_years(contract.from_date, contract.to_date)
    found = next((one for one in years if one.number == number), None)
    if found is None or found.last >= today:
        raise WrongYearError(f"{contract.number} {number}")
    return found


def _check_line(session: Session, contract: EscoContract, year: ContractYear, one: Stated) -> None:
    measure = session.get(EscoMeasure, one.measure_id)
    if measure is None or measure.contract_id != contract.id:
        raise ForeignPartError("measure")
    if one.report_id is None:
        return
    report = session.get(VerificationReport, one.report_id)
    if report is None or report.plan_id != measure.plan_id:
        raise ForeignPartError("report")
    decided = session.scalar(
        select(ReportDecision.outcome).where(ReportDecision.report_id == report.id)
    )
    is_within = report.first >= year.first and report.last <= year.last
    if decided is not ReportOutcome.VERIFIED or not is_within:
        raise NotVerifiedError(contract.number)


def decide_statement(
    session: Session,
    actor: Actor,
    one: EscoStatement,
    outcome: StatementOutcome,
    *,
    note: str,
    at: datetime,
) -> None:
    """Accept a statement or send it back, once and with a note.

    Raises:
        NotAllowedError: when the actor may not accept savings of this member.
        OwnStatementError: when the actor stated it.
        DecidedError: when it was decided, or another one of the year is accepted.
    """
    contract = session.get_one(EscoContract, one.contract_id)
    need(session, actor, Permission.ACCEPT_ESCO, contract)
    if one.stated_by == actor.user_id:
        raise OwnStatementError(contract.number)
    if _is_decided(session, one):
        raise DecidedError(contract.number)
    session.add(
        EscoStatementDecision(
            statement_id=one.id,
            outcome=outcome,
            note=note.strip(),
            decided_by=actor.user_id,
            decided_at=at,
        )
    )
    session.flush()
    what = {"year": one.contract_year, "outcome": outcome.value}
    _log(session, actor, Event.ESCO_SAVING_DECIDED, contract, at, **what)


def _is_decided(session: Session, one: EscoStatement) -> bool:
    """Whether it has a decision, or its contract year has an accepted statement already."""
    of_year = (
        select(EscoStatementDecision.statement_id, EscoStatementDecision.outcome)
        .join(EscoStatement, EscoStatement.id == EscoStatementDecision.statement_id)
        .where(
            EscoStatement.contract_id == one.contract_id,
            EscoStatement.contract_year == one.contract_year,
        )
    )
    return any(
        statement_id == one.id or outcome is StatementOutcome.ACCEPTED
        for statement_id, outcome in session.execute(of_year)
    )


def need(session: Session, actor: Actor, permission: Permission, contract: EscoContract) -> None:
    """An energy service company has its own contracts, everybody else those of members seen."""
    actor.need(permission)
    if actor.role is Role.ESCO:
        organisation = session.get_one(EscoOrganisation, contract.organisation_id)
        if organisation.code != actor.organisation:
            raise NotAllowedError(contract.number)
        return
    company = session.get_one(Company, contract.company_id)
    actor.need_for(permission, company.id, company.group)


def _columns(content: ContractContent) -> dict[str, Any]:
    kept = {name: getattr(content, name) for name in ContractContent.__dataclass_fields__}
    kept["shares"] = [f"{one:f}" for one in content.shares]
    return kept


def _log(
    session: Session, actor: Actor, event: Event, one: EscoContract, at: datetime, **more: Any
) -> None:
    data_changed(session)
    record(session, actor.user_id, event, "esco_contract", one.id, at, contract=one.number, **more)
