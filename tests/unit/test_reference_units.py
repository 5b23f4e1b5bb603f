"""Units: many writings, one meaning, exact conversion."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.reference.units import Dimension, UnitMismatchError, convert, nearest, unit, units


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("公噸", "t"),
        ("公吨", "t"),
        ("MT", "t"),
        ("Mt", "Mt"),
        ("公 斤", "kg"),
        ("ＫＬ", "kL"),
        ("公秉", "kL"),
        ("㎥", "m3"),
        ("m³", "m3"),
        ("千立方公尺", "1000m3"),
        ("千度", "MWh"),
        ("度", "kWh"),
        ("度（氣）", "m3"),
        ("人小時", "person_hour"),
        ("人天", "person_day"),
        ("Kcal/Kg", "kcal/kg"),
        ("Kcal/L", "kcal/L"),
        ("Kcal/m3", "kcal/m3"),
        ("公噸CO2e", "tCO2e"),
        ("tCO₂e", "tCO2e"),
        ("萬公噸 CO₂e", "10ktCO2e"),
        ("公秉（kL）", "kL"),
    ],
)
def test_unit_is_found_in_many_writings(text: str, code: str) -> None:
    found = unit(text)

    assert found is not None
    assert found.code == code


def test_unknown_unit_is_none_and_has_suggestions() -> None:
    assert unit("公頓噸") is None
    assert [each.code for each in nearest("公頓噸")][:1] == ["t"]
    assert len(nearest("立方公")) <= 3
    assert nearest("§§§§§§") == ()


@pytest.mark.parametrize(
    ("value", "given_code", "wanted_code", "expected"),
    [
        ("1", "t", "kg", "1000"),
        ("2.5", "kL", "L", "2500"),
        ("1", "kL", "m3", "1"),
        ("3", "1000m3", "m3", "3000"),
        ("1", "MWh", "kWh", "1000"),
        ("1", "MWh", "GJ", "3.6"),
        ("1", "kcal", "GJ", "0.0000041868"),
        ("8400", "kcal/L", "MJ/L", "35.16912"),
        ("6080", "kcal/kg", "MJ/kg", "25.455744"),
        ("134", "10ktCO2e", "MtCO2e", "1.34"),
        ("0.474", "kgCO2e/kWh", "kgCO2e/kWh", "0.474"),
        ("0.36", "kgCO2e/kWh", "kgCO2e/GJ", "100"),
        ("1", "bbl", "L", "158.987294928"),
    ],
)
def test_conversion_is_exact(value: str, given_code: str, wanted_code: str, expected: str) -> None:
    converted = convert(Decimal(value), units()[given_code], units()[wanted_code])

    assert converted == Decimal(expected)


def test_units_of_different_dimensions_do_not_convert() -> None:
    with pytest.raises(UnitMismatchError):
        convert(Decimal(1), units()["t"], units()["kL"])
    with pytest.raises(UnitMismatchError):
        convert(Decimal(1), units()["Nm3"], units()["m3"])


def test_every_dimension_has_one_base_unit_or_more() -> None:
    bases = {each.dimension for each in units().values() if each.factor == 1}

    assert bases == set(Dimension)


@given(
    st.decimals(min_value=0, max_value=10**9, places=4),
    st.sampled_from(["t", "kg", "kt", "g"]),
    st.sampled_from(["t", "kg", "kt", "g"]),
)
def test_converting_there_and_back_gives_the_value_again(
    value: Decimal, there: str, back: str
) -> None:
    known = units()

    assert convert(convert(value, known[there], known[back]), known[back], known[there]) == value


def test_every_label_and_alias_names_its_own_unit() -> None:
    for each in units().values():
        for text in (each.code, each.label.zh, each.label.en, *each.aliases):
            assert unit(text) is each, text
