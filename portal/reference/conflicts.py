"""What is known not to fit together in documents the city published: beside, never corrected."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from portal.language import Text
from portal.reference.tables import Source, number, rows, sources
from portal.reference.terms import worked_out


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two statements of published documents that cannot both hold, or one that does not add up.

    Attributes:
        about: key of the published figure concerned; empty when none of ours is.
        place: page or table of the document; "text" where its pages are not numbered.
        printed: the number in doubt as printed; None where no number is.
        terms: the other statement as a sum of printed numbers; empty where there is none.
        unit: of both.
        remark: what kind of difference it is, where a number does not say it.
    """

    key: str
    about: str
    text: Text
    place: Text
    printed: Decimal | None
    terms: str
    unit: Text
    remark: Text
    document: Source

    @property
    def other(self) -> Decimal | None:
        """What the other statement comes to."""
        return worked_out(self.terms) if self.terms else None

    @property
    def apart(self) -> Decimal | None:
        """The printed number less the other one, in the unit of both."""
        other = self.other
        return None if self.printed is None or other is None else self.printed - other


@cache
def conflicts() -> tuple[Conflict, ...]:
    """Every known inconsistency, in the order of the table."""
    return tuple(_conflict(row) for row in rows("published_conflicts"))


def _conflict(row: Mapping[str, str]) -> Conflict:
    return Conflict(
        row["key"],
        row["about"],
        Text(row["zh"], row["en"]),
        Text(row["place_zh"], row["place_en"]),
        number(row["printed"]),
        row["terms"],
        Text(row["unit_zh"], row["unit_en"]),
        Text(row["remark_zh"], row["remark_en"]),
        sources()[row["source"]],
    )
