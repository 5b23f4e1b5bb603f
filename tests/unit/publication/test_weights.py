"""What is shown follows from sums alone, and is what follows from the members one by one."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from portal.aggregation.differing import LISTED, Differing, Step, as_json, from_json
from portal.aggregation.disclosure import Disclosure
from portal.aggregation.member_year import (
    MemberYear,
    PlannedFlow,
    PlannedMeasures,
    Pledge,
    PledgeState,
    ReportedFlow,
)
from portal.aggregation.weights import Weight
from portal.plans.amounts import Missing, Split
from portal.publication.judged import Name, Year, editions_of
from portal.publication.page_figures import page_figures
from portal.publication.protection import protected
from portal.reference.closed_sets import TargetKind
from portal.reference.groups import Group
from tests.unit.publication import by_members, pages_by_members

HORIZONS = (2026, 2030, 2050)


class Draw:
    """Members drawn at random; sizes differ by powers of ten, so that some are dominant."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311

    def chance(self, of: float) -> bool:
        return self.random.random() < of

    def tonnes(self) -> Decimal:
        if self.chance(0.05):
            return Decimal(0)
        return Decimal(self.random.randint(1, 99)).scaleb(self.random.randint(0, 4))

    def split(self) -> Split:
        return Split(self.tonnes(), self.tonnes())

    def maybe(self, of: float) -> Split | Missing:
        return self.split() if self.chance(of) else Missing.NO_DATA

    def pledge(self) -> Pledge:
        kind = self.random.choice(list(TargetKind))
        if self.chance(0.3):
            state = self.random.choice([PledgeState.NOT_QUANTIFIED, PledgeState.INDICATIVE])
            return Pledge(state, kind, indicative=self.tonnes(), net_zero=self.chance(0.3))
        base = self.split()
        cut = Split(base.scope1 * self.random.randint(-2, 10) / 10, base.scope2 / 4)
        return Pledge(
            PledgeState.QUANTIFIED,
            kind,
            self.random.randint(2015, 2023),
            base,
            cut,
            Split(Decimal(1), Decimal(1)),
            Decimal(self.random.choice(["0.9", "0.97", "1"])),
            cut.total / 2 if self.chance(0.6) else Missing.NOT_STATED,
            verified=self.chance(0.6),
            net_zero=self.chance(0.2),
        )

    def flow(self, code: str, partner: str) -> PlannedFlow:
        sold = self.chance(0.5)
        base = ReportedFlow(code, partner, sold, "steam", self.random.choice([None, Decimal(90)]))
        return PlannedFlow(base, replace(base, tonnes=Decimal(30)), self.random.choice(HORIZONS))

    def member(self, code: str, year: int, count: int) -> MemberYear:
        latest = self.maybe(0.9)
        partners = [f"M{self.random.randrange(count)}" for _ in range(self.random.randint(0, 2))]
        flows = [self.flow(code, one) for one in partners if one != code]
        return MemberYear(
            code,
            self.random.choice(list(Group)),
            year,
            emissions=latest if self.chance(0.85) else Missing.NO_DATA,
            biogenic=self.tonnes() if self.chance(0.3) else Decimal(0),
            previous=self.maybe(0.9),
            common=self.maybe(0.9),
            latest=latest,
            latest_year=None if isinstance(latest, Missing) else year,
            verified=self.chance(0.5),
            pledges={one: self.pledge() for one in HORIZONS if self.chance(0.7)},
            flows=tuple(one.base for one in flows),
            planned_flows=tuple(flows),
            measures=PlannedMeasures(self.random.randint(0, 2), *(self.tonnes() for _ in range(3))),
        )

    def edition(self, year: int, count: int) -> list[MemberYear]:
        """Members, each reported alike by both sides where two exchange something."""
        made = [self.member(f"M{number}", year, count) for number in range(count)]
        told = [flow for one in made for flow in one.planned_flows if self.chance(0.7)]
        answers = {
            code: [mirrored(flow) for flow in told if flow.base.partner == code]
            for code in {flow.base.partner for flow in told}
        }
        return [with_flows(one, answers.get(one.code, [])) for one in made]

    def later(self, members: Sequence[MemberYear], year: int) -> list[MemberYear]:
        """An edition that came after another: some members changed, came, went or moved."""
        count, chance = len(members), self.random.choice([0.0, 0.05, 0.4, 1.0])
        found: list[MemberYear] = []
        for one in members:
            made = replace(one, year=year)
            if self.chance(chance):
                made = self.member(one.code, year, count)
                made = made if self.chance(0.3) else replace(made, group=one.group)
            found += [] if self.chance(0.04) else [made]
        return [*found, *(self.member(f"N{year}", year, count) for _ in range(self.chance(0.5)))]


