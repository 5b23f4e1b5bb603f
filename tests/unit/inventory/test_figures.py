from dataclasses import fields
from decimal import Decimal
from typing import Any

import pytest

from portal.inventory.carbon_balance import balances
from portal.inventory.electronics import amounts, process_gas
from portal.inventory.figures import Basis, Obstacle
from portal.inventory.indirect import energy
from portal.inventory.recompute import Recomputation
from portal.inventory.sheets import CarbonFlow, EnergyUse, ProcessGas
from portal.inventory.subject import lines, totals
from portal.workbook.content import Content
from tests.builders_inventory import inventory_of, source

OFFICIAL = Recomputation("AR5", methane="CH4_fossil")
GASOLINE = {
    "material": "gasoline",
    "unit": "kL",
    "heat_value": Decimal(7609),
    "method": "announced",
}

# Rows of the ministry's example form; the sewage row of the form differs by 0.001, being typed in.
GOLDEN: list[tuple[str, dict[str, Any], str]] = [
    (
        "gasoline in a stationary engine",
        GASOLINE | {"emission_type": "stationary", "activity": Decimal("365.23")},
        "809.2258",
    ),
    (
        "gasoline in cars",
        GASOLINE | {"emission_type": "mobile", "activity": Decimal(523)},
        "1202.4545",
    ),
    (
        "gasoline in lorries",
        GASOLINE | {"emission_type": "mobile", "activity": Decimal(1532)},
        "3522.2786",
    ),
    (
        "acetylene as pure carbon",
        {
            "material": "acetylene",
            "emission_type": "fugitive",
            "activity": Decimal(32),
            "unit": "kg",
            "method": "mass_balance",
            "carbon": Decimal(1),
        },
        "0.1173",
    ),
    (
        "carbon dioxide taken for pure carbon",
        {
            "material": "CO2",
            "emission_type": "fugitive",
            "activity": Decimal(10),
            "unit": "kg",
            "method": "own",
            "factor_co2": Decimal("3.6666666667"),
        },
        "0.0367",
    ),
    (
        "sewage by person-days",
        {
            "material": "sewage",
            "emission_type": "fugitive",
            "activity": Decimal(12683),
            "unit": "person_day",
            "method": "mass_balance",
            "factor_ch4": Decimal("0.020655"),
        },
        "7859.0220",
    ),
    (
        "HFC-23 that escaped",
        {
            "material": "HFC-23",
            "emission_type": "fugitive",
            "activity": Decimal(30),
            "unit": "kg",
            "method": "mass_balance",
        },
        "372.0000",
    ),
]

BLANK_OWN_FACTOR = [
    ("diesel", Decimal("2715.734"), "kL", Decimal(8642)),
    ("fuel_oil", Decimal("53692.3568999"), "kL", Decimal(9623)),
    ("natural_gas", Decimal("3252.12"), "1000m3", Decimal(8505)),
]


@pytest.mark.parametrize(
    ("cells", "expected"), [case[1:] for case in GOLDEN], ids=[case[0] for case in GOLDEN]
)
def test_rows_of_the_official_example_are_reproduced(cells: dict[str, Any], expected: str) -> None:
    assert OFFICIAL.source(source(**cells)).emissions == Decimal(expected)


def test_unit_factors_and_tonnes_of_the_official_example_are_reproduced() -> None:
    row = source(**GASOLINE, emission_type="mobile", activity=Decimal(523))

    gases = OFFICIAL.amounts(row)
    assert not isinstance(gases, Obstacle)

    assert [(gas.gas, str(gas.factor), str(gas.tonnes), str(gas.co2e)) for gas in gases] == [
        ("CO2", "2.2077151312", "1154.6350", "1154.6350"),
        ("CH4", "0.0007964340", "0.4165", "12.4950"),
        ("N2O", "0.0002548589", "0.1333", "35.3245"),
    ]


@pytest.mark.parametrize(
    ("material", "activity", "unit", "heat"),
    BLANK_OWN_FACTOR,
    ids=[one[0] for one in BLANK_OWN_FACTOR],
)
def test_a_blank_own_factor_is_an_obstacle_and_not_zero(
    material: str, activity: Decimal, unit: str, heat: Decimal
) -> None:
    row = source(
        material=material,
        emission_type="stationary",
        activity=activity,
        unit=unit,
        heat_value=heat,
        method="own",
    )

    computed = OFFICIAL.source(row)

    assert computed.emissions is None
    assert computed.obstacle is Obstacle.NO_FACTOR


@pytest.mark.parametrize(
    ("kind", "quantity", "factor", "expected"),
    [
        ("grid_electricity", "71175.266", "0.494", "35160.5814"),
        ("renewable_bundled", "867307.491", None, "0"),
    ],
    ids=["grid electricity", "renewable power"],
)
def test_electricity_of_the_official_example_is_reproduced(
    kind: str, quantity: str, factor: str | None, expected: str
) -> None:
    row = purchase(kind, Decimal(quantity), factor)

    assert energy(row, 2023).emissions == Decimal(expected)


def purchase(kind: str, quantity: Decimal, factor: str | None) -> EnergyUse:
    known = None if factor is None else Decimal(factor)
    rest: list[Any] = [None] * 9
    return EnergyUse(4, "E9990101", kind, None, None, quantity, "MWh", known, *rest)


