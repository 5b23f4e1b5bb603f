"""Totals on the cover against the rows and against the recomputation."""

from collections.abc import Iterator
from decimal import Decimal

from portal.inventory.figures import Inventory
from portal.inventory.rules.book import (
    ERROR,
    FORM,
    JUDGEMENT,
    REGULATION,
    RULES,
    WARNING,
    hit,
    per_cent,
)
from portal.language import Text
from portal.workbook.findings import Hit

SCOPES = (
    ("stated_scope1", "scope1", Text("範疇一", "scope 1")),
    ("stated_scope2", "scope2", Text("範疇二", "scope 2")),
)
_Case = tuple[str, Text, Decimal, Decimal, Decimal]


def _stated_totals(inventory: Inventory) -> Iterator[_Case]:
    """Column, name, stated total, sum of what the rows state, and of what counts."""
    cover = inventory.cover
    if cover is None:
        return
    for column, scope, name in SCOPES:
        stated: Decimal | None = getattr(cover, column)
        if stated is not None and inventory.has_rows(scope):
            rows: Decimal = getattr(inventory.rows_stated, scope)
            counted: Decimal = getattr(inventory.counted, scope)
            yield column, name, stated, rows, counted


def _adds_up(inventory: Inventory, stated: Decimal, rows: Decimal) -> bool:
    floor, share = inventory.limit("total_floor"), inventory.limit("total_share")
    return abs(stated - rows) <= max(floor, share * rows)


@RULES.rule(
    "INV-060",
    ERROR,
    title=Text("總量與各列合計不符", "The total is not the sum of its rows"),
    message=Text(
        "{scope}總量申報 {found} 公噸CO₂e，各列合計為 {expected}。",
        "The total of {scope} reads {found} tCO2e, but its rows add up to {expected}.",
    ),
    why=Text(
        "總量與明細不一致，就無法依組別與廠區彙總。",
        "A total that differs from its rows cannot be divided by site or group.",
    ),
    fix=Text(
        "請更正總量，或檢查是否漏填、重複列。",
        "Correct the total, or look for rows that are missing or doubled.",
    ),
    source=f"{FORM}: table 8; differences above 1 t and 0.1 %",
    thresholds=("total_floor", "total_share"),
    writes_expected=True,
)
def totals_are_sums_of_rows(inventory: Inventory) -> Iterator[Hit]:
    for column, scope, stated, rows, _ in _stated_totals(inventory):
        if inventory.cover and not _adds_up(inventory, stated, rows):
            yield hit(inventory.cover.cell(column), found=stated, expected=rows, scope=scope)


def _apart(inventory: Inventory) -> Iterator[tuple[str, Text, Decimal, Decimal, Decimal]]:
    """Totals that are the sum of their rows, with how far they are from what counts."""
    for column, scope, stated, rows, counted in _stated_totals(inventory):
        if _adds_up(inventory, stated, rows) and counted:
            yield column, scope, stated, counted, abs(stated - counted) / counted


@RULES.rule(
    "INV-063",
    ERROR,
    title=Text("總量與重算結果差異過大", "The total is far from the recomputed one"),
    message=Text(
        "{scope}總量申報 {found} 公噸CO₂e，系統重算為 {expected}，相差 {share}。",
        "The total of {scope} reads {found} tCO2e; recomputed it is {expected}, {share} apart.",
    ),
    why=Text(
        "主管機關以差異達 {limit} 作為應更正之標準。",
        "The authority takes {limit} as the difference that has to be corrected.",
    ),
    fix=Text(
        "請先更正各列檢核結果，再更新總量。",
        "Correct the findings about the rows first, then the total.",
    ),
    source=f"{REGULATION}, article 15: 5 %",
    thresholds=("total_error",),
)
def totals_agree_with_the_recomputation(inventory: Inventory) -> Iterator[Hit]:
    limit = inventory.limit("total_error")
    for column, scope, stated, counted, apart in _apart(inventory):
        if apart >= limit and inventory.cover:
            yield hit(
                inventory.cover.cell(column),
                found=stated,
                expected=counted,
                scope=scope,
                share=per_cent(apart),
                limit=per_cent(limit),
            )


