"""Publishing a year: everything its figures are made from is written down and never moves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import NotAllowedError, Permission
from portal.aggregation.keeping import keep_publication
from portal.aggregation.keeping_differences import keep_differences
from portal.audit.events import Event
from portal.audit.operations import record
from portal.db.counters import data_changed
from portal.language import Text
from portal.plans.amounts import Missing
from portal.publication.bridge import Change, changes
from portal.publication.errors import (
    MissingNoteError,
    NothingNewError,
    NothingToPublishError,
    OutdatedDraftError,
)
from portal.publication.figure_id import Edition
from portal.publication.figures import values_of
from portal.publication.live import snapshot
from portal.publication.member_json import as_json
from portal.publication.models import (
    Publication,
    PublishedInput,
    PublishedSource,
    PublishedValue,
)
from portal.publication.queries import PublicationRow, frozen, latest
from portal.publication.snapshot import Input, Snapshot, Source

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Draft:
    """What would be frozen now, and how it differs from the last publication of the year.

    Attributes:
        last: the publication before; `before` what it was made from. None for the first.
    """

    snapshot: Snapshot
    last: PublicationRow | None
    before: Snapshot | None
    changes: tuple[Change, ...]

    @property
    def edition(self) -> Edition:
        """The name it would have."""
        revision = self.last.edition.revision if self.last else None
        return Edition(self.snapshot.edition.year, (revision or 0) + 1)

    @property
    def digest(self) -> str:
        """SHA-256 of what would be frozen."""
        return self.snapshot.digest

    @property
    def is_new(self) -> bool:
        """Whether anything differs from the last publication."""
        return self.last is None or self.last.digest != self.digest

    @property
    def has_figures(self) -> bool:
        """Whether any member has accepted emissions of the year."""
        return any(not isinstance(one.member.emissions, Missing) for one in self.snapshot.inputs)

    @property
    def versions_changed(self) -> Mapping[str, tuple[str, str]]:
        """Method, rules and reference data that are not those of the last publication."""
        if self.before is None:
            return {}
        old, new = self.before.versions, self.snapshot.versions
        return {
            name: (old.get(name, ""), new.get(name, ""))
            for name in sorted({*old, *new})
            if old.get(name) != new.get(name)
        }


def draft(session: Session, year: int, *, with_rows: bool = False) -> Draft:
    """What a publication of a year would freeze now."""
    found, last = snapshot(session, year, with_rows=with_rows), latest(session, year)
    before = frozen(session, last) if last else None
    return Draft(found, last, before, tuple(changes(before, found)) if before else ())


def publish(
    session: Session, actor: Actor, year: int, *, note: Text, seen: str, at: datetime
) -> Edition:
    """Freeze a year as its first publication, or as the next revision.

    Args:
        note: why and with which limits, in both languages; shown with the figures for good.
        seen: digest of the draft that the person agreed to.

    Raises:
        NotAllowedError: when the actor may not, or is limited to some groups.
        MissingNoteError: without a note in both languages.
        OutdatedDraftError: when the data have changed since the draft was shown.
        NothingToPublishError: when there is no accepted inventory of the year.
        NothingNewError: when the last publication is as the year stands.
    """
    actor.need(Permission.PUBLISH)
    if actor.groups:
        raise NotAllowedError(f"user {actor.user_id} has not all groups")
    if not (note.zh.strip() and note.en.strip()):
        raise MissingNoteError(year)
    found = draft(session, year, with_rows=True)
    if found.digest != seen:
        raise OutdatedDraftError(year)
    if not found.has_figures:
        raise NothingToPublishError(year)
    if not found.is_new:
        raise NothingNewError(year)
    made = _written(session, actor, found, note, at)
    members = [one.member for one in found.snapshot.inputs]
    keep_publication(session, str(found.edition), made.id, members)
    keep_differences(session)
    _log(session, actor, made, found, at)
    # Summary pages show others than the city what is published.
    data_changed(session)
    return found.edition


def _written(session: Session, actor: Actor, found: Draft, note: Text, at: datetime) -> Publication:
    versions = dict(found.snapshot.versions)
    made = Publication(
        year=found.edition.year,
        revision=found.edition.revision or 1,
        method_version=versions["method"],
        versions=versions,
        note_zh=note.zh.strip(),
        note_en=note.en.strip(),
        changes=[_change(one) for one in found.changes],
        digest=found.digest,
        published_by=actor.user_id,
        published_at=at,
    )
    session.add(made)
    session.flush()
    _insert(session, PublishedInput, [_input(made.id, one) for one in found.snapshot.inputs])
    _insert(session, PublishedSource, list(_sources(made.id, found.snapshot.inputs)))
    _insert(session, PublishedValue, list(_values(made.id, found.snapshot)))
    return made


def _insert(session: Session, table: type[Any], rows: Sequence[Mapping[str, Any]]) -> None:
    for first in range(0, len(rows), AT_ONCE):
        session.execute(insert(table), list(rows[first : first + AT_ONCE]))


def _change(one: Change) -> Mapping[str, Any]:
    return {
        "code": one.code,
        "zh": one.name.zh,
        "en": one.name.en,
        "cause": one.cause.value,
        "before": list(one.before),
        "after": list(one.after),
    }


def _input(key: int, one: Input) -> Mapping[str, Any]:
    return {
        "publication_id": key,
        "code": one.code,
        "name_zh": one.name.zh,
        "name_en": one.name.en,
        "inventory": one.inventory,
        "plan": one.plan,
        "member": as_json(one.member),
    }


def _sources(key: int, inputs: Sequence[Input]) -> Iterator[Mapping[str, Any]]:
    for one in inputs:
        for source in one.sources:
            yield {"publication_id": key, "code": one.code, **_source(source)}


def _source(one: Source) -> Mapping[str, Any]:
    return {
        "version_id": one.version_id,
        "kind": one.kind,
        "year": one.year,
        "number": one.number,
        "sha256": one.sha256,
        "receipt_number": one.receipt_number,
        "template_version": one.template_version,
        "rules_version": one.rules_version,
        "rows": [list(row) for row in one.rows],
    }


def _values(key: int, of: Snapshot) -> Iterator[Mapping[str, Any]]:
    for one in values_of(of):
        yield {
            "publication_id": key,
            "of": str(one.id.of),
            "horizon": one.id.horizon or 0,
            "key": one.id.key,
            "value": str(one.value),
            "members": len(one.members),
            "left_out": len(one.left_out),
        }


def _log(session: Session, actor: Actor, made: Publication, found: Draft, at: datetime) -> None:
    record(
        session,
        actor.user_id,
        Event.PUBLISHED,
        "publication",
        made.id,
        at,
        edition=str(found.edition),
        digest=made.digest,
        members=len(found.snapshot.inputs),
        changes=len(found.changes),
    )
