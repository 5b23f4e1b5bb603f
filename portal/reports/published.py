"""The city's published figures beside what the portal computes for the same thing."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from portal.aggregation.figures import HORIZONS, GroupFigures
from portal.language import Text
from portal.plans.amounts import Amount, Missing
from portal.reference.city import PublishedFigure, published_figures
from portal.reports.summary import PublishedRow

_MILLION: Final = Decimal(1_000_000)
_TEN_THOUSAND: Final = Decimal(10_000)

# In the order in which the city prints them; the unit is the city's.
_COMPUTED: Final[Mapping[str, Callable[[GroupFigures], Amount]]] = {
    "members": lambda found: Decimal(found.members),
    "members_2026": lambda found: Decimal(found.horizons[2026].with_target),
    "contribution_2026": lambda found: _in(found.horizons[2026].t1.value, _TEN_THOUSAND),
    "members_2030": lambda found: Decimal(found.horizons[2030].with_target),
    "contribution_2030": lambda found: _in(found.horizons[2030].t1.value, _MILLION),
    "members_2050": lambda found: Decimal(found.horizons[2050].with_target),
    "members_net_zero": lambda found: Decimal(found.horizons[2050].net_zero),
    "contribution_2050": lambda found: _in(found.horizons[2050].t1.value, _MILLION),
}
# As documents write them elsewhere.
_UNITS: Final = {
    "萬公噸CO₂e": Text("萬公噸 CO₂e", "10,000 t CO₂e"),
    "百萬公噸CO₂e": Text("百萬公噸 CO₂e", "Mt CO₂e"),
}
_WHOLE: Final = frozenset({"members", "members_2026", "members_2030", "members_2050"}) | {
    "members_net_zero"
}
# The target year of the contributions among them.
_OF: Final = {f"contribution_{year}": year for year in HORIZONS}


def published_rows(alliance: GroupFigures) -> tuple[PublishedRow, ...]:
    """One row for each figure that the city publishes and the portal computes too."""
    known = published_figures()
    return tuple(
        replace(
            _row(known[key], compute(alliance), 0 if key in _WHOLE else 2),
            horizon=_OF.get(key),
            of_plans=key != "members",
        )
        for key, compute in _COMPUTED.items()
    )


def _row(figure: PublishedFigure, computed: Amount, places: int) -> PublishedRow:
    # Only figures with a value are compared: a published day has none.
    published = figure.value or Decimal(0)
    unit = _UNITS.get(figure.unit.zh, figure.unit)
    return PublishedRow(figure.label, published, computed, unit, places, figure.document)


def _in(value: Amount, unit: Decimal) -> Amount:
    return value if isinstance(value, Missing) else value / unit
