"""Versions and records in the database: only added to, logged, by those who may."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portal.accounts.permissions import NotAllowedError, Role
from portal.aggregation.electricity import stated_electricity
from portal.audit.events import Event
from portal.audit.models import AuditEntry
from portal.budget.adopted import adopted
from portal.budget.operations import (
    CorrectedError,
    NewRecord,
    NewVersion,
    enter_record,
    enter_version,
)
from portal.budget.overview import Asked, carbon_budget
from portal.budget.programmes import Basis, Programme, Span, Within
from portal.budget.queries import programme_records, versions
from portal.reference.groups import Group
from tests.builders import NOW, an_actor
from tests.builders_alliance import an_alliance

VERSION = NewVersion(
    "2027–2028",
    2027,
    2028,
    2028,
    "議會決議文",
    date(2027, 6, 1),
    adopted().lines,
    Decimal("150.00"),
    "新期",
)
RECORD = NewRecord(
    Programme.OTHER,
    2029,
    Basis.EXPECTED,
    Span.YEARLY,
    Within.NOTHING,
    Decimal("12000.5"),
    "區域供冷",
    "估算",
)


def test_a_version_is_read_back_as_it_was_printed(session: Session) -> None:
    enter_version(session, an_actor(session), VERSION, at=NOW)

    newest, *others = versions(session)

    assert newest.lines == adopted().lines
    assert newest.enterprise == Decimal("150.00")
    assert newest.reason == "新期"
    assert others == [adopted()]
    entry = session.scalars(
        select(AuditEntry).where(AuditEntry.event == Event.BUDGET_VERSION_ENTERED)
    ).one()
    assert entry.detail["year"] == 2028


def test_the_database_refuses_to_change_what_was_entered(session: Session) -> None:
    actor = an_actor(session)
    enter_version(session, actor, VERSION, at=NOW)
    enter_record(session, actor, RECORD, at=NOW)

    for statement in (
        "UPDATE carbon_budget_version SET title = 'x'",
        "DELETE FROM city_programme_record",
    ):
        with pytest.raises(DBAPIError), session.begin_nested():
            session.execute(text(statement))


def test_a_record_is_corrected_once(session: Session) -> None:
    actor = an_actor(session)
    made = enter_record(session, actor, RECORD, at=NOW)

    enter_record(session, actor, RECORD, corrects=f"P{made.id}", at=NOW)
    enter_record(session, actor, RECORD, corrects="esco_2023", at=NOW)

    for key in (f"P{made.id}", "esco_2023", "P999999"):
        with pytest.raises(CorrectedError):
            enter_record(session, actor, RECORD, corrects=key, at=NOW)
    assert programme_records(session)[-1].corrects == "esco_2023"


def test_only_a_coordinator_of_the_whole_city_enters(session: Session) -> None:
    for actor in (
        an_actor(session, Role.ADMINISTRATOR),
        an_actor(session, Role.COORDINATOR, groups=frozenset({Group.STEEL})),
    ):
        with pytest.raises(NotAllowedError):
            enter_version(session, actor, VERSION, at=NOW)
        with pytest.raises(NotAllowedError):
            enter_record(session, actor, RECORD, at=NOW)


def test_electricity_comes_from_the_path_of_the_accepted_plan(session: Session) -> None:
    an_alliance(session, members=9)

    stated = stated_electricity(session, 2024)
    page = carbon_budget(session, 2024, Asked(end="0.376"))

    known = [code for code, one in stated.items() if one]
    assert stated[known[0]] == {2022: Decimal(1_000_000), 2030: Decimal(800_000)}
    assert [one.use.code for one in page.electricity.members] == known
    assert len(page.electricity.silent) == 9 - len(known)
    assert page.electricity.own == 99 * len(known)
    assert page.electricity.grid == Decimal("95.2") * len(known)


def test_years_before_any_plan_state_nothing(session: Session) -> None:
    an_alliance(session, members=3)

    assert stated_electricity(session, 2019) == {}


def test_the_alliance_is_the_sum_of_its_parts(session: Session) -> None:
    an_alliance(session, members=30)

    found = carbon_budget(session, 2024).delivery

    parts = (found.without_power.cut, found.power.cut)
    assert isinstance(found.whole.cut, Decimal)
    assert found.whole.cut == sum((one for one in parts if isinstance(one, Decimal)), Decimal(0))
    assert len(found.counted) + len(found.missing) == found.members == 30
