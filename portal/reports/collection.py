"""All documents of a year in one archive: the alliance, its groups and every member."""

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from multiprocessing import get_context
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
from portal.reports.font import register
from portal.reports.queries import edition_of, statement, summary
from portal.reports.queries.incoming import incoming
from portal.reports.report import Format, Report
from portal.savings.city import Basis, basis
from portal.submissions.queries import submission_rows
from portal.submissions.states import Kind

COLLECT: Final = "documents"
LARGEST: Final = 500_000_000
# From here on, starting further processes costs less than it saves.
MANY: Final = 60
AT_ONCE: Final = 4
_MANIFEST: Final = ("file", "sha256", "bytes", "document", "of", "language", "publication")
_DONE: Final = Text("完成 {count} 份文件", "{count} documents are ready")


class NobodyThereError(Exception):
    """The person who asked is gone; nothing may be made in their name."""


class Order(NamedTuple):
    """One file of the archive, to be made from its inputs."""

    name: str
    report: Report[Any]
    of: str
    format: Format
    language: Language
    inputs: Any
    part: int = 0


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
            count = _collected(task, archive, chosen)
            archive.seek(0)
            stored = store.put(archive, LARGEST)
        result = {"sha256": stored.sha256, "size": stored.size, "files": count}
        task.progress(count, count, _DONE.format(count=count), result)

    return work


def _collected(task: Task, archive: IO[bytes], chosen: Settings) -> int:
    wanted, at = Wanted.read(task.payload), task.now()
    with task.database.reading() as session:
        of = edition_of(session, wanted.year, at)
    actor, codes, known = _beginning(task.database, wanted)
    parts = _parts(actor, codes, known)
    orders = [
        order._replace(part=number)
        for number, part in enumerate(parts)
        for order in part.ask(task.database, actor, wanted, of)
    ]
    manifest: list[Sequence[str]] = []
    with ZipFile(archive, "w") as zipped:
        for done, (order, data) in enumerate(built(orders, chosen)):
            task.progress(done, len(orders), parts[order.part].label)
            zipped.writestr(_entry(order.name, of), data, _method(order.format))
            manifest.append(_line(order, data, of))
        _close(zipped, manifest, of)
    return len(manifest)


def built(orders: Sequence[Order], chosen: Settings) -> Iterator[tuple[Order, bytes]]:
    """Every document in order; many are made side by side, in processes of their own."""
    register(chosen)
    if len(orders) < MANY:
        yield from ((order, _document(order, chosen)) for order in orders)
        return
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        made = pool.map(partial(_document, chosen=chosen), orders, chunksize=AT_ONCE)
        yield from zip(orders, made, strict=True)


def _document(order: Order, chosen: Settings) -> bytes:
    return order.report.build(order.format, order.inputs, order.language, register(chosen))


def _beginning(database: Database, wanted: Wanted) -> tuple[Actor, list[str], Basis]:
    """The person with the rights of today, and the members and savings there for them."""
    with database.reading() as session:
        user = accounts.user(session, wanted.user_id)
        if user is None or user.disabled_at is not None:
            raise NobodyThereError(wanted.user_id)
        actor = accounts.actor(session, user)
        rows = submission_rows(session, actor, Kind.INVENTORY, wanted.year)
        return actor, [row.company_code for row in rows], basis(session, wanted.year, actor)


@dataclass(frozen=True, slots=True)
class _Part:
    """The alliance, a group or a member, with what reads the inputs of its documents."""

    label: Text
    ask: Callable[[Database, Actor, Wanted, Edition], Iterator[Order]]


def _parts(actor: Actor, codes: Sequence[str], known: Basis) -> list[_Part]:
    sets: list[Group | None] = [None] if not actor.groups else []
    sets += sorted(actor.groups) if actor.groups else list(Group)
    alliance = Text("聯盟", "Alliance")
    parts = [_Part(group.label if group else alliance, _summary(group, known)) for group in sets]
    if not actor.groups:
        parts.append(_Part(COUNCIL_ANNEX.title, _council))
    return parts + [_Part(Text(code, code), _statement(code, known)) for code in codes]


Ask = Callable[[Database, Actor, Wanted, Edition], Iterator[Order]]


def _summary(group: Group | None, known: Basis) -> Ask:
    def ask(database: Database, actor: Actor, wanted: Wanted, of: Edition) -> Iterator[Order]:
        with database.reading() as session:
            found = summary(
                session, actor, wanted.year, of=of, group=group, with_sources=True, savings=known
            )
        report = GROUP_SUMMARY if group else ALLIANCE_SUMMARY
        name = group.value if group else "alliance"
        folder = "groups/" if group else ""
        yield from _files(report, found, f"{folder}{wanted.year}_{name}", name, wanted)

    return ask


def _council(database: Database, actor: Actor, wanted: Wanted, of: Edition) -> Iterator[Order]:
    with database.reading() as session:
        plans = incoming(session, actor, Kind.PLAN, wanted.year, at=of.cutoff)
        found = CouncilAnnex(of, carbon_budget(session, wanted.year), plans)
    name = f"{wanted.year}_council_annex"
    yield from _files(COUNCIL_ANNEX, found, name, "alliance", wanted)


def _statement(code: str, known: Basis) -> Ask:
    def ask(database: Database, actor: Actor, wanted: Wanted, of: Edition) -> Iterator[Order]:
        with database.reading() as session:
            found = statement(session, actor, code, wanted.year, of=of, savings=known)
        if found is not None:
            name = f"members/{wanted.year}_{code}"
            yield from _files(MEMBER_STATEMENT, found, name, code, wanted)

    return ask


def _files(report: Report[Any], inputs: Any, name: str, of: str, wanted: Wanted) -> Iterator[Order]:
    for language in wanted.languages:
        for form in report.formats:
            file = f"{name}.{language.value}.{form.value}"
            yield Order(file, report, of, form, language, inputs)


def _method(form: Format) -> int:
    # A workbook is an archive already.
    return ZIP_STORED if form is Format.EXCEL else ZIP_DEFLATED


def _entry(name: str, of: Edition) -> ZipInfo:
    return ZipInfo(name, of.made_at.timetuple()[:6])


def _line(order: Order, data: bytes, of: Edition) -> Sequence[str]:
    digest = hashlib.sha256(data).hexdigest()
    publication = of.publication or "unpublished draft"
    known = (order.report.code, order.of, order.language.value, publication)
    return (order.name, digest, str(len(data)), *known)


def _close(zipped: ZipFile, lines: Sequence[Sequence[str]], of: Edition) -> None:
    """The manifest, for people and for `sha256sum -c`."""
    table = "\r\n".join(",".join(one) for one in (_MANIFEST, *lines)) + "\r\n"
    sums = "".join(f"{digest}  {name}\n" for name, digest, *_ in lines)
    about = f"{taipei(of.made_at).en}\n"
    for name, text in (("manifest.csv", table), ("SHA256SUMS", sums), ("made_at.txt", about)):
        zipped.writestr(_entry(name, of), text, ZIP_DEFLATED)
