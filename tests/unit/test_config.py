import re
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from portal.config import (
    Address,
    LogLevel,
    MailServer,
    PasswordProfile,
    SettingError,
    describe,
    reporting_year,
    settings,
    signing_key,
)
from portal.language import Language


def test_nothing_set_works_on_one_machine() -> None:
    chosen = settings({})

    assert chosen.instance == Path("instance").absolute()
    assert chosen.database_url == f"sqlite:///{chosen.instance}/portal.sqlite3"
    assert chosen.bind == Address("127.0.0.1", 8000)
    assert chosen.trusted_hosts == ("127.0.0.1", "localhost")
    assert chosen.smtp_url is None
    assert chosen.https is False
    assert (chosen.session_idle_minutes, chosen.session_hours) == (30, 12)
    assert chosen.password_profile is PasswordProfile.ASVS
    assert chosen.log_level is LogLevel.INFO


def test_an_empty_variable_counts_as_unset() -> None:
    assert settings({"PORTAL_THREADS": " ", "PORTAL_FONT": ""}) == settings({})


def test_the_days_of_the_diagnosis_duty_are_three_in_order() -> None:
    chosen = settings({"PORTAL_DIAGNOSIS_DEADLINES": "2028-06-30, 2028-12-31,2033-06-30"})

    assert [day.year for day in chosen.diagnosis_deadlines] == [2028, 2028, 2033]
    assert settings({}).diagnosis_deadlines == ()


@pytest.mark.parametrize(
    "written",
    ["2028-06-30", "2028-12-31,2028-06-30,2033-01-01", "soon,later,never"],
    ids=["one", "order", "words"],
)
def test_days_that_are_not_three_in_order_are_refused(written: str) -> None:
    with pytest.raises(SettingError, match="PORTAL_DIAGNOSIS_DEADLINES"):
        settings({"PORTAL_DIAGNOSIS_DEADLINES": written})


def test_the_database_follows_the_instance_folder(tmp_path: Path) -> None:
    chosen = settings({"PORTAL_INSTANCE": str(tmp_path)})

    assert chosen.database_url == f"sqlite:///{tmp_path}/portal.sqlite3"


def test_an_https_address_makes_cookies_secure_and_its_host_trusted() -> None:
    chosen = settings({"PORTAL_BASE_URL": "https://portal.example.tw/"})

    assert chosen.base_url == "https://portal.example.tw"
    assert chosen.https is True
    assert chosen.trusted_hosts == ("portal.example.tw", "127.0.0.1", "localhost")


def test_a_mail_server_is_read_with_its_account() -> None:
    chosen = settings({"PORTAL_SMTP_URL": "smtp://post%40city:p%3Aw@mail.example.tw:2525"})

    assert chosen.smtp_url == MailServer("mail.example.tw", 2525, "post@city", "p:w", False)


@pytest.mark.parametrize(
    ("url", "port", "encrypted"),
    [("smtp://mail.example.tw", 587, False), ("smtps://mail.example.tw", 465, True)],
    ids=["plain", "encrypted"],
)
def test_a_mail_server_without_a_port_gets_the_usual_one(
    url: str, port: int, encrypted: bool
) -> None:
    server = settings({"PORTAL_SMTP_URL": url}).smtp_url

    assert server == MailServer("mail.example.tw", port, "", "", encrypted)


@pytest.mark.parametrize(
    ("variable", "written", "expected"),
    [
        ("PORTAL_SESSION_HOURS", "0", "a whole number from 1 to 168"),
        ("PORTAL_SESSION_HOURS", "１２", "a whole number from 1 to 168"),
        ("PORTAL_PASSWORD_PROFILE", "weak", "one of asvs, tw-annex10"),
        ("PORTAL_LOG_LEVEL", "loud", "one of debug, info, warning, error"),
        ("PORTAL_HTTPS", "perhaps", "yes or no"),
        ("PORTAL_BASE_URL", "portal.example.tw", "begins with http:// or https://"),
        ("PORTAL_BIND", "8000", "host:port"),
        ("PORTAL_BIND", "localhost:99999", "a whole number from 1 to 65535"),
        ("PORTAL_FONT", "/nowhere/font.ttf", "an existing .ttf or .ttc font file"),
        ("PORTAL_REPORTING_YEAR", "113", "a whole number from 2005 to 2100"),
    ],
)
def test_a_value_that_does_not_fit_is_answered_with_what_does(
    variable: str, written: str, expected: str
) -> None:
    with pytest.raises(SettingError) as raised:
        settings({variable: written})

    sentence = raised.value.text.en
    assert variable in sentence
    assert written in sentence
    assert expected in sentence
    assert variable in raised.value.text.zh


