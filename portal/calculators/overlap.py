"""Several savings on one use: together they save less than their sum, and never more than it."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

ONE = Decimal(1)


def overlapped(shares: Iterable[Decimal]) -> Decimal:
    """The share that several savings on one use make together: 1 - prod(1 - share).

    Args:
        shares: each of the use before any of them, 0 to 1.
    """
    left = ONE
    for share in shares:
        left *= 1 - share
    return 1 - left


def combined(amounts: Sequence[Decimal], use: Decimal | None) -> Decimal:
    """What several savings on one use come to, in their unit; never more than the use.

    Args:
        amounts: each saving alone, not negative; at least one.
        use: what is used before any of them, in the same unit; None or 0 when not known: then
            the shares are unknown too, and only the largest saving is certain.
    """
    if not use or use <= 0:
        return max(amounts)
    return use * overlapped(min(ONE, amount / use) for amount in amounts)


def left(amounts: Sequence[Decimal], use: Decimal | None) -> Decimal:
    """The part of each of several savings on one use that is left when all of them are made.

    Args:
        amounts: each saving alone, positive; at least one.
        use: what is used before any of them, in the same unit; None or 0 when not known.

    Returns:
        0 to 1: what they come to together over their plain sum, the same for energy and money.
    """
    return combined(amounts, use) / sum(amounts, Decimal(0))
