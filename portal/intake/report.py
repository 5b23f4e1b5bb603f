"""What a check found out about one file: identity, totals, findings, and the lines to be stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from typing import Any

import orjson

from portal.language import Language
from portal.workbook.findings import Finding, Severity
from portal.workbook.left import Left
from portal.workbook.stored import finding as kept_finding

JsonObject = dict[str, Any]
PIECE = 1_000
SIDES = ("stated", "recomputed")


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of checking one file.

    Attributes:
        file: name under which it was handed in.
        sha256: of its bytes, hexadecimal; empty when no file could be opened.
        kind: `inventory`, `plan`, or None when not recognised.
        totals: "stated" and "recomputed" figures by name, tonnes CO2e as decimal strings.
        findings: errors first.
        tables: rows to be kept with a version, each with its sheet and row.
        versions: of rules, thresholds and reference data it was judged by.
        files: the files of the official form it is about, each with `name`, `sha256`, `role`
            (`form`, `supplement` or ``), `site` and `year`; empty for a workbook of the portal.
        part_of: name of the whole that a report about one of several files was taken from.
        suspended: rules left out of it, by code: title, reason, by, at and count of cases.
        left: what the present template would still ask for, of a workbook of an older version.
    """

    file: str
    sha256: str
    kind: str | None = None
    template_version: int | None = None
    member: str | None = None
    year: int | None = None
    totals: Mapping[str, Mapping[str, str | None]] = field(
        default_factory=dict[str, Mapping[str, str | None]]
    )
    findings: tuple[Finding, ...] = ()
    tables: Mapping[str, Sequence[Mapping[str, Any]]] = field(
        default_factory=dict[str, Sequence[Mapping[str, Any]]]
    )
    versions: Mapping[str, str] = field(default_factory=dict[str, str])
    is_read: bool = True
    suspended: Mapping[str, JsonObject] = field(default_factory=dict[str, JsonObject])
    left: tuple[Left, ...] = ()
    files: Sequence[JsonObject] = ()
    part_of: str = ""

    @property
    def counts(self) -> dict[Severity, int]:
        """Number of cases by severity."""
        counts = dict.fromkeys(Severity, 0)
        for finding in self.findings:
            counts[finding.severity] += finding.count
        return counts

    @property
    def has_errors(self) -> bool:
        """Whether something must be corrected before the file can be handed in."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    def file_of(self, found: Finding) -> str:
        """The name of the file, one of several, that a finding is in; empty when in none.

        The sheet of such a finding stands behind the name of its file. Where one name begins
        another, the longer one counts.
        """
        names = sorted((str(one["name"]) for one in self.files), key=len, reverse=True)
        sheet = found.sheet
        return next((one for one in names if sheet == one or sheet.startswith(f"{one} ")), "")

    def shown(self, language: Language) -> JsonObject:
        """The report as `portal check --json` prints it, in one language, without the tables."""
        return {
            "file": self.file,
            "sha256": self.sha256 or None,
            "kind": self.kind,
            "template_version": self.template_version,
            "member": self.member,
            "year": self.year,
            "totals_t": {side: self.totals.get(side, {}) for side in SIDES},
            "findings": [_shown(finding, language) for finding in self.findings],
            "counts": {severity.value: count for severity, count in self.counts.items()},
        }

    def stored(self) -> bytes:
        """The report in both languages as JSON, without the tables."""
        return _json({**_fields(self), "tables": {}})

    def stored_tables(self) -> bytes:
        """The tables as JSON, amounts as decimal strings."""
        stream = BytesIO()
        self.write_tables(stream)
        return stream.getvalue()

    def write_tables(self, stream: BytesIO) -> None:
        """Write the tables as JSON, piece by piece: rows are made while they are looked at."""
        between = b"{"
        for name, rows in self.tables.items():
            stream.write(between + _json(name) + b":[")
            for at in range(0, len(rows), PIECE):
                stream.write((b"," if at else b"") + _json(list(rows[at : at + PIECE]))[1:-1])
            stream.write(b"]")
            between = b","
        stream.write(b"}" if self.tables else b"{}")

    @staticmethod
    def restored(data: bytes, tables: bytes = b"{}") -> "Report":
        """The report that `stored` and `stored_tables` wrote."""
        values: JsonObject = {**orjson.loads(data), "tables": orjson.loads(tables)}
        values["findings"] = tuple(kept_finding(kept) for kept in values["findings"])
        values["left"] = tuple(map(Left.restored, values.get("left", ())))
        return Report(**values)


def _fields(report: Report) -> JsonObject:
    """The report's fields by name; orjson turns the dataclasses inside into objects itself."""
    return {name: getattr(report, name) for name in Report.__dataclass_fields__}


def _json(value: object) -> bytes:
    return orjson.dumps(value, default=plain)


def _shown(finding: Finding, language: Language) -> JsonObject:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "sheet": finding.sheet,
        "cells": list(finding.cells),
        "message": finding.message[language],
        "why": finding.why[language],
        "fix": finding.advice[language],
        "value": finding.value,
        "expected": finding.expected,
    }


def plain(value: object) -> object:
    """How orjson writes an amount: as a decimal string."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    raise TypeError(f"{type(value).__name__} has no place in a report")
