"""The diagnoses of the demonstration, counted and printed from the database."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.advisory import queries
from portal.advisory.queries.statistics import advice_facts, seen_facts
from portal.advisory.statistics import by, statistics
from portal.advisory.vocabulary import ActionState, System, Topic
from portal.db.engine import Database
from portal.demo.accounts import ACCOUNTS
from portal.demo.diagnoses import add_advisors, add_diagnoses
from portal.demo.inventory_visits import add_inventory_visits
from portal.demo.setting_up import set_up
from portal.reference.groups import Group
from portal.reports.diagnosis import items
from portal.reports.queries.diagnoses import diagnosis
from tests.builders import NOW

AT = datetime(2026, 4, 1, 3, tzinfo=UTC)


@pytest.mark.slow
def test_the_demonstration_has_diagnoses_of_every_kind(
    own_database: Database, tmp_path: Path
) -> None:
    with own_database.transaction() as session:
        coordinator, teams = set_up(session, at=AT)
        advisors = add_advisors(session, at=AT)
        add_diagnoses(session, coordinator, teams, advisors)
        add_inventory_visits(session, coordinator, teams, advisors)

    assert advisors[-1].role.value == next(one.role for one in ACCOUNTS if one.name == "何志遠")
    with own_database.reading() as session:
        seen, advice = seen_facts(session, coordinator), advice_facts(session, coordinator)
        whole = statistics(seen, advice)
        assert (whole.surveys, whole.sites, whole.findings) == (62, 62, 161)
        assert whole.implementation_rate is not None
        assert 0.45 <= whole.implementation_rate <= 0.56
        assert set(by(seen, advice, lambda one: one.group)) == set(Group)
        assert set(by(seen, advice, lambda one: one.year)) == {2022, 2023, 2024}
        assert set(by(seen, advice, lambda one: one.system)) == set(System) - {System.OTHER}
        assert seen_facts(session, coordinator, 2023) == tuple(
            one for one in seen if one.year == 2023
        )
        own = queries.request_rows(session, advisors[-1])
        assert 0 < len(own) < 10
        found = diagnosis(session, advisors[-1], own[0].id, at=NOW, photo=lambda _: None)
        assert found is not None
        assert all(one.derivation for one in items(found))
        hidden = diagnosis(
            session,
            teams["ST01"].preparer,
            own[0].id,
            at=NOW,
            photo=lambda _: None,
        )
        assert hidden is None
        _check_inventory_visits(session, coordinator)


def _check_inventory_visits(session: Session, coordinator: Actor) -> None:
    rows = queries.request_rows(session, coordinator)
    advised = [row.id for row in rows if row.wanted.topic is Topic.CARBON_INVENTORY]
    cases = [queries.case(session, coordinator, key) for key in advised]
    states = {action.state for case in cases if case for action in case.actions}
    # No inventory is on file here, so nothing can be checked off yet.
    assert (len(advised), states) == (6, {ActionState.OPEN})
