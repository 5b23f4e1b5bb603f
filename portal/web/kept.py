"""Pages that many people open often: the content is made once, the frame once for each person.

What changes with every request, the token of the session, is put in when the page is sent. Kept
under the data version, so that nothing old is shown after an acceptance.
"""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, Final

from flask import Flask, Response, current_app, render_template, request
from flask import session as browser
from markupsafe import Markup

from portal.accounts.figures import SignedIn
from portal.web import protection
from portal.web.bounded import Kept
from portal.web.clock import now
from portal.web.identity import signed_in_user
from portal.web.preferences import language, unit

Values = Mapping[str, object]

_KEY: Final = "portal.kept"
_TOKEN: Final = b"\x02token\x03"
_CONTENT: Final = b"\x02content\x03"
_CONTENT_MARK: Final = Markup("\x02content\x03")
_HIDDEN_TOKEN: Final = Markup('<input type="hidden" name="csrf_token" value="{}">').format(
    _TOKEN.decode()
)


class Pages:
    """The contents and frames of one application."""

    def __init__(self) -> None:
        self.contents: Kept[bytes] = Kept(96)
        self.frames: Kept[tuple[bytes, ...]] = Kept(512)
        self.data: Kept[Any] = Kept(8)
        # What readers are shown of these data, and what is published: small, and asked for often.
        self.judged: Kept[Any] = Kept(32)


def attach(app: Flask) -> None:
    """Give the application its store."""
    app.extensions[_KEY] = Pages()


def pages() -> Pages:
    """The store of this application."""
    found: Pages = current_app.extensions[_KEY]
    return found


def page(
    template: str, key: Hashable, content: Callable[[], str], frame: Callable[[], Values]
) -> Response:
    """A page whose content is kept under a key.

    Args:
        template: extends the frame and prints `content` where the content belongs.
        key: says all that the content depends on besides data, language, unit and hour.
        content: makes the content.
        frame: makes further values for the template; they depend on address and person only.
    """
    user, moment, kept = signed_in_user(), now(), pages()
    asked = (key, user.data_version, language(), unit(), moment.date(), moment.hour)
    made = kept.contents.get(asked, lambda: content().encode())
    if "_flashes" in browser:
        parts = _frame(template, frame())
    else:
        shown = (asked, request.path, request.query_string, _identity(user))
        parts = kept.frames.get(shown, lambda: _frame(template, frame()))
    filled = {_TOKEN: protection.token().encode(), _CONTENT: made}
    return Response(
        b"".join([filled.get(part, part) for part in parts]),
        content_type="text/html; charset=utf-8",
    )


def _identity(user: SignedIn) -> Hashable:
    """What the frame shows of a person."""
    return (user.user_id, user.name, user.email, user.role, user.company_code, user.groups)


def _frame(template: str, values: Values) -> tuple[bytes, ...]:
    """The frame cut where the token and the content belong."""
    drawn = render_template(
        template,
        content=_CONTENT_MARK,
        hidden_token=lambda: _HIDDEN_TOKEN,
        **values,
    ).encode()
    found: list[bytes] = []
    for piece in drawn.split(_CONTENT):
        found += [*_between(piece.split(_TOKEN)), _CONTENT]
    return tuple(found[:-1])


def _between(pieces: list[bytes]) -> list[bytes]:
    joined: list[bytes] = []
    for piece in pieces:
        joined += [piece, _TOKEN]
    return joined[:-1]
