"""What a member's targets are worth in tonnes, from their cells: the part of `recompute.py` on it.

It stands beside the script in every evidence pack and needs nothing but the standard library. The
method is that of the manifest: base x coverage x cut for each kind of target, one contribution a
member and target year, and never a sum of two targets, except of one for scope 1 and one for
scope 2 that complete each other. Tonnes CO2e a year, to the gram.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

Amount = Decimal | None
Pair = tuple[Decimal, Decimal]
Inventories = Mapping[int, Pair]

ZERO, ONE = Decimal(0), Decimal(1)
NONE, FULL = (ZERO, ZERO), (ONE, ONE)
TONNES = {"": ONE, "tCO2e": ONE, "10ktCO2e": Decimal(10000)}


class Target:
    """One row of the sheet of targets, by the names of its columns."""

    def __init__(self, cells: Mapping[str, str]) -> None:
        self.cells = cells
        self.kind = cells.get("kind", "")
        self.year = int(cells.get("target_year", 0))
        self.in_city = cells.get("kaohsiung_only") != "no"
        self.base = (self.tonnes("base_scope1"), self.tonnes("base_scope2"))

    def number(self, column: str) -> Amount:
        """A number as written; None when the cell is empty."""
        written = self.cells.get(column)
        return None if written is None else Decimal(written)

    def tonnes(self, column: str) -> Amount:
        """An amount of emissions in tonnes, whatever unit the row is in."""
        written = self.number(column)
        return None if written is None else written * TONNES[self.cells.get("unit", "")]

    def of_year(self, column: str) -> int:
        """A year; 0 when the cell is empty."""
        return int(self.cells.get(column, 0))

    @property
    def coverage(self) -> Pair:
        """Share of each scope covered; an empty cell means all of what has base emissions."""
        shares = [self.number("coverage1"), self.number("coverage2")]
        assumed = [ZERO if one is None else ONE for one in self.base]
        first, second = (
            known if one is None else one for one, known in zip(shares, assumed, strict=True)
        )
        return first, second


@dataclass(frozen=True, eq=False)
class Worth:
    """A target, and what it is worth; `cut` is None when it cannot be put into tonnes.

    Attributes:
        stated: base emissions as written, before coverage; after a merger one row's each.
        indicative: tonnes at constant activity, which count nowhere.
    """

    target: Target
    set_year: int
    stated: tuple[Amount, Amount]
    base: Pair = NONE
    cut: Pair | None = None
    coverage: Pair = NONE
    gross: Amount = None
    indicative: Amount = None


def times(pair: Pair, factor: Decimal) -> Pair:
    """Both scopes by one factor."""
    return pair[0] * factor, pair[1] * factor


def by_scope(pair: Pair, shares: Pair) -> Pair:
    """Each scope by its own share."""
    return pair[0] * shares[0], pair[1] * shares[1]


def plus(one: Pair, other: Pair) -> Pair:
    """The sum, scope by scope."""
    return one[0] + other[0], one[1] + other[1]


def apportioned(amount: Decimal, by: Pair) -> Pair:
    """A total shared out over the scopes in proportion; all to scope 1 without a base."""
    if sum(by) == 0:
        return amount, ZERO
    scope1 = amount * by[0] / sum(by)
    return scope1, amount - scope1


# --- one target ---------------------------------------------------------------------------------


def worth(target: Target, inventories: Inventories) -> Worth:
    """A target in tonnes; its `cut` is None when the row does not say enough."""
    open_one = Worth(target, target.of_year("set_year"), target.base)
    covered = covered_base(target, inventories)
    if covered is None:
        return open_one
    base, coverage = covered
    cut = KINDS[target.kind](target, base, coverage, inventories)
    if cut is None:
        return Worth(target, open_one.set_year, target.base, indicative=indicative(target, base))
    gross: Amount = sum(cut, ZERO)
    if target.kind == "net_zero":
        left = None if target.cells.get("residual_stated") == "no" else target.tonnes("residual")
        gross = None if left is None else sum(base, ZERO) - left
    return Worth(target, open_one.set_year, target.base, base, cut, coverage, gross)


def covered_base(target: Target, inventories: Inventories) -> tuple[Pair, Pair] | None:
    """Base emissions the target covers, and the share of each scope; None when not known."""
    if not target.of_year("base_year"):
        return None
    coverage = target.coverage
    if target.in_city:
        stated = [
            ZERO if one is None and share == 0 else one
            for one, share in zip(target.base, coverage, strict=True)
        ]
        if stated[0] is None or stated[1] is None or coverage == NONE:
            return None
        return by_scope((stated[0], stated[1]), coverage), coverage
    return of_sites_here(target, inventories, FULL if coverage == NONE else coverage)


def of_sites_here(
    target: Target, inventories: Inventories, coverage: Pair
) -> tuple[Pair, Pair] | None:
    """The base of a whole company's percentage: the inventory of its sites in Kaohsiung."""
    is_share = target.number("cut") is not None or target.number("annual_rate") is not None
    holds_here = target.kind == "net_zero" or (
        is_share and target.kind not in ("bau", "return_to_level")
    )
    on_file = inventories.get(target.of_year("base_year"))
    if on_file is None or not holds_here:
        return None
    return by_scope(on_file, coverage), coverage


