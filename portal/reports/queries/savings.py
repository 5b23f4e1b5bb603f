"""What documents say of diagnoses, savings and ESCO projects, read for one reader."""

from dataclasses import replace

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.aggregation.figure_sets import FigureSet, SetKind
from portal.reference.groups import Group
from portal.reference.site_systems import System
from portal.reports.savings import MemberSavings, YearClosed, YearOfSavings, quote
from portal.savings.city import Basis, behind, figures, sees_all, year_figures
from portal.savings.queries import closed, corrections, quoted
from portal.savings.streams import Stream
from portal.savings.totals import Counted, annual
from portal.savings.vocabulary import Level, Origin


def year_of_savings(
    session: Session, actor: Actor, known: Basis, group: Group | None = None
) -> YearOfSavings:
    """The savings of a group, or of the Alliance, in a year.

    Args:
        session: read only.
        actor: who reads; without every member's savings there are no figures.
        known: what of the year is there for the actor.
        group: None for the Alliance.
    """
    year = known.year
    quotes = tuple(quote(one) for one in quoted(session, year)) if group is None else ()
    if not sees_all(actor, group):
        return YearOfSavings(year, quotes=quotes)
    found = year_figures(session, year, known)
    return YearOfSavings(
        year,
        found[group],
        groups=() if group else tuple((one, found[one]) for one in Group),
        systems=tuple((one, figures(known, group, one)) for one in System),
        counted=behind(known, group),
        quotes=quotes,
        closed=_closed(session, year),
        group=group,
    )


def _closed(session: Session, year: int) -> YearClosed | None:
    found = closed(session, year)
    if found is None:
        return None
    return YearClosed(found.written_at, len(corrections(session, year)))


def member_savings(
    actor: Actor, known: Basis, company_id: int, group: Group, code: str
) -> MemberSavings | None:
    """The diagnoses and savings of a member; None when it has none that the actor may see.

    Args:
        known: what of the year is there for the actor.
        group, code: of the member.
    """
    own = replace(
        known,
        streams=tuple(one for one in known.streams if one.best.place.company_id == company_id),
        seen=tuple(one for one in known.seen if one.company_id == company_id),
        advice=tuple(one for one in known.advice if one.company_id == company_id),
    )
    streams = tuple(_at_its_level(own.streams))
    has_all = actor.role.is_member or sees_all(actor, group)
    if not streams and not (has_all and own.seen):
        return None
    at = f"{known.year}/{FigureSet(SetKind.MEMBER, code)}"
    return MemberSavings(figures(own) if has_all else None, streams, at)


def _at_its_level(streams: tuple[Stream, ...]) -> list[Counted]:
    """Each stream at the highest level that it has reached; plans speak for themselves."""
    shared = [one for one in streams if one.origins - {Origin.PLAN}]
    return [
        counted
        for level in reversed(Level)
        for counted in annual([one for one in shared if one.level is level], level)
    ]
