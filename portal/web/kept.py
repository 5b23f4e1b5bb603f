"""Pages that many people open often: the content is made once, the frame once for each person.

What changes with every request, the token of the session, is put in when the page is sent. Kept
under the data version, so that nothing old is shown after an acceptance.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Final, Generic, TypeVar

from flask import Flask, Response, current_app, render_template, request
from flask import session as browser
from markupsafe import Markup

from portal.accounts.figures import SignedIn
from portal.web import protection
from portal.web.clock import now
from portal.web.identity import signed_in_user
from portal.web.preferences import language, unit

T = TypeVar("T")

_KEY: Final = "portal.kept"
_TOKEN: Final = b"\x02token\x03"
_CONTENT: Final = b"\x02content\x03"
_HIDDEN_TOKEN: Final = Markup('<input type="hidden" name="csrf_token" value="{}">').format(
    _TOKEN.decode()
)


class Kept(Generic[T]):
    """A bounded store of what is expensive to make; what was not asked for longest goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept under a key, made when there is nothing yet."""
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
        made = make()
        with self._lock:
            self._found[key] = made
            while len(self._found) > self._most:
                self._found.popitem(last=False)
        return made

    def __len__(self) -> int:
        """How many things are kept."""
        return len(self._found)


class Pages:
    """The contents and frames of one application."""

    def __init__(self) -> None:
        self.contents: Kept[bytes] = Kept(96)
        self.frames: Kept[tuple[bytes, ...]] = Kept(512)
        self.data: Kept[Any] = Kept(8)


def attach(app: Flask) -> None:
    """Give the application its store."""
    app.extensions[_KEY] = Pages()


def pages() -> Pages:
    """The store of this application."""
    found: Pages = current_app.extensions[_KEY]
    return found


def page(template: str, key: Hashable, content: Callable[[], str], **frame: object) -> Response:
    """A page whose content is kept under a key.

    Args:
        template: extends the frame and prints `content` where the content belongs.
        key: says all that the content depends on besides data, language, unit and hour.
        content: makes the content.
        frame: further values for the template; they depend on the address only.
    """
    user = signed_in_user()
    moment = now()
    common = (user.data_version, language(), unit(), moment.date(), moment.hour)
    kept = pages()
    made = kept.contents.get((common, key), lambda: content().encode())
    if "_flashes" in browser:
        parts = _frame(template, frame)
    else:
        asked = (common, template, request.full_path, _identity(user))
        parts = kept.frames.get(asked, lambda: _frame(template, frame))
    token = protection.token().encode()
    return Response(
        b"".join(token if one == _TOKEN else made if one == _CONTENT else one for one in parts),
        mimetype="text/html",
    )


def _identity(user: SignedIn) -> Hashable:
    """What the frame shows of a person."""
    return (user.user_id, user.name, user.email, user.role, user.company_code, user.groups)


def _frame(template: str, values: dict[str, object]) -> tuple[bytes, ...]:
    """The frame cut where the token and the content belong."""
    drawn = render_template(
        template,
        content=Markup(_CONTENT.decode()),
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
