"""Checking one file: gate, reading, identity, rules. The same code on the server and offline.

Needs no database and no network. `check` does the work in this process; `check_apart` does it in
a child process with limits, and turns even the child's death into a finding.
"""

import gc
import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import orjson

from portal.intake.background import Background
from portal.intake.effects import effect
from portal.intake.kinds import KINDS, TEMPLATES, WorkbookKind
from portal.intake.official import (
    judged_official,
    open_either,
    read_supplement,
    supplement_alone,
    whose_official,
    whose_supplement,
)
from portal.intake.places import placed
from portal.intake.report import JsonObject, Report
from portal.intake.versions import versions
from portal.official.sheets import is_official
from portal.workbook import shape
from portal.workbook.carrying import content_of
from portal.workbook.cells import Book
from portal.workbook.child import Finished, Limits, run
from portal.workbook.collecting import collect, finding
from portal.workbook.collecting import refused as refused_finding
from portal.workbook.earlier import Carried
from portal.workbook.findings import Place, hit
from portal.workbook.identity import Identity, identify
from portal.workbook.left import Left, left_to_fill
from portal.workbook.locate import Said
from portal.workbook.ods import is_open_document
from portal.workbook.package import inspect
from portal.workbook.reading import RESULTS, Reading, read
from portal.workbook.refusals import Refusal, RefusalCode, Refused
from portal.workbook.rules import found_by
from portal.workbook.suggesting import Computed, Suggester

PIECE = 1 << 20
LIMITS = Limits(answer=64 << 20)
LOG = logging.getLogger(__name__)
HEAD = 8


@dataclass(frozen=True, slots=True)
class Belongs:
    """Where a workbook belongs, as it says itself.

    `member` is the member's code, or the control number of one of its sites: the official form
    knows no other. `is_part` is true of the official form and its supplement, several of which
    make one inventory.
    """

    kind: str
    member: str
    year: int
    is_part: bool = False


def check(path: Path, name: str, background: Background) -> Report:
    """The report about one file; every fault is a finding, nothing is raised for its content.

    Args:
        path: where the bytes are.
        name: the file's name as the member knows it.
        background: what is expected and what is on file.
    """
    sha256 = digest(path)
    is_ods = is_open_document(path)
    refusal = inspect(path, open_document=is_ods)
    if refusal is not None:
        return refused(name, sha256, refusal)
    try:
        with open_either(path) as book:
            if is_official(sheet.name for sheet in book.sheets):
                report = Report(name, sha256, versions=versions(background.thresholds))
                return judged_official(book, report, background)
            if is_ods:
                raise Refused(RefusalCode.OPEN_DOCUMENT)
            return _judged(book, name, sha256, background)
    except Refused as reason:
        return refused(name, sha256, reason.refusal)


def check_apart(path: Path, name: str, background: Background) -> Report:
    """The same in a child process with memory, processor and time limits.

    A path at which no file can be opened is a refusal too, then without a digest.
    """
    try:
        path.open("rb").close()
    except OSError:
        return refused(name, "", Refusal(RefusalCode.NOT_OPENED))
    outcome = run(_stored, path, name, background, limits=LIMITS)
    if isinstance(outcome, Finished):
        size = int.from_bytes(outcome.answer[:HEAD], "big")
        report, tables = outcome.answer[HEAD : HEAD + size], outcome.answer[HEAD + size :]
        return Report.restored(report, tables)
    LOG.warning("the check of %s ended: %s", digest(path), outcome)
    return refused(name, digest(path), Refusal(RefusalCode.BEYOND_LIMITS))


def whose_apart(path: Path) -> Belongs | None:
    """Kind, member and year a workbook says it has; None when it does not say or is unreadable."""
    outcome = run(_whose, path)
    if not isinstance(outcome, Finished):
        return None
    said: list[Any] = orjson.loads(outcome.answer)
    return Belongs(*said) if all(said[:3]) else None


def _whose(path: Path) -> bytes:
    """Only the cover is read; the check reads the rest when it is known what to compare with."""
    if inspect(path, open_document=is_open_document(path)) is not None:
        return b"[null]"
    with open_either(path) as book:
        if is_official(sheet.name for sheet in book.sheets):
            return orjson.dumps([*whose_official(book), True])
        identity = identify(book, TEMPLATES)
        if identity.template is None:
            supplement = whose_supplement(book)
            return orjson.dumps([*supplement, True]) if supplement else b"[null]"
        kind = KINDS[identity.template.kind]
        cover = replace(kind.template, sheets=kind.template.sheets[:1])
        member, year = _named(kind, read(book, cover, group=None, version=1), identity)
    return orjson.dumps([kind.code, member, year])


def _stored(path: Path, name: str, background: Background) -> bytes:
    """The report and its tables in one piece, the report's length first.

    Runs in a child that ends with its answer. Looking for unused objects again and again would
    cost a sixth of the time with 50,000 rows, and find none.
    """
    gc.disable()
    report = check(path, name, background)
    stored = report.stored()
    stream = BytesIO()
    stream.write(len(stored).to_bytes(HEAD, "big") + stored)
    report.write_tables(stream)
    return stream.getvalue()


