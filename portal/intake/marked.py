"""A member's file handed back: its own workbook with each finding marked, and the list as CSV.

The same code on the server and at the member's desk. Marking is done in a child process with
limits, as the check is.
"""

import logging
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path, PurePath
from typing import Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from portal.files.names import labels
from portal.files.store import FileStore
from portal.intake.checking import LIMITS
from portal.intake.report import Report
from portal.language import Language, Text
from portal.workbook.child import Finished, run
from portal.workbook.findings import Finding
from portal.workbook.marking import annotate, list_alone, write_csv
from portal.workbook.marking.open_document import is_open_document
from portal.workbook.marking.wording import BEYOND_LIMITS

MARKED: Final = Text("標註", "marked")
# The same files give the same archive.
STAMP: Final = (1980, 1, 1, 0, 0, 0)
LOG = logging.getLogger(__name__)


def marked_copy(store: FileStore, sha256: str, report: Report, language: Language) -> bytes:
    """The stored file with every finding of its report marked; the stored bytes stay.

    Raises:
        MissingFileError, DamagedFileError: the store does not have the file as it arrived.
    """
    store.open(sha256).close()
    return marked(store.path(sha256), report, language)


def marked(path: Path, report: Report, language: Language) -> bytes:
    """A file with every finding of its report marked.

    Where the file cannot be marked, a workbook with the list alone, which says why.
    """
    outcome = run(_marked, path, report.findings, language, limits=LIMITS)
    if isinstance(outcome, Finished):
        return outcome.answer
    LOG.warning("the marking of %s ended: %s", report.sha256, outcome)
    made = BytesIO()
    list_alone(report.findings, language, BEYOND_LIMITS, made)
    return made.getvalue()


def marked_name(original: str, language: Language) -> str:
    """The name of the marked copy of a file, without what tells its format."""
    return f"{PurePath(original).stem}_{MARKED[language]}"


def suffix_of(data: bytes) -> str:
    """How the name of a workbook with these bytes ends."""
    return ".ods" if is_open_document(data) else ".xlsx"


def archive_of(originals: Sequence[str], copies: Sequence[bytes], language: Language) -> bytes:
    """The marked copies of several files as one .zip, each named for its file."""
    names = labels(marked_name(one, language) for one in originals)
    return archive((name + suffix_of(copy), copy) for name, copy in zip(names, copies, strict=True))


def archive(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Files by name as one .zip; the same files give the same bytes."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as package:
        for name, data in files:
            package.writestr(ZipInfo(name, STAMP), data)
    return made.getvalue()


def findings_csv(report: Report, language: Language) -> bytes:
    """The findings of a report as CSV."""
    made = BytesIO()
    write_csv(report.findings, language, made)
    return made.getvalue()


def _marked(path: Path, findings: Sequence[Finding], language: Language) -> bytes:
    made = BytesIO()
    annotate(path, findings, language, made)
    return made.getvalue()
