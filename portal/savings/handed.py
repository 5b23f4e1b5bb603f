"""Claims from workbooks: received with a preview, confirmed once, and decided by a coordinator."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import NotAllowedError, Permission
from portal.audit.events import Event
from portal.audit.operations import record
from portal.claims.sheets import TEMPLATE
from portal.claims.subject import Content, contents
from portal.db.counters import data_changed
from portal.files.names import printable
from portal.files.store import Stored
from portal.savings.errors import ConfirmedError, NoReasonError, OwnClaimError
from portal.savings.handed_queries import giver_of, newest, owner_of, sites_within_reach
from portal.savings.models import (
    ClaimFile,
    HandedClaim,
    HandedClaimDecision,
    HandedClaimVersion,
)
from portal.savings.vocabulary import ClaimOutcome
from portal.submissions.operations import keep_file
from portal.workbook.stored import restored


def receive(
    session: Session,
    actor: Actor,
    stored: Stored,
    rows: Mapping[str, Sequence[Any]],
    *,
    name: str,
    at: datetime,
) -> ClaimFile:
    """Keep a workbook that has no errors; nothing counts before it is confirmed.

    Raises:
        NotAllowedError: when the actor may not hand claims in.
    """
    actor.need(Permission.HAND_IN_CLAIMS)
    keep_file(session, stored, at)
    one = ClaimFile(
        giver=giver_of(session, actor),
        sha256=stored.sha256,
        original_name=printable(name, "file"),
        rows={key: [_kept(row) for row in some] for key, some in rows.items()},
        uploaded_by=actor.user_id,
        uploaded_at=at,
    )
    session.add(one)
    session.flush()
    what = {"sha256": stored.sha256, "giver": one.giver}
    record(session, actor.user_id, Event.CLAIMS_RECEIVED, "saving_file", one.id, at, **what)
    return one


def _kept(row: Any) -> dict[str, Any]:
    """A row as JSON keeps it: amounts and days as text."""
    values = {one.name: getattr(row, one.name) for one in fields(row)}
    return {
        key: value if isinstance(value, (str, int, type(None))) else str(value)
        for key, value in values.items()
    }


def contents_of(one: ClaimFile) -> tuple[Content, ...]:
    """The changes that a file claims."""
    rows: dict[str, list[Any]] = {
        sheet.key: [restored(sheet, values) for values in one.rows.get(sheet.key, ())]
        for sheet in TEMPLATE
    }
    about = next(iter(rows["about"]), None)
    return contents(about, rows["claims"])


def confirm(session: Session, actor: Actor, one: ClaimFile, *, at: datetime) -> int:
    """Take over what a file claims, once; returns how many claims are new or changed.

    Raises:
        NotAllowedError: when somebody else handed it in, or a site is no longer within reach.
        ConfirmedError: when it was confirmed before.
    """
    actor.need(Permission.HAND_IN_CLAIMS)
    if one.uploaded_by != actor.user_id:
        raise NotAllowedError(f"file {one.id}")
    if one.confirmed_at is not None:
        raise ConfirmedError(f"file {one.id}")
    reach = sites_within_reach(session, actor)
    known = newest(session, one.giver)
    written = 0
    for content in contents_of(one):
        if content.site not in reach:
            raise NotAllowedError(content.site)
        before = known.get((reach[content.site], content.reference))
        if before is None or before.content != content.plain():
            _write(session, actor, one, reach[content.site], content, at)
            written += 1
    one.confirmed_by, one.confirmed_at = actor.user_id, at
    session.flush()
    data_changed(session)
    record(
        session, actor.user_id, Event.CLAIMS_CONFIRMED, "saving_file", one.id, at, written=written
    )
    return written


def _write(
    session: Session, actor: Actor, file: ClaimFile, site_id: int, content: Content, at: datetime
) -> None:
    claim = session.scalar(
        select(HandedClaim).where(
            HandedClaim.giver == file.giver,
            HandedClaim.site_id == site_id,
            HandedClaim.reference == content.reference,
        )
    )
    if claim is None:
        claim = HandedClaim(giver=file.giver, site_id=site_id, reference=content.reference)
        session.add(claim)
        session.flush()
    session.add(
        HandedClaimVersion(
            claim_id=claim.id,
            file_id=file.id,
            row=content.at,
            content=content.plain(),
            written_by=actor.user_id,
            written_at=at,
        )
    )
    session.flush()


def decide_claim(
    session: Session,
    actor: Actor,
    version: HandedClaimVersion,
    outcome: ClaimOutcome,
    *,
    reason: str,
    at: datetime,
) -> None:
    """Accept a claim, so that what it says is verified counts so, or take it out of the sums.

    Raises:
        NotAllowedError: when the actor may not settle savings of this member.
        OwnClaimError: when the actor handed it in and would accept it.
        NoReasonError: without a reason.
    """
    claim = session.get_one(HandedClaim, version.claim_id)
    company = owner_of(session, claim.site_id)
    actor.need_for(Permission.SETTLE_SAVINGS, company.id, company.group)
    if version.written_by == actor.user_id and outcome is ClaimOutcome.ACCEPTED:
        raise OwnClaimError(claim.reference)
    if not reason.strip():
        raise NoReasonError("reason")
    one = HandedClaimDecision(
        version_id=version.id,
        outcome=outcome,
        reason=reason.strip(),
        written_by=actor.user_id,
        written_at=at,
    )
    session.add(one)
    session.flush()
    data_changed(session)
    what = {"claim": claim.id, "outcome": outcome.value}
    record(session, actor.user_id, Event.CLAIM_DECIDED, "saving_claim_decision", one.id, at, **what)
