from collections.abc import Callable
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts import operations, queries, sign_in
from portal.accounts.errors import (
    AddressTakenError,
    AlreadyInvitedError,
    LastAdministratorError,
    RoleNeedsCompanyError,
)
from portal.accounts.figures import Actor
from portal.accounts.models import LinkPurpose, OneTimeLink, User
from portal.accounts.operations import Person
from portal.accounts.passwords import ASVS, TW_ANNEX10, matches
from portal.accounts.permissions import NotAllowedError, Role, in_scope
from portal.accounts.tokens import token_hash
from portal.audit.events import Event
from portal.audit.queries import entries
from portal.db.base import StaleRowError
from portal.db.counters import data_version
from portal.language import Language
from portal.members.models import Company
from portal.outbox.models import OutboxMail
from portal.reference.groups import Group
from tests.builders import NOW, a_company, a_user, an_actor

PASSWORD = "correct horse battery staple"
ANOTHER = "umbrella lantern orchid quartz"
MINUTE = timedelta(minutes=1)


def link(token: str) -> str:
    return f"https://portal.example.tw/link/{token}"


def signed_in(session: Session, user: User, *, token: str = "cookie", **more: str) -> bool:
    attempt = sign_in.sign_in(
        session,
        user.email,
        more.get("password", PASSWORD),
        token=token,
        network=more.get("network", "203.0.113.7"),
        user_agent="Firefox",
        at=NOW,
    )
    return attempt.user_id == user.id


def test_a_page_learns_about_its_user_in_one_statement(session: Session) -> None:
    company = a_company(session)
    user = a_user(session, Role.SIGNATORY, company=company, password=PASSWORD)

    assert signed_in(session, user)

    found = queries.session_user(session, token_hash("cookie"), NOW + MINUTE)
    assert found is not None
    assert (found.user_id, found.role, found.company_code) == (user.id, user.role, company.code)
    assert (found.name, found.language) == (user.name, Language.ZH)
    assert found.data_version == data_version(session) > 0
    assert found.groups == frozenset()


def test_a_coordinator_brings_the_groups_along(session: Session) -> None:
    groups = frozenset({Group.STEEL, Group.ENERGY})
    user = a_user(session, groups=groups, password=PASSWORD)
    signed_in(session, user)

    found = queries.session_user(session, token_hash("cookie"), NOW)

    assert found is not None
    assert found.groups == groups


@pytest.mark.parametrize(
    ("seen", "later", "is_open"),
    [
        (timedelta(0), timedelta(minutes=29), True),
        (timedelta(0), timedelta(minutes=30), False),
        (timedelta(hours=11, minutes=50), timedelta(hours=11, minutes=59), True),
        (timedelta(hours=11, minutes=50), timedelta(hours=12), False),
    ],
    ids=["in use", "idle", "long day", "too long"],
)
def test_a_session_ends_when_idle_and_after_twelve_hours(
    session: Session, seen: timedelta, later: timedelta, is_open: bool
) -> None:
    user = a_user(session, password=PASSWORD)
    signed_in(session, user)
    [shown] = queries.open_sessions(session, user.id, NOW)
    sign_in.renew(session, shown.id, at=NOW + seen)

    found = queries.session_user(session, token_hash("cookie"), NOW + later)

    assert (found is not None) is is_open


def test_a_session_is_renewed_at_most_once_a_minute() -> None:
    assert sign_in.is_stale(None, NOW)
    assert not sign_in.is_stale(NOW, NOW + MINUTE)
    assert sign_in.is_stale(NOW, NOW + MINUTE + timedelta(seconds=1))


Ending = Callable[[Session, Actor, User], object]
ENDINGS: dict[str, Ending] = {
    "sign out": lambda session, _, user: sign_in.sign_out(
        session, queries.actor(session, user), _only_session(session, user), at=NOW
    ),
    "ended elsewhere": lambda session, _, user: sign_in.end_session(
        session, queries.actor(session, user), _only_session(session, user), at=NOW
    ),
    "disabled": lambda session, admin, user: operations.disable(session, admin, user, at=NOW),
    "another role": lambda session, admin, user: operations.change_role(
        session,
        admin,
        user,
        role=Role.ADVISOR,
        company_id=None,
        groups=frozenset(),
        at=NOW,
        row_version=user.row_version,
    ),
    "another password": lambda session, _, user: operations.change_password(
        session, queries.actor(session, user), PASSWORD, ANOTHER, policy=ASVS, at=NOW
    ),
}


