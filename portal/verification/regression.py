"""Ordinary least squares with the tests that a reviewer of savings asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite, sqrt

import numpy as np
from numpy.typing import NDArray

from portal.verification.distributions import f_beyond, t_beyond

Matrix = NDArray[np.float64]
LARGEST_NUMBER_OF_VARIABLES = 4


class NoModelError(Exception):
    """The data determine no model: too few periods, or variables that say the same."""


@dataclass(frozen=True, slots=True)
class Term:
    """One coefficient with its standard error, t statistic and two-sided p-value."""

    name: str
    coefficient: float
    error: float
    t: float
    p: float


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted linear model: energy = intercept + sum of coefficient x variable.

    Attributes:
        terms: the intercept first, then the variables as given.
        n: periods it was fitted to.
        r2, adjusted_r2: shares of the variation explained.
        f, f_p: of the model as a whole; its p-value.
        cv_rmse: root of the mean squared residual (n - p) over the mean of the energy.
        nmbe: sum of residuals over (n - p) times the mean; 0 for its own baseline but rounding.
        rho: lag-1 autocorrelation of the residuals in the order of the periods.
        ranges: least and greatest, mean and standard deviation of each variable.
        inverse: (X'X)^-1, for the uncertainty of predictions.
        variance: of the residuals, n - p degrees of freedom.
    """

    terms: tuple[Term, ...]
    n: int
    r2: float
    adjusted_r2: float
    f: float
    f_p: float
    cv_rmse: float
    nmbe: float
    rho: float
    ranges: tuple["Range", ...]
    inverse: tuple[tuple[float, ...], ...]
    variance: float
    residuals: tuple[float, ...]

    @property
    def freedom(self) -> int:
        """Degrees of freedom left: periods less coefficients."""
        return self.n - len(self.terms)

    def predicted(self, rows: Sequence[Sequence[float]]) -> tuple[float, ...]:
        """Energy of each period from its variables, in the unit of the data."""
        coefficients = np.array([term.coefficient for term in self.terms])
        return tuple(float(value) for value in design_of(rows) @ coefficients)


@dataclass(frozen=True, slots=True)
class Range:
    """Where a variable lay in the periods of the model."""

    name: str
    least: float
    greatest: float
    mean: float
    deviation: float


def fit(names: Sequence[str], rows: Sequence[Sequence[float]], energy: Sequence[float]) -> Fit:
    """The least-squares model of energy on variables.

    Args:
        names: of the variables, four at most; without any, the model is the mean.
        rows: one for each period, in order of time: the values of the variables.
        energy: of each period, one unit throughout.

    Raises:
        NoModelError: fewer than three periods more than coefficients, values that are no
            numbers, a variable that never changes, or one that follows from the others.
    """
    if len(names) > LARGEST_NUMBER_OF_VARIABLES:
        raise NoModelError("a model has at most four variables")
    if len(energy) < len(names) + 3:
        raise NoModelError("too few periods for so many variables")
    design, y = design_of(rows), np.array(energy, dtype=np.float64)
    if not (np.isfinite(design).all() and np.isfinite(y).all()):
        raise NoModelError("a value is not a number")
    scale = np.abs(design).max(axis=0)
    if not scale.all() or np.linalg.matrix_rank(design / scale) < design.shape[1]:
        raise NoModelError("a variable does not change or follows from the others")
    q, r = np.linalg.qr(design)
    coefficients = np.asarray(np.linalg.solve(r, q.T @ y), dtype=np.float64)
    upper = np.linalg.inv(r)
    return _described(names, design, y, coefficients, upper @ upper.T)


def design_of(rows: Sequence[Sequence[float]]) -> Matrix:
    """The matrix of a model: a column of ones, then the variables."""
    values = np.array(rows, dtype=np.float64).reshape(len(rows), len(rows[0]) if rows else 0)
    return np.column_stack([np.ones(len(values)), values])


def _described(
    names: Sequence[str], design: Matrix, y: Matrix, coefficients: Matrix, inverse: Matrix
) -> Fit:
    n, p = design.shape
    residuals = y - design @ coefficients
    left, mean = float(residuals @ residuals), float(y.mean())
    around = float(((y - mean) ** 2).sum())
    variance = left / (n - p)
    r2 = 1 - left / around if around else 0.0
    f = _ratio(around - left, p - 1, variance)
    errors = np.sqrt(variance * np.diag(inverse))
    return Fit(
        tuple(
            _term(name, float(b), float(e), n - p)
            for name, b, e in zip(("", *names), coefficients, errors, strict=True)
        ),
        n,
        r2,
        1 - (1 - r2) * (n - 1) / (n - p),
        f,
        _beyond(f, p - 1, n - p),
        sqrt(variance) / mean if mean else float("inf"),
        float(residuals.sum()) / ((n - p) * mean) if mean else float("inf"),
        autocorrelation(tuple(float(one) for one in residuals)),
        tuple(_range(name, design[:, at + 1]) for at, name in enumerate(names)),
        tuple(tuple(float(one) for one in row) for row in inverse),
        variance,
        tuple(float(one) for one in residuals),
    )


def _ratio(explained: float, variables: int, variance: float) -> float:
    if not variables:
        return 0.0
    return explained / variables / variance if variance else float("inf")


def _beyond(f: float, variables: int, freedom: int) -> float:
    if not variables:
        return 1.0
    return f_beyond(f, variables, freedom) if isfinite(f) else 0.0


def _term(name: str, coefficient: float, error: float, freedom: int) -> Term:
    t = coefficient / error if error else float("inf")
    return Term(name, coefficient, error, t, t_beyond(t, freedom) if isfinite(t) else 0.0)


def _range(name: str, values: Matrix) -> Range:
    deviation = float(values.std(ddof=1))
    return Range(name, float(values.min()), float(values.max()), float(values.mean()), deviation)


def autocorrelation(residuals: Sequence[float]) -> float:
    """Lag-1 autocorrelation: sum of e(i) e(i-1) over the sum of squares; 0 without variation."""
    squares = sum(one * one for one in residuals)
    along = sum(one * next_ for one, next_ in pairwise(residuals))
    return along / squares if squares else 0.0
