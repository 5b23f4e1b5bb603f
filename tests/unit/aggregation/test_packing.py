"""What is kept of a member and year comes back as it was."""

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.aggregation.member_year import PlannedFlow, PlannedMeasures, Pledge, ReportedFlow
from portal.aggregation.packing import (
    packed,
    unpacked_flows,
    unpacked_measures,
    unpacked_planned_flows,
    unpacked_pledges,
)
from portal.plans.amounts import Missing, Split

grams = st.decimals(-(10**9), 10**9, places=6)
amounts = grams | st.sampled_from(Missing)
splits = st.builds(Split, grams, grams)
pledges = st.builds(
    Pledge,
    base=splits,
    cut=splits,
    coverage=splits,
    covered_share=grams,
    gross=amounts,
    indicative=amounts,
)
maybe = st.none() | grams
flows = st.builds(ReportedFlow, tonnes=maybe, quantity=maybe, factor=maybe)
planned_flows = st.builds(PlannedFlow, flows, flows, st.integers(2026, 2050))
measures = st.builds(PlannedMeasures, st.integers(0, 99), grams, grams, grams)


@settings(max_examples=25)
@given(
    st.dictionaries(st.sampled_from([2026, 2030, 2050]), pledges),
    st.lists(flows, max_size=3),
    st.lists(planned_flows, max_size=3),
    measures,
)
def test_a_summary_comes_back_from_json(
    promised: dict[int, Pledge],
    exchanged: list[ReportedFlow],
    planned: list[PlannedFlow],
    counted: PlannedMeasures,
) -> None:
    kept = orjson.loads(orjson.dumps(packed(promised, exchanged, planned, counted, verified=True)))

    assert unpacked_pledges(kept) == promised
    assert unpacked_flows(kept) == tuple(exchanged)
    assert unpacked_planned_flows(kept) == tuple(planned)
    assert unpacked_measures(kept) == counted


def test_an_empty_summary_keeps_nothing() -> None:
    assert unpacked_pledges({}) == {}
    assert unpacked_measures({}) == PlannedMeasures()
