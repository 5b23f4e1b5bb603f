"""Measures of invented plans, different enough from each other to be sorted and drawn."""

from decimal import Decimal
from typing import Any, Final

_KINDS: Final = (
    ("energy_efficiency", "approved", "汰換空壓機"),
    ("energy_efficiency", "idea", "馬達變頻"),
    ("renewable_self", "in_progress", "屋頂太陽光電"),
    ("energy_efficiency", "done", "鍋爐節能"),
    ("fuel_switch", "diagnosed", "改用天然氣"),
    ("process", "cancelled", "製程改善"),
)


def lines_of(version_id: int, number: int, first: int) -> list[dict[str, Any]]:
    """The rows of measures of a version, from one of them on.

    Args:
        version_id: of the plan.
        number: what tells the plan from others.
        first: the place of the first row, 0 to 5.
    """
    return [_line(version_id, number, place) for place in range(first, len(_KINDS))]


def _line(version_id: int, number: int, place: int) -> dict[str, Any]:
    category, status, name = _KINDS[place]
    effect = Decimal(number * 37 % 997 + place * 53 + 1) * Decimal("3.25")
    values = {
        "at": place + 5,
        "measure_id": f"M{place + 1}",
        "title": name,
        "category": category,
        "status": status,
        "scope": "2",
        "start": f"202{4 + place % 4}-03-01",
        "expected": str(effect),
        "capex": str(number * 7919 % 50_000_000 + 100_000),
        "saving": str(number * 104_729 % 4_000_000),
        "overlap_group": "A" if place in (0, 3) else None,
        "end_use_emissions": str(effect * 9) if place == 0 else None,
        "life": 10 + place if number % 11 else None,
        "realised": "0.5" if place == 2 else None,
    }
    return {
        "version_id": version_id,
        "line_no": place,
        "sheet": "measures",
        "row": place + 5,
        "values": {key: value for key, value in values.items() if value is not None},
        "measure_id": f"M{place + 1}",
        "name": name,
        "category": category,
        "status": status,
        "start_year": 2024,
        "end_year": None,
        "tco2e": effect,
    }
