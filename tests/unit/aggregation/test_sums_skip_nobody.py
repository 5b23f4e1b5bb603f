"""Members without a target of a year are skipped in its sums; the figures stay what they were."""

from hypothesis import given, settings

from portal.aggregation.contributions import (
    against_common_year,
    net_zero_sum,
    scope1_sum,
    simple_sum,
)
from portal.aggregation.figures import summarise
from portal.aggregation.member_year import MemberYear
from portal.aggregation.progress import progress, tracks
from tests.unit.aggregation.test_properties import members


@settings(max_examples=60, deadline=None)
@given(members())
def test_figures_are_those_of_all_members_added_up(everyone: list[MemberYear]) -> None:
    for year, found in summarise(everyone, year=2024).horizons.items():
        net, gross, residual = net_zero_sum(everyone, year)
        sums = (
            (found.t1, simple_sum(everyone, year)),
            (found.t2, scope1_sum(everyone, year)),
            (found.t4, against_common_year(everyone, year)),
            (found.net, net),
            (found.gross, gross),
            (found.residual, residual),
        )

        for figure, total in sums:
            assert (figure.value, figure.members, figure.left_out) == (
                total.value,
                total.members,
                total.left_out,
            )
        assert found.progress_detail == progress(everyone, year)
        assert found.tracks == tracks(everyone, year)
