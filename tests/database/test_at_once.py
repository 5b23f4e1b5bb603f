"""Several people, or one with a double click, at the same moment."""

from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.accounts import sign_in
from portal.accounts.permissions import Role
from portal.audit.queries import verify
from portal.db.engine import Database, retried
from portal.members.models import Company
from portal.submissions import operations
from portal.submissions.errors import SubmissionsError
from portal.submissions.models import Submission, SubmissionVersion, Upload
from tests.builders import (
    CERTIFICATION,
    NOW,
    a_checked_upload,
    a_company,
    a_stored_file,
    a_user,
    a_version,
    an_actor,
    an_upload,
    handed_in,
)

AT_ONCE = 6


@pytest.fixture(
    params=["own_database", pytest.param("postgres_database", marks=pytest.mark.postgres)]
)
def shared(request: pytest.FixtureRequest) -> Database:
    found: Database = request.getfixturevalue(request.param)
    return found


def outcomes(work: Any, count: int = AT_ONCE) -> list[Any]:
    """What several threads answered that started at the same moment; conflicts as their type."""
    barrier, answers = Barrier(count), list[Any]()

    def run() -> None:
        barrier.wait()
        try:
            answers.append(retried(work, attempts=10))
        except SubmissionsError as error:
            answers.append(type(error))

    threads = [Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def test_a_form_sent_many_times_is_one_upload(shared: Database) -> None:
    with shared.transaction() as session:
        company = a_company(session)
        preparer = an_actor(session, Role.PREPARER, company=company)
    stored = a_stored_file()

    def send() -> str:
        with shared.transaction() as session:
            own = session.get_one(Company, company.id)
            return an_upload(session, preparer, own, stored=stored, key="form").number

    numbers = outcomes(send)

    assert len(numbers) == AT_ONCE
    assert len(set(numbers)) == 1
    with shared.reading() as session:
        assert session.scalar(select(func.count()).select_from(Upload)) == 1
        assert verify(session).first_bad is None


def test_two_uploads_handed_in_at_once_are_one_version(shared: Database) -> None:
    with shared.transaction() as session:
        company = a_company(session)
        signatory = an_actor(session, Role.SIGNATORY, company=company)
        uploads = [a_checked_upload(session, signatory, company).id for _ in range(AT_ONCE)]

    def hand_in() -> int:
        with shared.transaction() as session:
            upload = session.get_one(Upload, uploads.pop())
            return operations.submit(
                session, signatory, upload, handed_in(), certification=CERTIFICATION, at=NOW
            ).number

    answers = outcomes(hand_in)

    assert len(answers) == AT_ONCE
    assert answers.count(1) == 1
    with shared.reading() as session:
        assert session.scalar(select(func.count()).select_from(SubmissionVersion)) == 1


def test_two_coordinators_accept_once(shared: Database) -> None:
    with shared.transaction() as session:
        company = a_company(session)
        submission_id = a_version(session, company).submission_id
        coordinator = an_actor(session)
    summarised = list[int]()

    def accept() -> str:
        with shared.transaction() as session:
            operations.accept(
                session,
                coordinator,
                session.get_one(Submission, submission_id),
                at=NOW,
                summarise=lambda *_: summarised.append(1),
            )
        return "accepted"

    answers = outcomes(accept)

    assert answers.count("accepted") == 1
    assert len(answers) == AT_ONCE


def test_guesses_at_once_are_counted_one_by_one(shared: Database) -> None:
    with shared.transaction() as session:
        email = a_user(session, password="correct horse battery staple").email

    def guess() -> bool:
        with shared.transaction() as session:
            attempt = sign_in.sign_in(
                session,
                email,
                "x" * 200,
                token="",
                network="203.0.113.7",
                user_agent="",
                at=NOW,
            )
        return attempt.locked_until is None

    looked_at = outcomes(guess, 12)

    # The fifth failure locks; it is answered as locked.
    assert looked_at.count(True) == 4
    assert len(looked_at) == 12
