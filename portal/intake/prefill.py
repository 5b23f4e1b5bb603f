"""Templates that already hold what is known: master data, and last year's accepted rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy.orm import Session

from portal.files.store import FileStore
from portal.intake.identities import TOGETHER, Identities
from portal.intake.kinds import KINDS
from portal.intake.report import plain
from portal.intake.together import official_rows
from portal.language import Text
from portal.members.figures import MemberRecord
from portal.members.queries import company_by_code, member_record
from portal.official.supplement import SUPPLEMENT
from portal.submissions.models import SubmissionVersion
from portal.submissions.queries import accepted_version_id, file_hashes, identity_changes
from portal.submissions.states import Kind
from portal.workbook.cells import open_book
from portal.workbook.child import Finished, run
from portal.workbook.content import Content, Line
from portal.workbook.earlier import Carried
from portal.workbook.identity import identify
from portal.workbook.left import left_to_fill
from portal.workbook.ods import is_open_document
from portal.workbook.package import inspect
from portal.workbook.reading import Reading, read
from portal.workbook.sheets import Kind as CellKind
from portal.workbook.sheets import Row, Sheet
from portal.workbook.stored import restored
from portal.workbook.template import build_bytes, draft_bytes
from portal.workbook.writing.draft import draft, stamp

DESCRIPTIVE = frozenset({CellKind.TEXT, CellKind.CODE, CellKind.UNIT, CellKind.YES_NO})
OF_ITS_YEAR = frozenset({"evidence", "note", "change_note"})
VERSION = "version of the template"
STARTED_ANEW = frozenset({"cover", "verification", "scope3", "tests", "progress", "path"})


def prefilled(session: Session, store: FileStore, kind: Kind, year: int, code: str) -> bytes | None:
    """A member's template of a year as the bytes of its file; None for an unknown member.

    An inventory carries over what describes each row of last year's accepted one, without its
    amounts; a plan carries over its targets and measures whole.
    """
    member = member_record(session, code)
    if member is None:
        return None
    template = KINDS[kind].template
    past = _last_year(session, store, kind, year - 1, code)
    content = {**past.content, **_joined(past.content, master_data(kind, member, year))}
    made_out = stamp(
        template,
        group=member.group,
        year=year,
        member_code=member.code,
        member_name=Text(member.name_zh, member.name_en),
    )
    whole = draft(template, content, made_out)
    if past.content:
        left = left_to_fill(template, content, group=member.group, since=past.version)
        whole = replace(whole, left=left)
    return draft_bytes(whole)


def supplement_of(session: Session, year: int, code: str) -> bytes | None:
    """The supplement to the ministry's form with whose it is; None for an unknown member."""
    member = member_record(session, code)
    if member is None:
        return None
    return build_bytes(
        SUPPLEMENT,
        {"asked": [{"member_code": member.code, "year": year}]},
        group=member.group,
        year=year,
        member_code=member.code,
        member_name=Text(member.name_zh, member.name_en),
    )


def master_data(kind: Kind, member: MemberRecord, year: int) -> Content:
    """Cover and current sites of a member, as the register has them."""
    template = KINDS[kind].template
    cover: Line = {
        "member_code": member.code,
        "member_name": member.name_zh,
        KINDS[kind].year: year,
    }
    sites: list[Line] = [
        {
            "control_number": site.control_number,
            "name": site.name_zh,
            "site_name": site.name_zh,
            "address": site.address,
            "in_kaohsiung": site.in_kaohsiung,
        }
        for site in member.sites
        if site.current
    ]
    known = template.sheet("sites").by_key
    return {
        "cover": [cover],
        "sites": [{key: text for key, text in site.items() if key in known} for site in sites],
    }


@dataclass(frozen=True, slots=True)
class _Past:
    """What last year's accepted workbook held, in the present version, and its own version."""

    content: dict[str, Sequence[Line]]
    version: int


def _last_year(session: Session, store: FileStore, kind: Kind, year: int, code: str) -> _Past:
    nothing = _Past({}, KINDS[kind].template.version)
    company = company_by_code(session, code)
    if company is None:
        return nothing
    version_id = accepted_version_id(session, company.id, kind, year)
    if version_id is None:
        return nothing
    version = session.get_one(SubmissionVersion, version_id)
    files = list(file_hashes(version).values()) or [version.sha256]
    outcome = run(_rows, [store.path(sha256) for sha256 in files], kind.value)
    if not isinstance(outcome, Finished):
        return nothing
    kept: dict[str, Any] = orjson.loads(outcome.answer)
    number: int = kept.pop(VERSION, nothing.version)
    template = KINDS[kind].template
    identities = Identities.between(identity_changes(session, company.id), year, year + 1)
    content: dict[str, Sequence[Line]] = {
        key: [_carried(template.sheet(key), _followed(values, identities), kind) for values in rows]
        for key, rows in kept.items()
    }
    return _Past(content, number)


def _joined(past: Content, known: Content) -> Content:
    """What the register knows, with what last year's workbook said of the same sites besides."""
    before = {line.get("control_number"): line for line in past.get("sites", ())}
    sites = [{**before.get(line["control_number"], {}), **line} for line in known["sites"]]
    return {**known, "sites": sites}


def _followed(values: dict[str, Any], identities: Identities) -> dict[str, Any]:
    """A row under the names of its next year; what was split stays for a person to divide."""
    if not values.get("site"):
        return values
    site, name = identities.newer(values["site"], values.get("source_id") or "")
    if TOGETHER in site:
        return values
    return {**values, "site": site, **({"source_id": name} if name else {})}


def _rows(paths: Sequence[Path], kind: str) -> bytes:
    """Every row of a stored workbook, by sheet; runs in a child like every reading.

    Forms of the ministry and their supplement give the rows that were made of them.
    """
    template = KINDS[kind].template
    if any(inspect(path, open_document=is_open_document(path)) is not None for path in paths):
        return b"{}"
    official = official_rows(paths)
    reading, number = (official, template.version) if official else _own_rows(paths[0], kind)
    tables: dict[str, Any] = {
        sheet.key: [_cells(row) for row in reading.table(sheet.key)]
        for sheet in template
        if sheet.key not in STARTED_ANEW
    }
    return orjson.dumps({**tables, VERSION: number}, default=plain)


def _own_rows(path: Path, kind: str) -> tuple[Reading | Carried, int]:
    """The rows of a workbook of ours in the present version, and the version they came in."""
    versions = KINDS[kind].versions
    with open_book(path) as book:
        identity = identify(book, (versions.template,))
        number = identity.version if identity.is_stated else versions.seen_in(book)
        reading = read(book, versions.version(number).template, group=None, version=number)
    return versions.carried(reading), number


def _cells(row: Row) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__dataclass_fields__}


def _carried(sheet: Sheet, values: Mapping[str, Any], kind: Kind) -> Line:
    row = restored(sheet, values)
    return dict(_shown(sheet, row, whole=kind is Kind.PLAN))


def _shown(sheet: Sheet, row: Row, *, whole: bool) -> Iterator[tuple[str, Any]]:
    for column in sheet.columns:
        value = getattr(row, column.key)
        carried = whole or (column.kind in DESCRIPTIVE and column.key not in OF_ITS_YEAR)
        if value is not None and carried:
            # Codes and yes or no are written as the drop-down offers them.
            yield column.key, value
