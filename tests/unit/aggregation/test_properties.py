"""What holds for every set of members."""

from dataclasses import replace
from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.aggregation.figures import GroupFigures, summarise
from portal.aggregation.member_year import (
    InventoryState,
    MemberYear,
    PlannedFlow,
    PlannedMeasures,
    Pledge,
    PledgeState,
    ReportedFlow,
)
from portal.exchange.figures import Ruling, Verdict
from portal.exchange.matching import falling, seen_pair
from portal.plans.amounts import ZERO, Amount, Missing, Split
from portal.reference.closed_sets import TargetKind
from portal.reference.groups import Group

# A set of members is large to draw; few of them show what can go wrong.
quick = settings(max_examples=25)

grams = st.decimals(0, 10**8, places=6)
signed = st.decimals(-(10**7), 10**7, places=6)
shares = st.decimals(0, 1, places=3)
splits = st.builds(Split, grams, grams)
maybe_splits = st.one_of(st.just(Missing.NO_DATA), splits)
quantified = st.builds(
    Pledge,
    state=st.just(PledgeState.QUANTIFIED),
    kind=st.sampled_from(TargetKind),
    base_year=st.integers(2005, 2023),
    base=splits,
    cut=st.builds(Split, signed, signed),
    coverage=st.builds(Split, shares, shares),
    covered_share=shares,
    gross=st.one_of(signed, st.just(Missing.NOT_STATED)),
    verified=st.booleans(),
    net_zero=st.booleans(),
)
unquantified = st.builds(
    Pledge,
    state=st.sampled_from([PledgeState.NONE, PledgeState.NOT_QUANTIFIED, PledgeState.INDICATIVE]),
    kind=st.sampled_from(TargetKind),
    indicative=st.one_of(signed, st.just(Missing.NOT_STATED)),
    net_zero=st.booleans(),
)
measures = st.builds(PlannedMeasures, st.integers(0, 3), grams, grams, grams)
pledges = st.dictionaries(st.sampled_from([2026, 2030, 2050]), quantified | unquantified)


@st.composite
def members(draw: st.DrawFn) -> list[MemberYear]:
    count = draw(st.integers(0, 8))
    return [_member(draw, str(number), count) for number in range(count)]


def _member(draw: st.DrawFn, code: str, count: int) -> MemberYear:
    latest = draw(maybe_splits)
    return MemberYear(
        code,
        draw(st.sampled_from(Group)),
        2024,
        InventoryState.ACCEPTED,
        emissions=draw(st.sampled_from([latest, Missing.NO_DATA])),
        common=draw(maybe_splits),
        previous=draw(maybe_splits),
        latest=latest,
        latest_year=None if isinstance(latest, Missing) else draw(st.integers(2022, 2024)),
        verified=draw(st.booleans()),
        pledges=draw(pledges),
        flows=tuple(_flow(draw, code, count).base for _ in range(draw(st.integers(0, 2)))),
        measures=draw(measures),
        planned_flows=tuple(_flow(draw, code, count) for _ in range(draw(st.integers(0, 2)))),
        rulings=tuple(_ruling(draw, code, count) for _ in range(draw(st.integers(0, 1)))),
    )


def _flow(draw: st.DrawFn, code: str, count: int) -> PlannedFlow:
    partner, supplied = str(draw(st.integers(0, count - 1))), draw(st.booleans())
    base = ReportedFlow(code, partner, supplied, "steam", draw(st.sampled_from([ZERO, Decimal(9)])))
    return PlannedFlow(base, replace(base, tonnes=Decimal(3)), 2030)


def _ruling(draw: st.DrawFn, code: str, count: int) -> Ruling:
    """What was settled about a flow of which only the seller or only the buyer has a report."""
    flow = _flow(draw, code, count)
    key = (code, flow.base.partner, "steam")
    told = replace(flow, base=_by(flow.base, code), target=_by(flow.target, code))
    (alone,) = falling([told], 2030)
    return Ruling(key, 2030, draw(st.sampled_from(Verdict)), seen_pair(alone))


def _by(flow: ReportedFlow, seller: str) -> ReportedFlow:
    return replace(flow, reporter=seller, supplied=True)


def number(amount: Amount) -> Decimal:
    return amount if isinstance(amount, Decimal) else ZERO


def totals(found: GroupFigures) -> list[Decimal]:
    far = [
        [one.t1, one.t2, one.t4, one.net, one.gross, one.residual]
        for one in found.horizons.values()
    ]
    figures = [found.emissions.scope1, found.emissions.scope2, *(one for row in far for one in row)]
    return [*(number(one.value) for one in figures), number(found.delivery.cut)]


@quick
@given(members())
def test_groups_add_up_to_the_alliance(everyone: list[MemberYear]) -> None:
    groups = [
        totals(summarise([one for one in everyone if one.group is group], year=2024))
        for group in Group
    ]

    assert [sum(column) for column in zip(*groups, strict=True)] == totals(
        summarise(everyone, year=2024)
    )


@quick
@given(members(), unquantified, maybe_splits)
def test_a_member_without_tonnes_changes_no_total(
    everyone: list[MemberYear], pledge: Pledge, latest: Split | Missing
) -> None:
    silent = MemberYear(
        "silent", Group.STEEL, 2024, latest=latest, latest_year=2024, pledges={2030: pledge}
    )

    before, after = summarise(everyone, year=2024), summarise([*everyone, silent], year=2024)

    assert totals(after) == totals(before)
    assert after.horizons[2030].t3.value == before.horizons[2030].t3.value


@quick
@given(members())
def test_overlap_never_adds(everyone: list[MemberYear]) -> None:
    found = summarise(everyone, year=2024).horizons[2030]

    low, high = found.coverage.overlap.interval(found.t3.value)
    assert number(low) <= number(high) == number(found.t3.value) <= number(found.t1.value)


@quick
@given(members(), st.randoms(use_true_random=False))
def test_the_order_of_members_changes_nothing(everyone: list[MemberYear], chance: Random) -> None:
    shuffled = list(everyone)
    chance.shuffle(shuffled)

    assert summarise(shuffled, year=2024) == summarise(everyone, year=2024)
