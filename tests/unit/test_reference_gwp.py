"""Warming potentials, blends and the set a workbook used."""

from decimal import Decimal

import pytest

from portal.reference.gwp import (
    GwpSet,
    gas,
    gases,
    gwp,
    identify,
    prescribed,
    warming_potentials,
)
from portal.reference.lookup import label_key
from portal.reference.tables import UnknownReferenceError

SETS = (GwpSet.AR4, GwpSet.AR5, GwpSet.AR6)


@pytest.mark.parametrize(
    ("key", "published"),
    [
        ("CO2", ("1", "1", "1")),
        ("CH4", ("25", "28", "27.9")),
        ("N2O", ("298", "265", "273")),
        ("HFC-23", ("14800", "12400", "14600")),
        ("HFC-134a", ("1430", "1300", "1530")),
        ("PFC-14", ("7390", "6630", "7380")),
        ("SF6", ("22800", "23500", "25200")),
        ("NF3", ("17200", "16100", "17400")),
        ("R-410A", ("2087.5", "1923.5", "2255.5")),
        ("R-404A", ("3921.6", "3942.8", "4728")),
        ("R-407C", ("1773.85", "1624.21", "1907.93")),
        ("R-507A", ("3985", "3985", "4775")),
        ("R-407A", ("2107", "1923.4", "2262.2")),
        ("R-410B", ("2228.75", "2048.15", "2403.95")),
    ],
)
def test_published_values_and_blends_recomputed_from_components(
    key: str, published: tuple[str, str, str]
) -> None:
    computed = tuple(gwp(key, each).quantize(Decimal("0.01")) for each in SETS)

    assert computed == tuple(Decimal(value).quantize(Decimal("0.01")) for value in published)


def test_components_of_every_blend_add_up_to_one() -> None:
    blends = [each for each in gases().values() if each.components]

    assert blends
    assert all(sum(share for _, share in each.components) == 1 for each in blends)


def test_excluded_refrigerants_count_zero() -> None:
    assert gwp("HCFC-22", GwpSet.AR5) == 0
    assert gwp("unspecified_refrigerant", GwpSet.AR5) == 0


def test_missing_values_are_refused_not_zero() -> None:
    with pytest.raises(UnknownReferenceError):
        gwp("C4F8O", GwpSet.AR5)
    with pytest.raises(UnknownReferenceError):
        gwp("phlogiston", GwpSet.AR5)


@pytest.mark.parametrize(
    ("ch4", "n2o", "expected"),
    [
        ("25", "298", GwpSet.AR4),
        ("28", "265", GwpSet.AR5),
        ("30", "265", GwpSet.AR5),
        ("27.9", "273", GwpSet.AR6),
        ("25", None, GwpSet.AR4),
        (None, "265", GwpSet.AR5),
        ("25", "265", None),
        ("21", "310", None),
        (None, None, None),
    ],
)
def test_methane_and_nitrous_oxide_identify_the_set(
    ch4: str | None, n2o: str | None, expected: GwpSet | None
) -> None:
    methane = None if ch4 is None else Decimal(ch4)
    nitrous_oxide = None if n2o is None else Decimal(n2o)

    assert identify(methane, nitrous_oxide) is expected


@pytest.mark.parametrize(
    ("year", "sets"),
    [
        (2025, (GwpSet.AR5,)),
        (2024, (GwpSet.AR5,)),
        (2023, (GwpSet.AR5, GwpSet.AR4)),
        (2022, (GwpSet.AR4, GwpSet.AR5)),
        (2005, (GwpSet.AR4, GwpSet.AR5)),
    ],
)
def test_each_year_prescribes_its_sets(year: int, sets: tuple[GwpSet, ...]) -> None:
    assert prescribed(year).sets == sets


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("CH4", "CH4"),
        ("甲烷", "CH4"),
        ("ＣＦ４", "PFC-14"),
        ("c-C4F8", "PFC-318"),
        ("R-22", "HCFC-22"),
        ("r410a", "R-410A"),
        ("GG1840", "HFC-23"),
        ("三氟化氮", "NF3"),
        ("CH3F", "HFC-41"),
    ],
)
def test_gas_is_found_by_name_formula_and_code(text: str, key: str) -> None:
    found = gas(text)

    assert found is not None
    assert found.key == key


def test_every_value_belongs_to_a_gas_and_no_code_is_used_twice() -> None:
    codes = [each.code for each in gases().values() if each.code]

    assert {key for _, key in warming_potentials()} <= set(gases())
    assert len(codes) == len(set(codes))


def test_no_name_means_two_gases() -> None:
    owners: dict[str, str] = {}

    for each in gases().values():
        for text in (each.key, each.label.zh, each.label.en, *each.aliases):
            assert owners.setdefault(label_key(text), each.key) == each.key, text
