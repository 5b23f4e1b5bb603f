"""The main job through the pages alone: a real workbook in, a figure in the summary out."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from portal.accounts.operations import Person, add_user
from portal.accounts.permissions import Role
from portal.app import create_app
from portal.db.engine import Database, open_database
from portal.db.migrate import upgrade
from portal.demo.companies import company
from portal.demo.contents import Workbook
from portal.demo.setting_up import set_up
from portal.files.store import FileStore
from portal.intake.operations import check_upload
from portal.inventory.sheets import TEMPLATE as INVENTORY
from portal.members.queries import company_by_code
from portal.submissions.models import MemberYearSummary, Upload
from tests.web.world import NOW, PASSWORD, Browser, Clock, settings_of

MEMBER = "ST02"
PAGE = f"/hand-in/{MEMBER}/inventory/2024"
EMAILS = {
    Role.PREPARER: "preparer@st02.test",
    Role.SIGNATORY: "signatory@st02.test",
    Role.COORDINATOR: "coordinator@city.test",
}
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, Database, FileStore]]:
    """A portal that knows the members of the demonstration and has no submission."""
    folder = tmp_path_factory.mktemp("whole")
    url = f"sqlite:///{folder / 'portal.sqlite3'}"
    upgrade(url)
    opened = open_database(url)
    with opened.transaction() as session:
        set_up(session, at=NOW)
        member = company_by_code(session, MEMBER)
        assert member is not None
        for role, email in EMAILS.items():
            of = member.id if role.is_member else None
            person = Person(email, role.label.zh, role, of)
            add_user(session, None, person, at=NOW, password=PASSWORD)
    app = create_app(settings_of(folder), opened=opened, now=Clock())
    yield app, opened, FileStore(folder / "files")
    opened.dispose()


@pytest.fixture
def browser(known: tuple[Flask, Database, FileStore]) -> Callable[[Role], Browser]:
    """A browser in which one of the three is signed in."""

    def make(role: Role) -> Browser:
        made = Browser(known[0].test_client())
        sent = {"email": EMAILS[role], "password": PASSWORD}
        assert made.post("/sign-in", sent).status_code == 303
        return made

    return make


@pytest.fixture
def check(known: tuple[Flask, Database, FileStore]) -> Callable[[], int]:
    """Does the worker's work on the latest upload and gives its number."""

    def work() -> int:
        _, opened, store = known
        with opened.reading() as session:
            latest = session.query(Upload).order_by(Upload.id.desc()).first()
            assert latest is not None
        check_upload(opened, store, latest.id, now=lambda: NOW, year=latest.year)
        return latest.id

    return work


def test_a_workbook_walks_from_the_upload_to_the_summary(
    browser: Callable[[Role], Browser],
    check: Callable[[], int],
    known: tuple[Flask, Database, FileStore],
) -> None:
    workbook = Workbook(company(MEMBER), INVENTORY, 2024)
    preparer, signatory = browser(Role.PREPARER), browser(Role.SIGNATORY)
    reviewer = browser(Role.COORDINATOR)

    sent = {"file": (io.BytesIO(workbook.written()), workbook.name), "key": "one"}
    preparer.post(f"{PAGE}/upload", sent, via=PAGE)
    upload_id = check()
    page = signatory.get(PAGE).get_data(as_text=True)
    asked = [part.partition('"')[0] for part in page.split('name="why-')[1:]]
    said: dict[str, object] = {f"why-{code}": "經確認屬實。" for code in asked}
    handed_in = signatory.post(f"/uploads/{upload_id}/submit", {"certified": "y", **said}, via=PAGE)
    accepted = reviewer.post("/submissions/1/accept", {}, via="/submissions/1?tab=figures")
    summary = reviewer.get("/summary/2024")

    assert "我已閱讀並確認上述聲明" in page
    assert handed_in.headers["Location"].startswith("/receipts/R-2025-")
    assert accepted.status_code == 303
    with known[1].reading() as session:
        [row] = session.query(MemberYearSummary).all()
    assert row.scope1 is not None
    assert summary.status_code == 200


def _damaged() -> bytes:
    whole = Workbook(company(MEMBER), INVENTORY, 2024).written()
    return whole[: len(whole) // 2]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"%PDF-1.7 not a workbook",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        _damaged(),
        "管制編號,排放量\nE5600123,1".encode("big5"),
    ],
    ids=["empty", "text", "pdf", "xls or password", "cut in half", "csv"],
)
def test_what_cannot_be_read_gets_one_clear_finding(
    browser: Callable[[Role], Browser], check: Callable[[], int], content: bytes
) -> None:
    preparer = browser(Role.PREPARER)
    page = f"/hand-in/{MEMBER}/plan/2024"
    sent = {"file": (io.BytesIO(content), "檔案.xlsx"), "key": str(hash(content))}

    sent_in = preparer.post(f"{page}/upload", sent, via=page)
    number = check()
    shown = preparer.get(page).get_data(as_text=True)

    assert sent_in.status_code == 303
    assert shown.count('<article class="finding') == 1
    assert preparer.get(f"/uploads/{number}/file").get_data() == content


def test_another_years_workbook_is_told_apart(
    browser: Callable[[Role], Browser], check: Callable[[], int], tmp_path: Path
) -> None:
    preparer = browser(Role.PREPARER)
    workbook = Workbook(company(MEMBER), INVENTORY, 2023)
    page = f"/hand-in/{MEMBER}/inventory/2022"
    sent = {"file": (io.BytesIO(workbook.written()), workbook.name), "key": "wrong year"}

    preparer.post(f"{page}/upload", sent, via=page)
    check()

    assert preparer.get(page).get_data(as_text=True).count('<article class="finding') == 1
