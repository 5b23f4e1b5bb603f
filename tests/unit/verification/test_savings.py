"""Savings by the four options on data whose truth is known, and the rules of the workbook."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from portal.verification.checks import Outcome
from portal.verification.computing import Design, Option, Variable, compute, recorded
from portal.verification.periods import Period
from portal.verification.regression import NoModelError
from portal.verification.rules import RULES, Subject, judge, periods_of
from portal.verification.sheets import TEMPLATE, About
from portal.verification.sheets import Reading as Row
from portal.workbook.taking import take
from tests.unit.verification.meters import a_workbook, two_years

BASELINE = (date(2022, 1, 1), date(2022, 12, 31))
LATER = (date(2023, 1, 1), date(2023, 12, 31))
OUTPUT = Variable("產量", "t", is_total=True, is_production=True)
PLANT = Design(Option.C, BASELINE, (OUTPUT,))


def test_the_true_saving_lies_within_the_band() -> None:
    periods, truth = two_years()

    found = compute(PLANT, periods, *LATER)

    assert abs(found.saved.saving - truth) < found.saved.bands[1].half
    assert found.saved.saving == pytest.approx(truth, rel=0.03)
    assert found.is_sound
    assert found.odd == ()


def test_fitted_and_metered_are_whole_periods() -> None:
    periods, _ = two_years()

    found = compute(PLANT, periods, *LATER)

    assert found.metered == pytest.approx([one.energy for one in periods[:12]])
    assert sum(found.fitted) == pytest.approx(sum(found.metered), rel=1e-3)


def test_no_change_saves_nothing_that_can_be_told() -> None:
    periods, _ = two_years()
    same = [replace(one, first=one.first, energy=one.energy) for one in periods[:12]]
    again = [
        replace(one, first=one.first.replace(year=2023), last=one.last.replace(year=2023))
        for one in same
    ]

    found = compute(PLANT, [*same, *again], *LATER)

    assert found.saved.saving == pytest.approx(0, abs=found.saved.bands[1].half)
    assert "band" in {one.code for one in found.checks if one.outcome is Outcome.FAILED}
    assert "share" in {one.code for one in found.checks if one.outcome is Outcome.WARNING}


def test_a_key_parameter_is_multiplied_by_its_estimate() -> None:
    """300 kW less at 20 hours a day: 6,000 kWh a day."""
    before = [Period(date(2022, m, 1), date(2022, m, 10), 1000 + m % 2, {}) for m in range(1, 7)]
    after = [Period(date(2023, m, 1), date(2023, m, 10), 700 + m % 2, {}) for m in range(1, 7)]
    design = Design(Option.A, (date(2022, 1, 1), date(2022, 6, 10)), estimate=20.0)

    found = compute(design, [*before, *after], date(2023, 1, 1), date(2023, 6, 10))

    assert found.saved.saving == pytest.approx(6 * 10 * 20 * 300)
    assert "constant" in {one.code for one in found.checks}
    assert any(one.code.startswith("gap") for one in found.checks)


def test_a_simulation_is_judged_by_its_calibration() -> None:
    def month(year: int, at: int, energy: float) -> Period:
        return Period(date(year, at, 1), date(year, at, 28), energy, {}, simulated=1000.0)

    before = [month(2022, at, 1000 + (-1) ** at * 20) for at in range(1, 13)]
    after = [month(2023, at, 800.0) for at in range(1, 13)]

    found = compute(Design(Option.D, BASELINE), [*before, *after], *LATER)
    wild = compute(
        Design(Option.D, BASELINE),
        [*(replace(one, energy=one.energy * 1.4) for one in before), *after],
        *LATER,
    )

    assert found.saved.saving == pytest.approx(2400)
    assert found.model is None
    assert [one.outcome for one in found.checks if one.code == "calibration"] == [Outcome.PASSED]
    assert [one.outcome for one in wild.checks if one.code == "calibration"] == [Outcome.FAILED]


def test_a_simulation_needs_every_period() -> None:
    periods, _ = two_years()

    with pytest.raises(NoModelError):
        compute(Design(Option.D, BASELINE), periods, *LATER)


def test_an_approved_adjustment_counts_once() -> None:
    periods, _ = two_years()

    plain = compute(PLANT, periods, *LATER)
    moved = compute(PLANT, periods, *LATER, non_routine=-1000.0)

    assert moved.saved.saving == pytest.approx(plain.saved.saving - 1000)


def test_nothing_is_computed_without_data() -> None:
    with pytest.raises(NoModelError):
        compute(PLANT, two_years()[0][:12], *LATER)


def test_the_record_says_what_was_computed() -> None:
    kept = recorded(compute(PLANT, two_years()[0], *LATER))

    assert kept["shape"] == "straight"
    assert kept["bands"].keys() == {"0.68", "0.90"}
    assert all(one["zh"] and one["en"] and one["source"] for one in kept["checks"])


ABOUT = About(0, "MV-0001", "M001", None, "kWh", "產量", None, None, None)


def a_row(at: int, month: int, **changed: Any) -> Row:
    values: dict[str, Any] = {
        "first": date(2022, month, 1),
        "last": date(2022, month, 28),
        "energy": Decimal(1000),
        "x1": Decimal(10),
        "note": "停機",
    }
    names = ("first", "last", "energy", "x1", "x2", "x3", "x4", "simulated", "note")
    values |= changed
    return Row(at, *(values.get(name) for name in names))


SOUND = Subject(ABOUT, tuple(a_row(at + 4, at) for at in range(1, 7)))
FAULTY: dict[str, dict[str, Any]] = {
    "MV-001": {"first": date(2022, 1, 28), "last": date(2022, 1, 1)},
    "MV-002": {"last": date(2022, 2, 5)},
    "MV-004": {"x1": None},
    "MV-005": {"x2": Decimal(3)},
    "MV-006": {"energy": Decimal(1_000_000), "note": None},
}


def codes(subject: Subject) -> list[str]:
    return [rule.code for rule, _ in RULES.hits(subject)]


def test_sound_data_have_no_finding() -> None:
    assert codes(SOUND) == []


@pytest.mark.parametrize("code", sorted(FAULTY))
def test_each_fault_has_its_finding(code: str) -> None:
    rows = (a_row(5, 1, **FAULTY[code]), *SOUND.rows[1:])

    assert codes(replace(SOUND, rows=rows)) == [code]


def test_days_left_out_without_a_word_are_pointed_out() -> None:
    rows = (SOUND.rows[0], a_row(6, 2, note=None), *SOUND.rows[2:])

    assert codes(replace(SOUND, rows=rows)) == ["MV-003"]


def test_a_period_longer_than_a_month_is_pointed_out() -> None:
    rows = (*SOUND.rows[:-1], a_row(10, 6, last=date(2022, 8, 30)))

    assert codes(replace(SOUND, rows=rows)) == ["MV-007"]


def test_every_rule_is_tried() -> None:
    assert set(RULES.rules) == {*FAULTY, "MV-003", "MV-007"}


def test_a_workbook_gives_back_its_periods(tmp_path: Path) -> None:
    periods, _ = two_years()
    path = tmp_path / "meter.xlsx"
    path.write_bytes(a_workbook(periods))

    taken = take(path, TEMPLATE, judge)

    assert taken.findings == ()
    assert (taken.member, taken.year) == ("M001", 2022)
    found = periods_of(taken.form("about"), taken.rows["periods"])
    assert [(one.first, one.last, one.energy, one.variables) for one in found] == [
        (one.first, one.last, one.energy, one.variables) for one in periods
    ]


def test_a_fault_points_at_its_cell(tmp_path: Path) -> None:
    periods, _ = two_years()
    path = tmp_path / "meter.xlsx"
    path.write_bytes(a_workbook(periods, last=date(2022, 2, 10)))

    [found] = take(path, TEMPLATE, judge).findings

    assert (found.code, found.sheet) == ("MV-002", "量測資料")
    assert found.cells[0].startswith("A")


def test_what_is_no_workbook_of_meter_data_is_said(tmp_path: Path) -> None:
    path = tmp_path / "meter.xlsx"
    path.write_bytes(b"not a workbook")

    taken = take(path, TEMPLATE, judge)

    assert taken.has_errors
    assert taken.findings[0].code.startswith("FILE-")
    assert taken.rows == dict.fromkeys(taken.rows, ())
