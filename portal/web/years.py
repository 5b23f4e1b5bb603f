"""The reporting years that pages offer, and the one they open with."""

from typing import Any, Final

from flask import g, request, url_for

from portal.config import reporting_year
from portal.submissions.queries import cycle_times
from portal.submissions.queries.submissions import latest_year
from portal.submissions.states import Kind
from portal.web.clock import now
from portal.web.database import session
from portal.web.settings import chosen

FIRST: Final = 2022
KIND: Final = Kind.INVENTORY


def present() -> int:
    """The year that reports are due for now.

    Where its deadline has passed and nobody has handed anything in, it is not collected here; the
    latest year that is stands instead.
    """
    if "present_year" not in g:
        g.present_year = _present()
    year: int = g.present_year
    return year


def _present() -> int:
    year = reporting_year(chosen(), now())
    if chosen().reporting_year is not None or now() < cycle_times(session(), KIND, year).due_at:
        return year
    return latest_year(session(), year) or year


def offered() -> list[int]:
    """The years of the switch, latest first."""
    return list(range(max(present(), now().year - 1), FIRST - 1, -1))


def link(year: int) -> str:
    """The same page for another year."""
    named: dict[str, Any] = {**(request.view_args or {}), "year": year}
    return url_for(request.endpoint or "home.index", **named)
