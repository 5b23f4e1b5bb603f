"""Contracts and savings in the database: who may, what is refused, and what counts once."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.operations import Person, add_user
from portal.accounts.permissions import NotAllowedError, Role
from portal.accounts.queries import actor as actor_of
from portal.db.base import StaleRowError
from portal.esco import errors, operations, queries
from portal.esco.figures import ContractContent, MeasureContent, Stated, yearly_statement
from portal.esco.models import EscoContract, EscoMeasure
from portal.esco.vocabulary import ContractKind, StatementOutcome
from portal.members.models import Company, Site
from portal.reference.groups import Group
from portal.reference.site_systems import Carrier, System
from portal.savings import city
from portal.savings import operations as savings
from portal.savings.errors import (
    ClosedError,
    NoReasonError,
    OpenError,
    OtherSiteError,
    SettledError,
    ShareError,
)
from portal.savings.queries import proposals, stream, streams
from portal.savings.vocabulary import EndKind, Figure, Level, SameOrDifferent
from tests.builders import NOW, a_company, a_site, an_actor
from tests.database.test_advisory import a_scene, accept

CONTRACT = ContractContent(
    "空壓改善",
    ContractKind.GUARANTEED,
    date(2022, 12, 1),
    date(2023, 1, 1),
    date(2027, 12, 31),
    Decimal(5_000_000),
    guaranteed=Decimal(900_000),
    price=Decimal("3.5"),
)
MEASURE = MeasureContent(
    "變頻空壓機",
    System.AIR,
    ((Carrier.ELECTRICITY, Decimal(1_000_000)),),
    commissioned_on=date(2023, 1, 1),
)
SAVED = Decimal(850_000)


@dataclass
class Scene:
    """A contract with a commissioned measure, and who has to do with it."""

    company: Company
    site: Site
    coordinator: Actor
    esco: Actor
    contract: EscoContract
    measure: EscoMeasure

    @property
    def line(self) -> Stated:
        return Stated(self.measure.id, Carrier.ELECTRICITY, SAVED)


def a_person(session: Session, organisation: str) -> Actor:
    person = Person(f"{organisation}@e.example", organisation, Role.ESCO, organisation=organisation)
    return actor_of(session, add_user(session, None, person, at=NOW))


@pytest.fixture
def scene(session: Session) -> Scene:
    company, coordinator = a_company(session), an_actor(session)
    site = a_site(session, company)
    one = operations.add_organisation(session, coordinator, "HD", "禾點", "Hedian", at=NOW)
    contract = operations.write_contract(
        session, coordinator, one, (company, site), CONTRACT, at=NOW
    )
    measure = operations.keep_measure(session, coordinator, contract, MEASURE, at=NOW)
    return Scene(company, site, coordinator, a_person(session, "HD"), contract, measure)


def another_measure(session: Session, scene: Scene) -> EscoMeasure:
    return operations.keep_measure(session, scene.coordinator, scene.contract, MEASURE, at=NOW)


def test_an_accepted_statement_gives_the_shortfall(session: Session, scene: Scene) -> None:
    made = operations.state_savings(
        session, scene.esco, scene.contract, 1, [scene.line], evidence="報告", at=NOW
    )
    before = queries.contract(session, scene.esco, scene.contract.number)
    operations.decide_statement(
        session, scene.coordinator, made, StatementOutcome.ACCEPTED, note="相符", at=NOW
    )

    after = queries.contract(session, scene.esco, scene.contract.number)

    assert before is not None
    assert after is not None
    assert (before.payments[0].shortfall, before.row.waiting) == (None, 1)
    assert after.payments[0].shortfall == Decimal(50_000)
    assert after.payments[0].compensation == Decimal(175_000)
    paper = yearly_statement(after, 1)
    assert paper is not None
    assert paper.statement is not None
    assert paper.statement.electricity == SAVED
    assert yearly_statement(after, 9) is None


def test_only_its_own_esco_states(session: Session, scene: Scene) -> None:
    other = a_person(session, "QY")

    assert queries.contract(session, other, scene.contract.number) is None
    assert queries.contract_rows(session, other) == []
    with pytest.raises(NotAllowedError):
        operations.state_savings(
            session, other, scene.contract, 1, [scene.line], evidence="x", at=NOW
        )
    with pytest.raises(NotAllowedError):
        operations.keep_measure(session, scene.esco, scene.contract, MEASURE, at=NOW)


def test_statements_that_cannot_be_are_refused(session: Session, scene: Scene) -> None:
    def state(year: int, line: Stated, evidence: str = "報告", at: datetime = NOW) -> None:
        operations.state_savings(
            session, scene.esco, scene.contract, year, [line], evidence=evidence, at=at
        )

    with pytest.raises(errors.NoEvidenceError):
        state(1, scene.line, "")
    with pytest.raises(errors.WrongYearError):
        state(6, scene.line)
    with pytest.raises(errors.WrongYearError):
        state(1, scene.line, at=datetime(2023, 6, 1, tzinfo=UTC))
    with pytest.raises(errors.ForeignPartError):
        state(1, Stated(999_999, Carrier.ELECTRICITY, SAVED))
    with pytest.raises(errors.ForeignPartError):
        state(1, Stated(scene.measure.id, Carrier.ELECTRICITY, None, 999_999))


def test_a_statement_is_decided_once_and_by_somebody_else(session: Session, scene: Scene) -> None:
    first, second = (
        operations.state_savings(
            session, scene.esco, scene.contract, 1, [scene.line], evidence="報告", at=NOW
        )
        for _ in range(2)
    )

    def decide(which: int) -> None:
        operations.decide_statement(
            session,
            scene.coordinator,
            (first, second)[which],
            StatementOutcome.ACCEPTED,
            note="相符",
            at=NOW,
        )

    decide(0)

    for again in (0, 1):
        with pytest.raises(errors.DecidedError):
            decide(again)


def test_a_contract_that_was_overtaken_is_not_changed(session: Session, scene: Scene) -> None:
    with pytest.raises(StaleRowError):
        operations.change_contract(
            session, scene.coordinator, scene.contract, CONTRACT, row_version=9, at=NOW
        )


def test_two_claims_on_one_change_count_once_when_settled(session: Session, scene: Scene) -> None:
    another_measure(session, scene)
    (pair,) = proposals(session, scene.coordinator)

    def kilowatt_hours() -> Decimal:
        found = city.computed(session, 2023)[None]
        return found.esco[Level.IMPLEMENTED].electricity

    before = kilowatt_hours()
    savings.decide_duplicate(
        session, scene.coordinator, pair, SameOrDifferent.SAME, reason="同一部", at=NOW
    )

    assert (before, kilowatt_hours()) == (Decimal(2_000_000), Decimal(1_000_000))
    assert proposals(session, scene.coordinator) == []
    with pytest.raises(SettledError):
        savings.decide_duplicate(
            session, scene.coordinator, (pair[0], pair[0]), SameOrDifferent.SAME, reason="x", at=NOW
        )


def test_different_changes_both_count_and_are_not_asked_again(
    session: Session, scene: Scene
) -> None:
    another_measure(session, scene)
    (pair,) = proposals(session, scene.coordinator)

    savings.decide_duplicate(
        session, scene.coordinator, pair, SameOrDifferent.DIFFERENT, reason="兩部", at=NOW
    )

    total = city.computed(session, 2023)[None].esco[Level.IMPLEMENTED]
    assert (total.streams, total.electricity) == (2, Decimal(2_000_000))
    assert proposals(session, scene.coordinator) == []


def test_what_cannot_be_decided_is_refused(session: Session, scene: Scene) -> None:
    elsewhere = a_site(session, scene.company)
    one = operations.add_organisation(session, scene.coordinator, "LC", "嵐城", "L", at=NOW)
    contract = operations.write_contract(
        session, scene.coordinator, one, (scene.company, elsewhere), CONTRACT, at=NOW
    )
    operations.keep_measure(session, scene.coordinator, contract, MEASURE, at=NOW)
    first, second = streams(session, scene.coordinator)

    def decide(actor: Actor, reason: str) -> None:
        savings.decide_duplicate(
            session, actor, (first, second), SameOrDifferent.SAME, reason=reason, at=NOW
        )

    with pytest.raises(OtherSiteError):
        decide(scene.coordinator, "同一")
    with pytest.raises(NoReasonError):
        decide(scene.coordinator, " ")
    with pytest.raises(NotAllowedError):
        decide(an_actor(session, Role.SIGNATORY, company=scene.company), "同一")
    with pytest.raises(errors.CodeTakenError):
        operations.add_organisation(session, scene.coordinator, "LC", "x", "x", at=NOW)


def test_a_stream_ends_and_the_end_can_be_taken_back(session: Session, scene: Scene) -> None:
    (one,) = streams(session, scene.coordinator)
    kept = savings.end_stream(
        session,
        scene.coordinator,
        one,
        EndKind.REMOVED,
        date(2024, 1, 1),
        reason="拆除",
        at=NOW,
    )
    ended = stream(session, scene.coordinator, kept.number)
    assert ended is not None
    gone = city.computed(session, 2024)[None].in_year[Level.IMPLEMENTED].electricity

    savings.end_stream(
        session, scene.coordinator, ended, EndKind.CONTINUES, None, reason="誤植", at=NOW
    )

    back = city.computed(session, 2024)[None].in_year[Level.IMPLEMENTED].electricity
    assert (gone, back) == (Decimal(0), Decimal(1_000_000))


def test_shares_of_a_stream_make_at_most_the_whole(session: Session, scene: Scene) -> None:
    member = an_actor(session, Role.PREPARER, company=scene.company)
    (one,) = streams(session, member)
    savings.satisfy_measure(session, member, one, "M-001", Decimal("0.7"), at=NOW)
    (kept,) = streams(session, member)

    with pytest.raises(ShareError):
        savings.satisfy_measure(session, member, kept, "M-002", Decimal("0.4"), at=NOW)
    with pytest.raises(ShareError):
        savings.satisfy_measure(session, member, kept, "M-001", Decimal("-0.1"), at=NOW)
    savings.satisfy_measure(session, member, kept, "M-001", Decimal("0.5"), at=NOW)
    savings.satisfy_measure(session, member, kept, "M-002", Decimal("0.5"), at=NOW)


def test_a_closed_year_keeps_its_figures_and_takes_corrections(
    session: Session, scene: Scene
) -> None:
    with pytest.raises(OpenError):
        _correct(session, scene)
    savings.close_year(session, scene.coordinator, 2023, at=NOW)
    another_measure(session, scene)
    _correct(session, scene)

    found = city.year_figures(session, 2023)

    for group in (None, Group.STEEL):
        total = found[group].esco[Level.IMPLEMENTED]
        assert (total.electricity, total.tonnes) == (Decimal(900_000), Decimal("444.6"))
    with pytest.raises(ClosedError):
        savings.close_year(session, scene.coordinator, 2023, at=NOW)
    with pytest.raises(OpenError):
        savings.close_year(session, scene.coordinator, NOW.year, at=NOW)


def _correct(session: Session, scene: Scene) -> None:
    savings.correct_year(
        session,
        scene.coordinator,
        2023,
        (Group.STEEL, Figure.ESCO, Level.IMPLEMENTED),
        (Decimal(-100_000), Decimal("-49.4")),
        reason="電表倍率",
        evidence="校正紀錄",
        at=NOW,
    )


def test_a_coordinator_of_some_groups_closes_no_year(session: Session) -> None:
    limited = an_actor(session, groups=frozenset({Group.STEEL}))

    with pytest.raises(NotAllowedError):
        savings.close_year(session, limited, 2023, at=NOW)


def test_a_member_sees_its_own_streams_only(session: Session, scene: Scene) -> None:
    other = a_company(session)

    assert streams(session, an_actor(session, Role.PREPARER, company=other)) == []
    assert len(streams(session, an_actor(session, Role.PREPARER, company=scene.company))) == 1
    assert streams(session, an_actor(session, Role.ADVISOR)) == []


def test_a_quoted_total_needs_its_source_and_counts_nowhere(session: Session, scene: Scene) -> None:
    with pytest.raises(NoReasonError):
        savings.quote(session, scene.coordinator, "x", " ", 2023, at=NOW, tonnes=Decimal(1))
    before = city.computed(session, 2023)

    savings.quote(session, scene.coordinator, "新聞", "某報", 2023, at=NOW, tonnes=Decimal(9_000))

    assert city.computed(session, 2023) == before


def test_a_recommendation_and_its_contract_are_one_stream(session: Session) -> None:
    case = a_scene(session)
    accept(session, case)
    coordinator = an_actor(session)
    one = operations.add_organisation(session, coordinator, "HD", "禾點", "Hedian", at=NOW)
    site = (case.company, case.site)
    contract = operations.write_contract(session, coordinator, one, site, CONTRACT, at=NOW)
    before = city.computed(session, 2026)[None].advisory

    named = replace(MEASURE, recommendation_id=case.advice.id)
    made = operations.keep_measure(session, coordinator, contract, named, at=NOW)

    (found,) = streams(session, coordinator)
    after = city.computed(session, 2026)[None]
    assert [each.key for each in found.claims] == [
        f"advice-{case.advice.id}",
        f"contract-{made.id}",
    ]
    assert before[Level.IMPLEMENTED].streams == 0
    assert before[Level.ACCEPTED].electricity == Decimal(60_000)
    assert after.advisory[Level.IDENTIFIED].electricity == Decimal(60_000)
    assert after.advisory[Level.IMPLEMENTED].electricity == Decimal(1_000_000)
    assert (after.sites, after.findings) == (1, 1)


def test_a_measure_names_only_parts_of_its_site(session: Session, scene: Scene) -> None:
    case = a_scene(session)

    with pytest.raises(errors.ForeignPartError):
        operations.keep_measure(
            session,
            scene.coordinator,
            scene.contract,
            replace(MEASURE, recommendation_id=case.advice.id),
            at=NOW,
        )
