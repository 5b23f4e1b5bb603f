"""Correcting a few cells on the page: what is faulty, what it holds, and the new version.

The workbook is read and written in a child process with limits, as its check is.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, Final

import orjson

from portal.files.store import FileStore
from portal.intake.checking import LIMITS
from portal.intake.report import Report
from portal.language import Text
from portal.workbook.addresses import address, range_of
from portal.workbook.cells import open_book
from portal.workbook.child import Finished, run
from portal.workbook.correcting import CannotWriteError, Change, Held, held, write_values
from portal.workbook.findings import NOTHING, Finding, Severity
from portal.workbook.formats import FormatKind
from portal.workbook.marking.patching import UnmarkableError
from portal.workbook.ods import is_open_document
from portal.workbook.refusals import Refused
from portal.workbook.typed import typed

LOG = logging.getLogger(__name__)
# More are quicker and safer to correct where all of the workbook is in view.
MOST_CELLS: Final = 20
LONGEST: Final = 2_000
SUFFIX: Final = "_更正"
HEAD: Final = 8

MANY = Text(
    "需更正的儲存格超過 20 格，請下載標註檔，在 Excel 更正後重新上傳。",
    "More than 20 cells need a correction: download the marked workbook, correct it in Excel and "
    "upload it again.",
)
NONE = Text(
    "這些錯誤不在單一儲存格，請在檔案中更正後重新上傳。",
    "These errors are not in single cells: correct them in the file and upload it again.",
)
OPEN_DOCUMENT = Text(
    "OpenDocument（.ods）檔案不能在網頁上更正，請在檔案中更正後重新上傳。",
    "An OpenDocument file (.ods) cannot be corrected on the page: correct it in the file and "
    "upload it again.",
)
UNREADABLE = Text(
    "這個檔案的內部結構無法直接修改，請在 Excel 更正後重新上傳。",
    "The file is built in a way that cannot be changed here: correct it in Excel and upload it "
    "again.",
)
NOTHING_CHANGED = Text("沒有更改任何儲存格。", "No cell was changed.")


@dataclass(frozen=True, slots=True)
class Faulty:
    """One cell that errors show in, with the correction that is suggested for it."""

    sheet: str
    cell: str
    findings: tuple[Finding, ...]
    suggested: str = ""

    @property
    def key(self) -> str:
        """Its name in a form."""
        return f"{self.sheet}!{self.cell}"

    @property
    def heading(self) -> Text:
        """What stands above or beside it, where the finding is about this cell."""
        own = (one for one in self.findings if one.cells[:1] == (self.cell,))
        return next((one.heading for one in own if one.heading != NOTHING), NOTHING)


@dataclass(frozen=True, slots=True)
class Faults:
    """The faulty cells of a report, or why they are not offered for correction on the page."""

    cells: tuple[Faulty, ...]
    elsewhere: int
    reason: Text | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What was typed for one cell."""

    sheet: str
    cell: str
    text: str
    replaces_formula: bool = False


@dataclass(frozen=True, slots=True)
class Corrected:
    """A new version of a workbook and what differs, or the reasons why there is none, by cell."""

    data: bytes = b""
    changes: tuple[Mapping[str, str], ...] = ()
    reasons: Mapping[str, Text] | None = None


def faults(report: Report) -> Faults:
    """The cells in which errors show, where they are few enough for a page."""
    errors = [one for one in report.findings if one.severity is Severity.ERROR]
    found: dict[tuple[str, str], list[Finding]] = {}
    suggested: dict[tuple[str, str], str] = {}
    for finding in errors:
        for where in _cells(finding):
            found.setdefault(where, []).append(finding)
            if len(found) > MOST_CELLS:
                return Faults((), 0, MANY)
        one = finding.suggestion
        if one is not None:
            suggested.setdefault((one.sheet, one.cell), one.value)
            found.setdefault((one.sheet, one.cell), [finding])
    elsewhere = sum(not any(_cells(one)) for one in errors)
    cells = tuple(
        Faulty(*where, tuple(those), suggested.get(where, "")) for where, those in found.items()
    )
    return Faults(cells, elsewhere, None if cells or not errors else NONE)


def _cells(finding: Finding) -> Iterator[tuple[str, str]]:
    """The sheet and address of every cell that a finding names."""
    for named in finding.cells:
        sheet, mark, cells = named.rpartition("!")
        area = range_of(cells)
        for row in range(area.first_row, area.last_row + 1) if area else ():
            for column in range(area.first_column, area.last_column + 1) if area else ():
                yield (sheet if mark else finding.sheet), address(row, column)


