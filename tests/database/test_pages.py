"""Lists that the database cuts: the same rows as all of them, filtered by hand."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import true
from sqlalchemy.orm import Session

from portal.accounts.permissions import Role
from portal.accounts.queries import user_page, users
from portal.db.folding import folded
from portal.db.pages import ROWS, cut
from portal.members.queries import companies, company_page
from portal.reference.groups import Group
from portal.submissions import queries
from portal.submissions.states import Kind, State
from tests import builders
from tests.builders_alliance import an_alliance

YEAR = 2024
WORDS = st.one_of(
    st.sampled_from(["", "st0", "ST", "ＳＴ０", "鋼", "台", "%", "_", "\0", "é", "É"]),
    st.text(max_size=2),
)
WANTED = st.builds(
    queries.Wanted,
    st.sampled_from(Kind),
    st.just(YEAR),
    st.one_of(st.none(), st.sampled_from(Group)),
    st.one_of(st.none(), st.frozensets(st.sampled_from(State))),
    WORDS,
)


@pytest.fixture
def world(session: Session) -> Session:
    """An alliance of which some have handed in nothing."""
    an_alliance(session, members=62)
    builders.a_company(session, code="É%_1臺")
    return session


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=WANTED)
def test_submissions_are_those_that_fit(world: Session, wanted: queries.Wanted) -> None:
    coordinator = builders.an_actor(world)
    words = folded(wanted.words.replace("\0", ""))
    fitting = [
        row
        for row in queries.submission_rows(world, coordinator, wanted.kind, YEAR)
        if wanted.group in (None, row.group)
        and (wanted.states is None or row.state in wanted.states)
        and words in folded(f"{row.company_code} {row.name_zh} {row.name_en}")
    ]

    page = queries.submission_page(world, coordinator, wanted, 1)

    assert list(page.rows) == fitting
    assert page.total == len(fitting)
    assert queries.submission_list(world, coordinator, wanted) == fitting


def test_every_member_is_counted_in_one_state(world: Session) -> None:
    coordinator = builders.an_actor(world)
    rows = queries.submission_rows(world, coordinator, Kind.INVENTORY, YEAR)

    counts = queries.state_counts(world, coordinator, Kind.INVENTORY, YEAR)

    assert counts == {state: sum(row.state is state for row in rows) for state in State}
    assert counts[State.NONE] > 0


def test_the_longest_waiting_come_first(world: Session) -> None:
    coordinator = builders.an_actor(world)

    found = queries.longest_waiting(world, coordinator, Kind.INVENTORY, YEAR, 3)

    waiting = [
        row
        for row in queries.submission_rows(world, coordinator, Kind.INVENTORY, YEAR)
        if row.state in (State.SUBMITTED, State.UNDER_REVIEW)
    ]
    assert len(waiting) > 3
    assert found == sorted(waiting, key=lambda row: (row.submitted_at, row.company_code))[:3]


def test_members_and_people_have_as_many_pages_as_they_need(world: Session) -> None:
    for number in range(ROWS):
        builders.a_company(world, code=f"Q{number:03}")
        builders.an_actor(world, Role.AUDITOR)

    members = [company_page(world, true(), number) for number in (1, 2)]
    people = [user_page(world, number) for number in (1, 2)]

    assert [row for page in members for row in page.rows] == companies(world)
    assert [row for page in people for row in page.rows] == users(world)
    assert [page.number for page in members] == [1, 2]
    assert company_page(world, true(), 9).number == members[0].pages == 2


@pytest.mark.parametrize(
    ("total", "asked", "number", "first"),
    [(0, 1, 1, None), (1, 7, 1, 0), (ROWS, 2, 1, 0), (ROWS + 1, 2, 2, ROWS), (3, -1, 1, 0)],
)
def test_rows_are_cut_at_the_nearest_page(
    total: int, asked: int, number: int, first: int | None
) -> None:
    page = cut(range(total), asked)

    assert (page.number, page.total) == (number, total)
    assert next(iter(page.rows), None) == first
