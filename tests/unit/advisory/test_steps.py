from dataclasses import replace
from datetime import date

import pytest

from portal.advisory.durations import Duration, due, durations, months_after
from portal.advisory.loop import left, may_close, phases
from portal.advisory.states import AdviceState, RequestState
from portal.advisory.steps import (
    ANSWER,
    ASK,
    ASSIGN,
    CHECK,
    CLOSE,
    DECLARE,
    DO,
    INFORM,
    PLAN,
    PLAN_VERIFICATION,
    PUT_FORWARD,
    PUT_RIGHT,
    REPLACE,
    REPORT,
    REVIEW,
    TRIAGE,
    VERIFY,
    VISIT_TITLES,
    ActionFacts,
    AdviceFacts,
    CaseFacts,
    Owner,
    Phase,
    VisitFacts,
    next_steps,
)
from portal.advisory.vocabulary import ActionState, Topic, VisitKind
from portal.language import Text

FRIDAY = date(2025, 3, 7)
CASE = CaseFacts(Topic.ENERGY, RequestState.ASSIGNED, FRIDAY, lead_id=7)
KICKOFF = VisitFacts(1, VisitKind.KICKOFF, date(2025, 3, 20), date(2025, 3, 20))
SURVEY = VisitFacts(2, VisitKind.SURVEY, date(2025, 4, 10), date(2025, 4, 10))
BRIEFING = VisitFacts(3, VisitKind.RESULTS_BRIEFING, date(2025, 6, 2), date(2025, 6, 2))
VISITED = replace(CASE, visits=(KICKOFF, SURVEY, BRIEFING), reported_on=date(2025, 5, 20))
ADVICE = AdviceFacts(11, 1, AdviceState.PROPOSED, date(2025, 6, 2))


def titles(case: CaseFacts) -> list[Text]:
    return [step.title for step in next_steps(case)]


def only(case: CaseFacts) -> tuple[Text, Owner, date]:
    (step,) = next_steps(case)
    return step.title, step.owner, step.due


def test_a_new_request_is_triaged_within_five_working_days() -> None:
    new = replace(CASE, state=RequestState.NEW)

    assert only(new) == (TRIAGE, Owner.COORDINATOR, date(2025, 3, 14))


def test_a_request_taken_up_is_assigned() -> None:
    taken = replace(CASE, state=RequestState.TRIAGED)

    assert only(taken) == (ASSIGN, Owner.COORDINATOR, date(2025, 3, 21))


@pytest.mark.parametrize("state", [RequestState.DECLINED, RequestState.CLOSED])
def test_a_case_that_is_over_waits_for_nobody(state: RequestState) -> None:
    assert next_steps(replace(CASE, state=state)) == ()


def test_everybody_on_the_team_declares_and_a_conflict_is_replaced() -> None:
    case = replace(CASE, undeclared=(7, 8), conflicted=(9,))

    steps = [step for step in next_steps(case) if step.phase is Phase.ASSIGNMENT]

    assert {(step.title, step.person_id) for step in steps} == {
        (DECLARE, 7),
        (DECLARE, 8),
        (REPLACE, None),
    }


def test_visits_come_in_their_order() -> None:
    assert titles(CASE) == [VISIT_TITLES[VisitKind.KICKOFF]]
    assert titles(replace(CASE, visits=(KICKOFF,))) == [VISIT_TITLES[VisitKind.SURVEY]]


def test_a_planned_day_is_the_due_day() -> None:
    planned = replace(KICKOFF, held_on=None)

    assert only(replace(CASE, visits=(planned,)))[2] == KICKOFF.planned_on


def test_a_report_is_due_sixty_days_after_the_survey() -> None:
    case = replace(CASE, visits=(KICKOFF, SURVEY))

    assert only(case) == (REPORT, Owner.TEAM, date(2025, 6, 9))


def test_a_briefing_follows_the_report() -> None:
    case = replace(CASE, visits=(KICKOFF, SURVEY), reported_on=date(2025, 5, 20))

    assert only(case)[0] == VISIT_TITLES[VisitKind.RESULTS_BRIEFING]
    assert only(case)[2] == date(2025, 6, 19)


