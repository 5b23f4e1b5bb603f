"""The figures of a group or of the alliance: one function makes them all from its members."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.aggregation.contributions import (
    NEAR_TERM,
    Amounts,
    Delivery,
    Total,
    add_up,
    against_common_year,
    delivery,
    net_zero_sum,
    scope1_sum,
    simple_sum,
)
from portal.aggregation.coverage import Coverage, coverage
from portal.aggregation.definitions import DEFINITIONS, Definition
from portal.aggregation.emission_coverage import EmissionCoverage, emission_coverage
from portal.aggregation.member_year import InventoryState, MemberYear, Pledge, PledgeState
from portal.aggregation.overlap import Overlap, pledged_twice
from portal.aggregation.pathway import PathPoint, pathway
from portal.aggregation.progress import Progress, Track, TrackCount, progress, tracks
from portal.language import Text
from portal.plans.amounts import ZERO, Amount, Missing
from portal.reference.groups import Group

HORIZONS = (2026, 2030, 2050)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with what a reader must know to trust it.

    Attributes:
        key: of its definition.
        members: codes of the members in it; `left_out` those that should be and cannot.
        coverage: what stands beside a total of contributions; None for other figures.
    """

    key: str
    value: Amount
    members: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    coverage: Coverage | None = None

    @property
    def about(self) -> Definition:
        """Its name, unit, meaning and formula."""
        return DEFINITIONS[self.key]

    @property
    def unit(self) -> Text:
        """Unit of the value."""
        return self.about.unit

    @property
    def definition(self) -> Text:
        """What it means."""
        return self.about.meaning

    @property
    def formula(self) -> Text:
        """How it is made."""
        return self.about.formula


@dataclass(frozen=True, slots=True)
class EmissionFigures:
    """Emissions of one reporting year, with what stands beside their total."""

    total: Figure
    scope1: Figure
    scope2: Figure
    biogenic: Figure
    exchanged: Figure
    change: Figure
    coverage: EmissionCoverage

    @property
    def overlap(self) -> Overlap:
        """What the total has deducted, and what of it is open."""
        return self.coverage.overlap


@dataclass(frozen=True, slots=True)
class HorizonFigures:
    """What the members pledge for one target year.

    Attributes:
        with_target: members with any target of the year; `quantified` of them in tonnes.
        net_zero: members whose target is net zero, in tonnes or not.
        residual_not_stated: counted members with net zero that state no residual.
        t4_city, t2_city: without the energy group, whose plants serve the whole country.
        power: what the energy group cuts in scope 1, on its own line.
    """

    year: int
    with_target: int
    quantified: int
    net_zero: int
    residual_not_stated: int
    t1: Figure
    t2: Figure
    t3: Figure
    t4: Figure
    t4_city: Figure
    t2_city: Figure
    power: Figure
    net: Figure
    gross: Figure
    residual: Figure
    progress: Figure
    progress_detail: Progress
    tracks: Mapping[Track, TrackCount]
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """Everything a summary page, a report or the command line says of a set of members.

    Attributes:
        group: None for the whole alliance.
        submitted: members that have handed in the year's inventory, accepted ones included.
    """

    group: Group | None
    year: int
    members: int
    submitted: int
    accepted: int
    emissions: EmissionFigures
    horizons: Mapping[int, HorizonFigures]
    delivery: Delivery
    plan_coverage: Figure
    pathway: Sequence[PathPoint]


def summarise(
    members: Sequence[MemberYear],
    *,
    year: int,
    group: Group | None = None,
    history: Mapping[int, Decimal] | None = None,
) -> GroupFigures:
    """The figures of a set of members at a reporting year.

    Args:
        members: of the group, or all; each once.
        year: the reporting year.
        group: the group they belong to, None for the alliance.
        history: sum of accepted emissions by year, tonnes CO2e, for the pathway.
    """
    handed_in = [one for one in members if one.state is not InventoryState.NONE]
    accepted = [one for one in members if one.state is InventoryState.ACCEPTED]
    return GroupFigures(
        group,
        year,
        len(members),
        len(handed_in),
        len(accepted),
        emission_figures(members),
        {horizon: horizon_figures(members, horizon) for horizon in HORIZONS},
        delivery(members),
        plan_coverage(members),
        pathway(members, history or {}, since=year),
    )


def emission_figures(members: Sequence[MemberYear]) -> EmissionFigures:
    """Emissions of the reporting year, with flows between members counted once."""
    beside = emission_coverage(members)
    overlap = beside.overlap
    both = add_up(members, _emissions, empty=Missing.NO_DATA)
    total = both.value - overlap.tonnes if isinstance(both.value, Decimal) else both.value
    return EmissionFigures(
        Figure("emissions", total, both.members, both.left_out),
        _figure("scope1", add_up(members, _scope1, empty=Missing.NO_DATA)),
        _figure("scope2", add_up(members, _scope2, empty=Missing.NO_DATA)),
        _figure("biogenic", add_up(members, _biogenic, empty=Missing.NO_DATA)),
        Figure("exchanged", overlap.tonnes, both.members),
        _change(members),
        beside,
    )