def _only_session(session: Session, user: User) -> int:
    [shown] = queries.open_sessions(session, user.id, NOW)
    return shown.id


@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS)
def test_the_next_request_is_refused_after(session: Session, ending: Ending) -> None:
    admin = an_actor(session, Role.ADMINISTRATOR)
    user = a_user(session, password=PASSWORD)
    signed_in(session, user)

    ending(session, admin, user)

    assert queries.session_user(session, token_hash("cookie"), NOW) is None
    assert queries.open_sessions(session, user.id, NOW) == []


def test_nobody_ends_another_users_session(session: Session) -> None:
    user = a_user(session, password=PASSWORD)
    signed_in(session, user)

    ended = sign_in.end_session(session, an_actor(session), _only_session(session, user), at=NOW)

    assert not ended
    assert len(queries.open_sessions(session, user.id, NOW)) == 1


def test_the_sixth_guess_is_not_looked_at(session: Session) -> None:
    user = a_user(session, password=PASSWORD)
    for _ in range(5):
        assert not signed_in(session, user, password="wrong")

    assert not signed_in(session, user)

    events = [entry.event for entry in entries(session, limit=6)]
    assert events == [Event.SIGN_IN_LOCKED] * 2 + [Event.SIGN_IN_FAILED] * 4


def test_a_lock_is_over_after_fifteen_minutes(session: Session) -> None:
    user = a_user(session, password=PASSWORD)
    for _ in range(5):
        signed_in(session, user, password="wrong")

    attempts = [
        sign_in.sign_in(
            session,
            user.email,
            PASSWORD,
            token=f"cookie {later}",
            network="203.0.113.7",
            user_agent="",
            at=NOW + later,
        )
        for later in (timedelta(minutes=15) - MINUTE, timedelta(minutes=15))
    ]

    assert [attempt.user_id for attempt in attempts] == [None, user.id]
    assert attempts[0].locked_until == NOW + timedelta(minutes=15)


def test_a_lock_of_one_network_leaves_the_owner_in(session: Session) -> None:
    user = a_user(session, password=PASSWORD)
    for _ in range(6):
        signed_in(session, user, password="wrong", network="198.51.100.1")

    assert signed_in(session, user, network="203.0.113.7")


def test_many_networks_together_lock_an_account_but_not_its_known_network(
    session: Session,
) -> None:
    user = a_user(session, email="Owner@Example.tw", password=PASSWORD)
    assert signed_in(session, user, token="first", network="203.0.113.7")
    for number in range(sign_in.FAILURES_FROM_EVERYWHERE):
        sign_in.sign_in(
            session,
            " owner@example.TW",
            "x" * 200,
            token="",
            network=f"198.51.100.{number}",
            user_agent="",
            at=NOW,
        )

    assert not signed_in(session, user, token="second", network="198.51.100.200")
    assert signed_in(session, user, token="third", network="203.0.113.7")


@pytest.mark.parametrize("state", ["unknown", "without password", "disabled"])
def test_accounts_that_cannot_sign_in_answer_alike(session: Session, state: str) -> None:
    admin = an_actor(session, Role.ADMINISTRATOR)
    user = a_user(session, password=None if state == "without password" else PASSWORD)
    if state == "disabled":
        operations.disable(session, admin, user, at=NOW)
    email = "nobody@example.tw" if state == "unknown" else user.email

    attempts = [
        sign_in.sign_in(session, email, PASSWORD, token="", network="n", user_agent="", at=NOW)
        for _ in range(5)
    ]

    assert {attempt.user_id for attempt in attempts} == {None}
    assert attempts[-1].locked_until == NOW + timedelta(minutes=15)
    assert attempts[-2].locked_until is None


def test_an_old_hash_is_made_anew_when_its_owner_signs_in(session: Session) -> None:
    user = a_user(session)
    old = PasswordHasher(memory_cost=1024, time_cost=1, parallelism=1)
    user.password_hash = old.hash(PASSWORD)
    session.flush()

    assert signed_in(session, user)

    assert user.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert signed_in(session, user, token="again")


