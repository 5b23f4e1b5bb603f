"""Result cells of 表五: typed over, or showing no number."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from typing import Final

from portal.language import Text
from portal.official.arithmetic import ZERO, co2e, subtotal, tonnes
from portal.official.joining import Joined, Official
from portal.official.reading import unit_text
from portal.official.rows import GasColumns, Quantity
from portal.official.rules.book import ERROR, FORM, RULES, WARNING, Case, cases, gases_of, hit
from portal.official.sources import is_biogenic
from portal.reference.gwp import gases
from portal.workbook.cells import Cell, Kind
from portal.workbook.findings import Hit

_EXACT: Final = Decimal("0.0001")


@RULES.rule(
    "OFF-005",
    WARNING,
    title=Text("公式被數值覆寫", "A formula was typed over"),
    message=Text(
        "「{source}」這一格原為公式，現填數值 {found}，依公式應為 {expected}。",
        "This cell of {source} had a formula; it holds {found}, where that gives {expected}.",
    ),
    why=Text(
        "手動填入的數值不會隨活動數據與係數更新，各表因此不一致。",
        "A typed value does not follow the activity and the factor, so the tables disagree.",
    ),
    fix=Text("請恢復灰色欄位的公式。", "Restore the formula of the grey cell."),
    source=FORM,
    covers=("INV-012",),
)
def formulas_are_left_alone(official: Official) -> Iterator[Hit]:
    """A constant in a result cell of 表五 that differs from what its formula would give."""
    for case in cases(official):
        for column, found, expected in _typed_over(case):
            place = case.place("t5", column)
            yield hit(place, found=found, expected=expected, source=case.name)


def _typed_over(case: Case) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Result cells with a constant: column, what it holds, and what the formula gives."""
    quantity = case.source.quantity
    if quantity is None:
        return
    for column, value, formula in _results(case, quantity):
        cell = case.form.reading.cells.get(case.place("t5", column))
        if value is None or cell is None or cell.formula is not None:
            continue
        expected = formula()
        if expected is not None and abs(value - expected) > _EXACT:
            yield column, value, expected


_Result = tuple[str, Decimal | None, Callable[[], Decimal | None]]


def _results(case: Case, quantity: Quantity) -> Iterator[_Result]:
    for gas in quantity.gases:
        yield f"tonnes{gas.block}", gas.tonnes, partial(_tonnes, case.source, gas)
        yield f"co2e{gas.block}", gas.co2e, partial(_co2e, gas)
    biogenic = is_biogenic(case.source)
    yield "subtotal", quantity.subtotal, partial(subtotal, quantity.gases, biogenic=biogenic)


def _tonnes(source: Joined, gas: GasColumns) -> Decimal | None:
    row = source.activity
    if row is None or row.activity is None or gas.per_unit is None:
        return None
    first = gases_of(source)[0].measure or ""
    is_scaled = first.endswith(unit_text(row) or "-")
    return tonnes(row.activity, row.share, gas.per_unit, is_scaled=is_scaled)


def _co2e(gas: GasColumns) -> Decimal | None:
    if gas.tonnes is None or gas.potential is None:
        return None
    return co2e(gas.tonnes, gas.potential)


@RULES.rule(
    "OFF-008",
    ERROR,
    title=Text("計算結果不是數值", "A result is not a number"),
    message=Text(
        "「{source}」的計算結果顯示「{found}」，無法加總；本平台重算為 {expected}。",
        "A result of {source} reads “{found}” and cannot be summed; recomputed it is {expected}.",
    ),
    why=Text(
        "一格錯誤會使表八的總量出錯或漏算。",
        "One such cell makes the totals of table 8 wrong or incomplete.",
    ),
    fix=Text(
        "請檢查代碼是否在附表內，並恢復公式。",
        "Check that the code is in the form's lists, and restore the formula.",
    ),
    source=FORM,
)
def results_are_numbers(official: Official) -> Iterator[Hit]:
    """An error or a text where 表五 should show tonnes or tCO2e."""
    for case in cases(official):
        for column, cell in _unreadable(case):
            unknown = Text("尚無法重算", "cannot be computed yet")
            computed = case.judged.computed.emissions if case.judged else None
            if not _is_disused(case):
                yield hit(
                    case.place("t5", column),
                    found=str(cell.value),
                    expected=unknown if computed is None else computed,
                    source=case.name,
                )


def _unreadable(case: Case) -> Iterator[tuple[str, Cell]]:
    """The first result cell of a source that shows an error or a text."""
    blocks = [gas.block for gas in gases_of(case.source)]
    columns = [f"{name}{block}" for block in blocks for name in ("potential", "tonnes", "co2e")]
    for column in (*columns, "subtotal"):
        cell = case.form.reading.cells.get(case.place("t5", column))
        if cell is not None and cell.kind in (Kind.ERROR, Kind.TEXT, Kind.BAD) and cell.value:
            yield column, cell
            return


def _is_disused(case: Case) -> bool:
    gas = gases().get(case.row.material or "") if case.row else None
    return gas is not None and gas.excluded


@RULES.rule(
    "OFF-009",
    WARNING,
    title=Text("停用物質應以 0 計", "A disused substance counts zero"),
    message=Text(
        "「{source}」為表單標示停用之物質，計算結果顯示「{found}」；應為 {expected}。",
        "{source} is a substance that the form marks as disused; it reads “{found}”, not "
        "{expected}.",
    ),
    why=Text(
        "非法定溫室氣體不計入排放量，但這一格會使表八加總出錯。",
        "It is no gas of the law, but the cell spoils the sums of table 8.",
    ),
    fix=Text(
        "請將排放當量改為 0，或刪除這一列並於備註說明。",
        "Enter 0, or delete the row and say so in a note.",
    ),
    source=f"{FORM}: annexed table 2",
)
def disused_substances_count_zero(official: Official) -> Iterator[Hit]:
    """HCFC-22 and the like whose result is a text or an error."""
    for case in cases(official):
        if _is_disused(case):
            for column, cell in _unreadable(case):
                place = case.place("t5", column)
                yield hit(place, found=str(cell.value), expected=ZERO, source=case.name)
