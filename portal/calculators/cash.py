"""Arithmetic of money over years: present value, internal rate, capital recovery."""

from collections.abc import Sequence
from decimal import Decimal, localcontext
from itertools import pairwise
from typing import Final

from portal.calculators.expressions import PRECISION

ONE: Final = Decimal(1)
_HALVINGS: Final = 110
_WIDENINGS: Final = 60


def capital_recovery(interest: Decimal, years: int) -> Decimal:
    """The yearly share of an investment: i(1+i)^n / ((1+i)^n - 1); 1/n without interest.

    Args:
        interest: a year, 0.05 for 5 %.
        years: life of the investment.

    Raises:
        ValueError: the life is shorter than a year.

    Source:
        ASHRAE Pocket Guide (2013), table of annual capital recovery factors.
    """
    if years < 1:
        raise ValueError("a life has at least one year")
    if interest == 0:
        return ONE / years
    growth = (1 + interest) ** years
    return interest * growth / (growth - 1)


def present_value(rate: Decimal, flows: Sequence[Decimal]) -> Decimal:
    """Net present value of yearly flows, the first one of today and not discounted.

    Args:
        rate: a year, 0.08 for 8 %; more than -1.
        flows: money received, negative when paid.
    """
    with localcontext(PRECISION):
        growth, total = ONE + rate, Decimal(0)
        for flow in reversed(flows):
            total = total / growth + flow
        return total


def sign_changes(flows: Sequence[Decimal]) -> int:
    """How often the flows turn from paying to receiving or back; zeros do not count."""
    kept = [flow for flow in flows if flow]
    return sum((one < 0) != (other < 0) for one, other in pairwise(kept))


def internal_rate(flows: Sequence[Decimal]) -> Decimal:
    """The rate at which the present value is zero; found between brackets, to 30 digits.

    Flows with exactly one change of sign have exactly one such rate above -1.

    Raises:
        ArithmeticError: the flows do not change their sign exactly once.
    """
    if sign_changes(flows) != 1:
        raise ArithmeticError("the flows must change their sign exactly once")
    with localcontext(PRECISION):
        low, high = _brackets(flows)
        rising = present_value(high, flows) > 0
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            if (present_value(middle, flows) > 0) is rising:
                high = middle
            else:
                low = middle
        return (low + high) / 2


def _brackets(flows: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """Two rates between which the present value changes its sign."""
    low, high = Decimal("-0.5"), ONE
    for _ in range(_WIDENINGS):
        if (present_value(low, flows) > 0) is not (present_value(high, flows) > 0):
            return low, high
        low, high = (low - 1) / 2, high * 2
    raise ArithmeticError("no rate between -100 % and very high ones")
