"""What cannot be calculated is refused with its reason; what is unusual carries a warning."""

from dataclasses import replace
from decimal import Decimal

import pytest

from portal.calculators.declaration import Calculator, Range, Value
from portal.calculators.registry import BY_CODE, CALCULATORS
from portal.calculators.runs import Run, run
from tests.unit.calculators.examples import EXAMPLES, Example, d, series

SOUND = {one.calculator: one for one in EXAMPLES}
WITHOUT_EXAMPLE: dict[str, dict[str, Value]] = {
    "boiler_flue_gas_loss": {
        "fuel": "natural_gas",
        "tf": d(180),
        "ta": d(20),
        "o2": d("4.5"),
    },
    "hvac_part_load_year": {
        "rt": d(500),
        "load": series("100 75 50"),
        "h": series("500 2500 2000"),
        "e": series("0.65 0.58 0.55"),
    },
    "hvac_staging": {
        "q1": series("300 300 300"),
        "e1": series("0.9 0.9 0.9"),
        "q2": series("450 450"),
        "e2": series("0.67 0.67"),
        "h": d(4000),
    },
    "power_load_factor": {"used": d(500000), "hours": d(730), "peak": d(1200)},
    "money_abatement_cost": {
        "capex": d(1000000),
        "rate": d(5),
        "life": d(10),
        "saving": d(100000),
        "t": d(50),
    },
}


def values_of(calculator: Calculator) -> dict[str, Value]:
    known = SOUND.get(calculator.code)
    return dict(known.values if known else WITHOUT_EXAMPLE[calculator.code])


def changed(code: str, **values: Value) -> Run:
    calculator = BY_CODE[code]
    return run(calculator, {**values_of(calculator), **values})


@pytest.mark.parametrize("calculator", CALCULATORS, ids=lambda one: one.code)
def test_every_calculator_answers_a_sound_case(calculator: Calculator) -> None:
    outcome = run(calculator, values_of(calculator))

    assert outcome.refusals == ()
    assert outcome.outputs


@pytest.mark.parametrize("calculator", CALCULATORS, ids=lambda one: one.code)
def test_every_hard_range_refuses_what_lies_beyond(calculator: Calculator) -> None:
    for one in calculator.inputs:
        if one.hard is None:
            continue
        beyond = one.hard.high * 2 + 1
        wrong: Value = (beyond,) if one.is_series else beyond

        outcome = run(calculator, {**values_of(calculator), one.key: wrong})

        assert one.key in {remark.key for remark in outcome.refusals}
        assert outcome.outputs == {}


@pytest.mark.parametrize("calculator", CALCULATORS, ids=lambda one: one.code)
def test_every_plausible_range_lies_within_the_hard_one(calculator: Calculator) -> None:
    for one in calculator.inputs:
        if one.plausible and one.hard:
            assert one.hard.low <= one.plausible.low < one.plausible.high <= one.hard.high, one.key


@pytest.mark.parametrize("calculator", CALCULATORS, ids=lambda one: one.code)
def test_what_is_needed_is_asked_for(calculator: Calculator) -> None:
    outcome = run(
        replace(calculator, inputs=tuple(replace(one, default=None) for one in calculator.inputs)),
        {},
    )

    needed = {one.key for one in calculator.inputs if not one.optional}
    assert {remark.key for remark in outcome.refusals} == needed


