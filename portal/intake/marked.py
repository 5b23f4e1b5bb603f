"""A member's file handed back: its own workbook with each finding marked, and the list as CSV.

The same code on the server and at the member's desk. Marking is done in a child process with
limits, as the check is.
"""

import logging
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from portal.files.store import FileStore
from portal.intake.checking import LIMITS
from portal.intake.report import Report
from portal.language import Language
from portal.workbook.child import Finished, run
from portal.workbook.findings import Finding
from portal.workbook.marking import annotate, list_alone, write_csv
from portal.workbook.marking.wording import BEYOND_LIMITS

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


def findings_csv(report: Report, language: Language) -> bytes:
    """The findings of a report as CSV."""
    made = BytesIO()
    write_csv(report.findings, language, made)
    return made.getvalue()


def _marked(path: Path, findings: Sequence[Finding], language: Language) -> bytes:
    made = BytesIO()
    annotate(path, findings, language, made)
    return made.getvalue()