def test_old_sessions_and_counts_are_forgotten(session: Session) -> None:
    user = a_user(session, password=PASSWORD)
    signed_in(session, user)

    sign_in.forget_old(session, before=NOW + MINUTE)

    assert queries.open_sessions(session, user.id, NOW) == []


def test_an_invitation_sets_the_first_password(session: Session) -> None:
    admin = an_actor(session, Role.ADMINISTRATOR)
    person = Person(" New.Person@Example.TW ", "王小明", Role.COORDINATOR)

    user = operations.invite(session, admin, person, token="t0ken", link=link, at=NOW)
    wrong = operations.use_link(
        session, "t0ken", LinkPurpose.INVITATION, PASSWORD, policy=ASVS, at=NOW
    )

    assert wrong == ()
    assert user.email == "new.person@example.tw"
    assert matches(user.password_hash, PASSWORD)
    [mail] = session.scalars(select(OutboxMail).where(OutboxMail.recipient == user.email))
    assert link("t0ken") in mail.body
    assert session.scalar(select(OneTimeLink.token_hash)) == token_hash("t0ken")


def _invited(session: Session) -> User:
    admin = an_actor(session, Role.ADMINISTRATOR)
    person = Person("new@example.tw", "王小明", Role.COORDINATOR)
    return operations.invite(session, admin, person, token="first", link=link, at=NOW)


def test_a_new_invitation_ends_the_one_before(session: Session) -> None:
    admin = an_actor(session, Role.ADMINISTRATOR)
    user = _invited(session)

    operations.invite_again(session, admin, user, token="second", link=link, at=NOW)

    purpose = LinkPurpose.INVITATION
    assert queries.link_user(session, "first", purpose, NOW) is None
    assert queries.link_user(session, "second", purpose, NOW) is not None
    operations.use_link(session, "second", purpose, PASSWORD, policy=ASVS, at=NOW)
    with pytest.raises(AlreadyInvitedError):
        operations.invite_again(session, admin, user, token="third", link=link, at=NOW)


def test_a_link_with_a_bad_password_can_be_tried_again(session: Session) -> None:
    _invited(session)

    first = operations.use_link(
        session, "first", LinkPurpose.INVITATION, "short", policy=ASVS, at=NOW
    )
    second = operations.use_link(
        session, "first", LinkPurpose.INVITATION, PASSWORD, policy=ASVS, at=NOW
    )

    assert first
    assert second == ()


def _reset(session: Session, later: timedelta = timedelta(0)) -> object:
    return operations.use_link(
        session, "reset", LinkPurpose.RESET, ANOTHER, policy=ASVS, at=NOW + later
    )


def test_a_reset_link_works_once(session: Session) -> None:
    user = a_user(session, password=PASSWORD)
    operations.request_reset(session, user.email.upper(), token="reset", link=link, at=NOW)

    assert _reset(session, timedelta(minutes=29)) == ()
    assert _reset(session, timedelta(minutes=29)) is None


def test_a_reset_link_is_for_resets_and_thirty_minutes(session: Session) -> None:
    user = a_user(session, password=PASSWORD)
    operations.request_reset(session, user.email, token="reset", link=link, at=NOW)

    as_invitation = operations.use_link(
        session, "reset", LinkPurpose.INVITATION, ANOTHER, policy=ASVS, at=NOW
    )

    assert as_invitation is None
    assert _reset(session, timedelta(minutes=30)) is None


def test_a_reset_link_ends_with_the_password_it_was_made_for(session: Session) -> None:
    user = a_user(session, password=PASSWORD)
    operations.request_reset(session, user.email, token="reset", link=link, at=NOW)
    user.password_hash = "another"
    session.flush()

    assert _reset(session) is None


def test_a_reset_for_an_unknown_address_writes_no_mail(session: Session) -> None:
    operations.request_reset(session, "nobody@example.tw", token="t", link=link, at=NOW)

    assert session.scalars(select(OutboxMail)).all() == []
    assert entries(session, limit=1)[0].event == Event.RESET_REQUESTED


