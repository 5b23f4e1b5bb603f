"""Everything that is checked and everything that is asked for, for pages and documents alike."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from portal.claims.rules import RULES as CLAIM_RULES
from portal.claims.sheets import TEMPLATE as CLAIMS
from portal.field.rules import RULES as FIELD_RULES
from portal.intake.kinds import CATALOGUE, INVENTORY, PLAN
from portal.language import Text
from portal.official.sheets import TEMPLATE as OFFICIAL
from portal.verification.rules import RULES as METER_RULES
from portal.verification.sheets import TEMPLATE as METER
from portal.workbook.rules import Rule
from portal.workbook.sheets import Column
from portal.workbook.sheets import Kind as CellKind
from portal.workbook.thresholds import Threshold, thresholds

CHAPTERS: Final[Mapping[str, Text]] = {
    "WB": Text("檔案與格式", "File and shape"),
    "INV": Text("盤查清冊", "Inventory"),
    "PLN": Text("減量計畫", "Reduction plan"),
    "OFF": Text("官方清冊表單", "Official inventory form"),
    "FLD": Text("現場活頁簿", "Field workbooks"),
    "MV": Text("量測資料", "Meter data"),
    "CLM": Text("節能主張", "Claims of savings"),
    "BUD": Text("碳預算活頁簿", "Carbon budget workbook"),
}
NEWEST: Final = {
    "INV": INVENTORY.template.version,
    "PLN": PLAN.template.version,
    "OFF": OFFICIAL.version,
    "FLD": 1,
    "MV": METER.version,
    "CLM": CLAIMS.version,
    "BUD": 1,
}
# Workbooks beside the yearly ones; their rules are never suspended.
BESIDE: Final[tuple[Rule[Any], ...]] = (
    *FIELD_RULES.rules.values(),
    *METER_RULES.rules.values(),
    *CLAIM_RULES.rules.values(),
)
ACROSS: Final = Text("跨檔案比對", "Across workbooks")
_LIMITS: Final = {"INV": "portal.inventory", "OFF": "portal.inventory", "PLN": "portal.plans"}

CELL_KINDS: Final[Mapping[CellKind, Text]] = {
    CellKind.TEXT: Text("文字", "text"),
    CellKind.NUMBER: Text("數值", "number"),
    CellKind.INTEGER: Text("整數", "whole number"),
    CellKind.YEAR: Text("年（西元或民國）", "year"),
    CellKind.PERCENT: Text("百分比", "per cent"),
    CellKind.CODE: Text("選單", "list"),
    CellKind.UNIT: Text("單位", "unit"),
    CellKind.DATE: Text("日期", "date"),
    CellKind.MONTH: Text("年月", "month"),
    CellKind.YES_NO: Text("是／否", "yes or no"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule with the limits it compares with."""

    rule: Rule[Any]
    limits: tuple[Threshold, ...]

    @property
    def template_versions(self) -> tuple[int, ...]:
        """The versions of the template whose workbooks the rule is about."""
        newest = NEWEST.get(_prefix(self.rule), max(NEWEST.values()))
        return tuple(range(self.rule.since, newest + 1))

    @property
    def example(self) -> Text | None:
        """What the finding says in an invented case; None where several files make the case."""
        return examples().get(self.rule.code)

    @property
    def message(self) -> Text:
        """What the finding says, with the values of a case left open as ‹name›."""
        said = self.rule.message
        return Text(_open(said.zh), _open(said.en))


@dataclass(frozen=True, slots=True)
class Chapter:
    """The rules of one rule book, in the order in which they are read."""

    code: str
    title: Text
    entries: tuple[Entry, ...]


@cache
def examples() -> Mapping[str, Text]:
    """What a finding of each rule says in an invented case, by code."""
    said = files("portal.intake").joinpath("examples.csv").read_text(encoding="utf-8")
    return {row["code"]: Text(row["zh"], row["en"]) for row in csv.DictReader(said.splitlines())}


def _open(sentence: str) -> str:
    return sentence.replace("{", "‹").replace("}", "›")


@cache
def chapters(more: tuple[Rule[Any], ...] = ()) -> Sequence[Chapter]:
    """All rules by rule book, with those of packages above this one when they are given."""
    found: dict[str, list[Entry]] = {}
    for rule in (*CATALOGUE.values(), *BESIDE, *more):
        found.setdefault(_prefix(rule), []).append(Entry(rule, _limits(rule)))
    return tuple(
        Chapter(prefix, CHAPTERS.get(prefix, ACROSS), tuple(entries))
        for prefix, entries in found.items()
    )


def _prefix(rule: Rule[Any]) -> str:
    return rule.code.partition("-")[0]


def _limits(rule: Rule[Any]) -> tuple[Threshold, ...]:
    package = _LIMITS.get(_prefix(rule))
    if package is None or not rule.thresholds:
        return ()
    return tuple(row for row in _rows(package) if row.key in rule.thresholds)


@cache
def _rows(package: str) -> tuple[Threshold, ...]:
    return thresholds(package).rows


def limits_of(column: Column) -> str:
    """The least and the greatest value of a column, `0 – 1`; empty when it has neither."""
    low, high = column.minimum, column.maximum
    if low is None and high is None:
        return ""
    if high is None:
        return f"≥ {low:f}"
    return f"≤ {high:f}" if low is None else f"{low:f} – {high:f}"
