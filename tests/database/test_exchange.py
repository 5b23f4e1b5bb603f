"""The exchange register: what is in it, who sees it, and what working it off changes."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import NotAllowedError, Role
from portal.aggregation.keeping import rewrite_sums
from portal.aggregation.operations import rewrite_member_year
from portal.aggregation.queries import group_figures
from portal.audit.queries import verify
from portal.db.base import StaleRowError
from portal.db.counters import data_version
from portal.exchange.errors import ClosedCaseError, MissingReasonError, MissingValueError
from portal.exchange.figures import ReportedFlow, ThirdValue, Verdict
from portal.exchange.matching import Match, flow
from portal.exchange.models import Said
from portal.exchange.operations import answer, settle
from portal.exchange.queries import Case, elsewhere, open_cases, register
from portal.exchange.reading import Row
from portal.exchange.third_value import stated
from portal.members.models import Company
from portal.reference.groups import Group
from portal.submissions import operations
from portal.submissions.figures import ExchangeRow
from portal.submissions.queries import submission_of
from portal.submissions.states import Kind
from tests import builders

YEAR = 2024


def steam(partner: str, direction: str, tonnes: str = "20", quantity: str = "100") -> ExchangeRow:
    values = {"at": 5, "factor": "0.2"}
    return ExchangeRow(
        "exchange", 5, direction, "steam", partner, Decimal(quantity), "t", Decimal(tonnes), values
    )


def accept(session: Session, company: Company, *exchanges: ExchangeRow, year: int = YEAR) -> None:
    rows = [builders.a_row(row=5, emissions="100", scope=1)]
    content = replace(builders.handed_in(), inventory=rows, exchanges=exchanges)
    signatory = builders.an_actor(session, Role.SIGNATORY, company=company)
    outcome = builders.an_outcome(kind=Kind.INVENTORY, year=year)
    upload = builders.a_checked_upload(session, signatory, company, outcome=outcome)
    said = builders.CERTIFICATION
    operations.submit(session, signatory, upload, content, certification=said, at=builders.NOW)
    submission = submission_of(session, company.id, Kind.INVENTORY, year)
    assert submission is not None
    reviewer = builders.an_actor(session)
    operations.accept(session, reviewer, submission, at=builders.NOW, summarise=rewrite_member_year)


@pytest.fixture
def seller(session: Session) -> Company:
    return builders.a_company(session, code="S1")


@pytest.fixture
def buyer(session: Session) -> Company:
    return builders.a_company(session, code="B1", group=Group.PETROCHEMICALS)


@pytest.fixture
def coordinator(session: Session) -> Actor:
    return builders.an_actor(session)


def differing(session: Session, seller: Company, buyer: Company, actor: Actor) -> Case:
    accept(session, seller, steam("B1", "supplied", "20", "100"))
    accept(session, buyer, steam("S1", "received", "16", "80"))
    (case,) = register(session, actor, YEAR)
    return case


def test_both_reports_stand_beside_each_other(
    session: Session, seller: Company, buyer: Company, coordinator: Actor
) -> None:
    case = differing(session, seller, buyer, coordinator)

    assert case.match is Match.DIFFERING
    assert [one.apart for one in case.differences] == [Decimal("0.2"), Decimal("0.2")]
    assert [(row.reporter, row.sheet, row.row) for row in case.rows] == [
        ("S1", "exchange", 5),
        ("B1", "exchange", 5),
    ]


def test_members_see_only_their_own_flows(
    session: Session, seller: Company, buyer: Company, coordinator: Actor
) -> None:
    differing(session, seller, buyer, coordinator)
    other = builders.an_actor(session, Role.PREPARER, company=builders.a_company(session))
    own = builders.an_actor(session, Role.PREPARER, company=buyer)

    assert register(session, other, YEAR) == []
    assert len(register(session, own, YEAR)) == 1


def test_an_answer_is_kept_and_seen_by_the_other_side(
    session: Session, seller: Company, buyer: Company, coordinator: Actor
) -> None:
    case = differing(session, seller, buyer, coordinator)
    speaker = builders.an_actor(session, Role.PREPARER, company=seller)
    listener = builders.an_actor(session, Role.SIGNATORY, company=buyer)

    answer(session, speaker, case, Said.OWN_IS_RIGHT, "以蒸汽流量計月報為準", at=builders.NOW)

    (seen,) = register(session, listener, YEAR)
    assert [(one.of, one.said) for one in seen.statements] == [("S1", Said.OWN_IS_RIGHT)]
    assert open_cases(session, speaker, YEAR) == []
    assert len(open_cases(session, listener, YEAR)) == 1
    assert verify(session).first_bad is None


def test_what_needs_a_reason_is_not_kept_without(
    session: Session, seller: Company, buyer: Company, coordinator: Actor
) -> None:
    case = differing(session, seller, buyer, coordinator)
    speaker = builders.an_actor(session, Role.PREPARER, company=seller)

    with pytest.raises(MissingReasonError):
        answer(session, speaker, case, Said.NOT_WITH_PARTNER, " ", at=builders.NOW)
    with pytest.raises(MissingReasonError):
        settle(
            session,
            coordinator,
            case,
            Verdict.SELLER_HOLDS,
            "",
            at=builders.NOW,
            resum=rewrite_sums,
        )


def test_only_the_two_members_answer_and_only_a_coordinator_settles(
    session: Session, seller: Company, buyer: Company, coordinator: Actor
) -> None:
    case = differing(session, seller, buyer, coordinator)
    other = builders.an_actor(session, Role.PREPARER, company=builders.a_company(session))
    member = builders.an_actor(session, Role.SIGNATORY, company=seller)

    with pytest.raises(NotAllowedError):
        answer(session, other, case, Said.PARTNER_IS_RIGHT, "", at=builders.NOW)
    with pytest.raises(NotAllowedError):
        settle(
            session, member, case, Verdict.SELLER_HOLDS, "是", at=builders.NOW, resum=rewrite_sums
        )


def test_a_settled_flow_is_deducted_and_the_summaries_are_made_anew(
    session: Session, seller: Company, buyer: Company, coordinator: Actor
) -> None:
    case = differing(session, seller, buyer, coordinator)
    before, version = group_figures(session, YEAR).emissions, data_version(session)

    settle(
        session,
        coordinator,
        case,
        Verdict.BUYER_HOLDS,
        "依受入方校正紀錄",
        at=builders.NOW,
        resum=rewrite_sums,
    )

    after = group_figures(session, YEAR).emissions
    assert (before.total.value, before.overlap.open_tonnes) == (Decimal(200), Decimal(20))
    assert before.overlap.interval(before.total.value) == (Decimal(180), Decimal(200))
    assert (after.total.value, after.overlap.open_tonnes) == (Decimal(184), Decimal(0))
    assert data_version(session) > version


def test_a_correction_that_matches_closes_a_case(
    session: Session, seller: Company, buyer: Company, coordinator: Actor
) -> None:
    case = differing(session, seller, buyer, coordinator)
    settle(
        session,
        coordinator,
        case,
        Verdict.BUYER_HOLDS,
        "依受入方校正紀錄",
        at=builders.NOW,
        resum=rewrite_sums,
    )
    submission = submission_of(session, buyer.id, Kind.INVENTORY, YEAR)
    assert submission is not None
    operations.return_for_correction(
        session,
        coordinator,
        submission,
        comment="請更正",
        at=builders.NOW,
        summarise=rewrite_member_year,
    )

    accept(session, buyer, steam("S1", "received", "20", "100"))

    (found,) = register(session, coordinator, YEAR)
    assert found.match is Match.MATCHED
    with pytest.raises(ClosedCaseError):
        settle(
            session,
            coordinator,
            found,
            Verdict.NO_EXCHANGE,
            "不是",
            at=builders.NOW,
            resum=rewrite_sums,
        )


def test_a_side_that_reports_nothing_has_no_figure_that_could_hold(
    session: Session, seller: Company, buyer: Company, coordinator: Actor
) -> None:
    accept(session, seller, steam("B1", "supplied"))
    (case,) = register(session, coordinator, YEAR)

    with pytest.raises(ClosedCaseError):
        settle(
            session,
            coordinator,
            case,
            Verdict.BUYER_HOLDS,
            "是",
            at=builders.NOW,
            resum=rewrite_sums,
        )
    assert (case.match, case.silent, case.missing) == (Match.ONE_SIDED, case.buyer, ("B1",))


def test_somebody_who_did_not_see_the_last_statement_is_stopped(
    session: Session, seller: Company, buyer: Company, coordinator: Actor
) -> None:
    case = differing(session, seller, buyer, coordinator)
    speaker = builders.an_actor(session, Role.PREPARER, company=seller)
    answer(session, speaker, case, Said.PARTNER_IS_RIGHT, "", at=builders.NOW)

    with pytest.raises(StaleRowError):
        settle(
            session,
            coordinator,
            case,
            Verdict.NO_EXCHANGE,
            "否",
            at=builders.NOW,
            after=0,
            resum=rewrite_sums,
        )


def test_a_coordinator_of_one_group_settles_no_flow_of_another(
    session: Session, seller: Company, buyer: Company, coordinator: Actor
) -> None:
    case = differing(session, seller, buyer, coordinator)
    limited = replace(coordinator, groups=frozenset({Group.STEEL}))

    with pytest.raises(NotAllowedError):
        settle(
            session, limited, case, Verdict.SELLER_HOLDS, "是", at=builders.NOW, resum=rewrite_sums
        )
    assert len(register(session, limited, YEAR)) == 1


VALUE = ThirdValue(
    stated(Decimal(90), "t", Decimal("0.2"), None),
    None,
    "114 年流量計校正報告第 3 頁",
    "兩端皆漂移",
)


def test_a_value_that_neither_side_reports_counts_and_keeps_its_evidence(
    session: Session, seller: Company, buyer: Company, coordinator: Actor
) -> None:
    case = differing(session, seller, buyer, coordinator)

    settle(
        session,
        coordinator,
        case,
        Verdict.THIRD_VALUE,
        VALUE.reason,
        at=builders.NOW,
        value=VALUE,
        resum=rewrite_sums,
    )

    (found,) = register(session, coordinator, YEAR)
    emissions = group_figures(session, YEAR).emissions
    assert emissions.total.value == Decimal(182)
    assert (emissions.overlap.tonnes, emissions.overlap.open_flows) == (Decimal(18), 0)
    assert found.match is Match.SETTLED
    assert found.flow.held is not None
    assert found.flow.held.quantity == Decimal(90)
    assert found.ruling is not None
    assert found.ruling.value == VALUE


def test_of_several_settlements_the_last_counts_and_all_are_kept(
    session: Session, seller: Company, buyer: Company, coordinator: Actor
) -> None:
    case = differing(session, seller, buyer, coordinator)
    settle(
        session, coordinator, case, Verdict.SELLER_HOLDS, "先", at=builders.NOW, resum=rewrite_sums
    )
    (settled,) = register(session, coordinator, YEAR)

    with pytest.raises(ClosedCaseError):
        settle(
            session,
            coordinator,
            settled,
            Verdict.NO_EXCHANGE,
            "後",
            at=builders.NOW,
            resum=rewrite_sums,
        )

    assert len(settled.statements) == 1
    assert settled.ruling is not None
    assert settled.ruling.value is None


@pytest.mark.parametrize(
    ("verdict", "value"),
    [
        (Verdict.THIRD_VALUE, None),
        (Verdict.SELLER_HOLDS, VALUE),
        (Verdict.THIRD_VALUE, replace(VALUE, evidence=" ")),
        (Verdict.THIRD_VALUE, replace(VALUE, base=VALUE.year)),
    ],
    ids=["no value", "a value beside a report", "no evidence", "a base year without a plan"],
)
def test_a_third_value_needs_its_parts(
    session: Session,
    seller: Company,
    buyer: Company,
    coordinator: Actor,
    verdict: Verdict,
    value: ThirdValue | None,
) -> None:
    case = differing(session, seller, buyer, coordinator)

    with pytest.raises(MissingValueError):
        settle(
            session,
            coordinator,
            case,
            verdict,
            "理由",
            at=builders.NOW,
            value=value,
            resum=rewrite_sums,
        )
    assert register(session, coordinator, YEAR)[0].is_case


def test_a_third_value_ends_when_a_report_changes(
    session: Session, seller: Company, buyer: Company, coordinator: Actor
) -> None:
    case = differing(session, seller, buyer, coordinator)
    settle(
        session,
        coordinator,
        case,
        Verdict.THIRD_VALUE,
        "理由",
        at=builders.NOW,
        value=VALUE,
        resum=rewrite_sums,
    )
    submission = submission_of(session, buyer.id, Kind.INVENTORY, YEAR)
    assert submission is not None
    operations.return_for_correction(
        session,
        coordinator,
        submission,
        comment="請更正",
        at=builders.NOW,
        summarise=rewrite_member_year,
    )

    accept(session, buyer, steam("S1", "received", "15", "75"))

    (found,) = register(session, coordinator, YEAR)
    assert found.match is Match.DIFFERING
    assert found.ruling is None
    assert [one.value for one in found.statements] == [VALUE]


def test_a_flow_that_the_partner_reports_for_another_year_says_which(
    session: Session, seller: Company, buyer: Company, coordinator: Actor
) -> None:
    accept(session, seller, steam("B1", "supplied"))
    accept(session, buyer)
    accept(session, buyer, steam("S1", "received"), year=2023)
    accept(session, seller, year=2023)

    now, before = (register(session, coordinator, year) for year in (YEAR, 2023))

    key = ("S1", "B1", "steam")
    assert [one.match for one in (*now, *before)] == [Match.ONE_SIDED, Match.ONE_SIDED]
    assert elsewhere(session, now) == {(key, 0): (2023,)}
    assert elsewhere(session, before) == {(key, 0): (YEAR,)}


def test_a_flow_that_the_partner_reports_nowhere_has_no_hint(
    session: Session, seller: Company, buyer: Company, coordinator: Actor
) -> None:
    accept(session, seller, steam("B1", "supplied"))
    accept(session, buyer)
    accept(session, seller, steam("B1", "supplied"), year=2023)

    assert elsewhere(session, register(session, coordinator, YEAR)) == {}


def test_a_plan_for_another_target_year_says_which(
    session: Session, seller: Company, buyer: Company, coordinator: Actor
) -> None:
    one = differing(session, seller, buyer, coordinator)
    row = Row("B1", YEAR, 1, "exchange", 7, "received", "steam", "S1", None, "", None, {})
    sold = ReportedFlow("S1", "B1", True, "steam", Decimal(40))
    bought = ReportedFlow("B1", "S1", False, "steam", Decimal(40))
    key = one.flow.key
    early = replace(one, horizon=2030, flow=flow(key, sold, None), rows=())
    late = replace(one, horizon=2035, flow=flow(key, None, bought), rows=(row,))

    assert elsewhere(session, [early, late]) == {(key, 2030): (2035,)}
