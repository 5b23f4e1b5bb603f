"""What of savings waits for a person: statements, contract years, and duplicates."""

from datetime import date

from flask import url_for
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import Permission
from portal.language import Text
from portal.savings.queries import proposals
from portal.web.esco import listing
from portal.web.esco.listing import Waiting
from portal.web.piles import Pile


def waiting(session: Session, actor: Actor, today: date) -> list[Pile[Waiting]]:
    """Everything about savings that this person does next, by what must be done."""
    found = listing.waiting(session, actor, today)
    return listing.piles([*found, *_duplicates(session, actor, today)], today)


def _duplicates(session: Session, actor: Actor, today: date) -> list[Waiting]:
    if not actor.may(Permission.SETTLE_SAVINGS):
        return []
    pairs = len(proposals(session, actor))
    if not pairs:
        return []
    said = Text(f"{pairs} 組節能項目可能是同一項改善", f"Pairs that may be one change: {pairs}")
    title = Text("節能重複判定", "Duplicates of savings")
    return [Waiting(title, said, "warning", url_for("savings.duplicates"), today)]
