"""Surveys, findings and recommendations as the statistics count them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.advisory.content import Advice, Saved, economics, taken
from portal.advisory.models import (
    Equipment,
    Finding,
    Implementation,
    Recommendation,
    Request,
    Saving,
    Visit,
)
from portal.advisory.queries.scope import requests_of
from portal.advisory.statistics import UNSEEN, AdviceFact, SeenFact
from portal.advisory.vocabulary import Carrier, Topic, VisitKind
from portal.members.models import Company
from portal.reference.groups import Group

Survey = tuple[int, Group, int]


def seen_facts(
    session: Session, actor: Actor | None = None, year: int | None = None
) -> tuple[SeenFact, ...]:
    """Every energy survey that was held and every finding of it, of one year or of all.

    Args:
        session: to read with.
        actor: whose requests count; None counts all of them.
        year: of the survey; None counts all years.
    """
    surveys = _surveys(session, actor, year)
    found = session.execute(
        select(Visit.request_id, Finding.system, Finding.text)
        .join(Visit, Visit.id == Finding.visit_id)
        .order_by(Finding.id)
    )
    owners = _owners(session)
    findings = [
        SeenFact(*surveys[key], system, *owners[key], text, key)
        for key, system, text in found
        if key in surveys
    ]
    held = (SeenFact(*one, None, *owners[key], "", key) for key, one in surveys.items())
    return (*held, *findings)


def advice_facts(
    session: Session, actor: Actor | None = None, year: int | None = None
) -> tuple[AdviceFact, ...]:
    """Every recommendation put forward after a survey of one year or of all; as `seen_facts`."""
    surveys, savings = _surveys(session, actor, year), _savings(session)
    found: Iterable[Any] = session.execute(
        select(Recommendation, Finding.system, Implementation.commissioned_on, Equipment)
        .join(Finding, Finding.id == Recommendation.finding_id)
        .outerjoin(Equipment, Equipment.id == Finding.equipment_id)
        .outerjoin(Implementation, Implementation.recommendation_id == Recommendation.id)
        .where(Recommendation.state.not_in(UNSEEN))
        .order_by(Recommendation.id)
    )
    owners = _owners(session)
    return tuple(
        replace(
            _fact(row, surveys[row[0].request_id], tuple(savings[row[0].id])),
            company_id=owners[row[0].request_id][0],
            id=row[0].id,
            number=f"{owners[row[0].request_id][1]} #{row[0].number}",
            title=row[0].title,
        )
        for row in found
        if row[0].request_id in surveys
    )


def _fact(row: Any, survey: Survey, saved: tuple[Saved, ...]) -> AdviceFact:
    one, system, commissioned_on, machine = row
    worth = economics(taken(Advice, one), saved)
    uses: dict[Carrier, Decimal] = {}
    if machine is not None and machine.annual_use is not None:
        uses[Carrier(machine.carrier)] = machine.annual_use
    return AdviceFact(
        *survey,
        system,
        one.state,
        saved,
        worth.outlay,
        worth.yearly,
        commissioned_on,
        one.interaction_group,
        uses,
    )


def _surveys(session: Session, actor: Actor | None, year: int | None) -> dict[int, Survey]:
    """Site, group and year of the first survey of each request."""
    wanted = (
        select(Request.id, Request.site_id, Company.group, func.min(Visit.held_on))
        .join(Company, Company.id == Request.company_id)
        .join(Visit, Visit.request_id == Request.id)
        .where(
            Request.topic == Topic.ENERGY,
            Visit.kind == VisitKind.SURVEY,
            Visit.held_on.is_not(None),
        )
        .group_by(Request.id, Request.site_id, Company.group)
        .order_by(Request.id)
    )
    found = session.execute(wanted if actor is None else wanted.where(requests_of(actor)))
    return {
        key: (site_id, group, held_on.year)
        for key, site_id, group, held_on in found
        if held_on is not None and year in (None, held_on.year)
    }


def _owners(session: Session) -> dict[int, tuple[int, str]]:
    """The member of each request, and its number."""
    found = session.execute(select(Request.id, Request.company_id, Request.number))
    return {key: (company_id, number) for key, company_id, number in found}


def _savings(session: Session) -> dict[int, list[Saved]]:
    rows: dict[int, list[Saved]] = defaultdict(list)
    for one in session.scalars(select(Saving).order_by(Saving.carrier)):
        rows[one.recommendation_id].append(taken(Saved, one))
    return rows
