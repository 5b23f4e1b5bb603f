"""Leaving the findings of suspended rules out of a report, and saying so in it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from portal.intake.kinds import CATALOGUE, KINDS
from portal.intake.report import JsonObject, Report
from portal.language import Text
from portal.submissions.figures import Suspension

# What the reader itself finds decides on what is read at all; no suspension can do without it.
SUSPENDABLE: Final = frozenset(code for code, rule in CATALOGUE.items() if rule.check is not None)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A rule that was suspended when a file was checked; `count` is of the cases left out."""

    code: str
    title: Text
    reason: str
    by: str
    at: datetime
    count: int


def left_out(report: Report, suspended: Mapping[str, Suspension]) -> Report:
    """The report as it is while some rules are suspended: their findings count for nothing.

    The report says which rules of its kind were suspended, why, by whom and when, and how many
    cases of each were left out; the version that is handed in keeps their codes.
    """
    known = KINDS[report.kind].rules.rules if report.kind else {}
    cases = Counter[str]()
    for finding in report.findings:
        cases[finding.code] += finding.count
    # The ministry's form has rules of its own besides those of its kind.
    codes = sorted(suspended.keys() & SUSPENDABLE & (known.keys() | cases.keys()))
    if not codes:
        return report
    return replace(
        report,
        findings=tuple(one for one in report.findings if one.code not in codes),
        versions={**report.versions, "suspended": " ".join(codes)},
        suspended={code: _entry(suspended[code], cases[code]) for code in codes},
    )


def rules_left_out(report: Report) -> list[LeftOut]:
    """The rules that were suspended when a report was made."""
    return [
        LeftOut(
            code,
            Text(**one["title"]),
            one["reason"],
            one["by"],
            datetime.fromisoformat(one["at"]),
            one["count"],
        )
        for code, one in report.suspended.items()
    ]


def _entry(suspension: Suspension, cases: int) -> JsonObject:
    title = CATALOGUE[suspension.code].title
    return {
        "title": {"zh": title.zh, "en": title.en},
        "reason": suspension.reason,
        "by": suspension.by,
        "at": suspension.at.isoformat(),
        "count": cases,
    }
