"""Findings as a page shows them: one group a rule and sheet, with its cases below."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final

from portal.intake.report import Report
from portal.language import Text
from portal.workbook.findings import Finding, Severity

TOTAL_NAMES: Final[Mapping[str, Text]] = {
    "scope1": Text("範疇一", "Scope 1"),
    "scope2": Text("範疇二", "Scope 2"),
    "total": Text("範疇一與範疇二合計", "Scopes 1 and 2"),
    "biogenic": Text("生質二氧化碳（另列）", "Biogenic CO₂ (apart)"),
    "contribution_2026": Text("2026 減量貢獻", "Contribution 2026"),
    "contribution_2030": Text("2030 減量貢獻", "Contribution 2030"),
    "contribution_2050": Text("2050 減量貢獻", "Contribution 2050"),
    "measures_committed": Text("已核定措施", "Committed measures"),
}


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """All cases of one rule on one sheet; `count` is exact even where cases stand together."""

    first: Finding
    count: int
    cases: tuple[Finding, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """Every cell named, in order, once."""
        return tuple(dict.fromkeys(cell for case in self.cases for cell in case.cells))


@dataclass(frozen=True, slots=True)
class StatedTotal:
    """One total as stated and as recomputed, tCO2e; `gap` is recomputed over stated, less one."""

    name: Text
    stated: Decimal | None
    recomputed: Decimal | None

    @property
    def gap(self) -> Decimal | None:
        """How far recomputing moves the total, as a ratio of what was stated."""
        if self.recomputed is None or not self.stated:
            return None
        return self.recomputed / self.stated - 1


def groups(
    findings: Iterable[Finding], *, severity: str = "", sheet: str = ""
) -> list[FindingGroup]:
    """Groups in the order of the findings, filtered by severity and sheet."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for one in findings:
        if (not severity or one.severity == severity) and (not sheet or one.sheet == sheet):
            found.setdefault((one.code, one.sheet), []).append(one)
    return [
        FindingGroup(cases[0], sum(case.count for case in cases), tuple(cases))
        for cases in found.values()
    ]


def same_columns(cases: Iterable[Finding]) -> list[list[Finding]]:
    """Neighbouring cases whose excerpts have the same columns: one grid each."""
    return [
        list(run)
        for _, run in groupby(cases, lambda one: one.excerpt.letters if one.excerpt else None)
    ]


def rule_counts(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many groups of each severity there are, unfiltered."""
    counts = dict.fromkeys(Severity, 0)
    for group in groups(findings):
        counts[group.first.severity] += 1
    return counts


def sheets(findings: Iterable[Finding]) -> list[str]:
    """The sheets that have findings, in order."""
    return list(dict.fromkeys(one.sheet for one in findings if one.sheet))


def stated_totals(report: Report) -> list[StatedTotal]:
    """Totals as stated and as recomputed, in the order of the report."""
    stated = report.totals.get("stated", {})
    recomputed = report.totals.get("recomputed", {})
    return [
        StatedTotal(_name(key), _decimal(stated.get(key)), _decimal(recomputed.get(key)))
        for key in dict.fromkeys((*recomputed, *stated))
    ]


def _name(key: str) -> Text:
    return TOTAL_NAMES.get(key) or Text(key, key)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
