"""The rules of a workbook of claims: what its rows say, and what is on file beside them."""

from collections.abc import Iterator
from typing import Any

from portal.claims.rules import rows, use
from portal.claims.rules.book import RULES
from portal.claims.subject import Register, Subject
from portal.workbook.findings import Hit
from portal.workbook.reading import Reading
from portal.workbook.rules import Rule

__all__ = ["RULES", "judge"]

# Imported for the rules that they register.
_MODULES = (rows, use)


def judge(reading: Reading, register: Register | None = None) -> Iterator[tuple[Rule[Any], Hit]]:
    """What the rules find in a workbook of claims, beside what is on file where that is given."""
    return RULES.hits(Subject(reading.form("about"), reading.table("claims"), register))
