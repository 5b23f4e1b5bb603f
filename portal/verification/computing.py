"""What a verification plan and its data come to: model, checks, avoided energy and its band."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import sqrt
from typing import Any

from portal.language import Text
from portal.verification.change_points import ChangePointFit, Shape, best_fit, fit_shape
from portal.verification.checks import (
    ASHRAE,
    MONTHLY_CV_RMSE,
    MONTHLY_NMBE,
    PRACTICE,
    Check,
    Outcome,
    model_checks,
    range_check,
    range_checks,
    unusual,
)
from portal.verification.distributions import t_value
from portal.verification.periods import Period, daily, days_without, within
from portal.verification.regression import NoModelError, Range
from portal.verification.savings import CONFIDENCES, Avoided, Band, avoided

# Whole-facility metering needs a saving that stands out from the scatter (IPMVP option C).
LEAST_SHARE_C = 0.10


class Option(StrEnum):
    """IPMVP options."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"

    @property
    def label(self) -> Text:
        """The option in a few words."""
        return OPTION_LABELS[self]


OPTION_LABELS = {
    Option.A: Text("A 改善部分隔離：量測關鍵參數", "A Retrofit isolation: key parameter"),
    Option.B: Text("B 改善部分隔離：量測全部參數", "B Retrofit isolation: all parameters"),
    Option.C: Text("C 全廠電表", "C Whole facility"),
    Option.D: Text("D 校準模擬", "D Calibrated simulation"),
}


@dataclass(frozen=True, slots=True)
class Variable:
    """One independent variable of a plan.

    Attributes:
        is_total: it adds up over days, as production does; temperatures are means.
        is_production: whether it says how much was made.
    """

    name: str
    unit: str
    is_total: bool
    is_production: bool


@dataclass(frozen=True, slots=True)
class Design:
    """How a plan means to find its saving.

    Attributes:
        shape: of the model; None chooses the best one.
        estimate: option A: what the key parameter is multiplied by, per day (hours a day).
    """

    option: Option
    baseline: tuple[date, date]
    variables: tuple[Variable, ...] = ()
    shape: Shape | None = Shape.STRAIGHT
    estimate: float = 1.0


@dataclass(frozen=True, slots=True)
class Result:
    """What was found, for the page, the report and the record.

    Attributes:
        model: None for option D, whose model is the simulation.
        fitted: modelled energy of each baseline period; `metered` what was measured.
        checks: of the model, of the reporting period and of the saving.
        odd: baseline periods with a residual that asks for a reason.
    """

    model: ChangePointFit | None
    baseline: tuple[Period, ...]
    reporting: tuple[Period, ...]
    fitted: tuple[float, ...]
    metered: tuple[float, ...]
    saved: Avoided
    checks: tuple[Check, ...]
    odd: tuple[int, ...] = ()

    @property
    def routine(self) -> float:
        """What the model adds to the metered baseline: other days, production and weather."""
        return sum(self.saved.baseline) - sum(self.metered)

    @property
    def is_sound(self) -> bool:
        """Whether no check failed."""
        return all(one.outcome is not Outcome.FAILED for one in self.checks)


def compute(
    design: Design,
    periods: Sequence[Period],
    first: date,
    last: date,
    *,
    non_routine: float = 0.0,
) -> Result:
    """The saving of a reporting period.

    Args:
        design: of the plan.
        periods: all data of the plan.
        first, last: days of the reporting period, included.
        non_routine: sum of approved adjustments in the unit of energy.

    Raises:
        NoModelError: the data of the baseline or of the reporting period do not suffice.
    """
    before = within(periods, *design.baseline)
    after = within(periods, first, last)
    if not before or not after:
        raise NoModelError("there are no data of the baseline or of the reporting period")
    gaps = (*_gap(before, *design.baseline), *_gap(after, first, last))
    if design.option is Option.D:
        return _simulated(before, after, gaps, non_routine)
    return _modelled(design, before, after, gaps, non_routine)


def _modelled(
    design: Design,
    before: tuple[Period, ...],
    after: tuple[Period, ...],
    gaps: tuple[Check, ...],
    non_routine: float,
) -> Result:
    names = [one.name for one in design.variables]
    rows, energy = _per_day(design, before)
    model = _fit(design.shape, names, rows, energy)
    later, actual = _per_day(design, after)
    saved = _whole(avoided(model, later, actual), after, design, non_routine)
    production = [one.name for one in design.variables if one.is_production]
    fit = model.fit
    checks = (
        *model_checks(fit, production),
        *(range_checks(fit, later) if model.point is None else _first_range(rows, later, names)),
        *gaps,
        *_share_test(design.option, saved),
        _band_test(saved),
    )
    fitted = model.predicted(rows)
    scaled = _scale(design)
    return Result(
        model,
        before,
        after,
        tuple(one * period.days * scaled for one, period in zip(fitted, before, strict=True)),
        tuple(one * period.days * scaled for one, period in zip(energy, before, strict=True)),
        saved,
        checks,
        unusual(fit, fit.residuals),
    )


def _fit(
    shape: Shape | None, names: list[str], rows: list[list[float]], energy: list[float]
) -> ChangePointFit:
    if not names:
        return fit_shape(names, rows, energy, Shape.STRAIGHT)
    return best_fit(names, rows, energy) if shape is None else fit_shape(names, rows, energy, shape)


def _per_day(design: Design, periods: tuple[Period, ...]) -> tuple[list[list[float]], list[float]]:
    """Variables and energy per day; a key parameter is a mean already."""
    names = [one.name for one in design.variables]
    totals = frozenset(one.name for one in design.variables if one.is_total)
    rows, energy = daily(periods, names, totals)
    return rows, [one.energy for one in periods] if design.option is Option.A else energy


