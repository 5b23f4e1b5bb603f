"""Variation without chance: the same name always gives the same figure, on every machine."""

import hashlib
from decimal import ROUND_HALF_UP, Decimal

_SIGNS = 8


def spread(*names: object) -> Decimal:
    """A figure between -1 and 1 that belongs to these names."""
    text = "/".join(str(name) for name in names)
    digits = hashlib.sha256(text.encode()).hexdigest()[:_SIGNS]
    return Decimal(int(digits, 16)) / Decimal(16**_SIGNS // 2) - 1


def about(value: Decimal, share: str, *names: object) -> Decimal:
    """The value, more or less, by at most a share of it."""
    return value * (1 + Decimal(share) * spread(*names))


def rounded(value: Decimal, places: int) -> Decimal:
    """The value with so many decimals, half up."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