def absolute(target: Target, base: Pair, coverage: Pair, inventories: Inventories) -> Pair | None:
    """A percentage of the base, else the tonnes left, else the tonnes cut."""
    cut, left = target.number("cut"), target.tonnes("stated_target_emissions")
    if cut is not None:
        return times(base, cut)
    if left is not None:
        return apportioned(sum(base, ZERO) - left, base)
    stated = target.tonnes("stated_cut")
    return None if stated is None else apportioned(stated, base)


def annual_rate(
    target: Target, base: Pair, coverage: Pair, inventories: Inventories
) -> Pair | None:
    """A rate a year: q x n, or 1 - (1 - q)^n when compound; never more than the whole."""
    rate, years = target.number("annual_rate"), target.year - target.of_year("base_year")
    if rate is None:
        return None
    is_compound = target.cells.get("rate_kind") == "compound"
    whole = 1 - (1 - rate) ** years if is_compound else rate * years
    return times(base, min(whole, ONE))


def intensity(target: Target, base: Pair, coverage: Pair, inventories: Inventories) -> Pair | None:
    """A cut of emissions for each unit of output, at the output of the target year."""
    cut = target.number("cut")
    before, after = target.number("base_activity"), target.number("target_activity")
    if cut is None or not before or after is None:
        return None
    return times(base, 1 - (1 - cut) * after / before)


def against_usual(
    target: Target, base: Pair, coverage: Pair, inventories: Inventories
) -> Pair | None:
    """A cut of what business as usual would emit in the target year."""
    usual, cut = target.tonnes("bau_emissions"), target.number("cut")
    if usual is None or cut is None:
        return None
    return apportioned(sum(base, ZERO) - (1 - cut) * usual, base)


def return_to_level(
    target: Target, base: Pair, coverage: Pair, inventories: Inventories
) -> Pair | None:
    """Back to stated tonnes, else to the inventory of an earlier year."""
    stated = target.tonnes("stated_target_emissions")
    if stated is not None:
        return apportioned(sum(base, ZERO) - stated, base)
    level = inventories.get(target.of_year("return_year"))
    return None if level is None else plus(base, times(by_scope(level, coverage), -ONE))


def net_zero(target: Target, base: Pair, coverage: Pair, inventories: Inventories) -> Pair | None:
    """Nothing is left, net."""
    return base


Kind = Callable[[Target, Pair, Pair, Inventories], Pair | None]
KINDS: dict[str, Kind] = {
    "absolute": absolute,
    "annual_rate": annual_rate,
    "intensity": intensity,
    "bau": against_usual,
    "return_to_level": return_to_level,
    "net_zero": net_zero,
}


def indicative(target: Target, base: Pair) -> Amount:
    """What an intensity target without output of the target year would be at constant output."""
    cut = target.number("cut")
    return None if cut is None or target.kind != "intensity" else sum(base, ZERO) * cut


# --- the one contribution of a year -------------------------------------------------------------


def pledged(targets: Iterable[Target], year: int, inventories: Inventories) -> Worth | None:
    """What counts for a target year: merged where two complete each other, else the best one."""
    found = [worth(one, inventories) for one in targets if one.year == year]
    counted = merged([one for one in found if one.cut is not None])
    if counted:
        return max(counted, key=rank)
    return max(found, key=lambda one: (one.set_year, one.target.cells["target_id"]), default=None)


def merged(counted: list[Worth]) -> list[Worth]:
    """The contributions, with those for scope 1 and for scope 2 of one base and kind as one."""
    left = list(counted)
    for one, other in combinations(counted, 2):
        if one in left and other in left and complete_each_other(one, other):
            left = [kept for kept in left if kept not in (one, other)]
            left.append(together(one, other))
    return left


def complete_each_other(one: Worth, other: Worth) -> bool:
    """Whether one target covers scope 1 only and the other scope 2 only, of one base and kind."""
    first, second = one.target, other.target
    same = first.kind == second.kind and first.of_year("base_year") == second.of_year("base_year")
    zero = [(one.coverage[at] == 0, other.coverage[at] == 0) for at in (0, 1)]
    return same and ((zero[1][0] and zero[0][1]) or (zero[0][0] and zero[1][1]))


def together(one: Worth, other: Worth) -> Worth:
    """A target for scope 1 and one for scope 2 as one."""
    first, second = (one, other) if one.coverage[0] else (other, one)
    known = first.gross is not None and second.gross is not None
    return Worth(
        first.target,
        max(first.set_year, second.set_year),
        (first.stated[0], second.stated[1]),
        plus(first.base, second.base),
        plus(first.cut or NONE, second.cut or NONE),
        (first.coverage[0], second.coverage[1]),
        (first.gross or ZERO) + (second.gross or ZERO) if known else None,
    )


def covered_share(one: Worth) -> Decimal:
    """Covered base emissions as a share of all base emissions of the same sites."""
    if one.target.in_city:
        whole = sum((part for part in one.stated if part is not None), ZERO)
    else:
        parts = zip(one.base, one.coverage, strict=True)
        whole = sum((covered / share for covered, share in parts if share), ZERO)
    return sum(one.base, ZERO) / whole if whole else ZERO


def rank(one: Worth) -> tuple[int, Decimal, bool, str]:
    """Set most recently, then the highest coverage, then an absolute one."""
    is_absolute = one.target.kind in ("absolute", "net_zero")
    return one.set_year, covered_share(one), is_absolute, one.target.cells["target_id"]
