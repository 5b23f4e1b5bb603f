"""What only one group reports, against announced and published numbers."""

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any

import pytest

from portal.demo.edits import add
from portal.demo.fault import usual_background
from portal.demo.sound_inventory import SOUND_MEMBERS, sound
from portal.inventory.electronics import amounts
from portal.inventory.figures import Inventory, Obstacle
from portal.inventory.recompute import Recomputation
from portal.inventory.rules import RULES
from portal.inventory.sheets import ProcessGas
from portal.inventory.subject import lines, totals
from portal.reference.groups import Group
from portal.workbook.content import CellInput, Content, Line
from tests.builders_inventory import inventory_of, source

SITE = "E9990101"
D = Decimal


def group_inventory(content: Content, group: Group) -> Inventory:
    return inventory_of(content, usual_background(SOUND_MEMBERS[group], 2024))


def found(content: Content, group: Group) -> set[str]:
    return {rule.code for rule, _ in RULES.hits(group_inventory(content, group))}


def announced(material: str, activity: str = "1000", **cells: Any) -> Decimal | None:
    row = source(
        **{
            "material": material,
            "activity": D(activity),
            "unit": "t",
            "method": "announced",
            "emission_type": "process",
            **cells,
        }
    )
    return Recomputation("AR5").source(row).emissions


# Tonnes of CO2e for 1,000 t, from the factors announced on 2024-02-05: sinter has 0.07 kg of
# methane per tonne besides, ethylene 3 kg, from ethane 6 kg, each times 28.
PROCESS = {
    "steel_eaf": "180",
    "steel_bof": "1580",
    "pig_iron": "1430",
    "sinter": "211.96",
    "clinker": "520",
    "lime": "750",
    "ethylene": "1814",
    "ethylene_gas_oil": "2374",
    "ethylene_ethane": "1118",
    "ethylene_propane": "1124",
    "ethylene_butane": "1154",
}


@pytest.mark.parametrize(("material", "tonnes"), PROCESS.items(), ids=PROCESS)
def test_announced_process_factors_give_published_tonnes(material: str, tonnes: str) -> None:
    assert announced(material) == D(tonnes)


# A balance by hand: 1,000 t of coking coal with 73 % carbon, 600 t of coke with 83 % sold.
FLOWS: tuple[Line, ...] = (
    {"item": "coking_coal", "direction": "in", "quantity": D(1000), "carbon": D("0.73")},
    {"item": "coke", "direction": "out", "quantity": D(600), "carbon": D("0.83")},
)


def works(*rows: Line) -> Inventory:
    """A steelworks that rests on its carbon balance, with further sources."""
    balance: Line = {"emission_type": "process", "method": "mass_balance"}
    listed = ({**balance, "material": "carbon_balance"}, *rows)
    return inventory_of(
        {
            "sites": [{"control_number": SITE, "in_kaohsiung": True}],
            "sources": [{"site": SITE, **row} for row in listed],
            "carbon_balance": [{"site": SITE, "unit": "t", **row} for row in FLOWS],
        }
    )


GAS: Line = {
    "emission_type": "stationary",
    "material": "blast_furnace_gas",
    "activity": D(1000),
    "unit": "1000m3",
    "heat_value": D(777),
    "method": "announced",
}


def test_carbon_that_stays_nowhere_is_emitted() -> None:
    # (1,000 x 0.73 - 600 x 0.83) t C x 44/12 = 232 x 3.6666666667 t CO2.
    assert totals(works()).counted.scope1 == D("850.6667")


def test_blast_furnace_gas_emits_what_the_table_says() -> None:
    row = source(**GAS)

    tonnes = Recomputation("AR5").source(row).emissions

    # 0.8460 kg per cubic metre in table 6.0.4, methane and nitrous oxide included.
    assert tonnes is not None
    assert (tonnes / 1000).quantize(D("0.001")) == D("0.846")


@pytest.mark.parametrize("gas", ["blast_furnace_gas", "coke_oven_gas", "converter_gas"])
def test_gas_of_the_works_is_never_counted_beside_its_balance(gas: str) -> None:
    inventory = works({**GAS, "material": gas})

    assert "INV-098" in {rule.code for rule, _ in RULES.hits(inventory)}


def process_gas(**cells: Any) -> ProcessGas:
    empty: dict[str, Any] = {one.name: None for one in fields(ProcessGas)}
    row: dict[str, Any] = {**empty, "at": 4, **cells}
    return ProcessGas(**row)


def kilograms(**cells: Any) -> Mapping[str, Decimal]:
    """Kilograms of each gas that leave when 100,000 kg are fed in."""
    gases = amounts(process_gas(used=D(100_000), **cells), "AR5")
    assert not isinstance(gases, Obstacle)
    return {one.gas: (one.tonnes * 1000).normalize() for one in gases}


