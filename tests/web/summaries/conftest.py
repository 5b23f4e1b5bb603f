"""An alliance of 105 invented members, a portal on it, and browsers that read it."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from portal.app import create_app
from portal.db.engine import Database, open_database
from portal.db.migrate import upgrade
from tests.builders_alliance import an_alliance
from tests.web.world import Browser, Clock, fill, settings_of

AFTER_THE_DEADLINE = datetime(2025, 6, 20, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def alliance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with 105 invented members beside the small world, made once."""
    folder = tmp_path_factory.mktemp("alliance")
    url = f"sqlite:///{folder / 'portal.sqlite3'}"
    upgrade(url)
    opened = open_database(url)
    fill(opened)
    with opened.transaction() as session:
        an_alliance(session)
    opened.dispose()
    return folder


def portal_on(folder: Path) -> Iterator[Flask]:
    """A portal on a folder, a while after the deadline."""
    opened = open_database(f"sqlite:///{folder / 'portal.sqlite3'}")
    clock = Clock()
    clock.now = AFTER_THE_DEADLINE
    yield create_app(settings_of(folder), opened=opened, now=clock)
    opened.dispose()


@pytest.fixture(scope="session")
def read_only(alliance: Path) -> Iterator[Flask]:
    """A portal for tests that change nothing."""
    yield from portal_on(alliance)


@pytest.fixture
def app(alliance: Path, tmp_path: Path) -> Iterator[Flask]:
    """A portal of one test."""
    folder = tmp_path / "instance"
    shutil.copytree(alliance, folder)
    yield from portal_on(folder)


@pytest.fixture
def opened(app: Flask) -> Database:
    found: Database = app.extensions["portal.database"]
    return found


@pytest.fixture(scope="session")
def figures_database(read_only: Flask) -> Database:
    """The database behind the portal that nobody changes."""
    found: Database = read_only.extensions["portal.database"]
    return found


@pytest.fixture(scope="session")
def readers(read_only: Flask) -> Callable[[str], Browser]:
    """The browser of a person, signed in once."""
    signed_in: dict[str, Browser] = {}

    def browser(who: str) -> Browser:
        if who not in signed_in:
            signed_in[who] = Browser(read_only.test_client())
            assert signed_in[who].sign_in(who).status_code == 303
        return signed_in[who]

    return browser


@pytest.fixture
def visit(readers: Callable[[str], Browser]) -> Callable[..., str]:
    """The text of a page as somebody sees it."""

    def page(path: str, who: str = "coordinator", **headers: str) -> str:
        response = readers(who).get(path, headers=headers)
        assert response.status_code == 200
        return response.get_data(as_text=True)

    return page
