"""The settings of this installation, for views."""

from flask import current_app

from portal.config import Settings


def chosen() -> Settings:
    """The settings that the application was made with."""
    settings: Settings = current_app.extensions["portal.settings"]
    return settings
