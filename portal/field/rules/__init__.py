"""The rules of a field workbook: one module for each of its sheets."""

from collections.abc import Iterator
from typing import Any

from portal.field.rules import equipment, findings, measurements, photos
from portal.field.rules.book import RULES
from portal.field.subject import Subject
from portal.workbook.findings import Hit
from portal.workbook.reading import Reading
from portal.workbook.rules import Rule

__all__ = ["RULES", "judge"]

# Imported for the rules that they register, in the order of the sheets.
_SHEETS = (equipment, measurements, findings, photos)


def judge(reading: Reading) -> Iterator[tuple[Rule[Any], Hit]]:
    """What the rules find in a field workbook."""
    return RULES.hits(
        Subject(
            reading.form("visit"),
            reading.table("equipment"),
            reading.table("measurements"),
            reading.table("findings"),
            reading.table("photos"),
            reading.table("advice"),
        )
    )
