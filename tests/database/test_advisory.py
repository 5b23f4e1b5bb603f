"""Diagnoses in the database: who may change what, and what can never be changed."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import NotAllowedError, Role
from portal.advisory import queries
from portal.advisory.content import (
    Advice,
    Answer,
    Machine,
    Progress,
    Saved,
    Seen,
    Team,
    VisitContent,
    Wanted,
)
from portal.advisory.errors import (
    ForeignObjectError,
    IllegalMoveError,
    MissingReasonError,
    NotOnTeamError,
    RefusedFiguresError,
    StillOpenError,
)
from portal.advisory.models import Equipment, Finding, Recommendation, Request, Visit
from portal.advisory.operations import answers, closing, findings, requests, visits
from portal.advisory.operations.register import keep_equipment
from portal.advisory.operations.verifying import link_plan, note_verified
from portal.advisory.states import AdviceState, RequestState
from portal.advisory.vocabulary import (
    Carrier,
    Level,
    MeasureClass,
    Outcome,
    Reason,
    Status,
    System,
    Topic,
    VisitKind,
)
from portal.db.base import StaleRowError
from portal.members.models import Company, Site
from portal.reference.groups import Group
from portal.verification.computing import Option
from portal.verification.figures import PlanFields
from portal.verification.models import VerificationPlan
from portal.verification.operations import write_plan
from tests.builders import NOW, a_company, a_site, an_actor

WANTED = Wanted(Topic.ENERGY, (System.AIR,), "空壓系統耗電偏高", "王工程師")
TODAY = date(2026, 5, 4)
MACHINE = Machine("compressor", "AC-1", Carrier.ELECTRICITY, annual_use=Decimal(600_000))
SAVED = (Saved(Carrier.ELECTRICITY, Decimal(60_000), price=Decimal("3.5")),)
ADVICE = Advice("修復洩漏", "逐點修復。", MeasureClass.REPLACEMENT, capex_labour=Decimal(80_000))


@dataclass
class Scene:
    """A case in the hands of an advisor, with one recommendation put forward."""

    company: Company
    site: Site
    member: Actor
    coordinator: Actor
    advisor: Actor
    request: Request
    survey: Visit
    finding: Finding
    advice: Recommendation


def a_scene(session: Session) -> Scene:
    company = a_company(session)
    site = a_site(session, company)
    member = an_actor(session, Role.SIGNATORY, company=company)
    coordinator, advisor = an_actor(session), an_actor(session, Role.ADVISOR)
    request = requests.ask(session, member, company, site.id, WANTED, at=NOW)
    requests.triage(session, coordinator, request, at=NOW, row_version=1)
    team = Team("節能輔導團", advisor.user_id, frozenset({advisor.user_id}), date(2026, 12, 31))
    requests.assign(session, coordinator, request, team, at=NOW, row_version=2)
    requests.declare(session, advisor, request, has_conflict=False, statement="", at=NOW)
    content = VisitContent(VisitKind.SURVEY, TODAY, TODAY)
    survey = visits.plan_visit(session, advisor, request, content, at=NOW)
    machine = keep_equipment(session, advisor, company, site, MACHINE, at=NOW)
    seen = Seen(System.AIR, "夜間仍有負載", Level.HIGH, machine.id)
    finding = findings.keep_finding(session, advisor, survey, seen, at=NOW)
    advice = findings.recommend(session, advisor, finding, ADVICE, SAVED, at=NOW)
    findings.put_forward(session, advisor, advice, at=NOW, row_version=1)
    return Scene(company, site, member, coordinator, advisor, request, survey, finding, advice)


def accept(session: Session, scene: Scene) -> None:
    answer = Answer(Outcome.ACCEPTED)
    answers.decide(session, scene.member, scene.advice, answer, at=NOW, row_version=None)


def test_every_decision_is_kept_and_the_last_one_counts(session: Session) -> None:
    scene = a_scene(session)
    put_off = Answer(Outcome.DEFERRED, Reason.CAPITAL, review_on=date(2027, 1, 5))

    answers.decide(session, scene.member, scene.advice, put_off, at=NOW, row_version=None)
    accept(session, scene)

    case = queries.case(session, scene.member, scene.request.id)
    assert case is not None
    assert [one.answer.outcome for one in case.advice[0].decisions] == ["accepted", "deferred"]
    assert case.advice[0].state is AdviceState.ACCEPTED


def test_a_recommendation_is_not_rewritten_once_it_is_accepted(session: Session) -> None:
    scene = a_scene(session)
    accept(session, scene)

    with pytest.raises(IllegalMoveError):
        findings.recommend(
            session, scene.advisor, scene.finding, ADVICE, SAVED, at=NOW, one=scene.advice
        )


def test_figures_that_cannot_be_right_are_refused(session: Session) -> None:
    scene = a_scene(session)
    beyond = (Saved(Carrier.ELECTRICITY, Decimal(580_000)),)
    large = (Saved(Carrier.ELECTRICITY, Decimal(400_000)),)

    with pytest.raises(RefusedFiguresError, match="ADV-103"):
        findings.recommend(session, scene.advisor, scene.finding, ADVICE, beyond, at=NOW)
    with pytest.raises(MissingReasonError, match="ADV-102"):
        findings.recommend(session, scene.advisor, scene.finding, ADVICE, large, at=NOW)


def test_a_colleague_never_overwrites_another(session: Session) -> None:
    scene = a_scene(session)
    held = VisitContent(VisitKind.SURVEY, TODAY, TODAY, notes="第一位")
    record = {"at": NOW, "row_version": 1}
    visits.record_visit(session, scene.advisor, scene.survey, held, [], **record)  # type: ignore[arg-type]

    with pytest.raises(StaleRowError):
        visits.record_visit(session, scene.advisor, scene.survey, held, [], **record)  # type: ignore[arg-type]


def test_only_the_team_works_on_a_case_and_only_without_a_conflict(session: Session) -> None:
    scene = a_scene(session)
    content = VisitContent(VisitKind.FOLLOW_UP, date(2026, 11, 4))

    with pytest.raises(NotAllowedError):
        visits.plan_visit(session, an_actor(session, Role.ADVISOR), scene.request, content, at=NOW)
    requests.declare(
        session, scene.advisor, scene.request, has_conflict=True, statement="親屬任職", at=NOW
    )
    with pytest.raises(NotOnTeamError):
        visits.plan_visit(session, scene.advisor, scene.request, content, at=NOW)


def test_a_team_consists_of_advisors(session: Session) -> None:
    scene = a_scene(session)
    outsider = Team("x", scene.coordinator.user_id, frozenset(), TODAY)

    with pytest.raises(ForeignObjectError):
        requests.assign(
            session, scene.coordinator, scene.request, outsider, at=NOW, row_version=None
        )


def test_a_request_names_a_site_of_the_member(session: Session) -> None:
    company, other = a_company(session), a_company(session)
    member = an_actor(session, Role.PREPARER, company=company)

    with pytest.raises(ForeignObjectError):
        requests.ask(session, member, company, a_site(session, other).id, WANTED, at=NOW)
    with pytest.raises(NotAllowedError):
        requests.ask(session, member, other, a_site(session, other).id, WANTED, at=NOW)


def test_a_case_closes_when_nothing_is_left(session: Session) -> None:
    scene = a_scene(session)

    def close() -> None:
        closing.close(
            session,
            scene.coordinator,
            scene.request,
            "",
            facts=queries.case_facts,
            at=NOW,
            row_version=None,
        )

    with pytest.raises(StillOpenError):
        close()
    requests.hand_over_report(
        session, scene.advisor, scene.request, TODAY, at=NOW, row_version=None
    )
    briefing = VisitContent(VisitKind.RESULTS_BRIEFING, TODAY, TODAY)
    visits.plan_visit(session, scene.advisor, scene.request, briefing, at=NOW)
    no = Answer(Outcome.REJECTED, Reason.PAYBACK)
    answers.decide(session, scene.member, scene.advice, no, at=NOW, row_version=None)
    close()
    assert scene.request.state is RequestState.CLOSED


def test_a_follow_up_goes_on_until_the_outcome_is_known(session: Session) -> None:
    scene = a_scene(session)
    accept(session, scene)
    later = NOW + timedelta(days=190)
    asked = {"asked_on": date(2026, 11, 5), "remark": "", "at": later}

    with pytest.raises(MissingReasonError):
        answers.follow_up(
            session,
            scene.advisor,
            scene.advice,
            status=Status.IMPLEMENTED,
            **asked,  # type: ignore[arg-type]
        )
    done = Progress(Status.IMPLEMENTED, commissioned_on=date(2026, 9, 1), evidence="驗收單")
    answers.report_progress(session, scene.member, scene.advice, done, at=later)

    assert scene.advice.state.value == "implemented"
    answers.confirm_verified(session, scene.advisor, scene.advice, at=later)
    assert scene.advice.state.value == "verified"


def test_each_person_sees_what_is_theirs(session: Session) -> None:
    scene = a_scene(session)
    stranger = an_actor(session, Role.ADVISOR)
    other_group = an_actor(session, groups=frozenset({Group.ENERGY}))
    everybody = (scene.member, scene.coordinator, scene.advisor, an_actor(session, Role.AUDITOR))

    for actor in everybody:
        assert queries.request(session, actor, scene.request.id) is not None
    for actor in (
        stranger,
        other_group,
        an_actor(session, Role.PREPARER, company=a_company(session)),
    ):
        assert queries.request(session, actor, scene.request.id) is None
        assert queries.site_seen(session, actor, scene.site.control_number) is None
    assert [one.step.about for one in queries.on_my_list(session, scene.member)] == [1]


GUARDED = [
    "UPDATE advisory_decision SET remark = 'x'",
    "DELETE FROM advisory_decision",
    "UPDATE advisory_conflict_declaration SET has_conflict = true",
    "DELETE FROM advisory_conflict_declaration",
]


@pytest.mark.parametrize("statement", GUARDED)
def test_what_was_decided_and_declared_cannot_be_changed(session: Session, statement: str) -> None:
    accept(session, a_scene(session))

    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(statement))


def test_the_register_belongs_to_the_site(session: Session) -> None:
    scene = a_scene(session)
    elsewhere = a_site(session, a_company(session))
    stray = Equipment(site_id=elsewhere.id, kind="compressor", tag="X", carrier=Carrier.ELECTRICITY)
    stray.maker = stray.model = stray.note = ""
    stray.vsd, stray.in_use = False, True
    session.add(stray)
    session.flush()

    with pytest.raises(ForeignObjectError):
        findings.keep_finding(
            session,
            scene.advisor,
            scene.survey,
            Seen(System.AIR, "x", Level.LOW, stray.id),
            at=NOW,
        )


@pytest.mark.parametrize("cases", [1, 4])
def test_the_number_of_selects_of_the_list_is_constant(session: Session, cases: int) -> None:
    scenes = [a_scene(session) for _ in range(cases)]
    statements: list[str] = []

    def note(*arguments: object) -> None:
        statements.append(str(arguments[2]))

    session.flush()
    event.listen(session.connection().engine, "before_cursor_execute", note)
    tasks = queries.open_tasks(session, scenes[0].coordinator)
    event.remove(session.connection().engine, "before_cursor_execute", note)

    assert len({task.request.id for task in tasks}) == cases
    assert len(statements) == 11


def a_plan(session: Session, scene: Scene) -> VerificationPlan:
    fields = PlanFields(
        "修復洩漏",
        System.AIR,
        Carrier.ELECTRICITY,
        "kWh",
        Option.B,
        "AC-1",
        "P-1",
        "",
        date(2025, 1, 1),
        date(2025, 12, 31),
    )
    return write_plan(session, scene.advisor, scene.company, scene.site, fields, at=NOW)


def test_a_verified_report_moves_what_it_measures_on_to_closing(session: Session) -> None:
    scene = a_scene(session)
    plan = a_plan(session, scene)
    with pytest.raises(IllegalMoveError):
        link_plan(session, scene.advisor, scene.advice, plan, at=NOW)
    accept(session, scene)
    link_plan(session, scene.advisor, scene.advice, plan, at=NOW)
    link_plan(session, scene.member, scene.advice, plan, at=NOW)
    assert note_verified(session, scene.coordinator, plan, at=NOW) == []
    done = Progress(Status.IMPLEMENTED, commissioned_on=TODAY, evidence="驗收單")
    answers.report_progress(session, scene.member, scene.advice, done, at=NOW)

    moved = note_verified(session, scene.coordinator, plan, at=NOW)

    assert moved == [scene.advice]
    assert scene.advice.state is AdviceState.VERIFIED
    case = queries.case(session, scene.advisor, scene.request.id)
    assert case is not None
    assert [one.number for one in case.advice[0].plans] == [plan.number]
    assert "verification" not in [step.phase for step in case.steps]


def test_a_plan_of_another_member_is_not_linked(session: Session) -> None:
    scene, other = a_scene(session), a_scene(session)
    accept(session, scene)

    with pytest.raises(ForeignObjectError):
        link_plan(session, scene.advisor, scene.advice, a_plan(session, other), at=NOW)
    with pytest.raises(NotAllowedError):
        link_plan(session, other.member, scene.advice, a_plan(session, other), at=NOW)


def test_only_who_verifies_savings_moves_a_recommendation_on(session: Session) -> None:
    scene = a_scene(session)
    plan = a_plan(session, scene)
    accept(session, scene)
    link_plan(session, scene.advisor, scene.advice, plan, at=NOW)
    done = Progress(Status.IMPLEMENTED, commissioned_on=TODAY, evidence="驗收單")
    answers.report_progress(session, scene.member, scene.advice, done, at=NOW)

    with pytest.raises(NotAllowedError):
        note_verified(session, scene.member, plan, at=NOW)
