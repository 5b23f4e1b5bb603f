"""A figure of savings with everything behind it, as far as a reader may see it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import Role
from portal.accounts.queries import user_names
from portal.advisory.queries import sites_seen
from portal.advisory.queries.statistics import advice_facts, seen_facts
from portal.advisory.statistics import Fact
from portal.aggregation.figure_sets import SetKind
from portal.language import Text
from portal.members.models import Company, Site
from portal.members.queries import company_by_code
from portal.reference.groups import Group
from portal.savings.city import Basis, basis, sees_all, year_figures
from portal.savings.models import Correction
from portal.savings.queries import closed, corrections, streams_in_totals, there_for
from portal.savings.sources import place
from portal.savings.streams import ZERO
from portal.savings.tracing.closed import (
    closed_parts,
    correction_of,
    counted_corrections,
    kept_parts,
)
from portal.savings.tracing.figure_id import SavingsFigure
from portal.savings.tracing.parts import Part, Places, of_set, parts, total_of, value_in

WITHOUT_PARTS: Final = Text(
    "此年度結算時未保存節能項目明細，僅有結算值。",
    "The year was closed without its streams; only the closed figure is kept.",
)


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction of a closed year adds to a figure."""

    group: Group
    stream: str
    amount: Decimal
    reason: str
    evidence: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Trace:
    """A figure of savings taken apart.

    Attributes:
        value: None while nothing is known, and for who does not see all of it.
        parts: that the reader sees, in the order in which they are added.
        unseen: parts that are there for others only.
        corrections: of a closed year.
        closing: of a closed year that was closed without its streams: the figure as it was kept.
    """

    figure: SavingsFigure
    value: Decimal | None
    parts: tuple[Part, ...]
    unseen: int = 0
    corrections: tuple[Corrected, ...] = ()
    closing: Decimal | None = None

    @property
    def listed(self) -> Decimal | None:
        """What everything that is listed makes."""
        found = (
            total_of(self.figure, self.parts)
            if self.parts or self.closing is None
            else self.closing
        )
        added = sum((one.amount for one in self.corrections), ZERO)
        return None if found is None else found + added


def traced(session: Session, figure: SavingsFigure, actor: Actor | None = None) -> Trace | None:
    """A figure and what is behind it.

    Args:
        session: to read with.
        figure: that is taken apart.
        actor: who reads; None sees everything.

    Returns:
        None when there is no such member or closed year, or none that is there for the actor.
    """
    company = _member(session, figure, actor)
    if figure.of.kind is SetKind.MEMBER and company is None:
        return None
    if figure.is_closed:
        return _as_closed(session, figure, actor)
    known = _behind(session, figure)
    own = known if actor is None else _seen_by(session, known, figure, actor)
    key = None if company is None else company.id
    places = places_of(session, known)
    every = parts(of_set(known, figure, key), figure, places)
    seen = every if own is known else parts(of_set(own, figure, key), figure, places)
    hidden = len(every) - len(seen)
    return Trace(figure, total_of(figure, seen) if not hidden else None, seen, hidden)


def _member(session: Session, figure: SavingsFigure, actor: Actor | None) -> Company | None:
    if figure.of.kind is not SetKind.MEMBER:
        return None
    found = company_by_code(session, figure.of.name)
    if found is None or actor is None:
        return found
    if actor.role is Role.ADVISOR:
        own = {company.id for _, company in sites_seen(session, actor)}
        return found if found.id in own else None
    return found if actor.sees(found.id, found.group) else None


def _behind(session: Session, figure: SavingsFigure) -> Basis:
    """What a figure is made of: streams, or what diagnoses counted."""
    if figure.level is None:
        return _diagnosed(session, figure.year)
    return Basis(figure.year, tuple(streams_in_totals(session)), (), ())


def _diagnosed(session: Session, year: int, actor: Actor | None = None) -> Basis:
    return Basis(year, (), seen_facts(session, actor, year), advice_facts(session, actor, year))


def _seen_by(session: Session, known: Basis, figure: SavingsFigure, actor: Actor) -> Basis:
    """What of it is there for an actor, without reading the streams again."""
    if figure.level is None:
        return _diagnosed(session, known.year, actor)
    return replace(known, streams=tuple(there_for(session, actor, known.streams)))


def places_of(session: Session, known: Basis) -> Places:
    """The sites and members of what diagnoses counted."""
    facts: tuple[Fact, ...] = (*known.seen, *known.advice)
    wanted = {(one.site_id, one.company_id) for one in facts}
    if not wanted:
        return {}
    sites = _by_id(session, Site, {site for site, _ in wanted})
    companies = _by_id(session, Company, {company for _, company in wanted})
    return {(site, company): place(companies[company], sites[site]) for site, company in wanted}


def _by_id(session: Session, model: Any, ids: Collection[int]) -> dict[int, Any]:
    return {one.id: one for one in session.scalars(select(model).where(model.id.in_(ids)))}


def kept_with(session: Session, year: int) -> dict[str, Any]:
    """What a year that is closed keeps beside its figures: everything that they add up."""
    known = basis(session, year)
    return kept_parts(known, places_of(session, known))


def _as_closed(session: Session, figure: SavingsFigure, actor: Actor | None) -> Trace | None:
    year = closed(session, figure.year)
    if year is None:
        return None
    value = _closed_value(session, figure)
    has_all = actor is None or sees_all(actor, figure.of.group)
    entries = counted_corrections(corrections(session, figure.year), figure) if has_all else []
    corrected = tuple(_corrected(session, entries, figure))
    every = closed_parts(year, figure)
    if every is None:
        # There is nothing to list, and the whole is for who sees everybody.
        return (
            Trace(figure, value, (), 0, corrected, _without(value, corrected)) if has_all else None
        )
    seen = _there_for(session, actor, every)
    hidden = len(every) - len(seen)
    return Trace(figure, value if has_all and not hidden else None, seen, hidden, corrected)


def _without(value: Decimal | None, corrected: Sequence[Corrected]) -> Decimal | None:
    return None if value is None else value - sum((one.amount for one in corrected), ZERO)


def _there_for(session: Session, actor: Actor | None, found: Sequence[Part]) -> tuple[Part, ...]:
    if actor is None:
        return tuple(found)
    if actor.role is Role.ADVISOR:
        sites = {site.id for site, _ in sites_seen(session, actor)}
        return tuple(one for one in found if one.place.site_id in sites)
    return tuple(one for one in found if actor.sees(one.place.company_id, one.place.group))


def _closed_value(session: Session, figure: SavingsFigure) -> Decimal | None:
    """The figure of a closed year, with its corrections."""
    return value_in(year_figures(session, figure.year)[figure.of.group], figure)


def _corrected(
    session: Session, entries: Iterable[Correction], figure: SavingsFigure
) -> Iterable[Corrected]:
    names = user_names(session)
    for one in entries:
        yield Corrected(
            one.group,
            one.stream,
            correction_of(one, figure),
            one.reason,
            one.evidence,
            names.get(one.written_by, ""),
            one.written_at,
        )
