"""Avoided energy of a reporting period against an adjusted baseline, with its band."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from portal.verification.change_points import ChangePointFit, bent
from portal.verification.distributions import t_value
from portal.verification.regression import Fit, design_of

CONFIDENCES = (0.68, 0.90)
# The band at 68 % may not be wider than half the saving (ASHRAE Guideline 14-2014, 4.2.10).
WIDEST = 0.5


@dataclass(frozen=True, slots=True)
class Band:
    """How far a saving may be off, to either side, at a confidence; in the unit of energy."""

    confidence: float
    half: float


@dataclass(frozen=True, slots=True)
class Avoided:
    """What a reporting period saved, in the unit of the energy.

    Attributes:
        baseline: adjusted to the conditions of the reporting period, by period.
        actual: metered, by period.
        non_routine: approved adjustments, added to the baseline.
        bands: of the saving, by confidence.
    """

    baseline: tuple[float, ...]
    actual: tuple[float, ...]
    non_routine: float
    bands: tuple[Band, ...]

    @property
    def saving(self) -> float:
        """Adjusted baseline less actual, with the approved adjustments; negative when use rose."""
        return sum(self.baseline) + self.non_routine - sum(self.actual)

    @property
    def share(self) -> float | None:
        """The saving as a share of the adjusted baseline; None without one."""
        whole = sum(self.baseline) + self.non_routine
        return self.saving / whole if whole else None

    @property
    def cumulative(self) -> tuple[float, ...]:
        """The saving up to each period, without non-routine adjustments."""
        reached = 0.0
        sums: list[float] = []
        for expected, metered in zip(self.baseline, self.actual, strict=True):
            reached += expected - metered
            sums.append(reached)
        return tuple(sums)

    @property
    def is_certain_enough(self) -> bool:
        """Whether the band at 68 % is narrower than half the saving."""
        return self.saving > 0 and self.bands[0].half < WIDEST * self.saving


def avoided(
    model: ChangePointFit,
    rows: Sequence[Sequence[float]],
    actual: Sequence[float],
    *,
    non_routine: float = 0.0,
) -> Avoided:
    """The saving of a reporting period.

    Args:
        model: of the baseline period.
        rows: the variables of each reporting period, in the order of the model.
        actual: metered energy of each reporting period.
        non_routine: sum of approved non-routine adjustments, in the unit of energy; positive when
            the baseline would have used more.

    Returns:
        Saving and bands. The band is the prediction error of the sum of all reporting periods,
        with the number of independent baseline periods lowered for autocorrelation.

    Source:
        IPMVP Core Concepts 2022, equation 1 (avoided energy consumption); variance of a sum of
        least-squares predictions, s2 (m + 1'X (X'X)^-1 X' 1); n' = n (1 - rho)/(1 + rho) from
        ASHRAE Guideline 14-2014, annex B.
    """
    expected = model.predicted(rows)
    shaped = [bent(row, model.shape, model.point) for row in rows]
    error = prediction_error(model.fit, shaped)
    freedom = _independent(model.fit)
    bands = tuple(Band(one, t_value(one, freedom) * error) for one in CONFIDENCES)
    return Avoided(expected, tuple(actual), non_routine, bands)


def prediction_error(fit: Fit, rows: Sequence[Sequence[float]]) -> float:
    """Standard error of the sum of predictions for several periods, in the unit of energy."""
    along = design_of(rows).sum(axis=0)
    through = float(along @ np.array(fit.inverse) @ along)
    rho = min(max(fit.rho, 0.0), 0.99)
    widened = (1 + rho) / (1 - rho)
    return sqrt(fit.variance * widened * (len(rows) + through))


def _independent(fit: Fit) -> int:
    """Degrees of freedom left when neighbouring periods resemble each other; one at least."""
    rho = min(max(fit.rho, 0.0), 0.99)
    return max(1, int(fit.n * (1 - rho) / (1 + rho)) - len(fit.terms))
