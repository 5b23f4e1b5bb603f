from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from portal.advisory.content import Advice, Machine, Progress, Reading, Saved
from portal.advisory.rules import (
    Proposal,
    judged,
    machine_flags,
    progress_flags,
    reading_flags,
)
from portal.advisory.vocabulary import Carrier, MeasureClass, Method, Status, System
from portal.workbook.findings import Severity

MACHINE = Machine(
    "compressor",
    "AC-1",
    Carrier.ELECTRICITY,
    rated=Decimal(90),
    hours=Decimal(8000),
    annual_use=Decimal(600_000),
)
SAVED = Saved(
    Carrier.ELECTRICITY, Decimal(60_000), price=Decimal("3.5"), stated_tco2e=Decimal("29.6")
)
ADVICE = Advice(
    "修復洩漏",
    "逐點標示並修復。",
    MeasureClass.REPLACEMENT,
    arc="2.4236",
    hours=Decimal(8000),
    capex_labour=Decimal(80_000),
    subsidy=Decimal(10_000),
)
SOUND = Proposal(ADVICE, (SAVED,), System.AIR, MACHINE, payback_years=Decimal("0.33"))

Change = Callable[[Proposal], Proposal]


def saving(**changed: object) -> Change:
    return lambda one: replace(one, savings=(replace(SAVED, **changed),))  # type: ignore[arg-type]


def advice(**changed: object) -> Change:
    return lambda one: replace(one, advice=replace(ADVICE, **changed))  # type: ignore[arg-type]


FAULTS: list[tuple[str, Change, Severity]] = [
    ("ADV-101", saving(quantity=Decimal(700_000), stated_tco2e=None), Severity.ERROR),
    ("ADV-102", saving(quantity=Decimal(200_000), stated_tco2e=None), Severity.WARNING),
    ("ADV-103", lambda one: replace(one, beside=Decimal(560_000)), Severity.ERROR),
    ("ADV-104", saving(stated_tco2e=Decimal(132)), Severity.WARNING),
    ("ADV-105", lambda one: replace(one, payback_years=Decimal("0.05")), Severity.WARNING),
    ("ADV-105", lambda one: replace(one, payback_years=Decimal(26)), Severity.WARNING),
    ("ADV-106", advice(hours=Decimal(8785)), Severity.ERROR),
    ("ADV-107", advice(capex_labour=Decimal(0), subsidy=Decimal(0)), Severity.ERROR),
    ("ADV-108", advice(arc="2.7142"), Severity.WARNING),
    ("ADV-108", advice(arc="9.9999"), Severity.WARNING),
    ("ADV-109", advice(subsidy=Decimal(90_000)), Severity.ERROR),
]


def test_a_sound_recommendation_has_no_flag() -> None:
    assert judged(SOUND) == ()


@pytest.mark.parametrize(
    ("code", "change", "severity"), FAULTS, ids=[f"{one[0]}-{n}" for n, one in enumerate(FAULTS)]
)
def test_one_fault_has_one_flag(code: str, change: Change, severity: Severity) -> None:
    flags = judged(change(SOUND))

    assert [(flag.code, flag.severity) for flag in flags] == [(code, severity)]
    assert flags[0].message.zh
    assert flags[0].message.en


@pytest.mark.parametrize("times", [1000, 10000])
def test_a_slip_of_a_usual_size_is_named(times: int) -> None:
    (of_use,) = judged(saving(quantity=SAVED.quantity * times, stated_tco2e=None)(SOUND))
    (of_factor,) = judged(saving(stated_tco2e=Decimal("29.6") * times)(SOUND))

    assert f"{times:,}" in of_use.message.en
    assert f"{times:,}" in of_factor.message.en


def test_the_press_figure_of_2024_is_flagged_and_the_claim_of_2023_is_not() -> None:
    # 5 GWh as 11,000 t (2.2 kg/kWh); 18 GWh as 9,000 t (0.5 kg/kWh).
    press = Saved(Carrier.ELECTRICITY, Decimal(5_000_000), stated_tco2e=Decimal(11_000))
    claim = Saved(Carrier.ELECTRICITY, Decimal(18_000_000), stated_tco2e=Decimal(9_000))
    alone = replace(SOUND, machine=None)

    assert [flag.code for flag in judged(replace(alone, savings=(press,)))] == ["ADV-104"]
    assert judged(replace(alone, savings=(claim,))) == ()


def test_what_costs_nothing_may_be_operational() -> None:
    free = advice(
        measure_class=MeasureClass.OPERATIONAL, capex_labour=Decimal(0), subsidy=Decimal(0)
    )

    assert judged(free(SOUND)) == ()


READING = Reading(
    "pressure",
    Decimal(7),
    datetime(2025, 5, 2, 3, tzinfo=UTC),
    Method.MEASURED,
    "壓力計 P-12",
    date(2024, 8, 1),
)
READINGS = [
    ("ADV-201", replace(READING, value=Decimal(-1))),
    ("ADV-202", replace(READING, value=Decimal(70))),
    ("ADV-204", replace(READING, quantity="flue_o2")),
    ("ADV-205", replace(READING, instrument="")),
    ("ADV-206", replace(READING, calibrated_on=None)),
    ("ADV-206", replace(READING, calibrated_on=date(2023, 5, 1))),
]


def test_a_sound_reading_has_no_flag() -> None:
    assert reading_flags(MACHINE, READING) == ()
    assert reading_flags(MACHINE, replace(READING, method=Method.NAMEPLATE, instrument="")) == ()


@pytest.mark.parametrize(
    ("code", "reading"), READINGS, ids=[f"{one[0]}-{n}" for n, one in enumerate(READINGS)]
)
def test_one_fault_of_a_reading_has_one_flag(code: str, reading: Reading) -> None:
    assert [flag.code for flag in reading_flags(MACHINE, reading)] == [code]


@pytest.mark.parametrize(
    ("code", "machine"),
    [
        ("ADV-106", replace(MACHINE, hours=Decimal(9000))),
        ("ADV-201", replace(MACHINE, rated=Decimal(0))),
        ("ADV-202", replace(MACHINE, rated=Decimal(9000))),
        ("ADV-203", replace(MACHINE, kind="transformer", rated=None, vsd=True)),
    ],
)
def test_one_fault_of_a_machine_has_one_flag(code: str, machine: Machine) -> None:
    assert machine_flags(MACHINE) == ()
    assert [flag.code for flag in machine_flags(machine)] == [code]


SURVEY, TODAY = date(2025, 3, 1), date(2025, 9, 1)
DONE = Progress(Status.IMPLEMENTED, commissioned_on=date(2025, 8, 1), evidence="驗收單")


@pytest.mark.parametrize(
    ("code", "progress"),
    [
        ("ADV-301", replace(DONE, commissioned_on=date(2025, 2, 1))),
        ("ADV-302", replace(DONE, commissioned_on=date(2025, 9, 2))),
    ],
)
def test_one_fault_of_a_report_has_one_flag(code: str, progress: Progress) -> None:
    assert progress_flags(DONE, SURVEY, TODAY) == ()
    assert [flag.code for flag in progress_flags(progress, SURVEY, TODAY)] == [code]


def test_an_early_commissioning_may_have_its_reason() -> None:
    early = replace(DONE, commissioned_on=date(2025, 2, 1), early_reason="診斷前已發包")

    assert progress_flags(early, SURVEY, TODAY) == ()
