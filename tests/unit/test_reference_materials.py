"""Materials that are neither fuel nor fluorinated gas, and the look-up across all three."""

import pytest

from portal.reference.fuels import Fuel, fuels
from portal.reference.gwp import Gas
from portal.reference.lookup import label_key
from portal.reference.materials import Material, MaterialKind, material, materials, substance
from portal.reference.processes import process_factors


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("柴油", Fuel, "diesel"),
        ("170099", Fuel, "gasoline"),
        ("50002", Fuel, "natural_gas"),
        ("70003", Fuel, "bituminous_coal"),
        ("60013", Material, "dolomite"),
        ("180191", Material, "acetylene"),
        ("180014", Material, "co2_extinguisher"),
        ("GG3805", Material, "sewage"),
        ("廢水處理（BOD）", Material, "sewage"),
        ("350099", Material, "grid_electricity"),
        ("GG3502", Material, "renewable_bundled"),
        ("外購蒸气", Material, "steam"),
        ("R-410A", Gas, "R-410A"),
        ("GG1840", Gas, "HFC-23"),
        ("HCFC-22", Gas, "HCFC-22"),
    ],
)
def test_a_material_column_is_understood(
    text: str, kind: type[Fuel | Material | Gas], key: str
) -> None:
    found = substance(text)

    assert isinstance(found, kind)
    assert found.key == key


def test_certified_renewable_power_is_told_from_grid_power() -> None:
    bought = material("綠電")
    grid = material("台電電力")

    assert bought is not None
    assert grid is not None
    assert bought.kind is MaterialKind.RENEWABLE_ELECTRICITY
    assert grid.kind is MaterialKind.ELECTRICITY


def test_every_named_process_has_factors() -> None:
    keys = {key for key, _ in process_factors()}

    assert {each.process for each in materials().values() if each.process} <= keys


def test_no_writing_names_a_fuel_and_a_material() -> None:
    fuel_writings = {
        label_key(text)
        for each in fuels().values()
        for text in (*each.codes, each.label.zh, each.label.en, *each.aliases)
    }
    owners: dict[str, str] = {}

    for each in materials().values():
        for text in (each.key, *each.codes, each.label.zh, each.label.en, *each.aliases):
            assert label_key(text) not in fuel_writings, text
            assert owners.setdefault(label_key(text), each.key) == each.key, text
