from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.operations import SystemAccount, system_actor
from portal.accounts.permissions import NotAllowedError, Role
from portal.audit.queries import entries, verify
from portal.db.base import StaleRowError
from portal.db.counters import data_version
from portal.reference.groups import Group
from portal.submissions import operations, queries
from portal.submissions.errors import (
    HasErrorsError,
    IllegalTransitionError,
    MissingCommentError,
    MissingExplanationError,
    NotCheckedError,
    OwnWorkError,
    RepeatedKeyError,
)
from portal.submissions.figures import ExchangeRow, MeasureRow, TargetRow
from portal.submissions.models import SubmissionVersion
from portal.submissions.states import Decision, Kind, State, UploadState
from tests.builders import (
    CERTIFICATION,
    NOW,
    YEAR,
    a_checked_upload,
    a_company,
    a_row,
    a_stored_file,
    a_user,
    a_version,
    an_accepted_submission,
    an_actor,
    an_outcome,
    an_upload,
    handed_in,
    the_submission,
)


def unsummarised(session: Session, company_id: int, year: int) -> None:
    """Stands where aggregation rewrites its row."""


def test_a_member_hands_in_and_a_coordinator_accepts(session: Session) -> None:
    company = a_company(session)
    version = a_version(session, company)
    submission = the_submission(session, company)
    summarised = list[tuple[int, int]]()
    before = data_version(session)

    operations.accept(
        session,
        an_actor(session),
        submission,
        at=NOW,
        summarise=lambda _, company_id, year: summarised.append((company_id, year)),
    )

    assert (submission.state, submission.accepted_version) == (State.ACCEPTED, 1)
    assert summarised == [(company.id, YEAR)]
    assert data_version(session) == before + 1
    accepted = queries.accepted_version_id(session, company.id, Kind.INVENTORY, YEAR)
    assert accepted == version.id
    assert verify(session).first_bad is None


def test_the_rows_come_back_as_they_were_handed_in(session: Session) -> None:
    version = a_version(session, a_company(session))

    rows = queries.inventory_rows(session, version.id)

    assert rows == [replace(a_row(row=number), values={"CO2": "59.1"}) for number in (5, 6)]
    assert version.recomputed_scope1 == Decimal("100.000002")
    assert version.stated_biogenic is None


def test_targets_measures_and_exchanges_come_back_as_they_were(session: Session) -> None:
    company = a_company(session)
    signatory = an_actor(session, Role.SIGNATORY, company=company)
    upload = a_checked_upload(session, signatory, company, outcome=an_outcome(kind=Kind.PLAN))
    target = TargetRow(
        *("Targets", 6, "T1", 2030, "absolute", "1+2", "decided", 2018),
        *(Decimal(1000), Decimal("300.5"), None, None),
    )
    measure = MeasureRow("Measures", 6, "M1", "汽電共生", "heat", "running", 2024, None, None)
    exchange = ExchangeRow("Exchange", 7, "out", "steam", "T0001", Decimal("1.20"), "t", None)
    plan = replace(handed_in(rows=0), targets=[target], measures=[measure], exchanges=[exchange])

    version = operations.submit(
        session, signatory, upload, plan, certification=CERTIFICATION, at=NOW
    )

    assert queries.target_rows(session, version.id) == [target]
    assert queries.measure_rows(session, version.id) == [measure]
    assert queries.exchange_rows(session, version.id) == [exchange]
    assert queries.inventory_rows(session, version.id) == []


def test_a_repeat_of_the_same_form_is_one_upload(session: Session) -> None:
    company = a_company(session)
    preparer = an_actor(session, Role.PREPARER, company=company)
    stored = a_stored_file()

    first = an_upload(session, preparer, company, stored=stored, key="form-1")
    again = an_upload(session, preparer, company, stored=stored, key="form-1")

    assert again.id == first.id
    assert len(queries.upload_rows(session, preparer)) == 1


def test_a_key_with_another_file_is_refused(session: Session) -> None:
    company = a_company(session)
    preparer = an_actor(session, Role.PREPARER, company=company)
    an_upload(session, preparer, company, key="form-1")

    with pytest.raises(RepeatedKeyError):
        an_upload(session, preparer, company, key="form-1")


def test_uploads_are_numbered_by_the_year_in_taipei(session: Session) -> None:
    company = a_company(session)
    preparer = an_actor(session, Role.PREPARER, company=company)
    new_year_in_taipei = datetime(2031, 12, 31, 16, tzinfo=UTC)

    first = an_upload(session, preparer, company, at=new_year_in_taipei)
    second = an_upload(session, preparer, company, at=new_year_in_taipei)

    assert (first.number, second.number) == ("U-2032-000001", "U-2032-000002")


