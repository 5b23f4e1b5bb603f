"""Who sends this request. The only module that touches flask_login.

The cookie holds a random token; everything else about the session is kept in the database and
read again on each request, so that a changed role or a disabled account counts at once.
"""

from datetime import timedelta
from typing import Any, Final

import flask_login
from flask import Flask, current_app, session

from portal.accounts import queries, sign_in
from portal.accounts.figures import SessionLimits, SignedIn
from portal.accounts.tokens import token_hash
from portal.config import Settings
from portal.web import database
from portal.web.clock import now

_LIMITS: Final = "portal.session_limits"
# It has no types of its own.
_login: Any = flask_login


class _Browser(_login.UserMixin):  # type: ignore[misc]
    """A signed-in browser as flask_login wants it: its id is the token of the cookie."""

    def __init__(self, token: str, user: SignedIn | None = None) -> None:
        self.token = token
        self.user = user

    def get_id(self) -> str:
        """What is kept in the cookie."""
        return self.token


def attach(app: Flask) -> None:
    """Let flask_login find the user of each request by the token of the cookie."""
    settings: Settings = app.extensions["portal.settings"]
    app.extensions[_LIMITS] = SessionLimits(
        timedelta(minutes=settings.session_idle_minutes), timedelta(hours=settings.session_hours)
    )
    manager = _login.LoginManager(app)
    manager.session_protection = None
    # It would hash address and browser for every request, though nothing compares the hash.
    manager._session_identifier_generator = lambda: ""
    manager.user_loader(_load)


def _load(token: str) -> _Browser | None:
    engine, limits = database.database().engine, session_limits()
    user = queries.browser_user(engine, token_hash(token), now(), limits)
    if user is None:
        return None
    if sign_in.is_stale(user.last_seen, now()):
        with database.database().transaction() as writing:
            sign_in.renew(writing, user.session_id, at=now())
    return _Browser(token, user)


def session_limits() -> SessionLimits:
    """How long this installation lets a browser stay signed in."""
    found: SessionLimits = current_app.extensions[_LIMITS]
    return found


def person() -> SignedIn | None:
    """The user of this request, None for a guest."""
    browser = _login.current_user._get_current_object()
    return browser.user if browser.is_authenticated else None


def signed_in_user() -> SignedIn:
    """The user of this request; the policy has seen to it that there is one."""
    user = person()
    if user is None:
        raise LookupError("the policy let a guest through to a page that needs a user")
    return user


def begin(token: str) -> None:
    """Start a session in this browser; whatever it held before is dropped."""
    session.clear()
    _login.login_user(_Browser(token))


def end() -> None:
    """Forget the session in this browser."""
    _login.logout_user()
    session.clear()
