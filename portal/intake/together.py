"""Several files of the official form, one for each control number, checked as one company's."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from portal.intake.background import Background
from portal.intake.checking import HEAD, LIMITS, digest, refused
from portal.intake.official import open_either, ruled
from portal.intake.report import Report
from portal.intake.versions import versions
from portal.official.reading import OfficialReading, read_official, year_of
from portal.official.sheets import is_official
from portal.official.supplement import SUPPLEMENT
from portal.workbook import shape
from portal.workbook.cells import Book
from portal.workbook.child import Finished, run
from portal.workbook.collecting import finding
from portal.workbook.findings import hit
from portal.workbook.identity import identify
from portal.workbook.ods import is_open_document
from portal.workbook.package import inspect
from portal.workbook.reading import Reading, read
from portal.workbook.refusals import Refusal, RefusalCode, Refused


def check_together(paths: Sequence[Path], background: Background) -> Report:
    """The report about the inventory that several files make.

    Args:
        paths: files of the official form, in the order in which sites are listed, and at most one
            supplement among them. A file that is neither ends the check with the reason.
        background: what is expected and what is on file.
    """
    name = "、".join(path.name for path in paths)
    sha256 = hashlib.sha256("".join(map(digest, paths)).encode()).hexdigest()
    judged_by = versions(background.thresholds)
    readings: list[OfficialReading] = []
    supplement: Reading | None = None
    for path in paths:
        try:
            found = _read(path, len(readings))
        except Refused as reason:
            return refused(path.name, sha256, reason.refusal)
        if found is None:
            only = finding(shape.UNKNOWN_TEMPLATE, hit(sheets=path.name))
            return Report(path.name, sha256, findings=(only,), versions=judged_by)
        if isinstance(found, OfficialReading):
            readings.append(found)
        else:
            supplement = found
    if not readings:
        return refused(name, sha256, Refusal(RefusalCode.EMPTY))
    firm = readings[0].form("t1")
    year = year_of(firm.year) if firm else None
    report = Report(name, sha256, "inventory", 1, None, year, versions=judged_by)
    return ruled(report, readings, background, supplement)


def check_together_apart(paths: Sequence[Path], background: Background) -> Report:
    """The same in a child process with memory, processor and time limits.

    A path at which no file can be opened is a refusal too, then without a digest.
    """
    for path in paths:
        try:
            path.open("rb").close()
        except OSError:
            return refused(path.name, "", Refusal(RefusalCode.NOT_OPENED))
    outcome = run(_stored, list(paths), background, limits=LIMITS)
    if isinstance(outcome, Finished):
        size = int.from_bytes(outcome.answer[:HEAD], "big")
        return Report.restored(outcome.answer[HEAD : HEAD + size], outcome.answer[HEAD + size :])
    name = "、".join(path.name for path in paths)
    return refused(name, "", Refusal(RefusalCode.BEYOND_LIMITS))


def _stored(paths: list[Path], background: Background) -> bytes:
    report = check_together(paths, background)
    stored = report.stored()
    return len(stored).to_bytes(HEAD, "big") + stored + report.stored_tables()


def _read(path: Path, number: int) -> Reading | None:
    """What a file holds: a form, the supplement, or neither.

    Raises:
        Refused: it cannot be read.
    """
    refusal = inspect(path, open_document=is_open_document(path))
    if refusal is not None:
        raise Refused(refusal.code, **refusal.detail)
    with open_either(path) as book:
        if is_official(sheet.name for sheet in book.sheets):
            return read_official(book, file=number, name=path.name)
        return _supplement(book)


def _supplement(book: Book) -> Reading | None:
    said = identify(book, (SUPPLEMENT,))
    if not said.is_stated:
        return None
    return read(book, SUPPLEMENT, group=None, version=said.version)
