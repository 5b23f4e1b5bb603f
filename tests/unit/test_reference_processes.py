"""Process factors and the parameters of fluorinated gases in electronics."""

from decimal import Decimal

import pytest

from portal.reference import codes
from portal.reference.electronics import (
    GasUse,
    gas_parameters,
    parameters,
    removal,
    removals,
    unlisted_parameters,
)
from portal.reference.gwp import gases
from portal.reference.processes import process, process_factor, process_factors


@pytest.mark.parametrize(
    ("key", "gas", "tonnes"),
    [
        ("coke_by_product", "CO2", "0.51"),
        ("coke_by_product", "CH4", "0.000089"),
        ("sinter", "CO2", "0.21"),
        ("pellet", "CO2", "0.19"),
        ("iron", "CO2", "1.43"),
        ("eaf", "CO2", "0.18"),
        ("bof", "CO2", "1.58"),
        ("clinker", "CO2", "0.52"),
        ("lime", "CO2", "0.75"),
        ("ethylene_naphtha", "CO2", "1.73"),
        ("ethylene_naphtha", "CH4", "0.003"),
        ("ethylene_ethane", "CO2", "0.95"),
        ("ethylene_ethane", "CH4", "0.006"),
        ("vcm_balanced", "CO2", "0.294"),
        ("edc_balanced", "CO2", "0.196"),
        ("caprolactam", "N2O", "0.009"),
        ("carbon_black_furnace", "CO2", "2.62"),
        ("methanol", "CO2", "0.67"),
    ],
)
def test_process_factors_are_as_announced(key: str, gas: str, tonnes: str) -> None:
    found = process_factor(key, gas)

    assert found is not None
    assert found.tonnes_per_tonne == Decimal(tonnes)


def test_a_range_has_no_single_value() -> None:
    chiller = process_factor("chiller", "refrigerant")

    assert chiller is not None
    assert chiller.value is None
    assert chiller.tonnes_per_tonne is None
    assert (chiller.low, chiller.high) == (Decimal("0.02"), Decimal("0.15"))


def test_co2_extinguisher_is_not_multiplied_by_carbon_ratio() -> None:
    extinguisher = process_factor("co2_extinguisher")
    acetylene = process_factor("acetylene")

    assert extinguisher is not None
    assert acetylene is not None
    assert extinguisher.value == 1
    assert acetylene.value is not None
    assert round(acetylene.value, 3) == Decimal("3.385")


def test_process_is_found_by_label() -> None:
    assert process("轉爐鋼") == "bof"
    assert process("Sinter") == "sinter"
    assert process("永動機") is None


def test_every_factor_has_a_value_or_a_range() -> None:
    assert all(
        each.value is not None or (each.low is not None and each.high is not None)
        for each in process_factors().values()
    )


@pytest.mark.parametrize(
    ("use", "unreacted"),
    [
        (GasUse("2a", "PFC-14"), "0.73"),
        (GasUse("2a", "PFC-116"), "0.55"),
        (GasUse("2a", "HFC-23"), "0.46"),
        (GasUse("2a", "NF3"), "0.18"),
        (GasUse("2a", "NF3", process="rpc"), "0.02"),
        (GasUse("2a", "NF3", "semiconductor", "300", "ewc"), "0.18"),
        (GasUse("2a", "SF6"), "0.55"),
        (GasUse("2b", "PFC-14", "semiconductor", "200"), "0.79"),
        (GasUse("2b", "PFC-14", "semiconductor", "300"), "0.65"),
        (GasUse("2c", "PFC-14", "semiconductor", "200", "ipc"), "0.92"),
        (GasUse("2c", "PFC-14", "mems", "200", "ipc"), "0.92"),
        (GasUse("2c", "NF3", "semiconductor", "300", "itc"), "0.28"),
        (GasUse("2c", "SF6", "display", "none", "ipc"), "0.9"),
        (GasUse("2c", "N2O", "display", "none", "tfd"), "0.63"),
        (GasUse("2c", "PFC-116", "photovoltaic", "none", "ewc"), "0.4"),
    ],
)
def test_unreacted_shares_are_as_announced(use: GasUse, unreacted: str) -> None:
    found = parameters(use)

    assert found is not None
    assert found.unreacted == Decimal(unreacted)


def test_by_products_are_kept_by_gas() -> None:
    found = parameters(GasUse("2a", "PFC-116"))

    assert found is not None
    assert found.by_products == {"PFC-14": Decimal("0.19"), "HFC-23": Decimal("0.002")}


def test_a_use_without_announced_default_is_none() -> None:
    assert parameters(GasUse("2c", "PFC-14", "semiconductor", "300", "rpc")) is None
    assert parameters(GasUse("2a", "F2")) is None


def test_small_unlisted_gases_have_conservative_defaults() -> None:
    found = unlisted_parameters()

    assert found.unreacted == Decimal("0.8")
    assert found.by_products == {"PFC-14": Decimal("0.15"), "PFC-116": Decimal("0.05")}


@pytest.mark.parametrize(
    ("technology", "gas", "efficiency"),
    [
        ("combustion", "PFC-14", "0.89"),
        ("plasma", "PFC-116", "0.98"),
        ("combustion", "HFC-32", "0.99"),
        ("catalyst", "NF3", "0.95"),
        ("cartridge", "SF6", "0.96"),
        ("combustion", "N2O", "0.6"),
        ("cartridge", "PFC-14", None),
        ("hot_wet_low", "NF3", None),
    ],
)
def test_removal_defaults_hold_only_for_covered_gases(
    technology: str, gas: str, efficiency: str | None
) -> None:
    found = removal(technology, gas)

    assert (None if found is None else found.efficiency) == (
        None if efficiency is None else Decimal(efficiency)
    )


def test_electronics_tables_speak_of_known_gases_and_codes() -> None:
    uses = [use for use in gas_parameters() if use.tier != "unlisted"]

    assert all(use.gas in gases() for use in uses)
    assert all(gas in gases() for each in gas_parameters().values() for gas in each.by_products)
    assert all(use.tier in codes.ELECTRONICS_TIER for use in uses)
    assert all(not use.process or use.process in codes.ELECTRONICS_PROCESS for use in uses)
    assert all(not use.industry or use.industry in codes.ELECTRONICS_INDUSTRY for use in uses)
    assert all(technology in codes.ABATEMENT for technology, _ in removals())
    assert all(gas in gases() for _, gas in removals())
