"""A diagnosis in the browser's portal: one recommendation done, and one to answer."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.advisory.content import (
    Advice,
    Answer,
    Machine,
    Progress,
    Reading,
    Saved,
    Seen,
    Team,
    VisitContent,
    Wanted,
)
from portal.advisory.derivations import kept
from portal.advisory.models import Finding, Recommendation, Request
from portal.advisory.operations import answers, findings, requests, visits
from portal.advisory.operations.register import keep_equipment
from portal.advisory.operations.verifying import link_plan
from portal.advisory.vocabulary import (
    Carrier,
    Level,
    MeasureClass,
    Method,
    Outcome,
    Status,
    System,
    Topic,
    VisitKind,
)
from portal.calculators.registry import BY_CODE
from portal.calculators.runs import run
from portal.members.figures import SiteRecord
from portal.members.models import Company, Site
from portal.members.operations import add_site
from portal.verification.computing import Option
from portal.verification.figures import PlanFields
from portal.verification.operations import write_plan

D = Decimal
SURVEYED = date(2025, 2, 11)
DONE = date(2025, 4, 30)


def a_diagnosis(
    session: Session,
    company: Company,
    people: tuple[Actor, Actor, Actor],
    *,
    at: datetime,
    number: str = "E5600001",
) -> Request:
    """A case of a member, whose people are a member's, a coordinator and an advisor."""
    member, coordinator, advisor = people
    record = SiteRecord(number, "小港廠", "Siaogang Works", "高雄市小港區", True)
    site = add_site(session, None, company, record, from_date=date(2022, 6, 20), at=at)
    wanted = Wanted(Topic.ENERGY, (System.AIR,), "空壓系統耗電偏高", "王工程師 07-0000000")
    case = requests.ask(session, member, company, site.id, wanted, at=at - timedelta(days=120))
    requests.triage(session, coordinator, case, at=at - timedelta(days=118), row_version=None)
    team = Team("節能輔導團", advisor.user_id, frozenset({advisor.user_id}), date(2025, 12, 31))
    requests.assign(session, coordinator, case, team, at=at - timedelta(days=110), row_version=None)
    requests.declare(session, advisor, case, has_conflict=False, statement="", at=at)
    for kind, day in (
        (VisitKind.KICKOFF, date(2025, 2, 4)),
        (VisitKind.SURVEY, SURVEYED),
        (VisitKind.RESULTS_BRIEFING, date(2025, 3, 4)),
    ):
        visits.plan_visit(session, advisor, case, VisitContent(kind, day, day), at=at)
    requests.hand_over_report(session, advisor, case, date(2025, 3, 1), at=at, row_version=None)
    finding = _found(session, advisor, case, (company, site), at)
    leaks = _advised(session, advisor, finding, "修復壓縮空氣洩漏", D(60_000), at)
    _advised(session, advisor, finding, "降低系統壓力 0.5 bar", D(24_000), at)
    answers.decide(session, member, leaks, Answer(Outcome.ACCEPTED), at=at, row_version=None)
    done = Progress(Status.IMPLEMENTED, commissioned_on=DONE, evidence="驗收單 2025-04-30")
    answers.report_progress(session, member, leaks, done, at=at)
    _planned(session, advisor, leaks, (company, site), at)
    return case


def _found(
    session: Session, advisor: Actor, case: Request, place: tuple[Company, Site], at: datetime
) -> Finding:
    content = VisitContent(VisitKind.SURVEY, SURVEYED, SURVEYED)
    survey = visits.plan_visit(session, advisor, case, content, at=at)
    compressor = Machine(
        "compressor",
        "AC-1",
        Carrier.ELECTRICITY,
        rated=D(75),
        hours=D(8000),
        annual_use=D(600_000),
    )
    machine = keep_equipment(session, advisor, *place, compressor, at=at)
    for quantity, value in (("pressure", "7.2"), ("load_time", "90"), ("unload_time", "210")):
        taken = at - timedelta(days=90)
        reading = Reading(quantity, D(value), taken, Method.MEASURED, "P-12", date(2024, 11, 1))
        visits.measure(session, advisor, survey, machine, reading, at=at)
    seen = Seen(System.AIR, "夜間停產時空壓機仍反覆加載。", Level.HIGH, machine.id)
    finding = findings.keep_finding(session, advisor, survey, seen, at=at)
    values = {"flow": D(2), "h": D(6000), "sp": D(6), "price": D("3.5")}
    made = run(BY_CODE["air_leak_energy"], values)
    findings.keep_calculation(session, advisor, finding, **kept(made), at=at)
    return finding


def _advised(
    session: Session, advisor: Actor, finding: Finding, title: str, saved: Decimal, at: datetime
) -> Recommendation:
    advice = Advice(
        title,
        "逐點標示並修復，每季複查。",
        MeasureClass.REPLACEMENT,
        capex_material=D(30_000),
        capex_labour=D(50_000),
        life_years=D(5),
        interaction_group="AC-1",
    )
    savings = (Saved(Carrier.ELECTRICITY, saved, price=D("3.5")),)
    one = findings.recommend(session, advisor, finding, advice, savings, at=at)
    findings.put_forward(session, advisor, one, at=at, row_version=None)
    return one


def _planned(
    session: Session,
    advisor: Actor,
    one: Recommendation,
    place: tuple[Company, Site],
    at: datetime,
) -> None:
    fields = PlanFields(
        one.title,
        System.AIR,
        Carrier.ELECTRICITY,
        "",
        Option.B,
        "AC-1",
        "電表 P-1",
        "",
        date(2024, 4, 1),
        date(2025, 3, 31),
        expected=D(60_000),
    )
    plan = write_plan(session, advisor, *place, fields, at=at)
    link_plan(session, advisor, one, plan, at=at)
