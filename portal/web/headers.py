"""The security headers that every response carries, whatever it is."""

import secrets
from typing import Final

from flask import Flask, Response, g, request

CONTENT_SECURITY_POLICY: Final = (
    "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

HEADERS: Final = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
)
STRICT_TRANSPORT: Final = ("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
_STATIC: Final = frozenset({"static", "bootstrap.static"})
# Files of open data are the same for everybody and say themselves how long they may be kept.
_PUBLIC: Final = frozenset({"opendata.figures", "opendata.dictionary"})


def protect(app: Flask, *, https: bool) -> None:
    """Number each request and put the headers on each response, errors included."""
    always = (*HEADERS, STRICT_TRANSPORT) if https else HEADERS

    @app.before_request
    def number() -> None:  # pyright: ignore[reportUnusedFunction]
        g.request_id = secrets.token_hex(8)

    @app.after_request
    def finish(response: Response) -> Response:  # pyright: ignore[reportUnusedFunction]
        headers = response.headers
        if always[0][0] in headers:
            # A download has set a stricter policy of its own.
            for name, value in always:
                headers.setdefault(name, value)
        else:
            headers.extend(always)
        headers["X-Request-Id"] = request_id()
        is_kept = request.endpoint in _PUBLIC and "Cache-Control" in headers
        if request.endpoint not in _STATIC and not is_kept:
            headers["Cache-Control"] = "no-store"
        return response


def request_id() -> str:
    """The number of this request, the same in its log lines and on its error page."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(8)
    return str(g.request_id)
