"""Faults of the cover, the sites and the boundary, and of verification."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from portal.demo.edits import Edit, add, drop, put, put_all, restated, same, summed, then, times
from portal.demo.fault import Fault, with_sites
from portal.inventory.figures import Background
from portal.members.figures import SiteRecord
from portal.reference.groups import Group
from portal.workbook.content import Content

EL, CE, PC = Group.ELECTRONICS, Group.CIRCULAR_ECONOMY, Group.PETROCHEMICALS
NOWHERE = "E99X9999"
_SITED = ("sources", "energy", "production", "process_gases", "generation", "exchange")
_NEW_SITE = SiteRecord(
    NOWHERE, "示範新廠", "New works", "高雄市路竹區示範一路 9 號", in_kaohsiung=True
)


def _moved(number: str) -> Edit:
    """Another control number for the only site, on every sheet."""
    sheets = (put_all(sheet, site=number) for sheet in _SITED)
    return then(put("sites", 0, control_number=number), *sheets)


def _on(day: date, background: Background) -> Background:
    return replace(background, received_on=day)


def _register_says_elsewhere(background: Background) -> Background:
    member = background.member
    if member is None:
        return background
    sites = tuple(replace(site, in_kaohsiung=False) for site in member.sites)
    return replace(background, member=replace(member, sites=sites))


def _total_raised(content: Content) -> Content:
    """A total of scope 1 that is not the sum of its rows, verified as it stands."""
    scope1 = content["cover"][0]["stated_scope1"]
    scope2 = content["cover"][0]["stated_scope2"]
    assert isinstance(scope1, Decimal) and isinstance(scope2, Decimal)  # noqa: S101, PT018
    raised = scope1 + 220
    return then(
        put("cover", stated_scope1=raised), put("verification", verified_total=raised + scope2)
    )(content)


FAULTS = (
    Fault(
        "INV-023",
        "year_of_another_round",
        EL,
        same,
        known=lambda known: replace(known, year=2023),
    ),
    Fault(
        "INV-024",
        "year_not_over_yet",
        EL,
        same,
        known=lambda known: _on(date(2024, 12, 20), known),
    ),
    Fault(
        "INV-025",
        "handed_in_after_the_deadline",
        EL,
        same,
        known=lambda known: _on(date(2025, 6, 15), known),
    ),
    Fault(
        "INV-091",
        "uncertainty_assessed_for_half",
        EL,
        put("cover", assessed_share=Decimal("0.52")),
    ),
    Fault("INV-091", "uncertainty_of_a_fifth", EL, put("cover", uncertainty=Decimal("0.21"))),
    Fault("INV-029", "tax_number_with_a_wrong_digit", EL, put("cover", tax_id="95196814")),
    Fault("INV-030", "industry_code_of_two_digits", EL, put("sites", industry_code="26")),
    Fault(
        "INV-031",
        "industry_of_another_group",
        EL,
        put("sites", industry_code="1111"),
        needs_register=True,
    ),
    Fault(
        "INV-027",
        "control_number_with_seven_characters",
        EL,
        _moved("E90Z600"),
        also=("INV-210",),
    ),
    Fault(
        "INV-028",
        "site_of_another_company",
        EL,
        _moved(NOWHERE),
        also=("INV-210",),
        needs_register=True,
    ),
    Fault(
        "INV-032",
        "address_in_another_city",
        EL,
        put("sites", address="臺南市安南區示範路 1 號"),
    ),
    Fault("INV-209", "site_listed_twice", EL, add("sites")),
    Fault("INV-210", "site_left_out", EL, same, known=with_sites(_NEW_SITE)),
    Fault(
        "INV-211",
        "city_mark_against_the_register",
        EL,
        same,
        known=_register_says_elsewhere,
    ),
    Fault("INV-033", "source_left_out_without_reason", EL, put("sites", excluded="備用發電機")),
    Fault("INV-034", "source_at_an_unknown_site", EL, put("sources", 5, site=NOWHERE)),
    Fault("INV-208", "product_of_an_unknown_site", EL, put("production", site=NOWHERE)),
    Fault(
        "INV-223",
        "site_without_sources",
        EL,
        add("sites", control_number=NOWHERE, name="示範新廠"),
        known=with_sites(_NEW_SITE),
    ),
    Fault(
        "INV-035",
        "same_equipment_and_fuel_twice",
        EL,
        then(add("sources", 5, source_id="S999", activity=Decimal("3.1234")), restated),
    ),
    Fault("INV-221", "source_number_used_twice", EL, put("sources", 5, source_id="S101")),
    Fault("INV-036", "process_number_too_short", EL, put("sources", 5, process="M9")),
    Fault(
        "INV-039",
        "electricity_among_direct_sources",
        EL,
        then(put("sources", 5, emission_type="purchased_electricity"), summed),
    ),
    Fault("INV-040", "fugitive_source_without_kind", EL, put("sources", 6, category=None)),
    Fault("INV-060", "total_is_not_the_sum", EL, _total_raised),
    Fault(
        "INV-063",
        "total_far_from_recomputed",
        EL,
        then(times("sources", 0, "stated_emissions", "1.3"), summed),
        also=("INV-059",),
    ),
    Fault(
        "INV-203",
        "total_off_by_three_per_cent",
        EL,
        then(times("sources", 0, "stated_emissions", "1.1"), summed),
        also=("INV-059",),
    ),
    Fault(
        "INV-224",
        "biogenic_total_without_rows",
        EL,
        put("cover", stated_biogenic=Decimal(50)),
    ),
    Fault(
        "INV-082",
        "more_than_the_largest_plant",
        Group.STEEL,
        then(times("energy", 0, "quantity", "3.2"), restated),
    ),
    Fault(
        "INV-092",
        "statement_without_number",
        EL,
        put("verification", statement_number=None),
    ),
    Fault(
        "INV-093",
        "verified_total_differs",
        EL,
        times("verification", 0, "verified_total", "0.97", decimals=3),
    ),
    Fault(
        "INV-227",
        "same_lead_verifier_six_years",
        EL,
        put("verification", lead_verifier_years=6),
    ),
    Fault(
        "INV-228",
        "statement_before_the_year_ended",
        EL,
        put("verification", statement_date=date(2024, 11, 30)),
    ),
    Fault("INV-088", "product_without_quantity", EL, put("production", quantity=None)),
    Fault("INV-220", "no_main_product", EL, put("production", is_main=False)),
    Fault("INV-089", "tested_heat_value_without_test", CE, drop("tests", 0)),
    Fault(
        "INV-021",
        "test_of_the_year_before",
        CE,
        put("tests", first_day=date(2023, 6, 1), last_day=date(2023, 12, 1)),
    ),
)
