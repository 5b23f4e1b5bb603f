"""Emission factors of grid electricity: every published value, the recommended one, and paths."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from itertools import pairwise

from portal.language import Text
from portal.reference.tables import Provenance, UnknownReferenceError, provenance, rows


class GridStatus(StrEnum):
    """What a published value is."""

    ACTUAL = "actual"
    ALTERNATIVE = "alternative"
    MISPRINT = "misprint"
    PLACEHOLDER = "placeholder"
    TARGET = "target"
    SUPERSEDED_TARGET = "superseded_target"
    PROJECTION = "projection"


@dataclass(frozen=True, slots=True)
class GridFactor:
    """One published value of one year, kgCO2e per kWh; already CO2e, never times a GWP."""

    year: int
    value: Decimal
    status: GridStatus
    recommended: bool
    announced: date | None
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class GridScenario:
    """An assumed path of the factor: fixed points, straight lines between them, flat outside."""

    key: str
    label: Text
    points: tuple[tuple[int, Decimal], ...]
    provenance: tuple[Provenance, ...]

    def at(self, year: int) -> Decimal:
        """The assumed factor of a year, kgCO2e per kWh, not rounded."""
        if year <= self.points[0][0]:
            return self.points[0][1]
        for (before, low), (after, high) in pairwise(self.points):
            if year <= after:
                return low + (high - low) * (year - before) / (after - before)
        return self.points[-1][1]


@cache
def grid_factors() -> tuple[GridFactor, ...]:
    """Every published value, by year."""
    return tuple(
        GridFactor(
            year=int(row["year"]),
            value=Decimal(row["value"]),
            status=GridStatus(row["status"]),
            recommended=row["recommended"] == "yes",
            announced=date.fromisoformat(row["announced"]) if row["announced"] else None,
            provenance=provenance(row),
        )
        for row in rows("grid_factors")
    )


def published(year: int) -> tuple[GridFactor, ...]:
    """Every value published for a year: actual, alternative, misprinted, targeted."""
    return tuple(each for each in grid_factors() if each.year == year)


def grid_factor(year: int) -> GridFactor | None:
    """The value to use for an inventory of a year; None when none has been announced."""
    return _recommended().get(year)


def latest_grid_factor(year: int) -> GridFactor:
    """The value of the year, or of the nearest year before that has one."""
    known = [each for each in _recommended() if each <= year]
    if not known:
        raise UnknownReferenceError(f"no grid factor is known for {year} or before")
    return _recommended()[max(known)]


@cache
def scenarios() -> Mapping[str, GridScenario]:
    """The assumed paths by key: `current_target`, `city_budget`, `held`."""
    by_key: dict[str, list[dict[str, str]]] = {}
    for row in rows("grid_scenarios"):
        by_key.setdefault(row["scenario"], []).append(row)
    return {
        key: GridScenario(
            key=key,
            label=Text(path[0]["zh"], path[0]["en"]),
            points=tuple((int(row["year"]), Decimal(row["value"])) for row in path),
            provenance=tuple(provenance(row) for row in path),
        )
        for key, path in by_key.items()
    }


@cache
def _recommended() -> Mapping[int, GridFactor]:
    return {each.year: each for each in grid_factors() if each.recommended}
