"""Reading streams, the decisions about them, and what the city reads of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import Role
from portal.accounts.queries import user_names
from portal.advisory.models import Request
from portal.advisory.queries.scope import requests_of
from portal.savings.checks import Doubt, doubts, duplicates
from portal.savings.local import HEAT, UNKNOWN, Local
from portal.savings.models import (
    AggregateClaim,
    ClosedYear,
    Correction,
    DuplicateDecision,
    PlanShare,
    PowerSource,
    SavingLink,
    SavingStream,
    StreamEnd,
)
from portal.savings.planned import PLAN_KEY, from_plans, planned
from portal.savings.site_queries import locals_of, powers
from portal.savings.sources import from_advice, from_contracts, from_reports
from portal.savings.streams import Claim, Stream, assemble
from portal.savings.uploaded import from_uploads
from portal.savings.vocabulary import EndKind, Power, SameOrDifferent


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that somebody decided about a stream."""

    title: str
    note: str
    who: str
    at: datetime
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a stream that satisfies a measure of the member's plan, 0 to 1."""

    stream: str
    measure: str
    share: Decimal


@dataclass(frozen=True, slots=True)
class Quoted:
    """A total as its source states it, with what is doubtful about it, and who noted it when."""

    id: int
    title: str
    source: str
    year: int
    sites: int | None
    electricity: Decimal | None
    tonnes: Decimal | None
    by_its_terms: Decimal | None
    doubts: tuple[Doubt, ...]
    entered_by: str
    entered_at: datetime


def claims(session: Session) -> list[Claim]:
    """Every claim on a change, computed from its source."""
    known = _without_plans(session)
    satisfied = _satisfied(session, known)
    sources = {one.source for one in known}
    return [*known, *from_plans(planned(session), sources, satisfied)]


def _without_plans(session: Session) -> list[Claim]:
    known = [*from_advice(session), *from_contracts(session), *from_reports(session)]
    return [*known, *from_uploads(session, known)]


def streams_in_totals(session: Session) -> list[Stream]:
    """The streams that the city's totals of a year are made of, and no others.

    What only a member's plan states is in none of them, so plans are read only where somebody put
    a planned measure together with another claim; sites only where a stream saves steam, whose
    factor is theirs.
    """
    linked = links(session)
    has_plan = any(one.startswith(PLAN_KEY) for one in linked)
    known = claims(session) if has_plan else _without_plans(session)
    found = assemble(known, linked, ends(session))
    stated = powers(session)
    steam = {one.best.place.site_id for one in found if _saves_heat(one)}
    sites: Mapping[int, Local] = locals_of(session, steam) if steam else {}
    return [
        replace(
            one,
            local=sites.get(one.best.place.site_id, UNKNOWN),
            decided_power=stated.get(one.key),
        )
        for one in found
    ]


def _saves_heat(one: Stream) -> bool:
    return any(HEAT & set(each.savings) for each in one.claims)


def streams(session: Session, actor: Actor | None = None) -> list[Stream]:
    """Every stream, or those of sites that are there for an actor."""
    found = _with_sites(session, assemble(claims(session), links(session), ends(session)))
    return found if actor is None else there_for(session, actor, found)


def there_for(session: Session, actor: Actor, found: Sequence[Stream]) -> list[Stream]:
    """Those of some streams that are there for an actor: an advisor has its sites."""
    if actor.role is Role.ADVISOR:
        sites = set(session.scalars(select(Request.site_id).where(requests_of(actor))))
        return [one for one in found if one.best.place.site_id in sites]
    return [one for one in found if actor.sees(one.best.place.company_id, one.best.place.group)]


def _with_sites(session: Session, found: list[Stream]) -> list[Stream]:
    """Streams with what is known of their sites, and where their electricity comes from."""
    known = locals_of(session, {one.best.place.site_id for one in found})
    stated = powers(session)
    return [
        replace(one, local=known[one.best.place.site_id], decided_power=stated.get(one.key))
        for one in found
    ]


def stream(session: Session, actor: Actor, key: str) -> Stream | None:
    """One stream by number or key; None when it is not there for the actor."""
    return next((one for one in streams(session, actor) if one.key == key), None)


def links(session: Session) -> dict[str, str]:
    """The number of the stream that each linked claim belongs to."""
    found = session.execute(
        select(SavingLink.claim, SavingStream.number)
        .join(SavingStream, SavingStream.id == SavingLink.stream_id)
        .order_by(SavingLink.id)
    )
    return {claim: number for claim, number in found}  # noqa: C416