def _emissions(member: MemberYear) -> Amount:
    found = member.emissions
    return found if isinstance(found, Missing) else found.total


def _scope1(member: MemberYear) -> Amount:
    found = member.emissions
    return found if isinstance(found, Missing) else found.scope1


def _scope2(member: MemberYear) -> Amount:
    found = member.emissions
    return found if isinstance(found, Missing) else found.scope2


def _biogenic(member: MemberYear) -> Amount:
    return member.emissions if isinstance(member.emissions, Missing) else member.biogenic


def _previous(member: MemberYear) -> Amount:
    found = member.previous
    return found if isinstance(found, Missing) else found.total


def _change(members: Sequence[MemberYear]) -> Figure:
    both = [
        one
        for one in members
        if not isinstance(one.emissions, Missing) and not isinstance(one.previous, Missing)
    ]
    now = add_up(both, _emissions, empty=Missing.NO_DATA)
    before = add_up(both, _previous, empty=Missing.NO_DATA)
    left_out = tuple(sorted({one.code for one in members} - set(now.members)))
    if isinstance(now.value, Missing) or isinstance(before.value, Missing) or not before.value:
        return Figure("change", Missing.NO_DATA, now.members, left_out)
    return Figure("change", now.value / before.value - 1, now.members, left_out)


def horizon_figures(members: Sequence[MemberYear], year: int) -> HorizonFigures:
    """The pledges of one target year, with coverage beside every total."""
    overlap = pledged_twice(members, year)
    beside = coverage(members, year, overlap)
    # Whoever has no target of the year is in none of these sums and is not missing from them.
    pledging = [one for one in members if one.pledge(year).state is not PledgeState.NONE]
    simple = simple_sum(pledging, year)
    net, gross, residual = net_zero_sum(pledging, year)
    outside_energy = [one for one in pledging if one.group is not Group.ENERGY]
    energy = [one for one in pledging if one.group is Group.ENERGY]
    done = progress(pledging, year)
    pledges = [one.pledge(year) for one in pledging]
    return HorizonFigures(
        year,
        beside.with_target,
        beside.quantified,
        sum(1 for one in pledges if one.net_zero),
        sum(1 for one in pledges if _hides_residual(one)),
        _figure("t1", simple, beside),
        _figure("t2", scope1_sum(pledging, year), beside),
        _less_overlap(simple, overlap, beside),
        _figure("t4", against_common_year(pledging, year), beside),
        _figure("t4_city", against_common_year(outside_energy, year), beside),
        _figure("t2_city", scope1_sum(outside_energy, year), beside),
        _figure("power", scope1_sum(energy, year), beside),
        _figure("net", net, beside),
        _figure("gross", gross, beside),
        _figure("residual", residual, beside),
        Figure("progress", done.share, done.members, done.left_out, beside),
        done,
        tracks(pledging, year),
        beside,
    )


def _figure(key: str, total: Total, beside: Coverage | None = None) -> Figure:
    return Figure(key, total.value, total.members, total.left_out, beside)


def _less_overlap(simple: Total, overlap: Overlap, beside: Coverage) -> Figure:
    value = simple.value
    known = value - overlap.tonnes if isinstance(value, Decimal) else value
    return Figure("t3", known, simple.members, simple.left_out, beside)


def _hides_residual(pledge: Pledge) -> bool:
    return pledge.is_quantified and pledge.net_zero and pledge.gross is Missing.NOT_STATED


def plan_coverage(members: Sequence[MemberYear], year: int = NEAR_TERM) -> Figure:
    """Committed measures over contributions, over members with both."""
    with_both = [
        one for one in members if one.pledge(year).cut.total > 0 and one.measures.count > 0
    ]
    pledged = sum((one.pledge(year).cut.total for one in with_both), ZERO)
    planned = sum((one.measures.committed for one in with_both), ZERO)
    named = tuple(sorted(one.code for one in with_both))
    with_target = [one for one in members if one.pledge(year).state is not PledgeState.NONE]
    left_out = tuple(sorted({one.code for one in with_target} - set(named)))
    value = planned / pledged if pledged else Missing.NOT_QUANTIFIED
    return Figure("plan_coverage", value, named, left_out)


def amounts_of(members: Sequence[MemberYear], amount: Amounts) -> Mapping[str, Amount]:
    """One amount of every member by code: the rows behind a total."""
    return {one.code: amount(one) for one in members}
