"""The time of a request; tests set it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from flask import Flask, current_app

_KEY: Final = "portal.clock"


def attach(app: Flask, clock: Callable[[], datetime]) -> None:
    """Give the application its clock."""
    app.extensions[_KEY] = clock


def now() -> datetime:
    """The present moment, aware, in UTC."""
    moment: datetime = current_app.extensions[_KEY]()
    return moment


def system_clock() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)
