"""Any order of what people do leaves the history whole."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import Role
from portal.audit.queries import verify
from portal.members.models import Company
from portal.submissions import operations, queries
from portal.submissions.errors import SubmissionsError
from portal.submissions.models import Submission, SubmissionVersion
from portal.submissions.states import Decision, Kind, State
from tests.builders import (
    NOW,
    YEAR,
    a_checked_upload,
    a_company,
    a_version,
    an_actor,
    an_outcome,
)


class World:
    """One member with its people, a coordinator, and what summaries were told."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.company: Company = a_company(session)
        self.signatory: Actor = an_actor(session, Role.SIGNATORY, company=self.company)
        self.coordinator: Actor = an_actor(session)
        self.counted: int | None = None
        self.at: datetime = NOW

    @property
    def submission(self) -> Submission:
        found = queries.submission_of(self.session, self.company.id, Kind.INVENTORY, YEAR)
        if found is None:
            raise SubmissionsError
        return found

    def summarise(self, session: Session, company_id: int, year: int) -> None:
        self.counted = queries.accepted_version_id(session, company_id, Kind.INVENTORY, year)


def check(world: World) -> None:
    a_checked_upload(world.session, world.signatory, world.company, at=world.at)


def check_with_errors(world: World) -> None:
    outcome = an_outcome(errors=2)
    a_checked_upload(world.session, world.signatory, world.company, outcome=outcome, at=world.at)


def hand_in(world: World) -> None:
    a_version(world.session, world.company, signatory=world.signatory, at=world.at)


def recall(world: World) -> None:
    operations.recall(world.session, world.signatory, world.submission, at=world.at)


def start_review(world: World) -> None:
    operations.start_review(world.session, world.coordinator, world.submission, at=world.at)


def accept(world: World) -> None:
    operations.accept(
        world.session,
        world.coordinator,
        world.submission,
        at=world.at,
        summarise=world.summarise,
    )


def send_back(world: World) -> None:
    operations.return_for_correction(
        world.session,
        world.coordinator,
        world.submission,
        comment="請補正",
        at=world.at,
        summarise=world.summarise,
    )


def turn_back_the_clock(world: World) -> None:
    world.at -= timedelta(hours=3)


STEPS: list[Callable[[World], None]] = [
    check,
    check_with_errors,
    hand_in,
    hand_in,
    recall,
    start_review,
    accept,
    accept,
    send_back,
    turn_back_the_clock,
]


def check_whole(world: World) -> None:
    """What must be true after any step."""
    row = queries.submission_row(
        world.session, world.coordinator, world.company.id, Kind.INVENTORY, YEAR
    )
    assert row is not None
    if row.submission_id is None:
        return
    versions = queries.version_rows(world.session, row.submission_id)
    assert [version.number for version in versions] == list(range(len(versions), 0, -1))
    assert row.current_version == (len(versions) or None)
    counted = queries.accepted_version_id(world.session, world.company.id, Kind.INVENTORY, YEAR)
    assert world.counted == counted
    last = versions[0].decision if versions else None
    assert (row.state is State.UNDER_REVIEW) == (last is Decision.REVIEW_STARTED)
    if row.state is State.ACCEPTED:
        assert row.accepted_version is not None
    if row.accepted_version is not None:
        decided = {version.number: version.decision for version in versions}
        assert decided[row.accepted_version] is Decision.ACCEPTED


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(st.sampled_from(STEPS), max_size=14))
def test_the_history_is_whole_after_any_steps(
    session: Session, steps: list[Callable[[World], None]]
) -> None:
    with session.begin_nested() as undone:
        world = World(session)
        receipts: dict[str, object] = {}
        for step in steps:
            world.at += timedelta(minutes=1)
            try:
                with session.begin_nested():
                    step(world)
            except SubmissionsError:
                session.expire_all()
            check_whole(world)
            found = dict(
                session.execute(
                    select(SubmissionVersion.receipt_number, SubmissionVersion.receipt)
                ).all()
            )
            assert receipts.items() <= found.items()
            receipts = dict(found)

        assert verify(session).first_bad is None
        undone.rollback()
    session.expunge_all()
