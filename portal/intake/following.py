"""Last year under this year's names: sources, products, and what was said about warnings."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from portal.intake.identities import Identities
from portal.inventory.figures import PastInventory, PastSource
from portal.submissions.figures import ExplanationRow, IdentityChangeRow
from portal.workbook.recurrence import plain

Key = tuple[str, str]


def followed(past: PastInventory, identities: Identities) -> PastInventory:
    """An inventory as the next year compares with it, after names and numbers have changed.

    Sources and products that became one are added up; where their units differ, the activity or
    quantity is not known any more.
    """
    if not identities.changes:
        return past
    sources: dict[Key, PastSource] = {}
    for (site, name), one in past.sources.items():
        key = _key(*identities.newer(site, name))
        sources[key] = _joined(sources[key], one) if key in sources else one
    production: dict[Key, tuple[Decimal, str]] = {}
    for (site, product), (quantity, unit) in past.production.items():
        key = _key(identities.newer_site(site), product)
        before, same = production.get(key, (Decimal(0), unit))
        production[key] = (before + quantity, unit if same == unit else "")
    return replace(
        past,
        sources=sources,
        production=production,
        is_followed=True,
        joined=identities.joined,
    )


def _key(site: str, name: str) -> Key:
    return plain(site).upper(), plain(name).upper()


def _joined(one: PastSource, other: PastSource) -> PastSource:
    emissions = one.emissions + other.emissions
    if one.unit != other.unit or one.activity is None or other.activity is None:
        return PastSource(None, one.unit, emissions)
    return PastSource(one.activity + other.activity, one.unit, emissions)


def remembered(
    earlier: Mapping[str, ExplanationRow], changes: Iterable[IdentityChangeRow], year: int
) -> dict[str, ExplanationRow]:
    """What was said about warnings, by the key each would have in a reporting year."""
    recorded = list(changes)
    found: dict[str, ExplanationRow] = {}
    for row in earlier.values():
        about = Identities.between(recorded, row.year, year).about(row.about)
        now = row if about == row.about else replace(row, about=about)
        found[now.key] = now
    return found
