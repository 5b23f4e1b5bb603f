"""Tail probabilities of Student's t and Fisher's F, by the regularised incomplete beta function."""

from math import exp, lgamma, log

_STEPS = 300
_ENOUGH = 1e-15
_TINY = 1e-300


def beta_share(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function I_x(a, b), dimensionless, 0 to 1.

    Args:
        a, b: positive shapes.
        x: from 0 to 1.

    Source:
        NIST Digital Library of Mathematical Functions, 8.17.22 (continued fraction).
    """
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_share(b, a, 1 - x)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x))
    return front * _fraction(a, b, x) / a


def _fraction(a: float, b: float, x: float) -> float:
    """The continued fraction of the above, by the method of Lentz."""
    upper, lower = 1.0, 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    value = lower
    for m in range(1, _STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            lower = 1 / _away_from_zero(1 + term * lower)
            upper = _away_from_zero(1 + term / upper)
            change = lower * upper
            value *= change
        if abs(change - 1) < _ENOUGH:
            break
    return value


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def t_beyond(t: float, freedom: int) -> float:
    """The two-sided p-value of a t statistic."""
    return beta_share(freedom / 2, 0.5, freedom / (freedom + t * t))


def f_beyond(f: float, upper: int, lower: int) -> float:
    """The p-value of an F statistic with `upper` and `lower` degrees of freedom."""
    return beta_share(lower / 2, upper / 2, lower / (lower + upper * f)) if f > 0 else 1.0


def t_value(confidence: float, freedom: int) -> float:
    """The t that a two-sided interval of a confidence (such as 0.90) reaches to.

    Raises:
        ValueError: the confidence is not between 0 and 1, or nothing is free.
    """
    if not 0 < confidence < 1 or freedom < 1:
        raise ValueError("a confidence lies between 0 and 1, with a degree of freedom")
    low, high = 0.0, 1.0
    while t_beyond(high, freedom) > 1 - confidence:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if t_beyond(middle, freedom) > 1 - confidence else (low, middle)
    return high