def mirrored(flow: PlannedFlow) -> PlannedFlow:
    """The same flow as the partner reports it."""

    def side(one: ReportedFlow) -> ReportedFlow:
        return replace(one, reporter=one.partner, partner=one.reporter, supplied=not one.supplied)

    return PlannedFlow(side(flow.base), side(flow.target), flow.target_year)


def with_flows(one: MemberYear, more: Sequence[PlannedFlow]) -> MemberYear:
    """A member that reports these flows too."""
    return replace(
        one,
        flows=(*one.flows, *(flow.base for flow in more)),
        planned_flows=(*one.planned_flows, *more),
    )


def alike(years: Sequence[Year], seen: frozenset[Group]) -> tuple[Disclosure[Name], ...]:
    """What is shown from members one by one, and from sums."""
    editions = editions_of(years)
    beside = [page_figures(editions.weighed[-1])]
    more = [pages_by_members.page_figures(years[-1])]
    return (
        by_members.protection(years, seen=seen, beside=more),
        protected(editions, seen=seen, beside=beside),
    )


@pytest.mark.parametrize("seed", range(12))
def test_sums_show_what_members_one_by_one_would_show(seed: int) -> None:
    draw = Draw(seed)
    first = draw.edition(2023, 4 + 4 * seed)
    second = draw.later(first, 2023)
    years = [Year("2023.r1", first), Year("2023.r2", second), Year("", draw.later(second, 2024))]
    seen = frozenset({Group.STEEL}) if seed % 3 == 0 else frozenset[Group]()

    one_by_one, from_sums = alike(years, seen)

    assert from_sums.shown == one_by_one.shown
    assert from_sums.because == one_by_one.because
    assert {len(groups) for groups in from_sums.shown.values()} != {6}


def differing(steps: Sequence[tuple[str, Step]]) -> Weight:
    """The weight of steps counted one by one."""
    sizes = [step.size for _, step in steps]
    largest = max((step.size for _, step in steps if step.whole), default=Decimal(0))
    return Weight(len(sizes), largest, sum(sizes, Decimal(0)))


@pytest.mark.parametrize("seed", range(30))
def test_differences_follow_every_change_as_if_they_were_counted_anew(seed: int) -> None:
    random, kept, known = Random(seed), Differing(), dict[str, Step]()  # noqa: S311
    for number in range(300):
        code = f"M{random.randrange(4 * LISTED)}"
        if code in known:
            kept.take(code, known.pop(code))
        if random.random() < 0.55:
            size = Decimal(random.randint(0, 9)) * 10 ** random.randint(0, 3)
            known[code] = Step(size, random.random() < 0.6)
            kept.put(code, known[code])
        kept = from_json(as_json({"t1": kept}))["t1"]
        if not kept.is_known:
            kept = Differing()
            for other, step in known.items():
                kept.put(other, step)
        wanted = differing(list(known.items()))
        assert (kept.weight.members, kept.weight.whole) == (wanted.members, wanted.whole), number
        assert kept.weight.is_small is wanted.is_small
        # Exact unless it is known to be shown either way, and never less than it is.
        assert kept.weight.largest >= wanted.largest
        assert kept.weight.largest == wanted.largest or not kept.listed


def test_the_largest_that_came_stays_known_when_those_before_it_have_gone() -> None:
    kept = Differing()
    sizes = {f"M{number}": Step(Decimal(1000 - number), whole=True) for number in range(20)}
    for code, step in sizes.items():
        kept.put(code, step)
    for code in list(sizes)[:LISTED]:
        kept.take(code, sizes[code])

    # The eight largest are gone; what is left is no larger than the smallest of them was.
    assert not kept.listed
    assert kept.is_known
    assert kept.weight == Weight(12, Decimal(992), Decimal(sum(range(981, 993))))

    for code in list(sizes)[LISTED:-1]:
        kept.take(code, sizes[code])

    assert not kept.is_known
