"""Faults of single sources: gaps, units, heat values, factors and stated emissions."""

from decimal import Decimal

from portal.demo.edits import add, drop, put, put_all, restated, stated_with, summed, then, times
from portal.demo.fault import Fault
from portal.inventory.recompute import Recomputation
from portal.reference.groups import Group
from portal.workbook.content import Content

EL, CE, PC, ST = (
    Group.ELECTRONICS,
    Group.CIRCULAR_ECONOMY,
    Group.PETROCHEMICALS,
    Group.STEEL,
)
# Rows of the electronics member: gas boilers, emergency generator, chillers, vehicles, others.
BOILER, TAIL_GAS, GENERATOR, CHILLER, TRUCKS, CARS, COLD, SPLIT, SEWAGE, EXTINGUISHER = range(10)
_ROUND = ("1100", "500", "200", "300", "100", "400")
_NEW = {"source_id": "S999", "equipment": "V999", "name": "新增設備"}


def _last_counts_biogenic(content: Content) -> Content:
    at = len(content["sources"]) - 1
    line = content["sources"][at]
    stated, apart = line["stated_emissions"], line["stated_biogenic"]
    assert isinstance(stated, Decimal) and isinstance(apart, Decimal)  # noqa: S101, PT018
    return then(put("sources", at, stated_emissions=stated + apart), summed)(content)