def test_grid_electricity_without_a_factor_takes_that_of_the_year() -> None:
    assert energy(purchase("grid_electricity", Decimal(1000), None), 2024).emissions == Decimal(474)


def test_rounding_is_half_away_from_zero() -> None:
    row = source(
        material="SF6",
        emission_type="fugitive",
        activity=Decimal("0.00005"),
        unit="t",
        method="mass_balance",
    )

    assert OFFICIAL.source(row).emissions == Decimal("2.3500")


def test_a_carbon_dioxide_extinguisher_emits_what_it_holds() -> None:
    row = source(
        material="CO2",
        emission_type="fugitive",
        activity=Decimal(10),
        unit="kg",
        method="mass_balance",
        carbon=Decimal("0.2729"),
    )

    assert OFFICIAL.source(row).emissions == Decimal("0.0100")


def test_kilolitres_and_litres_give_the_same_emissions() -> None:
    kilolitres = source(**GASOLINE, emission_type="stationary", activity=Decimal("365.23"))
    litres = source(
        **(GASOLINE | {"unit": "L"}), emission_type="stationary", activity=Decimal(365230)
    )

    assert OFFICIAL.source(kilolitres).emissions == OFFICIAL.source(litres).emissions


def test_biogenic_carbon_dioxide_is_kept_apart_and_methane_stays() -> None:
    row = source(
        material="wood",
        emission_type="stationary",
        activity=Decimal(1000),
        unit="t",
        method="announced",
        biogenic=True,
    )

    computed = Recomputation("AR5").source(row)

    assert computed.biogenic == Decimal("1747.2000")
    assert computed.co2 == 0
    assert computed.emissions == Decimal("29.6400")


def test_a_mixed_fuel_counts_its_fossil_part_only() -> None:
    row = source(
        material="srf",
        emission_type="stationary",
        activity=Decimal(1000),
        unit="t",
        method="mass_balance",
        carbon=Decimal("0.3"),
        biogenic_share=Decimal("0.4"),
    )

    computed = Recomputation("AR5").source(row)

    assert computed.emissions == Decimal("660.0000")
    assert computed.biogenic == Decimal("440.0000")


def process_gas_row(**cells: Any) -> ProcessGas:
    return ProcessGas(**({one.name: None for one in fields(ProcessGas)} | {"at": 4} | cells))


def test_a_process_gas_follows_the_announced_equation() -> None:
    row = process_gas_row(
        gas="NF3",
        process="rpc",
        tier="2a",
        used=Decimal(10000),
        abatement="combustion",
        coverage=Decimal(1),
        uptime=Decimal("0.95"),
    )

    computed = process_gas(row, "AR5")
    released = amounts(row, "AR5")
    assert not isinstance(released, Obstacle)

    # 10,000 kg x 0.02 x (1 - 0.95 x 0.95) and 10,000 kg x 0.034 x (1 - 0.89 x 0.95) of CF4.
    assert [(gas.gas, gas.tonnes) for gas in released] == [
        ("NF3", Decimal("0.0195")),
        ("PFC-14", Decimal("0.0525")),
    ]
    assert computed.emissions == Decimal("0.0195") * 16100 + Decimal("0.0525") * 6630


def test_a_carbon_balance_turns_lost_carbon_into_carbon_dioxide() -> None:
    flows = [
        CarbonFlow(4, "E1", "in", "coking_coal", None, Decimal(1000), "t", Decimal("0.78"), None),
        CarbonFlow(5, "E1", "out", "steel", None, Decimal(600), "t", Decimal("0.005"), None),
        CarbonFlow(6, "E1", "stock", "coke", None, Decimal(-10), "t", Decimal("0.87"), None),
    ]

    balance = balances(flows)["E1"]

    assert balance.emitted == Decimal("785.7")
    assert balance.co2 == Decimal("2880.9000")


def test_the_stated_value_counts_only_where_nothing_can_be_recomputed() -> None:
    content: Content = {
        "sites": [{"control_number": "E9990101", "in_kaohsiung": True}],
        "sources": [
            {
                "site": "E9990101",
                "emission_type": "process",
                "method": "monitoring",
                "stated_emissions": Decimal(7),
            },
            {
                "site": "E9990101",
                "emission_type": "fugitive",
                "material": "SF6",
                "unit": "kg",
                "method": "mass_balance",
                "activity": Decimal(1),
                "stated_emissions": Decimal(99),
            },
        ],
    }

    inventory = inventory_of(content)

    assert [(line.emissions, line.basis) for line in lines(inventory)] == [
        (Decimal(7), Basis.STATED),
        (Decimal("23.5000"), Basis.RECOMPUTED),
    ]


def test_sites_outside_the_city_count_for_the_company_only() -> None:
    gas = {"emission_type": "fugitive", "material": "SF6", "unit": "kg", "method": "mass_balance"}
    content: Content = {
        "sites": [
            {"control_number": "E9990101", "in_kaohsiung": True},
            {"control_number": "D1200001", "in_kaohsiung": False},
        ],
        "sources": [
            {**gas, "site": "E9990101", "activity": Decimal(1)},
            {**gas, "site": "D1200001", "activity": Decimal(2)},
        ],
    }

    found = totals(inventory_of(content))

    assert found.counted.scope1 == Decimal("70.5000")
    assert found.in_kaohsiung.scope1 == Decimal("23.5000")