def ends(session: Session) -> dict[str, date]:
    """The first day without saving by number of the stream."""
    found = session.execute(
        select(SavingStream.number, StreamEnd.ended_on)
        .join(SavingStream, SavingStream.id == StreamEnd.stream_id)
        .order_by(StreamEnd.id)
    )
    newest = {number: ended_on for number, ended_on in found}  # noqa: C416
    return {number: day for number, day in newest.items() if day is not None}


def settled(session: Session) -> frozenset[frozenset[str]]:
    """Pairs of streams that a coordinator has decided about."""
    numbers = _numbers(session)
    found = session.execute(select(DuplicateDecision.first_id, DuplicateDecision.second_id))
    return frozenset(frozenset({numbers[one], numbers[other]}) for one, other in found)


def proposals(session: Session, actor: Actor) -> list[tuple[Stream, Stream]]:
    """Pairs of streams that look like one change and that nobody has decided about."""
    return duplicates(streams(session, actor), settled(session))


def shares(session: Session) -> list[Share]:
    """The parts of streams that satisfy planned measures; the newest of each counts."""
    found = session.execute(
        select(SavingStream.number, PlanShare.measure, PlanShare.share)
        .join(SavingStream, SavingStream.id == PlanShare.stream_id)
        .order_by(PlanShare.id)
    )
    newest = {(number, measure): share for number, measure, share in found}
    return [Share(*key, share) for key, share in newest.items() if share > 0]


def _satisfied(session: Session, known: list[Claim]) -> set[tuple[int, str]]:
    """Company and measure id of planned measures that a stream satisfies."""
    owners = {one.key: one.place.company_id for one in known}
    members: dict[str, set[int]] = defaultdict(set)
    for claim, number in links(session).items():
        if claim in owners:
            members[number].add(owners[claim])
    return {
        (company_id, one.measure) for one in shares(session) for company_id in members[one.stream]
    }


def history(session: Session, number: str) -> list[Note]:
    """What was decided about a stream, newest first."""
    found = session.scalar(select(SavingStream).where(SavingStream.number == number))
    if found is None:
        return []
    names, numbers = user_names(session), _numbers(session)
    notes = [
        Note(one.claim, one.reason, names.get(one.written_by, ""), one.written_at)
        for one in session.scalars(select(SavingLink).where(SavingLink.stream_id == found.id))
    ]
    notes += [
        Note(
            EndKind(one.kind),
            one.reason,
            names.get(one.written_by, ""),
            one.written_at,
            one.ended_on,
        )
        for one in session.scalars(select(StreamEnd).where(StreamEnd.stream_id == found.id))
    ]
    notes += [
        Note(Power(one.kind), one.source, names.get(one.written_by, ""), one.written_at)
        for one in session.scalars(select(PowerSource).where(PowerSource.stream_id == found.id))
    ]
    of_pair = (DuplicateDecision.first_id == found.id) | (DuplicateDecision.second_id == found.id)
    notes += [
        Note(
            f"{numbers[one.first_id]} / {numbers[one.second_id]} {SameOrDifferent(one.outcome)}",
            one.reason,
            names.get(one.written_by, ""),
            one.written_at,
        )
        for one in session.scalars(select(DuplicateDecision).where(of_pair))
    ]
    return sorted(notes, key=lambda one: one.at, reverse=True)


def _numbers(session: Session) -> dict[int, str]:
    found = session.execute(select(SavingStream.id, SavingStream.number))
    return {key: number for key, number in found}  # noqa: C416


def quoted(session: Session, year: int | None = None) -> list[Quoted]:
    """Totals that others published, as they state them."""
    wanted = select(AggregateClaim).order_by(AggregateClaim.year.desc(), AggregateClaim.id)
    if year is not None:
        wanted = wanted.where(AggregateClaim.year == year)
    names = user_names(session)
    return [
        Quoted(
            one.id,
            one.title,
            one.source,
            one.year,
            one.sites,
            one.electricity,
            one.tonnes,
            one.by_its_terms,
            doubts(one.electricity, one.tonnes, one.by_its_terms),
            names.get(one.written_by, ""),
            one.written_at,
        )
        for one in session.scalars(wanted)
    ]


def closed(session: Session, year: int) -> ClosedYear | None:
    """The frozen figures of a year; None while it is open."""
    return session.scalar(select(ClosedYear).where(ClosedYear.year == year))


def corrections(session: Session, year: int) -> list[Correction]:
    """What was added to a closed year, in order."""
    wanted = select(Correction).where(Correction.year == year).order_by(Correction.id)
    return list(session.scalars(wanted))
