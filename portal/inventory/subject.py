"""The way in: from what was read, and what is known besides, to the subject of the rules."""

from dataclasses import replace
from functools import cache, partial
from typing import Any, Protocol

from portal.inventory.carbon_balance import balances
from portal.inventory.deviation import SourceJudge, judge_energy, judge_gas, tolerance
from portal.inventory.electronics import process_gas
from portal.inventory.figures import Background, Deviation, Inventory, Judged
from portal.inventory.indirect import energy
from portal.inventory.recompute import DEFAULT_GWP, Recomputation
from portal.inventory.sheets import TEMPLATE, Cover, Source
from portal.inventory.totals import lines, rows_stated, summed, totals
from portal.workbook.thresholds import Thresholds, thresholds

__all__ = ["NOTHING_KNOWN", "Background", "build", "limits", "lines", "totals"]

NOTHING_KNOWN = Background()


class Rows(Protocol):
    """What was read from a workbook."""

    def table(self, key: str) -> tuple[Any, ...]:
        """The rows of a table, empty when the sheet is absent."""
        ...

    def form(self, key: str) -> Any | None:
        """The one row of a form, None when the sheet is absent."""
        ...


@cache
def limits() -> Thresholds:
    """The thresholds of the inventory rules as the package has them."""
    return thresholds("portal.inventory")


def build(reading: Rows, background: Background = NOTHING_KNOWN) -> Inventory:
    """The inventory that was read, with every row recomputed.

    Args:
        reading: typed rows by sheet key.
        background: the member, its last accepted year, its peers and the reporting round.
    """
    inventory = _judged(reading, background)
    counted = lines(inventory)
    return replace(
        inventory,
        lines=counted,
        counted=summed(counted),
        rows_stated=rows_stated(inventory.sources, counted),
    )


def _judged(reading: Rows, background: Background) -> Inventory:
    """The inventory with the recomputation of every row beside what is stated."""
    cover: Cover | None = reading.form("cover")
    tables = {sheet.key: reading.table(sheet.key) for sheet in TEMPLATE}
    sets = _sets(cover, {site: one.co2 for site, one in balances(tables["carbon_balance"]).items()})
    year = (cover.year if cover else None) or background.year
    gases = tables["process_gases"]
    sources: tuple[Source, ...] = tables["sources"]
    member = background.member
    compared = limits().changed(background.thresholds) if background.thresholds else limits()
    allowed = tolerance(compared, group=member.group if member else "", year=year)
    judged = tuple(map(SourceJudge(sets, allowed), sources))
    return Inventory(
        cover=cover,
        sites=tables["sites"],
        sources=sources,
        energy=tables["energy"],
        generation=tables["generation"],
        exchange=tables["exchange"],
        production=tables["production"],
        process_gases=gases,
        carbon_balance=tables["carbon_balance"],
        tests=tables["tests"],
        verification=reading.form("verification"),
        scope3=tables["scope3"],
        background=background,
        limits=compared,
        judged_sources=judged,
        judged_energy=tuple(
            judge_energy(energy(row, year), row.stated_emissions, allowed)
            for row in tables["energy"]
        ),
        judged_gases=tuple(
            judge_gas(row.stated_emissions, sets.gwp_set, partial(process_gas, row), allowed)
            for row in gases
        ),
        remarkable=tuple(
            pair for pair in zip(sources, judged, strict=True) if _is_remarkable(pair[1])
        ),
    )


def _is_remarkable(judged: Judged) -> bool:
    return judged.computed.obstacle is not None or judged.deviation is not Deviation.NONE


def _sets(cover: Cover | None, co2_by_site: dict[str, Any]) -> Recomputation:
    if cover is None:
        return Recomputation(balances=co2_by_site)
    return Recomputation(
        cover.gwp_set or DEFAULT_GWP, cover.factor_set, cover.heat_set, balances=co2_by_site
    )
