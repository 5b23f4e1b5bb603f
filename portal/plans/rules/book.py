"""The rule book of the plan, and the few questions that many of its rules ask."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import TypeVar

from portal.plans.amounts import Missing
from portal.plans.contributions import Quantified, contribution
from portal.plans.figures import Plan
from portal.plans.measure_sheet import MeasureRow
from portal.plans.target_sheet import TargetRow
from portal.plans.targets import Target
from portal.reference.closed_sets import MeasureStatus
from portal.workbook.findings import Hit, Place
from portal.workbook.rules import RuleBook

RULES: RuleBook[Plan] = RuleBook("PLN")
METHOD = "method of the portal: contribution = covered base x cut, by kind of target"
FEE_PLAN = "溫室氣體自主減量計畫管理辦法 Art. 3: contents of a plan"
REFUSALS = "ministry's reasons for refusing effects of a reduction plan"
JUDGEMENT = "design judgement"
SLIPS = (Decimal(1000), Decimal(10000))

R = TypeVar("R")


def hit(*places: Place, found: object = None, expected: object = None, **values: object) -> Hit:
    """A case whose sentences may also name what was found and what was expected."""
    return Hit(places, {"found": found, "expected": expected, **values}, found, expected)


def pairs(plan: Plan) -> Iterator[tuple[TargetRow, Target]]:
    """Every target that can be read, with its row."""
    by_row = {one.at: one for one in plan.targets}
    for row in plan.target_rows:
        if row.at in by_row:
            yield row, by_row[row.at]


def quantified(plan: Plan) -> Iterator[tuple[TargetRow, Quantified]]:
    """Every target in tonnes, with its row."""
    for row, target in pairs(plan):
        found = contribution(target, plan.inventories)
        if isinstance(found, Quantified):
            yield row, found


def live(plan: Plan) -> Iterator[MeasureRow]:
    """Measures that are not cancelled."""
    return (row for row in plan.measure_rows if row.status != MeasureStatus.CANCELLED)


def repeated(rows: Iterable[R], key: Callable[[R], str | None]) -> Iterator[tuple[R, R]]:
    """Every row whose key stood in an earlier row, with that first row."""
    first: dict[str, R] = {}
    for row in rows:
        name = key(row)
        if not name:
            continue
        if name in first:
            yield row, first[name]
        else:
            first[name] = row


def grouped(rows: Iterable[R], key: Callable[[R], str | None]) -> dict[str, list[R]]:
    """Rows by a name they share; rows without one are left out."""
    found: defaultdict[str, list[R]] = defaultdict(list)
    for row in rows:
        if name := key(row):
            found[name].append(row)
    return found


def slip(found: Decimal, expected: Decimal, width: Decimal) -> int | None:
    """The power of ten by which a number is off either way, 1000 or 10000; None when it is not.

    `width` is how far the ratio may lie from the power of ten, as a factor.
    """
    if found <= 0 or expected <= 0:
        return None
    ratio = max(found / expected, expected / found)
    return next((int(ten) for ten in SLIPS if ten / width < ratio < ten * width), None)


def apart(found: Decimal, expected: Decimal, plan: Plan, relative: str, absolute: str) -> bool:
    """Whether two amounts differ by more than both tolerances allow."""
    allowed = max(plan.limit(absolute), plan.limit(relative) * abs(expected))
    return abs(found - expected) > allowed


def known(amount: Decimal | Missing) -> Decimal | None:
    """The number, or None where it is missing."""
    return None if isinstance(amount, Missing) else amount


def whole(number: Decimal) -> Decimal:
    """A number rounded for a sentence, to a hundredth."""
    return number.quantize(Decimal("0.01"))


def percent(share: Decimal) -> str:
    """A share for a sentence."""
    return f"{(share * 100).quantize(Decimal('0.1')):f}%"
