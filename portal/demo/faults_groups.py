"""Faults that only one group can make: steel, petrochemicals, electronics."""

from decimal import Decimal

from portal.demo.edits import add, drop, put, restated, then, times
from portal.demo.fault import Fault
from portal.reference.groups import Group

ST, PC, EL = Group.STEEL, Group.PETROCHEMICALS, Group.ELECTRONICS
_NEW = {"source_id": "S999", "equipment": "V999", "name": "新增設備"}
_BY_FACTORS = put("sources", 0, material="steel_bof", method="announced", note="改以公告係數計算")
NF3, CF4 = 0, 1

FAULTS = (
    Fault(
        "INV-097",
        "carbon_balance_does_not_close",
        ST,
        then(_BY_FACTORS, times("carbon_balance", 0, "quantity", "1.3"), restated),
    ),
    Fault("INV-246", "carbon_balance_with_a_gap", ST, then(_BY_FACTORS, restated)),
    Fault("INV-235", "carbon_balance_missing", ST, drop("carbon_balance")),
    Fault(
        "INV-236",
        "more_carbon_out_than_in",
        ST,
        then(
            _BY_FACTORS,
            add("carbon_balance", 0, direction="out", quantity=Decimal(9_000_000)),
            restated,
        ),
    ),
    Fault(
        "INV-098",
        "furnace_gas_counted_twice",
        ST,
        then(
            add(
                "sources",
                2,
                **_NEW,
                material="blast_furnace_gas",
                activity=Decimal("1000.1234"),
                heat_value=Decimal(777),
                heat_source="moenv_604",
            ),
            restated,
        ),
    ),
    Fault(
        "INV-099",
        "furnace_gas_with_the_factor_of_natural_gas",
        ST,
        then(
            add(
                "sources",
                1,
                **_NEW,
                material="blast_furnace_gas",
                activity=Decimal("1000.1234"),
                heat_value=None,
                heat_unit=None,
                heat_source=None,
                method="own",
                factor_co2=Decimal("1.88"),
                factor_unit="tCO2e/1000m3",
            ),
            restated,
        ),
        member="ST02",
    ),
    Fault(
        "INV-100",
        "half_the_steel",
        ST,
        times("production", 0, "quantity", "0.5"),
        needs_register=True,
    ),
    Fault(
        "INV-101",
        "too_little_ethylene",
        PC,
        times("production", 0, "quantity", "0.4"),
        member="PC02",
    ),
    Fault(
        "INV-102",
        "no_flare",
        PC,
        then(
            put("sources", 4, category="process_other", equipment="B110"),
            put("sources", 15, category="process_other", equipment="B110"),
        ),
        needs_register=True,
    ),
    Fault(
        "INV-103",
        "naphtha_feed_as_fuel",
        PC,
        then(
            add(
                "sources",
                2,
                **_NEW,
                material="naphtha",
                unit="kL",
                activity=Decimal("120000.5"),
                heat_value=Decimal(7800),
                heat_unit="kcal/L",
                heat_source="moenv_604",
            ),
            restated,
        ),
    ),
    Fault(
        "INV-104",
        "abatement_that_does_not_treat_the_gas",
        EL,
        then(put("process_gases", CF4, abatement="hot_wet"), restated),
    ),
    Fault(
        "INV-105",
        "fraction_not_announced",
        EL,
        then(put("process_gases", CF4, emitted_fraction=Decimal("0.6")), restated),
    ),
    Fault(
        "INV-106",
        "abatement_runs_half_the_time",
        EL,
        then(put("process_gases", CF4, uptime=Decimal("0.5")), restated),
    ),
    Fault(
        "INV-107",
        "gas_purchases_do_not_balance",
        EL,
        times("process_gases", CF4, "purchased", "1.3"),
    ),
    Fault(
        "INV-108",
        "kilograms_of_gas_times_ten",
        EL,
        then(
            put(
                "process_gases",
                NF3,
                opening_stock=Decimal(0),
                closing_stock=Decimal(0),
                heel=Decimal(0),
                purchased=Decimal(153218),
                used=Decimal(153218),
            ),
            restated,
        ),
    ),
    Fault(
        "INV-226",
        "process_gas_on_two_sheets",
        EL,
        then(
            add(
                "sources",
                7,
                **_NEW,
                material="NF3",
                emission_type="process",
                category="electronics",
                activity=Decimal("0.1234"),
            ),
            restated,
        ),
    ),
)
