"""What a person chose for every page: language and unit. Read from cookies, written by POST."""

from typing import Final
from urllib.parse import urlsplit

from flask import Response, g, request

from portal.language import Language, Text
from portal.reports.formats import Unit

LANGUAGE_COOKIE: Final = "language"
UNIT_COOKIE: Final = "unit"
_A_YEAR: Final = 365 * 24 * 3600

HTML_CODES: Final = {Language.ZH: "zh-Hant-TW", Language.EN: "en"}


def language() -> Language:
    """The language of this request: the one kept, else the one asked for, else Chinese."""
    if "language" not in g:
        g.language = _language(request.cookies.get(LANGUAGE_COOKIE))
    chosen: Language = g.language
    return chosen


def document_language() -> Language:
    """The language chosen beside a download, else the reader's."""
    asked = request.args.get("language", "")
    return Language(asked) if asked in set(Language) else language()


def _language(kept: str | None) -> Language:
    if kept in (Language.ZH, Language.EN):
        return Language(kept)
    for asked, _ in request.accept_languages:
        primary = asked.lower().partition("-")[0]
        if primary in (Language.ZH, Language.EN):
            return Language(primary)
    return Language.ZH


def unit() -> Unit:
    """The unit in which this person reads emissions."""
    kept = request.cookies.get(UNIT_COOKIE)
    return Unit.TONNES if kept == Unit.TONNES else Unit.WAN


def t(first: str | Text | None, english: str | None = None) -> str:
    """A sentence in the language of this request: `t('中文', 'English')` or `t(text)`."""
    if isinstance(first, Text):
        return first[language()]
    if english is None:
        return first or ""
    return first or "" if language() is Language.ZH else english


def keep(response: Response, *, language: Language | None, unit: Unit | None) -> None:
    """Keep choices in the browser for a year."""
    for name, value in ((LANGUAGE_COOKIE, language), (UNIT_COOKIE, unit)):
        if value is not None:
            response.set_cookie(
                name,
                value,
                max_age=_A_YEAR,
                secure=request.is_secure,
                httponly=True,
                samesite="Lax",
            )


def local_path(wanted: str | None, default: str = "/") -> str:
    """A path of this portal to go back to; what could lead elsewhere becomes the default."""
    if not wanted or not wanted.startswith("/") or wanted.startswith("//"):
        return default
    if any(ord(letter) < 0x21 or letter == "\\" or ord(letter) == 0x7F for letter in wanted):
        return default
    parts = urlsplit(wanted)
    return default if parts.scheme or parts.netloc or "//" in parts.path else wanted
