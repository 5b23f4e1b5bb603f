"""Protection against forged requests: a token on every unsafe method, and the browser's word.

The only module that touches flask_wtf.
"""

from typing import Any, Final

from flask import Flask, abort, current_app, request, session
from flask_wtf import csrf
from markupsafe import Markup

from portal.language import Text
from portal.web.bounded import Kept

FORGED: Final = Text(
    "這個頁面開啟太久，或表單不是由本平台送出。請回上一頁重新整理後再送一次。",
    "This page was open for too long, or the form did not come from this portal. "
    "Go back, reload the page and send it again.",
)
_SECRET: Final = "csrf_token"  # noqa: S105
_SIGNED: Final = "portal.signed_tokens"
_MOST: Final = 2048
# It has no types of its own.
_csrf: Any = csrf
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN: Final = frozenset({"same-origin", "none", None})


def protect(app: Flask) -> None:
    """Refuse every unsafe request that does not carry the token of its session."""
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    app.before_request(_refuse_other_sites)
    app.extensions[_SIGNED] = Kept[str](_MOST)
    _csrf.CSRFProtect(app)


def token() -> str:
    """The token that a form of this session carries, signed once for each session."""
    secret = session.get(_SECRET)
    if secret is None:
        return str(_csrf.generate_csrf())
    signed: Kept[str] = current_app.extensions[_SIGNED]
    return signed.get(secret, lambda: str(_csrf.generate_csrf()))


def hidden_token() -> Markup:
    """The token as the hidden field of a form."""
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(token())


def _refuse_other_sites() -> None:
    """Refuse what the browser itself says was sent by another site."""
    if request.method not in _SAFE and request.headers.get("Sec-Fetch-Site") not in _OWN:
        abort(403)
