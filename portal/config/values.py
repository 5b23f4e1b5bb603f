"""How the text of a setting becomes a value, and what is said when it does not fit."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from portal.language import Text

THREE: Final = 3


class PasswordProfile(StrEnum):
    """The password rules an installation follows."""

    ASVS = "asvs"
    TW_ANNEX10 = "tw-annex10"


class LogLevel(StrEnum):
    """How much the portal writes to its log."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server that takes the portal's mail."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    encrypted_from_start: bool


@dataclass(frozen=True, slots=True)
class Address:
    """Where the web server listens."""

    host: str
    port: int


class UnfitError(ValueError):
    """A text does not fit; carries what would."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.expected = Text(zh, en)


def text(written: str) -> str:
    """Any text, as it is."""
    return written


def names(written: str) -> tuple[str, ...]:
    """Names separated by commas."""
    return tuple(name.strip() for name in written.split(",") if name.strip())


def folder(written: str) -> Path:
    """A folder that need not exist yet, as an absolute path."""
    return Path(written).expanduser().absolute()


def font_file(written: str) -> Path | None:
    """A font file that exists, or nothing."""
    if not written:
        return None
    path = Path(written).expanduser().absolute()
    if not path.is_file():
        raise UnfitError("一個存在的 .ttf 或 .ttc 字型檔", "an existing .ttf or .ttc font file")
    return path


def yes(written: str) -> bool:
    """Yes or no."""
    match written.lower():
        case "yes" | "true" | "on" | "1":
            return True
        case "no" | "false" | "off" | "0":
            return False
        case _:
            raise UnfitError("yes 或 no", "yes or no")


def yes_or_unset(written: str) -> bool | None:
    """Yes, no or nothing."""
    return yes(written) if written else None


def whole(lowest: int, highest: int) -> Callable[[str], int]:
    """A reader of whole numbers between two bounds, both included."""

    def read(written: str) -> int:
        if written.isascii() and written.isdigit() and lowest <= int(written) <= highest:
            return int(written)
        raise UnfitError(
            f"{lowest} 到 {highest} 的整數", f"a whole number from {lowest} to {highest}"
        )

    return read


def year_or_unset(written: str) -> int | None:
    """A reporting year of the common era, or nothing."""
    return whole(2005, 2100)(written) if written else None


def three_days(written: str) -> tuple[date, ...]:
    """Three days in order, separated by commas, or nothing."""
    if not written:
        return ()
    unfit = UnfitError(
        "三個由早到晚的日期，例如 2027-12-31,2028-03-31,2032-12-31",
        "three days in order, such as 2027-12-31,2028-03-31,2032-12-31",
    )
    try:
        days = tuple(date.fromisoformat(one) for one in names(written))
    except ValueError:
        raise unfit from None
    if len(days) != THREE or list(days) != sorted(days):
        raise unfit
    return days


def one_of(kind: type[StrEnum]) -> Callable[[str], StrEnum]:
    """A reader of the values of a closed set."""

    def read(written: str) -> StrEnum:
        try:
            return kind(written.lower())
        except ValueError:
            raise UnfitError("其中之一：" + "、".join(kind), "one of " + ", ".join(kind)) from None

    return read


def database(written: str) -> str:
    """The URL of a database we can use, or nothing."""
    if not written or urlsplit(written).scheme in {"sqlite", "postgresql", "postgresql+psycopg"}:
        return written
    raise UnfitError(
        "sqlite:/// 或 postgresql:// 開頭的網址",
        "a URL that begins with sqlite:/// or postgresql://",
    )


def web_address(written: str) -> str:
    """A web address, without a slash at its end."""
    parts = urlsplit(written)
    if parts.scheme in {"http", "https"} and parts.hostname:
        return written.rstrip("/")
    raise UnfitError("http:// 或 https:// 開頭的網址", "a URL that begins with http:// or https://")


def mail_server(written: str) -> MailServer | None:
    """A mail server written as a URL, or nothing."""
    if not written:
        return None
    unfit = UnfitError("smtp://帳號:密碼@主機:連接埠", "smtp://user:password@host:port")
    try:
        parts = urlsplit(written)
        port = parts.port
    except ValueError:
        raise unfit from None
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise unfit
    encrypted = parts.scheme == "smtps"
    return MailServer(
        host=parts.hostname,
        port=port or (465 if encrypted else 587),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        encrypted_from_start=encrypted,
    )


def address(written: str) -> Address:
    """A host and a port."""
    host, _, port = written.rpartition(":")
    if not host:
        raise UnfitError("主機:連接埠", "host:port")
    return Address(host.strip("[]"), whole(1, 65535)(port))
