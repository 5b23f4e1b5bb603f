"""Two reports of one flow: what they must say alike, and what a settlement makes of the rest."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.exchange.avoided import avoided, avoided_as_the_city_counts, captured, references
from portal.exchange.figures import PlannedFlow, ReportedFlow, Ruling, Verdict
from portal.exchange.matching import Aspect, Match, falling, flow, match, seen, seen_pair
from portal.plans.amounts import Missing

ZERO = Decimal(0)
KEY = ("S", "B", "steam")
SOLD = ReportedFlow(
    "S", "B", True, "steam", Decimal(224), Decimal(1000), "mass", Decimal("0.224"), 2024
)
BOUGHT = replace(SOLD, reporter="B", partner="S", supplied=False)

DIFFERENCES: dict[str, tuple[dict[str, Any], set[Aspect]]] = {
    "both alike": ({}, set()),
    "quantity within five per cent": ({"quantity": Decimal(951)}, set()),
    "quantity further apart": ({"quantity": Decimal(949)}, {Aspect.QUANTITY}),
    "tonnes further apart": ({"tonnes": Decimal(212)}, {Aspect.TONNES}),
    "factor within one per cent": ({"factor": Decimal("0.2259")}, set()),
    "factor further apart": ({"factor": Decimal("0.2285")}, {Aspect.FACTOR}),
    "another period": ({"year": 2023}, {Aspect.PERIOD}),
    "another kind of unit": ({"dimension": "energy"}, {Aspect.UNIT}),
    "nothing stated": ({"quantity": None, "factor": None, "tonnes": None}, set()),
}


@pytest.mark.parametrize(("changed", "expected"), DIFFERENCES.values(), ids=DIFFERENCES.keys())
def test_what_differs_is_named(changed: dict[str, Any], expected: set[Aspect]) -> None:
    found = flow(KEY, SOLD, replace(BOUGHT, **changed))

    assert {one.aspect for one in found.differences} == expected
    assert found.match is (Match.DIFFERING if expected else Match.MATCHED)


def test_a_difference_says_how_far_the_reports_are_apart() -> None:
    (found,) = flow(KEY, SOLD, replace(BOUGHT, quantity=Decimal(900))).differences

    assert (found.sold, found.bought, found.apart) == (1000, 900, Decimal("0.1"))


def test_rows_of_one_side_are_added_up_with_their_weighted_factor() -> None:
    half = replace(BOUGHT, tonnes=Decimal(112), quantity=Decimal(500))
    dear, cheap = (replace(half, factor=Decimal(one)) for one in ("0.23", "0.218"))

    (found,) = match([SOLD, dear, cheap]).values()

    assert found.match is Match.MATCHED
    assert found.bought is not None
    assert found.bought.factor == Decimal("0.224")


def test_a_settled_flow_counts_with_the_value_that_holds() -> None:
    reports = [SOLD, replace(BOUGHT, tonnes=Decimal(150))]
    (apart,) = match(reports).values()

    ruling = Ruling(KEY, 0, Verdict.SELLER_HOLDS, seen(apart))
    (settled,) = match(reports, {(KEY, 0): ruling}).values()

    assert settled.match is Match.SETTLED
    assert settled.tonnes == 224
    assert settled.held == SOLD


def test_a_changed_report_opens_a_settled_case_again() -> None:
    reports = [SOLD, replace(BOUGHT, tonnes=Decimal(150))]
    (apart,) = match(reports).values()
    ruling = Ruling(KEY, 0, Verdict.BUYER_HOLDS, seen(apart))

    changed = [SOLD, replace(BOUGHT, tonnes=Decimal(160))]
    (found,) = match(changed, {(KEY, 0): ruling}).values()

    assert found.match is Match.DIFFERING


def test_a_correction_that_matches_closes_the_case_by_itself() -> None:
    reports = [SOLD, replace(BOUGHT, tonnes=Decimal(150))]
    (apart,) = match(reports).values()
    ruling = Ruling(KEY, 0, Verdict.NO_EXCHANGE, seen(apart))

    (found,) = match([SOLD, BOUGHT], {(KEY, 0): ruling}).values()

    assert found.match is Match.MATCHED
    assert found.tonnes == 224


def test_what_is_no_exchange_leaves_the_interval() -> None:
    (alone,) = match([SOLD]).values()
    ruling = Ruling(KEY, 0, Verdict.NO_EXCHANGE, seen(alone))

    (found,) = match([SOLD], {(KEY, 0): ruling}).values()

    assert (found.match, found.tonnes, found.most) == (Match.NO_EXCHANGE, ZERO, ZERO)


def test_a_planned_flow_of_one_side_is_open_with_its_whole_fall() -> None:
    planned = PlannedFlow(SOLD, replace(SOLD, tonnes=Decimal(100), year=2030), 2030)

    (found,) = falling([planned], 2030)
    ruling = Ruling(KEY, 2030, Verdict.SELLER_HOLDS, seen_pair(found))
    (settled,) = falling([planned], 2030, {(KEY, 2030): ruling})

    assert (found.match, found.most) == (Match.ONE_SIDED, Decimal(124))
    assert (settled.is_matched, settled.fall) == (True, Decimal(124))


sides = st.builds(
    ReportedFlow,
    reporter=st.sampled_from(["S", "B"]),
    partner=st.sampled_from(["S", "B"]),
    supplied=st.booleans(),
    carrier=st.sampled_from(["steam", "heat"]),
    tonnes=st.none() | st.decimals(0, 999, places=3),
    quantity=st.none() | st.decimals(0, 999, places=3),
    dimension=st.sampled_from(["", "mass", "energy"]),
    factor=st.none() | st.decimals(0, 9, places=3),
    year=st.just(2024),
)


@settings(max_examples=60)
@given(
    st.lists(sides, max_size=2).filter(lambda x: len({(o.key, o.supplied) for o in x}) == len(x))
)
def test_the_order_of_reports_changes_nothing(reports: list[ReportedFlow]) -> None:
    assert match(reports) == match(reversed(reports))


def test_steam_bought_replaces_an_own_oil_boiler() -> None:
    heat = Decimal(1000) * Decimal("3.05")

    assert avoided(SOLD) == heat * Decimal("77.4") / Decimal("0.90") / 1000 - 224
    assert avoided_as_the_city_counts(SOLD) == heat * Decimal("78.7") / 1000


def test_the_city_figure_of_2022_follows_from_its_heat() -> None:
    sold = replace(SOLD, quantity=Decimal(4_510_000), dimension="energy")

    found = avoided_as_the_city_counts(sold)

    assert isinstance(found, Decimal)
    assert abs(found - 355_000) < 100


def test_every_reference_has_its_source() -> None:
    assert {one.key for one in references().values() if not one.verified} == {"boiler_efficiency"}
    assert all(
        "÷" in one.source.zh or "公告" in one.source.zh or not one.verified
        for one in references().values()
    )


def test_what_other_carriers_replace_is_not_assumed() -> None:
    assert avoided(replace(SOLD, carrier="compressed_air")) is Missing.NOT_QUANTIFIED


def test_carbon_for_products_is_captured_once_by_its_mass() -> None:
    assert captured(replace(SOLD, carrier="co2")) == 1000
    assert captured(replace(SOLD, carrier="co")) == Decimal("1571.2")
    assert captured(SOLD) is Missing.NOT_QUANTIFIED
