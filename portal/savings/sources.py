"""Claims computed from their sources each time; none is copied."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.advisory.models import (
    Equipment,
    Finding,
    Implementation,
    Recommendation,
    Request,
    Saving,
    VerificationLink,
    Visit,
)
from portal.advisory.states import AdviceState
from portal.esco.models import (
    EscoContract,
    EscoMeasure,
    EscoSaving,
    EscoStatement,
    EscoStatementDecision,
    EscoStatementLine,
)
from portal.esco.schedule import contract_years
from portal.esco.vocabulary import StatementOutcome
from portal.language import Text
from portal.members.models import Company, Site
from portal.reference.site_systems import Carrier, System
from portal.savings.measured import latest_year
from portal.savings.streams import ZERO, Claim, Period, Place, Savings
from portal.savings.vocabulary import Level, Origin
from portal.verification.models import ReportDecision, VerificationPlan, VerificationReport
from portal.verification.states import ReportOutcome

_ADVISED: Final = frozenset({Level.IDENTIFIED})
_TAKEN_UP: Final = _ADVISED | {Level.ACCEPTED}
_DONE: Final = _TAKEN_UP | {Level.IMPLEMENTED}
_ADVICE_LEVELS: Final[Mapping[AdviceState, frozenset[Level]]] = {
    AdviceState.PROPOSED: _ADVISED,
    AdviceState.NEED_INFO: _ADVISED,
    AdviceState.DEFERRED: _ADVISED,
    AdviceState.REJECTED: _ADVISED,
    AdviceState.WILL_NOT: _ADVISED,
    AdviceState.UNABLE: _ADVISED,
    AdviceState.ACCEPTED: _TAKEN_UP,
    AdviceState.IMPLEMENTED: _DONE,
    AdviceState.VERIFIED: _DONE,
}
_CONTRACTED: Final = frozenset({Level.ACCEPTED})
_VERIFIED: Final = frozenset({Level.VERIFIED})
_NOTHING: Final[Mapping[Carrier, Decimal]] = {}


def place(company: Company, site: Site) -> Place:
    """The site of a claim, and whose it is."""
    return Place(
        site.id,
        site.control_number,
        Text(site.name_zh, site.name_en),
        company.id,
        company.code,
        Text(company.name_zh, company.name_en),
        company.group,
    )


def from_advice(session: Session) -> list[Claim]:
    """A claim for each recommendation that was put forward and saves energy."""
    savings = _advised(session)
    found: Iterable[Any] = session.execute(
        select(
            Recommendation, Request, Company, Site, Visit, Finding.system, Equipment, Implementation
        )
        .join(Request, Request.id == Recommendation.request_id)
        .join(Company, Company.id == Request.company_id)
        .join(Site, Site.id == Request.site_id)
        .join(Finding, Finding.id == Recommendation.finding_id)
        .join(Visit, Visit.id == Finding.visit_id)
        .outerjoin(Equipment, Equipment.id == Finding.equipment_id)
        .outerjoin(Implementation, Implementation.recommendation_id == Recommendation.id)
        .where(Recommendation.state.in_(list(_ADVICE_LEVELS)))
        .order_by(Recommendation.id)
    )
    return [_of_advice(row, savings[row[0].id]) for row in found if row[0].id in savings]


def _advised(session: Session) -> dict[int, list[Saving]]:
    found: dict[int, list[Saving]] = defaultdict(list)
    for one in session.scalars(select(Saving)):
        found[one.recommendation_id].append(one)
    return found


def _of_advice(row: Sequence[Any], savings: Sequence[Saving]) -> Claim:
    one, request, company, site, visit, system = row[:6]
    machine: Equipment | None = row[6]
    done: Implementation | None = row[7]
    stated = [each.stated_tco2e for each in savings if each.stated_tco2e is not None]
    worth = {
        Carrier(each.carrier): each.quantity * each.price
        for each in savings
        if each.price is not None
    }
    end_use: dict[Carrier, Decimal] = {}
    if machine is not None and machine.annual_use is not None:
        end_use[Carrier(machine.carrier)] = machine.annual_use
    return Claim(
        key=f"advice-{one.id}",
        origin=Origin.ADVICE,
        levels=_ADVICE_LEVELS[one.state],
        place=place(company, site),
        system=System(system),
        title=one.title,
        savings={Carrier(each.carrier): each.quantity for each in savings},
        year=(visit.held_on or visit.planned_on).year,
        source=f"{request.number} #{one.number}",
        tag="" if machine is None else machine.tag,
        commissioned_on=None if done is None else done.commissioned_on,
        life_years=one.life_years,
        interaction=one.interaction_group,
        end_use=end_use,
        money=sum(worth.values(), one.other_saving),
        worth=worth,
        outlay=_outlay(one, done),
        stated=sum(stated, ZERO) if stated else None,
    )


def _outlay(one: Recommendation, done: Implementation | None) -> Decimal:
    parts = (one.capex_engineering, one.capex_material, one.capex_labour, one.capex_other)
    planned = sum(parts, ZERO)
    actual = None if done is None else done.actual_capex
    return (planned if actual is None else actual) - one.subsidy


def from_contracts(session: Session) -> list[Claim]:
    """A claim for each measure of a contract, and one for what was accepted of it year by year."""
    savings: dict[int, dict[Carrier, Decimal]] = defaultdict(dict)
    for each in session.scalars(select(EscoSaving)):
        savings[each.measure_id][each.carrier] = each.quantity
    stated = _stated(session)
    found: Iterable[Any] = session.execute(
        select(EscoMeasure, EscoContract, Company, Site)
        .join(EscoContract, EscoContract.id == EscoMeasure.contract_id)
        .join(Company, Company.id == EscoContract.company_id)
        .join(Site, Site.id == EscoContract.site_id)
        .order_by(EscoMeasure.id)
    )
    claims: list[Claim] = []
    for one, contract, company, site in found:
        where = place(company, site)
        claims.append(_of_measure(one, contract, where, savings.get(one.id, _NOTHING)))
        if one.id in stated:
            claims.append(_of_statement(one, contract, where, stated[one.id]))
    return claims


def _of_measure(one: EscoMeasure, contract: EscoContract, where: Place, savings: Savings) -> Claim:
    done = _CONTRACTED if one.commissioned_on is None else _CONTRACTED | {Level.IMPLEMENTED}
    refers = {f"advice-{one.recommendation_id}", f"report-{one.plan_id}"}
    price = contract.price or ZERO
    return Claim(
        key=f"contract-{one.id}",
        origin=Origin.CONTRACT,
        levels=done,
        place=where,
        system=one.system,
        title=one.title,
        savings=savings,
        year=contract.from_date.year,
        source=contract.number,
        tag=one.tag,
        commissioned_on=one.commissioned_on,
        life_years=one.life_years,
        refers=frozenset(refers),
        money=savings.get(Carrier.ELECTRICITY, ZERO) * price,
        worth={Carrier.ELECTRICITY: savings.get(Carrier.ELECTRICITY, ZERO) * price},
    )


def _of_statement(
    one: EscoMeasure, contract: EscoContract, where: Place, periods: Sequence[Period]
) -> Claim:
    savings = latest_year(periods)
    return Claim(
        key=f"statement-{one.id}",
        origin=Origin.STATEMENT,
        levels=_VERIFIED,
        place=where,
        system=one.system,
        title=one.title,
        savings=savings,
        year=contract.from_date.year,
        source=contract.number,
        tag=one.tag,
        commissioned_on=one.commissioned_on,
        life_years=one.life_years,
        refers=frozenset({f"contract-{one.id}"}),
        periods=tuple(periods),
        money=savings.get(Carrier.ELECTRICITY, ZERO) * (contract.price or ZERO),
    )


def _stated(session: Session) -> dict[int, list[Period]]:
    """The accepted periods of each measure of a contract."""
    found: Iterable[Any] = session.execute(
        select(EscoStatementLine, EscoStatement.contract_year, EscoContract, VerificationReport)
        .join(EscoStatement, EscoStatement.id == EscoStatementLine.statement_id)
        .join(EscoContract, EscoContract.id == EscoStatement.contract_id)
        .join(EscoStatementDecision, EscoStatementDecision.statement_id == EscoStatement.id)
        .outerjoin(VerificationReport, VerificationReport.id == EscoStatementLine.report_id)
        .where(EscoStatementDecision.outcome == StatementOutcome.ACCEPTED)
        .order_by(EscoStatementLine.measure_id, EscoStatement.contract_year)
    )
    by_year: dict[tuple[int, int], tuple[Any, dict[Carrier, Decimal]]] = {}
    for row in found:
        one, number, contract, report = cast("tuple[Any, int, EscoContract, Any]", tuple(row))
        quantity: Decimal = one.quantity if report is None else report.saving
        year = contract_years(contract.from_date, contract.to_date)[number - 1]
        by_year.setdefault((one.measure_id, number), (year, {}))[1][one.carrier] = quantity
    periods: dict[int, list[Period]] = defaultdict(list)
    for (measure_id, _), (year, savings) in by_year.items():
        periods[measure_id].append(Period(year.first, year.last, savings))
    return periods


def from_reports(session: Session) -> list[Claim]:
    """A claim for each plan of measurement and verification with a verified report."""
    found: Iterable[Any] = session.execute(
        select(VerificationReport, VerificationPlan, Company, Site)
        .join(ReportDecision, ReportDecision.report_id == VerificationReport.id)
        .join(VerificationPlan, VerificationPlan.id == VerificationReport.plan_id)
        .join(Company, Company.id == VerificationPlan.company_id)
        .join(Site, Site.id == VerificationPlan.site_id)
        .where(ReportDecision.outcome == ReportOutcome.VERIFIED)
        .order_by(VerificationPlan.id, VerificationReport.first)
    )
    by_plan: dict[int, list[Sequence[Any]]] = defaultdict(list)
    for row in found:
        by_plan[row[1].id].append(row)
    advised = _measured_advice(session)
    return [_of_plan(rows, advised.get(key, frozenset())) for key, rows in by_plan.items()]


def _measured_advice(session: Session) -> Mapping[int, frozenset[str]]:
    """The claim of the recommendation that a plan measures; none where it measures several.

    Together they are one meter's saving but not one change, so nothing says which is which.
    """
    found: dict[int, set[str]] = defaultdict(set)
    for one in session.scalars(select(VerificationLink)):
        found[one.plan_id].add(f"advice-{one.recommendation_id}")
    return {key: frozenset(claims) for key, claims in found.items() if len(claims) == 1}


def _of_plan(rows: Sequence[Sequence[Any]], refers: frozenset[str]) -> Claim:
    _, plan, company, site = rows[0]
    periods = [Period(one.first, one.last, {plan.carrier: one.saving}) for one, *_ in rows]
    return Claim(
        key=f"report-{plan.id}",
        origin=Origin.REPORT,
        levels=_VERIFIED,
        place=place(company, site),
        system=plan.system,
        title=plan.title,
        savings=latest_year(periods),
        year=periods[0].first.year,
        source=plan.number,
        # The plan does not say when the work was finished; saving begins with its first report.
        commissioned_on=periods[0].first,
        periods=tuple(_apart(periods)),
        refers=refers,
    )


def _apart(periods: Sequence[Period]) -> list[Period]:
    """The periods without those that begin before the one before them has ended."""
    kept: list[Period] = []
    for one in periods:
        if not kept or one.first > kept[-1].last:
            kept.append(one)
    return kept
