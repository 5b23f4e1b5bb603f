"""Templates that already hold what is known: master data, and last year's accepted rows."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy.orm import Session

from portal.files.store import FileStore
from portal.intake.kinds import KINDS
from portal.intake.report import plain
from portal.intake.together import official_rows
from portal.language import Text
from portal.members.figures import MemberRecord
from portal.members.queries import company_by_code, member_record
from portal.official.supplement import SUPPLEMENT
from portal.submissions.models import SubmissionVersion
from portal.submissions.queries import accepted_version_id, file_hashes
from portal.submissions.states import Kind
from portal.workbook.cells import open_book
from portal.workbook.child import Finished, run
from portal.workbook.content import Content, Line
from portal.workbook.ods import is_open_document
from portal.workbook.package import inspect
from portal.workbook.reading import Reading, read
from portal.workbook.sheets import Column, Row, Sheet, Template
from portal.workbook.sheets import Kind as CellKind
from portal.workbook.stored import restored
from portal.workbook.template import build_bytes

DESCRIPTIVE = frozenset({CellKind.TEXT, CellKind.CODE, CellKind.UNIT, CellKind.YES_NO})
OF_ITS_YEAR = frozenset({"evidence", "note", "change_note"})
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
    return build_bytes(
        template,
        {**_last_year(session, store, kind, year - 1, code), **master_data(kind, member, year)},
        group=member.group,
        year=year,
        member_code=member.code,
        member_name=Text(member.name_zh, member.name_en),
    )


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
            "in_kaohsiung": "是" if site.in_kaohsiung else "否",
        }
        for site in member.sites
        if site.current
    ]
    known = template.sheet("sites").by_key
    return {
        "cover": [cover],
        "sites": [{key: text for key, text in site.items() if key in known} for site in sites],
    }


def _last_year(
    session: Session, store: FileStore, kind: Kind, year: int, code: str
) -> dict[str, Sequence[Line]]:
    company = company_by_code(session, code)
    if company is None:
        return {}
    version_id = accepted_version_id(session, company.id, kind, year)
    if version_id is None:
        return {}
    version = session.get_one(SubmissionVersion, version_id)
    files = list(file_hashes(version).values()) or [version.sha256]
    outcome = run(_rows, [store.path(sha256) for sha256 in files], kind.value)
    if not isinstance(outcome, Finished):
        return {}
    kept: Mapping[str, list[dict[str, Any]]] = orjson.loads(outcome.answer)
    template = KINDS[kind].template
    return {
        key: [_carried(template.sheet(key), values, kind) for values in rows]
        for key, rows in kept.items()
    }


def _rows(paths: Sequence[Path], kind: str) -> bytes:
    """Every row of a stored workbook, by sheet; runs in a child like every reading.

    Forms of the ministry and their supplement give the rows that were made of them.
    """
    template = KINDS[kind].template
    if any(inspect(path, open_document=is_open_document(path)) is not None for path in paths):
        return b"{}"
    reading = official_rows(paths) or _own_rows(paths[0], template)
    tables = {
        sheet.key: [_cells(row) for row in reading.table(sheet.key)]
        for sheet in template
        if sheet.key not in STARTED_ANEW
    }
    return orjson.dumps(tables, default=plain)


def _own_rows(path: Path, template: Template) -> Reading:
    with open_book(path) as book:
        return read(book, template, group=None, version=template.version)


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
            yield column.key, _as_typed(column, value)


def _as_typed(column: Column, value: Any) -> Any:
    """The value as a person would type it: the drop-down's words rather than the code."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if column.codes is not None and value in column.codes:
        return column.codes[value].label.zh
    return value
