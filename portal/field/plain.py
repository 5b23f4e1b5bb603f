"""Values in one plain writing, so that what went out and what came back can be compared."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from portal.db.types import canonical_json

STAMP_LETTERS = 8


def plain(value: object) -> str:
    """A value as text: numbers without needless zeros, words with single spaces, nothing as ``."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() | Decimal():
            return _number(Decimal(value))
        case date():
            return value.isoformat()
        case _:
            return " ".join(str(value).split())


def _number(value: Decimal) -> str:
    whole = f"{value:f}"
    return whole.rstrip("0").rstrip(".") if "." in whole else whole


def of_row(row: object, keys: Iterable[str]) -> dict[str, str]:
    """The fields of a row in plain writing."""
    return {key: plain(getattr(row, key)) for key in keys}


def stamp(version: int, said: Mapping[str, str]) -> str:
    """What a workbook carries of a row: its version, and a digest of what it said."""
    return f"{version}.{digest(said)[:STAMP_LETTERS]}"


def digest(said: object) -> str:
    """The SHA-256 of a value's canonical JSON."""
    return hashlib.sha256(canonical_json(said)).hexdigest()
