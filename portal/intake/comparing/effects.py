"""What one row that differs does to each total, and why: activity, factor, or something else.

An effect of the activity is what the total would have moved by with the factors of before; what is
left is that of the factors. So both add up to the difference, to the last digit.
"""

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from portal.intake.comparing.figures import (
    ZERO,
    Amounts,
    CellChange,
    Driver,
    Row,
    Side,
    difference,
)
from portal.intake.comparing.matching import Pair
from portal.language import Text

NOTHING: Final = Text("", "")
_STEP: Final = Decimal("0.0001")
# What, besides the activity, makes the emissions of a row.
FACTOR_CELLS: Final[Mapping[str, tuple[str, ...]]] = {
    "sources": (
        "heat_value",
        "heat_unit",
        "method",
        "carbon",
        "factor_co2",
        "factor_ch4",
        "factor_n2o",
        "factor_other",
        "other_gas",
        "factor_unit",
        "biogenic",
        "biogenic_share",
    ),
    "energy": ("factor", "factor_unit"),
    "process_gases": (
        "emitted_fraction",
        "by_cf4",
        "by_c2f6",
        "abatement",
        "coverage",
        "removal",
        "uptime",
    ),
}
# What the cover chooses for all rows.
SETS: Final = ("gwp_set", "factor_set", "heat_set")


def decomposed(pair: Pair) -> dict[Driver, dict[str, Decimal]]:
    """The effects of a row on each total by what caused them, tCO2e; they add up exactly."""
    old, new = pair.before, pair.after
    if old is None or new is None:
        driver = Driver.ADDED if old is None else Driver.REMOVED
        return _only(driver, difference(_amounts(new), _amounts(old)))
    whole = difference(new.amounts, old.amounts)
    ratio = _ratio(old, new)
    if ratio is None or _scope(old) != _scope(new):
        return _only(Driver.OTHER, whole)
    moved = {key: _rounded(amount * (ratio - 1)) for key, amount in old.amounts.items()}
    # The total is the sum of its scopes also after rounding.
    if "total" in moved:
        moved["total"] = moved.get("scope1", ZERO) + moved.get("scope2", ZERO)
    activity = {key: amount for key, amount in moved.items() if amount}
    return _only(Driver.ACTIVITY, activity) | _only(Driver.FACTOR, difference(whole, activity))


def _only(driver: Driver, effects: dict[str, Decimal]) -> dict[Driver, dict[str, Decimal]]:
    return {driver: effects} if effects else {}


def _amounts(row: Row | None) -> Amounts:
    return {} if row is None else row.amounts


def _ratio(old: Row, new: Row) -> Decimal | None:
    """New activity over old; None where the two cannot be compared."""
    if not old.activity or new.activity is None or old.unit != new.unit:
        return None
    return new.activity / old.activity


def _scope(row: Row) -> frozenset[str]:
    return frozenset(key for key in ("scope1", "scope2") if row.amounts.get(key))


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(_STEP, ROUND_HALF_UP)


def because(pair: Pair, sets: Text) -> Text:
    """Which factor changed, as one sentence that all rows it moved have in common.

    Args:
        sets: what the cover chooses otherwise than before.
    """
    old, new = pair.before, pair.after
    if old is None or new is None:
        return NOTHING
    changed = list(changed_cells(old, new, FACTOR_CELLS.get(new.sheet, ())))
    if changed:
        said = [_moved(one) for one in changed]
        zh, en = "、".join(one.zh for one in said), ", ".join(one.en for one in said)
        return Text(f"{new.material.zh}：{zh}", f"{new.material.en}: {en}")
    if sets.zh and new.sheet != "energy":
        return sets
    return _per_unit(old, new)


def _moved(one: CellChange) -> Text:
    old, new = one.before, one.after
    return Text(
        f"{one.heading.zh}由 {_or_none(old.zh)} 改為 {_or_none(new.zh)}",
        f"{one.heading.en} from {_or_none(old.en)} to {_or_none(new.en)}",
    )


def _or_none(text: str) -> str:
    return text or "—"


def _per_unit(old: Row, new: Row) -> Text:
    """The emissions of one unit of activity before and after, where no cell shows the cause."""
    before, after = _implied(old), _implied(new)
    return Text(
        f"{new.material.zh}：每單位活動數據排放 {before} → {after}",
        f"{new.material.en}: emissions per unit of activity {before} → {after}",
    )


def _implied(row: Row) -> str:
    total = row.amounts.get("total", ZERO)
    return f"{total / row.activity:.4g}" if row.activity else "—"


def sets_changed(before: Side, after: Side) -> Text:
    """Which sets of potentials, factors or heat values the cover chooses otherwise than before."""
    old, new = before.rows.get("cover", ()), after.rows.get("cover", ())
    if not old or not new:
        return NOTHING
    said = [_moved(one) for one in changed_cells(old[0], new[0], SETS)]
    return Text("、".join(one.zh for one in said), ", ".join(one.en for one in said))


def changed_cells(old: Row, new: Row, keys: tuple[str, ...] = ()) -> Iterator[CellChange]:
    """The cells that differ, in the order of the worksheet; only those named, if any are."""
    for key in dict.fromkeys((*new.cells, *old.cells)):
        before, after = old.cells.get(key), new.cells.get(key)
        known = after or before
        if (keys and key not in keys) or known is None:
            continue
        if (before.raw if before else "") != (after.raw if after else ""):
            yield CellChange(
                known.heading,
                before.shown if before else NOTHING,
                after.shown if after else NOTHING,
                before.address if before else "",
                after.address if after else "",
            )
