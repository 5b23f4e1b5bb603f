"""Closing the cases of 2022 and 2023: the team proposes it with its reasons, the city closes."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.models import User
from portal.accounts.queries import actor
from portal.advisory.loop import left, may_close
from portal.advisory.models import Assignment, Recommendation, Request
from portal.advisory.operations import closing
from portal.advisory.operations.allowed import TAIPEI
from portal.advisory.queries import case_facts
from portal.advisory.states import AdviceState, RequestState
from portal.advisory.steps import CaseFacts, Phase
from portal.advisory.vocabulary import VisitKind

_LAST: Final = date(2023, 12, 31)
# Every so many of them the team still means to measure: that case stays open.
_STILL_MEASURED: Final = 9
_DECIDED: Final = timedelta(days=9)
_UNMEASURED: Final = (
    "{count} 項已執行之建議規模小、量測成本不成比例，"
    "節能量以完工紀錄與工程計算核認，未另行量測驗證。"
)
_UNKNOWN: Final = "{count} 項經兩次追蹤仍無法得知執行情形，列為不明。"
_SETTLED: Final = "各項建議均已回覆、執行並追蹤完成，診斷目的已達成。"
_INVENTORY: Final = "改善事項均已於次年度盤查清冊核對。"


def close_cases(session: Session, coordinator: Actor) -> None:
    """Close what a real team would have closed by now; the rest waits for what it waits for."""
    for number, (request, facts) in enumerate(_closable(session)):
        if left(facts) and number % _STILL_MEASURED == 0:
            continue
        leads = (
            select(User)
            .join(Assignment, Assignment.lead_id == User.id)
            .where(Assignment.request_id == request.id)
        )
        lead = actor(session, session.scalars(leads).one())
        at = _last_moment(session, request) + timedelta(days=21)
        remark = _remark(facts)
        closing.propose(session, lead, request, remark, facts=case_facts, at=at, row_version=None)
        closing.close(
            session,
            coordinator,
            request,
            "",
            facts=case_facts,
            at=at + _DECIDED,
            row_version=None,
        )


def _closable(session: Session) -> Iterator[tuple[Request, CaseFacts]]:
    """The cases of those years of which nothing waits but what may be left."""
    wanted = select(Request).where(Request.state == RequestState.ASSIGNED).order_by(Request.id)
    for request in session.scalars(wanted).all():
        facts = case_facts(session, request)
        survey = facts.held(VisitKind.SURVEY)
        if survey is not None and survey <= _LAST and may_close(facts):
            yield request, facts


def _last_moment(session: Session, request: Request) -> datetime:
    """When the last thing happened to a case: a visit, an answer, a follow-up, a verification."""
    latest = select(func.max(Recommendation.state_since)).where(
        Recommendation.request_id == request.id
    )
    facts = case_facts(session, request)
    days = [one.held_on for one in facts.visits if one.held_on]
    days += [one.asked_on for one in facts.advice if one.asked_on]
    days += [one.due for one in facts.actions]
    last = datetime.combine(max(days), datetime.min.time(), TAIPEI)
    return max(filter(None, (last, session.scalar(latest))))


def _remark(facts: CaseFacts) -> str:
    unmeasured = sum(step.phase is Phase.VERIFICATION for step in left(facts))
    unknown = sum(one.state is AdviceState.UNABLE for one in facts.advice)
    said = [
        words.format(count=count)
        for words, count in ((_UNMEASURED, unmeasured), (_UNKNOWN, unknown))
        if count
    ]
    return "".join(said) or (_INVENTORY if facts.actions else _SETTLED)
