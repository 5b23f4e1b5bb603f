"""Sums that are kept are those made anew from all members, whatever happened in between."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from portal.aggregation import (
    differing,
    history,
    keeping,
    keeping_differences,
    kept_sums,
    kept_weights,
)
from portal.aggregation.differing import LISTED
from portal.aggregation.member_year import MemberYear
from portal.aggregation.models import (
    KeptAmounts,
    KeptChunk,
    KeptDifference,
    KeptFlow,
    KeptTally,
    KeptYear,
)
from portal.aggregation.operations import rewrite_member_year, rewrite_member_year_alone
from portal.aggregation.plan_sums.models import KeptMeasure, KeptPlan, KeptPlanSums, KeptUse
from portal.aggregation.plan_sums.rows_of_sums import from_json as rows_from_json
from portal.aggregation.queries import member_years
from portal.aggregation.tally import from_json, together
from portal.aggregation.tally_of import tallies_of
from portal.aggregation.weights import DOMINANT, ByGroup, Weight, weight
from portal.exchange.figures import Verdict
from portal.exchange.operations import settle
from portal.exchange.queries import register
from portal.members.models import Company
from portal.members.operations import change_company, leave
from portal.reference.groups import Group
from portal.submissions import operations
from portal.submissions.models import MemberStanding
from portal.submissions.queries import submission_of
from portal.submissions.states import IdentityKind, Kind, State
from tests import builders
from tests.database.test_aggregation import a_plan, accept, inventory, steam

YEARS = (2022, 2023, 2024)
# So far away that it is in another chunk than the companies that the database numbered.
FAR = 10 * keeping.CHUNK
SUMS = (KeptTally, KeptChunk)
PLANS = (KeptPlanSums, KeptPlan, KeptMeasure, KeptUse)
EDITIONS = (KeptAmounts, KeptDifference)
TABLES = (KeptYear, *SUMS, KeptFlow, *EDITIONS, MemberStanding, *PLANS)


def _kept(session: Session) -> dict[object, object]:
    """Everything that is kept, by key; sums as numbers, because 1.0 and 1.00 are the same."""
    session.flush()
    found: dict[object, object] = {}
    for table in TABLES:
        for row in session.execute(select(table.__table__)).mappings():
            values: dict[str, Any] = dict(row)
            if table in SUMS:
                values["tally"] = from_json(values["tally"], kept_sums.MOST)
            if table is KeptAmounts:
                values["amounts"] = {name: Decimal(one) for name, one in values["amounts"].items()}
            if table is KeptDifference:
                kept = differing.from_json(values["differences"])
                values["differences"] = {name: _judged(one.weight) for name, one in kept.items()}
            if "sums" in values:
                values["sums"] = rows_from_json(values["sums"])
            key = [values[one.name] for one in table.__table__.primary_key]
            found[table.__name__, *key] = values
    return found


def _judged(weight: Weight) -> tuple[int, Decimal, bool]:
    """All of a weight that judging sees; of a largest that may be shown it need not be exact."""
    return weight.members, weight.whole, weight.largest > DOMINANT * weight.whole


def _far_company(session: Session, number: int) -> Company:
    company = Company(
        id=FAR + number,
        code=f"FAR{number}",
        name_zh="遠方",
        name_en="Far",
        group=Group.ENERGY,
        joined_on=date(2022, 6, 20),
    )
    session.add(company)
    keeping.rewrite_sums(session, FAR + number)
    return company


class Life:
    """What happens to an alliance, drawn at random."""

    def __init__(self, session: Session, seed: int) -> None:
        self.session, self.random = session, Random(seed)  # noqa: S311
        groups = [Group.STEEL, Group.STEEL, Group.ENERGY, Group.PETROCHEMICALS]
        self.companies = [builders.a_company(session, group=group) for group in groups]
        self.companies.append(_far_company(session, 1))
        self.coordinator = builders.an_actor(session)
        self.published: dict[str, list[MemberYear]] = {}

    def step(self) -> None:
        steps: list[Callable[[], None]] = [
            *[self.accept_inventory] * 6,
            *[self.accept_plan] * 3,
            self.renumber,
            self.take_back,
            self.publish,
            self.rule,
            self.join,
            self.move,
            self.leave,
        ]
        self.random.choice(steps)()

    def accept_inventory(self) -> None:
        company, partner = self.random.sample(self.companies, 2)
        year, tonnes = self.random.choice(YEARS), str(self.random.randint(1, 900))
        direction = self.random.choice(["supplied", "received"])
        flows = (steam(partner.code, direction, self.random.choice(["10", "11"])),)
        content = inventory(tonnes, "40.25", exchanges=flows if self.random.random() < 0.7 else ())
        self._accept(company, content, Kind.INVENTORY, year)

    def accept_plan(self) -> None:
        content = a_plan(self.random.choice(["ST05", "PC02"]))
        self._accept(
            self.random.choice(self.companies), content, Kind.PLAN, self.random.choice(YEARS)
        )

    def renumber(self) -> None:
        operations.record_identity(
            self.session,
            self.coordinator,
            self.random.choice(self.companies),
            IdentityKind.MEASURE_RENUMBERED,
            year=self.random.choice(YEARS),
            old=["M-001"],
            new=[self.random.choice(["M-002", "A-01"])],
            reason="改制",
            at=builders.NOW,
            resum=keeping.rewrite_sums,
        )

    def _accept(self, company: Company, content: Any, kind: Kind, year: int) -> None:
        known = submission_of(self.session, company.id, kind, year)
        if known is None or known.state in (State.ACCEPTED, State.RETURNED):
            accept(self.session, company, content, kind=kind, year=year)

    def take_back(self) -> None:
        company, year = self.random.choice(self.companies), self.random.choice(YEARS)
        known = submission_of(self.session, company.id, Kind.INVENTORY, year)
        if known is not None and known.state is State.ACCEPTED:
            operations.return_for_correction(
                self.session,
                self.coordinator,
                known,
                comment="請更正",
                at=builders.NOW,
                summarise=rewrite_member_year,
            )

    def publish(self) -> None:
        """A year as it stands; how it is frozen is another matter."""
        year, number = self.random.choice(YEARS), len(self.published) + 1
        edition = f"{year}.r{number}"
        self.published[edition] = member_years(self.session, year)
        keeping.keep_publication(self.session, edition, number, self.published[edition])
        keeping_differences.keep_differences(self.session)

    def rule(self) -> None:
        year = self.random.choice(YEARS)
        cases = [one for one in register(self.session, self.coordinator, year) if one.is_case]
        if cases:
            settle(
                self.session,
                self.coordinator,
                self.random.choice(cases),
                Verdict.NO_EXCHANGE,
                "查證",
                at=builders.NOW,
                resum=keeping.rewrite_sums,
            )

    def join(self) -> None:
        self.companies.append(
            builders.a_company(self.session, group=self.random.choice(list(Group)))
        )

    def move(self) -> None:
        company = self.random.choice(self.companies)
        change_company(
            self.session,
            None,
            company,
            name_zh=company.name_zh,
            name_en=company.name_en,
            group=self.random.choice(list(Group)),
            at=builders.NOW,
            resum=keeping.rewrite_sums,
        )

    def leave(self) -> None:
        leave(
            self.session,
            None,
            self.random.choice(self.companies),
            left_on=date(self.random.choice([2022, 2023]), 12, 31),
            at=builders.NOW,
            resum=keeping.rewrite_sums,
        )


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_the_kept_sums_are_those_made_anew(session: Session, seed: int) -> None:
    life = Life(session, seed)
    for _ in range(32):
        life.step()
    kept = _kept(session)

    for year in [one for one, _ in session.execute(keeping.YEARS)]:
        keeping.keep_year(session, year)

    assert kept == _kept(session)
    assert session.scalar(select(func.count()).select_from(KeptFlow))
    assert session.scalar(select(func.count()).select_from(KeptMeasure))


def test_kept_sums_are_those_of_the_members(session: Session) -> None:
    life = Life(session, 7)
    for _ in range(16):
        life.step()

    for year in YEARS:
        assert session.scalar(kept_sums.IS_KEPT, {"year": year}) == year
        members = member_years(session, year)
        assert kept_sums.tallies(session, year) == tallies_of(members, kept_sums.MOST)
    assert session.scalar(history.OUTDATED) is None
    kept = history.history(session)
    session.execute(update(KeptYear).values(method="older"))
    assert history.history(session) == kept != []


def test_kept_editions_differ_as_their_members_do(session: Session) -> None:
    life = Life(session, 11)
    life.publish()
    for _ in range(20):
        life.step()
    life.publish()

    names = keeping_differences.editions(session)
    kept = kept_weights.changed(session, names)

    assert names == [*life.published, *sorted(map(str, YEARS), reverse=True)]
    members = {str(year): member_years(session, year) for year in YEARS} | life.published
    of = {name: {one.code: differing.own(one) for one in members[name]} for name in names}
    assert kept is not None
    assert len(kept) == len(names) * (len(names) - 1) / 2
    for (before, after), found in kept.items():
        wanted = differing.compared(of[before], of[after])
        assert _by_group(found) == _by_group(wanted)


def _by_group(found: Mapping[str, ByGroup]) -> dict[tuple[str, Group], object]:
    return {
        (name, group): _judged(weight)
        for name, by_group in found.items()
        for group, weight in by_group.items()
    }


def test_all_members_are_looked_at_again_once_the_largest_of_them_are_used_up(
    session: Session,
) -> None:
    members = [builders.a_company(session, group=Group.STEEL) for _ in range(LISTED + 3)]
    first, *others = members
    sizes = {one.id: str(10 ** (LISTED + 3 - at)) for at, one in enumerate(members)}
    for one in members:
        accept(session, one, inventory(sizes[one.id], "0"), year=2023)
    # Nobody else has reported 2024 yet: ten of 2023 differ, and eight of them are listed.
    accept(session, first, inventory(sizes[first.id], "0"), year=2024)

    for one in others[: LISTED + 1]:
        accept(session, one, inventory(sizes[one.id], "0"), year=2024)

    kept = kept_weights.changed(session, ["2024", "2023"])
    assert kept is not None
    # The last one is known, though it was not listed at first and comes after the ninth.
    left = weight([Decimal(sizes[others[-1].id])])
    assert kept["2024", "2023"]["emissions"][Group.STEEL] == left


def test_editions_are_not_compared_while_one_of_them_waits(session: Session) -> None:
    company = builders.a_company(session)
    for year in YEARS:
        accept(session, company, inventory("100", "40"), year=year)
    names = [str(year) for year in reversed(YEARS)]
    assert kept_weights.changed(session, names) is not None

    rewrite_member_year_alone(session, company.id, 2024)

    assert kept_weights.weights_of_years(session, YEARS) is None
    assert kept_weights.changed(session, names) is None
    assert kept_weights.changed(session, names[1:]) is not None
    keeping.keep_years(session)
    assert kept_weights.changed(session, names) is not None


def test_a_year_without_sums_or_with_those_of_another_method_is_made_from_its_members(
    session: Session,
) -> None:
    company = builders.a_company(session)
    accept(session, company, inventory("100", "40"))
    kept = kept_sums.tallies(session, 2024)
    session.execute(update(KeptYear).values(method="older"))
    session.execute(delete(KeptTally))

    assert kept_sums.tallies(session, 2024) == kept
    assert together(kept_sums.tallies(session, 2019).values()).at("members").counted == 1


def test_summaries_written_alone_make_the_sums_of_their_years_wait(session: Session) -> None:
    company, other = builders.a_company(session), builders.a_company(session)
    accept(session, company, inventory("100", "40"), year=2023)
    accept(session, other, inventory("1", "1"), year=2024)

    rewrite_member_year_alone(session, company.id, 2024)

    assert keeping.years_to_keep(session) == [2024]
    counted = select(func.count()).select_from(MemberStanding).where(MemberStanding.year == 2024)
    assert session.scalar(counted) == 0
    keeping.keep_years(session)
    assert keeping.years_to_keep(session) == []
    assert session.scalar(counted) == 2
    tally = together(kept_sums.tallies(session, 2024).values())
    assert tally.at("emissions").total == Decimal(2)
