"""All documents of a year in one archive: the alliance, its groups and every member."""

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any, Final, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from sqlalchemy.orm import Session

from portal.accounts import queries as accounts
from portal.accounts.figures import Actor
from portal.audit.events import Event
from portal.audit.operations import record
from portal.budget.overview import carbon_budget
from portal.config import Settings
from portal.db.engine import Database
from portal.files.store import FileStore
from portal.jobs.operations import enqueue
from portal.jobs.worker import Handler, Task
from portal.language import Language, Text
from portal.reference.groups import Group
from portal.reports import ALLIANCE_SUMMARY, COUNCIL_ANNEX, GROUP_SUMMARY, MEMBER_STATEMENT
from portal.reports.council_annex import CouncilAnnex
from portal.reports.edition import Edition, taipei
from portal.reports.font import FontNames, register
from portal.reports.queries import edition_of, statement, summary
from portal.reports.report import Format, Report
from portal.submissions.queries import submission_rows
from portal.submissions.states import Kind

COLLECT: Final = "documents"
LARGEST: Final = 500_000_000
_MANIFEST: Final = ("file", "sha256", "bytes", "document", "of", "language", "publication")
_DONE: Final = Text("完成 {count} 份文件", "{count} documents are ready")


class NobodyThereError(Exception):
    """The person who asked is gone; nothing may be made in their name."""


class Made(NamedTuple):
    """One file of the archive."""

    name: str
    report: Report[Any]
    of: str
    format: Format
    language: Language
    data: bytes


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for: a year, for a person, in these languages."""

    year: int
    user_id: int
    languages: tuple[Language, ...]

    @classmethod
    def read(cls, payload: Mapping[str, Any]) -> "Wanted":
        """What was asked for, as the queue keeps it."""
        languages = tuple(Language(one) for one in payload["languages"])
        return cls(payload["year"], payload["user_id"], languages)


def ask(
    session: Session, actor: Actor, year: int, languages: Sequence[Language], *, at: datetime
) -> int:
    """Put the documents of a year into the queue; the number of the work."""
    payload = {
        "year": year,
        "user_id": actor.user_id,
        "groups": sorted(group.value for group in actor.groups),
        "languages": [one.value for one in languages],
    }
    key = enqueue(session, COLLECT, payload, at)
    record(session, actor.user_id, Event.DOCUMENTS_ASKED, "job", key, at, year=year)
    return key


def may_take(actor: Actor, payload: Mapping[str, Any]) -> bool:
    """Whether documents made for one person hold only members that another may see too."""
    if actor.user_id == payload["user_id"] or not actor.groups:
        return True
    made_for = frozenset(Group(one) for one in payload["groups"])
    return bool(made_for) and made_for <= actor.groups


def collector(store: FileStore, chosen: Settings) -> Handler:
    """The worker's handler: makes the documents one by one and says after each how far it is."""

    def work(task: Task) -> None:
        with tempfile.TemporaryFile() as archive:
            count = _collected(task, archive, register(chosen))
            archive.seek(0)
            stored = store.put(archive, LARGEST)
        result = {"sha256": stored.sha256, "size": stored.size, "files": count}
        task.progress(count, count, _DONE.format(count=count), result)

    return work


