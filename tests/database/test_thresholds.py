"""Limits of rules that were changed, kept with reason and day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import NotAllowedError, Role
from portal.audit.events import Event
from portal.audit.queries import entries, verify
from portal.intake.on_file import background
from portal.reference.groups import Group
from portal.submissions import operations, queries
from portal.submissions.errors import BackdatedError, MissingCommentError
from portal.workbook.thresholds import Threshold
from tests.builders import NOW, a_company, an_actor, an_upload

TODAY = NOW.date()
LATER = TODAY + timedelta(days=10)


def limit(value: str, *, group: str = "", year: str = "", reason: str = "公告") -> Threshold:
    return Threshold("change_warning", group, year, Decimal(value), "fraction", reason)


def make(session: Session, actor: Actor, wanted: Threshold, applies_from: date = TODAY) -> None:
    operations.change_threshold(session, actor, wanted, applies_from=applies_from, at=NOW)


def test_a_change_counts_from_its_day_on_and_older_days_keep_theirs(session: Session) -> None:
    coordinator = an_actor(session, Role.COORDINATOR)

    make(session, coordinator, limit("0.3", reason=" 擴廠年 "))
    make(session, coordinator, limit("0.25"), LATER)

    before, now, then = (
        queries.thresholds_in_force(session, day)
        for day in (TODAY - timedelta(days=1), TODAY, LATER)
    )
    assert before == ()
    [first] = now
    assert (first.threshold.value, first.reason, first.at) == (Decimal("0.3"), "擴廠年", NOW)
    assert [one.threshold.value for one in then] == [Decimal("0.25")]
    history = queries.threshold_changes(session, "change_warning")
    assert [one.applies_from for one in history] == [LATER, TODAY]


def test_a_change_is_logged_once(session: Session) -> None:
    administrator = an_actor(session, Role.ADMINISTRATOR)

    make(session, administrator, limit("0.3", group="steel", year="2024"))
    make(session, administrator, limit("0.30", group="steel", year="2024", reason="再一次"))

    [kept] = queries.threshold_changes(session)
    [entry] = entries(session, limit=1)
    assert kept.threshold.place == ("change_warning", "steel", "2024")
    assert entry.event == Event.THRESHOLD_CHANGED
    assert verify(session).first_bad is None


def test_a_check_gets_what_counts_on_the_day_of_receipt(session: Session) -> None:
    company = a_company(session)
    upload = an_upload(session, an_actor(session, Role.PREPARER, company=company), company)
    coordinator = an_actor(session, Role.COORDINATOR)

    make(session, coordinator, limit("0.3"))
    make(session, coordinator, limit("0.4", group="steel"), LATER)

    known = background(session, upload, company.code)
    assert [row.value for row in known.inventory.thresholds] == [Decimal("0.3")]
    assert known.plan.thresholds == ()


def test_only_who_may_changes_and_only_for_the_groups_in_charge(session: Session) -> None:
    company = a_company(session)
    of_steel = an_actor(session, Role.COORDINATOR, groups=frozenset({Group.STEEL}))

    for actor, wanted in (
        (an_actor(session, Role.PREPARER, company=company), limit("0.3")),
        (an_actor(session, Role.AUDITOR), limit("0.3")),
        (of_steel, limit("0.3")),
        (of_steel, limit("0.3", group="energy")),
    ):
        with pytest.raises(NotAllowedError):
            make(session, actor, wanted)
    make(session, of_steel, limit("0.3", group="steel"))

    [kept] = queries.threshold_changes(session)
    assert kept.threshold.group == "steel"


def test_no_change_without_a_reason_or_for_days_that_are_over(session: Session) -> None:
    coordinator = an_actor(session, Role.COORDINATOR)

    with pytest.raises(MissingCommentError):
        make(session, coordinator, limit("0.3", reason=" "))
    with pytest.raises(BackdatedError):
        make(session, coordinator, limit("0.3"), TODAY - timedelta(days=1))

    assert queries.threshold_changes(session) == []


@pytest.mark.parametrize(
    "statement",
    ["UPDATE threshold_change SET value = '1'", "DELETE FROM threshold_change"],
)
def test_a_change_cannot_be_changed_later(session: Session, statement: str) -> None:
    make(session, an_actor(session, Role.COORDINATOR), limit("0.3"))

    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(statement))
