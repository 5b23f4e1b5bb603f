"""Files that something rests on: kept as they came with what they belong to, and read."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.queries import user_names
from portal.audit.events import Event
from portal.audit.operations import record
from portal.files.names import printable
from portal.files.store import Stored
from portal.submissions.models import AttachedFile
from portal.submissions.operations import keep_file

Kept = TypeVar("Kept", bound=AttachedFile)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file with who brought it; its bytes are named by their hash.

    Attributes:
        part_id: the part of its owner that it belongs to; None for the owner itself.
    """

    id: int
    part_id: int | None
    sha256: str
    name: str
    added_by: str
    added_at: datetime


def keep_attached(
    session: Session,
    actor: Actor,
    one: Kept,
    stored: Stored,
    event: Event,
    *,
    name: str,
    at: datetime,
    **about: object,
) -> Kept:
    """Keep a file with what it belongs to; the caller has asked whether the actor may.

    Args:
        one: a new row that says what the file belongs to and nothing else yet.
        about: what the log says of it besides its hash.
    """
    keep_file(session, stored, at)
    one.sha256, one.name = stored.sha256, printable(name, "file")
    one.added_by, one.added_at = actor.user_id, at
    session.add(one)
    session.flush()
    what = {**about, "sha256": stored.sha256}
    record(session, actor.user_id, event, one.__tablename__, one.id, at, **what)
    return one


def attached(
    session: Session, wanted: Select[Kept], part: Callable[[Kept], int | None]
) -> Mapping[int | None, tuple[Attached, ...]]:
    """Attached files by the part they belong to, under None those of their owner itself."""
    names = user_names(session)
    found: dict[int | None, list[Attached]] = defaultdict(list)
    for one in session.scalars(wanted):
        by = names.get(one.added_by, "")
        found[part(one)].append(Attached(one.id, part(one), one.sha256, one.name, by, one.added_at))
    return {key: tuple(rows) for key, rows in found.items()}
