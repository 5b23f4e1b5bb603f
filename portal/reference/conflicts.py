"""What is known not to fit together in documents the city published: beside, never corrected."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from portal.language import Text
from portal.reference.tables import Source, rows, sources


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two statements of published documents that cannot both hold, or one that does not add up.

    Attributes:
        about: key of the published figure concerned; empty when none of ours is.
        size: how far they are apart, in words.
    """

    key: str
    about: str
    text: Text
    size: Text
    document: Source


@cache
def conflicts() -> tuple[Conflict, ...]:
    """Every known inconsistency, in the order of the table."""
    return tuple(_conflict(row) for row in rows("published_conflicts"))


def _conflict(row: Mapping[str, str]) -> Conflict:
    return Conflict(
        row["key"],
        row["about"],
        Text(row["zh"], row["en"]),
        Text(row["size_zh"], row["size_en"]),
        sources()[row["source"]],
    )