def test_a_check_is_written_once(session: Session) -> None:
    company = a_company(session)
    upload = a_checked_upload(session, an_actor(session, Role.PREPARER, company=company), company)

    repeated = operations.record_check(session, upload, an_outcome(errors=3), at=NOW)

    assert not repeated
    assert (upload.state, upload.errors) == (UploadState.CHECKED, 0)
    assert queries.check_report(session, upload.id) == b'{"findings":[]}'
    assert queries.check_figures(session, upload.id) == b"{}"


def test_an_unreadable_file_is_kept_and_moves_nothing(session: Session) -> None:
    company = a_company(session)
    preparer = an_actor(session, Role.PREPARER, company=company)
    outcome = an_outcome(kind=None, year=None, errors=1, is_readable=False)

    upload = a_checked_upload(session, preparer, company, outcome=outcome)

    assert upload.state is UploadState.UNREADABLE
    assert queries.submission_of(session, company.id, Kind.INVENTORY, YEAR) is None
    assert operations.start_check(session, upload) is False


def test_errors_block_handing_in(session: Session) -> None:
    company = a_company(session)
    signatory = an_actor(session, Role.SIGNATORY, company=company)
    upload = a_checked_upload(session, signatory, company, outcome=an_outcome(errors=1))

    with pytest.raises(HasErrorsError):
        operations.submit(
            session, signatory, upload, handed_in(), certification=CERTIFICATION, at=NOW
        )


def test_an_unchecked_upload_cannot_be_handed_in(session: Session) -> None:
    company = a_company(session)
    signatory = an_actor(session, Role.SIGNATORY, company=company)
    upload = an_upload(session, signatory, company)

    with pytest.raises(NotCheckedError):
        operations.submit(
            session, signatory, upload, handed_in(), certification=CERTIFICATION, at=NOW
        )


def test_each_warning_needs_an_explanation(session: Session) -> None:
    company = a_company(session)
    signatory = an_actor(session, Role.SIGNATORY, company=company)
    upload = a_checked_upload(session, signatory, company, outcome=an_outcome(warnings=1))
    warned = handed_in(warned=frozenset({"INV-301"}))

    with pytest.raises(MissingExplanationError, match="INV-301"):
        operations.submit(
            session,
            signatory,
            upload,
            warned,
            certification=CERTIFICATION,
            at=NOW,
            explanations={"INV-301": "  "},
        )

    version = operations.submit(
        session,
        signatory,
        upload,
        warned,
        certification=CERTIFICATION,
        at=NOW,
        explanations={"INV-301": "新鍋爐啟用"},
    )
    assert version.explanations == {"INV-301": "新鍋爐啟用"}


def test_a_double_click_on_hand_in_is_one_version(session: Session) -> None:
    company = a_company(session)
    signatory = an_actor(session, Role.SIGNATORY, company=company)
    upload = a_checked_upload(session, signatory, company)

    versions = [
        operations.submit(
            session, signatory, upload, handed_in(), certification=CERTIFICATION, at=NOW
        )
        for _ in range(2)
    ]

    assert versions[0].id == versions[1].id
    assert len(queries.version_rows(session, versions[0].submission_id)) == 1


def test_a_correction_is_a_new_version_and_the_old_figures_count_until_accepted(
    session: Session,
) -> None:
    company = a_company(session)
    submission = an_accepted_submission(session, company)

    a_version(session, company, at=NOW + timedelta(days=1))

    assert (submission.state, submission.current_version) == (State.SUBMITTED, 2)
    assert submission.accepted_version == 1
    rows = queries.version_rows(session, submission.id)
    assert [(row.number, row.decision) for row in rows] == [(2, None), (1, Decision.ACCEPTED)]


def test_a_second_version_waits_until_the_first_is_decided(session: Session) -> None:
    company = a_company(session)
    a_version(session, company)

    with pytest.raises(IllegalTransitionError):
        a_version(session, company)


def test_a_returned_version_shows_what_to_correct(session: Session) -> None:
    company = a_company(session)
    a_version(session, company)
    submission = the_submission(session, company)

    operations.return_for_correction(
        session,
        an_actor(session),
        submission,
        comment="請補上外購電力單據。",
        required_changes=["補單據", " "],
        at=NOW + timedelta(hours=1),
        summarise=unsummarised,
    )

    assert submission.state is State.RETURNED
    last = queries.timeline(session, submission)[-1]
    assert (last.what, last.comment) == (Decision.RETURNED, "請補上外購電力單據。")
    assert last.required_changes == ("補單據",)


