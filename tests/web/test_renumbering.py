"""A site gets another control number; the register shows both."""

from collections.abc import Callable
from datetime import date

import pytest

from portal.db.engine import Database
from portal.members.figures import SiteRecord
from portal.members.operations import add_site
from portal.submissions.queries import identity_changes
from tests.web import scenes
from tests.web.world import NOW, Browser

SignIn = Callable[[str], Browser]
PAGE = "/members/M001/register"
SENT = {"present": "E5600123", "renumbered": "E5600777", "since": "2024-03-01", "why": "換發許可證"}


@pytest.fixture
def site(opened: Database) -> None:
    with opened.transaction() as session:
        record = SiteRecord("E5600123", "小港廠", "Siaogang", "高雄市小港區", True)
        company = scenes.member(session)
        add_site(session, None, company, record, from_date=date(2022, 6, 20), at=NOW)


def test_both_numbers_are_shown_and_the_change_is_remembered(
    signed_in: SignIn, opened: Database, site: None
) -> None:
    browser = signed_in("administrator")

    response = browser.post("/members/M001/renumber", SENT, via=PAGE)

    page = browser.get(PAGE).get_data(as_text=True)
    assert response.status_code == 303
    assert "E5600777" in page
    assert "原 E5600123，至 2024-03-01" in page
    with opened.reading() as session:
        [change] = identity_changes(session, 1)
    assert (change.old, change.new, change.year) == (("E5600123",), ("E5600777",), 2024)


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"renumbered": "nowhere"}, 422),
        ({"renumbered": ""}, 422),
        ({"since": "soon"}, 422),
        ({"why": ""}, 422),
        ({"present": "E5699999"}, 404),
    ],
)
def test_what_cannot_be_a_number_changes_nothing(
    signed_in: SignIn, opened: Database, site: None, wrong: dict[str, str], status: int
) -> None:
    response = signed_in("administrator").post(
        "/members/M001/renumber", {**SENT, **wrong}, via=PAGE
    )

    assert response.status_code == status
    with opened.reading() as session:
        assert identity_changes(session, 1) == []
