"""What every response carries, whoever asks and whatever the answer is."""

import pytest
from flask import Flask, abort

from portal.web.headers import CONTENT_SECURITY_POLICY, HEADERS
from tests.web.world import Browser

PATHS = ["/sign-in", "/forgotten", "/nothing-here", "/account", "/static/portal.css"]


def test_the_policy_of_content_is_the_agreed_one() -> None:
    assert CONTENT_SECURITY_POLICY == (
        "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


@pytest.mark.parametrize("path", PATHS)
def test_every_response_carries_the_headers(guest: Browser, path: str) -> None:
    response = guest.get(path)

    for name, value in HEADERS:
        assert response.headers.getlist(name) == [value]
    assert len(response.headers["X-Request-Id"]) == 16


@pytest.mark.parametrize("path", PATHS[:4])
def test_pages_are_not_kept_by_browsers_or_proxies(guest: Browser, path: str) -> None:
    assert guest.get(path).headers["Cache-Control"] == "no-store"


def test_static_files_are_kept_for_a_year(guest: Browser) -> None:
    assert "max-age=31536000" in guest.get("/static/portal.css").headers["Cache-Control"]


@pytest.mark.parametrize("code", [400, 403, 404, 405, 409, 413, 422, 429, 500, 503])
def test_each_failure_has_a_page_in_both_languages(app: Flask, code: int) -> None:
    with app.test_request_context("/"):
        from portal.web.failures import page

        chinese = page(code)
    with app.test_request_context("/", headers={"Accept-Language": "en"}):
        english = page(code)

    assert chinese.status_code == english.status_code == code
    assert 'lang="zh-Hant-TW"' in chinese.get_data(as_text=True)
    assert 'lang="en"' in english.get_data(as_text=True)


def test_a_fault_of_ours_shows_a_number_and_nothing_else(
    app: Flask, guest: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise RuntimeError("secret detail of the database")

    monkeypatch.setitem(app.view_functions, "account.ask_reset", fail)

    response = guest.get("/forgotten")

    page = response.get_data(as_text=True)
    assert response.status_code == 500
    assert "secret" not in page
    assert response.headers["X-Request-Id"] in page
    assert response.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


def test_a_page_asked_for_as_json_fails_as_json(guest: Browser) -> None:
    response = guest.get("/nothing-here", headers={"Accept": "application/json"})

    assert response.status_code == 404
    assert response.get_json()["error"] == "找不到這一頁"


def test_only_known_hosts_are_answered(guest: Browser) -> None:
    response = guest.get("/sign-in", headers={"Host": "evil.example"})

    assert response.status_code == 400
    assert "evil.example" not in response.get_data(as_text=True)
    assert response.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


def test_a_method_that_is_not_offered_is_refused(guest: Browser) -> None:
    response = guest.get("/sign-out")

    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]


def test_the_language_switch_keeps_the_page(guest: Browser) -> None:
    response = guest.post("/preferences", {"language": "en", "next": "/forgotten?x=1"})

    assert response.status_code == 303
    assert response.headers["Location"] == "/forgotten?x=1"
    assert "Forgot your password" in guest.get("/forgotten").get_data(as_text=True)


@pytest.mark.parametrize("header", ["en", "en-US,en;q=0.9", "en-GB,zh;q=0.1"])
def test_a_browser_that_asks_for_english_gets_it(guest: Browser, header: str) -> None:
    page = guest.get("/sign-in", headers={"Accept-Language": header}).get_data(as_text=True)

    assert "Sign in" in page


@pytest.mark.parametrize(
    "header", ["zh-TW", "zh-Hant-TW,zh;q=0.9", "fr", "zh-CN,zh;q=0.9,en;q=0.8"]
)
def test_everybody_else_gets_chinese(guest: Browser, header: str) -> None:
    page = guest.get("/sign-in", headers={"Accept-Language": header}).get_data(as_text=True)

    assert "登入" in page


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example",
        "/\\evil.example",
        "https:evil.example",
        "https://evil.example",
        "/\tevil.example",
        "/%0d%0aSet-Cookie:x\r\n",
        "\\\\evil.example",
        "javascript:alert(1)",
        "http://user@evil.example",
        "",
        " /account",
        "/a//evil.example",
        "///evil.example",
    ],
)
def test_no_answer_leads_off_this_site(guest: Browser, wanted: str) -> None:
    response = guest.post("/preferences", {"language": "en", "next": wanted})

    assert response.headers["Location"] == "/"


def test_forms_need_the_token_of_their_session(app: Flask) -> None:
    unsafe = {"POST", "PUT", "PATCH", "DELETE"}
    client = app.test_client()

    refused = [
        (rule.rule, client.open(_filled(rule.rule), method=method).status_code)
        for rule in app.url_map.iter_rules()
        for method in sorted(unsafe & (rule.methods or set()))
    ]

    assert len(refused) >= 5
    assert {status for _, status in refused} == {400}


def test_a_form_sent_by_another_site_is_refused(guest: Browser) -> None:
    response = guest.client.post("/sign-in", headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403


def _filled(rule: str) -> str:
    import re

    rule = re.sub(r"<any[^>]+>", "inventory", rule)
    return re.sub(r"<int:[^>]+>", "1", re.sub(r"<(?!int:)[^>]+>", "x", rule))


def test_a_request_for_an_unknown_page_does_not_need_to_sign_in(guest: Browser) -> None:
    assert guest.get("/nothing-here").status_code == 404


def test_an_abort_inside_a_view_is_answered_by_our_page(app: Flask, guest: Browser) -> None:
    def conflict() -> str:
        abort(409)

    app.view_functions["account.ask_reset"] = conflict

    assert "資料剛被其他人更新" in guest.get("/forgotten").get_data(as_text=True)
