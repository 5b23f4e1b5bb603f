"""All documents of a year: asked for on a page, made by the worker, taken as an archive."""

import csv
import hashlib
import io
from collections.abc import Callable
from zipfile import ZipFile

import pytest
from flask import Flask

from portal.accounts.models import User
from portal.cli.serving import handlers
from portal.db.engine import Database
from portal.jobs.models import JobState
from portal.jobs.queries import pieces
from portal.jobs.worker import run_one
from portal.reports.collection import COLLECT
from tests.web.world import Browser, Clock

SignIn = Callable[[str], Browser]
PLACE = "/documents/2024"


def work(app: Flask, opened: Database, clock: Clock) -> None:
    chosen = app.extensions["portal.settings"]
    assert run_one(opened, {COLLECT: handlers(chosen)[COLLECT]}, worker="one", now=clock)


@pytest.fixture
def made(app: Flask, opened: Database, clock: Clock, signed_in: SignIn) -> Browser:
    """A coordinator's browser with one finished archive in Chinese."""
    browser = signed_in("coordinator")
    assert browser.post(PLACE, {"languages": "zh"}, via=PLACE).status_code == 303
    work(app, opened, clock)
    return browser


@pytest.mark.slow
def test_the_archive_holds_every_document_and_a_manifest_of_hashes(made: Browser) -> None:
    data = made.get("/documents/pieces/1.zip").get_data()

    with ZipFile(io.BytesIO(data)) as archive:
        listed = list(csv.DictReader(io.StringIO(archive.read("manifest.csv").decode())))
        sums = archive.read("SHA256SUMS").decode().split()
        for one in listed:
            assert hashlib.sha256(archive.read(one["file"])).hexdigest() == one["sha256"]
    names = {one["file"] for one in listed}
    assert {
        "2024_alliance.zh.pdf",
        "2024_council_annex.zh.pdf",
        "groups/2024_steel.zh.xlsx",
        "members/2024_M001.zh.pdf",
        "members/2024_M002.zh.xlsx",
    } <= names
    assert sums[1::2] == [one["file"] for one in listed]
    assert {one["publication"] for one in listed} == {"unpublished draft"}


@pytest.mark.slow
def test_the_page_says_how_far_it_is_and_then_offers_the_archive(
    app: Flask, opened: Database, clock: Clock, signed_in: SignIn
) -> None:
    browser = signed_in("coordinator")
    browser.post(PLACE, {"languages": "zh"}, via=PLACE)
    waiting = browser.get("/documents/pieces/1/state").get_json()
    page = browser.get(PLACE).get_data(as_text=True)

    work(app, opened, clock)

    assert waiting["done"] is False
    assert "data-poll" in page
    assert browser.get("/documents/pieces/1/state").get_json()["done"] is True
    assert "/documents/pieces/1.zip" in browser.get(PLACE).get_data(as_text=True)


@pytest.mark.slow
def test_a_coordinator_of_one_group_neither_sees_nor_takes_the_whole(
    made: Browser, signed_in: SignIn
) -> None:
    limited = signed_in("steel_coordinator")

    assert "/documents/pieces/1" not in limited.get(PLACE).get_data(as_text=True)
    assert limited.get("/documents/pieces/1.zip").status_code == 404
    assert limited.get("/documents/pieces/1/state").status_code == 404
    assert made.get("/documents/pieces/1.zip").status_code == 200


@pytest.mark.slow
def test_a_coordinator_of_one_group_gets_its_documents_only(
    app: Flask, opened: Database, clock: Clock, signed_in: SignIn
) -> None:
    browser = signed_in("steel_coordinator")
    browser.post(PLACE, {"languages": "en"}, via=PLACE)
    work(app, opened, clock)

    with ZipFile(io.BytesIO(browser.get("/documents/pieces/1.zip").get_data())) as archive:
        names = {name for name in archive.namelist() if name.endswith(".pdf")}

    assert names == {"groups/2024_steel.en.pdf", "members/2024_M001.en.pdf"}


def test_an_archive_that_cannot_be_made_says_why(
    app: Flask, opened: Database, clock: Clock, signed_in: SignIn
) -> None:
    browser = signed_in("coordinator")
    browser.post(PLACE, {"languages": "zh"}, via=PLACE)
    with opened.transaction() as session:
        (one,) = pieces(session, COLLECT)
        session.get_one(User, one.payload["user_id"]).disabled_at = clock()

    work(app, opened, clock)

    with opened.reading() as session:
        (one,) = pieces(session, COLLECT)
    assert one.progress.state is JobState.WAITING
    assert one.progress.error is not None
    assert one.progress.error.startswith("NobodyThereError")


def test_a_language_that_is_not_offered_shows_the_form_again(signed_in: SignIn) -> None:
    answer = signed_in("coordinator").post(PLACE, {"languages": "fr"}, via=PLACE)

    assert answer.status_code == 422


@pytest.mark.parametrize("who", ["preparer", "advisor", "auditor"])
def test_only_coordinators_ask_for_all_documents(signed_in: SignIn, who: str) -> None:
    assert signed_in(who).get(PLACE).status_code == 403
