import pytest

from portal.advisory.arc import ARCS, known_arc
from portal.advisory.equipment import KINDS, Kind, Measured, kinds_of
from portal.advisory.states import (
    ADVICE_MOVES,
    ANSWERABLE,
    DECIDED,
    LEARNT,
    REQUEST_MOVES,
    TAKEN_UP,
    AdviceState,
    RequestState,
)
from portal.advisory.vocabulary import Carrier, Outcome, Status, System


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_every_kind_of_equipment_is_declared_whole(kind: Kind) -> None:
    codes = [one.code for one in kind.measured]

    assert kind.label.zh
    assert kind.label.en
    assert len(codes) == len(set(codes))
    for one in (kind.rated, *kind.measured):
        assert _lies_within(one)


def _lies_within(one: Measured) -> bool:
    ends = (one.plausible.least, one.plausible.greatest)
    return all(end is not None and one.hard.holds(end) for end in ends)


@pytest.mark.parametrize("system", System)
def test_every_system_has_a_kind_of_equipment_and_a_code(system: System) -> None:
    assert list(kinds_of(system))
    assert any(system in arc.systems for arc in ARCS)


def test_codes_are_written_like_codes_and_once() -> None:
    codes = [arc.code for arc in ARCS]

    assert len(codes) == len(set(codes))
    assert all(code.startswith("2.") and len(code) == 6 for code in codes)
    assert known_arc("2.4236") is not None
    assert known_arc("1.0000") is None


def test_a_code_says_where_it_was_confirmed_or_that_it_was_not() -> None:
    unconfirmed = {arc.code for arc in ARCS if not arc.verified}

    assert unconfirmed == {"2.1233", "2.1241", "2.2434", "2.4231"}
    assert all(arc.compared.label.zh and arc.compared.label.en for arc in ARCS)


def test_oxygen_as_in_air_is_impossible_in_flue_gas() -> None:
    oxygen = KINDS["boiler"].quantity("flue_o2")

    assert oxygen is not None
    assert oxygen.hard.greatest is not None
    assert not oxygen.hard.holds(oxygen.hard.greatest + 1)
    assert oxygen.hard.said.startswith("0–")


def test_the_life_cycles_are_closed() -> None:
    assert set(REQUEST_MOVES) == set(RequestState)
    assert set(ADVICE_MOVES) == set(AdviceState)
    assert set(DECIDED) == set(Outcome)
    assert set(LEARNT) == set(Status)


def test_what_may_be_answered_and_reported_leads_somewhere() -> None:
    for state in ANSWERABLE:
        assert ADVICE_MOVES[state] & set(DECIDED.values())
    for state in TAKEN_UP:
        assert ADVICE_MOVES[state]


def test_every_carrier_has_one_unit() -> None:
    assert all(carrier.unit for carrier in Carrier)
