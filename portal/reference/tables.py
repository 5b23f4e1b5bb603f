"""CSV tables beside the code: rows as read, the origin of each value, the table's version."""

import csv
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from portal.language import Text

FOLDER = Path(__file__).parent


class UnknownReferenceError(LookupError):
    """A caller asked for a code, set or year that the reference tables do not hold."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document that values were taken from."""

    key: str
    title: Text
    edition: str
    published: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where one value comes from and for which inventory years it holds.

    `valid_from` and `valid_to` are inclusive years; None means open. `verified` is true when the
    cited document itself was read, false when the value awaits confirmation.
    """

    source: Source
    valid_from: int | None
    valid_to: int | None
    verified: bool
    note: Text | None

    @property
    def edition(self) -> str:
        """The edition of the source."""
        return self.source.edition

    def covers(self, year: int) -> bool:
        """Whether the value is meant for an inventory of that year."""
        return (self.valid_from or year) <= year <= (self.valid_to or year)


def rows(table: str) -> Iterator[dict[str, str]]:
    """The rows of `<table>.csv`, each by column heading."""
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def digest(table: str) -> str:
    """The first twelve hexadecimal digits of the SHA-256 of the table as stored."""
    return hashlib.sha256((FOLDER / f"{table}.csv").read_bytes()).hexdigest()[:12]


@cache
def sources() -> Mapping[str, Source]:
    """Every cited document by its key."""
    return {
        row["key"]: Source(row["key"], Text(row["zh"], row["en"]), row["edition"], row["published"])
        for row in rows("sources")
    }


def provenance(row: Mapping[str, str]) -> Provenance:
    """The provenance columns that every table of values has."""
    return Provenance(
        source=sources()[row["source"]],
        valid_from=int(row["valid_from"]) if row["valid_from"] else None,
        valid_to=int(row["valid_to"]) if row["valid_to"] else None,
        verified=row["verified"] == "yes",
        note=note(row),
    )


def note(row: Mapping[str, str]) -> Text | None:
    """The remark of a row in both languages, if it has one."""
    return Text(row["note_zh"], row["note_en"]) if row.get("note_zh") else None


def number(cell: str) -> Decimal | None:
    """The value of a cell, None when it is empty."""
    return Decimal(cell) if cell else None


def several(cell: str) -> tuple[str, ...]:
    """The parts of a cell that are separated by a vertical bar."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())
