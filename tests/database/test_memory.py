"""What members said about warnings, kept; rules suspended and applied again."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portal.accounts.permissions import NotAllowedError, Role
from portal.audit.events import Event
from portal.audit.queries import entries, verify
from portal.submissions import operations, queries
from portal.submissions.errors import IllegalTransitionError, MissingCommentError
from portal.submissions.models import Explanation
from portal.submissions.states import Kind
from portal.workbook.recurrence import Pattern, Warned
from tests.builders import (
    CERTIFICATION,
    NOW,
    YEAR,
    a_checked_upload,
    a_company,
    an_actor,
    an_outcome,
    handed_in,
)

RISE = Warned("INV-071", "energy/e5600001/grid/quantity", Pattern("", (Decimal(67500),)))
OTHER = Warned("INV-225", "sources/e5600001/s1/activity", Pattern("柴油"))


def test_what_was_said_is_kept_with_rule_place_pattern_and_years(session: Session) -> None:
    company = a_company(session)
    preparer = an_actor(session, Role.PREPARER, company=company)
    upload = a_checked_upload(session, preparer, company)

    written = operations.explain(
        session, preparer, upload, [RISE, OTHER], {RISE.key: " 新電弧爐 ", OTHER.key: " "}, at=NOW
    )

    [row] = queries.explanations_of(session, upload.id).values()
    assert written == 1
    assert (row.key, row.pattern, row.text) == (RISE.key, RISE.pattern, "新電弧爐")
    assert (row.year, row.first_year) == (YEAR, YEAR)
    assert entries(session, limit=1)[0].event == Event.WARNINGS_EXPLAINED
    assert verify(session).first_bad is None


def test_only_a_warning_can_be_explained(session: Session) -> None:
    company = a_company(session)
    preparer = an_actor(session, Role.PREPARER, company=company)
    upload = a_checked_upload(session, preparer, company, outcome=an_outcome(errors=1))

    written = operations.explain(session, preparer, upload, [RISE], {"INV-214": "沒錯"}, at=NOW)

    assert written == 0
    assert queries.explanations_of(session, upload.id) == {}


def test_the_last_text_counts_and_the_same_text_is_written_once(session: Session) -> None:
    company = a_company(session)
    preparer = an_actor(session, Role.PREPARER, company=company)
    upload = a_checked_upload(session, preparer, company)

    for said in ("甲", "乙", "乙"):
        operations.explain(session, preparer, upload, [RISE], {RISE.key: said}, at=NOW)

    assert queries.explanations_of(session, upload.id)[RISE.key].text == "乙"
    assert session.scalar(select(func.count()).select_from(Explanation)) == 2


def test_the_next_year_finds_it_and_knows_its_first_year(session: Session) -> None:
    company = a_company(session)
    preparer = an_actor(session, Role.PREPARER, company=company)
    years = (YEAR - 1, YEAR, YEAR + 1)
    uploads = [
        a_checked_upload(session, preparer, company, outcome=an_outcome(year=year))
        for year in years
    ]

    for upload in uploads[:2]:
        operations.explain(session, preparer, upload, [RISE], {RISE.key: "新電弧爐"}, at=NOW)
    found = queries.explanations_before(session, company.id, Kind.INVENTORY, uploads[2].id)

    assert (found[RISE.key].year, found[RISE.key].first_year) == (YEAR, YEAR - 1)
    assert queries.explanations_before(session, company.id, Kind.PLAN, uploads[2].id) == {}
    assert queries.explanations_before(session, company.id, Kind.INVENTORY, uploads[0].id) == {}


def test_handing_in_keeps_what_was_said_and_a_reviewer_sees_only_what_was_handed_in(
    session: Session,
) -> None:
    company = a_company(session)
    signatory = an_actor(session, Role.SIGNATORY, company=company)
    draft = a_checked_upload(session, signatory, company)
    operations.explain(session, signatory, draft, [OTHER], {OTHER.key: "草稿"}, at=NOW)
    versions = [
        operations.submit(
            session,
            signatory,
            a_checked_upload(session, signatory, company, outcome=an_outcome(year=year)),
            handed_in(warned=frozenset({"INV-071"})),
            certification=CERTIFICATION,
            at=NOW + timedelta(days=year - YEAR),
            explanations={"INV-071": "新電弧爐"},
        )
        for year in (YEAR, YEAR + 1)
    ]

    seen = [
        queries.explanations_seen(session, company.id, Kind.INVENTORY, version)
        for version in versions
    ]

    assert seen[0] == {}
    assert {key: (row.text, row.year) for key, row in seen[1].items()} == {
        "INV-071": ("新電弧爐", YEAR)
    }


def test_what_nobody_wrote_is_not_remembered(session: Session) -> None:
    company = a_company(session)
    signatory = an_actor(session, Role.SIGNATORY, company=company)
    upload = a_checked_upload(session, signatory, company)

    operations.submit(
        session,
        signatory,
        upload,
        handed_in(warned=frozenset({"INV-071"})),
        certification=CERTIFICATION,
        at=NOW,
        explanations={"INV-071": "匯入"},
        remember=False,
    )

    assert queries.explanations_of(session, upload.id) == {}


def test_nobody_explains_for_another_company_or_after_handing_in(session: Session) -> None:
    company = a_company(session)
    signatory = an_actor(session, Role.SIGNATORY, company=company)
    other = an_actor(session, Role.PREPARER, company=a_company(session))
    upload = a_checked_upload(session, signatory, company)

    with pytest.raises(NotAllowedError):
        operations.explain(session, other, upload, [RISE], {RISE.key: "甲"}, at=NOW)
    operations.submit(session, signatory, upload, handed_in(), certification=CERTIFICATION, at=NOW)
    with pytest.raises(IllegalTransitionError):
        operations.explain(session, signatory, upload, [RISE], {RISE.key: "甲"}, at=NOW)


def test_a_rule_is_suspended_with_a_reason_and_applied_again(session: Session) -> None:
    administrator = an_actor(session, Role.ADMINISTRATOR)

    operations.suspend_rule(session, administrator, "INV-071", " 係數更正中 ", at=NOW)
    operations.suspend_rule(session, administrator, "INV-071", "再一次", at=NOW)
    [suspended] = queries.suspensions(session).values()
    operations.apply_rule_again(session, administrator, "INV-071", "已更正", at=NOW)

    assert (suspended.code, suspended.reason, suspended.at) == ("INV-071", "係數更正中", NOW)
    assert queries.suspensions(session) == {}
    history = queries.suspension_history(session, "INV-071")
    assert [(one.is_suspended, one.reason) for one in history] == [
        (False, "已更正"),
        (True, "係數更正中"),
    ]
    assert entries(session, limit=1)[0].event == Event.RULE_APPLIED_AGAIN


def test_only_an_administrator_suspends_and_never_without_a_reason(session: Session) -> None:
    with pytest.raises(NotAllowedError):
        operations.suspend_rule(session, an_actor(session), "INV-071", "理由", at=NOW)
    with pytest.raises(MissingCommentError):
        operations.suspend_rule(
            session, an_actor(session, Role.ADMINISTRATOR), "INV-071", " ", at=NOW
        )

    assert queries.suspensions(session) == {}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE explanation SET text = 'x'",
        "DELETE FROM explanation",
        "UPDATE rule_suspension SET reason = 'x'",
        "DELETE FROM rule_suspension",
    ],
)
def test_neither_can_be_changed_later(session: Session, statement: str) -> None:
    company = a_company(session)
    preparer = an_actor(session, Role.PREPARER, company=company)
    upload = a_checked_upload(session, preparer, company)
    operations.explain(session, preparer, upload, [RISE], {RISE.key: "甲"}, at=NOW)
    administrator = an_actor(session, Role.ADMINISTRATOR)
    operations.suspend_rule(session, administrator, "INV-071", "理由", at=NOW)

    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(statement))
