"""Two workbooks of one kind side by side, sheet by sheet, with the effect of every change."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from portal.intake.comparing.effects import (
    NOTHING,
    because,
    changed_cells,
    decomposed,
    sets_changed,
)
from portal.intake.comparing.figures import (
    ZERO,
    Amounts,
    Comparison,
    Driver,
    FactorChange,
    Likely,
    Row,
    RowChange,
    SectionChange,
    Side,
    TotalChange,
    What,
    difference,
    summed,
)
from portal.intake.comparing.matching import Pair, pairs
from portal.intake.comparing.promises import effects as promised_effects
from portal.intake.identities import Identities
from portal.language import Text
from portal.plans.contributions import Inventories

# Two values are near when the smaller is at least two thirds of the larger.
NEAR: Final = Decimal(2) / 3
_OUTSIDE: Final = "outside"
# What describes a source besides its own number.
_LIKENESS: Final = ("process", "equipment", "material", "emission_type", "category")


def compare(
    before: Side,
    after: Side,
    identities: Identities | None = None,
    inventories: Inventories | None = None,
) -> Comparison:
    """Everything that differs between two workbooks of one kind.

    Args:
        identities: what is recorded of names and numbers that changed between the two.
        inventories: emissions by year on file, which some targets of a plan rest on.

    Returns:
        Effects in tCO2e. Those of the sections and those of the drivers each add up to the
        difference of the totals; what lies outside a plan is a driver and a section of its own.
    """
    identities, sets = identities or Identities(), sets_changed(before, after)
    found = [
        _section(before, after, sheet, identities, sets, inventories or {})
        for sheet in dict.fromkeys((*before.titles, *after.titles))
        if sheet in before.rows or sheet in after.rows
    ]
    totals = tuple(
        TotalChange(key, before.totals.get(key), after.totals.get(key))
        for key in dict.fromkeys((*after.totals, *before.totals))
    )
    sections = (*found, *_outside(totals, found))
    changes = [change for section in sections for change in section.changes]
    return Comparison(
        before,
        after,
        totals,
        sections,
        {
            driver: effects
            for driver in Driver
            if (effects := summed(one.by_driver.get(driver, {}) for one in changes))
        },
        tuple(_factors(changes)),
        tuple(_likely(before, after, identities)),
    )


def _section(
    before: Side,
    after: Side,
    sheet: str,
    identities: Identities,
    sets: Text,
    inventories: Inventories,
) -> SectionChange:
    together = list(pairs(before, after, sheet, identities))
    moved: Mapping[int, Amounts] = {}
    if sheet == "targets":
        moved = promised_effects(together, inventories)
    changes = [
        _change(pair, sets, moved.get(number, {}))
        for number, pair in enumerate(together)
        if _differs(pair) or moved.get(number)
    ]
    title = (after.titles.get(sheet) or before.titles.get(sheet)) or Text(sheet, sheet)
    return SectionChange(
        sheet,
        title,
        tuple(sorted(changes, key=_size)),
        len(together) - len(changes),
        summed(one.effects for one in changes),
    )


def _size(change: RowChange) -> tuple[Decimal, Decimal]:
    """The largest effect on any total first."""
    return -max(map(abs, change.effects.values()), default=ZERO), ZERO


def _differs(pair: Pair) -> bool:
    old, new = pair.before, pair.after
    if old is None or new is None:
        return True
    if difference(new.amounts, old.amounts):
        return True
    return pair.count == 1 and any(changed_cells(old, new))


def _change(pair: Pair, sets: Text, promised: Amounts) -> RowChange:
    what = What.CHANGED
    if pair.before is None or pair.after is None:
        what = What.ADDED if pair.before is None else What.REMOVED
    by_driver: dict[Driver, dict[str, Decimal]] = decomposed(pair)
    if promised:
        by_driver = {_driver(what): dict(promised)}
    row = pair.shown
    cells = (
        tuple(changed_cells(pair.before, pair.after))
        if pair.before and pair.after and pair.count == 1
        else ()
    )
    return RowChange(
        what,
        row.sheet,
        row.label,
        row.identity[0].upper() if row.has_site and row.identity else "",
        cells,
        summed(by_driver.values()),
        by_driver,
        because(pair, sets) if Driver.FACTOR in by_driver else NOTHING,
        pair.former,
        pair.count,
    )


def _driver(what: What) -> Driver:
    drivers = {What.ADDED: Driver.ADDED, What.REMOVED: Driver.REMOVED, What.CHANGED: Driver.OTHER}
    return drivers[what]


def _outside(
    totals: Iterable[TotalChange], sections: Iterable[SectionChange]
) -> Iterator[SectionChange]:
    """What moved a total without a row of the workbook: other inventories on file than then."""
    wanted = {one.key: one.difference for one in totals}
    left = difference(wanted, summed(one.effects for one in sections))
    if left:
        title = Driver.OUTSIDE.label
        change = RowChange(What.CHANGED, _OUTSIDE, "", "", (), left, {Driver.OUTSIDE: left})
        yield SectionChange(_OUTSIDE, title, (change,), 0, left)


def _factors(changes: Iterable[RowChange]) -> list[FactorChange]:
    """Changes of factors, each with all rows that it moved, the largest first."""
    found: dict[Text, list[Amounts]] = {}
    for one in changes:
        if Driver.FACTOR in one.by_driver:
            found.setdefault(one.because, []).append(one.by_driver[Driver.FACTOR])
    groups = [FactorChange(why, len(moved), summed(moved)) for why, moved in found.items()]
    return sorted(groups, key=lambda one: -max(map(abs, one.effects.values()), default=ZERO))


def _likely(before: Side, after: Side, identities: Identities) -> Iterator[Likely]:
    """Sources that went and sources that came, alike in site, process and material, and near."""
    alone = [
        pair
        for pair in pairs(before, after, "sources", identities)
        if pair.before is None or pair.after is None
    ]
    gone = [pair.before for pair in alone if pair.before]
    come = [pair.after for pair in alone if pair.after]
    for old in gone:
        fitting = [new for new in come if _alike(old, new, identities)]
        if fitting:
            new = min(fitting, key=lambda one: abs(_total(one) - _total(old)))
            come.remove(new)
            yield Likely(
                "/".join(old.identity).upper(),
                "/".join(new.identity).upper(),
                old.label,
                new.label,
                _total(old),
                _total(new),
            )


def _alike(old: Row, new: Row, identities: Identities) -> bool:
    """Whether two sources may be one: same site and description, and amounts near each other."""
    if identities.newer_site(old.identity[0]) != identities.together(new.identity[0]):
        return False
    if old.material != new.material or _described(old) != _described(new):
        return False
    smaller, larger = sorted((_total(old), _total(new)))
    return smaller >= NEAR * larger


def _described(row: Row) -> Sequence[str]:
    return [row.cells[key].raw if key in row.cells else "" for key in _LIKENESS]


def _total(row: Row) -> Decimal:
    return row.amounts.get("total", ZERO)
