"""The summary of a year as lines for a terminal: one block of emissions, one per target year."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from portal.language import Text
from portal.plans.amounts import MISSING_LABELS, Missing
from portal.reference.groups import Group

ALLIANCE = Text("聯盟", "Alliance")
NAME_WIDTH = 28
WIDTH = 16
WHOLE = Decimal(1)
EMISSIONS = ("成員 members", "送出 handed in", "通過 accepted", "範疇一 t", "範疇二 t")
TARGETS = (
    "成員 members",
    "已量化 quant.",
    "T1 t",
    "T2 t",
    "T3 t",
    "T4 t",
    "淨零 net zero",
    "涵蓋率",
)

Plain = Mapping[str, Any]


def as_lines(figures: Plain) -> str:
    """The figures of `summary_json.summary` as aligned lines, tonnes CO2e as whole numbers."""
    sets = [(ALLIANCE, figures["alliance"])]
    sets += [(Group(one["group"]).label, one) for one in figures["groups"]]
    lines = [f"{figures['year']} 年度 · 公噸 CO₂e, tonnes CO2e", _line("", EMISSIONS)]
    lines += [_line(name.zh + " " + name.en, _emissions(one)) for name, one in sets]
    for year in figures["alliance"]["targets"]:
        lines += ["", f"{year} 年目標 · targets for {year}", _line("", TARGETS)]
        lines += [
            _line(name.zh + " " + name.en, _targets(one["targets"][year])) for name, one in sets
        ]
    return "\n".join(lines)


def _emissions(one: Plain) -> Iterator[str]:
    yield from (str(one[key]) for key in ("members", "submitted", "accepted"))
    yield from (_tonnes(one["emissions_t"][key]) for key in ("scope1", "scope2"))


def _targets(one: Plain) -> Iterator[str]:
    yield from (str(one[key]) for key in ("members", "quantified"))
    yield from (_tonnes(one[key]) for key in ("t1", "t2", "t3", "t4"))
    yield str(one["net_zero_members"])
    yield _share(one["coverage"])


def _tonnes(value: str) -> str:
    try:
        return f"{Decimal(value).quantize(WHOLE, ROUND_HALF_UP):,}"
    except InvalidOperation:
        return MISSING_LABELS[Missing(value)].zh


def _share(value: str) -> str:
    try:
        return f"{(Decimal(value) * 100).quantize(WHOLE, ROUND_HALF_UP)} %"
    except InvalidOperation:
        return MISSING_LABELS[Missing(value)].zh


def _line(name: str, cells: Sequence[str] | Iterator[str]) -> str:
    padded = (" " * max(WIDTH - _width(cell), 1) + cell for cell in cells)
    return name + " " * max(NAME_WIDTH - _width(name), 1) + "".join(padded)


def _width(text: str) -> int:
    """Columns of a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
