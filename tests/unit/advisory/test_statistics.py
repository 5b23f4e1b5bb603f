"""Figures of diagnoses: levels apart, rates over what is settled, tonnes with the right year."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from portal.advisory.content import Saved
from portal.advisory.derivations import kept, restored
from portal.advisory.duty import CONFIGURED, IN_FORCE, STATUS, covered, deadlines, declared, status
from portal.advisory.effects import gigajoules, per_unit, tonnes
from portal.advisory.states import AdviceState
from portal.advisory.statistics import AdviceFact, SeenFact, by, mean_payback, statistics
from portal.advisory.vocabulary import Carrier, System
from portal.calculators.registry import BY_CODE
from portal.calculators.runs import run
from portal.reference.groups import Group

SAVED = (Saved(Carrier.ELECTRICITY, Decimal(100_000), price=Decimal(3)),)
FACT = AdviceFact(
    1,
    Group.STEEL,
    2023,
    System.AIR,
    AdviceState.IMPLEMENTED,
    SAVED,
    Decimal(600_000),
    Decimal(300_000),
)
SURVEY = SeenFact(1, Group.STEEL, 2023)


def test_each_level_contains_the_ones_after_it() -> None:
    states = ("proposed", "accepted", "rejected", "implemented", "verified", "will_not")
    facts = [replace(FACT, state=AdviceState(state)) for state in states]

    found = statistics([SURVEY], facts)

    counts = (found.recommended, found.accepted, found.implemented, found.verified)
    assert [one.count for one in counts] == [6, 4, 2, 1]
    assert found.implemented.kwh == Decimal(200_000)


def test_the_rate_is_over_what_is_settled() -> None:
    states = ("implemented", "rejected", "accepted", "proposed", "deferred")
    facts = [replace(FACT, state=AdviceState(state)) for state in states]

    found = statistics([SURVEY], facts)

    assert (found.settled, found.implementation_rate) == (2, Decimal("0.5"))
    assert statistics([], []).implementation_rate is None


@pytest.mark.parametrize("state", [AdviceState.DRAFT, AdviceState.WITHDRAWN])
def test_what_was_never_put_forward_does_not_count(state: AdviceState) -> None:
    assert statistics([SURVEY], [replace(FACT, state=state)]).recommended.count == 0


def test_tonnes_take_the_factor_of_the_year_of_commissioning() -> None:
    early = statistics([], [FACT]).implemented
    late = statistics([], [replace(FACT, commissioned_on=date(2024, 3, 1))]).implemented

    assert early.tonnes == Decimal("49.4")
    assert late.tonnes == Decimal("47.4")


def test_sites_are_counted_once_and_surveys_each() -> None:
    finding = replace(SURVEY, system=System.AIR)

    found = statistics([SURVEY, SURVEY, finding], [])

    assert (found.sites, found.surveys, found.findings) == (1, 2, 1)


def test_groups_add_up_to_the_whole() -> None:
    other = replace(FACT, group=Group.ENERGY, state=AdviceState.REJECTED)

    parts = by([SURVEY, replace(SURVEY, group=Group.ENERGY)], [FACT, other], lambda one: one.group)

    assert sum(one.recommended.kwh for one in parts.values()) == Decimal(200_000)
    assert parts[Group.ENERGY].implementation_rate == 0
    assert parts[Group.STEEL].implementation_rate == 1


def test_the_mean_payback_is_of_sums_and_leaves_out_what_is_free() -> None:
    free = replace(FACT, outlay=Decimal(0))

    assert mean_payback([FACT, free]) == 2
    assert mean_payback([free]) is None


def test_a_fuel_counts_with_its_heat_value_and_all_three_gases() -> None:
    gas = Saved(Carrier.NATURAL_GAS, Decimal(1000))

    assert gigajoules(gas) == Decimal("33.9423876")
    # 56,100 kg CO2 a TJ, 1 kg CH4 and 0.1 kg N2O with AR5, 8,107 kcal/m3.
    known = tonnes(gas, 2024)
    assert known is not None
    assert round(known, 3) == Decimal("1.906")


@pytest.mark.parametrize("carrier", [Carrier.STEAM, Carrier.WATER])
def test_a_carrier_without_a_general_factor_gives_no_tonnes(carrier: Carrier) -> None:
    assert tonnes(Saved(carrier, Decimal(10)), 2024) is None
    assert "無通用係數" in per_unit(carrier, 2024).source.zh


def test_a_kept_run_prints_as_it_was() -> None:
    made = run(BY_CODE["air_specific_power"], {"kw": Decimal(100), "fad": Decimal(14)})
    columns = kept(made)

    assert restored(**columns) == made


def test_the_days_of_the_duty_can_be_replaced() -> None:
    changed = (date(2028, 6, 30), date(2028, 12, 31), date(2033, 6, 30))

    assert [one.due for one in deadlines()] == [one.due for one in declared()]
    assert [one.due for one in deadlines(changed)] == list(changed)
    assert not any(one.verified for one in declared())


def test_what_was_not_looked_at_is_not_covered() -> None:
    found = {area.label.en: done for area, done in covered([System.AIR], ["compressor"])}

    assert found["Motive power (air, pumps, fans)"]
    assert not found["Lighting"]
    assert not found["Electric heat"]


def test_recommendations_on_one_use_take_energy_and_money_from_each_other() -> None:
    one_use = replace(FACT, interaction="A", uses={Carrier.ELECTRICITY: Decimal(200_000)})

    found = statistics([], [one_use, one_use]).recommended
    apart = statistics([], [one_use, replace(one_use, site_id=2)]).recommended
    unknown = statistics([], [replace(one_use, uses={})] * 2).recommended

    assert (found.kwh, found.money) == (Decimal(150_000), Decimal(450_000))
    assert apart.kwh == Decimal(200_000)
    assert unknown.kwh == Decimal(100_000)


def test_the_payback_is_of_what_is_left_of_the_saving() -> None:
    one_use = replace(FACT, interaction="A")

    assert mean_payback([one_use, one_use]) == 4
    assert mean_payback([one_use]) == 2


def test_what_is_not_carried_out_takes_nothing_from_what_is() -> None:
    done = replace(FACT, interaction="A")
    dropped = replace(done, state=AdviceState.REJECTED)

    assert statistics([], [done, dropped]).implemented.kwh == Decimal(100_000)


def test_days_of_the_draft_say_so_and_days_set_by_hand_too() -> None:
    changed = deadlines((date(2028, 6, 30), date(2028, 9, 30), date(2033, 12, 31)))

    assert status(deadlines()) == STATUS
    assert status(changed) == CONFIGURED
    assert "草案" in STATUS.zh
    assert all(said.zh and said.en and source.zh and source.en for said, source in IN_FORCE)
