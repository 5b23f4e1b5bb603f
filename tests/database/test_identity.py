"""Names that changed, sections accepted and former control numbers are kept for good."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portal.accounts.permissions import NotAllowedError, Role
from portal.aggregation.keeping import rewrite_sums
from portal.aggregation.measures.changes import Changed, changes
from portal.aggregation.measures.queries import plans_of
from portal.audit.events import Event
from portal.audit.queries import entries
from portal.intake.identities import Identities
from portal.intake.renumbering import renumber
from portal.members.operations import AlreadyKnownError, NotAControlNumberError, renumber_site
from portal.members.queries import (
    former_numbers,
    member_record,
    member_records,
    present_number,
    site_owner,
)
from portal.members.register import import_members
from portal.submissions import operations, queries
from portal.submissions.errors import (
    IllegalIdentityError,
    IllegalTransitionError,
    MissingCommentError,
    OwnWorkError,
)
from portal.submissions.figures import HandedIn, IdentityChangeRow
from portal.submissions.states import IdentityKind, Kind
from tests.builders import (
    NOW,
    YEAR,
    a_company,
    a_site,
    a_version,
    an_accepted_submission,
    an_actor,
    the_submission,
)
from tests.database.test_aggregation import a_plan, accept

SPLIT = {"old": ["E5600001"], "new": ["E5600001", "E5600002"]}


def test_a_change_is_recorded_once_with_who_and_why(session: Session) -> None:
    company = a_company(session)
    preparer = an_actor(session, Role.PREPARER, company=company)

    for _ in range(2):
        operations.record_identity(
            session,
            preparer,
            company,
            IdentityKind.SITE_SPLIT,
            year=YEAR,
            reason=" 分廠 ",
            at=NOW,
            **SPLIT,
            resum=rewrite_sums,
        )

    [found] = queries.identity_changes(session, company.id)
    assert (found.old, found.new) == (("E5600001",), ("E5600001", "E5600002"))
    assert (found.reason, found.at) == ("分廠", NOW)
    assert entries(session, limit=1)[0].event == Event.IDENTITY_CHANGED


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        (IdentityKind.SITE_RENUMBERED, ["E5600001"], ["E5600001"]),
        (IdentityKind.SITE_RENUMBERED, ["E5600001"], ["plant two"]),
        (IdentityKind.SITE_RENUMBERED, ["E5600001"], ["E5600002", "E5600003"]),
        (IdentityKind.SITE_SPLIT, ["E5600001"], ["E5600002"]),
        (IdentityKind.SITES_MERGED, ["E5600001"], ["E5600002"]),
        (IdentityKind.SOURCE_RENAMED, ["E5600001/S1"], ["E5600001"]),
        (IdentityKind.SOURCE_RENAMED, ["S1"], ["S2"]),
    ],
)
def test_names_that_fit_no_change_are_refused(
    session: Session, kind: IdentityKind, old: list[str], new: list[str]
) -> None:
    company = a_company(session)

    with pytest.raises(IllegalIdentityError):
        operations.record_identity(
            session,
            an_actor(session),
            company,
            kind,
            year=YEAR,
            old=old,
            new=new,
            reason="因",
            at=NOW,
            resum=rewrite_sums,
        )


def test_nobody_records_for_another_company_or_without_a_reason(session: Session) -> None:
    company = a_company(session)
    stranger = an_actor(session, Role.PREPARER, company=a_company(session))
    kind = IdentityKind.SITE_SPLIT

    with pytest.raises(NotAllowedError):
        operations.record_identity(
            session,
            stranger,
            company,
            kind,
            year=YEAR,
            reason="因",
            at=NOW,
            **SPLIT,
            resum=rewrite_sums,
        )
    with pytest.raises(MissingCommentError):
        operations.record_identity(
            session,
            an_actor(session),
            company,
            kind,
            year=YEAR,
            reason=" ",
            at=NOW,
            **SPLIT,
            resum=rewrite_sums,
        )


def test_a_change_is_withdrawn_and_stays_on_record(session: Session) -> None:
    company, coordinator = a_company(session), an_actor(session)
    kind = IdentityKind.SITE_SPLIT
    change = operations.record_identity(
        session,
        coordinator,
        company,
        kind,
        year=YEAR,
        reason="因",
        at=NOW,
        **SPLIT,
        resum=rewrite_sums,
    )

    for _ in range(2):
        operations.withdraw_identity(
            session, coordinator, company, change, reason="誤登", at=NOW, resum=rewrite_sums
        )

    kept = session.execute(text("SELECT count(*) FROM identity_change")).scalar_one()
    assert queries.identity_changes(session, company.id) == []
    assert kept == 2


def test_the_last_decision_on_a_section_counts(session: Session) -> None:
    company, coordinator = a_company(session), an_actor(session)
    a_version(session, company)
    submission = the_submission(session, company)

    for accepted in (True, False, True):
        operations.decide_sections(
            session, coordinator, submission, {"sources": "0" * 64}, is_accepted=accepted, at=NOW
        )

    found = queries.section_decisions(session, submission.id, 1)
    assert (found["sources"].is_accepted, found["sources"].version) == (True, 1)
    assert queries.section_decisions(session, submission.id, 0) == {}
    assert entries(session, limit=1)[0].event == Event.SECTION_DECIDED


def test_sections_are_decided_on_by_a_reviewer_while_there_is_a_review(session: Session) -> None:
    company = a_company(session)
    submission = an_accepted_submission(session, company)
    signatory = an_actor(session, Role.SIGNATORY, company=company)
    contents = {"sources": "0" * 64}

    with pytest.raises(IllegalTransitionError):
        operations.decide_sections(
            session, an_actor(session), submission, contents, is_accepted=True, at=NOW
        )
    with pytest.raises((NotAllowedError, OwnWorkError)):
        operations.decide_sections(
            session, signatory, submission, contents, is_accepted=True, at=NOW
        )


def test_a_site_keeps_its_former_number(session: Session) -> None:
    company = a_company(session)
    site = a_site(session, company, control_number="E56A0001")
    administrator = an_actor(session, Role.ADMINISTRATOR)
    day = date(YEAR, 3, 1)

    renumber(
        session,
        administrator,
        company,
        site,
        "E56A0002",
        on=day,
        reason="換證",
        at=NOW,
        resum=rewrite_sums,
    )

    record = member_record(session, company.code)
    assert record is not None
    assert record == member_records(session)[company.code]
    assert [(one.control_number, one.current) for one in record.sites] == [
        ("E56A0002", True),
        ("E56A0001", False),
    ]
    assert former_numbers(session, company.id) == {"E56A0002": [("E56A0001", day)]}
    assert present_number(session, "E56A0001") == "E56A0002"
    assert site_owner(session, "E56A0001", day) == company.code
    [change] = queries.identity_changes(session, company.id)
    assert (change.kind, change.year) == (IdentityKind.SITE_RENUMBERED, YEAR)


def test_a_number_that_a_site_once_had_is_never_given_again(session: Session) -> None:
    company = a_company(session)
    site = a_site(session, company, control_number="E56A0003")
    day = date(YEAR, 3, 1)
    renumber_site(session, None, site, "E56A0004", on=day, at=NOW)

    assert not renumber_site(session, None, site, "E56A0004", on=day, at=NOW)
    with pytest.raises(AlreadyKnownError):
        renumber_site(session, None, site, "E56A0003", on=day, at=NOW)
    with pytest.raises(AlreadyKnownError):
        a_site(session, company, control_number="E56A0003")
    with pytest.raises(NotAControlNumberError):
        renumber_site(session, None, site, "nowhere", on=day, at=NOW)


def test_a_register_with_a_former_number_says_so(session: Session) -> None:
    company = a_company(session)
    site = a_site(session, company, control_number="E56A0005")
    renumber_site(session, None, site, "E56A0006", on=date(YEAR, 3, 1), at=NOW)
    rows = [
        "code,name_zh,name_en,group,control_number,site_name_zh,site_name_en,address,in_kaohsiung",
        f"{company.code},{company.name_zh},x,steel,E56A0005,廠,Plant,高雄,yes",
    ]

    report = import_members(session, None, rows, on=date(YEAR, 4, 1), at=NOW, resum=rewrite_sums)

    assert ["E56A0006" in one.message.zh for one in report.problems] == [True]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE section_decision SET is_accepted = NULL",
        "DELETE FROM section_decision",
        "UPDATE identity_change SET reason = 'x'",
        "DELETE FROM identity_change",
        "UPDATE former_site_number SET control_number = 'x'",
        "DELETE FROM former_site_number",
    ],
)
def test_none_of_it_can_be_changed_later(session: Session, statement: str) -> None:
    company = a_company(session)
    site = a_site(session, company, control_number="E56A0007")
    a_version(session, company)
    administrator = an_actor(session, Role.ADMINISTRATOR)
    renumber(
        session,
        administrator,
        company,
        site,
        "E56A0008",
        on=date(YEAR, 1, 1),
        reason="因",
        at=NOW,
        resum=rewrite_sums,
    )
    operations.decide_sections(
        session,
        an_actor(session),
        the_submission(session, company),
        {"sources": "0" * 64},
        is_accepted=True,
        at=NOW,
    )

    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(statement))


def renumbered_plan(code: str, number: str) -> HandedIn:
    """The plan of a member with another number for its first measure."""
    content = a_plan(code)
    first, *others = content.measures
    moved = replace(first, measure_id=number, values={**first.values, "measure_id": number})
    return replace(content, measures=[moved, *others])


def test_a_measure_that_was_renumbered_is_found_in_the_plan_before(session: Session) -> None:
    company = a_company(session, code="ST05")
    accept(session, company, a_plan("ST05"), kind=Kind.PLAN, year=YEAR - 1)
    accept(session, company, renumbered_plan("ST05", "A-01"), kind=Kind.PLAN, year=YEAR)
    old = a_plan("ST05").measures[0].measure_id
    preparer = an_actor(session, Role.PREPARER, company=company)

    before = changes_since(session)
    operations.record_identity(
        session,
        preparer,
        company,
        IdentityKind.MEASURE_RENUMBERED,
        year=YEAR,
        old=[old],
        new=["A-01"],
        reason="措施編號改制",
        at=NOW,
        resum=rewrite_sums,
    )
    after = changes_since(session)
    [recorded] = queries.identity_changes(session, company.id)
    change = queries.identity_change(session, company.id, recorded.id)
    assert change is not None
    operations.withdraw_identity(
        session, preparer, company, change, reason="誤登", at=NOW, resum=rewrite_sums
    )

    assert before == {old: (Changed.DROPPED,), "A-01": (Changed.NEW,)}
    assert after == {}
    assert changes_since(session) == before


def changes_since(session: Session) -> dict[str, tuple[Changed, ...]]:
    plans = plans_of(session, YEAR)
    return {one.id: one.kinds for one in changes(plans.now["ST05"], plans.before["ST05"])}


def test_names_of_measures_are_followed_in_comparisons_and_leave_sites_alone() -> None:
    change = IdentityChangeRow(
        1, IdentityKind.MEASURE_RENUMBERED, YEAR, ("M-001",), ("A-01",), "改制", "某人", NOW
    )
    names = Identities.between([change], YEAR - 1, YEAR)

    assert names.identity(("m-001", "e5600001"), sheet="measures") == ("a-01", "e5600001")
    assert names.identity(("e5600001", "s1"), sheet="sources") == ("e5600001", "s1")
    assert names.joined == {}
    assert names.newer_measure("M-002") == "M-002"
