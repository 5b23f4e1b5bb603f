"""How far each workbook of the demonstration comes: most are accepted, a few are on their way."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from portal.demo.contents import Workbook
from portal.demo.tables import table
from portal.workbook.content import Content

THRICE = Decimal(3)


class Ending(StrEnum):
    """Where a workbook stands when the demonstration begins."""

    ACCEPTED = "accepted"
    MISSING = "missing"
    WITH_ERRORS = "with_errors"
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    RETURNED = "returned"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Planned:
    """An ending, and what the coordinator wrote when it was returned."""

    ending: Ending
    comment: str = ""


def planned(file: Workbook) -> Planned:
    """How far a workbook comes."""
    key = (file.company.code, file.template.kind, file.year)
    return _planned().get(key, Planned(Ending.ACCEPTED))


@cache
def _planned() -> dict[tuple[str, str, int], Planned]:
    return {
        (row["member"], row["kind"], int(row["year"])): Planned(
            Ending(row["ending"]), row["comment"]
        )
        for row in table("endings")
    }


def with_an_error(content: Content) -> Content:
    """An inventory whose first source states three times what it emits."""
    first, *others = content["sources"]
    stated = first["stated_emissions"]
    if not isinstance(stated, Decimal):
        raise TypeError("the first source states no emissions")
    return {**content, "sources": [{**first, "stated_emissions": stated * THRICE}, *others]}


def first_draft(content: Content) -> Content:
    """An inventory as it was before its correction: the cover explains nothing."""
    (cover,) = content["cover"]
    return {**content, "cover": [{**cover, "change_note": None}]}
