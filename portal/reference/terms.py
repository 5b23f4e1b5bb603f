"""Sums written out in a table, such as `494.10 + 40.79`: worked out, never typed as a result."""

from decimal import Decimal


def worked_out(terms: str) -> Decimal:
    """What a sum of products comes to; signs stand between spaces, there are no brackets.

    Raises:
        decimal.InvalidOperation: when something else than a number stands where one should.
    """
    found = [Decimal(0)]
    parts = ["+", *terms.split(" ")]
    for sign, written in zip(parts[::2], parts[1::2], strict=True):
        number = Decimal(written)
        match sign:
            case "+":
                found.append(number)
            case "-":
                found.append(-number)
            case "*":
                found[-1] *= number
            case "/":
                found[-1] /= number
            case _:
                raise ValueError(f"{sign!r} is no sign of a sum")
    return sum(found, Decimal(0))
