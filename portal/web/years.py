"""The reporting years that pages offer, and the one they open with."""

from typing import Any, Final

from flask import request, url_for

from portal.config import reporting_year
from portal.web.clock import now
from portal.web.settings import chosen

FIRST: Final = 2022


def present() -> int:
    """The year that reports are due for now."""
    return reporting_year(chosen(), now())


def offered() -> list[int]:
    """The years of the switch, latest first."""
    return list(range(max(present(), now().year - 1), FIRST - 1, -1))


def link(year: int) -> str:
    """The same page for another year."""
    named: dict[str, Any] = {**(request.view_args or {}), "year": year}
    return url_for(request.endpoint or "home.index", **named)
