"""Faults of bought energy, own generation and exchange between members."""

from decimal import Decimal

from portal.demo.edits import add, put, restated, summed, then, times
from portal.demo.fault import Fault
from portal.reference.groups import Group

EL, EN, PC = Group.ELECTRONICS, Group.ENERGY, Group.PETROCHEMICALS
_METER = {"meter": "16-0000-0001"}

FAULTS = (
    Fault(
        "INV-051",
        "kilowatt_hours_taken_for_thousands",
        EL,
        then(
            add(
                "energy",
                0,
                **_METER,
                quantity=Decimal("120.5"),
                stated_emissions=Decimal("0.0571"),
            ),
            summed,
        ),
    ),
    Fault(
        "INV-067",
        "electricity_times_methane",
        EL,
        then(
            add(
                "energy",
                0,
                **_METER,
                quantity=Decimal("12.5"),
                stated_emissions=Decimal("165.9"),
            ),
            summed,
        ),
    ),
    Fault(
        "INV-068",
        "grid_factor_of_2021",
        EL,
        then(put("energy", 0, factor=Decimal("0.509")), restated),
    ),
    Fault(
        "INV-230",
        "grid_factor_of_the_year_before",
        EL,
        then(put("energy", 0, factor=Decimal("0.494")), restated),
    ),
    Fault("INV-229", "factor_of_another_year", EL, put("energy", 0, factor_year=2023)),
    Fault(
        "INV-069", "renewable_power_with_a_factor", EL, put("energy", 2, factor=Decimal("0.474"))
    ),
    Fault("INV-217", "too_few_certificates", EL, put("energy", 2, certificates=Decimal(6000))),
    Fault("INV-218", "steam_without_a_factor", PC, put("energy", 1, factor=None)),
    Fault("INV-219", "electricity_in_tonnes", EL, put("energy", 0, unit="t")),
    Fault(
        "INV-086",
        "generation_does_not_balance",
        EN,
        times("generation", 0, "produced", "1.05"),
    ),
    Fault("INV-087", "power_bought_and_sold", EN, put("generation", 1, contract=None)),
    Fault(
        "INV-109",
        "power_plant_buys_much_electricity",
        EN,
        then(times("energy", 0, "quantity", "5"), restated),
        needs_register=True,
    ),
    Fault(
        "INV-110",
        "too_much_gas_for_the_power",
        EN,
        then(times("sources", 0, "activity", "2"), restated),
        member="EN06",
        needs_register=True,
    ),
    Fault("INV-111", "cogeneration_not_divided", EN, put("generation", 0, power_share=None)),
    Fault("INV-212", "exchange_with_oneself", PC, put("exchange", partner="PC04")),
    Fault(
        "INV-213",
        "exchange_with_a_stranger",
        PC,
        put("exchange", partner="ZZ99"),
        needs_register=True,
    ),
    Fault(
        "INV-214", "exchanged_emissions_do_not_follow", PC, times("exchange", 0, "emissions", "1.2")
    ),
    Fault(
        "INV-215",
        "more_steam_received_than_bought",
        PC,
        then(times("exchange", 0, "quantity", "1.2"), times("exchange", 0, "emissions", "1.2")),
    ),
    Fault(
        "INV-245",
        "more_steam_supplied_than_sold",
        EN,
        then(times("exchange", 0, "quantity", "12"), times("exchange", 0, "emissions", "12")),
    ),
    Fault(
        "INV-216",
        "same_exchange_twice",
        PC,
        add("exchange", 0, quantity=Decimal(1), emissions=Decimal("0.2244")),
    ),
)