def present(store: FileStore, sha256: str, cells: Sequence[Faulty]) -> dict[str, Held] | Text:
    """What each cell of a stored workbook holds, by its key; or why none can be changed there."""
    store.open(sha256).close()
    path = store.path(sha256)
    if is_open_document(path):
        return OPEN_DOCUMENT
    outcome = run(_held, path, [(one.sheet, one.cell) for one in cells], limits=LIMITS)
    if not isinstance(outcome, Finished):
        LOG.warning("looking at cells of %s ended: %s", sha256, outcome)
        return UNREADABLE
    kept: list[dict[str, Any]] = orjson.loads(outcome.answer)
    return {f"{one['sheet']}!{one['cell']}": _restored(one) for one in kept} or UNREADABLE


def _held(path: Path, wanted: list[tuple[str, str]]) -> bytes:
    try:
        with open_book(path) as book:
            return orjson.dumps(held(path, book, wanted))
    except (Refused, UnmarkableError):
        return b"[]"


def _restored(kept: dict[str, Any]) -> Held:
    reason = kept["reason"]
    return Held(
        kept["sheet"],
        kept["cell"],
        kept["shown"],
        FormatKind(kept["kind"]),
        kept["formula"],
        tuple(kept["beside"]),
        Text(**kept["heading"]),
        Text(**reason) if reason else None,
    )


def corrected(store: FileStore, sha256: str, entries: Sequence[Entry]) -> Corrected:
    """A stored workbook with what was typed in its cells; the stored bytes stay.

    The same entries give the same bytes.
    """
    store.open(sha256).close()
    path = store.path(sha256)
    if is_open_document(path):
        return Corrected(reasons={"": OPEN_DOCUMENT})
    outcome = run(_corrected, path, list(entries), limits=LIMITS)
    if not isinstance(outcome, Finished):
        LOG.warning("the correction of %s ended: %s", sha256, outcome)
        return Corrected(reasons={"": UNREADABLE})
    size = int.from_bytes(outcome.answer[:HEAD], "big")
    said = orjson.loads(outcome.answer[HEAD : HEAD + size])
    if said["reasons"]:
        return Corrected(reasons={key: Text(**one) for key, one in said["reasons"].items()})
    return Corrected(outcome.answer[HEAD + size :], tuple(said["changes"]))


def _corrected(path: Path, entries: list[Entry]) -> bytes:
    try:
        return _answer(*_written(path, entries))
    except CannotWriteError as error:
        return _answer(b"", [], {error.cell: error.reason})
    except (Refused, UnmarkableError):
        return _answer(b"", [], {"": UNREADABLE})


def _written(path: Path, entries: list[Entry]) -> tuple[bytes, list[Mapping[str, str]]]:
    with open_book(path) as book:
        now = held(path, book, [(one.sheet, one.cell) for one in entries])
        changed = [
            (entry, was) for entry, was in zip(entries, now, strict=True) if _differs(entry, was)
        ]
        if not changed:
            raise CannotWriteError(NOTHING_CHANGED)
        data = write_values(path.read_bytes(), book, [_change(*one) for one in changed])
    said: list[Mapping[str, str]] = [
        {"sheet": entry.sheet, "cell": entry.cell, "before": was.shown, "after": entry.text.strip()}
        for entry, was in changed
    ]
    return data, said


def _differs(entry: Entry, was: Held) -> bool:
    if was.formula is not None and not entry.replaces_formula:
        return entry.text.strip() != was.shown.strip()
    return entry.text.strip() != was.shown or was.formula is not None


def _change(entry: Entry, was: Held) -> Change:
    spot = range_of(entry.cell)
    if spot is None:
        raise CannotWriteError(UNREADABLE, f"{entry.sheet}!{entry.cell}")
    content = typed(entry.text, was.kind)
    return Change(
        entry.sheet, spot.first_row, spot.first_column, entry.cell, content, entry.replaces_formula
    )


def _answer(
    data: bytes, changes: list[Mapping[str, str]], reasons: Mapping[str, Text] | None = None
) -> bytes:
    said = orjson.dumps({"changes": changes, "reasons": reasons or {}})
    return len(said).to_bytes(HEAD, "big") + said + data


def corrected_name(name: str) -> str:
    """The name of a file's corrected version."""
    stem = PurePath(name).stem.removesuffix(SUFFIX)
    return f"{stem}{SUFFIX}.xlsx"
