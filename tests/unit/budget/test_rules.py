"""The rules of a workbook of the budget: a sound one, and one fault at a time."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from portal.budget.adopted import adopted
from portal.budget.rules import RULES, Subject, version_of
from portal.budget.sheets import About, SectorRow

ABOUT = About(0, "2025–2026", 2025, 2026, 2026, "決議文", None, Decimal("134.00"), "轉錄")
ROWS = tuple(
    SectorRow(at, line.label.zh, line.baseline, line.measures, line.budget)
    for at, line in enumerate(adopted().lines, 5)
)
SOUND = Subject(ABOUT, ROWS)


def codes(subject: Subject) -> list[str]:
    return [rule.code for rule, _ in RULES.hits(subject)]


def test_the_adopted_budget_is_sound_and_is_read_as_it_is() -> None:
    assert codes(SOUND) == []
    assert version_of(ABOUT, ROWS).lines == adopted().lines


def with_first(**changed: object) -> Subject:
    first = replace(ROWS[0], **changed)  # type: ignore[arg-type]
    return Subject(ABOUT, (first, *ROWS[1:]))


FAULTS: dict[str, tuple[Callable[[], Subject], list[str]]] = {
    "unknown sector": (lambda: with_first(sector="礦業"), ["BUD-001", "BUD-002"]),
    "sector missing": (lambda: Subject(ABOUT, ROWS[1:]), ["BUD-002"]),
    "sector twice": (lambda: Subject(ABOUT, (*ROWS, ROWS[0])), ["BUD-002"]),
    "year outside": (lambda: Subject(replace(ABOUT, year=2028), ROWS), ["BUD-003"]),
    "A - B is not C": (lambda: with_first(budget=Decimal("4312.38")), ["BUD-004"]),
}


@pytest.mark.parametrize(("subject", "found"), FAULTS.values(), ids=FAULTS.keys())
def test_each_fault_is_found(subject: Callable[[], Subject], found: list[str]) -> None:
    assert codes(subject()) == found


def test_sectors_are_known_in_both_languages() -> None:
    english = tuple(
        replace(row, sector=line.label.en) for row, line in zip(ROWS, adopted().lines, strict=True)
    )

    assert codes(Subject(ABOUT, english)) == []
