"""Who sees which members and totals."""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.figures import Actor
from portal.accounts.permissions import Role
from portal.aggregation.member_year import MemberYear
from portal.plans.amounts import Missing, Split
from portal.reference.groups import Group
from portal.web.summaries.disclosure import is_small, judged
from portal.web.summaries.reader import ALL, Reader, reader_of
from tests.web.world import Browser

MEMBER = Reader(frozenset())
EVERYONE = Reader(ALL)

Visit = Callable[..., str]
Readers = Callable[[str], Browser]


def a_member(group: Group, tonnes: int | None, code: str = "X") -> MemberYear:
    known = Missing.NO_DATA if tonnes is None else Split(Decimal(tonnes), Decimal(0))
    return MemberYear(code, group, 2024, emissions=known, latest=known)


def alliance_of(sizes: Iterable[tuple[Group, int]]) -> list[MemberYear]:
    return [a_member(group, size, f"X{at}") for at, (group, size) in enumerate(sizes)]


@pytest.mark.parametrize("who", ["preparer", "signatory"])
def test_a_member_sees_its_own_page_and_no_other(readers: Readers, who: str) -> None:
    browser = readers(who)

    assert browser.get("/members/M001/2024").status_code == 200
    for path in (
        "/members/ST02/2024",
        "/trace/emissions/2024/ST02",
        "/members/ST02/2024.pdf",
        "/summary/2024.pdf",
        "/groups/steel/2024.xlsx",
    ):
        assert browser.get(path).status_code == 404


def test_a_member_sees_totals_but_no_other_member(visit: Visit) -> None:
    page = visit("/summary/2024", "preparer")

    assert "ST02" not in page
    assert "/trace/" not in page
    assert "個別成員資料僅供" in page


def test_a_member_downloads_no_other_member(visit: Visit) -> None:
    found = orjson.loads(visit("/summary/2024/members.json", "preparer"))

    assert found["members"] == []


def test_a_coordinator_of_one_group_sees_only_its_members(visit: Visit) -> None:
    found = orjson.loads(visit("/summary/2024/members.json", "steel_coordinator"))

    assert {one["group"] for one in found["members"]} == {"steel"}


def test_a_dominated_group_is_held_back_from_members_only(visit: Visit) -> None:
    to_a_member = visit("/groups/steel/2024", "preparer")
    to_the_city = visit("/groups/steel/2024")

    assert "不公開" in to_a_member
    assert "單一成員占比逾 80 %" in to_a_member
    assert "<svg viewBox" not in to_a_member
    assert "不公開" not in to_the_city


def test_two_members_or_one_giant_are_small() -> None:
    assert is_small([Decimal(1), Decimal(1)])
    assert is_small([Decimal(81), Decimal(10), Decimal(9)])
    assert not is_small([Decimal(80), Decimal(10), Decimal(10)])
    assert not is_small([])


def test_a_group_held_back_alone_takes_another_with_it_that_hides_its_largest() -> None:
    sizes = {Group.STEEL: (90, 5, 5), Group.ENERGY: (40, 30, 30), Group.ELECTRONICS: (4, 3, 3)}
    members = alliance_of((group, one) for group, found in sizes.items() for one in found)

    # 90 of the 110 of steel and electronics would still give the largest member away.
    assert judged(members, MEMBER).hidden("emissions") == {Group.STEEL, Group.ENERGY}
    assert judged(members, MEMBER).shows("emissions", None)
    assert judged(members, EVERYONE).hidden("emissions") == frozenset()


@given(st.lists(st.tuples(st.sampled_from(list(Group)), st.integers(1, 10**7)), max_size=40))
def test_what_is_shown_never_gives_a_held_back_group_away(
    sizes: list[tuple[Group, int]],
) -> None:
    judgement = judged(alliance_of(sizes), MEMBER)

    held = judgement.hidden("emissions")

    shown = {group for group, _ in sizes} - held
    small = [group for group in shown if is_small([Decimal(n) for g, n in sizes if g is group])]
    assert small == []
    # One group alone may be held back where the alliance is held back too.
    assert len(held) != 1 or not shown or not judgement.shows("emissions", None)


def test_an_alliance_of_two_is_held_back_from_members() -> None:
    members = alliance_of([(Group.STEEL, 5), (Group.ENERGY, 5)])

    assert not judged(members, MEMBER).shows("emissions", None)
    assert judged(members, EVERYONE).shows("emissions", None)


def test_a_figure_that_nobody_judged_is_not_shown() -> None:
    members = alliance_of([(Group.STEEL, 5)] * 9)

    assert judged(members, MEMBER).shows("emissions", None)
    assert not judged(members, MEMBER).shows("invented", None)
    assert judged(members, EVERYONE).shows("invented", None)


def test_readers_are_told_apart_by_what_they_may_see() -> None:
    assert reader_of(Actor(1, Role.PREPARER, 7)) == reader_of(Actor(2, Role.SIGNATORY, 8))
    assert reader_of(Actor(3, Role.AUDITOR)).sees_everyone
    assert reader_of(Actor(4, Role.COORDINATOR, groups=frozenset({Group.STEEL}))).groups == {
        Group.STEEL
    }


def test_the_city_lens_without_energy_is_held_back_with_the_energy_group(visit: Visit) -> None:
    row = re.compile(r'definitions#t4_city">.*?</tr>', re.DOTALL)

    to_a_member = row.search(visit("/summary/2024", "preparer"))
    to_the_city = row.search(visit("/summary/2024"))

    # One power plant makes up more than 80 % of what its group pledges for 2026.
    assert to_a_member is not None
    assert to_the_city is not None
    assert "不公開" in to_a_member.group()
    assert "不公開" not in to_the_city.group()


def test_counts_of_few_members_come_without_their_emissions(visit: Visit) -> None:
    assert "最新排放量" in visit("/summary/2024")
    assert "最新排放量 " not in visit("/summary/2024", "preparer")