@pytest.mark.parametrize(
    ("advice", "expected"),
    [
        (replace(ADVICE, state=AdviceState.DRAFT), (PUT_FORWARD, Owner.TEAM, date(2025, 6, 9))),
        (ADVICE, (ANSWER, Owner.MEMBER, date(2025, 7, 2))),
        (
            replace(ADVICE, state=AdviceState.DEFERRED, review_on=date(2026, 1, 5)),
            (REVIEW, Owner.MEMBER, date(2026, 1, 5)),
        ),
        (
            replace(ADVICE, state=AdviceState.NEED_INFO),
            (INFORM, Owner.TEAM, date(2025, 7, 2)),
        ),
        (
            replace(ADVICE, state=AdviceState.IMPLEMENTED, commissioned_on=date(2025, 8, 31)),
            (PLAN_VERIFICATION, Owner.TEAM, date(2026, 9, 30)),
        ),
        (
            replace(
                ADVICE,
                state=AdviceState.IMPLEMENTED,
                commissioned_on=date(2025, 8, 31),
                has_plan=True,
            ),
            (VERIFY, Owner.TEAM, date(2026, 9, 30)),
        ),
        (
            replace(ADVICE, state=AdviceState.UNABLE, asked_on=date(2025, 12, 2)),
            (ASK, Owner.TEAM, date(2026, 6, 2)),
        ),
    ],
)
def test_each_recommendation_has_its_next_step(
    advice: AdviceFacts, expected: tuple[Text, Owner, date]
) -> None:
    assert only(replace(VISITED, advice=(advice,))) == expected


def test_an_accepted_recommendation_is_planned_done_and_asked_about_every_six_months() -> None:
    accepted = replace(ADVICE, state=AdviceState.ACCEPTED)
    planned = replace(accepted, planned_on=date(2025, 10, 1), asked_on=date(2025, 12, 5))

    first = next_steps(replace(VISITED, advice=(accepted,)))
    later = next_steps(replace(VISITED, advice=(planned,)))

    assert [(step.title, step.due) for step in first] == [
        (PLAN, date(2025, 7, 2)),
        (ASK, date(2025, 12, 2)),
    ]
    assert [(step.title, step.due) for step in later] == [
        (DO, date(2025, 10, 1)),
        (ASK, date(2026, 6, 5)),
    ]


@pytest.mark.parametrize(
    "state",
    [AdviceState.REJECTED, AdviceState.WILL_NOT, AdviceState.VERIFIED, AdviceState.WITHDRAWN],
)
def test_a_case_with_nothing_left_is_closed(state: AdviceState) -> None:
    case = replace(VISITED, advice=(replace(ADVICE, state=state),))

    assert only(case)[:2] == (CLOSE, Owner.COORDINATOR)


@pytest.mark.parametrize("state", [AdviceState.IMPLEMENTED, AdviceState.UNABLE])
def test_a_case_may_be_closed_without_what_is_not_worth_measuring(state: AdviceState) -> None:
    case = replace(VISITED, advice=(replace(ADVICE, state=state),))
    closing = replace(case, state=RequestState.CLOSING)

    assert may_close(case)
    assert [step.about for step in left(case)] == [ADVICE.number]
    assert titles(closing) == [CLOSE]
    assert "left" in dict(phases(closing)).values()
    assert "left" in dict(phases(replace(case, state=RequestState.CLOSED))).values()


@pytest.mark.parametrize(
    "state", [AdviceState.PROPOSED, AdviceState.ACCEPTED, AdviceState.DEFERRED, AdviceState.DRAFT]
)
def test_a_case_with_an_open_answer_is_not_closed(state: AdviceState) -> None:
    case = replace(VISITED, advice=(replace(ADVICE, state=state),))

    assert not may_close(case)
    assert left(case) == ()


def test_inventory_advice_ends_when_its_actions_are_checked_off() -> None:
    inventory = replace(VISITED, topic=Topic.CARBON_INVENTORY)
    action = ActionFacts(5, 1, ActionState.OPEN, date(2026, 4, 30))

    assert only(replace(inventory, actions=(action,))) == (
        PUT_RIGHT,
        Owner.MEMBER,
        date(2026, 4, 30),
    )
    accepted = replace(action, is_accepted=True)
    assert only(replace(inventory, actions=(accepted,)))[:2] == (CHECK, Owner.TEAM)
    done = replace(action, state=ActionState.DONE)
    assert titles(replace(inventory, actions=(done,))) == [CLOSE]
    assert Phase.DECISION not in dict(phases(inventory))


def test_the_loop_shows_what_is_done_what_is_now_and_what_comes() -> None:
    shown = dict(phases(replace(VISITED, advice=(ADVICE,))))

    assert shown[Phase.VISITS] == "done"
    assert shown[Phase.DECISION] == "now"
    assert shown[Phase.CLOSING] == "later"
    assert set(dict(phases(replace(CASE, state=RequestState.CLOSED))).values()) == {"done"}


def test_every_duration_says_where_it_comes_from() -> None:
    for one in durations().values():
        assert one.amount > 0
        assert one.unit in {"days", "working_days", "months"}
        assert one.source
        assert one.label.zh


def test_working_days_skip_the_weekend() -> None:
    assert due("triage", FRIDAY) == date(2025, 3, 14)
    assert Duration("x", 1, "working_days", Text("一", "1"), "", verified=False).after(
        FRIDAY
    ) == date(2025, 3, 10)


def test_a_month_later_is_never_past_the_end_of_the_month() -> None:
    assert months_after(date(2025, 8, 31), 6) == date(2026, 2, 28)
    assert months_after(date(2025, 12, 15), 1) == date(2026, 1, 15)
