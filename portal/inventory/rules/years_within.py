"""Within one year: what stands alike in several rows."""

from collections.abc import Iterator
from decimal import Decimal

from portal.inventory.figures import Inventory
from portal.inventory.rules.book import (
    JUDGEMENT,
    RULES,
    WARNING,
    called,
    hit,
)
from portal.inventory.sheets import Source
from portal.language import Text
from portal.workbook.findings import Hit


@RULES.rule(
    "INV-083",
    WARNING,
    title=Text("多列活動數據相同", "The same activity in several rows"),
    message=Text(
        "活動數據 {found} 在 {count} 個排放源中完全相同（如「{source}」）。",
        "The activity {found} stands in {count} sources alike (such as {source}).",
    ),
    why=Text(
        "不同設備用量完全相同，多為複製或平均分攤。",
        "Different equipment rarely uses exactly the same.",
    ),
    fix=Text(
        "請填各排放源實際用量；分攤者請用分配比率。",
        "Enter what each used; for one meter use the share.",
    ),
    source=f"{JUDGEMENT}; three or more",
    thresholds=("same_activity",),
)
def activity_differs_between_sources(inventory: Inventory) -> Iterator[Hit]:
    rows: dict[tuple[Decimal, str | None], list[Source]] = {}
    most = inventory.limit("same_activity")
    for row in inventory.sources:
        if row.activity and row.share is None and row.activity != int(row.activity):
            rows.setdefault((row.activity, row.unit), []).append(row)
    for (activity, _), alike in rows.items():
        if len(alike) >= most:
            yield hit(
                *(row.cell("activity") for row in alike),
                found=activity,
                count=len(alike),
                source=called(alike[0]),
            )
