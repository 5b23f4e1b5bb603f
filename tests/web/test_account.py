"""Signing in, signing out, passwords, links and sessions."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from werkzeug.test import TestResponse

from portal.accounts import operations
from portal.accounts.models import LinkPurpose
from portal.accounts.tokens import new_token
from portal.app import create_app
from portal.db.engine import Database
from portal.outbox.models import OutboxMail
from tests.web.world import NOW, PASSWORD, PEOPLE, Browser, Clock, settings_of

NEW_PASSWORD = "copper lantern willow brisk"

SignIn = Callable[[str], Browser]


def test_a_guest_is_asked_to_sign_in_and_comes_back(guest: Browser) -> None:
    response = guest.get("/account?x=1")

    assert response.status_code == 303
    assert response.headers["Location"] == "/sign-in?next=/account?x%3D1"


def test_signing_in_leads_to_the_page_that_was_wanted(guest: Browser) -> None:
    sent = {"email": PEOPLE["preparer"].email, "password": PASSWORD}

    response = guest.post("/sign-in?next=/account", sent)

    assert response.headers["Location"] == "/account"
    assert "王小明" in guest.get("/account").get_data(as_text=True)


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(guest: Browser) -> None:
    known = guest.post("/sign-in", {"email": PEOPLE["preparer"].email, "password": "wrong"})
    unknown = guest.post("/sign-in", {"email": "nobody@a.example", "password": "wrong"})

    assert known.status_code == unknown.status_code == 422
    assert _plain(known) == _plain(unknown)


def test_what_was_typed_stays_after_an_error_except_the_password(guest: Browser) -> None:
    response = guest.post("/sign-in", {"email": "someone@a.example", "password": "wrong"})

    page = response.get_data(as_text=True)
    assert 'value="someone@a.example"' in page
    assert "wrong" not in page.replace("field-wrong", "").replace("is-wrong", "")


def test_the_session_gets_a_new_cookie_when_somebody_signs_in(guest: Browser) -> None:
    guest.get("/sign-in")
    before = guest.client.get_cookie("portal")

    guest.sign_in("preparer")

    after = guest.client.get_cookie("portal")
    assert before is not None
    assert after is not None
    assert before.value != after.value


def test_a_cookie_kept_from_before_sign_out_opens_nothing(signed_in: SignIn) -> None:
    browser = signed_in("preparer")
    kept = browser.client.get_cookie("portal")

    assert kept is not None
    browser.post("/sign-out", via="/account")
    browser.client.set_cookie("portal", kept.value)

    assert browser.get("/account").status_code == 303


def test_a_session_ends_after_half_an_hour_without_use(signed_in: SignIn, clock: Clock) -> None:
    browser = signed_in("preparer")

    clock.now = NOW + timedelta(minutes=20)
    first = browser.get("/account").status_code
    clock.now = NOW + timedelta(minutes=45)
    second = browser.get("/account").status_code
    clock.now = NOW + timedelta(minutes=76)
    third = browser.get("/account").status_code

    assert (first, second, third) == (200, 200, 303)


def test_an_installation_sets_how_long_a_session_lasts(
    tmp_path: Path, opened: Database, clock: Clock
) -> None:
    shorter = settings_of(tmp_path / "instance", session_idle_minutes=5)
    browser = Browser(create_app(shorter, opened=opened, now=clock).test_client())
    browser.sign_in("preparer")

    clock.now = NOW + timedelta(minutes=4)
    first = browser.get("/account").status_code
    clock.now = NOW + timedelta(minutes=10)
    second = browser.get("/account").status_code

    assert (first, second) == (200, 303)


def test_a_disabled_person_is_out_on_the_next_request(signed_in: SignIn, opened: Database) -> None:
    browser = signed_in("preparer")
    with opened.transaction() as session:
        from portal.accounts.queries import actor, user_by_email

        admin = user_by_email(session, PEOPLE["administrator"].email)
        person = user_by_email(session, PEOPLE["preparer"].email)
        assert admin is not None
        assert person is not None
        operations.disable(session, actor(session, admin), person, at=NOW)

    assert browser.get("/account").status_code == 303


def test_five_failures_lock_even_the_right_password_out(guest: Browser) -> None:
    for _ in range(5):
        guest.post("/sign-in", {"email": PEOPLE["preparer"].email, "password": "wrong"})

    assert guest.sign_in("preparer").status_code == 422


def test_a_reset_link_sets_a_password_once(guest: Browser, opened: Database) -> None:
    guest.post("/forgotten", {"email": PEOPLE["preparer"].email})
    with opened.reading() as session:
        [mail] = session.query(OutboxMail).all()
    link = re.search(r"http://127\.0\.0\.1:8000(/link/reset/\S+)", mail.body)
    assert link is not None

    opened_link = guest.get(link.group(1))
    saved = guest.post(
        "/new-password", {"password": NEW_PASSWORD, "repeated": NEW_PASSWORD}, via="/new-password"
    )
    again = guest.get(link.group(1), follow_redirects=True)

    assert opened_link.headers["Location"] == "/new-password"
    assert saved.headers["Location"] == "/sign-in"
    assert again.status_code == 404
    assert guest.sign_in("preparer", NEW_PASSWORD).status_code == 303


def test_asking_for_a_link_says_nothing_about_who_exists(guest: Browser) -> None:
    known = guest.post("/forgotten", {"email": PEOPLE["preparer"].email})
    unknown = guest.post("/forgotten", {"email": "nobody@a.example"})

    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )


def test_an_invitation_opens_the_account(guest: Browser, opened: Database) -> None:
    token = new_token()
    with opened.transaction() as session:
        from portal.accounts.permissions import Role
        from portal.accounts.queries import actor, user_by_email

        admin = user_by_email(session, PEOPLE["administrator"].email)
        assert admin is not None
        operations.invite(
            session,
            actor(session, admin),
            operations.Person("new@a.example", "新人", Role.PREPARER, 1),
            token=token,
            link=lambda one: one,
            at=NOW,
        )

    guest.get(f"/link/{LinkPurpose.INVITATION}/{token}")
    page = guest.get("/new-password").get_data(as_text=True)
    guest.post(
        "/new-password", {"password": NEW_PASSWORD, "repeated": NEW_PASSWORD}, via="/new-password"
    )

    assert "歡迎加入" in page
    signed = guest.post("/sign-in", {"email": "new@a.example", "password": NEW_PASSWORD})
    assert signed.status_code == 303


def test_a_weak_password_is_explained_and_not_taken(signed_in: SignIn) -> None:
    browser = signed_in("preparer")
    sent = {"present": PASSWORD, "password": "short", "repeated": "short"}

    response = browser.post("/account/password", sent, via="/account")

    assert response.status_code == 422
    assert "至少要有 15 個字元" in response.get_data(as_text=True)


def test_changing_the_password_ends_all_sessions(signed_in: SignIn) -> None:
    here, elsewhere = signed_in("preparer"), signed_in("preparer")
    sent = {"present": PASSWORD, "password": NEW_PASSWORD, "repeated": NEW_PASSWORD}

    response = here.post("/account/password", sent, via="/account")

    assert response.status_code == 303
    assert elsewhere.get("/account").status_code == 303
    assert here.sign_in("preparer", NEW_PASSWORD).status_code == 303


def test_a_person_ends_a_session_elsewhere_but_nobody_elses(signed_in: SignIn) -> None:
    here, elsewhere, other = signed_in("preparer"), signed_in("preparer"), signed_in("advisor")
    numbers = re.findall(
        r"/account/sessions/(\d+)/end", here.get("/account").get_data(as_text=True)
    )

    foreign = other.post(f"/account/sessions/{numbers[0]}/end", via="/account")
    own = here.post(f"/account/sessions/{numbers[0]}/end", via="/account")

    assert len(numbers) == 1
    assert foreign.status_code == 404
    assert own.status_code == 303
    assert elsewhere.get("/account").status_code == 303


def _plain(response: TestResponse) -> str:
    """The page without what differs from request to request."""
    page = response.get_data(as_text=True)
    page = re.sub(r'value="[^"]*@[^"]*"', "", page)
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page)
