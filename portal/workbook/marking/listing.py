"""The list of findings as lines of ten columns, and as CSV."""

import csv
import io
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import BinaryIO, NamedTuple

from portal.language import Language, Text
from portal.workbook.findings import SEVERITY_LABELS, Finding
from portal.workbook.inert_text import inert

NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.\d+)?", re.ASCII)
LONGEST = 32_000

Entry = str | Decimal | None


class Line(NamedTuple):
    """One finding as it stands in a list."""

    code: str
    severity: str
    sheet: str
    cells: str
    heading: str
    value: Entry
    expected: Entry
    difference: Decimal | None
    message: str
    fix: str


HEADINGS = {
    "code": Text("代碼", "Code"),
    "severity": Text("程度", "Severity"),
    "sheet": Text("工作表", "Sheet"),
    "cells": Text("儲存格", "Cell"),
    "heading": Text("欄位", "Heading"),
    "value": Text("填報內容", "Value"),
    "expected": Text("重算或應為", "Expected"),
    "difference": Text("差異", "Difference"),
    "message": Text("說明", "Message"),
    "fix": Text("處理方式", "What to do"),
}


def line(finding: Finding, language: Language) -> Line:
    """One finding in one language; numbers are numbers, the difference is value less expected."""
    value, expected = entry(finding.value), entry(finding.expected)
    return Line(
        finding.code,
        SEVERITY_LABELS[finding.severity][language],
        finding.sheet,
        ", ".join(finding.cells),
        finding.heading[language],
        value,
        expected,
        _difference(value, expected),
        finding.message[language],
        finding.advice[language],
    )


def _difference(value: Entry, expected: Entry) -> Decimal | None:
    if isinstance(value, Decimal) and isinstance(expected, Decimal):
        return value - expected
    return None


def entry(text: str | None) -> Entry:
    """A value as a number where it is written as one, else as its text.

    Leading zeros and digits beyond what a spreadsheet holds make it a text.
    """
    if text is None or NUMBER.fullmatch(text) is None:
        return text
    number = Decimal(text.replace(",", ""))
    return number if len(number.as_tuple().digits) <= 15 else text


def write_csv(findings: Sequence[Finding], language: Language, stream: BinaryIO) -> None:
    """The findings as CSV (RFC 4180, UTF-8 with a mark for Excel), a line for each.

    Texts that a spreadsheet would take for a formula begin with an apostrophe.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heading[language] for heading in HEADINGS.values())
    for finding in findings:
        writer.writerow(_field(one) for one in line(finding, language))
    stream.write(text.getvalue().encode("utf-8-sig", "replace"))


def _field(value: Entry) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return inert(value.replace("\0", "")[:LONGEST])