def _scale(design: Design) -> float:
    return design.estimate if design.option is Option.A else 1.0


def _whole(
    per_day: Avoided, after: tuple[Period, ...], design: Design, non_routine: float
) -> Avoided:
    """From averages per day to the whole period; months of differing length weigh as they are."""
    days = [one.days * _scale(design) for one in after]
    mean = sum(days) / len(days)
    return Avoided(
        tuple(one * by for one, by in zip(per_day.baseline, days, strict=True)),
        tuple(one * by for one, by in zip(per_day.actual, days, strict=True)),
        non_routine,
        tuple(Band(one.confidence, one.half * mean) for one in per_day.bands),
    )


def _first_range(
    before: list[list[float]], after: list[list[float]], names: list[str]
) -> tuple[Check, ...]:
    """The ranges of a bent model are those of its variables before they were bent."""
    columns = zip(zip(*before, strict=True), zip(*after, strict=True), names, strict=True)
    found: list[Check] = []
    for known, later, name in columns:
        mean = sum(known) / len(known)
        spread = sqrt(sum((one - mean) ** 2 for one in known) / (len(known) - 1))
        one = Range(name, min(known), max(known), mean, spread)
        found.append(range_check(one, sum(later) / len(later)))
    return tuple(found)


def _gap(periods: tuple[Period, ...], first: date, last: date) -> tuple[Check, ...]:
    missing = days_without(periods, first, last)
    if missing <= 0:
        return ()
    words = Text(
        f"{first} 至 {last} 有 {missing} 天沒有資料，這些日子不計節能量。",
        f"{missing} days between {first} and {last} have no data; they save nothing.",
    )
    return (Check(f"gap:{first}", Outcome.WARNING, words, PRACTICE),)


def _share_test(option: Option, saved: Avoided) -> tuple[Check, ...]:
    share = saved.share
    if option is not Option.C or share is None or share >= LEAST_SHARE_C:
        return ()
    words = Text(
        f"全廠節能率 {share:.1%} 未達 10 %，難以和雜訊區分，建議改用選項 A 或 B。",
        f"The plant saved {share:.1%}, less than 10 %: hard to tell from scatter. "
        "Consider option A or B.",
    )
    return (Check("share", Outcome.WARNING, words, "IPMVP Core Concepts, option C"),)


def _band_test(saved: Avoided) -> Check:
    band = saved.bands[0].half
    words = Text(
        f"68 % 信賴水準下節能量的誤差為 ±{band:,.0f}，須小於節能量的一半。",
        f"At 68 % confidence the saving is uncertain by ±{band:,.0f}; "
        "it must be less than half the saving.",
    )
    good = Outcome.PASSED if saved.is_certain_enough else Outcome.FAILED
    return Check("band", good, words, "ASHRAE Guideline 14-2014, 4.2.10")


def _simulated(
    before: tuple[Period, ...],
    after: tuple[Period, ...],
    gaps: tuple[Check, ...],
    non_routine: float,
) -> Result:
    known, expected = _simulation(before), _simulation(after)
    metered = tuple(one.energy for one in before)
    errors = [one - two for one, two in zip(metered, known, strict=True)]
    n, mean = len(errors), sum(metered) / len(metered)
    if n < 2 or not mean:
        raise NoModelError("a calibration needs two periods with energy")
    spread = sqrt(sum(one * one for one in errors) / (n - 1))
    half = spread * sqrt(len(after))
    bands = tuple(Band(one, t_value(one, n - 1) * half) for one in CONFIDENCES)
    saved = Avoided(expected, tuple(one.energy for one in after), non_routine, bands)
    calibration = _calibration(spread / mean, sum(errors) / ((n - 1) * mean))
    checks = (calibration, *gaps, _band_test(saved))
    return Result(None, before, after, known, metered, saved, checks)


def _simulation(periods: tuple[Period, ...]) -> tuple[float, ...]:
    found = tuple(one.simulated for one in periods if one.simulated is not None)
    if len(found) < len(periods):
        raise NoModelError("option D needs the simulated baseline of every period")
    return found


def _calibration(cv_rmse: float, nmbe: float) -> Check:
    good = cv_rmse <= MONTHLY_CV_RMSE and abs(nmbe) <= MONTHLY_NMBE
    words = Text(
        f"模擬校準：CV(RMSE) {cv_rmse:.2%}（須 ≤ 15 %），NMBE {nmbe:.2%}（須 ≤ 5 %）。",
        f"Calibration: CV(RMSE) {cv_rmse:.2%} (15 % at most), NMBE {nmbe:.2%} (5 % at most).",
    )
    return Check("calibration", Outcome.PASSED if good else Outcome.FAILED, words, ASHRAE)


def recorded(result: Result) -> Mapping[str, Any]:
    """What a report keeps of a result, as plain values; figures are recomputed from the data."""
    model = result.model
    return {
        "shape": model.shape.value if model else "simulation",
        "point": model.point if model else None,
        "terms": [
            {"name": one.name, "coefficient": one.coefficient, "t": one.t, "p": one.p}
            for one in (model.fit.terms if model else ())
        ],
        "r2": model.fit.r2 if model else None,
        "cv_rmse": model.fit.cv_rmse if model else None,
        "nmbe": model.fit.nmbe if model else None,
        "baseline": sum(result.saved.baseline),
        "actual": sum(result.saved.actual),
        "non_routine": result.saved.non_routine,
        "saving": result.saved.saving,
        "bands": {f"{one.confidence:.2f}": one.half for one in result.saved.bands},
        "checks": [
            {
                "code": one.code,
                "outcome": one.outcome.value,
                "zh": one.words.zh,
                "en": one.words.en,
                "source": one.source,
            }
            for one in result.checks
        ],
    }
