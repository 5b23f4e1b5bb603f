"""Recording what became of sources, sites and measures."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import Permission
from portal.audit.events import Event
from portal.audit.operations import record
from portal.db.counters import data_changed
from portal.members.figures import is_control_number
from portal.members.models import Company
from portal.submissions.errors import IllegalIdentityError, MissingCommentError
from portal.submissions.models import IdentityChange
from portal.submissions.queries import identity_changes
from portal.submissions.states import IdentityKind

Resum = Callable[[Session, int, int], None]

BETWEEN = "/"
_ONE, _SEVERAL = (1, 1), (2, 20)
# How many old and new names each kind has, at least and at most.
NUMBERS = {
    IdentityKind.SOURCE_RENAMED: (_ONE, _ONE),
    IdentityKind.SITE_RENUMBERED: (_ONE, _ONE),
    IdentityKind.SITE_SPLIT: (_ONE, _SEVERAL),
    IdentityKind.SITES_MERGED: (_SEVERAL, _ONE),
    IdentityKind.MEASURE_RENUMBERED: (_ONE, _ONE),
}
# As long as the column that keeps the number of a measure.
LONGEST_MEASURE = 40


def record_identity(
    session: Session,
    actor: Actor,
    company: Company,
    kind: IdentityKind,
    *,
    year: int,
    old: Sequence[str],
    new: Sequence[str],
    reason: str,
    at: datetime,
    resum: Resum,
) -> IdentityChange:
    """Record that something goes by another name; a repeat gives the entry there is.

    Args:
        year: the first reporting year with the new names.
        old, new: control numbers; of a source, control number and source number with a slash;
            of a measure its number.
        resum: called with session, company and year when a measure goes by another number.

    Raises:
        NotAllowedError: when the actor may record nothing for this company.
        MissingCommentError: without a reason.
        IllegalIdentityError: when names are missing, too many, the same, or not written like one.
    """
    actor.need_for(Permission.RECORD_IDENTITY, company.id, company.group)
    if not reason.strip():
        raise MissingCommentError(kind)
    before, after = _names(kind, old, 0), _names(kind, new, 1)
    if before == after:
        raise IllegalIdentityError("old and new are the same")
    for known in identity_changes(session, company.id):
        if (known.kind, known.year, known.old, known.new) == (kind, year, before, after):
            return session.get_one(IdentityChange, known.id)
    change = IdentityChange(
        company_id=company.id,
        kind=kind,
        year=year,
        old=list(before),
        new=list(after),
        reason=reason.strip(),
        recorded_by=actor.user_id,
        recorded_at=at,
    )
    _add(session, actor, change, Event.IDENTITY_CHANGED, at)
    _sum_anew(session, change, resum)
    return change


def withdraw_identity(
    session: Session,
    actor: Actor,
    company: Company,
    change: IdentityChange,
    *,
    reason: str,
    at: datetime,
    resum: Resum,
) -> None:
    """Take an entry back; it stays on record. What is withdrawn already stays as it is.

    Args:
        resum: called with session, company and year when a measure goes by its old number again.

    Raises:
        NotAllowedError: when the actor may record nothing for this company.
        MissingCommentError: without a reason.
    """
    actor.need_for(Permission.RECORD_IDENTITY, company.id, company.group)
    if not reason.strip():
        raise MissingCommentError(change.kind)
    if change.id not in {one.id for one in identity_changes(session, company.id)}:
        return
    withdrawal = IdentityChange(
        company_id=company.id,
        kind=change.kind,
        year=change.year,
        old=change.old,
        new=change.new,
        reason=reason.strip(),
        withdraws_id=change.id,
        recorded_by=actor.user_id,
        recorded_at=at,
    )
    _add(session, actor, withdrawal, Event.IDENTITY_WITHDRAWN, at)
    _sum_anew(session, withdrawal, resum)


def _sum_anew(session: Session, change: IdentityChange, resum: Resum) -> None:
    """Let what plans add up to follow: which measures are new depends on their numbers."""
    if change.kind is IdentityKind.MEASURE_RENUMBERED:
        resum(session, change.company_id, change.year)


def _names(kind: IdentityKind, said: Sequence[str], side: int) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(one.strip() for one in said if one.strip()))
    least, most = NUMBERS[kind][side]
    if not least <= len(names) <= most:
        raise IllegalIdentityError(f"{len(names)} names")
    if kind is IdentityKind.MEASURE_RENUMBERED:
        return tuple(_measure(one) for one in names)
    is_source = kind is IdentityKind.SOURCE_RENAMED
    return tuple(_name(one, is_source=is_source) for one in names)


def _measure(name: str) -> str:
    if len(name) > LONGEST_MEASURE:
        raise IllegalIdentityError(name)
    return name


def _name(name: str, *, is_source: bool) -> str:
    site, between, source = name.partition(BETWEEN)
    site = site.strip().upper()
    if not is_control_number(site) or is_source != bool(source.strip()):
        raise IllegalIdentityError(name)
    return f"{site}{between}{source.strip()}"


def _add(
    session: Session, actor: Actor, change: IdentityChange, event: Event, at: datetime
) -> None:
    session.add(change)
    session.flush()
    data_changed(session)
    said = {"kind": change.kind.value, "year": change.year, "old": change.old, "new": change.new}
    record(session, actor.user_id, event, "company", change.company_id, at, **said)
