"""Models with a temperature from which on energy rises or falls (change points), by grid."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf, log

from portal.verification.regression import Fit, NoModelError, fit

# Points of the grid between the least and the greatest value that leave periods on both sides.
STEPS = 100
LEAST_ON_EACH_SIDE = 3


class Shape(StrEnum):
    """How energy follows the changing variable.

    Source:
        ASHRAE Inverse Modeling Toolkit (RP-1050): three- and four-parameter models.
    """

    STRAIGHT = "straight"
    HEATING = "heating"
    COOLING = "cooling"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class ChangePointFit:
    """A model with its change point; None for a straight line."""

    shape: Shape
    point: float | None
    fit: Fit

    def predicted(self, rows: Sequence[Sequence[float]]) -> tuple[float, ...]:
        """Energy of each period from its variables, the changing one first."""
        return self.fit.predicted([bent(row, self.shape, self.point) for row in rows])


def bent(row: Sequence[float], shape: Shape, point: float | None) -> list[float]:
    """The variables of a period with the first one bent at the change point."""
    if point is None:
        return list(row)
    first, rest = row[0], list(row[1:])
    below, above = max(0.0, point - first), max(0.0, first - point)
    match shape:
        case Shape.STRAIGHT:
            return [first, *rest]
        case Shape.HEATING:
            return [below, *rest]
        case Shape.COOLING:
            return [above, *rest]
        case Shape.BOTH:
            return [below, above, *rest]


def fit_shape(
    names: Sequence[str],
    rows: Sequence[Sequence[float]],
    energy: Sequence[float],
    shape: Shape,
) -> ChangePointFit:
    """The best model of a shape: the change point with the smallest squared residuals.

    The change point uses up a degree of freedom of its own that the tests of the coefficients do
    not know; `Fit.cv_rmse` is therefore compared between shapes with one coefficient more.

    Raises:
        NoModelError: no change point leaves enough periods on both sides.
    """
    if shape is Shape.STRAIGHT:
        return ChangePointFit(shape, None, fit(names, rows, energy))
    called = [f"{names[0]} −", f"{names[0]} +"] if shape is Shape.BOTH else [names[0]]
    best: ChangePointFit | None = None
    for point in _grid([row[0] for row in rows]):
        at = [bent(row, shape, point) for row in rows]
        try:
            found = fit([*called, *names[1:]], at, energy)
        except NoModelError:
            continue
        if best is None or found.variance < best.fit.variance:
            best = ChangePointFit(shape, point, found)
    if best is None:
        raise NoModelError("no change point leaves enough periods on both sides")
    return best


def _grid(values: Sequence[float]) -> list[float]:
    ordered = sorted(values)
    if len(ordered) <= 2 * LEAST_ON_EACH_SIDE:
        return []
    low, high = ordered[LEAST_ON_EACH_SIDE - 1], ordered[-LEAST_ON_EACH_SIDE]
    return [low + (high - low) * step / STEPS for step in range(STEPS + 1)] if high > low else []


def best_fit(
    names: Sequence[str], rows: Sequence[Sequence[float]], energy: Sequence[float]
) -> ChangePointFit:
    """The straight line, unless a bent one leaves clearly less unexplained for its parameters.

    Shapes are compared by the corrected information criterion of Akaike, the change point
    counted as one more parameter.

    Raises:
        NoModelError: not even a straight line can be fitted.
    """
    found = [fit_shape(names, rows, energy, Shape.STRAIGHT)]
    for shape in (Shape.HEATING, Shape.COOLING, Shape.BOTH):
        try:
            found.append(fit_shape(names, rows, energy, shape))
        except NoModelError:
            continue
    return min(found, key=_criterion)


def _criterion(one: ChangePointFit) -> float:
    n = one.fit.n
    # Coefficients, the variance, and the change point.
    k = len(one.fit.terms) + 1 + (one.point is not None)
    squares = one.fit.variance * one.fit.freedom
    if n - k - 1 <= 0:
        return inf
    if squares <= 0:
        return -inf
    return n * log(squares / n) + 2 * k + 2 * k * (k + 1) / (n - k - 1)
