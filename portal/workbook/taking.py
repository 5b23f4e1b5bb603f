"""Workbooks beside the yearly ones (field forms, meter data): read and judged in a child process.

The same gate, reader and limits as for the yearly workbooks; the rows come back as typed rows.
"""

import hashlib
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson

from portal.workbook import shape
from portal.workbook.cells import open_book
from portal.workbook.child import Finished, Limits, run
from portal.workbook.collecting import collect, finding, refused
from portal.workbook.csv_book import CsvBook
from portal.workbook.findings import Finding, Hit, Severity, hit
from portal.workbook.identity import identify
from portal.workbook.package import inspect
from portal.workbook.reading import Reading, read
from portal.workbook.refusals import Refusal, RefusalCode, Refused
from portal.workbook.rules import Rule
from portal.workbook.sheets import Row, Template
from portal.workbook.stored import finding as kept_finding
from portal.workbook.stored import restored

Judge = Callable[[Reading], Iterable[tuple[Rule[Any], Hit]]]
LIMITS = Limits(answer=16 << 20)
LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a workbook holds and what is to be said about it.

    Attributes:
        rows: typed rows by sheet key; empty when the file could not be read.
        findings: errors first.
        member, year: for whom the workbook was made out, as it says itself.
    """

    rows: Mapping[str, tuple[Any, ...]] = field(default_factory=dict[str, tuple[Any, ...]])
    findings: tuple[Finding, ...] = ()
    member: str | None = None
    year: int | None = None

    @property
    def has_errors(self) -> bool:
        """Whether something must be corrected before the rows may be used."""
        return any(one.severity is Severity.ERROR for one in self.findings)

    def form(self, key: str) -> Any | None:
        """The one row of a form, None when the sheet is absent."""
        rows = self.rows.get(key, ())
        return rows[0] if rows else None


def take(path: Path, template: Template, judge: Judge, *, text_too: bool = False) -> Taken:
    """The rows and findings of a workbook of one template.

    Args:
        path: where the bytes are.
        template: the declarations it must follow; another kind of workbook is a finding.
        judge: the rules, a function of a module (it is called in a child process).
        text_too: whether the same sheets may come as a CSV file.
    """
    outcome = run(_taken_with_text if text_too else _taken, path, template, judge, limits=LIMITS)
    if not isinstance(outcome, Finished):
        LOG.warning("the reading of %s ended: %s", _digest(path), outcome)
        return Taken(findings=(refused(Refusal(RefusalCode.BEYOND_LIMITS)),))
    kept: dict[str, Any] = orjson.loads(outcome.answer)
    rows = {
        sheet.key: tuple(restored(sheet, values) for values in kept["rows"].get(sheet.key, ()))
        for sheet in template
    }
    findings = tuple(kept_finding(values) for values in kept["findings"])
    return Taken(rows, findings, kept["member"], kept["year"])


def _taken_with_text(path: Path, template: Template, judge: Judge) -> bytes:
    """The same where the sheets may come as text."""
    return _taken(path, template, judge, text_too=True)


def _taken(path: Path, template: Template, judge: Judge, *, text_too: bool = False) -> bytes:
    """What `take` gives, as JSON: the child process hands back nothing but plain values."""
    refusal = inspect(path)
    is_text = text_too and refusal is not None and refusal.code is RefusalCode.PLAIN_TEXT
    if refusal is not None and not is_text:
        return _json([refused(refusal)])
    try:
        with CsvBook(path, template) if is_text else open_book(path) as book:
            who = identify(book, (template,))
            if who.template is None:
                names = "、".join(sheet.name for sheet in book.sheets[:10])
                return _json([finding(shape.UNKNOWN_TEMPLATE, hit(sheets=names))])
            reading = read(book, template, group=None, version=who.version)
            return _json(collect(reading, judge(reading)), reading, who.member, who.year)
    except Refused as reason:
        return _json([refused(reason.refusal)])


def _json(
    findings: Iterable[Finding],
    reading: Reading | None = None,
    member: str | None = None,
    year: int | None = None,
) -> bytes:
    rows = {} if reading is None else reading.rows
    kept = {key: [_values(row) for row in some] for key, some in rows.items()}
    said = {"rows": kept, "findings": list(findings), "member": member, "year": year}
    return orjson.dumps(said, default=_plain)


def _values(row: Row) -> dict[str, Any]:
    return {one.name: getattr(row, one.name) for one in fields(row)}


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return f"{value:f}"
    raise TypeError(f"{type(value).__name__} has no place in a workbook's rows")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
