"""What documents read from the database, from hand-in to page."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import orjson
import pytest
from sqlalchemy.orm import Session

from portal.accounts.permissions import Role
from portal.aggregation.operations import rewrite_member_year
from portal.demo.as_read import AsRead
from portal.demo.plans import plan as plan_content
from portal.intake.handing_in import handed_in
from portal.intake.report import Report
from portal.intake.tables import plan_tables
from portal.language import Language, Text
from portal.members.models import Company
from portal.plans.sheets import TEMPLATE
from portal.plans.subject import Background, build
from portal.reference.groups import Group
from portal.reports import member_excel, queries, summary_excel
from portal.submissions import operations
from portal.submissions.figures import HandedIn
from portal.submissions.queries import submission_of
from portal.submissions.states import Kind
from tests import builders
from tests.reports.reading import read_excel, rows_of

YEAR = 2024
EDITION = queries.edition(datetime(2025, 6, 20, tzinfo=UTC))


def _inventory(scope1: str, scope2: str) -> HandedIn:
    rows = [
        replace(builders.a_row(row=5, emissions=scope1, scope=1), sheet="sources"),
        replace(builders.a_row(row=6, emissions=scope2, scope=2), sheet="sources"),
    ]
    return replace(builders.handed_in(), inventory=rows)


def _plan(code: str) -> HandedIn:
    plan = build(AsRead(TEMPLATE, plan_content(code)), Background())
    made = Report("plan.xlsx", "0", tables=plan_tables(plan))
    kept = replace(made, tables=orjson.loads(made.stored_tables()))
    return handed_in(replace(kept, versions={"rules": "1"}, template_version=1))


def _accept(
    session: Session, company: Company, content: HandedIn, kind: Kind = Kind.INVENTORY
) -> int:
    signatory = builders.an_actor(session, Role.SIGNATORY, company=company)
    outcome = builders.an_outcome(kind=kind, year=YEAR)
    upload = builders.a_checked_upload(session, signatory, company, outcome=outcome)
    version = operations.submit(
        session,
        signatory,
        upload,
        content,
        certification=builders.CERTIFICATION,
        at=builders.NOW,
    )
    submission = submission_of(session, company.id, kind, YEAR)
    assert submission is not None
    operations.accept(
        session,
        builders.an_actor(session),
        submission,
        at=builders.NOW,
        summarise=rewrite_member_year,
    )
    return version.id


@pytest.fixture
def company(session: Session) -> Company:
    """A member of the steel group with an accepted inventory."""
    company = builders.a_company(session, code="A1")
    _accept(session, company, _inventory("100.5", "40.25"))
    return company


def test_a_summary_holds_its_members_and_names_those_to_call(
    session: Session, company: Company
) -> None:
    waiting = builders.a_company(session, code="A2", group=Group.ENERGY)

    found = queries.summary(session, builders.an_actor(session), YEAR, of=EDITION)

    assert [row.code for row in found.members] == [company.code, waiting.code]
    assert found.figures.emissions.total.value == Decimal("140.75")
    assert [one.amounts[2] for one in found.history] == [Decimal("140.75")]
    assert found.history[0].groups == {Group.STEEL: Decimal("140.75")}
    assert {(one.code, one.document.en) for one in found.waiting} == {
        ("A1", "Reduction plan"),
        ("A2", "Reduction plan"),
        ("A2", "Greenhouse gas inventory"),
    }
    assert len(found.groups) == len(Group)
    assert found.published[0].computed == 2


def test_a_group_speaks_of_its_own_members_only(session: Session, company: Company) -> None:
    builders.a_company(session, code="A2", group=Group.ENERGY)

    found = queries.summary(
        session, builders.an_actor(session), YEAR, of=EDITION, group=Group.STEEL
    )

    assert [row.code for row in found.members] == [company.code]
    assert found.published == ()
    assert found.groups == ()


def test_every_row_of_a_workbook_says_where_it_comes_from(
    session: Session, company: Company
) -> None:
    version_id = _accept(session, company, _plan("ST05"), Kind.PLAN)
    actor = builders.an_actor(session)

    found = queries.summary(session, actor, YEAR, of=EDITION, with_sources=True)

    targets = rows_of(read_excel(summary_excel.build(found, Language.ZH))["目標"])
    assert targets.rows
    proof = queries.receipt(session, version_id, at=builders.NOW)
    assert proof is not None
    assert set(targets.column("來源檔案 SHA-256")) == {proof.sha256}
    assert set(targets.column("來源工作表")) == {TEMPLATE.sheet("targets").title.zh}
    assert [one.place.cell for one in found.sources] == ["A5", "A6"]
    assert "計入" in targets.column("是否計入")


def test_counted_targets_are_the_ones_in_the_total(session: Session, company: Company) -> None:
    _accept(session, company, _plan("ST05"), Kind.PLAN)

    found = queries.summary(session, builders.an_actor(session), YEAR, of=EDITION)

    counted = [one for one in found.targets if one.outcome.en == "Counted"]
    assert counted
    for one in counted:
        assert one.cut == found.members[0].cut(one.horizon)


def test_a_statement_holds_what_was_handed_in(session: Session, company: Company) -> None:
    _accept(session, company, _plan("ST05"), Kind.PLAN)
    site = builders.a_site(session, company)

    found = queries.statement(session, builders.an_actor(session), company.code, YEAR, of=EDITION)

    assert found is not None
    assert {one.document.en for one in found.hand_ins} == {
        "Greenhouse gas inventory",
        "Reduction plan",
    }
    assert [one.control_number for one in found.sites] == [site.control_number]
    assert found.measures
    assert len(found.sources) == 2
    assert member_excel.build(found, Language.EN).startswith(b"PK")


def test_another_companys_statement_is_like_one_that_does_not_exist(
    session: Session, company: Company
) -> None:
    stranger = builders.an_actor(
        session, Role.PREPARER, company=builders.a_company(session, code="A2")
    )

    assert queries.statement(session, stranger, company.code, YEAR, of=EDITION) is None
    assert queries.statement(session, stranger, "nobody", YEAR, of=EDITION) is None


def test_a_receipt_says_what_was_written_down_at_the_time(
    session: Session, company: Company
) -> None:
    version_id = _accept(session, builders.a_company(session, code="A3"), _inventory("1", "2"))
    at = datetime(2026, 1, 1, tzinfo=UTC)

    found = queries.receipt(session, version_id, at=at)

    assert found is not None
    assert (found.company_code, found.year, found.version) == ("A3", YEAR, 1)
    assert found.number.startswith("R-2026-")
    assert found.certification == Text(builders.CERTIFICATION, builders.CERTIFICATION)
    assert len(found.log_head) == len(found.sha256) == 64
    assert found.totals[0].stated == Decimal(100)
    assert found.totals[2].stated is None
    assert found.made_at == at


def test_there_is_no_receipt_for_a_version_that_does_not_exist(session: Session) -> None:
    assert queries.receipt(session, 999_999, at=builders.NOW) is None
