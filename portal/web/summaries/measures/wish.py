"""What a reader asks of the measures: filter, order, interest, zoom; all in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Final
from urllib.parse import urlencode

from portal.aggregation.measures.entries import Entry
from portal.aggregation.measures.roll_up import DIMENSIONS
from portal.db.folding import folded
from portal.plans.measures import DEFAULT_INTEREST

PER_CENT: Final = Decimal(100)
HIGHEST_INTEREST: Final = Decimal(30)
_LARGEST: Final = Decimal(10_000_000)
_LONGEST_NUMBER: Final = 12
_LONGEST_COUNT: Final = 4
_STANDINGS: Final = ("committed", "pipeline")
SORTS: Final = (
    "member", "id", "title", "category", "status", "start", "expected", "net", "capex", "cost",
    "planned", "realised",
)  # fmt: skip
FALLING: Final = frozenset({"expected", "net", "capex", "planned", "realised"})


@dataclass(frozen=True, slots=True)
class Wish:
    """A filter, an order and a part of the cost curve.

    Attributes:
        codes: wanted code by dimension (category, equipment, financing, status).
        interest: per cent a year.
        low, high: costs between which the curve is drawn, NT$/t; `most`: its widest steps.
    """

    codes: Mapping[str, str]
    words: str = ""
    standing: str = ""
    sort: str = "net"
    down: bool = True
    interest: Decimal = DEFAULT_INTEREST * PER_CENT
    low: Decimal | None = None
    high: Decimal | None = None
    most: int | None = None
    page: int = 1

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Wish":
        """The wish of an address; what makes no sense there is left aside."""
        sort = asked.get("sort", "")
        interest = _number(asked.get("interest", ""))
        standing = asked.get("standing", "")
        return cls(
            {name: asked[name][:40] for name in DIMENSIONS if asked.get(name)},
            asked.get("q", "").strip()[:80],
            standing if standing in _STANDINGS else "",
            sort if sort in SORTS else "net",
            asked.get("order", "down" if sort not in SORTS else "up") == "down",
            interest if interest is not None and 0 <= interest <= HIGHEST_INTEREST
            else DEFAULT_INTEREST * PER_CENT,
            _number(asked.get("low", "")),
            _number(asked.get("high", "")),
            _count(asked.get("most", "")),
            _count(asked.get("page", "")) or 1,
        )  # fmt: skip

    @property
    def rate(self) -> Decimal:
        """Interest as a ratio."""
        return self.interest / PER_CENT

    @property
    def is_filtered(self) -> bool:
        """Whether some measures are left aside."""
        return bool(self.codes or self.words or self.standing)

    @property
    def is_zoomed(self) -> bool:
        """Whether only a part of the curve is drawn."""
        return not (self.low is None and self.high is None and self.most is None)

    @property
    def is_usual(self) -> bool:
        """Whether a database finds what is asked for: words and other interest ask for all rows."""
        return not self.words and self.rate == DEFAULT_INTEREST

    def query(self) -> str:
        """The wish as the end of an address."""
        found = {
            **self.codes,
            "q": self.words,
            "standing": self.standing,
            "sort": self.sort,
            "order": "down" if self.down else "up",
            "interest": "" if self.rate == DEFAULT_INTEREST else f"{self.interest:f}",
            "low": "" if self.low is None else f"{self.low:f}",
            "high": "" if self.high is None else f"{self.high:f}",
            "most": "" if self.most is None else str(self.most),
            "page": str(self.page) if self.page > 1 else "",
        }
        return urlencode({name: value for name, value in found.items() if value})

    def sorted_by(self, name: str) -> "Wish":
        """The wish with another order: numbers fall first, words rise first."""
        if name == self.sort:
            return replace(self, down=not self.down, page=1)
        return replace(self, sort=name, down=name in FALLING, page=1)

    def turned(self, page: int) -> "Wish":
        """The wish for another page."""
        return replace(self, page=page)

    def between(
        self, low: Decimal | None = None, high: Decimal | None = None, most: int | None = None
    ) -> "Wish":
        """The wish for another part of the curve."""
        return replace(self, low=low, high=high, most=most)

    def fits(self, one: Entry, name: str) -> bool:
        """Whether a measure of a member, named in both languages, is wanted."""
        if self.standing and (
            not one.is_live or one.is_committed != (self.standing == "committed")
        ):
            return False
        if any(DIMENSIONS[key](one) != code for key, code in self.codes.items()):
            return False
        title = one.row.title or ""
        return folded(self.words) in folded(f"{one.code} {name} {one.measure.id} {title}")


def _number(text: str) -> Decimal | None:
    text = text.strip()
    if not text or len(text) > _LONGEST_NUMBER:
        return None
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) <= _LARGEST else None


def _count(text: str) -> int | None:
    fine = text.isascii() and text.isdigit() and len(text) <= _LONGEST_COUNT
    return int(text) or None if fine else None
