"""The one statement of every page gives what the ordinary query gives."""

from datetime import timedelta

from sqlalchemy.orm import Session

from portal.accounts.models import UserSession
from portal.accounts.permissions import Role
from portal.accounts.queries import browser_user, session_user
from portal.accounts.tokens import token_hash
from portal.db.counters import data_changed
from portal.db.engine import Database
from portal.reference.groups import Group
from tests.builders import NOW, a_user

TOKEN = "a token of the cookie"
GROUPS = frozenset({Group.STEEL, Group.ENERGY})


def test_the_prepared_statement_reads_what_the_session_reads(own_database: Database) -> None:
    with own_database.transaction() as session:
        _signed_in(session)
    later = NOW + timedelta(minutes=5)

    prepared = browser_user(own_database.engine, token_hash(TOKEN), later)

    with own_database.reading() as session:
        assert prepared == session_user(session, token_hash(TOKEN), later)
    assert prepared is not None
    assert prepared.groups == GROUPS
    assert prepared.role is Role.COORDINATOR
    assert prepared.last_seen == NOW
    assert prepared.data_version >= 1


def test_an_unknown_token_has_no_user(database: Database) -> None:
    assert browser_user(database.engine, token_hash("never given"), NOW) is None


def _signed_in(session: Session) -> None:
    user = a_user(session, Role.COORDINATOR, groups=GROUPS)
    session.add(
        UserSession(
            user_id=user.id,
            token_hash=token_hash(TOKEN),
            epoch=user.session_epoch,
            created_at=NOW,
            last_seen=NOW,
            ended_at=None,
            user_agent="",
        )
    )
    data_changed(session)
