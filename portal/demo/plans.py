"""The reduction plans of the invented members: targets, measures, path, exchange."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache

from portal.demo.actions import measure_lines, measures
from portal.demo.companies import Company, company
from portal.demo.exchange import Flow, flows
from portal.demo.papers import email, person, pick
from portal.demo.pledges import PLAN_YEAR, on_file, pledge, target_lines, with_plans
from portal.demo.variation import rounded
from portal.plans.amounts import ZERO, Split
from portal.plans.contributions import Quantified
from portal.plans.figures import emissions_in_target_year
from portal.plans.measures import planned, realised
from portal.reference.grid import scenarios
from portal.workbook.content import CellInput, Content

PATH_YEARS = (PLAN_YEAR, 2026, 2028, 2030, 2035, 2040, 2045, 2050)
BASE_YEAR_OF_FLOWS = 2022
TARGET_YEAR_OF_FLOWS = 2030
_FACTOR_UNITS = {"t": "tCO2e/t", "1000m3": "tCO2e/1000m3"}
KILOGRAMS = Decimal(1000)
ONE = Decimal(1)
Cell = dict[str, CellInput]


@cache
def plan(code: str) -> Content:
    """The plan of a member, sound and complete."""
    one = company(code)
    return {
        "cover": [_cover(one)],
        "sites": [_site(one, position) for position in range(len(one.places))],
        "targets": list(target_lines(code)),
        "measures": list(measure_lines(code)),
        "path": list(path_lines(code)),
        "exchange": [_flow(flow, code) for flow in flows() if _is_planned(flow, code)],
    }


def _cover(one: Company) -> Cell:
    expected = (line["expected"] for line in measure_lines(one.code))
    return {
        "member_code": one.code,
        "member_name": one.name.zh,
        "plan_year": PLAN_YEAR,
        "prepared_by": person(one.code),
        "email": email(one.code),
        "contact_phone": f"(07)555-{pick(9000, one.code, 'phone') + 1000}",
        "prepared_on": date(PLAN_YEAR + 1, 4, 1 + pick(25, one.code, "plan")),
        "approved_by": person(one.code + "/approved"),
        "measures_total": sum((one for one in expected if isinstance(one, Decimal)), ZERO),
    }


def _site(one: Company, position: int) -> Cell:
    record = one.places[position].record
    return {
        "control_number": record.control_number,
        "site_name": record.name_zh,
        "address": record.address,
        "in_kaohsiung": record.in_kaohsiung,
        "included": record.in_kaohsiung,
    }


def path_lines(code: str) -> Iterator[Cell]:
    """The path from the latest inventory through the pledged years, a straight line between."""
    latest = on_file(code)[PLAN_YEAR]
    known = dict(_milestones(code))
    before = realised(measures(code))
    for year in PATH_YEARS:
        total = _on_line(known, year)
        factor = rounded(scenarios()["current_target"].at(year), 3)
        scope2 = rounded(_electricity(total, latest, factor), 0)
        scope1 = rounded(total, 0) - scope2
        if year == PLAN_YEAR:
            scope1, scope2 = rounded(latest.scope1, 3), rounded(latest.scope2, 3)
        saved = planned(measures(code), year).committed - before
        yield {
            "year": year,
            "scope1": scope1,
            "scope2": scope2,
            "growth": _growth(year, total - latest.total + saved),
            "electricity": rounded(scope2 * KILOGRAMS / factor, 0),
            "grid_factor": factor,
        }


def _electricity(total: Decimal, latest: Split, factor: Decimal) -> Decimal:
    """Emissions of electricity: its use falls half as fast as all emissions, never above them."""
    share = total / latest.total
    now = rounded(scenarios()["current_target"].at(PLAN_YEAR), 3)
    used = latest.scope2 * (1 + share) / 2
    return min(used * factor / now, latest.scope2 * share)


def _growth(year: int, tonnes: Decimal) -> Decimal | None:
    """Growth that measures have to make up for; plans do not list measures beyond 2030."""
    if year > TARGET_YEAR_OF_FLOWS:
        return None
    return ZERO if year == PLAN_YEAR else rounded(tonnes, 0)


def _milestones(code: str) -> Iterator[tuple[int, Decimal]]:
    latest = on_file(code)[PLAN_YEAR]
    yield PLAN_YEAR, latest.total
    for year in (2026, 2030, 2050):
        found = pledge(code, year)
        if isinstance(found, Quantified):
            yield year, emissions_in_target_year(found, latest)


def _on_line(known: dict[int, Decimal], year: int) -> Decimal:
    before = max(one for one in known if one <= year)
    after = min((one for one in known if one >= year), default=before)
    if before == after:
        return known[before]
    share = Decimal(year - before) / (after - before)
    return known[before] + (known[after] - known[before]) * share


def _is_planned(flow: Flow, code: str) -> bool:
    both = {flow.supplier, flow.receiver}
    planned = both <= set(with_plans()) and flow.unit in _FACTOR_UNITS
    return planned and flow.told(code)


def _flow(flow: Flow, code: str) -> Cell:
    supplies = flow.supplier == code
    partner = flow.receiver if supplies else flow.supplier
    flow = flow.as_told(code)
    base = flow.quantity(BASE_YEAR_OF_FLOWS)
    return {
        "direction": "supplied" if supplies else "received",
        "partner_code": partner,
        "partner_name": company(partner).name.zh,
        "carrier": flow.carrier,
        "unit": flow.unit,
        "base_year": BASE_YEAR_OF_FLOWS,
        "base_quantity": base,
        "target_year": TARGET_YEAR_OF_FLOWS,
        "target_quantity": rounded(base * flow.target, 3),
        "factor": flow.factor,
        "factor_unit": _FACTOR_UNITS[flow.unit],
    }
