"""Who is not in a total and why: the list of excluded members that every report carries."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from portal.aggregation.amounts import AMOUNTS
from portal.language import Text
from portal.plans.amounts import MISSING_LABELS, Missing
from portal.reports.rows import MemberRow
from portal.reports.summary import Item, Summary
from portal.reports.to_come import known_sections

# One entry for each different set of members; the parts of a total have the set of the total.
EXPLAINED: Final = frozenset({"emissions", "change", "t1", "t4", "gross", "progress"})
_BEFORE: Final = Text("缺本年度或前一年度清冊", "No inventory of this year or the year before")
_SINCE: Final = Text("缺 2022 年或最新之清冊", "No inventory of 2022, or no latest one")
_RESIDUAL: Final = Text("未填報殘餘排放量", "States no residual emissions")
_NOT_IN_TONNES: Final = Text(
    "有目標，但資料不足以換算為公噸", "A target, but not enough to put it into tonnes"
)
_RATIO: Final = Text(
    "強度目標或減量不為正，無噸數進度", "Intensity target, or one that cuts nothing"
)
_REASONS: Final[Mapping[tuple[str, Missing], Text]] = {
    ("change", Missing.NO_DATA): _BEFORE,
    ("t4", Missing.NO_DATA): _SINCE,
    ("gross", Missing.NOT_STATED): _RESIDUAL,
    ("progress", Missing.NOT_QUANTIFIED): _RATIO,
    ("t1", Missing.NOT_QUANTIFIED): _NOT_IN_TONNES,
    ("t4", Missing.NOT_QUANTIFIED): _NOT_IN_TONNES,
    ("gross", Missing.NOT_QUANTIFIED): _NOT_IN_TONNES,
}


class LeftOut(NamedTuple):
    """One member that is not in a total."""

    item: Item
    code: str
    name: Text
    reason: Text


def left_out(summary: Summary, *, every: bool = False) -> Iterator[LeftOut]:
    """The members that are not in the totals, by total; of parts of totals too where `every`."""
    rows = {row.code: row for row in summary.members}
    for section in known_sections(summary):
        for item in section.items:
            if not (every or item.key in EXPLAINED):
                continue
            for code in item.left_out:
                row = rows.get(code)
                yield LeftOut(item, code, summary.name_of(code), _reason(item, row, summary.year))


def _reason(item: Item, row: MemberRow | None, year: int) -> Text:
    if row is None or item.key not in AMOUNTS:
        return MISSING_LABELS[Missing.NO_DATA]
    amount = AMOUNTS[item.key](row.member, item.horizon or year)
    if not isinstance(amount, Missing):
        return MISSING_LABELS[Missing.NO_DATA]
    known = _REASONS.get((item.key, amount))
    if known is None and item.horizon is None:
        # What is missing is the inventory, and its state says why.
        return row.state
    return known or MISSING_LABELS[amount]