def digest(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    sha256 = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            sha256.update(piece)
    return sha256.hexdigest()


def refused(name: str, sha256: str, refusal: Refusal) -> Report:
    """The report about a file that cannot be read: one finding with the remedy."""
    only = refused_finding(refusal)
    return Report(name, sha256, findings=(only,), versions=versions(), is_read=False)


def _judged(book: Book, name: str, sha256: str, background: Background) -> Report:
    identity = identify(book, TEMPLATES)
    if identity.template is None and read_supplement(book) is not None:
        return supplement_alone(name, sha256, background)
    if identity.template is None:
        names = [sheet.name for sheet in book.sheets if sheet.name not in RESULTS]
        sheets = "、".join(names[:10])
        only = finding(shape.UNKNOWN_TEMPLATE, hit(sheets=sheets))
        return Report(name, sha256, findings=(only,), versions=versions(background.thresholds))
    kind = KINDS[identity.template.kind]
    group = background.member.group if background.member else None
    number = identity.version if identity.is_stated else kind.versions.seen_in(book)
    template = kind.versions.version(number).template
    reading = read(book, template, group=group, version=number)
    member, year = _named(kind, reading, identity)
    misplaced = tuple(_misplaced(kind, identity, member, year, background))
    report = Report(
        name,
        sha256,
        kind.code,
        number,
        member,
        year,
        versions=versions(background.thresholds),
    )
    if misplaced:
        return _with(report, findings=tuple(finding(rule, case) for rule, case in misplaced))
    if not identity.is_stated:
        place = Place(template.sheets[0].key)
        reading.said.insert(0, (shape.IDENTIFIED_BY_HEADINGS, hit(place, template=kind.title)))
    if template.version < kind.template.version:
        case = hit(found=template.version, expected=kind.template.version)
        reading.said.insert(0, (shape.OLD_TEMPLATE, case))
    return _ruled(report, kind, reading, background)


def _ruled(report: Report, kind: WorkbookKind, reading: Reading, background: Background) -> Report:
    """The report with what the rules found, in the cells of the version that was read."""
    earlier = kind.versions.version(reading.template.version)

    def built(changed: Reading) -> Any:
        whole = kind.versions.carried(changed) if earlier.steps else changed
        return kind.build(whole, background)

    def compute(changed: Reading) -> Computed:
        made = built(changed)
        return Computed(kind.totals(made), partial(found_by, subject=made))

    subject = built(reading)
    totals = kind.totals(subject)
    if earlier.steps:
        carried = kind.versions.carried(reading)
        report = _with(report, left=_left(kind, carried, background, since=report.template_version))
    said = earlier.said(kind.rules.hits(subject))
    return _with(
        report,
        findings=collect(reading, said, Suggester(reading, compute, totals, effect)),
        totals=_totals(totals),
        tables=placed(kind.tables(subject), reading, kind.template),
    )


def _left(
    kind: WorkbookKind, carried: Carried, background: Background, *, since: int | None
) -> tuple[Left, ...]:
    """What the member would still have to fill in the present template."""
    group = background.member.group if background.member else None
    content = content_of(kind.template, carried.rows)
    filled = {key: lines for key, lines in content.items() if lines}
    return left_to_fill(kind.template, filled, group=group, since=since or 1)


def _with(report: Report, **values: Any) -> Report:
    fields: JsonObject = {name: getattr(report, name) for name in Report.__dataclass_fields__}
    return Report(**{**fields, **values})


def _totals(totals: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Mapping[str, str | None]]:
    return {
        side: {name: None if value is None else f"{value:f}" for name, value in figures.items()}
        for side, figures in totals.items()
    }


def _named(
    kind: WorkbookKind, reading: Reading, identity: Identity
) -> tuple[str | None, int | None]:
    """Member and year as the cover says them, else as the template was made for."""
    cover = reading.form("cover")
    member = getattr(cover, "member_code", None) or identity.member
    year = getattr(cover, kind.year, None) or identity.year
    return member, year


def _misplaced(
    kind: WorkbookKind,
    identity: Identity,
    member: str | None,
    year: int | None,
    background: Background,
) -> list[Said]:
    """Whether the workbook belongs elsewhere: the first reason alone is enough to say."""
    template = kind.template
    if identity.version > template.version:
        case = hit(found=identity.version, expected=template.version)
        return [(shape.NEWER_TEMPLATE, case)]
    if background.kind and background.kind != kind.code:
        expected = KINDS[background.kind].title
        return [(shape.WRONG_KIND, hit(found=kind.title, expected=expected))]
    wanted = background.member.code if background.member else None
    if wanted and member and member != wanted:
        return [(shape.WRONG_MEMBER, hit(found=member, expected=wanted))]
    if background.year and year and year != background.year:
        return [(shape.WRONG_YEAR, hit(found=year, expected=background.year))]
    return []
