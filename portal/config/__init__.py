"""The settings of an installation: environment variables `PORTAL_*`, typed, with their meaning.

`Settings` is the only table. Each field states how its text is read, its default and its
meaning; `settings` fills it, `describe` lists it for people.
"""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Annotated, Any, Final, get_type_hints
from urllib.parse import urlsplit

from portal.config import values
from portal.config.values import Address, LogLevel, MailServer, PasswordProfile
from portal.language import Language, Text

__all__ = [
    "TAIPEI",
    "Address",
    "LogLevel",
    "MailServer",
    "PasswordProfile",
    "SettingError",
    "SettingRow",
    "Settings",
    "describe",
    "reporting_year",
    "settings",
    "signing_key",
]

PREFIX: Final = "PORTAL_"
TAIPEI: Final = timezone(timedelta(hours=8), "Asia/Taipei")


class SettingError(Exception):
    """A setting cannot be read; `text` says which one, what was found and what fits."""

    def __init__(self, text: Text) -> None:
        super().__init__(f"{text.zh} {text.en}")
        self.text = text


@dataclass(frozen=True, slots=True)
class _Setting:
    """How one setting is read, its default as a person would write it, and its meaning."""

    read: Callable[[str], Any]
    default: str
    zh: str
    en: str
    secret: bool = False

    @property
    def meaning(self) -> Text:
        """What the setting decides."""
        return Text(self.zh, self.en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything an installation can decide, read once at start."""

    instance: Annotated[
        Path,
        _Setting(
            values.folder,
            "instance",
            "存放資料庫、檔案與字型的資料夾",
            "folder of the database, files and font",
        ),
    ]
    database_url: Annotated[
        str,
        _Setting(
            values.database,
            "",
            "資料庫網址；未設定時使用 instance 資料夾內的 SQLite",
            "database; unset: SQLite in the instance folder",
            secret=True,
        ),
    ]
    secret_key: Annotated[
        str,
        _Setting(
            values.text,
            "",
            "簽署登入資訊的金鑰；未設定時產生一次並存於 instance 資料夾",
            "key that signs sessions; unset: made once and kept in the instance folder",
            secret=True,
        ),
    ]
    smtp_url: Annotated[
        MailServer | None,
        _Setting(
            values.mail_server,
            "",
            "郵件伺服器，smtp://帳號:密碼@主機:連接埠；未設定時信件留在寄件匣，由管理者查看",
            "mail server, smtp://user:password@host:port; unset: mail stays in the outbox, "
            "where the administrator reads it",
            secret=True,
        ),
    ]
    mail_from: Annotated[
        str,
        _Setting(values.text, "portal@localhost", "寄件人電子郵件", "e-mail address of the sender"),
    ]
    base_url: Annotated[
        str,
        _Setting(
            values.web_address,
            "http://127.0.0.1:8000",
            "使用者看到的網址，用於信件中的連結",
            "address people use, for links in mail",
        ),
    ]
    bind: Annotated[
        Address,
        _Setting(
            values.address,
            "127.0.0.1:8000",
            "伺服器監聽的主機與連接埠",
            "host and port the server listens on",
        ),
    ]
    trusted_hosts: Annotated[
        tuple[str, ...],
        _Setting(
            values.names,
            "",
            "接受的主機名稱，以逗號分隔；未設定時為 base_url 的主機與本機",
            "host names answered to, separated by commas; unset: that of base_url and this machine",
        ),
    ]
    proxy_count: Annotated[
        int,
        _Setting(
            values.whole(0, 5), "0", "前面有幾層反向代理", "number of reverse proxies in front"
        ),
    ]
    https: Annotated[
        bool | None,
        _Setting(
            values.yes_or_unset,
            "",
            "登入資訊只經 HTTPS 傳送；未設定時依 base_url",
            "cookies travel over HTTPS only; unset: as base_url says",
        ),
    ]
    session_idle_minutes: Annotated[
        int,
        _Setting(
            values.whole(1, 1440),
            "30",
            "閒置多少分鐘後登出",
            "minutes without a request before sign-out",
        ),
    ]
    session_hours: Annotated[
        int,
        _Setting(values.whole(1, 168), "12", "登入最長時數", "longest time signed in, hours"),
    ]
    password_profile: Annotated[
        PasswordProfile,
        _Setting(
            values.one_of(PasswordProfile),
            "asvs",
            "密碼規則：asvs（OWASP ASVS）或 tw-annex10（資通系統防護基準附表十）",
            "password rules: asvs (OWASP ASVS) or tw-annex10 (Taiwan's Annex 10)",
        ),
    ]
    upload_limit_mb: Annotated[
        int,
        _Setting(values.whole(1, 200), "20", "單一上傳檔案上限，MB", "largest upload, MB"),
    ]
    font: Annotated[
        Path | None,
        _Setting(
            values.font_file,
            "",
            "PDF 使用的 TrueType 中文字型；未設定時自動尋找或產生",
            "TrueType font with Chinese for PDF; unset: found or derived",
        ),
    ]
    reporting_year: Annotated[
        int | None,
        _Setting(
            values.year_or_unset,
            "",
            "預設的申報年度；未設定時為去年",
            "reporting year shown first; unset: last calendar year",
        ),
    ]
    diagnosis_deadlines: Annotated[
        tuple[date, ...],
        _Setting(
            values.three_days,
            "",
            "節能診斷義務之三個期限（診斷、計畫、措施），以逗號分隔；未設定時採草案日期",
            "three days of the duty to be diagnosed (diagnosis, plan, measures), separated by "
            "commas; unset: those of the draft",
        ),
    ]
    workers: Annotated[
        int,
        _Setting(values.whole(1, 64), "2", "網頁伺服器行程數", "web server processes"),
    ]
    threads: Annotated[
        int,
        _Setting(
            values.whole(1, 64), "4", "每個行程的執行緒數", "threads of each web server process"
        ),
    ]
    log_level: Annotated[
        LogLevel,
        _Setting(
            values.one_of(LogLevel),
            "info",
            "記錄的詳細程度：debug、info、warning、error",
            "detail of the log: debug, info, warning, error",
        ),
    ]


_VARIABLES: Final[Mapping[str, _Setting]] = {
    PREFIX + name.upper(): hint.__metadata__[0]
    for name, hint in get_type_hints(Settings, include_extras=True).items()
}


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting as a person reads it; a secret's value is replaced by dots."""

    variable: str
    value: str
    default: str
    is_set: bool
    meaning: str


def settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this environment; touches no file.

    Raises:
        SettingError: a value does not fit, or a variable with our prefix is not a setting.
    """
    for variable in environ:
        if variable.startswith(PREFIX) and variable not in _VARIABLES:
            raise SettingError(
                Text(
                    f"沒有 {variable} 這項設定；請以 portal settings 查看可用的設定。",
                    f"There is no setting {variable}; `portal settings` lists those there are.",
                )
            )
    chosen = {
        variable.removeprefix(PREFIX).lower(): _read(variable, about, environ.get(variable, ""))
        for variable, about in _VARIABLES.items()
    }
    return _with_dependent_defaults(Settings(**chosen))


def _read(variable: str, about: _Setting, written: str) -> Any:
    try:
        return about.read(written.strip() or about.default)
    except values.UnfitError as unfit:
        found = "…" if about.secret else written
        raise SettingError(
            Text(
                f"設定 {variable} 為「{found}」，應為{unfit.expected.zh}。",
                f"The setting {variable} reads “{found}”; it should be {unfit.expected.en}.",
            )
        ) from None


def _with_dependent_defaults(read: Settings) -> Settings:
    address = urlsplit(read.base_url)
    own_names = (address.hostname or "localhost", "127.0.0.1", "localhost")
    return replace(
        read,
        database_url=read.database_url or f"sqlite:///{read.instance / 'portal.sqlite3'}",
        trusted_hosts=read.trusted_hosts or tuple(dict.fromkeys(own_names)),
        https=address.scheme == "https" if read.https is None else read.https,
    )


def describe(language: Language, environ: Mapping[str, str] = os.environ) -> tuple[SettingRow, ...]:
    """Every setting with its value and meaning, in the order of `Settings`."""
    return tuple(
        SettingRow(
            variable=variable,
            value=_shown(environ.get(variable, ""), secret=about.secret),
            default=about.default,
            is_set=bool(environ.get(variable, "").strip()),
            meaning=about.meaning[language],
        )
        for variable, about in _VARIABLES.items()
    )


def _shown(written: str, *, secret: bool) -> str:
    return "•••" if secret and written.strip() else written.strip()


def signing_key(chosen: Settings) -> str:
    """The key that signs sessions: the setting, or one made once in the instance folder.

    Two processes that start together agree: the first file linked into place wins.
    """
    if chosen.secret_key:
        return chosen.secret_key
    kept = chosen.instance / "secret_key"
    if not kept.exists():
        chosen.instance.mkdir(parents=True, exist_ok=True)
        draft = kept.with_name(f"secret_key.{secrets.token_hex(8)}")
        opened = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, kept)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return kept.read_text(encoding="ascii").strip()


def reporting_year(chosen: Settings, now: datetime) -> int:
    """The year that reports are due for: the setting, or last calendar year in Taipei.

    Args:
        chosen: the settings.
        now: an aware moment.
    """
    return chosen.reporting_year or now.astimezone(TAIPEI).year - 1
