"""Knowing a warning again in another version or another year, and whether it is still the same.

A warning is recognised by its rule and by what it is about: sheet, row by its identity (never by
its position) and column. What was said about it holds as long as the value has its pattern.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from portal.workbook.findings import Finding, Place, Severity

# A number that moves by more than a fifth of what it was has moved; so has one that turns sign.
MOVED: Final = Decimal("0.2")
LONGEST: Final = 200
MOST_NUMBERS: Final = 8

# The columns that name a row of themselves, and those that together describe one without a name.
_NAMES: Final = ("source_id", "target_id", "measure_id", "control_number")
_DESCRIPTIONS: Final = (
    "kind",
    "supplier",
    "meter",
    "unit_name",
    "direction",
    "partner",
    "partner_code",
    "carrier",
    "product",
    "gas",
    "process",
    "equipment",
    "material_code",
    "emission_type",
    "item",
    "subject",
    "category",
    "year",
)
_NUMBER = re.compile(r"(?P<number>[-−]?\d[\d,]*(?:\.\d+)?)(?P<unit>\D*)")
_ALL_NUMBERS = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?")
# Amounts are written with thousands separators, so four bare digits are a year.
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a value looked like: its words or unit, and its numbers.

    Attributes:
        words: the unit of a number; the whole of a value that is none; `#` for a number of cases.
        numbers: the value found and its ratio to the one expected; the number of cases; or, where
            a rule shows no value, the numbers of its message in order.
    """

    words: str = ""
    numbers: tuple[Decimal, ...] = ()

    def still_fits(self, before: "Pattern") -> bool:
        """Whether what was said about a value of the pattern `before` holds for this one.

        It expires when the words or the unit differ, when a number is added or goes, when one
        turns its sign, and when one moves by more than `MOVED` of what it was.
        """
        return (
            self.words == before.words
            and len(self.numbers) == len(before.numbers)
            and all(map(_is_near, self.numbers, before.numbers))
        )

    def stored(self) -> list[str]:
        """The pattern as it is kept: words first, then the numbers."""
        return [self.words, *(f"{one:f}" for one in self.numbers)]

    @staticmethod
    def restored(kept: Sequence[str]) -> "Pattern":
        """The pattern that `stored` wrote."""
        words, *numbers = kept
        return Pattern(words, tuple(Decimal(one) for one in numbers))


@dataclass(frozen=True, slots=True)
class Warned:
    """One warning as it is recognised in another file of the same member and kind.

    Attributes:
        about: sheet, row identity and column; a number follows where several are alike.
    """

    code: str
    about: str
    pattern: Pattern

    @property
    def key(self) -> str:
        """What tells this warning from every other of the same check."""
        return f"{self.code} {self.about}".strip()


def _is_near(now: Decimal, before: Decimal) -> bool:
    same_sign = (now > 0) == (before > 0) and (now < 0) == (before < 0)
    return same_sign and abs(now - before) <= MOVED * abs(before)


def about(rows: Mapping[str, Sequence[Any]], place: Place) -> str:
    """Sheet, row identity and column of a place, such as `sources/E5600123/S012/activity`.

    Args:
        rows: the rows of each sheet, in the order of the worksheet.

    Returns:
        The column alone follows the sheet where the place is no row or the row has no identity.
    """
    found = rows.get(place.sheet, ()) if place.row else ()
    at = bisect_left(found, place.row, key=lambda row: row.at)
    row = found[at] if at < len(found) and found[at].at == place.row else None
    parts = (place.sheet, *identity(row), place.column)
    return "/".join(part for part in parts if part)[:LONGEST]


def identity(row: Any) -> tuple[str, ...]:
    """What names a row: its site and its own name, or else all that describes it.

    Texts are without differences of width, case and spaces; empty where nothing names the row.
    """
    site = _said(row, "site")
    names = tuple(filter(None, (_said(row, column) for column in _NAMES)))
    described = names or tuple(filter(None, (_said(row, column) for column in _DESCRIPTIONS)))
    return (site, *described) if site else described


def _said(row: Any, column: str) -> str:
    value = getattr(row, column, None)
    return "" if value is None else plain(str(value))


def plain(text: str) -> str:
    """A text without the differences of width, case and spaces, to compare names by."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).casefold())


def pattern(finding: Finding) -> Pattern:
    """The pattern of the value that a finding is about."""
    if finding.count > 1:
        return Pattern("#", (Decimal(finding.count),))
    if finding.value is None:
        numbers = _ALL_NUMBERS.findall(finding.message.zh)[:MOST_NUMBERS]
        return Pattern("", tuple(_decimal(one) for one in numbers))
    found = _NUMBER.fullmatch(finding.value.strip())
    if found is None or _YEAR.fullmatch(finding.value.strip()):
        return Pattern(plain(finding.value)[:LONGEST])
    value = _decimal(found["number"])
    return Pattern(plain(found["unit"])[:LONGEST], (value, *_ratio(value, finding.expected)))


def _ratio(value: Decimal, expected: str | None) -> tuple[Decimal, ...]:
    """The value over the one expected, to six digits; nothing where none is expected."""
    known = _NUMBER.fullmatch(expected.strip()) if expected else None
    divisor = _decimal(known["number"]) if known else Decimal(0)
    return (Decimal(f"{value / divisor:.6g}"),) if divisor else ()


def _decimal(written: str) -> Decimal:
    return Decimal(written.replace(",", "").replace("−", "-"))


def warned(findings: Iterable[Finding]) -> list[tuple[Warned, Finding]]:
    """The warnings of a check, each recognisable; those alike are numbered in their order."""
    seen: dict[tuple[str, str], int] = {}
    found: list[tuple[Warned, Finding]] = []
    for one in findings:
        if one.severity is Severity.WARNING:
            place = (one.code, one.about)
            number = seen[place] = seen.get(place, 0) + 1
            said = one.about if number == 1 else f"{one.about}#{number}"
            found.append((Warned(one.code, said, pattern(one)), one))
    return found