@RULES.rule(
    "INV-203",
    WARNING,
    title=Text("總量與重算結果有差異", "The total differs from the recomputed one"),
    message=Text(
        "{scope}總量申報 {found} 公噸CO₂e，系統重算為 {expected}，相差 {share}。",
        "The total of {scope} reads {found} tCO2e; recomputed it is {expected}, {share} apart.",
    ),
    why=Text(
        "差異接近應更正之標準時，宜先找出來源。",
        "It is close to what has to be corrected; better find out why.",
    ),
    fix=Text("請檢查各列差異並說明。", "Look at the rows that differ, and explain."),
    source=f"{JUDGEMENT}: a fifth of the 5 % of article 15",
    thresholds=("total_warning", "total_error"),
)
def totals_are_close_to_the_recomputation(inventory: Inventory) -> Iterator[Hit]:
    low, high = inventory.limit("total_warning"), inventory.limit("total_error")
    for column, scope, stated, counted, apart in _apart(inventory):
        if low <= apart < high and inventory.cover:
            yield hit(
                inventory.cover.cell(column),
                found=stated,
                expected=counted,
                scope=scope,
                share=per_cent(apart),
            )


@RULES.rule(
    "INV-224",
    ERROR,
    title=Text("生質 CO₂ 總量與各列不符", "Biogenic total is not the sum of its rows"),
    message=Text(
        "生質 CO₂ 總量申報 {found} 公噸，各列合計為 {expected}。",
        "The biogenic total reads {found} t, but the rows add up to {expected}.",
    ),
    why=Text("生質 CO₂ 須與明細一致揭露。", "It is reported apart and has to agree with its rows."),
    fix=Text("請更正總量或各列生質 CO₂。", "Correct the total or the rows."),
    source=f"{FORM}: table 8, J8; differences above 1 t and 0.1 %",
    thresholds=("total_floor", "total_share"),
    writes_expected=True,
)
def biogenic_total_is_the_sum_of_rows(inventory: Inventory) -> Iterator[Hit]:
    cover = inventory.cover
    if cover and cover.stated_biogenic is not None and inventory.sources:
        rows = inventory.rows_stated.biogenic
        if not _adds_up(inventory, cover.stated_biogenic, rows):
            yield hit(cover.cell("stated_biogenic"), found=cover.stated_biogenic, expected=rows)


@RULES.rule(
    "INV-082",
    WARNING,
    title=Text("總量異常偏高", "The total is unusually high"),
    message=Text(
        "範疇一與範疇二合計 {found} 公噸CO₂e，超過 {expected}。",
        "Scope 1 and 2 come to {found} tCO2e, above {expected}.",
    ),
    why=Text(
        "全市最大排放廠 2023 年約 1,800 萬公噸。",
        "The largest plant of the city emitted about 18 million tonnes in 2023.",
    ),
    fix=Text(
        "請檢查是否單位有誤或重複計算；無誤者請說明。",
        "Look for slips of units and doubled rows; explain if it is right.",
    ),
    source="plant register of Kaohsiung, 2023",
    thresholds=("largest_total",),
)
def the_total_is_possible(inventory: Inventory) -> Iterator[Hit]:
    limit, total = inventory.limit("largest_total"), inventory.counted.total
    if inventory.cover and total > limit:
        yield hit(inventory.cover.cell("stated_scope1"), found=total, expected=limit)


@RULES.rule(
    "INV-081",
    WARNING,
    title=Text("總量降至納管門檻以下", "The total fell below the threshold"),
    message=Text(
        "合計 {found} 公噸CO₂e，低於 {expected}；前一年度為 {before}。",
        "The total is {found} tCO2e, below {expected}; the year before it was {before}.",
    ),
    why=Text(
        "降至門檻以下會影響盤查與碳費義務，也常是資料遺漏。",
        "It changes legal duties, and is often a sign of missing data.",
    ),
    fix=Text("請確認資料完整，並說明減少原因。", "Check that nothing is missing, and explain."),
    source=f"{REGULATION}; carbon fee regulations, article 3: 25,000 t",
    thresholds=("legal_threshold",),
)
def the_total_stays_above_the_threshold(inventory: Inventory) -> Iterator[Hit]:
    limit, past = inventory.limit("legal_threshold"), inventory.background.past
    total = inventory.counted.total
    if not (inventory.has_rows("scope1") and inventory.has_rows("scope2")):
        return
    if past and inventory.cover and past.scope1 + past.scope2 >= limit > total:
        yield hit(
            inventory.cover.cell("stated_scope1"),
            found=total,
            expected=limit,
            before=past.scope1 + past.scope2,
        )
