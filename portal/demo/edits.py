"""Small changes of a content, and what has to be restated after them."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from portal.demo.as_read import AsRead, typed
from portal.demo.variation import rounded
from portal.inventory import subject
from portal.inventory.figures import Inventory
from portal.inventory.recompute import Recomputation
from portal.inventory.sheets import TEMPLATE, Source
from portal.workbook.content import CellInput, Content

Edit = Callable[[Content], Content]
Cells = Mapping[str, CellInput]
_QUANTITIES = {
    "sources": ("activity",),
    "energy": ("quantity",),
    "process_gases": ("opening_stock", "purchased", "closing_stock", "heel", "used"),
}
_JUDGED = (
    ("sources", "judged_sources"),
    ("energy", "judged_energy"),
    ("process_gases", "judged_gases"),
)


def same(content: Content) -> Content:
    """The content as it is."""
    return content


def then(*edits: Edit) -> Edit:
    """Several changes, one after the other."""

    def edit(content: Content) -> Content:
        for one in edits:
            content = one(content)
        return content

    return edit


def put(sheet: str, row: int = 0, /, **cells: CellInput) -> Edit:
    """Other values in some cells of one row."""
    return _each(sheet, {row}, lambda line: {**line, **cells})


def put_all(sheet: str, /, **cells: CellInput) -> Edit:
    """The same values in some cells of every row."""
    return _each(sheet, None, lambda line: {**line, **cells})


def times(sheet: str, row: int, column: str, factor: str, *, decimals: int = 4) -> Edit:
    """One number multiplied, with so many decimals."""

    def change(line: Cells) -> Cells:
        value = line[column]
        assert isinstance(value, Decimal)  # noqa: S101
        return {**line, column: rounded(value * Decimal(factor), decimals)}

    return _each(sheet, {row}, change)


def scaled(factor: str) -> Edit:
    """Every quantity of use multiplied, so that the company is smaller or larger as it is."""

    def edit(content: Content) -> Content:
        for sheet, columns in _QUANTITIES.items():
            for row in range(len(content.get(sheet, ()))):
                for column in columns:
                    content = times(sheet, row, column, factor)(content)
        return content

    return edit


def stated_with(row: int, recomputation: Recomputation) -> Edit:
    """The stated emissions of one source as another set of values gives them."""

    def edit(content: Content) -> Content:
        source = typed(TEMPLATE.sheet("sources"), content["sources"][row])
        assert isinstance(source, Source)  # noqa: S101
        return put("sources", row, stated_emissions=recomputation.source(source).emissions)(content)

    return edit


def add(sheet: str, row: int = 0, /, **cells: CellInput) -> Edit:
    """One more row, like another but for some cells; a first row when there is none."""

    def edit(content: Content) -> Content:
        lines = list(content.get(sheet, ()))
        like: Cells = lines[row] if lines else {}
        return {**content, sheet: [*lines, {**like, **cells}]}

    return edit


def drop(sheet: str, *rows: int) -> Edit:
    """Without some rows of a sheet; without any of them when none is named."""

    def edit(content: Content) -> Content:
        lines = enumerate(content.get(sheet, ()))
        kept = [line for at, line in lines if rows and at not in rows]
        return {**content, sheet: kept}

    return edit


def restated(content: Content) -> Content:
    """With every stated value as it is recomputed, and totals that follow."""
    counted = _counted(content)
    changed: dict[str, Any] = dict(content)
    for sheet, name in _JUDGED:
        pairs = zip(content.get(sheet, ()), getattr(counted, name), strict=True)
        changed[sheet] = [_stating(sheet, line, judged) for line, judged in pairs]
    return summed(changed)


def _stating(sheet: str, line: Cells, judged: Any) -> Cells:
    if judged.computed.emissions is None:
        return line
    stated = {**line, "stated_emissions": judged.computed.emissions}
    if sheet == "sources":
        stated["stated_biogenic"] = judged.computed.biogenic or None
    return stated


def summed(content: Content) -> Content:
    """With totals on the cover, and a verified one, that are the sums of what the rows state."""
    rows = _counted(content).rows_stated
    cover = put(
        "cover",
        stated_scope1=rounded(rows.scope1, 3),
        stated_scope2=rounded(rows.scope2, 3),
        stated_biogenic=rounded(rows.biogenic, 3),
    )
    return then(cover, put_all("verification", verified_total=rounded(rows.total, 3)))(content)


def _counted(content: Content) -> Inventory:
    return subject.build(AsRead(TEMPLATE, content))


def _each(sheet: str, rows: set[int] | None, change: Callable[[Cells], Cells]) -> Edit:
    def edit(content: Content) -> Content:
        lines = [
            change(line) if rows is None or at in rows else line
            for at, line in enumerate(content.get(sheet, ()))
        ]
        return {**content, sheet: lines}

    return edit