REFUSED: list[tuple[str, dict[str, Value], str]] = [
    ("boiler_excess_air", {"o2": d("20.9")}, "o2"),
    ("boiler_excess_air", {"o2": d(21)}, "o2"),
    ("boiler_excess_air_solid_liquid", {"c": d(0), "hy": d(0), "s": d(0)}, "c"),
    ("boiler_fuel_saving", {"eta2": d("78.2")}, "eta2"),
    ("boiler_gas_efficiency", {"ta": d(300)}, "tf"),
    ("boiler_flue_gas_loss", {"ta": d(180)}, "tf"),
    ("boiler_flue_gas_loss", {"fuel": "own"}, "a2"),
    ("boiler_flue_gas_loss", {"o2": d("20.8")}, "o2"),
    ("boiler_indirect_efficiency", {"c": d(99)}, "c"),
    ("boiler_indirect_efficiency", {"o2": d("20.8"), "tf": d(1000)}, "gcv"),
    ("boiler_direct_efficiency", {"tf": d(290)}, "tf"),
    ("boiler_direct_efficiency", {"t": d(200)}, "t"),
    ("boiler_direct_efficiency", {"fuel": d(10)}, "fuel"),
    ("steam_properties", {"t": d(150)}, "t"),
    ("steam_flash", {"p2": d(11)}, "p2"),
    ("steam_pipe_heat_loss", {"tp": d(25)}, "tp"),
    ("steam_blowdown", {"b2": d(8)}, "b2"),
    ("steam_blowdown_rate", {"fw": d(5000)}, "fw"),
    ("steam_pipe_insulation", {"loss": series("300 400")}, "loss"),
    ("boiler_economiser", {"t2": d(400)}, "t2"),
    ("air_leak_load_unload", {"control": "vsd"}, "control"),
    ("air_leak_load_unload", {"control": "modulating"}, "control"),
    ("air_leak_load_unload", {"control": "steam"}, "control"),
    ("air_leak_bleed_down", {"p2": d(7)}, "p2"),
    ("air_leak_orifice", {"p": d("0.5")}, "p"),
    ("air_leak_decibel", {"p": d(12)}, "p"),
    ("air_leak_decibel", {"lb": d(20)}, "lb"),
    ("air_pressure_reduction", {"p1": d(0)}, "p1"),
    ("air_artificial_demand", {"p2": d(7)}, "p2"),
    ("air_receiver_capacity", {"p2": d(8)}, "p2"),
    ("hvac_water_side_load", {"t2": d(13)}, "t2"),
    ("hvac_kw_per_rt", {"kw": d(1)}, "rt"),
    ("hvac_water_side_load", {"kw": d(5)}, "kw"),
    ("hvac_part_load_year", {"h": series("500 2500")}, "h"),
    ("hvac_part_load_year", {"h": series("3000 3000 3000")}, "h"),
    ("hvac_staging", {"e1": series("0.9 0.9")}, "e1"),
    ("hvac_tower_makeup", {"n2": d(1)}, "n2"),
    ("hvac_tower_approach", {"wb": d(30)}, "wb"),
    ("power_load_factor", {"peak": d(600)}, "peak"),
    ("power_motor_replacement", {"e2": d(88)}, "e2"),
    ("power_pump_hydraulic", {"kw": d(40)}, "kw"),
    ("power_factor_correction", {"pf2": d("0.8")}, "pf2"),
    ("lighting_power_density", {"area": d(10)}, "w"),
    ("lighting_emissions", {"year": d(2040)}, "year"),
    ("money_payback", {"saving": d(0)}, "saving"),
    ("money_irr", {"flows": series("100 200 300")}, "flows"),
    ("money_irr", {"flows": series("-100 300 -250 60")}, "flows"),
    ("money_life_cycle", {"life": d("7.5")}, "life"),
    ("emissions_electricity", {"year": d(2030)}, "year"),
    ("emissions_factor_path", {"y": d(2040)}, "y"),
    ("emissions_factor_path", {"y1": d(2025)}, "y1"),
]


@pytest.mark.parametrize(
    ("code", "values", "key"),
    REFUSED,
    ids=[f"{at}-{code}" for at, (code, _, _) in enumerate(REFUSED)],
)
def test_the_impossible_is_refused_at_its_input(
    code: str, values: dict[str, Value], key: str
) -> None:
    outcome = changed(code, **values)

    assert key in [remark.key for remark in outcome.refusals]
    assert outcome.lines == ()
    assert all(remark.text.zh and remark.text.en for remark in outcome.refusals)


WARNED: list[tuple[str, dict[str, Value], str]] = [
    ("boiler_excess_air", {"o2": d(15)}, "o2"),
    ("air_leak_load_unload", {"cycles": d(1)}, "cycles"),
    ("air_leak_load_unload", {"t1": d(20)}, "t1"),
    ("air_leak_bleed_down", {"p2": d("6.5")}, "c"),
    ("steam_pipe_heat_loss", {"s": d(5)}, "s"),
    ("hvac_tower_makeup", {"n2": d("1.5")}, ""),
    ("air_specific_power", {"kw": d(40)}, "kw"),
    ("hvac_kw_per_rt", {"kw": d(200)}, "kw"),
    ("hvac_water_side_load", {"t1": d(8)}, "t1"),
    ("hvac_staging", {"q2": series("450 400")}, "q2"),
    ("power_motor_load", {"v1": d(440)}, "v1"),
    ("power_vsd", {"x": d(3)}, "x"),
    ("power_vsd", {"f": d(60), "drive": d(97)}, "f"),
    ("lighting_replacement", {"lm1": d(20000), "lm2": d(9000)}, "lm2"),
    ("money_payback", {"saving": d(1)}, "saving"),
    ("emissions_electricity", {"year": d(2025)}, "year"),
    ("emissions_factor_path", {}, "y"),
    ("emissions_claim_check", {}, "stated"),
    ("emissions_implied_factor", {}, "t"),
]


@pytest.mark.parametrize(
    ("code", "values", "key"),
    WARNED,
    ids=[f"{at}-{code}" for at, (code, _, _) in enumerate(WARNED)],
)
def test_the_unusual_is_calculated_with_a_warning(
    code: str, values: dict[str, Value], key: str
) -> None:
    outcome = changed(code, **values)

    assert outcome.refusals == ()
    assert key in [remark.key for remark in outcome.warnings]


def test_a_claim_that_fits_the_grid_carries_no_warning() -> None:
    outcome = changed("emissions_implied_factor", kwh=d(18000000), t=d(9000))

    assert outcome.warnings == ()


def test_without_a_price_no_money_is_calculated() -> None:
    example: Example = SOUND["lighting_replacement"]
    values = {key: value for key, value in example.values.items() if key != "price"}

    outcome = run(BY_CODE["lighting_replacement"], values)

    assert "saved" in outcome.outputs
    assert "money" not in outcome.outputs


@pytest.mark.parametrize(
    ("written", "value", "is_within"),
    [("(0, 1]", 0, False), ("(0, 1]", 1, True), ("[0, 1)", 0, True), ("[0, 1)", 1, False)],
)
def test_an_open_end_does_not_belong_to_a_range(written: str, value: int, is_within: bool) -> None:
    assert Range.of(written).holds(Decimal(value)) is is_within
