"""What the city has published: alliance figures, city emissions, and the carbon budget of 2026.

These figures stand beside computed ones, marked as published; nothing is computed from them
except what their own documents say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache

from portal.language import Text
from portal.reference.tables import Provenance, note, number, provenance, rows

_MT_PER_10KT = Decimal("0.01")
_ISO_DATE_LENGTH = len("2025-06-02")


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A figure as printed in a document of the city, with what is known to be wrong with it.

    `value` is in `unit`; a published day has `day` instead. `year` is the year meant, if any.
    """

    key: str
    label: Text
    value: Decimal | None
    day: date | None
    unit: Text
    year: int | None
    remark: Text | None
    provenance: Provenance

    @property
    def document(self) -> Text:
        """The title of the document that prints the figure."""
        return self.provenance.source.title


class SeriesKind(StrEnum):
    """What a point of the city's series is."""

    ACTUAL = "actual"
    DERIVED = "derived"
    BUDGET = "budget"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class CityPoint:
    """Net emissions of the city in one year, Mt CO2e."""

    year: int
    net: Decimal
    kind: SeriesKind
    remark: Text | None
    provenance: Provenance


class Sector(StrEnum):
    """A row of the carbon budget."""

    INDUSTRY = "industry"
    RESIDENTIAL_COMMERCIAL = "residential_commercial"
    TRANSPORT = "transport"
    ENVIRONMENT = "environment"
    AGRICULTURE = "agriculture"
    FORESTRY = "forestry"
    GROSS_TOTAL = "gross_total"
    NET_TOTAL = "net_total"


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """One sector of the carbon budget of 2026, as printed, in Mt CO2e.

    `budget` is `baseline` less `measures`; forestry and the gross total print no measures.
    """

    sector: Sector
    label: Text
    emissions_2022: Decimal
    growth: Decimal
    baseline: Decimal
    measures: Decimal | None
    budget: Decimal
    remark: Text | None
    provenance: Provenance


@cache
def published_figures() -> Mapping[str, PublishedFigure]:
    """Every published figure by its key."""
    return {row["key"]: _figure(row) for row in rows("published_figures")}


@cache
def city_series() -> Mapping[int, CityPoint]:
    """The city's net emissions, budget and targets by year, 2005 to 2050, Mt CO2e."""
    return {
        int(row["year"]): CityPoint(
            year=int(row["year"]),
            net=Decimal(row["net_mt"]),
            kind=SeriesKind(row["kind"]),
            remark=note(row),
            provenance=provenance(row),
        )
        for row in rows("city_series")
    }


@cache
def city_budget() -> Mapping[Sector, BudgetRow]:
    """The carbon budget of 2026 by sector, Mt CO2e."""
    return {Sector(row["sector"]): _budget_row(row) for row in rows("city_budget")}


def _figure(row: Mapping[str, str]) -> PublishedFigure:
    is_day = len(row["value"]) == _ISO_DATE_LENGTH and row["value"].count("-") > 1
    return PublishedFigure(
        key=row["key"],
        label=Text(row["zh"], row["en"]),
        value=None if is_day else Decimal(row["value"]),
        day=date.fromisoformat(row["value"]) if is_day else None,
        unit=Text(row["unit_zh"], row["unit_en"]),
        year=int(row["year"]) if row["year"] else None,
        remark=note(row),
        provenance=provenance(row),
    )


def _budget_row(row: Mapping[str, str]) -> BudgetRow:
    measures = number(row["measures"])
    return BudgetRow(
        sector=Sector(row["sector"]),
        label=Text(row["zh"], row["en"]),
        emissions_2022=_megatonnes(row["emissions_2022"]),
        growth=_megatonnes(row["growth"]),
        baseline=_megatonnes(row["baseline_2026"]),
        measures=None if measures is None else measures * _MT_PER_10KT,
        budget=_megatonnes(row["budget_2026"]),
        remark=note(row),
        provenance=provenance(row),
    )


def _megatonnes(printed_10kt: str) -> Decimal:
    return Decimal(printed_10kt) * _MT_PER_10KT
