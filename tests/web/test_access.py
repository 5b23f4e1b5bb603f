"""Who may open what: a table written by hand, tried route by route and role by role."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.db.engine import Database
from portal.web import policy
from portal.web.policy import POLICY, PolicyError
from tests.web import scenes
from tests.web.world import Browser

SignIn = Callable[[str], Browser]

ROLES = ("preparer", "signatory", "coordinator", "advisor", "auditor", "administrator")
P, S, C, V, A, M = "preparer", "signatory", "coordinator", "advisor", "auditor", "administrator"
EVERY = {P, S, C, V, A, M}

# What each role may do, by hand: not made from the policy that it checks.
MAY = {
    ("GET", "/"): EVERY,
    ("GET", "/account"): EVERY,
    ("POST", "/account/password"): EVERY,
    ("GET", "/hand-in/M001/inventory/2024"): {P, S},
    ("POST", "/hand-in/M001/inventory/2024/upload"): {P, S},
    ("GET", "/hand-in/M001/inventory/2024/template"): EVERY,
    ("GET", "/uploads/1"): EVERY,
    ("GET", "/uploads/1/state"): EVERY,
    ("GET", "/uploads/1/findings.csv"): EVERY,
    ("POST", "/uploads/1/submit"): {S},
    ("POST", "/uploads/1/explain"): {P, S},
    ("POST", "/uploads/1/abandon"): {P, S},
    ("GET", "/receipts/R-2025-000001"): EVERY,
    ("GET", "/receipts/R-2025-000001.pdf"): EVERY,
    ("GET", "/review/inventory/2024/deadline"): {C, M},
    ("POST", "/review/inventory/2024/deadline"): {C, M},
    ("GET", "/review"): EVERY,
    ("GET", "/review/inventory/2024"): EVERY,
    ("GET", "/review/inventory/2024/export"): EVERY,
    ("GET", "/submissions/1"): EVERY,
    ("POST", "/submissions/1/start"): {C},
    ("POST", "/submissions/1/accept"): {C},
    ("POST", "/submissions/1/return"): {C},
    ("POST", "/submissions/1/recall"): {S},
    ("GET", "/members/"): EVERY,
    ("GET", "/members/M001/register"): EVERY,
    ("GET", "/members/add"): {M},
    ("POST", "/members/M001/register"): {M},
    ("POST", "/members/M001/sites"): {M},
    ("POST", "/members/M001/transfer"): {M},
    ("GET", "/people/"): {M},
    ("GET", "/people/1"): {M},
    ("GET", "/people/invite"): {M},
    ("POST", "/people/1/role"): {M},
    ("POST", "/people/1/disable"): {M},
    ("POST", "/people/1/enable"): {M},
    ("POST", "/people/1/invite"): {M},
    ("GET", "/operations/"): {A, M},
    ("GET", "/operations/log"): {A, M},
    ("GET", "/dictionary/inventory"): EVERY,
    ("GET", "/rules"): EVERY,
    ("GET", "/rules/INV-071/suspension"): {M},
    ("POST", "/rules/INV-071/suspension"): {M},
    ("GET", "/thresholds"): {C, M},
    ("GET", "/thresholds/change_warning"): {C, M},
    ("POST", "/thresholds/change_warning"): {C, M},
    ("GET", "/exchange"): EVERY,
    ("GET", "/exchange/2024"): EVERY,
    ("GET", "/exchange/2024.xlsx"): EVERY,
    ("GET", "/exchange/2024/network"): EVERY,
    ("GET", "/exchange/2024/0/M001/M002/steam"): EVERY,
    ("POST", "/exchange/2024/0/M001/M002/steam/answer"): {P, S},
    ("POST", "/exchange/2024/0/M001/M002/steam/settle"): {C},
    ("POST", "/exchange/2024/0/M001/M002/steam/statements/1/files"): {C},
    ("GET", "/exchange/2024/0/M001/M002/steam/files/1"): {P, S, C},
    ("GET", "/advisory/"): EVERY,
    ("GET", "/advisory/export"): EVERY,
    ("GET", "/advisory/ask"): {P, S, C},
    ("GET", "/advisory/9/report.zh.pdf"): EVERY,
    ("GET", "/advisory/9/report.en.xlsx"): EVERY,
    ("POST", "/advisory/9/triage"): {C},
    ("POST", "/advisory/9/assign"): {C},
    ("POST", "/advisory/9/close"): {C},
    ("POST", "/advisory/9/declare"): {V},
    ("POST", "/advisory/9/visits"): {V},
    ("POST", "/advisory/actions/9"): {C, V},
    ("POST", "/advisory/visits/9/findings"): {V},
    ("POST", "/advisory/findings/9/recommend"): {V},
    ("POST", "/advisory/recommendations/9/decide"): {P, S},
    ("POST", "/advisory/recommendations/9/progress"): {P, S, V},
    ("POST", "/advisory/recommendations/9/follow-up"): {V},
    ("GET", "/sites/E5600001/equipment/"): EVERY,
    ("POST", "/sites/E5600001/equipment/add/boiler"): {P, S, V},
    ("GET", "/field/visits/9/"): {V},
    ("POST", "/field/visits/9/photos"): {V},
    ("POST", "/field/visits/9/upload"): {V},
    ("POST", "/field/uploads/9/confirm"): {V},
    ("GET", "/field/photos/9/picture"): EVERY,
    ("GET", "/field/forms/air"): {V},
    ("POST", "/field/drafts/notes-9"): EVERY,
    ("GET", "/summary/2024"): EVERY,
    ("GET", "/summary/2024/measures"): EVERY,
    ("GET", "/groups/steel/2024/measures"): EVERY,
    ("GET", "/members/M001/2024/measures"): EVERY,
    ("GET", "/members/M001/2024/measures.csv"): EVERY,
    ("GET", "/groups/steel/2024"): EVERY,
    ("GET", "/members/M001/2024"): EVERY,
    ("GET", "/budget/2024"): EVERY,
    ("GET", "/budget/versions/new"): {C},
    ("POST", "/budget/versions/upload"): {C},
    ("GET", "/budget/uploads/9"): {C},
    ("POST", "/budget/uploads/9/confirm"): {C},
    ("GET", "/savings/trace/2023/alliance/esco/implemented/kwh"): EVERY,
    ("GET", "/savings/streams/contract-9/sources"): EVERY,
    ("POST", "/budget/programmes/new"): {C},
    ("GET", "/definitions"): EVERY,
    ("GET", "/calculators/"): EVERY,
    ("GET", "/calculators/boiler_excess_air"): EVERY,
    ("GET", "/trace/t1/2024"): EVERY,
    ("GET", "/trace/emissions/2024/M001"): EVERY,
    ("GET", "/summary/2024/members.csv"): EVERY,
    ("GET", "/publications"): EVERY,
    ("GET", "/publications/2024.r1"): EVERY,
    ("GET", "/publications/2024.r1/figures/alliance/emissions"): EVERY,
    ("GET", "/publications/2024.r1/bridge"): EVERY,
    ("GET", "/publications/2024.r1/figures.json"): EVERY,
    ("GET", "/publications/2024.r1/evidence/alliance/emissions"): EVERY,
    ("GET", "/publications/draft/2024"): {C},
    ("POST", "/publications/draft/2024"): {C},
}


@pytest.fixture
def world(opened: Database) -> None:
    """One submission of M001 handed in and one of M002."""
    with opened.transaction() as session:
        for code, letter in (("M001", "a"), ("M002", "b")):
            company = scenes.member(session, code)
            signatory = scenes.person(session, f"signatory@{letter}.example")
            preparer = scenes.person(session, f"preparer@{letter}.example")
            upload = scenes.an_upload(session, preparer, company, scenes.a_report(scenes.TREND))
            scenes.a_version(session, signatory, upload)


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_exactly_what_the_table_says(signed_in: SignIn, role: str) -> None:
    wrong = []
    for (method, path), allowed in MAY.items():
        browser = signed_in(role)
        response = browser.get(path) if method == "GET" else browser.post(path, via="/account")
        refused = response.status_code == 403
        if refused == (role in allowed) or response.status_code >= 500:
            wrong.append((method, path, response.status_code))

    assert wrong == []


@pytest.mark.usefixtures("world")
def test_a_guest_opens_nothing_but_the_way_in(guest: Browser) -> None:
    for method, path in MAY:
        if method == "GET":
            response = guest.get(path)
            assert response.status_code == 303, path
            assert response.headers["Location"].startswith("/sign-in?next=")


FOREIGN = [
    ("/hand-in/{}/inventory/2024", "M002", "M999"),
    ("/hand-in/{}/inventory/2024/template", "M002", "M999"),
    ("/uploads/{}", "2", "999"),
    ("/uploads/{}/state", "2", "999"),
    ("/uploads/{}/file", "2", "999"),
    ("/uploads/{}/marked", "2", "999"),
    ("/uploads/{}/findings.csv", "2", "999"),
    ("/receipts/{}", "R-2025-000002", "R-2025-999999"),
    ("/receipts/{}.pdf", "R-2025-000002", "R-2025-999999"),
    ("/submissions/{}", "2", "999"),
    ("/members/{}/register", "M002", "M999"),
]


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(("path", "foreign", "missing"), FOREIGN, ids=[one[0] for one in FOREIGN])
def test_a_foreign_object_answers_like_a_missing_one(
    signed_in: SignIn, path: str, foreign: str, missing: str
) -> None:
    browser = signed_in("preparer")

    one, other = browser.get(path.format(foreign)), browser.get(path.format(missing))

    assert one.status_code == other.status_code == 404
    assert _plain(one, path.format(foreign)) == _plain(other, path.format(missing))
    assert _headers(one) == _headers(other)


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    "path",
    ["/uploads/{}/submit", "/uploads/{}/explain", "/uploads/{}/abandon", "/submissions/{}/recall"],
)
def test_a_foreign_object_is_not_changed_either(
    signed_in: SignIn, opened: Database, path: str
) -> None:
    browser = signed_in("signatory")

    one = browser.post(path.format(2), {"certified": "y"}, via="/account")
    other = browser.post(path.format(999), {"certified": "y"}, via="/account")

    assert one.status_code == other.status_code == 404
    with opened.reading() as session:
        assert scenes.the_submission(session, scenes.member(session, "M002")).state == "submitted"


@pytest.mark.usefixtures("world")
def test_a_coordinator_of_other_groups_does_not_find_a_submission(signed_in: SignIn) -> None:
    browser = signed_in("steel_coordinator")

    assert browser.get("/submissions/1").status_code == 200
    assert browser.get("/submissions/2").status_code == 404
    assert browser.post("/submissions/2/accept", via="/account").status_code == 404


def test_every_route_has_an_entry_and_every_entry_a_route(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(POLICY)


def test_a_route_without_an_entry_keeps_the_portal_from_starting() -> None:
    app = Flask("bare")
    app.add_url_rule("/secret", "secret", lambda: "x")

    with pytest.raises(PolicyError, match="secret"):
        policy.enforce(app)


@pytest.mark.usefixtures("world")
def test_opening_pages_changes_nothing(signed_in: SignIn, opened: Database) -> None:
    browser = signed_in("administrator")
    before = _counts(opened)

    for method, path in MAY:
        if method == "GET":
            browser.get(path)

    assert _counts(opened) == before


def _counts(opened: Database) -> dict[str, int]:
    from sqlalchemy import func, select

    from portal.db.base import Base

    with opened.reading() as session:
        return {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
            if name != "audit_entry"
        }


def _plain(response: TestResponse, path: str) -> str:
    page = response.get_data(as_text=True).replace(path, "X")
    page = re.sub(r'name="csrf_token" value="[^"]+"', "", page)
    return page.replace(response.headers["X-Request-Id"], "")


def _headers(response: TestResponse) -> dict[str, str]:
    left_out = {"X-Request-Id", "Content-Length", "Set-Cookie"}
    return {name: value for name, value in response.headers if name not in left_out}
