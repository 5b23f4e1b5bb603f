"""The loop as a sequence: for each thing that is open, what comes next, whose it is, until when."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from portal.advisory.durations import due
from portal.advisory.office_days import known_years
from portal.advisory.states import AdviceState, RequestState
from portal.advisory.vocabulary import ActionState, Topic, VisitKind
from portal.language import Text


class Owner(StrEnum):
    """Who has to do a step."""

    COORDINATOR = "coordinator"
    TEAM = "team"
    MEMBER = "member"

    @property
    def label(self) -> Text:
        """The word in both languages."""
        return OWNER_LABELS[self]


OWNER_LABELS = {
    Owner.COORDINATOR: Text("聯盟承辦人", "Coordinator"),
    Owner.TEAM: Text("輔導團隊", "Advisory team"),
    Owner.MEMBER: Text("成員", "Member"),
}


class Phase(StrEnum):
    """The stretches of the loop, in order."""

    REQUEST = "request"
    ASSIGNMENT = "assignment"
    VISITS = "visits"
    REPORT = "report"
    DECISION = "decision"
    IMPLEMENTATION = "implementation"
    FOLLOW_UP = "follow_up"
    VERIFICATION = "verification"
    CLOSING = "closing"

    @property
    def label(self) -> Text:
        """The word in both languages."""
        return PHASE_LABELS[self]


PHASE_LABELS = {
    Phase.REQUEST: Text("申請受理", "Request"),
    Phase.ASSIGNMENT: Text("分案與聲明", "Assignment"),
    Phase.VISITS: Text("臨廠診斷", "Visits"),
    Phase.REPORT: Text("報告與說明", "Report and briefing"),
    Phase.DECISION: Text("成員回覆", "Decision"),
    Phase.IMPLEMENTATION: Text("執行", "Implementation"),
    Phase.FOLLOW_UP: Text("追蹤", "Follow-up"),
    Phase.VERIFICATION: Text("量測驗證", "Verification"),
    Phase.CLOSING: Text("結案", "Closing"),
}


OF_INVENTORY = (
    Phase.REQUEST,
    Phase.ASSIGNMENT,
    Phase.VISITS,
    Phase.REPORT,
    Phase.IMPLEMENTATION,
    Phase.CLOSING,
)
"""Inventory advice has actions to check off instead of savings to verify."""
IN_WORKING_DAYS = (Phase.REQUEST, Phase.ASSIGNMENT)
"""Phases whose periods are counted in working days."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do next.

    Attributes:
        person_id: whose it is when it is one person's, None when it is everybody's of the owner.
        about: number of a recommendation or of an action, 0 for the case as a whole.
        subject_id: key of that recommendation, action or visit.
        may_be_left: whether a case may be closed without it, when the reason is given: not every
            saving is worth measuring, and what nobody can tell stays unknown.
    """

    phase: Phase
    title: Text
    owner: Owner
    due: date
    person_id: int | None = None
    about: int = 0
    subject_id: int = 0
    may_be_left: bool = False

    @property
    def knows_no_holidays(self) -> bool:
        """Whether its day was counted in working days of a year whose holidays are not known."""
        return self.phase in IN_WORKING_DAYS and self.due.year not in known_years()

    @property
    def item(self) -> Text:
        """Which recommendation or action of the case it is about; empty for the case itself."""
        if not self.about:
            return Text("", "")
        return Text(f"第 {self.about} 項", f"item {self.about}")


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """A visit as the steps see it."""

    id: int
    kind: VisitKind
    planned_on: date
    held_on: date | None


@dataclass(frozen=True, slots=True)
class AdviceFacts:
    """A recommendation as the steps see it; days are those of its latest entries.

    Attributes:
        has_plan: whether a plan of measurement and verification is there for it.
    """

    id: int
    number: int
    state: AdviceState
    since: date
    review_on: date | None = None
    planned_on: date | None = None
    commissioned_on: date | None = None
    asked_on: date | None = None
    has_plan: bool = False


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """Something to put right, as the steps see it.

    Attributes:
        is_accepted: whether the inventory that it is checked against was accepted.
    """

    id: int
    number: int
    state: ActionState
    due: date
    is_accepted: bool = False


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """Everything the steps depend on.

    Attributes:
        since: the day the request came into its state.
        lead_id: of the team, None before the assignment.
        undeclared: advisors who have not declared their interests.
        conflicted: advisors who declared a conflict and must be replaced.
    """

    topic: Topic
    state: RequestState
    since: date
    lead_id: int | None = None
    undeclared: tuple[int, ...] = ()
    conflicted: tuple[int, ...] = ()
    visits: tuple[VisitFacts, ...] = ()
    reported_on: date | None = None
    advice: tuple[AdviceFacts, ...] = ()
    actions: tuple[ActionFacts, ...] = ()

    def held(self, kind: VisitKind) -> date | None:
        """When a visit of a kind was last held."""
        days = [one.held_on for one in self.visits if one.kind is kind and one.held_on]
        return max(days, default=None)


TRIAGE = Text("受理或婉拒申請", "Take up or decline the request")
ASSIGN = Text("指派輔導團隊", "Assign a team")
REPLACE = Text("更換有利益衝突的委員", "Replace an advisor with a conflict of interest")
DECLARE = Text("聲明利益衝突", "Declare interests")
REPORT = Text("提出診斷報告", "Hand over the report")
PUT_FORWARD = Text("送出改善建議", "Put the recommendation forward")
ANSWER = Text("回覆改善建議", "Answer the recommendation")
REVIEW = Text("重新檢視暫緩的建議", "Look again at what was put off")
INFORM = Text("補充建議所需資料", "Add the information asked for")
PLAN = Text("填報預定完成日", "State when it will be done")
DO = Text("完成執行並填報啟用日", "Finish, and state the day of commissioning")
ASK = Text("追蹤執行結果", "Ask what became of it")
PLAN_VERIFICATION = Text("擬訂量測驗證計畫", "Plan how the saving is verified")
VERIFY = Text("查證節能量", "Verify the saving")
PUT_RIGHT = Text("於下次盤查清冊改善", "Put right in the next inventory")
CHECK = Text("對照審查通過的清冊核對", "Check off against the accepted inventory")
CLOSE = Text("結案", "Close the case")
VISIT_TITLES = {
    VisitKind.KICKOFF: Text("舉行啟始會議", "Hold the kick-off"),
    VisitKind.SURVEY: Text("進行現場診斷", "Survey the site"),
    VisitKind.RESULTS_BRIEFING: Text("舉行結果說明會", "Hold the results briefing"),
    VisitKind.FOLLOW_UP: Text("進行追蹤訪視", "Make the follow-up visit"),
}


def next_steps(case: CaseFacts) -> tuple[Step, ...]:
    """Every open step of a case, the most urgent first."""
    return tuple(sorted(_open(case), key=lambda step: (step.due, step.about)))


def _open(case: CaseFacts) -> Iterator[Step]:
    match case.state:
        case RequestState.NEW:
            yield Step(Phase.REQUEST, TRIAGE, Owner.COORDINATOR, due("triage", case.since))
        case RequestState.TRIAGED:
            yield Step(Phase.ASSIGNMENT, ASSIGN, Owner.COORDINATOR, due("assignment", case.since))
        case RequestState.ASSIGNED:
            steps = tuple(work(case))
            yield from steps
            if not steps:
                yield _close(case, _last_day(case))
        case RequestState.CLOSING:
            yield from (step for step in work(case) if not step.may_be_left)
            yield _close(case, case.since)
        case RequestState.DECLINED | RequestState.CLOSED:
            return


def work(case: CaseFacts) -> Iterator[Step]:
    """Everything that is left to do about a case that a team has, before it can be closed."""
    yield from _of_team(case)
    yield from _of_visits(case)
    yield from _of_report(case)
    for one in case.advice:
        yield from _of_advice(case, one)
    yield from (_of_action(case, one) for one in case.actions if one.state is ActionState.OPEN)


def _close(case: CaseFacts, since: date) -> Step:
    return Step(Phase.CLOSING, CLOSE, Owner.COORDINATOR, due("closing", since))


def _of_team(case: CaseFacts) -> Iterator[Step]:
    until = due("declaration", case.since)
    for person in case.conflicted:
        yield Step(Phase.ASSIGNMENT, REPLACE, Owner.COORDINATOR, until, subject_id=person)
    for person in case.undeclared:
        yield Step(Phase.ASSIGNMENT, DECLARE, Owner.TEAM, until, person)


def _of_visits(case: CaseFacts) -> Iterator[Step]:
    """Kick-off and survey in this order, then every other visit that is planned."""
    kickoff = case.held(VisitKind.KICKOFF)
    needed = [(VisitKind.KICKOFF, due("kickoff", case.since))]
    if kickoff or case.held(VisitKind.SURVEY):
        needed = [(VisitKind.SURVEY, due("survey", kickoff or case.since))]
    for kind, until in needed:
        if case.held(kind) is None:
            yield _visit(case, kind, until)
    for one in case.visits:
        if one.held_on is None and one.kind is VisitKind.FOLLOW_UP:
            yield Step(
                Phase.FOLLOW_UP,
                VISIT_TITLES[one.kind],
                Owner.TEAM,
                one.planned_on,
                case.lead_id,
                subject_id=one.id,
            )


def _visit(case: CaseFacts, kind: VisitKind, until: date) -> Step:
    """A visit that is needed; the planned day is the due day once there is one."""
    planned = [one for one in case.visits if one.kind is kind and one.held_on is None]
    first = min(planned, key=lambda one: one.planned_on, default=None)
    phase = Phase.REPORT if kind is VisitKind.RESULTS_BRIEFING else Phase.VISITS
    day, subject_id = (first.planned_on, first.id) if first else (until, 0)
    title = VISIT_TITLES[kind]
    return Step(phase, title, Owner.TEAM, day, case.lead_id, subject_id=subject_id)


def _of_report(case: CaseFacts) -> Iterator[Step]:
    survey = case.held(VisitKind.SURVEY)
    if survey is None:
        return
    if case.reported_on is None:
        yield Step(Phase.REPORT, REPORT, Owner.TEAM, due("report", survey), case.lead_id)
    elif case.held(VisitKind.RESULTS_BRIEFING) is None:
        until = due("briefing", case.reported_on)
        yield _visit(case, VisitKind.RESULTS_BRIEFING, until)


def _of_advice(case: CaseFacts, one: AdviceFacts) -> Iterator[Step]:
    match one.state:
        case AdviceState.DRAFT:
            start = case.held(VisitKind.SURVEY) or one.since
            yield _team(case, one, Phase.REPORT, PUT_FORWARD, due("report", start))
        case AdviceState.PROPOSED:
            yield _member(one, Phase.DECISION, ANSWER, due("decision", one.since))
        case AdviceState.DEFERRED | AdviceState.NEED_INFO:
            yield _put_off(case, one)
        case AdviceState.ACCEPTED:
            yield from _of_accepted(case, one)
        case AdviceState.UNABLE:
            yield replace(_ask(case, one), may_be_left=True)
        case AdviceState.IMPLEMENTED:
            start = one.commissioned_on or one.since
            title = VERIFY if one.has_plan else PLAN_VERIFICATION
            step = _team(case, one, Phase.VERIFICATION, title, due("verification", start))
            yield replace(step, may_be_left=True)
        case (
            AdviceState.REJECTED
            | AdviceState.WILL_NOT
            | AdviceState.VERIFIED
            | AdviceState.WITHDRAWN
        ):
            return


def _put_off(case: CaseFacts, one: AdviceFacts) -> Step:
    if one.state is AdviceState.DEFERRED:
        until = one.review_on or due("follow_up", one.since)
        return _member(one, Phase.DECISION, REVIEW, until)
    return _team(case, one, Phase.DECISION, INFORM, one.review_on or due("decision", one.since))


def _of_accepted(case: CaseFacts, one: AdviceFacts) -> Iterator[Step]:
    if one.planned_on is None:
        yield _member(one, Phase.IMPLEMENTATION, PLAN, due("plan", one.since))
    else:
        yield _member(one, Phase.IMPLEMENTATION, DO, one.planned_on)
    yield _ask(case, one)


def _ask(case: CaseFacts, one: AdviceFacts) -> Step:
    """Six months after the briefing, and again every six months until the outcome is known."""
    start = one.asked_on or case.held(VisitKind.RESULTS_BRIEFING) or one.since
    return _team(case, one, Phase.FOLLOW_UP, ASK, due("follow_up", start))


def _team(case: CaseFacts, one: AdviceFacts, phase: Phase, title: Text, until: date) -> Step:
    return Step(phase, title, Owner.TEAM, until, case.lead_id, one.number, one.id)


def _member(one: AdviceFacts, phase: Phase, title: Text, until: date) -> Step:
    return Step(phase, title, Owner.MEMBER, until, None, one.number, one.id)


def _of_action(case: CaseFacts, one: ActionFacts) -> Step:
    """The member puts it right; once the inventory was accepted, the team checks it off."""
    if one.is_accepted:
        return Step(
            Phase.IMPLEMENTATION, CHECK, Owner.TEAM, one.due, case.lead_id, one.number, one.id
        )
    return Step(Phase.IMPLEMENTATION, PUT_RIGHT, Owner.MEMBER, one.due, None, one.number, one.id)


def _last_day(case: CaseFacts) -> date:
    days = [one.held_on for one in case.visits if one.held_on]
    days += [one.asked_on or one.since for one in case.advice]
    return max(days, default=case.since)