@pytest.mark.parametrize(
    ("variable", "written"),
    [
        ("PORTAL_DATABASE_URL", "mysql://user:hunter2@host/db"),
        ("PORTAL_SMTP_URL", "http://user:hunter2@host"),
        ("PORTAL_SMTP_URL", "smtp://user:hunter2@host:port"),
    ],
)
def test_a_secret_that_does_not_fit_is_not_repeated(variable: str, written: str) -> None:
    with pytest.raises(SettingError) as raised:
        settings({variable: written})

    assert "hunter2" not in str(raised.value)


def test_a_misspelt_setting_is_reported() -> None:
    with pytest.raises(SettingError, match=re.escape("There is no setting PORTAL_THREAD;")):
        settings({"PORTAL_THREAD": "8"})


def test_foreign_variables_are_left_alone() -> None:
    assert settings({"HOME": "/root", "MY_PORTAL_X": "1"}) == settings({})


def test_every_setting_is_described_in_both_languages() -> None:
    chinese, english = describe(Language.ZH, {}), describe(Language.EN, {})

    assert [row.variable for row in chinese] == [row.variable for row in english]
    assert {"PORTAL_INSTANCE", "PORTAL_DATABASE_URL", "PORTAL_SECRET_KEY"} <= {
        row.variable for row in english
    }
    assert all(re.search("[一-鿿]", row.meaning) for row in chinese)
    assert all(row.meaning.isascii() for row in english)


def test_describing_hides_secrets_and_shows_the_rest() -> None:
    environ = {"PORTAL_SECRET_KEY": "hunter2", "PORTAL_THREADS": "8"}

    rows = {row.variable: row for row in describe(Language.EN, environ)}

    assert rows["PORTAL_SECRET_KEY"].value == "•••"
    assert rows["PORTAL_THREADS"].value == "8"
    assert rows["PORTAL_THREADS"].is_set
    assert not rows["PORTAL_WORKERS"].is_set
    assert rows["PORTAL_WORKERS"].default == "2"


def test_the_signing_key_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    chosen = settings({"PORTAL_INSTANCE": str(tmp_path / "new")})

    first, second = signing_key(chosen), signing_key(chosen)

    kept = tmp_path / "new" / "secret_key"
    assert first == second == kept.read_text()
    assert len(first) >= 64
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert list(kept.parent.iterdir()) == [kept]


def test_a_signing_key_that_is_set_touches_no_file(tmp_path: Path) -> None:
    instance = tmp_path / "new"

    key = signing_key(settings({"PORTAL_INSTANCE": str(instance), "PORTAL_SECRET_KEY": "given"}))

    assert key == "given"
    assert not instance.exists()


@pytest.mark.parametrize(
    ("now", "year"),
    [
        (datetime(2025, 12, 31, 15, 59, tzinfo=UTC), 2024),
        (datetime(2025, 12, 31, 16, 0, tzinfo=UTC), 2025),
    ],
    ids=["before midnight in Taipei", "after midnight in Taipei"],
)
def test_the_reporting_year_is_last_year_in_taipei(now: datetime, year: int) -> None:
    assert reporting_year(settings({}), now) == year


def test_the_reporting_year_can_be_set() -> None:
    chosen = settings({"PORTAL_REPORTING_YEAR": "2023"})

    assert reporting_year(chosen, datetime(2026, 1, 1, tzinfo=UTC)) == 2023
