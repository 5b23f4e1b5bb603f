"""What is on file fills calculators, and what they save is taken over."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from portal.advisory.calculating import (
    PREFILLED,
    SYSTEMS,
    Gained,
    OnFile,
    calculators_for,
    gained,
    prefilled,
)
from portal.advisory.content import Machine, Reading
from portal.advisory.vocabulary import Carrier, Method, System
from portal.calculators.registry import BY_CODE
from portal.calculators.runs import run

D = Decimal
AT = datetime(2025, 5, 6, 2, tzinfo=UTC)


def reading(quantity: str, value: str) -> Reading:
    return Reading(quantity, D(value), AT, Method.MEASURED)


def on_file(machine: Machine, *readings: Reading) -> OnFile:
    return OnFile(machine, {one.quantity: one for one in readings})


COMPRESSOR = Machine("compressor", "AC-1", Carrier.ELECTRICITY, rated=D(75), hours=D(8000))


def test_every_declared_input_is_one_of_its_calculator() -> None:
    for code, sources in PREFILLED.items():
        assert sources.keys() <= {one.key for one in BY_CODE[code].inputs}


def test_every_system_has_its_calculators() -> None:
    assert SYSTEMS.keys() == set(System)
    assert all(calculators_for(system) for system in System)


def test_a_leak_test_is_filled_from_the_compressor() -> None:
    known = on_file(
        COMPRESSOR,
        reading("load_time", "90"),
        reading("unload_time", "210"),
        reading("power_kw", "72"),
        reading("flow", "12"),
    )

    found = prefilled("air_leak_load_unload", known)

    assert {key: one.value for key, one in found.items()} == {
        "t1": "1.5",
        "t2": "3.5",
        "fad": "12",
        "h": "8000",
        "sp": "6",
    }
    assert "AC-1" in found["t1"].origin.zh


def test_a_speed_controlled_compressor_is_said_to_be_one() -> None:
    machine = Machine("compressor", "AC-2", Carrier.ELECTRICITY, vsd=True)

    control = prefilled("air_leak_load_unload", on_file(machine))["control"].value
    refused = run(BY_CODE["air_leak_load_unload"], {"control": control, "t1": D(1), "t2": D(3)})

    assert control == "vsd"
    assert [one.key for one in refused.refusals] == ["control"]


def test_without_a_machine_nothing_is_filled() -> None:
    assert prefilled("boiler_excess_air", None) == {}


def test_electricity_is_taken_over_with_its_price() -> None:
    values = {"flow": D(2), "h": D(8000), "sp": D(6), "price": D("3.5")}

    found = gained(run(BY_CODE["air_leak_energy"], values), Carrier.ELECTRICITY)

    assert found == Gained(Carrier.ELECTRICITY, D(96_000), D("3.5"))


def test_heat_becomes_the_fuel_of_the_boiler() -> None:
    values = {"fuel": D(10_000), "eta1": D(80), "eta2": D(85)}
    made = run(BY_CODE["boiler_fuel_saving"], values)

    found = gained(made, Carrier.NATURAL_GAS)

    assert found is not None
    assert found.carrier is Carrier.NATURAL_GAS
    # 588.2 GJ of gas with 33 to 36 MJ of lower heat a cubic metre
    assert D(16_000) < found.quantity < D(18_000)


@pytest.mark.parametrize("burnt", [None, Carrier.ELECTRICITY, Carrier.STEAM])
def test_heat_without_a_known_fuel_is_not_taken_over(burnt: Carrier | None) -> None:
    values = {"fuel": D(10_000), "eta1": D(80), "eta2": D(85)}

    assert gained(run(BY_CODE["boiler_fuel_saving"], values), burnt) is None


def test_a_run_without_a_saving_gives_none() -> None:
    assert gained(run(BY_CODE["boiler_excess_air"], {"o2": D(5)}), Carrier.NATURAL_GAS) is None
