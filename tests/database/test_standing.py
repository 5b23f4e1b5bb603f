"""Where members stand: what is kept says the same as what is made, for any question."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from portal.accounts.permissions import Role
from portal.aggregation.keeping import forget_sums, keep_year, rewrite_sums
from portal.aggregation.queries import member_years
from portal.aggregation.standing import (
    Asked,
    Call,
    Sort,
    Standings,
    called,
    rewrite_standing,
    standings,
)
from portal.aggregation.standing.made import MadeStandings
from portal.aggregation.standing.making import standings_of
from portal.aggregation.standing.queries import KeptStandings
from portal.language import Language, Text
from portal.members.operations import leave
from portal.plans.amounts import Split
from portal.reference.groups import Group
from portal.submissions import operations
from portal.submissions.states import Kind, State
from tests import builders
from tests.builders_alliance import an_alliance

YEAR = 2024
WORDS = {state: state.label for state in State} | {State.NONE: Text("逾期未交", "Overdue")}
EVERYBODY = Asked(frozenset(Group), Language.ZH, WORDS)
ASKED = st.builds(
    Asked,
    st.frozensets(st.sampled_from(Group)),
    st.sampled_from(Language),
    st.just(WORDS),
    st.one_of(
        st.sampled_from(["", "st0", "鋼", "Co", "%", "_", "é", " "]),
        st.text("aA鋼%_/é", max_size=2),
    ),
    st.sampled_from([None, True, False]),
    st.sampled_from(Sort),
    st.booleans(),
)


@pytest.fixture
def both(session: Session) -> tuple[Standings, Standings]:
    """A year of an alliance as it is kept and as it is made."""
    an_alliance(session, members=62)
    _odd_ones(session)
    members = member_years(session, YEAR)
    keep_year(session, YEAR)
    return standings(session, YEAR), MadeStandings(standings_of(session, YEAR, members))


def _odd_ones(session: Session) -> None:
    """Names and figures that databases like to order in their own way."""
    for code, zh, en in (("a-1", "一鋼", "étain"), ("Z_9", "龜山%", "Zinc"), ("ß2", "𠮷", "zinc")):
        company = builders.a_company(session, code=code)
        company.name_zh, company.name_en = zh, en
    session.flush()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=ASKED, first=st.integers(0, 40), most=st.integers(0, 130))
def test_any_question_has_the_same_answer_kept_and_made(
    both: tuple[Standings, Standings], asked: Asked, first: int, most: int
) -> None:
    kept, made = both
    assert isinstance(kept, KeptStandings)

    assert kept.count(asked) == made.count(asked)
    assert kept.page(asked, first, most) == made.page(asked, first, most)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    groups=st.frozensets(st.sampled_from(Group)),
    overdue=st.frozensets(st.sampled_from(Kind)),
    most=st.integers(1, 130),
)
def test_the_same_members_are_called_kept_and_made(
    both: tuple[Standings, Standings], groups: frozenset[Group], overdue: frozenset[Kind], most: int
) -> None:
    kept, made = both
    found = called(kept.tally(), groups, overdue)

    assert kept.tally() == made.tally()
    for call in [call for call in Call if found.reasons.get(call)]:
        listed = kept.to_call(call, groups, overdue, most)
        assert listed == made.to_call(call, groups, overdue, most)
        assert listed


def test_no_member_is_read_twice_or_left_out_by_turning_pages(
    both: tuple[Standings, Standings],
) -> None:
    kept, _ = both
    whole = [one.code for one in kept.page(EVERYBODY)]

    pages = [kept.page(EVERYBODY, first, 20) for first in range(0, len(whole), 20)]

    assert [one.code for page in pages for one in page] == whole
    assert len(set(whole)) == kept.count(EVERYBODY) == 65


def test_a_year_is_made_while_its_sums_are_not_kept(session: Session) -> None:
    builders.a_company(session, code="A1")
    assert isinstance(standings(session, YEAR), MadeStandings)
    keep_year(session, YEAR)
    assert isinstance(standings(session, YEAR), KeptStandings)

    forget_sums(session, YEAR)

    assert isinstance(standings(session, YEAR), MadeStandings)


def test_a_kept_year_follows_who_comes_moves_and_leaves(session: Session) -> None:
    keep_year(session, YEAR)
    gone = builders.a_company(session, code="A1")
    moved = builders.a_company(session, code="A2")
    leave(session, None, gone, left_on=date(YEAR - 1, 6, 30), at=builders.NOW, resum=rewrite_sums)
    moved.group = next(one for one in Group if one is not moved.group)
    rewrite_sums(session, moved.id)

    kept = standings(session, YEAR)

    assert isinstance(kept, KeptStandings)
    assert [(one.code, one.mark.group) for one in kept.page(EVERYBODY)] == [("A2", moved.group)]


def test_a_member_is_rewritten_and_not_added_again(session: Session) -> None:
    builders.a_company(session, code="A1")
    keep_year(session, YEAR)
    (member,) = member_years(session, YEAR)
    rewrite_standing(session, YEAR, [replace(member, emissions=Split(Decimal(3), Decimal(4)))])

    (one,) = standings(session, YEAR).page(EVERYBODY)
    assert one.ranked.emissions == Decimal(7)


@pytest.mark.parametrize("ends", ["accepted", "returned", "recalled", "reviewed"])
def test_a_kept_year_follows_every_step_of_a_workbook(session: Session, ends: str) -> None:
    company = builders.a_company(session, code="A1")
    keep_year(session, builders.YEAR)
    signatory = builders.an_actor(session, Role.SIGNATORY, company=company)
    reviewer = builders.an_actor(session)
    seen = [_state(session)]
    builders.a_checked_upload(session, signatory, company)
    seen.append(_state(session))
    builders.a_version(session, company, signatory=signatory)
    seen.append(_state(session))

    submission = builders.the_submission(session, company)
    match ends:
        case "accepted":
            operations.accept(
                session, reviewer, submission, at=builders.NOW, summarise=_nothing_more
            )
        case "returned":
            operations.return_for_correction(
                session,
                reviewer,
                submission,
                comment="請補正",
                at=builders.NOW,
                summarise=_nothing_more,
            )
        case "recalled":
            operations.recall(session, signatory, submission, at=builders.NOW)
        case _:
            operations.start_review(session, reviewer, submission, at=builders.NOW)

    expected = {
        "accepted": State.ACCEPTED,
        "returned": State.RETURNED,
        "recalled": State.CHECKED,
        "reviewed": State.UNDER_REVIEW,
    }
    assert [*seen, _state(session)] == [
        State.NONE,
        State.CHECKED,
        State.SUBMITTED,
        expected[ends],
    ]


def _nothing_more(session: Session, company_id: int, year: int) -> None:
    """The figures stay as they are."""


def _state(session: Session) -> State:
    """The state that is kept, which must be the one that would be made."""
    kept = standings(session, builders.YEAR)
    assert isinstance(kept, KeptStandings)
    (one,) = kept.page(EVERYBODY)
    assert [one] == standings_of(session, builders.YEAR, member_years(session, builders.YEAR))
    return one.mark.inventory_state
