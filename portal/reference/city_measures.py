"""What stands behind the city's budget: its measures, totals printed elsewhere, programmes."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from portal.language import Text
from portal.reference.city import Sector
from portal.reference.tables import Provenance, note, provenance, rows


@dataclass(frozen=True, slots=True)
class CityMeasure:
    """One row of the measures of the budget of 2026, as printed, 10 ktCO2e."""

    key: str
    label: Text
    sector: Sector
    scope: str
    amount: Decimal
    remark: Text | None
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure of the budget as another page of the same document prints it.

    Attributes:
        figure: `measures` and `growth` in 10 ktCO2e, `share` in per cent against 2005.
        place: where it is printed.
    """

    figure: str
    value: Decimal
    place: Text
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class PublishedProgramme:
    """What the city has published of a programme in one year, tonnes CO2e.

    Attributes:
        basis, span, within: codes of the closed sets of the budget.
    """

    key: str
    programme: str
    year: int
    basis: str
    span: str
    within: str
    tonnes: Decimal
    label: Text
    remark: Text | None
    provenance: Provenance


@cache
def city_measures() -> Sequence[CityMeasure]:
    """The measures of the budget of 2026 in the order of its table 8."""
    return tuple(
        CityMeasure(
            row["key"],
            Text(row["zh"], row["en"]),
            Sector(row["sector"]),
            row["scope"],
            Decimal(row["amount"]),
            note(row),
            provenance(row),
        )
        for row in rows("city_measures")
    )


@cache
def printed_elsewhere() -> Sequence[Printed]:
    """Figures of the budget of 2026 that its document prints more than once."""
    return tuple(
        Printed(
            row["figure"],
            Decimal(row["value"]),
            Text(row["place_zh"], row["place_en"]),
            provenance(row),
        )
        for row in rows("city_printed")
    )


@cache
def published_programmes() -> Sequence[PublishedProgramme]:
    """Programmes outside the members, as the city has published them."""
    return tuple(
        PublishedProgramme(
            row["key"],
            row["programme"],
            int(row["year"]),
            row["basis"],
            row["span"],
            row["within"],
            Decimal(row["tonnes"]),
            Text(row["zh"], row["en"]),
            note(row),
            provenance(row),
        )
        for row in rows("city_programmes")
    )
