"""The world of the web tests, made once and copied for each test."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from portal.app import create_app
from portal.db.engine import Database, open_database
from portal.db.migrate import upgrade
from tests.web.world import Browser, Clock, fill, settings_of


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the world in it, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("world")
    upgrade(f"sqlite:///{folder / 'portal.sqlite3'}")
    opened = open_database(f"sqlite:///{folder / 'portal.sqlite3'}")
    fill(opened)
    opened.dispose()
    return folder


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(filled: Path, tmp_path: Path, clock: Clock) -> Iterator[Flask]:
    folder = tmp_path / "instance"
    shutil.copytree(filled, folder)
    opened = open_database(f"sqlite:///{folder / 'portal.sqlite3'}")
    yield create_app(settings_of(folder), opened=opened, now=clock)
    opened.dispose()


@pytest.fixture
def opened(app: Flask) -> Database:
    found: Database = app.extensions["portal.database"]
    return found


@pytest.fixture
def guest(app: Flask) -> Browser:
    return Browser(app.test_client())


@pytest.fixture
def signed_in(app: Flask) -> Callable[[str], Browser]:
    """Makes a browser in which a person of the world is signed in."""

    def make(who: str) -> Browser:
        browser = Browser(app.test_client())
        assert browser.sign_in(who).status_code == 303
        return browser

    return make