def _collected(task: Task, archive: IO[bytes], font: FontNames) -> int:
    wanted, at = Wanted.read(task.payload), task.now()
    with task.database.reading() as session:
        of = edition_of(session, wanted.year, at)
    actor, codes = _beginning(task.database, wanted)
    parts = _parts(actor, codes)
    whole = len(parts) * len(wanted.languages) * len(Format)
    manifest: list[Sequence[str]] = []
    with ZipFile(archive, "w") as zipped:
        for number, part in enumerate(parts):
            task.progress(number * whole // len(parts), whole, part.label)
            for made in part.make(task.database, actor, wanted, of, font):
                zipped.writestr(_entry(made.name, of), made.data, _method(made.format))
                manifest.append(_line(made, of))
        _close(zipped, manifest, of)
    return len(manifest)


def _beginning(database: Database, wanted: Wanted) -> tuple[Actor, list[str]]:
    """The person with the rights of today, and the members that are there for them."""
    with database.reading() as session:
        user = accounts.user(session, wanted.user_id)
        if user is None or user.disabled_at is not None:
            raise NobodyThereError(wanted.user_id)
        actor = accounts.actor(session, user)
        rows = submission_rows(session, actor, Kind.INVENTORY, wanted.year)
        return actor, [row.company_code for row in rows]


@dataclass(frozen=True, slots=True)
class _Part:
    """The alliance, a group or a member, with what makes its documents."""

    label: Text
    make: Callable[[Database, Actor, Wanted, Edition, FontNames], Iterator[Made]]


def _parts(actor: Actor, codes: Sequence[str]) -> list[_Part]:
    sets: list[Group | None] = [None] if not actor.groups else []
    sets += sorted(actor.groups) if actor.groups else list(Group)
    alliance = Text("聯盟", "Alliance")
    parts = [_Part(group.label if group else alliance, _summary(group)) for group in sets]
    if not actor.groups:
        parts.append(_Part(COUNCIL_ANNEX.title, _council))
    return parts + [_Part(Text(code, code), _statement(code)) for code in codes]


def _summary(
    group: Group | None,
) -> Callable[[Database, Actor, Wanted, Edition, FontNames], Iterator[Made]]:
    def make(
        database: Database, actor: Actor, wanted: Wanted, of: Edition, font: FontNames
    ) -> Iterator[Made]:
        with database.reading() as session:
            found = summary(session, actor, wanted.year, of=of, group=group, with_sources=True)
        report = GROUP_SUMMARY if group else ALLIANCE_SUMMARY
        name = group.value if group else "alliance"
        folder = "groups/" if group else ""
        yield from _files(report, found, f"{folder}{wanted.year}_{name}", name, wanted, font)

    return make


def _council(
    database: Database, actor: Actor, wanted: Wanted, of: Edition, font: FontNames
) -> Iterator[Made]:
    with database.reading() as session:
        found = CouncilAnnex(of, carbon_budget(session, wanted.year))
    name = f"{wanted.year}_council_annex"
    yield from _files(COUNCIL_ANNEX, found, name, "alliance", wanted, font)


def _statement(
    code: str,
) -> Callable[[Database, Actor, Wanted, Edition, FontNames], Iterator[Made]]:
    def make(
        database: Database, actor: Actor, wanted: Wanted, of: Edition, font: FontNames
    ) -> Iterator[Made]:
        with database.reading() as session:
            found = statement(session, actor, code, wanted.year, of=of)
        if found is not None:
            name = f"members/{wanted.year}_{code}"
            yield from _files(MEMBER_STATEMENT, found, name, code, wanted, font)

    return make


def _files(
    report: Report[Any], inputs: Any, name: str, of: str, wanted: Wanted, font: FontNames
) -> Iterator[Made]:
    for language in wanted.languages:
        for form in report.formats:
            data = report.build(form, inputs, language, font)
            file = f"{name}.{language.value}.{form.value}"
            yield Made(file, report, of, form, language, data)


def _method(form: Format) -> int:
    # A workbook is an archive already.
    return ZIP_STORED if form is Format.EXCEL else ZIP_DEFLATED


def _entry(name: str, of: Edition) -> ZipInfo:
    return ZipInfo(name, of.made_at.timetuple()[:6])


def _line(made: Made, of: Edition) -> Sequence[str]:
    digest = hashlib.sha256(made.data).hexdigest()
    known = (made.report.code, made.of, made.language.value, of.publication or "unpublished draft")
    return (made.name, digest, str(len(made.data)), *known)


def _close(zipped: ZipFile, lines: Sequence[Sequence[str]], of: Edition) -> None:
    """The manifest, for people and for `sha256sum -c`."""
    table = "\r\n".join(",".join(one) for one in (_MANIFEST, *lines)) + "\r\n"
    sums = "".join(f"{digest}  {name}\n" for name, digest, *_ in lines)
    about = f"{taipei(of.made_at).en}\n"
    for name, text in (("manifest.csv", table), ("SHA256SUMS", sums), ("made_at.txt", about)):
        zipped.writestr(_entry(name, of), text, ZIP_DEFLATED)