def test_a_return_says_why(session: Session) -> None:
    company = a_company(session)
    a_version(session, company)

    with pytest.raises(MissingCommentError):
        operations.return_for_correction(
            session,
            an_actor(session),
            the_submission(session, company),
            comment=" ",
            at=NOW,
            summarise=unsummarised,
        )


def test_returning_an_accepted_version_withdraws_its_figures(session: Session) -> None:
    company = a_company(session)
    submission = an_accepted_submission(session, company)
    summarised = list[int]()
    before = data_version(session)

    operations.return_for_correction(
        session,
        an_actor(session),
        submission,
        comment="重算",
        at=NOW,
        summarise=lambda _session, company_id, _year: summarised.append(company_id),
    )

    assert submission.accepted_version is None
    assert summarised == [company.id]
    assert data_version(session) == before + 1


def test_a_version_under_review_cannot_be_recalled(session: Session) -> None:
    company = a_company(session)
    signatory = an_actor(session, Role.SIGNATORY, company=company)
    a_version(session, company, signatory=signatory)
    submission = the_submission(session, company)
    operations.start_review(session, an_actor(session), submission, at=NOW)

    with pytest.raises(IllegalTransitionError):
        operations.recall(session, signatory, submission, at=NOW)


@pytest.mark.parametrize("was", [State.CHECKED, State.RETURNED, State.ACCEPTED])
def test_a_recall_puts_a_submission_back(session: Session, was: State) -> None:
    company = a_company(session)
    signatory = an_actor(session, Role.SIGNATORY, company=company)
    if was is State.ACCEPTED:
        an_accepted_submission(session, company)
    if was is State.RETURNED:
        a_version(session, company)
        operations.return_for_correction(
            session,
            an_actor(session),
            the_submission(session, company),
            comment="更正",
            at=NOW,
            summarise=unsummarised,
        )
    a_version(session, company, signatory=signatory)
    submission = the_submission(session, company)

    operations.recall(session, signatory, submission, at=NOW)

    assert submission.state is was


def test_nobody_decides_on_what_they_signed(session: Session) -> None:
    company = a_company(session)
    signatory = an_actor(session, Role.SIGNATORY, company=company)
    a_version(session, company, signatory=signatory)
    promoted = replace(signatory, role=Role.COORDINATOR, company_id=None)

    with pytest.raises(OwnWorkError):
        operations.accept(
            session,
            promoted,
            the_submission(session, company),
            at=NOW,
            summarise=unsummarised,
        )


def test_an_import_hands_in_and_another_command_accepts(session: Session) -> None:
    company = a_company(session)
    importer = system_actor(session, SystemAccount.IMPORT, at=NOW)
    reviewer = system_actor(session, SystemAccount.REVIEW, at=NOW)

    a_version(session, company, signatory=importer)
    submission = the_submission(session, company)
    operations.accept(session, reviewer, submission, at=NOW, summarise=unsummarised)

    assert submission.state is State.ACCEPTED


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADVISOR, Role.AUDITOR])
def test_only_the_member_and_imports_upload(session: Session, role: Role) -> None:
    with pytest.raises(NotAllowedError):
        an_upload(session, an_actor(session, role), a_company(session))


def test_another_members_upload_is_not_there(session: Session) -> None:
    company, other = a_company(session), a_company(session)
    upload = an_upload(session, an_actor(session, Role.PREPARER, company=company), company)
    stranger = an_actor(session, Role.SIGNATORY, company=other)

    assert queries.upload(session, stranger, upload.id) is None
    assert queries.upload_rows(session, stranger) == []
    with pytest.raises(NotAllowedError):
        an_upload(session, stranger, company)


def test_a_preparer_does_not_sign(session: Session) -> None:
    company = a_company(session)

    with pytest.raises(NotAllowedError):
        a_version(session, company, signatory=an_actor(session, Role.PREPARER, company=company))


def test_a_coordinator_of_another_group_cannot_review(session: Session) -> None:
    company = a_company(session, group=Group.STEEL)
    a_version(session, company)
    submission = the_submission(session, company)
    elsewhere = an_actor(session, groups=frozenset({Group.ENERGY}))

    with pytest.raises(NotAllowedError):
        operations.accept(session, elsewhere, submission, at=NOW, summarise=unsummarised)
    assert queries.submission(session, elsewhere, submission.id) is None


