"""The inventories of the invented members: rows, and totals that follow from them."""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from portal.demo.as_read import AsRead
from portal.demo.companies import REFERENCE_YEAR, Company, Place, company
from portal.demo.energy import (
    energy_lines,
    generation_lines,
    output,
    production_line,
    profile,
)
from portal.demo.exchange import BY_PRODUCT_GASES, Flow, exchange_lines, received
from portal.demo.papers import cover, laboratory_lines, scope3, verification
from portal.demo.process import balance_lines, gas_lines, gas_tonnes
from portal.demo.sources import Setting, balance_tonnes, setting, source_lines
from portal.demo.variation import about, rounded
from portal.inventory import subject
from portal.inventory.figures import Background, Inventory, ScopeTotals
from portal.inventory.sheets import TEMPLATE
from portal.reference.grid import latest_grid_factor
from portal.reference.groups import Group
from portal.workbook.content import CellInput, Content

ONE = Decimal(1)
Cell = dict[str, CellInput]
Tables = dict[str, list[Cell]]


@dataclass(frozen=True, slots=True)
class Emissions:
    """What a site is to emit in a year, tCO2e."""

    scope1: Decimal
    scope2: Decimal


@dataclass(slots=True)
class _Sheets:
    """The rows of an inventory while it is put together."""

    tables: Tables = field(default_factory=dict[str, list[Cell]])

    def add(self, sheet: str, *lines: Cell) -> None:
        """Append rows to a sheet."""
        self.tables.setdefault(sheet, []).extend(lines)


@cache
def inventory(code: str, year: int) -> Content:
    """The inventory of a member and year, sound and complete."""
    one, made = company(code), setting(year)
    sheets = _Sheets()
    for number, place in enumerate(one.places, start=1):
        _add_site(sheets, one, place, number, made)
    sheets.add("exchange", *exchange_lines(code, year))
    sheets.add("tests", *laboratory_lines(sheets.tables["sources"], year))
    sheets.add("cover", cover(one, year, made.heat_set))
    _state(sheets.tables, one)
    return sheets.tables


def totals(code: str, year: int) -> ScopeTotals:
    """The emissions of a member's sites in Kaohsiung, as the portal counts them."""
    return subject.totals(_counted(inventory(code, year), company(code))).in_kaohsiung


def _add_site(sheets: _Sheets, one: Company, place: Place, number: int, made: Setting) -> None:
    site, first, year = place.record.control_number, number == 1, made.year
    emitted = emissions(one, place, year)
    gas = _by_product_gas(one, made) if first else []
    burnt = sum(
        (flow.emissions(year) for flow in received(one.code, *BY_PRODUCT_GASES)), Decimal(0)
    )
    reserved = gas_tonnes(one.profile, emitted.scope1) + (burnt if first else 0)
    sources = source_lines(one.profile, site, number, emitted.scope1, made, reserved=reserved)
    quantity = output(one, site, sources, emitted.scope1 + emitted.scope2, year)
    sheets.add("sites", _site(one, place))
    sheets.add("sources", *sources, *({**line, "site": site} for line in gas))
    sheets.add("energy", *energy_lines(one, site, emitted.scope2, year, first=first))
    sheets.add("generation", *generation_lines(one, site, quantity, year, first=first))
    sheets.add("production", production_line(one, site, quantity, year))
    sheets.add("process_gases", *gas_lines(one.profile, site, emitted.scope1, made))
    if one.profile == "integrated_steel":
        _balance(sources, quantity)
        explained = balance_tonnes(one.profile, site, emitted.scope1, made)
        sheets.add("carbon_balance", *balance_lines(one, site, explained, year))


def emissions(one: Company, place: Place, year: int) -> Emissions:
    """What a site is to emit; scope 2 also follows the factor of the grid."""
    site, passed = place.record.control_number, year - REFERENCE_YEAR
    output_level = about((1 + one.trend) ** passed * one.tonnes * place.share, "0.008", site, year)
    indirect = Decimal(profile(one.profile)["scope2"])
    grid = latest_grid_factor(year).value / latest_grid_factor(REFERENCE_YEAR).value
    return Emissions(output_level * (1 - indirect), output_level * indirect * grid)


def _site(one: Company, place: Place) -> Cell:
    return {
        "control_number": place.record.control_number,
        "name": place.record.name_zh,
        "in_kaohsiung": place.record.in_kaohsiung,
        "address": place.record.address,
        "industry_code": profile(one.profile)["industry_code"],
        "approach": "operational_control",
    }


def _balance(sources: list[Cell], crude_steel: Decimal) -> None:
    """The source that rests on the carbon balance states the steel it stands for."""
    for line in sources:
        if line["material"] == "carbon_balance":
            line["activity"] = crude_steel


def _by_product_gas(one: Company, made: Setting) -> list[Cell]:
    """Gas of another member burnt here: direct emissions of the one who burns it."""
    return [
        _gas_burner(flow, number, made)
        for number, flow in enumerate(received(one.code, *BY_PRODUCT_GASES), start=1)
    ]


def _gas_burner(flow: Flow, number: int, made: Setting) -> Cell:
    return {
        "source_id": f"G{number:02d}",
        "process": "M08",
        "equipment": f"B80{number}",
        "name": f"副產氣鍋爐（來自 {flow.supplier}）",
        "material": BY_PRODUCT_GASES[flow.carrier],
        "emission_type": "stationary",
        "unit": flow.unit,
        "activity": flow.quantity(made.year),
        "heat_value": Decimal(4200),
        "heat_unit": "kcal/m3",
        "heat_source": "supplier",
        "method": "announced",
        "factor_class": "5",
        "measuring": "continuous",
        "calibration": "external",
        "evidence": "副產氣計量月報，公用課",
    }


def _state(tables: Tables, one: Company) -> None:
    """Fill in what the member states: each row's emissions and the totals of the cover."""
    counted = _counted(tables, one)
    rows = (
        ("sources", counted.judged_sources),
        ("energy", counted.judged_energy),
        ("process_gases", counted.judged_gases),
    )
    for sheet, judged in rows:
        for line, one_row in zip(tables.get(sheet, ()), judged, strict=True):
            line["stated_emissions"] = one_row.computed.emissions
            if sheet == "sources" and one_row.computed.biogenic:
                line["stated_biogenic"] = one_row.computed.biogenic
    whole = subject.totals(counted).counted
    tables["cover"][0] |= _stated(whole)
    both = (whole.scope1 or Decimal(0)) + (whole.scope2 or Decimal(0))
    year = counted.year or REFERENCE_YEAR
    tables["verification"] = [verification(one, year, rounded(both, 3))]
    if one.group is Group.ELECTRONICS:
        tables["scope3"] = scope3(one, year, both)


def _stated(whole: ScopeTotals) -> Cell:
    return {
        "stated_scope1": rounded(whole.scope1 or Decimal(0), 3),
        "stated_scope2": rounded(whole.scope2 or Decimal(0), 3),
        "stated_biogenic": rounded(whole.biogenic or Decimal(0), 3),
    }


def _counted(tables: Content, one: Company) -> Inventory:
    return subject.build(AsRead(TEMPLATE, tables), Background(member=one.record))
