"""Against the year before: single sources, which are gone or new, and what was copied."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from portal.inventory.figures import ZERO, Inventory, PastSource
from portal.inventory.rules.book import (
    EPA,
    INFO,
    JUDGEMENT,
    REGULATION,
    RULES,
    WARNING,
    called,
    hit,
    per_cent,
)
from portal.inventory.sheets import Source
from portal.language import Text
from portal.workbook.findings import Hit


@dataclass(frozen=True, slots=True)
class _Compared:
    """A source and its year before; with a site that was split, the sum of its parts.

    `row` is the first of them, `activity` in its unit, `emissions` in tCO2e.
    """

    row: Source
    before: PastSource
    activity: Decimal | None
    emissions: Decimal

    @property
    def is_same(self) -> bool:
        """Whether the activity is that of the year before to the last digit."""
        same_unit = self.row.unit == self.before.unit
        return bool(self.activity) and self.activity == self.before.activity and same_unit


def _pairs(inventory: Inventory) -> Iterator[_Compared]:
    """Sources with what they were last year."""
    past = inventory.background.past
    if past is None or not past.sources:
        return
    parts: dict[tuple[str, str], list[_Compared]] = {}
    joined = past.joined_names
    for row, judged in zip(inventory.sources, inventory.judged_sources, strict=True):
        key = past.key(row.site, row.source_id)
        before = past.sources.get(key)
        if before is None:
            continue
        one = _Compared(row, before, row.activity, judged.emissions)
        if key[0] in joined:
            parts.setdefault(key, []).append(one)
        else:
            yield one
    yield from map(_summed, parts.values())


def _summed(parts: list[_Compared]) -> _Compared:
    known = [one.activity for one in parts if one.activity is not None]
    whole = len(known) == len(parts) and len({one.row.unit for one in parts}) == 1
    emissions = sum((one.emissions for one in parts), ZERO)
    first = parts[0]
    return _Compared(first.row, first.before, sum(known, ZERO) if whole else None, emissions)


@RULES.rule(
    "INV-077",
    WARNING,
    title=Text("單一排放源變動較大", "A source changed a lot"),
    message=Text(
        "「{source}」活動數據 {found}，前一年度 {expected}，變動 {change}。",
        "The activity of {source} is {found}; last year it was {expected}: {change}.",
    ),
    why=Text(
        "單一排放源大幅變動而總量不變，可能是填錯列或單位。",
        "A jump of one source may be a slip of row or unit.",
    ),
    fix=Text("請核對用量；屬實者請於備註說明。", "Check the figure; note the reason if right."),
    source=f"{EPA}; 50 % and more than 1 % of the total",
    thresholds=("source_change", "source_share"),
)
def sources_change_little(inventory: Inventory) -> Iterator[Hit]:
    limit, least = inventory.limit("source_change"), _least(inventory)
    for one in _pairs(inventory):
        row, before = one.row, one.before
        same = before.unit == row.unit
        if not (same and one.activity and before.activity) or row.note:
            continue
        change = one.activity / before.activity - 1
        if abs(change) > limit and max(one.emissions, before.emissions) > least:
            yield hit(
                row.cell("activity"),
                found=one.activity,
                expected=before.activity,
                source=called(row),
                change=f"{change * 100:+.1f} %",
            )


def _least(inventory: Inventory) -> Decimal:
    return inventory.limit("source_share") * inventory.counted.total


@RULES.rule(
    "INV-241",
    WARNING,
    title=Text("前一年度的排放源不見了", "A source of last year is gone"),
    message=Text(
        "前一年度的排放源 {found}（廠區 {site}，{emissions} 公噸CO₂e）今年沒有。",
        "Last year's source {found} ({site}, {emissions} tCO2e) is not in the inventory.",
    ),
    why=Text(
        "拆除或停用應說明；編號改變會使跨年比對中斷。",
        "Removal needs a word, and a changed number breaks the comparison.",
    ),
    fix=Text(
        "請補列，或於「與前一年度差異說明」註明拆除、停用或改編號。",
        "Add it, or say on the cover that it was removed or renumbered.",
    ),
    source=f"{EPA}; sources above 1 % of the total",
    thresholds=("source_share",),
)
def no_source_disappears(inventory: Inventory) -> Iterator[Hit]:
    past, cover = inventory.background.past, inventory.cover
    if past is None or cover is None or cover.change_note or not inventory.sources:
        return
    present = {past.key(row.site, row.source_id) for row in inventory.sources}
    least = _least(inventory)
    for (site, number), before in past.sources.items():
        if (site, number) not in present and before.emissions > least:
            yield hit(
                inventory.sources[0].cell("source_id"),
                found=number,
                site=site,
                emissions=before.emissions,
            )


@RULES.rule(
    "INV-242",
    INFO,
    title=Text("新增的排放源", "A new source"),
    message=Text(
        "「{source}」前一年度沒有，占總量 {found}。",
        "{source} was not there last year and makes {found} of the total.",
    ),
    why=Text("新增排放源會影響跨年比較。", "New sources bear on comparisons over the years."),
    fix=Text("請於備註註明增設時間。", "Note when it was added."),
    source=f"{EPA}; sources above 1 % of the total",
    thresholds=("source_share",),
)
def new_sources_are_noted(inventory: Inventory) -> Iterator[Hit]:
    past = inventory.background.past
    if past is None or not past.sources:
        return
    least, total = _least(inventory), inventory.counted.total
    for row, judged in zip(inventory.sources, inventory.judged_sources, strict=True):
        known = past.key(row.site, row.source_id) in past.sources
        if not known and judged.emissions > least and not row.note:
            yield hit(
                row.cell("source_id"), found=per_cent(judged.emissions / total), source=called(row)
            )


def _is_small_fugitive(inventory: Inventory, row: Source, emissions: Decimal) -> bool:
    share, most = inventory.limit("small_share"), inventory.limit("small_tonnes")
    small = emissions < most and emissions < share * inventory.counted.total
    return row.emission_type == "fugitive" and small


@RULES.rule(
    "INV-243",
    WARNING,
    title=Text("活動數據與前一年度完全相同", "Activity copied from last year"),
    message=Text(
        "「{source}」的活動數據 {found} 與前一年度完全相同。",
        "The activity of {source}, {found}, is exactly that of last year.",
    ),
    why=Text("每一位數都相同，多為沿用舊資料。", "The same to the last digit is mostly a copy."),
    fix=Text("請填當年度實際用量；確實相同者請於備註說明。", "Enter this year's use, or note why."),
    source=f"{JUDGEMENT}; sources of 5 t and more",
    thresholds=("small_tonnes",),
)
def activity_is_not_copied(inventory: Inventory) -> Iterator[Hit]:
    for one in _pairs(inventory):
        row = one.row
        # A few litres may well come out alike, and copying them changes nothing.
        if one.is_same and not row.note and one.emissions >= inventory.limit("small_tonnes"):
            yield hit(row.cell("activity"), found=one.activity, source=called(row))


@RULES.rule(
    "INV-084",
    INFO,
    title=Text("小額逸散沿用前值", "A small fugitive source keeps its value"),
    message=Text(
        "「{source}」沿用前一年度活動數據 {found}，屬可沿用之小額逸散。",
        "{source} keeps last year's {found}; as a small fugitive source it may.",
    ),
    why=Text(
        "單一型式逸散低於總量 0.05% 且低於 5 公噸者得沿用兩年。",
        "Below 0.05 % and 5 t a value may be kept for two years.",
    ),
    fix=Text("請留意沿用以兩年為限。", "Mind that two years is the limit."),
    source=f"{REGULATION}, article 3, as amended 2025-12-19",
    thresholds=("small_share", "small_tonnes"),
)
def small_fugitive_sources_may_keep_their_value(inventory: Inventory) -> Iterator[Hit]:
    for one in _pairs(inventory):
        row = one.row
        if one.is_same and not row.note and _is_small_fugitive(inventory, row, one.emissions):
            yield hit(row.cell("activity"), found=one.activity, source=called(row))
