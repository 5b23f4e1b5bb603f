"""The lines by which a target becomes tonnes, for a reader who checks them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from portal.language import Text
from portal.plans.amounts import ZERO, Amount, Missing, Split
from portal.plans.targets import Target

PER_CENT: Final = "%"


@dataclass(frozen=True, slots=True)
class Step:
    """One printable line of the arithmetic: `expression` in figures, its result and unit."""

    label: Text
    expression: str
    result: Decimal
    unit: str = "tCO2e"


def restatement(target: Target) -> Amount:
    """How far a restatement moved the whole stated base year, as a share of the base before."""
    base = target.base
    known = [one for one in (base.scope1, base.scope2) if isinstance(one, Decimal)]
    if isinstance(base.before, Missing) or not known or not base.before:
        return Missing.NOT_STATED
    return sum(known, ZERO) / base.before - 1


def base_steps(target: Target, whole: Split, shares: Split, covered: Split) -> tuple[Step, ...]:
    """Base year, its value before a restatement, and what of it the target covers."""
    before = target.base.before
    shift = restatement(target)
    restated = (
        (
            Step(
                Text("重新計算前基準年排放量", "Base year before restatement"),
                f"{before:,f}",
                before,
            ),
        )
        if isinstance(before, Decimal)
        else ()
    )
    moved = (
        (
            percent(
                Text("重新計算幅度", "Restated by"), f"{_sum(target):,f} / {before:,f} - 1", shift
            ),
        )
        if isinstance(shift, Decimal)
        else ()
    )
    return (
        *restated,
        *moved,
        Step(
            Text("基準年排放量（範疇一＋二）", "Base-year emissions, scopes 1 + 2"),
            f"{whole.scope1:,f} + {whole.scope2:,f} ({target.base.year})",
            whole.total,
        ),
        Step(
            Text("基準年涵蓋排放量", "Covered base-year emissions"),
            f"{whole.scope1:,f} x {shares.scope1:f} + {whole.scope2:,f} x {shares.scope2:f}",
            covered.total,
        ),
    )


def _sum(target: Target) -> Decimal:
    stated = (target.base.scope1, target.base.scope2)
    return sum((one for one in stated if isinstance(one, Decimal)), ZERO)


def percent(label: Text, expression: str, share: Decimal) -> Step:
    """A line whose result is a share, written in per cent."""
    return Step(label, expression, share * 100, PER_CENT)


def stated_beside(target: Target, computed: Decimal) -> tuple[Step, ...]:
    """How far the member's own tonnes are from the computed ones, where it states both."""
    stated = target.stated.cut
    if isinstance(stated, Missing) or stated == computed:
        return ()
    label = Text("填報減量與計算值之差", "Stated cut less the computed one")
    return (Step(label, f"{stated:,f} - {computed:,f}", stated - computed),)


def left_over(gross: Amount | None, net: Decimal) -> tuple[Step, ...]:
    """The gross cut of a net-zero target, apart from what is neutralised."""
    if not isinstance(gross, Decimal):
        return ()
    label = Text("實質減量（扣除中和之殘餘排放）", "Gross cut, without what is neutralised")
    return (Step(label, f"{net:,f} - {net - gross:,f}", gross),)


def cut_step(target: Target) -> tuple[Step, ...]:
    """The cut as a share, where it is stated."""
    if isinstance(target.cut, Missing):
        return ()
    return (percent(Text("減量比率", "Cut"), f"{target.cut:f}", target.cut),)
