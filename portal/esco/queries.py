"""Reading contracts, within what an actor sees: an ESCO's people have its contracts only."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, aliased

from portal.accounts.figures import Actor
from portal.accounts.models import User
from portal.accounts.permissions import Role
from portal.accounts.queries import companies_of
from portal.advisory.models import Recommendation, Request
from portal.advisory.queries.scope import requests_of
from portal.esco.figures import (
    ELECTRICITY,
    ZERO,
    Contract,
    ContractContent,
    ContractRow,
    LineRow,
    MeasureContent,
    MeasureRow,
    OrganisationRow,
    StatementRow,
)
from portal.esco.models import (
    EscoContract,
    EscoMeasure,
    EscoOrganisation,
    EscoSaving,
    EscoStatement,
    EscoStatementDecision,
    EscoStatementLine,
)
from portal.esco.schedule import ContractYear, contract_years, payments
from portal.esco.vocabulary import StatementOutcome
from portal.language import Text
from portal.members.models import Company, Site
from portal.verification.models import VerificationPlan, VerificationReport

ROWS: Select[*tuple[Any, ...]] = (
    select(EscoContract, EscoOrganisation, Company, Site)
    .join(EscoOrganisation, EscoOrganisation.id == EscoContract.organisation_id)
    .join(Company, Company.id == EscoContract.company_id)
    .join(Site, Site.id == EscoContract.site_id)
    .order_by(EscoContract.number.desc())
)


def contracts_of(actor: Actor) -> ColumnElement[bool]:
    """The condition that keeps a query on contracts to what is there for an actor."""
    if actor.role is Role.ESCO:
        return EscoOrganisation.code == (actor.organisation or "")
    if actor.role is Role.ADVISOR:
        return EscoContract.site_id.in_(select(Request.site_id).where(requests_of(actor)))
    return EscoContract.company_id.in_(select(Company.id).where(companies_of(actor)))


def organisations(session: Session) -> list[OrganisationRow]:
    """Every energy service company by code."""
    found = session.scalars(select(EscoOrganisation).order_by(EscoOrganisation.code))
    return [organisation_row(one) for one in found]


def organisation(session: Session, code: str) -> EscoOrganisation | None:
    """The energy service company with a code."""
    return session.scalar(select(EscoOrganisation).where(EscoOrganisation.code == code))


def organisation_row(one: EscoOrganisation) -> OrganisationRow:
    """An energy service company as pages show it."""
    return OrganisationRow(one.id, one.code, Text(one.name_zh, one.name_en))


def contract_rows(session: Session, actor: Actor) -> list[ContractRow]:
    """Every contract that is there for the actor, the latest first."""
    expected, waiting = _expected(session), _waiting(session)
    return [
        _row(row, expected.get(row[0].id, ZERO), waiting.get(row[0].id, ()))
        for row in session.execute(ROWS.where(contracts_of(actor)))
    ]


def contract(session: Session, actor: Actor, number: str) -> Contract | None:
    """One contract with all that belongs to it; None when it is not there for the actor."""
    wanted = ROWS.where(EscoContract.number == number, contracts_of(actor))
    row = session.execute(wanted).first()
    if row is None:
        return None
    one = row[0]
    stated = statements(session, one.id)
    expected = _expected(session).get(one.id, ZERO)
    waiting = [each.stated_at for each in stated if each.outcome is None]
    shown = _row(row, expected, waiting)
    accepted = {
        each.year.number: each.electricity
        for each in stated
        if each.outcome is StatementOutcome.ACCEPTED
    }
    schedule = payments(shown.content.terms, expected, accepted)
    return Contract(shown, measure_rows(session, one.id), stated, schedule)


def measure_rows(session: Session, contract_id: int) -> tuple[MeasureRow, ...]:
    """The measures of a contract in the order in which they were written."""
    savings = _savings(session)
    found = session.execute(
        select(EscoMeasure, Request.number, Recommendation.number, VerificationPlan.number)
        .outerjoin(Recommendation, Recommendation.id == EscoMeasure.recommendation_id)
        .outerjoin(Request, Request.id == Recommendation.request_id)
        .outerjoin(VerificationPlan, VerificationPlan.id == EscoMeasure.plan_id)
        .where(EscoMeasure.contract_id == contract_id)
        .order_by(EscoMeasure.id)
    )
    return tuple(
        MeasureRow(
            one.id,
            measure_content(one, savings.get(one.id, ())),
            f"{request} #{number}" if request else "",
            plan or "",
            one.row_version,
        )
        for one, request, number, plan in found
    )


def measure_content(one: EscoMeasure, savings: Sequence[EscoSaving]) -> MeasureContent:
    """What was written of a measure."""
    return MeasureContent(
        one.title,
        one.system,
        tuple((each.carrier, each.quantity) for each in savings),
        one.tag,
        one.commissioned_on,
        one.life_years,
        one.evidence,
        one.recommendation_id,
        one.plan_id,
    )


def statements(session: Session, contract_id: int) -> tuple[StatementRow, ...]:
    """The statements of a contract, newest first."""
    stater, decider = aliased(User), aliased(User)
    found: Iterable[Any] = session.execute(
        select(EscoStatement, EscoContract, stater.name, EscoStatementDecision, decider.name)
        .join(EscoContract, EscoContract.id == EscoStatement.contract_id)
        .join(stater, stater.id == EscoStatement.stated_by)
        .outerjoin(EscoStatementDecision, EscoStatementDecision.statement_id == EscoStatement.id)
        .outerjoin(decider, decider.id == EscoStatementDecision.decided_by)
        .where(EscoStatement.contract_id == contract_id)
        .order_by(EscoStatement.id.desc())
    )
    lines = _lines(session, contract_id)
    return tuple(
        StatementRow(
            one.id,
            one.contract_id,
            _year(of, one.contract_year),
            tuple(lines[one.id]),
            one.evidence,
            name,
            one.stated_at,
            None if decision is None else decision.outcome,
            "" if decision is None else decision.note,
            decided_by or "",
        )
        for one, of, name, decision, decided_by in map(_loose, found)
    )


def _year(of: EscoContract, number: int) -> ContractYear:
    years = contract_years(of.from_date, of.to_date)
    return years[number - 1]


def _loose(row: Sequence[Any]) -> tuple[Any, ...]:
    """A row whose outer joined parts may be missing, which their types do not say."""
    return tuple(row)


def _lines(session: Session, contract_id: int) -> dict[int, list[LineRow]]:
    found: Iterable[Any] = session.execute(
        select(EscoStatementLine, EscoMeasure.title, VerificationReport, VerificationPlan.number)
        .join(EscoMeasure, EscoMeasure.id == EscoStatementLine.measure_id)
        .outerjoin(VerificationReport, VerificationReport.id == EscoStatementLine.report_id)
        .outerjoin(VerificationPlan, VerificationPlan.id == VerificationReport.plan_id)
        .where(EscoMeasure.contract_id == contract_id)
        .order_by(EscoStatementLine.measure_id, EscoStatementLine.carrier)
    )
    lines: dict[int, list[LineRow]] = defaultdict(list)
    for one, title, report, plan in map(_loose, found):
        quantity = one.quantity if report is None else report.saving
        named = "" if report is None else f"{plan} #{report.number}"
        lines[one.statement_id].append(
            LineRow(one.measure_id, title, one.carrier, quantity or ZERO, named)
        )
    return lines


def _savings(session: Session) -> dict[int, list[EscoSaving]]:
    savings: dict[int, list[EscoSaving]] = defaultdict(list)
    for one in session.scalars(select(EscoSaving).order_by(EscoSaving.carrier)):
        savings[one.measure_id].append(one)
    return savings


def _expected(session: Session) -> dict[int, Decimal]:
    """Electricity that the measures of each contract save in a full year, kWh."""
    found = session.execute(
        select(EscoMeasure.contract_id, EscoSaving.quantity)
        .join(EscoSaving, EscoSaving.measure_id == EscoMeasure.id)
        .where(EscoSaving.carrier == ELECTRICITY)
    )
    sums: dict[int, Decimal] = defaultdict(lambda: ZERO)
    for contract_id, quantity in found:
        sums[contract_id] += quantity
    return dict(sums)


def _waiting(session: Session) -> dict[int, list[datetime]]:
    """When each statement that nobody has decided on was handed in, by contract."""
    decided = select(EscoStatementDecision.statement_id)
    found = session.execute(
        select(EscoStatement.contract_id, EscoStatement.stated_at).where(
            EscoStatement.id.not_in(decided)
        )
    )
    waiting: dict[int, list[datetime]] = defaultdict(list)
    for contract_id, stated_at in found:
        waiting[contract_id].append(stated_at)
    return dict(waiting)


def _row(row: Sequence[Any], expected: Decimal, waiting: Sequence[datetime]) -> ContractRow:
    one, organisation, company, site = row
    return ContractRow(
        one.id,
        one.number,
        organisation_row(organisation),
        company.id,
        company.code,
        Text(company.name_zh, company.name_en),
        company.group,
        site.id,
        site.control_number,
        Text(site.name_zh, site.name_en),
        _content(one),
        one.row_version,
        expected,
        len(waiting),
        min(waiting, default=None),
    )


def _content(one: EscoContract) -> ContractContent:
    kept = {name: getattr(one, name) for name in ContractContent.__dataclass_fields__}
    kept["shares"] = tuple(Decimal(share) for share in one.shares)
    return ContractContent(**kept)
