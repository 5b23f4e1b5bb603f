"""Whether a model may carry a claim of savings: checks of the SEP programme and of residuals."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.language import Text
from portal.verification.regression import Fit, Range

MODEL_P = 0.10
EACH_P = 0.20
BEST_P = 0.10
LEAST_R2 = 0.5
DEVIATIONS = 3
# A residual of the reporting period beyond this many standard errors asks for a reason.
NON_ROUTINE = 3
MONTHLY_CV_RMSE = 0.15
MONTHLY_NMBE = 0.05


class Outcome(StrEnum):
    """How a check came out."""

    PASSED = "passed"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Check:
    """One check with what was found.

    Attributes:
        source: where the limit comes from.
    """

    code: str
    outcome: Outcome
    words: Text
    source: str


SEP = "US DOE Superior Energy Performance, Measurement and Verification Protocol for Industry"
ASHRAE = "ASHRAE Guideline 14-2014, 4.2 and 5.2 (monthly calibration limits)"
PRACTICE = "IPMVP Core Concepts: relevant variables and non-routine events"


def model_checks(fit: Fit, production: Sequence[str] = ()) -> tuple[Check, ...]:
    """The checks of a model by itself.

    Args:
        fit: the model.
        production: names of its variables that are production; none is a warning.
    """
    if len(fit.terms) == 1:
        return (_mean_test(), _scatter_test(fit))
    return (
        _model_test(fit),
        *_term_tests(fit),
        _best_test(fit),
        _r2_test(fit),
        _scatter_test(fit),
        *_sign_tests(fit),
        *_production_test(production),
    )


def _mean_test() -> Check:
    words = Text(
        "基線為平均值，沒有變數；僅適用於負載固定的設備，請說明依據。",
        "The baseline is a mean without variables: for constant loads only. Say why it is one.",
    )
    return Check("constant", Outcome.WARNING, words, PRACTICE)


def _passed(good: bool, otherwise: Outcome = Outcome.FAILED) -> Outcome:
    return Outcome.PASSED if good else otherwise


def _model_test(fit: Fit) -> Check:
    words = Text(
        f"模型 F 檢定 p＝{fit.f_p:.4f}（須 ≤ {MODEL_P}）。",
        f"F test of the model: p = {fit.f_p:.4f} (at most {MODEL_P}).",
    )
    return Check("model_f", _passed(fit.f_p <= MODEL_P), words, SEP)


def _term_tests(fit: Fit) -> tuple[Check, ...]:
    return tuple(
        Check(
            f"p:{term.name}",
            _passed(term.p <= EACH_P),
            Text(
                f"變數「{term.name}」t 檢定 p＝{term.p:.4f}（須 ≤ {EACH_P}）。",
                f"t test of “{term.name}”: p = {term.p:.4f} (at most {EACH_P}).",
            ),
            SEP,
        )
        for term in fit.terms[1:]
    )


def _best_test(fit: Fit) -> Check:
    least = min(term.p for term in fit.terms[1:])
    words = Text(
        f"至少一個變數 p < {BEST_P}；最小者為 {least:.4f}。",
        f"At least one variable with p below {BEST_P}; the least is {least:.4f}.",
    )
    return Check("best_p", _passed(least < BEST_P), words, SEP)


def _r2_test(fit: Fit) -> Check:
    words = Text(
        f"判定係數 R²＝{fit.r2:.4f}（須 ≥ {LEAST_R2}）。",
        f"R² = {fit.r2:.4f} (at least {LEAST_R2}).",
    )
    return Check("r2", _passed(fit.r2 >= LEAST_R2), words, SEP)


def _scatter_test(fit: Fit) -> Check:
    words = Text(
        f"CV(RMSE)＝{fit.cv_rmse:.2%}，NMBE＝{fit.nmbe:.2%}（月資料參考值 15 % 與 5 %）。",
        f"CV(RMSE) {fit.cv_rmse:.2%}, NMBE {fit.nmbe:.2%} (reference for months: 15 % and 5 %).",
    )
    good = fit.cv_rmse <= MONTHLY_CV_RMSE and abs(fit.nmbe) <= MONTHLY_NMBE
    return Check("cv_rmse", _passed(good, Outcome.WARNING), words, ASHRAE)


def _sign_tests(fit: Fit) -> tuple[Check, ...]:
    return tuple(
        Check(
            f"sign:{term.name}",
            Outcome.WARNING,
            Text(
                f"變數「{term.name}」係數為負（{term.coefficient:.6g}），請說明其物理意義。",
                f"The coefficient of “{term.name}” is negative ({term.coefficient:.6g}); "
                "explain why energy falls as it rises.",
            ),
            SEP,
        )
        for term in fit.terms[1:]
        if term.coefficient < 0
    )


def _production_test(production: Sequence[str]) -> tuple[Check, ...]:
    if production:
        return ()
    words = Text(
        "模型沒有產量變數；工廠用能通常隨產量變動，請說明為何不需要。",
        "No variable of the model is production; a plant's energy usually follows it. Say why not.",
    )
    return (Check("production", Outcome.WARNING, words, SEP),)


def range_checks(fit: Fit, reporting: Sequence[Sequence[float]]) -> tuple[Check, ...]:
    """Whether the reporting period lies where the model was made.

    Args:
        fit: the model.
        reporting: the variables of each reporting period, as given to the model.
    """
    columns = list(zip(*reporting, strict=True))
    return tuple(
        range_check(one, sum(values) / len(values))
        for one, values in zip(fit.ranges, columns, strict=True)
    )


def range_check(one: Range, mean: float) -> Check:
    """Whether the mean of a variable lies within its range or near its mean."""
    within = one.least <= mean <= one.greatest
    near = abs(mean - one.mean) <= DEVIATIONS * one.deviation
    words = Text(
        f"報告期「{one.name}」平均 {mean:.6g}；基線範圍 {one.least:.6g}–{one.greatest:.6g}，"
        f"平均±3 倍標準差為 {one.mean - 3 * one.deviation:.6g}–"
        f"{one.mean + 3 * one.deviation:.6g}。",
        f"Mean of “{one.name}” in the reporting period {mean:.6g}; the baseline ranged from "
        f"{one.least:.6g} to {one.greatest:.6g}, its mean ± 3 standard deviations from "
        f"{one.mean - 3 * one.deviation:.6g} to {one.mean + 3 * one.deviation:.6g}.",
    )
    return Check(f"range:{one.name}", _passed(within or near), words, SEP)


def unusual(fit: Fit, residuals: Sequence[float]) -> tuple[int, ...]:
    """Positions of baseline periods whose residual asks for a non-routine event."""
    limit: float = NON_ROUTINE * fit.variance**0.5
    return tuple(at for at, one in enumerate(residuals) if limit and abs(one) > limit)
