"""Models of energy against published coefficients, and models whose truth we made ourselves."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.verification.change_points import ChangePointFit, Shape, best_fit, fit_shape
from portal.verification.checks import Outcome, model_checks, range_checks, unusual
from portal.verification.distributions import beta_share, f_beyond, t_beyond, t_value
from portal.verification.periods import Fault, Period, daily, days_without, troubles, within
from portal.verification.regression import NoModelError, autocorrelation, fit
from portal.verification.savings import avoided
from tests.unit.verification.published import gas, steam


@pytest.mark.parametrize(
    ("t", "freedom", "p"),
    [(12.706, 1, 0.05), (2.228, 10, 0.05), (1.725, 20, 0.10), (2.750, 30, 0.01)],
)
def test_t_tails_agree_with_the_printed_table(t: float, freedom: int, p: float) -> None:
    assert t_beyond(t, freedom) == pytest.approx(p, rel=2e-3)


@pytest.mark.parametrize(
    ("f", "upper", "lower", "p"),
    [(4.965, 1, 10, 0.05), (3.493, 2, 20, 0.05), (4.510, 3, 30, 0.01), (161.4, 1, 1, 0.05)],
)
def test_f_tails_agree_with_the_printed_table(f: float, upper: int, lower: int, p: float) -> None:
    assert f_beyond(f, upper, lower) == pytest.approx(p, rel=2e-3)


def test_the_tail_of_nothing_is_everything() -> None:
    assert (f_beyond(0, 2, 10), beta_share(2, 3, 0), beta_share(2, 3, 1)) == (1.0, 0.0, 1.0)


def test_a_t_value_is_the_inverse_of_its_tail() -> None:
    assert t_value(0.90, 20) == pytest.approx(1.7247, abs=1e-4)


@pytest.mark.parametrize(("confidence", "freedom"), [(0.0, 5), (1.0, 5), (0.9, 0)])
def test_a_t_value_needs_a_confidence_and_freedom(confidence: float, freedom: int) -> None:
    with pytest.raises(ValueError, match="confidence"):
        t_value(confidence, freedom)


def test_steam_follows_temperature_as_published() -> None:
    found = fit(
        ["temperature"], [[row["temperature"]] for row in steam()], [r["steam"] for r in steam()]
    )

    # The book computes the intercept from the rounded slope, hence the fifth decimal.
    assert found.terms[0].coefficient == pytest.approx(13.623005, abs=2e-5)
    assert found.terms[1].coefficient == pytest.approx(-0.079829, abs=5e-7)


def test_steam_follows_days_and_temperature_as_published() -> None:
    rows = [[row["days"], row["temperature"]] for row in steam()]

    found = fit(["days", "temperature"], rows, [row["steam"] for row in steam()])

    assert [round(term.coefficient, 5) for term in found.terms] == [9.12689, 0.20282, -0.07239]
    assert (round(found.r2, 4), round(found.cv_rmse, 4)) == (0.8491, 0.0702)
    assert all(abs(term.t) > 4 for term in found.terms)


def test_insulation_saves_what_was_published() -> None:
    before = fit_shape(["temperature"], *gas("before"), Shape.STRAIGHT)

    saved = avoided(before, *gas("after"))

    assert [round(term.coefficient, 4) for term in before.fit.terms] == [6.8538, -0.3932]
    assert sum(saved.baseline) == pytest.approx(152.960, abs=5e-4)
    assert saved.saving == pytest.approx(48.460, abs=5e-4)
    assert saved.share == pytest.approx(0.3168, abs=5e-5)
    assert before.fit.cv_rmse == pytest.approx(0.0592, abs=5e-5)
    assert saved.cumulative[-1] == pytest.approx(saved.saving)
    assert saved.is_certain_enough


def test_an_adjustment_moves_the_saving_by_itself() -> None:
    before = fit_shape(["temperature"], *gas("before"), Shape.STRAIGHT)

    plain, moved = avoided(before, *gas("after")), avoided(before, *gas("after"), non_routine=-5.0)

    assert moved.saving == pytest.approx(plain.saving - 5)
    assert moved.bands == plain.bands


def _year(
    truth: float, slope: float, point: float, seed: int = 7
) -> tuple[list[list[float]], list[float]]:
    noise = random.Random(seed)  # noqa: S311
    rows = [[temperature / 2] for temperature in range(20, 68)]
    energy = [truth + slope * max(0.0, row[0] - point) + noise.gauss(0, 1) for row in rows]
    return rows, energy


def test_a_change_point_is_found_where_it_was_put() -> None:
    found = best_fit(["temperature"], *_year(200, 8, 22))

    assert found.shape is Shape.COOLING
    assert found.point == pytest.approx(22, abs=0.5)
    assert found.fit.terms[1].coefficient == pytest.approx(8, rel=0.03)


def test_a_straight_line_stays_one() -> None:
    assert best_fit(["temperature"], *_year(200, 8, 0)).shape is Shape.STRAIGHT


def test_heating_and_cooling_are_found_together() -> None:
    rows = [[temperature / 2] for temperature in range(-10, 70)]
    energy = [100 + 5 * max(0, 15 - row[0]) + 3 * max(0, row[0] - 15) + row[0] % 1 for row in rows]

    found = best_fit(["temperature"], rows, energy)

    assert found.shape is Shape.BOTH
    assert found.predicted([[5.0]])[0] == pytest.approx(150, rel=0.02)


def test_a_change_point_needs_periods_on_both_sides() -> None:
    with pytest.raises(NoModelError):
        fit_shape(["temperature"], [[float(x)] for x in range(6)], [1.0] * 6, Shape.COOLING)


@pytest.mark.parametrize(
    ("names", "rows", "energy"),
    [
        (["x"], [[1.0], [2.0], [3.0]], [1.0, 2.0, 3.0]),
        (["x"], [[5.0]] * 12, [float(at) for at in range(12)]),
        (["x", "y"], [[float(at), 2.0 * at] for at in range(12)], [float(at) for at in range(12)]),
        (["x"], [[float("nan")], *[[float(at)] for at in range(11)]], [1.0] * 12),
        (list("abcde"), [[1.0] * 5] * 12, [1.0] * 12),
    ],
    ids=["few", "constant", "dependent", "no number", "five variables"],
)
def test_data_that_determine_nothing_are_refused(
    names: list[str], rows: list[list[float]], energy: list[float]
) -> None:
    with pytest.raises(NoModelError):
        fit(names, rows, energy)


def test_a_sound_model_passes_all_checks() -> None:
    rows = [[row["days"], row["temperature"]] for row in steam()]
    found = fit(["days", "temperature"], rows, [row["steam"] for row in steam()])

    checks = model_checks(found, production=["days"])

    assert {one.code for one in checks if one.outcome is not Outcome.PASSED} == {"sign:temperature"}


def test_a_model_of_noise_fails() -> None:
    noise = random.Random(3)  # noqa: S311
    rows = [[noise.random()] for _ in range(24)]
    found = fit(["x"], rows, [noise.random() for _ in range(24)])

    failed = {one.code for one in model_checks(found) if one.outcome is Outcome.FAILED}

    assert failed >= {"model_f", "r2", "p:x", "best_p"}
    assert "production" in {one.code for one in model_checks(found)}


def test_a_reporting_period_far_from_the_model_fails_its_range() -> None:
    found = fit(["temperature"], *gas("before"))

    near, far = range_checks(found, [[5.0], [6.0]]), range_checks(found, [[60.0], [61.0]])

    assert [one.outcome for one in near] == [Outcome.PASSED]
    assert [one.outcome for one in far] == [Outcome.FAILED]


def test_a_month_out_of_the_ordinary_is_pointed_out() -> None:
    rows, energy = _year(200, 8, 0)
    energy[10] += 40
    found = fit(["temperature"], rows, energy)

    assert unusual(found, found.residuals) == (10,)


def test_residuals_that_repeat_are_correlated() -> None:
    assert autocorrelation([1.0, 1.0, -1.0, -1.0]) == pytest.approx(0.25)
    assert autocorrelation([0.0, 0.0]) == 0


@given(st.floats(0.1, 50), st.floats(-50, 50).filter(lambda x: abs(x) > 0.1))
def test_scaling_the_energy_scales_the_saving(scale: float, shift: float) -> None:
    rows, energy = gas("before")
    later, actual = gas("after")

    plain = avoided(fit_shape(["t"], rows, energy, Shape.STRAIGHT), later, actual)
    moved = avoided(
        fit_shape(
            ["t"],
            [[row[0] + shift] for row in rows],
            [scale * one for one in energy],
            Shape.STRAIGHT,
        ),
        [[row[0] + shift] for row in later],
        [scale * one for one in actual],
    )

    assert moved.saving == pytest.approx(scale * plain.saving, rel=1e-6)
    assert moved.bands[1].half == pytest.approx(scale * plain.bands[1].half, rel=1e-6)


JANUARY = date(2023, 1, 1)


def _months(count: int, energy: float = 310.0) -> list[Period]:
    first, periods = JANUARY, []
    variables = {"output": 62.0, "temperature": 25.0}
    for at in range(count):
        last = first + timedelta(days=30)
        periods.append(Period(first, last, energy, variables, at=at + 5))
        first = last + timedelta(days=1)
    return periods


def test_whole_periods_have_no_trouble() -> None:
    assert list(troubles(_months(3))) == []


def test_gaps_overlaps_and_turned_periods_are_told_apart() -> None:
    one, two, three = _months(3)
    turned = Period(date(2023, 9, 9), date(2023, 9, 1), 1.0, {}, at=20)
    overlapping = Period(two.first, two.last, 1.0, {}, at=21)
    later = Period(three.last + timedelta(days=3), three.last + timedelta(days=9), 1.0, {}, at=22)

    found = list(troubles([one, two, overlapping, turned, three, later]))

    assert [(trouble.fault, trouble.at) for trouble in found] == [
        (Fault.TURNED, 20),
        (Fault.OVERLAP, 21),
        (Fault.GAP, 22),
    ]
    assert (found[2].first, found[2].last) == (
        three.last + timedelta(days=1),
        three.last + timedelta(days=2),
    )


def test_days_without_data_are_counted() -> None:
    months = _months(2)

    assert days_without(months, JANUARY, months[-1].last + timedelta(days=4)) == 4
    assert days_without(months, JANUARY, months[-1].last) == 0


def test_totals_are_taken_per_day_and_means_as_they_are() -> None:
    rows, energy = daily(_months(1), ["output", "temperature"], frozenset({"output"}))

    assert (rows, energy) == ([[2.0, 25.0]], [10.0])


def test_only_whole_periods_lie_within() -> None:
    assert len(within(_months(3), JANUARY, date(2023, 2, 15))) == 1


def test_a_bent_model_predicts_with_its_point() -> None:
    found: ChangePointFit = fit_shape(["t"], *_year(200, 8, 22), Shape.COOLING)

    below, at = found.predicted([[10.0], [found.point or 0.0]])

    assert below == pytest.approx(at)


def test_without_variables_the_model_is_the_mean() -> None:
    found = fit([], [[]] * 4, [1.0, 2.0, 3.0, 6.0])

    assert found.terms[0].coefficient == pytest.approx(3)
    assert (found.f, found.f_p) == (0.0, 1.0)
    assert found.r2 == pytest.approx(0)
    assert [one.code for one in model_checks(found)] == ["constant", "cv_rmse"]
