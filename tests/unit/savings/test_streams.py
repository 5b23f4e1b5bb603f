"""Counted once: precedence, levels, links, duplicates, and what no merge may do."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.reference.site_systems import Carrier, System
from portal.savings.checks import duplicates, looks_like
from portal.savings.measured import latest_year
from portal.savings.streams import Claim, Period, Stream, assemble, merged
from portal.savings.totals import annual, part_of_year, total, within
from portal.savings.vocabulary import Level, Origin
from tests.unit.savings.claims import PLACE, a_claim

KWH = Carrier.ELECTRICITY


def test_each_source_of_one_change_counts_once_by_precedence() -> None:
    advice = a_claim(1, quantity=100)
    contract = a_claim(2, Origin.CONTRACT, quantity=90, refers=frozenset({"advice-1"}))
    statement = a_claim(2, Origin.STATEMENT, Level.VERIFIED, 80, refers=frozenset({"contract-2"}))
    report = a_claim(7, Origin.REPORT, Level.VERIFIED, 70)
    contract = replace(contract, refers=contract.refers | {"report-7"})

    (stream,) = assemble([advice, contract, statement, report])
    sums = {level: total(annual([stream], level), level).electricity for level in Level}

    assert sums == {
        Level.IDENTIFIED: Decimal(90),
        Level.ACCEPTED: Decimal(90),
        Level.IMPLEMENTED: Decimal(90),
        Level.VERIFIED: Decimal(70),
    }
    assert stream.best is report


def test_what_is_not_reached_counts_at_no_level() -> None:
    (stream,) = assemble([a_claim(level=Level.ACCEPTED)])

    assert stream.counted(Level.IMPLEMENTED) is None
    assert annual([stream], Level.VERIFIED) == []
    assert stream.level is Level.ACCEPTED


def test_a_link_goes_before_what_a_source_refers_to() -> None:
    advice = a_claim(1)
    contract = a_claim(2, Origin.CONTRACT, refers=frozenset({"advice-1"}))

    found = assemble([advice, contract], {"contract-2": "SV-00002", "advice-1": "SV-00001"})

    assert {one.key: [each.key for each in one.claims] for one in found} == {
        "SV-00001": ["advice-1"],
        "SV-00002": ["contract-2"],
    }


def test_a_new_claim_follows_what_it_refers_to_into_a_kept_stream() -> None:
    advice = a_claim(1)
    contract = a_claim(2, Origin.CONTRACT, refers=frozenset({"advice-1"}))

    (stream,) = assemble([advice, contract], {"advice-1": "SV-00001"})

    assert (stream.key, stream.is_kept, len(stream.claims)) == ("SV-00001", True, 2)


def test_a_fuel_switch_is_net() -> None:
    switch = a_claim(savings={Carrier.NATURAL_GAS: Decimal(10_000), KWH: Decimal(-40_000)})

    (counted,) = annual(assemble([switch]), Level.IMPLEMENTED)
    gas_only = annual(
        assemble([replace(switch, savings={Carrier.NATURAL_GAS: Decimal(10_000)})]),
        Level.IMPLEMENTED,
    )[0]

    assert counted.electricity == -40_000
    assert counted.tonnes is not None
    assert gas_only.tonnes is not None
    assert counted.tonnes == gas_only.tonnes - Decimal("19.76")


@pytest.mark.parametrize(
    ("change", "alike"),
    [
        ({}, True),
        ({"quantity": 75_000}, True),
        ({"quantity": 74_000}, False),
        ({"commissioned_on": date(2024, 7, 1)}, True),
        ({"commissioned_on": date(2024, 7, 2)}, False),
        ({"commissioned_on": None}, False),
        ({"system": System.BOILER}, False),
        ({"place": replace(PLACE, site_id=2)}, False),
        ({"savings": {Carrier.DIESEL: Decimal(100_000)}}, False),
    ],
    ids=[
        "the same",
        "a quarter less",
        "more than a quarter less",
        "a year later",
        "a year and a day later",
        "not commissioned",
        "another system",
        "another site",
        "another carrier",
    ],
)
def test_duplicates_are_proposed_by_the_rule(change: dict[str, object], alike: bool) -> None:
    other = a_claim(2, Origin.CONTRACT, **change)  # type: ignore[arg-type]

    pairs = duplicates(assemble([a_claim(1), other]))

    assert bool(pairs) is alike


def test_a_settled_pair_is_not_proposed_again() -> None:
    found = assemble([a_claim(1), a_claim(2, Origin.CONTRACT)])

    assert looks_like(*found)
    assert duplicates(found, {frozenset({"advice-1", "contract-2"})}) == []


@pytest.mark.parametrize(
    ("first", "last", "part"),
    [
        (date(2023, 7, 1), None, Decimal(184) / 365),
        (date(2022, 3, 1), None, Decimal(1)),
        (date(2024, 1, 1), None, Decimal(0)),
        (date(2022, 3, 1), date(2023, 1, 31), Decimal(31) / 365),
        (None, None, Decimal(0)),
    ],
    ids=["from July", "the whole year", "later", "ended in January", "not commissioned"],
)
def test_a_part_of_a_year_is_by_days(first: date | None, last: date | None, part: Decimal) -> None:
    assert part_of_year(first, last, 2023) == part


def test_a_saving_ends_with_its_life_or_when_it_is_removed() -> None:
    claim = a_claim(commissioned_on=date(2021, 1, 1), life_years=Decimal(2))
    removed = assemble([a_claim()], {"advice-1": "SV-00001"}, {"SV-00001": date(2023, 7, 11)})

    after = within(assemble([claim]), Level.IMPLEMENTED, 2023)
    (cut,) = within(removed, Level.IMPLEMENTED, 2023)

    assert after == []
    assert cut.electricity == Decimal(100_000) * 10 / 365


def test_a_verified_saving_takes_no_forecast_factor() -> None:
    later = a_claim(
        1,
        Origin.REPORT,
        Level.VERIFIED,
        commissioned_on=date(2030, 1, 1),
        periods=(Period(date(2030, 1, 1), date(2030, 12, 31), {KWH: Decimal(100)}),),
    )

    (counted,) = within(assemble([later]), Level.VERIFIED, 2030)
    sums = total([counted], Level.VERIFIED)

    assert counted.tonnes is None
    assert (sums.electricity, sums.tonnes) == (Decimal(100), Decimal(0))
    assert sums.without_factor == 1


def test_the_year_of_the_saving_and_of_commissioning_have_their_factors() -> None:
    streams = assemble([a_claim(quantity=1_000_000, commissioned_on=date(2022, 1, 1))])

    (headline,) = annual(streams, Level.IMPLEMENTED)
    (in_year,) = within(streams, Level.IMPLEMENTED, 2024)

    assert headline.tonnes == 495
    assert in_year.tonnes == 474


def test_one_interaction_group_saves_less_than_its_parts() -> None:
    use = {KWH: Decimal(1000)}
    group: dict[str, Any] = {"interaction": "空壓", "end_use": use}
    known = assemble([a_claim(1, quantity=200, **group), a_claim(2, quantity=300, **group)])
    unknown = assemble(
        [a_claim(1, quantity=200, interaction="x"), a_claim(2, quantity=300, interaction="x")]
    )

    together = total(annual(known, Level.IMPLEMENTED), Level.IMPLEMENTED)
    largest = total(annual(unknown, Level.IMPLEMENTED), Level.IMPLEMENTED)

    assert together.electricity == 440
    assert together.removed == 60
    assert largest.electricity == 300


def test_the_latest_measured_year_is_never_scaled_up() -> None:
    quarters = [
        Period(date(2023, 1, 1), date(2023, 3, 31), {KWH: Decimal(10)}),
        Period(date(2023, 4, 1), date(2023, 6, 30), {KWH: Decimal(20)}),
    ]
    longer = [Period(date(2022, 1, 1), date(2024, 1, 2), {KWH: Decimal(732)})]

    assert latest_year(quarters) == {KWH: Decimal(30)}
    assert latest_year(longer)[KWH] == pytest.approx(Decimal(366))


QUANTITIES = st.decimals(0, 10_000_000, places=2, allow_nan=False)
DAYS = st.dates(date(2021, 1, 1), date(2025, 12, 31))
LEVELS = st.sampled_from([Level.IDENTIFIED, Level.ACCEPTED, Level.IMPLEMENTED])


@st.composite
def some_claims(draw: st.DrawFn) -> list[Claim]:
    origins = st.sampled_from([Origin.ADVICE, Origin.CONTRACT, Origin.PLAN])
    return [
        a_claim(
            number,
            draw(origins),
            draw(LEVELS),
            draw(QUANTITIES),
            commissioned_on=draw(DAYS),
            interaction=draw(st.sampled_from(["", "a", "b"])),
        )
        for number in range(draw(st.integers(2, 6)))
    ]


def sums(streams: list[Stream], level: Level) -> Decimal:
    return total(annual(streams, level), level).electricity


@given(some_claims(), st.data())
def test_a_merge_never_raises_a_total(claims: list[Claim], data: st.DataObject) -> None:
    before = assemble(claims)
    first, second = data.draw(st.permutations(before))[:2]
    rest = [one for one in before if one not in (first, second)]

    after = [*rest, merged(first, second)]

    for level in Level:
        assert sums(after, level) <= sums(before, level) + Decimal("1e-15") * sums(before, level)


@given(some_claims(), st.data())
def test_the_order_of_claims_does_not_matter(claims: list[Claim], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(claims))

    assert assemble(claims) == assemble(shuffled)


@given(some_claims(), st.integers(2020, 2027))
def test_a_year_holds_no_more_than_the_full_year(claims: list[Claim], year: int) -> None:
    alone = [replace(one, interaction="") for one in claims]
    streams = assemble(alone)

    in_year = total(within(streams, Level.IMPLEMENTED, year), Level.IMPLEMENTED)

    assert in_year.electricity <= sums(streams, Level.IMPLEMENTED) * (1 + Decimal("1e-20"))


@given(DAYS, st.integers(1, 900), QUANTITIES)
def test_years_share_out_what_was_measured(first: date, days: int, quantity: Decimal) -> None:
    last = date.fromordinal(first.toordinal() + days - 1)
    claim = a_claim(
        1, Origin.REPORT, Level.VERIFIED, periods=(Period(first, last, {KWH: quantity}),)
    )
    streams = assemble([claim])

    shared = sum(
        (
            total(within(streams, Level.VERIFIED, year), Level.VERIFIED).electricity
            for year in range(2021, 2030)
        ),
        Decimal(0),
    )

    assert abs(shared - quantity) <= Decimal("1e-12")
    assert latest_year(claim.periods)[KWH] <= quantity


def test_money_of_savings_on_one_use_is_reduced_as_their_energy_is() -> None:
    claims = [
        a_claim(
            number,
            quantity=100_000,
            interaction="A",
            end_use={Carrier.ELECTRICITY: Decimal(200_000)},
            money=Decimal(320_000),
            worth={Carrier.ELECTRICITY: Decimal(300_000)},
        )
        for number in (1, 2)
    ]

    found = total(annual(assemble(claims), Level.IMPLEMENTED), Level.IMPLEMENTED)

    # 200,000 x (1 - 0.5 x 0.5) = 150,000 kWh; what else is saved is left alone.
    assert found.electricity == Decimal(150_000)
    assert found.money == Decimal(450_000 + 40_000)


def test_money_of_a_year_is_that_of_the_days_or_of_what_was_measured() -> None:
    half = a_claim(
        1, quantity=1_000, commissioned_on=date(2023, 7, 2), money=Decimal(7_300), life_years=None
    )
    measured = a_claim(
        2,
        Origin.REPORT,
        Level.VERIFIED,
        quantity=1_000,
        money=Decimal(4_000),
        periods=(Period(date(2022, 7, 1), date(2023, 6, 30), {KWH: Decimal(1_000)}),),
    )

    by_days = total(within(assemble([half]), Level.IMPLEMENTED, 2023), Level.IMPLEMENTED)
    as_measured = total(within(assemble([measured]), Level.VERIFIED, 2023), Level.VERIFIED)

    assert by_days.money == Decimal(7_300) * 183 / 365
    assert as_measured.electricity == Decimal(1_000) * 181 / 365
    assert as_measured.money == 4 * as_measured.electricity
