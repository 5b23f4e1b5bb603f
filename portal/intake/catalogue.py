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
_SOURCES: Final[Mapping[str, str]] = {
    "design judgement": "平台設計判斷",
    "MOENV inventory form, notes and sample rows": "環境部盤查登錄表之填表說明與範例列",
    "MOENV greenhouse gas inventory form, notes and formulas": "環境部盤查登錄表之填表說明與公式",
    "溫室氣體自主減量計畫管理辦法 Art. 3: contents of a plan": (
        "溫室氣體自主減量計畫管理辦法第 3 條：計畫內容"
    ),
    "method of the portal: contribution = covered base x cut, by kind of target": (
        "平台計算方法：減量貢獻＝涵蓋之基準排放×減量比率，依目標類型"
    ),
    "one flow, two reports: scope 1 of the seller is scope 2 of the buyer": (
        "同一筆流量兩方申報：供應方範疇一即受入方範疇二"
    ),
    "ministry's reasons for refusing effects of a reduction plan": "環境部不採計減量成效之理由",
    "portal judgement: how rows of a field form refer to each other": (
        "平台判斷：現場表單各列之對應"
    ),
    "portal judgement: how rows of a form of claims belong together": (
        "平台判斷：節能主張各列之對應"
    ),
    "Judgement: the Alliance counts companies, the form is for one site": (
        "平台判斷：聯盟以公司計，官方表單以廠（場）計"
    ),
    "measured behaviour of spreadsheet files": "試算表檔案之實測行為",
    "plant register of Kaohsiung, 2023": "高雄市列管排放源名冊（2023）",
}
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
        return _opened(self.rule.message)

    @property
    def fix(self) -> Text:
        """What to do about it, left open in the same way."""
        return _opened(self.rule.fix)

    @property
    def source(self) -> Text:
        """Where the rule comes from; what is quoted often is said in Chinese as well."""
        return Text(_SOURCES.get(self.rule.source, self.rule.source), self.rule.source)


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


def _opened(said: Text) -> Text:
    return Text(*(one.replace("{", "‹").replace("}", "›") for one in (said.zh, said.en)))


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
