"""Surveys, findings and recommendations as the statistics count them."""

from collections import defaultdict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.advisory.content import Advice, Saved, economics, taken
from portal.advisory.models import Finding, Implementation, Recommendation, Request, Saving, Visit
from portal.advisory.queries.scope import requests_of
from portal.advisory.statistics import UNSEEN, AdviceFact, SeenFact
from portal.advisory.vocabulary import Topic, VisitKind
from portal.members.models import Company
from portal.reference.groups import Group

Survey = tuple[int, Group, int]


def seen_facts(session: Session, actor: Actor, year: int | None = None) -> tuple[SeenFact, ...]:
    """Every energy survey that was held and every finding of it, of one year or of all."""
    surveys = _surveys(session, actor, year)
    found = session.execute(
        select(Visit.request_id, Finding.system)
        .join(Visit, Visit.id == Finding.visit_id)
        .order_by(Finding.id)
    )
    findings = [SeenFact(*surveys[key], system) for key, system in found if key in surveys]
    return (*(SeenFact(*survey) for survey in surveys.values()), *findings)


def advice_facts(session: Session, actor: Actor, year: int | None = None) -> tuple[AdviceFact, ...]:
    """Every recommendation put forward after a survey of one year or of all."""
    surveys, savings = _surveys(session, actor, year), _savings(session)
    found = session.execute(
        select(Recommendation, Finding.system, Implementation.commissioned_on)
        .join(Finding, Finding.id == Recommendation.finding_id)
        .outerjoin(Implementation, Implementation.recommendation_id == Recommendation.id)
        .where(Recommendation.state.not_in(UNSEEN))
        .order_by(Recommendation.id)
    )
    facts = list[AdviceFact]()
    for one, system, commissioned_on in found:
        if one.request_id in surveys:
            saved = tuple(savings[one.id])
            worth = economics(taken(Advice, one), saved)
            site_id, group, survey_year = surveys[one.request_id]
            facts.append(
                AdviceFact(
                    site_id,
                    group,
                    survey_year,
                    system,
                    one.state,
                    saved,
                    worth.outlay,
                    worth.yearly,
                    commissioned_on,
                )
            )
    return tuple(facts)


def _surveys(session: Session, actor: Actor, year: int | None) -> dict[int, Survey]:
    """Site, group and year of the first survey of each request."""
    found = session.execute(
        select(Request.id, Request.site_id, Company.group, func.min(Visit.held_on))
        .join(Company, Company.id == Request.company_id)
        .join(Visit, Visit.request_id == Request.id)
        .where(
            Request.topic == Topic.ENERGY,
            Visit.kind == VisitKind.SURVEY,
            Visit.held_on.is_not(None),
            requests_of(actor),
        )
        .group_by(Request.id, Request.site_id, Company.group)
        .order_by(Request.id)
    )
    return {
        key: (site_id, group, held_on.year)
        for key, site_id, group, held_on in found
        if held_on is not None and year in (None, held_on.year)
    }


def _savings(session: Session) -> dict[int, list[Saved]]:
    rows: dict[int, list[Saved]] = defaultdict(list)
    for one in session.scalars(select(Saving).order_by(Saving.carrier)):
        rows[one.recommendation_id].append(taken(Saved, one))
    return rows