def test_a_stale_form_is_refused(session: Session) -> None:
    company = a_company(session)
    a_version(session, company)
    submission = the_submission(session, company)
    shown = submission.row_version
    operations.start_review(session, an_actor(session), submission, at=NOW, row_version=shown)

    with pytest.raises(StaleRowError):
        operations.accept(
            session,
            an_actor(session),
            submission,
            at=NOW,
            summarise=unsummarised,
            row_version=shown,
        )


@pytest.mark.parametrize(
    ("before_due", "is_late"),
    [(timedelta(microseconds=1), False), (timedelta(0), True), (-timedelta(seconds=1), True)],
    ids=["just in time", "on the stroke", "a second late"],
)
def test_what_arrives_before_the_deadline_is_in_time(
    session: Session, before_due: timedelta, is_late: bool
) -> None:
    due_at = queries.default_times(YEAR).due_at

    version = a_version(session, a_company(session), at=due_at - before_due)

    assert version.is_late is is_late
    assert version.receipt["is_late"] is is_late
    assert due_at == datetime(2026, 5, 31, 9, tzinfo=UTC)


def test_a_deadline_that_was_set_counts(session: Session) -> None:
    coordinator = an_actor(session)
    due_at = NOW - timedelta(days=1)

    cycle = operations.set_cycle(
        session,
        coordinator,
        Kind.INVENTORY,
        YEAR,
        opens_at=NOW - timedelta(days=90),
        due_at=due_at,
        at=NOW,
    )

    assert a_version(session, a_company(session)).is_late
    with pytest.raises(StaleRowError):
        operations.set_cycle(
            session,
            coordinator,
            Kind.INVENTORY,
            YEAR,
            opens_at=NOW,
            due_at=NOW,
            at=NOW,
            row_version=cycle.row_version + 1,
        )


def test_a_receipt_carries_the_head_of_the_log(session: Session) -> None:
    version = a_version(session, a_company(session))

    [entry] = entries(session, subject="submission", subject_id=version.submission_id)

    found = session.scalar(
        select(SubmissionVersion).where(
            SubmissionVersion.receipt_number == version.receipt["number"]
        )
    )
    assert found is version
    assert entry.detail["receipt"] == version.receipt_number
    assert version.receipt["log_head"] == verify(session).head


def test_the_list_shows_members_that_handed_in_nothing(session: Session) -> None:
    idle, busy = a_company(session), a_company(session)
    a_version(session, busy)

    rows = queries.submission_rows(session, an_actor(session), Kind.INVENTORY, YEAR)

    states = {row.company_code: (row.state, row.current_version) for row in rows}
    assert states[idle.code] == (State.NONE, None)
    assert states[busy.code] == (State.SUBMITTED, 1)


def test_the_list_keeps_to_the_actors_groups(session: Session) -> None:
    steel, energy = a_company(session), a_company(session, group=Group.ENERGY)
    coordinator = an_actor(session, groups=frozenset({Group.ENERGY}))
    member = an_actor(session, Role.PREPARER, company=steel)

    for_coordinator = queries.submission_rows(session, coordinator, Kind.PLAN, YEAR)
    for_member = queries.submission_rows(session, member, Kind.PLAN, YEAR)

    assert [row.company_code for row in for_coordinator] == [energy.code]
    assert [row.company_code for row in for_member] == [steel.code]


def test_an_upload_that_was_handed_in_cannot_be_put_aside(session: Session) -> None:
    company = a_company(session)
    signatory = an_actor(session, Role.SIGNATORY, company=company)
    spare = a_checked_upload(session, signatory, company)
    version = a_version(session, company, signatory=signatory)
    used = queries.upload(session, signatory, version.upload_id)
    assert used is not None

    operations.abandon(session, signatory, spare, at=NOW)

    assert spare.state is UploadState.ABANDONED
    with pytest.raises(IllegalTransitionError):
        operations.abandon(session, signatory, used, at=NOW)


def test_a_file_name_keeps_no_control_characters(session: Session) -> None:
    company = a_company(session)
    preparer = a_user(session, Role.PREPARER, company=company)

    upload = operations.receive_upload(
        session,
        an_actor(session, Role.PREPARER, company=company),
        company,
        a_stored_file(),
        original_name="a\r\nSet-Cookie: x\u202e.xlsx",
        idempotency_key=f"{preparer.id}",
        at=NOW,
    ).upload

    assert upload.original_name == "a__Set-Cookie: x_.xlsx"
