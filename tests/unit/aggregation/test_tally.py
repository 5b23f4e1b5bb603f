"""Tallies add up in any order, and every figure follows from them as from the members."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from portal.aggregation.emission_coverage import EmissionCoverage
from portal.aggregation.figures import GroupFigures, HorizonFigures, summarise
from portal.aggregation.member_year import MemberYear
from portal.aggregation.overlap import Overlap
from portal.aggregation.tally import NAMED, Tally, added_up, as_json, from_json, together
from portal.aggregation.tally_of import added_by, tallies_of, tally_of
from portal.reference.groups import Group
from tests.unit.aggregation import by_hand
from tests.unit.aggregation.test_properties import members, quick

FEW = 2


def own(everyone: list[MemberYear], most: int | None = None) -> Tally:
    """What the members add themselves, without what passes between them."""
    return added_up((pair for one in everyone for pair in added_by(one)), most)


@quick
@given(members(), st.randoms())
def test_parts_in_any_order_are_the_tally_of_all(everyone: list[MemberYear], order: Random) -> None:
    for most in (None, FEW):
        parts: list[list[MemberYear]] = [[], [], []]
        for one in everyone:
            order.choice(parts).append(one)
        first, second, third = (own(one, most) for one in parts)

        whole = own(everyone, most)

        assert first.plus(second).plus(third) == whole
        assert third.plus(first.plus(second)) == whole
        assert together([second, third, first], most) == whole


@quick
@given(members())
def test_groups_add_up_to_the_alliance(everyone: list[MemberYear]) -> None:
    groups = tallies_of(everyone)

    assert together(groups.values()) == tally_of(everyone)


@quick
@given(members())
def test_what_is_kept_is_the_tally_with_the_first_codes(everyone: list[MemberYear]) -> None:
    whole, kept = tally_of(everyone), tally_of(everyone, most=FEW)

    assert from_json(as_json(kept), FEW) == kept
    for name, part in whole.parts.items():
        assert kept.parts[name].members == ()
        named = part.left_out[:FEW] if name.partition(".")[0] in NAMED else ()
        assert kept.parts[name].left_out == named
        assert kept.parts[name].counted == len(part.members)
        assert kept.parts[name].missing == len(part.left_out)


def _twice(found: Overlap) -> by_hand.Twice:
    return found.tonnes, found.flows, found.open_tonnes, found.open_flows


def _of_the_year(found: GroupFigures) -> dict[str, object]:
    emissions = found.emissions
    return {
        "members": found.members,
        "submitted": found.submitted,
        "accepted": found.accepted,
        "emissions": _found(emissions.total),
        "overlap": _twice(emissions.overlap),
        "beside": _beside(emissions.coverage),
        **{
            name: _found(getattr(emissions, name))
            for name in ("scope1", "scope2", "biogenic", "change")
        },
    }


def _beside(found: EmissionCoverage) -> tuple[object, ...]:
    shares = found.emissions_share, found.verified_share, found.largest_share
    interval = found.low, found.central, found.high
    return found.members, found.counted, *shares, found.older_years, interval


def _found(figure: object) -> by_hand.Found:
    value, named, left_out = (getattr(figure, one) for one in ("value", "members", "left_out"))
    assert (len(named), len(left_out)) == (figure.counted, figure.missing)  # type: ignore[attr-defined]
    return value, named, left_out


FIGURES = ("t1", "t2", "t3", "t4", "t4_city", "t2_city", "power", "net", "gross", "residual")


def _of_target(found: HorizonFigures) -> dict[str, object]:
    beside = found.coverage
    return {
        **{name: _found(getattr(found, name)) for name in (*FIGURES, "progress")},
        "overlap": _twice(beside.overlap),
        "net_zero": found.net_zero,
        "residual_not_stated": found.residual_not_stated,
        "with_target": found.with_target,
        "quantified": found.quantified,
        "covered": beside.emissions_share,
        "base_years": beside.base_years,
        "verified": beside.verified_share,
        "largest": beside.largest_share,
        "oldest": beside.oldest_data_year,
        "missing": beside.missing,
        "low": beside.range.low,
        "high": beside.range.high,
        "tracks": {state: (one.members, one.emissions) for state, one in found.tracks.items()},
    }


@quick
@given(members())
def test_every_figure_is_what_its_definition_says(everyone: list[MemberYear]) -> None:
    sets: list[tuple[Group | None, list[MemberYear]]] = [
        (group, [one for one in everyone if one.group is group]) for group in Group
    ]
    for group, chosen in [(None, everyone), *sets]:
        found = summarise(chosen, year=2024, group=group)

        assert _of_the_year(found) == by_hand.of_the_year(chosen)
        for year, one in found.horizons.items():
            assert _of_target(one) == by_hand.of_target(chosen, year)
        delivered = found.delivery
        parts = (delivered.stated, delivered.interpolated, delivered.emissions)
        assert tuple(map(_found, parts)) == by_hand.delivery(chosen)
        assert _found(found.plan_coverage) == by_hand.plan_coverage(chosen)
        path = {one.year: (one.pledged, one.held) for one in found.pathway if one.year >= 2024}
        assert path == by_hand.pathway(chosen, 2024)
