"""Versions of the reference tables, recorded with every submission so figures can be redone."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from portal.language import Text
from portal.reference.tables import Provenance, digest, provenance, rows

# Edition that people know, for each table; the digest of the content makes the version unique.
_EDITIONS: Mapping[str, str] = {
    "units": "1",
    "codes": "1",
    "fuels": "MOENV-2024",
    "materials": "MOENV-2024",
    "emission_factors": "MOENV-2024-02-05",
    "heat_values": "EA-2025",
    "process_factors": "MOENV-2024-02-05",
    "electronics": "MOENV-2024-02-05",
    "abatement": "MOENV-2024-02-05",
    "carbon_contents": "IPCC-2006",
    "gases": "MOENV-2024-02-05",
    "gwp": "AR4-AR5-AR6",
    "gwp_years": "1",
    "grid_factors": "2025-04-14",
    "grid_scenarios": "1",
    "published_figures": "2025",
    "published_conflicts": "2025",
    "city_series": "2025",
    "fee_rates": "2025",
    "city_budget": "2025-06-02",
    "city_printed": "2025-06-02",
    "city_programmes": "2025-06-02",
    "city_measures": "2025-06-02",
    "reduction_rates": "1",
}


@dataclass(frozen=True, slots=True)
class PublishedSet:
    """A published set of factors or heat values and the years it is meant for."""

    id: str
    kind: str
    label: Text
    provenance: Provenance


@cache
def published_sets() -> Mapping[str, PublishedSet]:
    """The sets of factors and heat values by id."""
    return {
        row["id"]: PublishedSet(row["id"], row["kind"], Text(row["zh"], row["en"]), provenance(row))
        for row in rows("sets")
    }


VERSIONS: Mapping[str, str] = MappingProxyType(
    {table: f"{edition}+{digest(table)}" for table, edition in _EDITIONS.items()}
)
