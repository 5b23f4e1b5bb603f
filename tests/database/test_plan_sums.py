"""What is kept of plans finds the same measures, in the same order, as all plans do."""

from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.aggregation import keeping
from portal.aggregation.electricity import stated_electricity
from portal.aggregation.measures.cost_curve import curve
from portal.aggregation.measures.drawn_curve import bands_of
from portal.aggregation.measures.entries import Entry, MemberPlan
from portal.aggregation.measures.overview import overview
from portal.aggregation.measures.queries import Plans, plans_of
from portal.aggregation.measures.roll_up import Sum
from portal.aggregation.member_year import MemberYear
from portal.aggregation.plan_sums.delivered import bit_of
from portal.aggregation.plan_sums.measure_rows import Place
from portal.aggregation.plan_sums.planned import overview_of
from portal.aggregation.plan_sums.queries import (
    Fitting,
    KeptMeasures,
    changed_members,
    kept_plans,
    largest_uses,
    silent_members,
    undelivered_members,
)
from portal.aggregation.plan_sums.rows_of_sums import plus
from portal.aggregation.queries import member_years
from portal.budget.electricity import factor_path, split_all
from portal.budget.overview import alliance_delivery
from portal.language import Text
from portal.plans.measures import Measure
from portal.reference.groups import Group
from portal.submissions.models import PlanMeasureLine
from portal.web.summaries.measures.details import changed_in
from portal.web.summaries.measures.listing import fitting, lines, words_of
from portal.web.summaries.measures.wish import SORTS, Wish
from tests.benchmarks.measures_of_plans import lines_of
from tests.builders_alliance import an_alliance

YEAR = 2024


class Known:
    """An alliance whose plans are kept, with all of them read."""

    def __init__(self, session: Session) -> None:
        an_alliance(session, members=24)
        versions = session.scalars(select(PlanMeasureLine.version_id).distinct()).all()
        for number, version_id in enumerate(sorted(versions), 1):
            session.add_all(PlanMeasureLine(**row) for row in lines_of(version_id, number, 2))
        session.flush()
        keeping.keep_year(session, YEAR)
        self.plans: Plans = plans_of(session, YEAR)
        self.chosen: list[MemberPlan] = [plan for _, plan in sorted(self.plans.now.items())]
        self.members: list[MemberYear] = member_years(session, YEAR)
        self.names = {one.code: Text("", "") for one in self.members}


@pytest.fixture
def known(session: Session) -> Known:
    return Known(session)


@pytest.mark.parametrize("group", [None, Group.STEEL])
def test_sums_are_those_of_the_plans(session: Session, known: Known, group: Group | None) -> None:
    kept = kept_plans(session, YEAR)
    assert kept is not None
    members = [one for one in known.members if group in (None, one.group)]
    plans = [one for one in known.chosen if group in (None, one.group)]

    found = overview_of(plus(one for of, one in kept.items() if group in (None, of)), YEAR)

    made = overview(plans, members, YEAR)
    names = ("members", "plans", "older", "unread")
    assert all(getattr(found, name) == getattr(made, name) for name in names)
    for one, other in zip((*found.years, found.full), (*made.years, made.full), strict=True):
        assert _amounts(one) == _amounts(other)
    for dimension, sums in made.dimensions.items():
        assert list(map(_amounts, found.dimensions[dimension])) == list(map(_amounts, sums))
    assert (found.cover.counted, found.cover.missing) == (made.cover.counted, made.cover.missing)
    assert found.cover.gap == made.cover.gap
    assert found.cover.committed_share == made.cover.committed_share


def _amounts(one: Sum) -> tuple[object, ...]:
    sums = (one.committed, one.pipeline, one.removed, one.capex)
    return (one.key, one.measures, *sums, one.without_capex)


def test_every_order_is_that_of_the_list(session: Session, known: Known) -> None:
    measures = KeptMeasures(session, YEAR, Fitting())
    for sort in SORTS:
        for order in ("up", "down"):
            wish = Wish.of({"sort": sort, "order": order})
            words = words_of(sort) if sort in ("category", "status") else {}

            found = measures.page(sort, words, down=wish.down, first=3, most=40)

            made = lines(known.plans, known.chosen, known.names, wish)[3:43]
            assert [_named(one.entry) for one in found] == [_named(one.entry) for one in made]
            assert [one.net for one in found] == [one.net for one in made]


def _named(one: Entry) -> tuple[str, Measure]:
    return one.code, one.measure


@pytest.mark.parametrize("asked", [{}, {"status": "approved"}, {"standing": "pipeline"}])
def test_the_curve_has_the_same_places_and_bands(
    session: Session, known: Known, asked: dict[str, str]
) -> None:
    wish = Wish.of(asked)
    made = curve(fitting(known.chosen, known.names, wish), wish.rate)
    measures = KeptMeasures(session, YEAR, Fitting(None, wish.codes, wish.standing, low=Decimal(0)))

    assert measures.bands(inside=False) == bands_of(made.steps)
    assert measures.bands() == bands_of(one for one in made.steps if one.cost >= 0)
    assert measures.before() == sum(one.tonnes for one in made.steps if one.cost < 0)
    unpriced = measures.placed(Place.UNPRICED, 5)
    assert [_named(one.entry) for one in unpriced] == list(map(_named, made.unpriced[:5]))
    assert measures.count(Place.COVERED) == len(made.covered)


def test_lists_of_members_are_the_first_of_all(session: Session, known: Known) -> None:
    codes = [one.code for one in known.members]
    stated, path = stated_electricity(session, YEAR), factor_path("0.319")
    split = split_all(codes, stated, 2030, path)
    whole = alliance_delivery(known.members, 2026)
    factors = {2022: path.at(2022), 2030: path.at(2030)}

    uses = largest_uses(session, YEAR, 2030, factors, 4)

    largest = sorted(split.members, key=lambda one: (-abs(one.whole), one.use.code))
    assert uses == [one.use for one in largest[:4]]
    assert silent_members(session, YEAR, 2030, 4) == list(split.silent[:4])
    assert undelivered_members(session, YEAR, bit_of(2026), 4) == list(whole.missing[:4])
    assert changed_members(session, YEAR, None, 5) == []
    assert changed_in(known.plans, known.chosen) == []
