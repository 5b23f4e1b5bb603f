"""The figures of a group or of the alliance: one function makes them all from its members."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.aggregation.contributions import MILESTONE, NEAR_TERM, Delivery, total_of
from portal.aggregation.coverage import Coverage, coverage
from portal.aggregation.definitions import DEFINITIONS, Definition
from portal.aggregation.emission_coverage import EmissionCoverage, emission_coverage
from portal.aggregation.member_year import InventoryState, MemberYear, PlannedMeasures
from portal.aggregation.overlap import HORIZONS as HORIZONS
from portal.aggregation.overlap import Overlap, overlap_of
from portal.aggregation.pathway import PathPoint, pathway
from portal.aggregation.progress import Progress, Track, TrackCount, progress, tracks
from portal.aggregation.tally import Part, Tally
from portal.aggregation.tally_of import tally_of
from portal.language import Text
from portal.plans.amounts import Amount, Missing
from portal.reference.groups import Group


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with what a reader must know to trust it.

    Attributes:
        key: of its definition.
        members: codes of the members in it, all or the first ones; `left_out` of those that
            should be and cannot.
        counted, missing: how many these are.
        coverage: what stands beside a total of contributions; None for other figures.
    """

    key: str
    value: Amount
    members: tuple[str, ...]
    left_out: tuple[str, ...]
    counted: int
    missing: int
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
        measures: of all members together, in 2030; `with_measures` of them have any.
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
    measures: PlannedMeasures
    with_measures: int


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
    submitted = sum(1 for one in members if one.state is not InventoryState.NONE)
    return figures_of(
        tally_of(members), year=year, group=group, submitted=submitted, history=history or {}
    )


def figures_of(
    tally: Tally,
    *,
    year: int,
    group: Group | None,
    submitted: int,
    history: Mapping[int, Decimal],
) -> GroupFigures:
    """The figures of a tally, which is all that they are made from.

    Args:
        tally: of the group, or of all members.
        year: the reporting year.
        group: None for the alliance.
        submitted: members that have handed in the year's inventory, accepted ones included.
        history: sum of accepted emissions by year, tonnes CO2e, for the pathway.
    """
    whole = group is None
    return GroupFigures(
        group,
        year,
        tally.at("members").counted,
        submitted,
        tally.at("accepted").counted,
        emission_figures(tally, whole=whole),
        {horizon: horizon_figures(tally, horizon, whole=whole) for horizon in HORIZONS},
        delivery_figures(tally),
        plan_coverage(tally),
        pathway(tally, history, since=year),
        _measures(tally),
        tally.at("measures", NEAR_TERM).counted,
    )


def emission_figures(tally: Tally, *, whole: bool = True) -> EmissionFigures:
    """Emissions of the reporting year, with flows between members counted once.

    Args:
        tally: of the set.
        whole: the set is the alliance, so that flows between its groups are in it.
    """
    overlap = overlap_of(tally, across=whole)
    both, none = tally.at("emissions"), Missing.NO_DATA
    return EmissionFigures(
        _figure("emissions", both, _less(both.value(none), overlap)),
        _figure("scope1", tally.at("scope1"), tally.at("scope1").value(none)),
        _figure("scope2", tally.at("scope2"), tally.at("scope2").value(none)),
        _figure("biogenic", tally.at("biogenic"), tally.at("biogenic").value(none)),
        Figure("exchanged", overlap.tonnes, both.members, (), both.counted, 0),
        _change(tally),
        emission_coverage(tally, overlap),
    )


def _less(value: Amount, overlap: Overlap) -> Amount:
    return value if isinstance(value, Missing) else value - overlap.tonnes


def _ratio(part: Part, whole: Part, empty: Missing) -> Amount:
    return part.total / whole.total if whole.total else empty


def _change(tally: Tally) -> Figure:
    now, before = tally.at("change"), tally.at("before")
    share = _ratio(now, before, Missing.NO_DATA)
    return _figure("change", now, share if isinstance(share, Missing) else share - 1)


def horizon_figures(tally: Tally, year: int, *, whole: bool = True) -> HorizonFigures:
    """The pledges of one target year, with coverage beside every total.

    Args:
        tally: of the set.
        year: the target year.
        whole: the set is the alliance, so that flows between its groups are in it.
    """
    overlap = overlap_of(tally, year, across=whole)
    beside = coverage(tally, year, overlap)
    done = progress(tally, year)
    simple = tally.at("t1", year)
    value = simple.value(Missing.NOT_QUANTIFIED)

    def figure(name: str, part: str = "", empty: Missing = Missing.NOT_QUANTIFIED) -> Figure:
        found = tally.at(part or name, year)
        return _figure(name, found, found.value(empty), beside)

    return HorizonFigures(
        year,
        beside.with_target,
        beside.quantified,
        tally.at("net_zero", year).counted,
        tally.at("hides_residual", year).counted,
        figure("t1"),
        figure("t2"),
        _figure("t3", simple, _less(value, overlap), beside),
        figure("t4"),
        figure("t4_city"),
        figure("t2_city"),
        figure("power"),
        figure("net", "t1"),
        figure("gross", empty=Missing.NOT_STATED),
        figure("residual", empty=Missing.NOT_STATED),
        _figure("progress", tally.at("progress", year), done.share, beside),
        done,
        tracks(tally, year),
        beside,
    )


def _figure(key: str, part: Part, value: Amount, beside: Coverage | None = None) -> Figure:
    return Figure(key, value, part.members, part.left_out, part.counted, part.missing, beside)


def delivery_figures(tally: Tally) -> Delivery:
    """What 2026 brings: own milestones and interpolated values apart."""
    names = ("delivery_stated", "delivery_interpolated", "delivery_emissions")
    return Delivery(MILESTONE, *(total_of(tally.at(one, MILESTONE)) for one in names))


def plan_coverage(tally: Tally) -> Figure:
    """Committed measures over contributions, over members with both."""
    pledged = tally.at("plan_coverage", NEAR_TERM)
    share = _ratio(tally.at("committed", NEAR_TERM), pledged, Missing.NOT_QUANTIFIED)
    return _figure("plan_coverage", pledged, share)


def _measures(tally: Tally) -> PlannedMeasures:
    count, *amounts = (
        tally.at(one, NEAR_TERM).total
        for one in ("measures", "measures_committed", "measures_pipeline", "measures_capex")
    )
    return PlannedMeasures(int(count), *amounts)
