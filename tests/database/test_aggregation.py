"""Totals from accepted workbooks: what counts, from when, and what happens when it is withdrawn."""

from dataclasses import replace
from decimal import Decimal

import orjson
import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from portal.accounts.permissions import Role
from portal.aggregation.member_year import InventoryState, PledgeState
from portal.aggregation.operations import rewrite_member_year
from portal.aggregation.queries import (
    group_figures,
    history,
    member_figures,
    member_years,
)
from portal.aggregation.summary_json import summary
from portal.db.counters import data_version
from portal.demo.as_read import AsRead
from portal.demo.plans import plan as plan_content
from portal.intake.handing_in import handed_in
from portal.intake.report import Report
from portal.intake.tables import plan_tables
from portal.members.models import Company
from portal.plans.amounts import Missing, Split
from portal.plans.contributions import Quantified
from portal.plans.sheets import TEMPLATE
from portal.plans.subject import Background, build
from portal.reference.groups import Group
from portal.submissions import operations
from portal.submissions.figures import ExchangeRow, HandedIn
from portal.submissions.queries import submission_of
from portal.submissions.states import Kind
from tests import builders

YEAR = 2024


def inventory(scope1: str, scope2: str, *, exchanges: tuple[ExchangeRow, ...] = ()) -> HandedIn:
    rows = [
        builders.a_row(row=5, emissions=scope1, scope=1),
        builders.a_row(row=6, emissions=scope2, scope=2),
    ]
    return replace(builders.handed_in(), inventory=rows, exchanges=exchanges)


def a_plan(code: str) -> HandedIn:
    plan = build(AsRead(TEMPLATE, plan_content(code)), Background())
    made = Report("plan.xlsx", "0", tables=plan_tables(plan))
    kept = replace(made, tables=orjson.loads(made.stored_tables()))
    return handed_in(replace(kept, versions={"rules": "1"}, template_version=1))


def accept(
    session: Session,
    company: Company,
    content: HandedIn,
    *,
    kind: Kind = Kind.INVENTORY,
    year: int = YEAR,
) -> None:
    submit(session, company, content, kind=kind, year=year)
    submission = submission_of(session, company.id, kind, year)
    assert submission is not None
    reviewer = builders.an_actor(session)
    operations.accept(session, reviewer, submission, at=builders.NOW, summarise=rewrite_member_year)


def submit(session: Session, company: Company, content: HandedIn, *, kind: Kind, year: int) -> None:
    signatory = builders.an_actor(session, Role.SIGNATORY, company=company)
    outcome = builders.an_outcome(kind=kind, year=year)
    upload = builders.a_checked_upload(session, signatory, company, outcome=outcome)
    operations.submit(
        session,
        signatory,
        upload,
        content,
        certification=builders.CERTIFICATION,
        at=builders.NOW,
    )


def steam(partner: str, direction: str, tonnes: str) -> ExchangeRow:
    return ExchangeRow(
        "exchange", 5, direction, "steam", partner, Decimal(10), "t", Decimal(tonnes)
    )


def test_only_accepted_inventories_count(session: Session) -> None:
    accepted = builders.a_company(session, code="A1")
    waiting = builders.a_company(session, code="A2")
    builders.a_company(session, code="A3")
    accept(session, accepted, inventory("100.5", "40.25"))
    submit(session, waiting, inventory("7", "7"), kind=Kind.INVENTORY, year=YEAR)

    found = group_figures(session, YEAR)

    assert (found.members, found.submitted, found.accepted) == (3, 2, 1)
    assert found.emissions.scope1.value == Decimal("100.5")
    assert found.emissions.total.value == Decimal("140.75")
    assert found.emissions.total.left_out == ("A2", "A3")


def test_returning_an_accepted_inventory_withdraws_its_figures(session: Session) -> None:
    company = builders.a_company(session, code="A1")
    accept(session, company, inventory("100", "40"))
    submission = submission_of(session, company.id, Kind.INVENTORY, YEAR)
    assert submission is not None

    operations.return_for_correction(
        session,
        builders.an_actor(session),
        submission,
        comment="請更正",
        at=builders.NOW,
        summarise=rewrite_member_year,
    )

    (member,) = member_years(session, YEAR)
    assert member.emissions is Missing.NO_DATA
    assert member.state is InventoryState.NONE
    assert history(session) == []


def test_a_year_without_an_inventory_shows_the_newest_before(session: Session) -> None:
    company = builders.a_company(session)
    accept(session, company, inventory("100", "40"), year=2022)
    accept(session, company, inventory("90", "40"), year=2023)

    (member,) = member_years(session, YEAR)

    assert member.emissions is Missing.NO_DATA
    assert member.latest == Split(Decimal(90), Decimal(40))
    assert member.latest_year == 2023
    assert member.common == Split(Decimal(100), Decimal(40))
    assert member.previous == member.latest


