"""What of savings waits for a person: statements, contract years, and duplicates."""

from datetime import date

from flask import url_for
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import Permission
from portal.language import Text
from portal.savings.handed_queries import standing
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
    return [*_pairs(session, actor, today), *_claims(session, actor, today)]


def _pairs(session: Session, actor: Actor, today: date) -> list[Waiting]:
    pairs = len(proposals(session, actor))
    if not pairs:
        return []
    said = Text(f"{pairs} 組節能項目可能是同一項改善", f"Pairs that may be one change: {pairs}")
    title = Text("節能重複判定", "Duplicates of savings")
    return [Waiting(title, said, "warning", url_for("savings.duplicates"), today)]


def _claims(session: Session, actor: Actor, today: date) -> list[Waiting]:
    """Claims that say they are verified, handed in by somebody else."""
    number = sum(one.waits and one.written_by != actor.user_id for one in standing(session, actor))
    if not number:
        return []
    said = Text(f"{number} 項上傳之主張列為已驗證", f"Uploaded as verified: {number}")
    title = Text("待認可之節能主張", "Claims to be accepted")
    return [Waiting(title, said, "info", url_for("claims.index"), today)]