FAULTS = (
    Fault("INV-041", "no_scope_2", EL, then(put_all("energy", quantity=Decimal(0)), restated)),
    Fault("INV-042", "no_vehicles", EL, then(drop("sources", TRUCKS, CARS), summed)),
    Fault("INV-043", "activity_left_blank", EL, put("sources", CARS, activity=None)),
    Fault(
        "INV-201",
        "idle_without_a_note",
        EL,
        then(put("sources", CARS, activity=Decimal(0)), restated),
    ),
    Fault(
        "INV-044",
        "used_but_emits_nothing",
        EL,
        then(put("sources", CARS, stated_emissions=Decimal(0)), summed),
    ),
    Fault(
        "INV-045",
        "pfc_emissions_lost",
        EL,
        then(
            add(
                "sources",
                COLD,
                **_NEW,
                material="PFC-14",
                category="fugitive_other",
                activity=Decimal("1.2534"),
                stated_emissions=Decimal(0),
            ),
            summed,
        ),
    ),
    Fault(
        "INV-222",
        "no_stated_emissions",
        EL,
        then(put("sources", CARS, stated_emissions=None), summed),
    ),
    Fault("INV-046", "no_evidence", EL, put("sources", CARS, evidence=None)),
    Fault(
        "INV-047",
        "estimate_without_method",
        EL,
        put("sources", CARS, measuring="own_estimate"),
    ),
    Fault("INV-048", "activity_in_kilowatts", EL, put("sources", CARS, unit="kW")),
    Fault("INV-049", "natural_gas_in_tonnes", EL, put("sources", TAIL_GAS, unit="t")),
    Fault(
        "INV-050",
        "litres_taken_for_kilolitres",
        EL,
        then(times("sources", CARS, "stated_emissions", "0.001"), summed),
    ),
    Fault(
        "INV-052",
        "cubic_metres_taken_for_thousands",
        EL,
        then(
            add(
                "sources",
                TAIL_GAS,
                **_NEW,
                activity=Decimal("1.2345"),
                stated_emissions=Decimal("0.0024"),
            ),
            summed,
        ),
    ),
    Fault(
        "INV-053",
        "gas_in_kilowatt_hours",
        EL,
        then(put("sources", TAIL_GAS, unit="MWh"), restated),
    ),
    Fault("INV-234", "refrigerant_in_kilolitres", EL, put("sources", SPLIT, unit="kL")),
    Fault(
        "INV-054",
        "heat_value_per_kilogram_for_gas",
        EL,
        put("sources", BOILER, heat_unit="kcal/kg"),
    ),
    Fault(
        "INV-055",
        "gross_heat_value",
        EL,
        then(put("sources", TAIL_GAS, heat_value=Decimal(9700)), restated),
    ),
    Fault(
        "INV-056",
        "heat_value_in_megajoules",
        EL,
        then(put("sources", TAIL_GAS, heat_value=Decimal("33.94")), restated),
    ),
    Fault("INV-232", "no_heat_value_anywhere", CE, put("sources", 0, heat_value=None)),
    Fault(
        "INV-239", "heat_values_of_a_later_year", EL, put("cover", heat_set="EA-2025"), year=2023
    ),
    Fault(
        "INV-057",
        "mass_balance_without_carbon",
        EL,
        then(
            add(
                "sources",
                EXTINGUISHER,
                **_NEW,
                material="welding_rod",
                emission_type="process",
                category="process_other",
                unit="t",
                activity=Decimal("1.5312"),
                method="mass_balance",
                stated_emissions=Decimal("1.1"),
            ),
            summed,
        ),
    ),
    Fault(
        "INV-058",
        "shares_add_up_to_sixty_per_cent",
        EL,
        then(put("sources", TRUCKS, share=Decimal("0.6")), restated),
    ),
    Fault("INV-204", "own_factor_left_blank", EL, put("sources", CARS, method="own")),
    Fault(
        "INV-233",
        "no_announced_factor_for_the_fuel",
        EL,
        put(
            "sources",
            CARS,
            material="fuel_oil",
            heat_value=None,
            heat_unit=None,
            heat_source=None,
        ),
    ),
    Fault("INV-205", "own_factor_without_unit", PC, put("sources", 3, factor_unit=None)),
    Fault("INV-206", "announced_and_own_factor", PC, put("sources", 3, method="announced")),
    Fault(
        "INV-207",
        "factor_of_a_gas_without_name",
        PC,
        put("sources", 3, factor_other=Decimal("0.001")),
    ),
    Fault(
        "INV-237",
        "gas_without_potential",
        EL,
        then(put("cover", gwp_set="AR4"), restated, put("sources", SPLIT, material="HFC-41")),
        also=("INV-231",),
        year=2023,
    ),
    Fault(
        "INV-073",
        "acetylene_as_pure_carbon",
        ST,
        then(put("sources", 4, carbon=Decimal(1)), restated),
        member="ST02",
    ),
    Fault("INV-074", "emissions_by_monitoring", EL, put("sources", CARS, method="monitoring")),
    Fault(
        "INV-075",
        "own_factor_too_high",
        EL,
        then(
            put(
                "sources",
                BOILER,
                method="own",
                factor_co2=Decimal(90000),
                factor_unit="kg/TJ",
            ),
            restated,
        ),
    ),
    Fault(
        "INV-244",
        "own_factor_far_too_high",
        EL,
        then(
            put(
                "sources",
                TAIL_GAS,
                method="own",
                factor_co2=Decimal(900000),
                factor_unit="kg/TJ",
            ),
            restated,
        ),
    ),
    Fault(
        "INV-059",
        "stated_emissions_too_high",
        EL,
        then(times("sources", CHILLER, "stated_emissions", "1.12"), summed),
    ),
    Fault(
        "INV-202",
        "stated_emissions_slightly_off",
        EL,
        then(times("sources", BOILER, "stated_emissions", "1.004"), summed),
    ),
    Fault(
        "INV-238",
        "negative_emissions",
        EL,
        then(times("sources", CARS, "stated_emissions", "-1"), summed),
    ),
    Fault(
        "INV-064",
        "potentials_of_ar4_in_2024",
        EL,
        then(put("cover", gwp_set="AR4"), restated),
    ),
    Fault(
        "INV-231",
        "potentials_of_ar4_in_2023",
        EL,
        then(put("cover", gwp_set="AR4"), restated),
        year=2023,
    ),
    Fault(
        "INV-065",
        "one_row_with_ar4",
        EL,
        then(stated_with(CHILLER, Recomputation("AR4")), summed),
    ),
    Fault(
        "INV-066",
        "methane_counted_with_30",
        EL,
        then(stated_with(BOILER, Recomputation("AR5", methane="CH4_fossil")), summed),
    ),
    Fault("INV-072", "hcfc_counted", EL, put("sources", SPLIT, material="HCFC-22")),
    Fault(
        "INV-070",
        "biogenic_carbon_counted",
        CE,
        then(
            add(
                "sources",
                2,
                **_NEW,
                material="wood",
                unit="t",
                activity=Decimal("10.1234"),
                heat_value=Decimal("15.6"),
                heat_unit="MJ/kg",
                heat_source="ipcc_2006",
                biogenic=True,
            ),
            restated,
            _last_counts_biogenic,
        ),
    ),
    Fault(
        "INV-071",
        "gasoline_marked_biogenic",
        EL,
        then(put("sources", CARS, biogenic=True), restated),
    ),
    Fault(
        "INV-225",
        "biogenic_carbon_misstated",
        CE,
        then(times("sources", 0, "stated_biogenic", "1.01"), summed),
    ),
    Fault(
        "INV-112",
        "waste_without_biogenic_share",
        CE,
        then(put("sources", 0, biogenic_share=None), restated),
    ),
    Fault(
        "INV-113",
        "waste_nearly_all_biogenic",
        CE,
        then(put("sources", 0, biogenic_share=Decimal("0.95")), restated),
    ),
    Fault(
        "INV-114",
        "recycling_deducted",
        CE,
        then(times("sources", 4, "stated_emissions", "-1"), summed),
        needs_register=True,
    ),
    Fault(
        "INV-083",
        "same_activity_in_three_rows",
        EL,
        then(
            add("sources", CARS, **_NEW),
            add("sources", CARS, source_id="S998", equipment="V998", name="新增設備二"),
            restated,
        ),
    ),
    Fault(
        "INV-085",
        "round_figures",
        EL,
        then(
            *(put("sources", row, activity=Decimal(value)) for row, value in enumerate(_ROUND)),
            restated,
        ),
    ),
    Fault(
        "INV-090",
        "everything_estimated",
        EL,
        put_all(
            "sources",
            measuring="financial_estimate",
            calibration="none",
            note="依採購金額推估",
        ),
    ),
)
