"""The session's cookie: what was verified a moment ago is not verified again.

A browser sends the same cookie with every request of a page. The signature of exactly these
bytes holds as long as the key does, so it is checked once and then compared.
"""

from time import monotonic
from typing import Any, Final

from flask import Flask
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask.wrappers import Request

from portal.web.bounded import Kept

_SECONDS: Final = 300.0
_MOST: Final = 2048
_MESSAGES: Final = "_flashes"


class RememberedCookies(SecureCookieSessionInterface):
    """Flask's signed cookies, remembered for five minutes once verified."""

    def __init__(self) -> None:
        self._verified: Kept[tuple[float, dict[str, Any]]] = Kept(_MOST)

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of a request, as its cookie says it."""
        cookie = request.cookies.get(self.get_cookie_name(app))
        known = self._verified.found(cookie) if cookie else None
        if known is not None and known[0] > monotonic():
            return self.session_class(known[1])
        opened = super().open_session(app, request)
        # Messages are lists that a view changes in place, so such a session is not shared.
        if cookie and opened and _MESSAGES not in opened:
            self._verified.keep(cookie, (monotonic() + _SECONDS, dict(opened)))
        return opened
