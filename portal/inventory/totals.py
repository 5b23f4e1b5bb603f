"""From rows to totals: flat lines with where they stand, and their sums."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from portal.inventory.figures import (
    ZERO,
    Inventory,
    Judged,
    Line,
    ScopeTotals,
    StatedTotals,
    Totals,
)
from portal.inventory.indirect import ELECTRICITY
from portal.inventory.sheets import Source
from portal.reference.closed_sets import EmissionType

_UNKNOWN_TYPE = "unknown"
_SCOPES = {_UNKNOWN_TYPE: 1, **{kind.value: kind.scope for kind in EmissionType}}


def lines(inventory: Inventory) -> tuple[Line, ...]:
    """Every row that counts, in the order of the workbook; the scope 3 memo is not among them."""
    inside = kaohsiung_sites(inventory)
    return (*_direct(inventory, inside), *_indirect(inventory, inside), *_gases(inventory, inside))


def totals(inventory: Inventory) -> Totals:
    """Stated and counted totals, of all sites and of those in Kaohsiung."""
    cover = inventory.cover
    stated = StatedTotals(None, None, None)
    if cover is not None:
        stated = StatedTotals(cover.stated_scope1, cover.stated_scope2, cover.stated_biogenic)
    return Totals(
        stated=stated,
        counted=inventory.counted,
        in_kaohsiung=summed(line for line in inventory.lines if line.in_kaohsiung),
    )


def summed(counted: Iterable[Line]) -> ScopeTotals:
    """The sum of some lines by scope."""
    scope1, scope2, biogenic = ZERO, ZERO, ZERO
    for line in counted:
        biogenic += line.biogenic
        if line.scope == 1:
            scope1 += line.emissions
        else:
            scope2 += line.emissions
    return ScopeTotals(scope1, scope2, biogenic)


def rows_stated(sources: Sequence[Source], counted: Sequence[Line]) -> ScopeTotals:
    """The sum of what the rows state; a row that states nothing adds what counts."""
    scope1, scope2, biogenic = ZERO, ZERO, ZERO
    for line in counted:
        emissions = line.emissions if line.stated is None else line.stated
        biogenic += line.biogenic
        if line.scope == 1:
            scope1 += emissions
        else:
            scope2 += emissions
    # The lines of the sources come first, in the same order.
    for row, line in zip(sources, counted, strict=False):
        if row.stated_biogenic is not None:
            biogenic += row.stated_biogenic - line.biogenic
    return ScopeTotals(scope1, scope2, biogenic)


def kaohsiung_sites(inventory: Inventory) -> Mapping[str, bool]:
    """Whether each site lies in the city: as the master data say, else as the workbook says."""
    known = {
        site.control_number: bool(site.in_kaohsiung)
        for site in inventory.sites
        if site.control_number
    }
    if inventory.background.member is not None:
        known |= {
            site.control_number: site.in_kaohsiung for site in inventory.background.member.sites
        }
    return known


def _direct(inventory: Inventory, inside: Mapping[str, bool]) -> Iterator[Line]:
    sheet = "sources"
    for row, judged in zip(inventory.sources, inventory.judged_sources, strict=True):
        site = row.site or ""
        kind = row.emission_type or _UNKNOWN_TYPE
        yield Line(
            sheet,
            row.at,
            site,
            inside.get(site, False),
            _SCOPES[kind],
            kind,
            row.source_id or "",
            row.name or "",
            row.material or "",
            row.activity,
            row.unit or "",
            judged.emissions,
            _biogenic(judged, row.stated_biogenic),
            judged.stated,
            judged.basis,
        )


def _biogenic(judged: Judged, stated: Decimal | None) -> Decimal:
    if judged.computed.emissions is not None or stated is None:
        return judged.computed.biogenic
    return stated


def _indirect(inventory: Inventory, inside: Mapping[str, bool]) -> Iterator[Line]:
    electricity = EmissionType.PURCHASED_ELECTRICITY.value
    steam = EmissionType.PURCHASED_STEAM.value
    for row, judged in zip(inventory.energy, inventory.judged_energy, strict=True):
        site = row.site or ""
        yield Line(
            "energy",
            row.at,
            site,
            inside.get(site, False),
            2,
            electricity if row.kind in ELECTRICITY else steam,
            row.meter or "",
            row.supplier or "",
            row.kind or "",
            row.quantity,
            row.unit or "",
            judged.emissions,
            ZERO,
            judged.stated,
            judged.basis,
        )


def _gases(inventory: Inventory, inside: Mapping[str, bool]) -> Iterator[Line]:
    for row, judged in zip(inventory.process_gases, inventory.judged_gases, strict=True):
        site = row.site or ""
        yield Line(
            "process_gases",
            row.at,
            site,
            inside.get(site, False),
            1,
            EmissionType.PROCESS.value,
            row.process or "",
            row.process or "",
            row.gas or "",
            row.used,
            "kg",
            judged.emissions,
            ZERO,
            judged.stated,
            judged.basis,
        )
