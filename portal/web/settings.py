"""The settings of this installation, for views."""

from typing import Final

from flask import current_app

from portal.config import Settings

_MEGABYTE: Final = 1_000_000
# A workbook somewhat too large is kept and explained like any other; only what is far beyond any
# workbook is turned away before it arrives.
_KEPT_BEYOND: Final = 3


def chosen() -> Settings:
    """The settings that the application was made with."""
    settings: Settings = current_app.extensions["portal.settings"]
    return settings


def largest_kept(settings: Settings) -> int:
    """Bytes of the largest file that is taken in at all, to be checked or to be explained."""
    return settings.upload_limit_mb * _KEPT_BEYOND * _MEGABYTE
