"""The value of any named figure from the members of its set, by the method of the summaries."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from portal.aggregation.contributions import MILESTONE
from portal.aggregation.figures import (
    HORIZONS,
    EmissionFigures,
    Figure,
    HorizonFigures,
    delivery_figures,
    emission_figures,
    horizon_figures,
    plan_coverage,
)
from portal.aggregation.member_year import MemberYear
from portal.aggregation.tally import Tally
from portal.aggregation.tally_of import tally_of
from portal.plans.amounts import Amount
from portal.publication.figure_id import KEYS, FigureId, sets_of
from portal.publication.snapshot import Snapshot

_EMISSIONS: Final = {"emissions": "total"}
# Ratios of sums: they are not the sum of what members add.
RATIOS: Final = frozenset({"change", "progress", "plan_coverage"})


class Value(NamedTuple):
    """A figure with its name, its members and those that are missing from it."""

    id: FigureId
    value: Amount
    members: tuple[str, ...]
    left_out: tuple[str, ...]


def figure_of(members: Sequence[MemberYear], key: str, horizon: int | None) -> Figure:
    """One figure of a set of members."""
    return _one(tally_of(members, horizons=_needed(horizon)), key, horizon)


def _needed(horizon: int | None) -> tuple[int, ...]:
    return () if horizon is None else (horizon,)


def _one(tally: Tally, key: str, horizon: int | None) -> Figure:
    if key == "delivery":
        return _delivery(tally)
    if key == "plan_coverage":
        return plan_coverage(tally)
    if horizon is None:
        return _of_year(emission_figures(tally), key)
    return _of_target(horizon_figures(tally, horizon), key)


def value_of(snapshot: Snapshot, wanted: FigureId) -> Value:
    """A named figure from a snapshot."""
    found = figure_of(snapshot.members(wanted.of), wanted.key, wanted.horizon)
    return Value(wanted, found.value, found.members, found.left_out)


def values_of(snapshot: Snapshot, *, members: bool = True) -> Iterator[Value]:
    """Every figure of the alliance and of its groups, and of each member too."""
    for one in sets_of(tuple(snapshot.by_code) if members else ()):
        for (key, horizon), found in _all(snapshot.members(one)).items():
            wanted = FigureId(snapshot.edition, one, key, horizon)
            yield Value(wanted, found.value, found.members, found.left_out)


def _all(members: Sequence[MemberYear]) -> Mapping[tuple[str, int | None], Figure]:
    tally = tally_of(members)
    of_year = emission_figures(tally)
    of_targets = {horizon: horizon_figures(tally, horizon) for horizon in HORIZONS}
    found: dict[tuple[str, int | None], Figure] = {}
    for key, horizons in KEYS.items():
        if not horizons:
            found[key, None] = _of_year(of_year, key)
        for horizon in horizons:
            apart = key in ("delivery", "plan_coverage")
            of_target = of_targets[horizon]
            found[key, horizon] = _one(tally, key, horizon) if apart else _of_target(of_target, key)
    return found


def _of_year(figures: EmissionFigures, key: str) -> Figure:
    found: Figure = getattr(figures, _EMISSIONS.get(key, key))
    return found


def _of_target(figures: HorizonFigures, key: str) -> Figure:
    found: Figure = getattr(figures, key)
    return found


def _delivery(tally: Tally) -> Figure:
    part = tally.at("delivery", MILESTONE)
    cut = delivery_figures(tally).cut
    return Figure("delivery", cut, part.members, part.left_out, part.counted, part.missing)
