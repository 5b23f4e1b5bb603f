"""A crawl through everything a person can open: nothing of others, nothing that acts as markup."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest

from portal.db.engine import Database
from portal.members.models import Company
from portal.submissions.models import Upload
from tests.web import scenes
from tests.web.world import Browser

SignIn = Callable[[str], Browser]
LINK = re.compile(r'(?:href|data-poll)="(/[^"#]*)')
# The scene has no files behind its uploads; who gets a file is tried elsewhere.
BYTES = re.compile(r"/uploads/\d+/(file|marked)")
MARKUP = "<img src=x onerror=alert(1)>\"'{{7*7}}"
CANARIES = ("canarycompany", "canaryfile", "canarywords", "陳乙", "林乙", "M002", "b.example")


@pytest.fixture
def world(opened: Database) -> None:
    """Both members have handed in; the second one's texts all carry a canary."""
    with opened.transaction() as session:
        other = scenes.member(session, "M002")
        other.name_zh, other.name_en = "canarycompany", "canarycompany"
        session.flush()
        for code, letter in (("M001", "a"), ("M002", "b")):
            signatory = scenes.person(session, f"signatory@{letter}.example")
            preparer = scenes.person(session, f"preparer@{letter}.example")
            line = scenes.a_line(9, "canarywords" if letter == "b" else "電弧爐", "12")
            upload = scenes.an_upload(
                session,
                preparer,
                scenes.member(session, code),
                scenes.a_report(scenes.TREND, lines=(*scenes.LINES, line)),
                name="canaryfile.xlsx" if letter == "b" else "盤查清冊.xlsx",
            )
            scenes.a_version(session, signatory, upload)


def crawl(browser: Browser, *, most: int = 400) -> dict[str, str]:
    """Every page that links lead to, as text; workbooks are unpacked."""
    seen: dict[str, str] = {}
    waiting = ["/", "/nothing-here", "/review", "/members/", "/submissions/2", "/uploads/2"]
    while waiting and len(seen) < most:
        path = waiting.pop()
        if path in seen or path.startswith(("/static", "/bootstrap")) or BYTES.match(path):
            continue
        response = browser.get(path, follow_redirects=True)
        assert response.status_code < 500, path
        seen[path] = _text(response.get_data())
        if response.mimetype == "text/html":
            waiting += [unescape(link) for link in LINK.findall(seen[path])]
    return seen


def _text(data: bytes) -> str:
    if data[:2] == b"PK" and is_zipfile(io.BytesIO(data)):
        with ZipFile(io.BytesIO(data)) as package:
            return "\n".join(
                package.read(name).decode("utf-8", "replace") for name in package.namelist()
            )
    return data.decode("utf-8", "replace")


@pytest.mark.slow
@pytest.mark.usefixtures("world")
def test_a_member_finds_nothing_of_another_member_anywhere(signed_in: SignIn) -> None:
    pages = crawl(signed_in("preparer"))

    found = [(path, one) for path, text in pages.items() for one in CANARIES if one in text]

    assert len(pages) > 15
    assert found == []


@pytest.mark.slow
@pytest.mark.usefixtures("world")
def test_a_coordinator_of_other_groups_finds_nothing_either(signed_in: SignIn) -> None:
    pages = crawl(signed_in("steel_coordinator"))

    found = [
        (path, one)
        for path, text in pages.items()
        for one in ("canaryfile", "canarywords", "b.example")
        if one in text
    ]

    assert len(pages) > 15
    assert found == []


@pytest.mark.slow
def test_text_from_outside_never_acts_as_markup(signed_in: SignIn, opened: Database) -> None:
    with opened.transaction() as session:
        company = session.get_one(Company, 1)
        company.name_zh = company.name_en = MARKUP
        session.flush()
        signatory = scenes.person(session, "signatory@a.example")
        finding = replace(
            scenes.TREND, sheet=MARKUP, value=MARKUP, cells=(MARKUP,), expected=MARKUP
        )
        line = scenes.a_line(9, MARKUP, "12")
        upload = scenes.an_upload(
            session, signatory, company, scenes.a_report(finding, lines=(line,)), name=MARKUP
        )
        scenes.a_version(session, signatory, upload)
        assert session.get_one(Upload, upload.id).original_name == MARKUP

    everything = {**crawl(signed_in("signatory")), **crawl(signed_in("administrator"))}
    pages = {path: text for path, text in everything.items() if text.startswith("<!doctype html>")}

    assert any("&lt;img src=x" in text for text in pages.values())
    assert [path for path, text in pages.items() if "<img src=x" in text] == []
    assert [path for path, text in pages.items() if "'49" in text] == []


def test_no_template_switches_escaping_off() -> None:
    ways = re.compile(r"\|\s*safe\b|autoescape\s+false|<script(?![^>]*\bsrc=)|\bon[a-z]+=|\sstyle=")

    found = [
        (path.name, match.group())
        for path in Path("templates").rglob("*.html")
        for match in ways.finditer(path.read_text(encoding="utf-8"))
    ]

    assert found == []