def test_former_passwords_do_not_come_back_under_annex_10(session: Session) -> None:
    user = a_user(session, password="Harbour-2031")
    actor = queries.actor(session, user)
    day = timedelta(days=2)
    for number, (present, new) in enumerate(
        [("Harbour-2031", "Harbour-2032"), ("Harbour-2032", "Harbour-2033")], 1
    ):
        assert not operations.change_password(
            session, actor, present, new, policy=TW_ANNEX10, at=NOW + day * number
        )

    again = operations.change_password(
        session, actor, "Harbour-2033", "Harbour-2031", policy=TW_ANNEX10, at=NOW + day * 5
    )

    assert [problem.en for problem in again] == ["This password was in use lately. Choose another."]


def test_annex_10_sets_a_least_and_a_greatest_age(session: Session) -> None:
    user = a_user(session, password="Harbour-2031")

    too_soon = operations.change_password(
        session,
        queries.actor(session, user),
        "Harbour-2031",
        "Harbour-2032",
        policy=TW_ANNEX10,
        at=NOW + timedelta(hours=23),
    )

    assert too_soon
    assert operations.is_password_too_old(user, TW_ANNEX10, NOW + timedelta(days=91))
    assert not operations.is_password_too_old(user, TW_ANNEX10, NOW + timedelta(days=90))
    assert not operations.is_password_too_old(user, ASVS, NOW + timedelta(days=9000))


def test_the_present_password_is_asked_for(session: Session) -> None:
    user = a_user(session, password=PASSWORD)

    wrong = operations.change_password(
        session, queries.actor(session, user), "not it", ANOTHER, policy=ASVS, at=NOW
    )

    assert wrong
    assert matches(user.password_hash, PASSWORD)


def test_two_accounts_cannot_share_an_address(session: Session) -> None:
    a_user(session, email="one@example.tw")

    with pytest.raises(AddressTakenError):
        a_user(session, email=" ONE@example.tw")


@pytest.mark.parametrize("role", Role)
def test_members_have_a_company_and_others_have_none(session: Session, role: Role) -> None:
    company = None if role.is_member else a_company(session)

    with pytest.raises(RoleNeedsCompanyError):
        a_user(session, role, company=company)


def test_only_administrators_manage_accounts(session: Session) -> None:
    user = a_user(session)

    with pytest.raises(NotAllowedError):
        operations.disable(session, an_actor(session, Role.AUDITOR), user, at=NOW)


def test_the_last_administrator_stays(session: Session) -> None:
    user = a_user(session, Role.ADMINISTRATOR, password=PASSWORD)
    actor = queries.actor(session, user)

    with pytest.raises(LastAdministratorError):
        operations.disable(session, actor, user, at=NOW)

    a_user(session, Role.ADMINISTRATOR, password=PASSWORD)
    operations.disable(session, actor, user, at=NOW)
    operations.enable(session, actor, user, at=NOW)
    assert user.disabled_at is None


def test_a_stale_account_form_is_refused(session: Session) -> None:
    user = a_user(session)

    with pytest.raises(StaleRowError):
        operations.change_role(
            session,
            an_actor(session, Role.ADMINISTRATOR),
            user,
            role=Role.AUDITOR,
            company_id=None,
            groups=frozenset(),
            at=NOW,
            row_version=user.row_version + 1,
        )


def test_the_list_of_users_shows_company_groups_and_state(session: Session) -> None:
    company = a_company(session)
    member = a_user(session, Role.PREPARER, company=company)
    coordinator = a_user(session, groups=frozenset({Group.STEEL}), password=PASSWORD)
    operations.choose_language(session, queries.actor(session, coordinator), Language.EN)

    [of_company] = queries.users(session, company_id=company.id)
    row = queries.user_row(session, coordinator.id)

    assert (of_company.id, of_company.company_code) == (member.id, company.code)
    assert not of_company.has_password
    assert row is not None
    assert (row.groups, row.language) == (frozenset({Group.STEEL}), Language.EN)
    assert queries.user_names(session)[member.id] == member.name


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("groups", [frozenset[Group](), frozenset({Group.STEEL})])
def test_queries_keep_to_the_rule_of_scope(
    session: Session, role: Role, groups: frozenset[Group]
) -> None:
    companies = [a_company(session), a_company(session, group=Group.ENERGY)]
    own = companies[0].id if role.is_member else None
    actor = Actor(1, role, own, groups)

    seen = set(session.scalars(select(Company.id).where(queries.companies_of(actor))))

    expected = {
        company.id
        for company in companies
        if in_scope(role, own, groups, company_id=company.id, group=company.group)
    }
    assert seen == expected