# Announcement of 2024-02-05, annex 2, electronics, table 1: kg per 100,000 kg, without abatement.
TIERS: list[tuple[str, dict[str, str], dict[str, int]]] = [
    ("2a CF4", {"tier": "2a", "gas": "PFC-14"}, {"PFC-14": 73_000, "PFC-116": 4_200}),
    ("2a SF6", {"tier": "2a", "gas": "SF6"}, {"SF6": 55_000, "PFC-14": 12_000}),
    ("2a remote", {"tier": "2a", "gas": "NF3", "process": "rpc"}, {"NF3": 2_000, "PFC-14": 3_400}),
    (
        "2b remote, 200 mm",
        {"tier": "2b", "gas": "NF3", "wafer_size": "200", "process": "rpc"},
        {"NF3": 2_800, "PFC-14": 1_500},
    ),
    (
        "2b remote, 300 mm",
        {"tier": "2b", "gas": "NF3", "wafer_size": "300", "process": "rpc"},
        {"NF3": 1_800, "PFC-14": 3_800},
    ),
    (
        "2c in situ, 200 mm",
        {"tier": "2c", "gas": "NF3", "wafer_size": "200", "process": "ipc"},
        {"NF3": 18_000, "PFC-14": 14_000},
    ),
    (
        "2c in situ, 300 mm",
        {"tier": "2c", "gas": "NF3", "wafer_size": "300", "process": "ipc"},
        {"NF3": 20_000, "PFC-14": 3_700},
    ),
]


@pytest.mark.parametrize(
    ("cells", "expected"), [case[1:] for case in TIERS], ids=[case[0] for case in TIERS]
)
def test_each_tier_takes_the_announced_fractions(
    cells: dict[str, str], expected: dict[str, int]
) -> None:
    leaving = kilograms(**cells)

    assert {gas: leaving[gas] for gas in expected} == expected


# Announced efficiencies of combustion, table 2.
REMOVAL = {"PFC-14": "0.89", "PFC-116": "0.98", "NF3": "0.95", "SF6": "0.96", "N2O": "0.60"}


@pytest.mark.parametrize(("gas", "share"), REMOVAL.items(), ids=REMOVAL)
def test_abatement_removes_its_announced_share_while_it_runs(gas: str, share: str) -> None:
    use = {"tier": "2a", "gas": gas, "process": "other"}
    before = kilograms(**use)[gas]

    after = kilograms(**use, abatement="combustion", coverage=D("0.8"), uptime=D("0.9"))[gas]

    assert after == (before * (1 - D("0.8") * D(share) * D("0.9"))).quantize(D("0.1"))


def test_a_technology_that_does_not_treat_a_gas_removes_none_of_it() -> None:
    use = {"tier": "2a", "gas": "PFC-14"}

    assert kilograms(**use, abatement="cartridge")["PFC-14"] == kilograms(**use)["PFC-14"]


def test_power_plants_are_never_net_of_what_they_sell() -> None:
    content = sound(Group.ENERGY, 2024)
    kept = totals(group_inventory(content, Group.ENERGY)).counted
    all_sold = [{**row, "sold": row["produced"], "own_use": D(0)} for row in content["generation"]]

    for generation in ([], all_sold):
        without = group_inventory({**content, "generation": generation}, Group.ENERGY)
        assert totals(without).counted == kept
        assert not any(line.emissions < 0 for line in lines(without))


def combustion(material: str, heat_value: str, **cells: Any) -> Any:
    row = source(
        material=material,
        activity=D(1000),
        unit="t",
        method="announced",
        emission_type="stationary",
        heat_value=D(heat_value),
        heat_unit="kcal/kg",
        **cells,
    )
    return Recomputation("AR5").source(row)


# 1,000 t at 2,500 kcal/kg hold 10.467 TJ: 91,700, 100,000 and 143,000 kg CO2, 30 CH4, 4 N2O per TJ.
WASTE = {
    "msw_fossil": ("959.8239", "0"),
    "msw_biogenic": ("0", "1046.7000"),
    "industrial_waste": ("1496.7810", "0"),
}


@pytest.mark.parametrize("material", WASTE)
def test_waste_counts_its_fossil_carbon_and_shows_the_rest(material: str) -> None:
    fossil, biogenic = map(D, WASTE[material])

    computed = combustion(material, "2500")

    assert (computed.co2, computed.biogenic) == (fossil, biogenic)
    # 0.3140 t of methane at 28 and 0.0419 t of nitrous oxide at 265.
    assert computed.emissions - computed.co2 == D("0.3140") * 28 + D("0.0419") * 265


@pytest.mark.parametrize("share", ["0", "0.25", "0.5", "1"])
def test_fossil_and_biogenic_carbon_of_recovered_fuel_are_all_its_carbon(share: str) -> None:
    row = source(
        material="srf",
        emission_type="stationary",
        activity=D(1000),
        unit="t",
        method="mass_balance",
        carbon=D("0.3"),
        biogenic_share=D(share),
    )

    computed = Recomputation("AR5").source(row)

    assert computed.biogenic == 1100 * D(share)
    assert computed.co2 + computed.biogenic == 1100


def test_a_petrochemical_member_without_a_flare_is_asked_about_it() -> None:
    content = sound(Group.PETROCHEMICALS, 2024)
    flares = [row for row in content["sources"] if row.get("category") == "flare"]
    left = [row for row in content["sources"] if row.get("category") != "flare"]

    assert flares
    assert "INV-102" in found({**content, "sources": left}, Group.PETROCHEMICALS)


@pytest.mark.parametrize(("kilolitres", "asked"), [(90_000, False), (120_000, True)])
def test_naphtha_in_the_amounts_of_a_cracker_is_no_fuel(kilolitres: int, *, asked: bool) -> None:
    burnt: dict[str, CellInput] = {
        "material": "naphtha",
        "activity": D(kilolitres),
        "unit": "kL",
        "source_id": "S998",
    }
    content = add("sources", 0, **burnt, emission_type="stationary")(
        sound(Group.PETROCHEMICALS, 2024)
    )

    assert ("INV-103" in found(content, Group.PETROCHEMICALS)) is asked
