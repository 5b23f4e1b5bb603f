"""Actions of inventory advice beside the inventories that they are checked against."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.advisory.content import ToPutRight, taken
from portal.advisory.models import DataAction, Request
from portal.advisory.queries.scope import requests_of
from portal.advisory.vocabulary import ActionState
from portal.members.models import Company
from portal.submissions.models import Submission
from portal.submissions.states import Kind


@dataclass(frozen=True, slots=True)
class OpenAction:
    """Something of an inventory that is still to be put right, and the case that asks for it."""

    request_id: int
    number: str
    content: ToPutRight


def checked_against(session: Session, request_ids: Sequence[int]) -> dict[int, int]:
    """The submission that each action can be checked against, by action.

    It is the first accepted inventory from the year on for which the action was asked.
    """
    found = session.execute(
        select(DataAction.id, Submission.id)
        .join(Request, Request.id == DataAction.request_id)
        .join(
            Submission,
            (Submission.company_id == Request.company_id)
            & (Submission.year >= DataAction.inventory_year),
        )
        .where(
            DataAction.request_id.in_(request_ids),
            Submission.kind == Kind.INVENTORY,
            Submission.accepted_version.is_not(None),
        )
        .order_by(Submission.year.desc())
    )
    # The first year comes last and stays.
    return dict(found.all())


def to_put_right(session: Session, actor: Actor, company_id: int, year: int) -> list[OpenAction]:
    """What the inventory of a year is to put right, as far as it is there for the actor."""
    found = session.execute(
        select(DataAction, Request)
        .join(Request, Request.id == DataAction.request_id)
        .join(Company, Company.id == Request.company_id)
        .where(
            requests_of(actor),
            Request.company_id == company_id,
            DataAction.inventory_year <= year,
            DataAction.state == ActionState.OPEN,
        )
        .order_by(DataAction.id)
    )
    return [OpenAction(case.id, case.number, taken(ToPutRight, one)) for one, case in found]
