"""Putting streams together and taking claims out of them by hand, and what a site states."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import Permission
from portal.audit.events import Event
from portal.audit.operations import record
from portal.db.counters import data_changed, next_number
from portal.members.models import Company, Site
from portal.reference.site_systems import Carrier
from portal.savings.errors import NoReasonError, OnlyClaimError, OtherSiteError, SettledError
from portal.savings.local import HEAT
from portal.savings.models import (
    DuplicateDecision,
    PowerSource,
    SavingLink,
    SavingStream,
    SiteFactor,
)
from portal.savings.operations import SERIES, keep_stream, log
from portal.savings.streams import Stream
from portal.savings.vocabulary import Power, SameOrDifferent


def put_together(
    session: Session, actor: Actor, into: Stream, other: Stream, *, reason: str, at: datetime
) -> SavingStream:
    """Make two streams of a site one; the first takes the claims of the second.

    Raises:
        NotAllowedError: when the actor may not settle savings of this member.
        NoReasonError: without a reason.
        OtherSiteError: when the streams are of two sites.
        SettledError: when they are one stream already.
    """
    actor.need(Permission.SETTLE_SAVINGS)
    why = _reason(reason)
    if into.best.place.site_id != other.best.place.site_id:
        raise OtherSiteError(f"{into.key} {other.key}")
    if into.key == other.key:
        raise SettledError(into.key)
    one = keep_stream(session, actor, into, reason=why, at=at)
    second = keep_stream(session, actor, other, reason=why, at=at)
    for claim in other.claims:
        _link(session, actor, one, claim.key, why, at)
    _decided(session, actor, (one, second), SameOrDifferent.SAME, why, at)
    log(session, actor, Event.STREAMS_JOINED, one, at, other=second.number)
    return one


def take_out(
    session: Session, actor: Actor, stream: Stream, claim: str, *, reason: str, at: datetime
) -> SavingStream:
    """Make one claim of a stream a stream of its own again; the two are not proposed as one.

    Raises:
        NotAllowedError: when the actor may not settle savings of this member.
        NoReasonError: without a reason.
        OnlyClaimError: when the stream has no such claim, or no other one.
    """
    actor.need(Permission.SETTLE_SAVINGS)
    why = _reason(reason)
    found = next((one for one in stream.claims if one.key == claim), None)
    if found is None or len(stream.claims) < 2:
        raise OnlyClaimError(f"{stream.key} {claim}")
    one = keep_stream(session, actor, stream, reason=why, at=at)
    made = SavingStream(
        number=f"SV-{next_number(session, SERIES):05}",
        site_id=found.place.site_id,
        title=found.title,
        written_by=actor.user_id,
        written_at=at,
    )
    session.add(made)
    session.flush()
    _link(session, actor, made, claim, why, at)
    _decided(session, actor, (one, made), SameOrDifferent.DIFFERENT, why, at)
    log(session, actor, Event.CLAIM_TAKEN_OUT, one, at, claim=claim, made=made.number)
    return made


def state_power(
    session: Session, actor: Actor, stream: Stream, kind: Power, *, source: str, at: datetime
) -> SavingStream:
    """State where the electricity that a stream saves would have come from.

    Raises:
        NotAllowedError: when the stream is not there for the actor.
        NoReasonError: without contract, certificate or meter that says so.
    """
    why = _reason(source)
    one = keep_stream(session, actor, stream, reason=why, at=at)
    session.add(
        PowerSource(
            stream_id=one.id, kind=kind, source=why, written_by=actor.user_id, written_at=at
        )
    )
    session.flush()
    log(session, actor, Event.POWER_STATED, one, at, kind=kind.value)
    return one


def state_factor(
    session: Session,
    actor: Actor,
    site: tuple[Company, Site],
    about: tuple[Carrier, int],
    factor: tuple[Decimal, Decimal | None],
    *,
    source: str,
    at: datetime,
) -> SiteFactor:
    """State what a unit of heat stands for at a site from a year on.

    Args:
        session: to write with.
        actor: who states it.
        site: whose factor it is.
        about: carrier of heat, and the first year.
        factor: tCO2e per unit, and GJ per unit or None.
        source: contract, measurement or calculation that it is taken from.
        at: when.

    Raises:
        NotAllowedError: when the actor may not link savings of this member.
        NoReasonError: without a source, or for a carrier with a general factor.
    """
    company, place = site
    actor.need_for(Permission.LINK_SAVINGS, company.id, company.group)
    carrier, from_year = about
    why = _reason(source)
    if carrier not in HEAT:
        raise NoReasonError(carrier)
    one = SiteFactor(
        site_id=place.id,
        carrier=carrier,
        from_year=from_year,
        factor=factor[0],
        heat=factor[1],
        source=why,
        written_by=actor.user_id,
        written_at=at,
    )
    session.add(one)
    session.flush()
    data_changed(session)
    what = {"site": place.control_number, "carrier": carrier.value, "from_year": from_year}
    record(
        session, actor.user_id, Event.SITE_FACTOR_STATED, "saving_site_factor", one.id, at, **what
    )
    return one


def _reason(text: str) -> str:
    if not text.strip():
        raise NoReasonError("reason")
    return text.strip()


def _link(
    session: Session, actor: Actor, to: SavingStream, claim: str, reason: str, at: datetime
) -> None:
    session.add(
        SavingLink(
            stream_id=to.id, claim=claim, reason=reason, written_by=actor.user_id, written_at=at
        )
    )
    session.flush()


def _decided(
    session: Session,
    actor: Actor,
    pair: tuple[SavingStream, SavingStream],
    outcome: SameOrDifferent,
    reason: str,
    at: datetime,
) -> None:
    session.add(
        DuplicateDecision(
            first_id=pair[0].id,
            second_id=pair[1].id,
            outcome=outcome,
            reason=reason,
            written_by=actor.user_id,
            written_at=at,
        )
    )
    session.flush()
