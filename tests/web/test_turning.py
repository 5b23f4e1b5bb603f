"""Long lists are shown a page at a time, and every row is on one of the pages."""

import re
from collections.abc import Callable

import pytest

from portal.accounts.operations import Person, add_user
from portal.accounts.permissions import Role
from portal.db.engine import Database
from portal.db.pages import ROWS
from tests import builders
from tests.web.world import Browser

SignIn = Callable[[str], Browser]
MORE = 130
LISTS = {
    "/members/": r"<td>(Q\d+)</td>",
    "/review/inventory/2024": r"<td>(Q\d+)</td>",
    "/people/": r"<td>(q\d+)@example.tw</td>",
}


@pytest.fixture
def many(opened: Database) -> None:
    """More members and people than a page holds."""
    with opened.transaction() as session:
        for number in range(MORE):
            builders.a_company(session, code=f"Q{number:03}")
            person = Person(f"q{number:03}@example.tw", "多", Role.AUDITOR)
            add_user(session, None, person, at=builders.NOW)


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("path", LISTS)
def test_a_long_list_has_pages_with_every_row_on_one_of_them(signed_in: SignIn, path: str) -> None:
    browser = signed_in("administrator")

    pages = [browser.get(f"{path}?page={number}&q=Q").get_data(as_text=True) for number in (1, 2)]

    found = [re.findall(LISTS[path], page) for page in pages]
    assert [len(one) for one in found] == [ROWS, MORE - ROWS]
    assert len({code for one in found for code in one}) == MORE
    assert "q=Q&amp;page=2" in pages[0]


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("path", LISTS)
def test_a_page_that_is_not_there_shows_the_nearest(signed_in: SignIn, path: str) -> None:
    browser = signed_in("administrator")

    pages = [browser.get(f"{path}?page={number}") for number in ("0", "-3", "99999", "zwei")]

    assert [page.status_code for page in pages] == [200] * 4
    assert all("<tbody>" in page.get_data(as_text=True) for page in pages)


def test_words_are_looked_for_as_they_are_written(signed_in: SignIn) -> None:
    browser = signed_in("administrator")

    def is_found(words: str) -> bool:
        page = browser.get("/members/", query_string={"q": words})
        return "鋼一股份有限公司" in page.get_data(as_text=True)

    assert is_found("鋼一")
    assert is_found("m001")
    assert not any(map(is_found, ("%", "_", "'", "ＭＯ")))
