"""Files that something else rests on: kept as they came, named by their hash, and listed.

Each area has a table of its own for them, whose rows name the part that they belong to; what they
have in common is here.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.queries import user_names
from portal.db.base import Base
from portal.files.store import Stored
from portal.submissions.operations import keep_file

_LONGEST = 200


A = TypeVar("A", bound=Base)


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file with who brought it; its bytes are named by their hash.

    Attributes:
        part_id: of the part that it belongs to; None where it belongs to the whole.
    """

    id: int
    part_id: int | None
    sha256: str
    name: str
    added_by: str
    added_at: datetime


def keep(
    session: Session,
    actor: Actor,
    model: type[A],
    stored: Stored,
    *,
    name: str,
    at: datetime,
    **belongs: Any,
) -> A:
    """Keep a file as a row of an area's table; who calls has asked whether the actor may.

    Args:
        session: of the caller's transaction.
        actor: who brings it.
        model: the table, with the columns `sha256`, `name`, `added_by` and `added_at`.
        stored: the file in the store.
        name: as the person calls it.
        at: when.
        **belongs: the columns that say to what it belongs.
    """
    keep_file(session, stored, at)
    one = model(
        sha256=stored.sha256,
        name="".join(letter for letter in name if letter.isprintable())[-_LONGEST:] or "file",
        added_by=actor.user_id,
        added_at=at,
        **belongs,
    )
    session.add(one)
    session.flush()
    return one


def by_part(
    session: Session, wanted: Select[Any], part: str
) -> Mapping[int | None, tuple[FileRow, ...]]:
    """The files of a selection by the part that they belong to, in order.

    Args:
        session: to read with.
        wanted: rows of an area's table.
        part: name of the column that names the part.
    """
    names = user_names(session)
    found: dict[int | None, list[FileRow]] = defaultdict(list)
    rows: list[Any] = sorted(session.scalars(wanted), key=lambda each: int(each.id))
    for one in rows:
        key: int | None = getattr(one, part)
        by = names.get(one.added_by, "")
        found[key].append(FileRow(one.id, key, one.sha256, one.name, by, one.added_at))
    return {key: tuple(files) for key, files in found.items()}
