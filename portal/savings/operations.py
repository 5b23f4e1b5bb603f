"""Deciding about streams: each decision is added, logged, and never changed afterwards."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import NotAllowedError, Permission
from portal.audit.events import Event
from portal.audit.operations import record
from portal.db.counters import data_changed, next_number
from portal.reference.groups import Group
from portal.savings.city import snapshot
from portal.savings.errors import (
    ClosedError,
    NoReasonError,
    OpenError,
    OtherSiteError,
    SettledError,
    ShareError,
)
from portal.savings.models import (
    AggregateClaim,
    ClosedYear,
    Correction,
    DuplicateDecision,
    PlanShare,
    SavingLink,
    SavingStream,
    StreamEnd,
)
from portal.savings.queries import closed, settled, shares
from portal.savings.streams import Stream
from portal.savings.tracing.trace import kept_with
from portal.savings.vocabulary import EndKind, Figure, Level, SameOrDifferent

SERIES = "saving_stream"
ONE = Decimal(1)


def keep_stream(
    session: Session, actor: Actor, stream: Stream, *, reason: str, at: datetime
) -> SavingStream:
    """Write a stream down with the claims that it has now; one that is written down stays.

    Raises:
        NotAllowedError: when the stream is not there for the actor.
    """
    place = stream.best.place
    actor.need_for(Permission.LINK_SAVINGS, place.company_id, place.group)
    known = session.scalar(select(SavingStream).where(SavingStream.number == stream.key))
    if known is None:
        known = SavingStream(
            number=f"SV-{next_number(session, SERIES):05}",
            site_id=place.site_id,
            title=stream.best.title,
            written_by=actor.user_id,
            written_at=at,
        )
        session.add(known)
        session.flush()
        log(session, actor, Event.STREAM_KEPT, known, at)
    _link(session, actor, known, stream, reason, at)
    return known


def _link(
    session: Session, actor: Actor, to: SavingStream, stream: Stream, reason: str, at: datetime
) -> None:
    """Add a link for each claim of a stream whose newest link leads elsewhere."""
    for claim in stream.claims:
        newest = session.scalar(
            select(SavingLink.stream_id)
            .where(SavingLink.claim == claim.key)
            .order_by(SavingLink.id.desc())
            .limit(1)
        )
        if newest != to.id:
            link = SavingLink(
                stream_id=to.id,
                claim=claim.key,
                reason=reason,
                written_by=actor.user_id,
                written_at=at,
            )
            session.add(link)
            session.flush()


def decide_duplicate(
    session: Session,
    actor: Actor,
    pair: tuple[Stream, Stream],
    outcome: SameOrDifferent,
    *,
    reason: str,
    at: datetime,
) -> SavingStream:
    """Say whether two streams are one change; when they are, the first takes all claims.

    Raises:
        NotAllowedError: when the actor may not settle savings, or does not see both.
        NoReasonError: without a reason.
        OtherSiteError: when the streams are of two sites.
        SettledError: when it was decided before.
    """
    actor.need(Permission.SETTLE_SAVINGS)
    if not reason.strip():
        raise NoReasonError("reason")
    first, second = pair
    if first.best.place.site_id != second.best.place.site_id:
        raise OtherSiteError(f"{first.key} {second.key}")
    if first.key == second.key or frozenset({first.key, second.key}) in settled(session):
        raise SettledError(f"{first.key} {second.key}")
    one = keep_stream(session, actor, first, reason=reason, at=at)
    other = keep_stream(session, actor, second, reason=reason, at=at)
    session.add(
        DuplicateDecision(
            first_id=one.id,
            second_id=other.id,
            outcome=outcome,
            reason=reason.strip(),
            written_by=actor.user_id,
            written_at=at,
        )
    )
    session.flush()
    if outcome is SameOrDifferent.SAME:
        _link(session, actor, one, second, reason.strip(), at)
    what = {"with": other.number, "outcome": outcome.value}
    log(session, actor, Event.DUPLICATE_DECIDED, one, at, **what)
    return one


def end_stream(
    session: Session,
    actor: Actor,
    stream: Stream,
    kind: EndKind,
    ended_on: date | None,
    *,
    reason: str,
    at: datetime,
) -> SavingStream:
    """Record the first day on which a stream no longer saves, or take that back.

    Raises:
        NotAllowedError: when the actor may not settle savings of this member.
        NoReasonError: without a reason, or without a day.
    """
    actor.need(Permission.SETTLE_SAVINGS)
    if not reason.strip() or (ended_on is None) != (kind is EndKind.CONTINUES):
        raise NoReasonError("reason and day")
    one = keep_stream(session, actor, stream, reason=reason, at=at)
    session.add(
        StreamEnd(
            stream_id=one.id,
            ended_on=ended_on,
            kind=kind,
            reason=reason.strip(),
            written_by=actor.user_id,
            written_at=at,
        )
    )
    session.flush()
    log(session, actor, Event.STREAM_ENDED, one, at, kind=kind.value)
    return one


def satisfy_measure(
    session: Session, actor: Actor, stream: Stream, measure: str, share: Decimal, *, at: datetime
) -> SavingStream:
    """Say which part of a stream satisfies a measure of the member's plan; 0 takes it back.

    Raises:
        NotAllowedError: when the stream is not there for the actor.
        ShareError: when the shares of the stream would be more than the whole.
    """
    others = [
        one.share for one in shares(session) if one.stream == stream.key and one.measure != measure
    ]
    if not 0 <= share <= ONE or sum(others, share) > ONE:
        raise ShareError(stream.key)
    one = keep_stream(session, actor, stream, reason="", at=at)
    session.add(
        PlanShare(
            stream_id=one.id,
            measure=measure,
            share=share,
            written_by=actor.user_id,
            written_at=at,
        )
    )
    session.flush()
    log(session, actor, Event.PLAN_SHARE_SET, one, at, measure=measure, share=f"{share:f}")
    return one


def quote(
    session: Session,
    actor: Actor,
    title: str,
    source: str,
    year: int,
    *,
    at: datetime,
    company_id: int | None = None,
    sites: int | None = None,
    electricity: Decimal | None = None,
    tonnes: Decimal | None = None,
    by_its_terms: Decimal | None = None,
) -> AggregateClaim:
    """Note a total as its source states it; it is shown beside computed ones and never added.

    Raises:
        NotAllowedError: when the actor may not settle savings of all members.
        NoReasonError: without a source or any figure.
    """
    _need_all(actor)
    if not source.strip() or (electricity is None and tonnes is None):
        raise NoReasonError("source and figure")
    one = AggregateClaim(
        company_id=company_id,
        title=title,
        source=source.strip(),
        year=year,
        sites=sites,
        electricity=electricity,
        tonnes=tonnes,
        by_its_terms=by_its_terms,
        written_by=actor.user_id,
        written_at=at,
    )
    session.add(one)
    session.flush()
    data_changed(session)
    what = {"title": title, "year": year}
    record(
        session, actor.user_id, Event.AGGREGATE_QUOTED, "saving_aggregate_claim", one.id, at, **what
    )
    return one


def close_year(session: Session, actor: Actor, year: int, *, at: datetime) -> ClosedYear:
    """Freeze the figures of a year that is over; later changes are entered as corrections.

    Raises:
        NotAllowedError: when the actor may not settle savings, or is limited to some groups.
        ClosedError: when it is closed.
        OpenError: when the year is not over.
    """
    _need_all(actor)
    if closed(session, year) is not None:
        raise ClosedError(str(year))
    if year >= at.year:
        raise OpenError(str(year))
    one = ClosedYear(
        year=year,
        snapshot={**snapshot(session, year), **kept_with(session, year)},
        written_by=actor.user_id,
        written_at=at,
    )
    session.add(one)
    session.flush()
    data_changed(session)
    record(
        session, actor.user_id, Event.SAVINGS_YEAR_CLOSED, "saving_closed_year", one.id, at, of=year
    )
    return one


def correct_year(
    session: Session,
    actor: Actor,
    year: int,
    where: tuple[Group, Figure, Level],
    amounts: tuple[Decimal, Decimal],
    *,
    reason: str,
    evidence: str,
    at: datetime,
    stream: str = "",
) -> Correction:
    """Add to a figure of a closed year, in kWh and tonnes; negative amounts lower it.

    Raises:
        NotAllowedError: when the actor may not settle savings of all members.
        OpenError: when the year is open.
        NoReasonError: without reason and evidence.
    """
    _need_all(actor)
    if closed(session, year) is None:
        raise OpenError(str(year))
    if not reason.strip() or not evidence.strip():
        raise NoReasonError("reason and evidence")
    group, figure, level = where
    one = Correction(
        year=year,
        group=group,
        figure=figure,
        level=level,
        stream=stream,
        electricity=amounts[0],
        tonnes=amounts[1],
        reason=reason.strip(),
        evidence=evidence.strip(),
        written_by=actor.user_id,
        written_at=at,
    )
    session.add(one)
    session.flush()
    data_changed(session)
    what = {"of": year, "group": group.value, "figure": figure.value, "level": level.value}
    record(session, actor.user_id, Event.SAVINGS_CORRECTED, "saving_correction", one.id, at, **what)
    return one


def _need_all(actor: Actor) -> None:
    """A year is of everybody, so somebody who sees everybody closes, corrects and quotes it."""
    actor.need(Permission.SETTLE_SAVINGS)
    if actor.groups:
        raise NotAllowedError("limited to some groups")


def log(
    session: Session, actor: Actor, event: Event, one: SavingStream, at: datetime, **more: Any
) -> None:
    """Note that something was decided about a stream."""
    data_changed(session)
    record(session, actor.user_id, event, "saving_stream", one.id, at, stream=one.number, **more)