def test_sites_elsewhere_do_not_count(session: Session) -> None:
    company = builders.a_company(session)
    site = builders.a_site(session, company, control_number="T5600001")
    site.in_kaohsiung = False
    rows = [
        builders.a_row(row=5, emissions="100"),
        replace(builders.a_row(row=6, emissions="900"), site="T5600001"),
    ]

    accept(session, company, replace(builders.handed_in(), inventory=rows))

    (member,) = member_years(session, YEAR)
    assert member.emissions == Split(Decimal(100), Decimal(0))


def test_an_accepted_plan_gives_its_pledges_with_their_arithmetic(session: Session) -> None:
    company = builders.a_company(session, code="ST05")
    accept(session, company, inventory("60000", "100000"))

    accept(session, company, a_plan("ST05"), kind=Kind.PLAN)

    found = member_figures(session, "ST05", YEAR)
    assert found is not None
    assert found.member.pledge(2030).state is PledgeState.QUANTIFIED
    assert found.figures.horizons[2030].t1.value == Decimal("37386.8")
    contribution = found.contributions[2030]
    assert isinstance(contribution, Quantified)
    assert contribution.steps[-1].result == Decimal("37386.8")
    assert found.member.measures.count == 5


def test_a_plan_holds_until_the_next_one(session: Session) -> None:
    company = builders.a_company(session, code="ST05")
    accept(session, company, a_plan("ST05"), kind=Kind.PLAN)
    accept(session, company, inventory("60000", "100000"), year=YEAR + 1)

    later, earlier = (group_figures(session, year).horizons[2030] for year in (2026, 2023))

    assert later.quantified == 1
    assert earlier.with_target == 0


def test_a_plan_accepted_late_reaches_the_years_after_it(session: Session) -> None:
    company = builders.a_company(session, code="ST05")
    accept(session, company, inventory("60000", "100000"), year=YEAR + 1)

    accept(session, company, a_plan("ST05"), kind=Kind.PLAN)

    assert group_figures(session, YEAR + 1).horizons[2030].quantified == 1


def test_steam_both_report_counts_once(session: Session) -> None:
    seller = builders.a_company(session, code="S1")
    buyer = builders.a_company(session, code="B1", group=Group.PETROCHEMICALS)
    accept(session, seller, inventory("100", "0", exchanges=(steam("B1", "supplied", "20"),)))
    accept(session, buyer, inventory("50", "30", exchanges=(steam("S1", "received", "20"),)))

    together, alone = group_figures(session, YEAR), group_figures(session, YEAR, Group.STEEL)

    assert together.emissions.total.value == 160
    assert together.emissions.exchanged.value == 20
    assert alone.emissions.total.value == 100


def test_an_unknown_member_has_no_figures(session: Session) -> None:
    assert member_figures(session, "nobody", YEAR) is None


def test_the_summary_is_plain_data(session: Session) -> None:
    company = builders.a_company(session, code="ST05")
    accept(session, company, inventory("60000.5", "100000"))
    accept(session, company, a_plan("ST05"), kind=Kind.PLAN)

    found = orjson.loads(orjson.dumps(summary(session, YEAR)))

    assert found["year"] == YEAR
    assert [one["group"] for one in found["groups"]] == [group.value for group in Group]
    assert found["groups"][0]["emissions_t"]["scope1"] == "60000.5"
    assert found["alliance"]["targets"]["2030"]["t1"] == "37386.8"
    assert found["alliance"]["targets"]["2030"]["coverage"] == "1.0000"
    assert found["alliance"]["targets"]["2030"]["exchange"]["low"] == "37386.8"
    assert found["alliance"]["targets"]["2030"]["power_scope1"] == "not_quantified"
    assert found["groups"][1]["targets"]["2030"]["t1"] == "not_quantified"


def test_the_members_of_some_companies_are_those_of_all(session: Session) -> None:
    made = [builders.a_company(session) for _ in range(4)]
    accept(session, made[0], inventory("100", "40"))
    accept(session, made[1], inventory("100", "40"), year=2022)
    accept(session, made[2], a_plan("ST05"), kind=Kind.PLAN)

    every = {one.code: one for one in member_years(session, YEAR)}
    some = member_years(session, YEAR, companies=[one.id for one in made[:3]])

    assert some == [every[code] for code in sorted(one.code for one in made[:3])]
    assert member_years(session, YEAR, companies=()) == []


@pytest.mark.parametrize("members", [1, 6])
def test_the_number_of_selects_is_constant(session: Session, members: int) -> None:
    for _ in range(members):
        accept(session, builders.a_company(session), inventory("1", "2"))
    session.flush()
    statements: list[str] = []

    def note(*arguments: object) -> None:
        statements.append(str(arguments[2]))

    event.listen(session.connection().engine, "before_cursor_execute", note)
    group_figures(session, YEAR)
    event.remove(session.connection().engine, "before_cursor_execute", note)

    assert len(statements) == 8


def test_handing_in_changes_the_data_version_that_pages_are_kept_under(session: Session) -> None:
    company = builders.a_company(session)
    before = data_version(session)

    submit(session, company, inventory("1", "2"), kind=Kind.INVENTORY, year=YEAR)

    assert data_version(session) > before
