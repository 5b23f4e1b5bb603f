"""Faulty plans whose sheets do not fit together, or do not fit what is on file."""

from datetime import date
from decimal import Decimal

from portal.demo.companies import company
from portal.demo.plan_edits import (
    PARTNER,
    Cells,
    Edit,
    PlanFault,
    add,
    change,
    drop,
    each,
    flow,
    measure,
    progress,
    together,
)
from portal.workbook.content import CellInput, Content

D = Decimal
TO_2028, TO_2030 = 2, 3


def _more(key: str, position: int, column: str, amount: str) -> Edit:
    """More in one numeric cell."""

    def edited(content: Content) -> Content:
        value = D(str(content[key][position][column])) + D(amount)
        return change(key, position, **{column: value})(content)

    return edited


def _copied(key: str) -> Edit:
    """The first row once more."""
    return lambda content: add(key, content[key][0])(content)


def _in_megawatt_hours(content: Content) -> Content:
    row = content["path"][TO_2028]
    used = D(str(row["scope2"])) / D(str(row["grid_factor"]))
    return change("path", TO_2028, electricity=used.quantize(D(1)))(content)


def _site(**values: CellInput) -> Edit:
    fresh: Cells = {"site_name": "倉庫", "in_kaohsiung": False, "included": False}
    return lambda content: add("sites", {**fresh, **values})(content)


def _planned_twice(content: Content) -> Content:
    row = content["progress"][0]
    more = D(str(row["planned"])) * 4
    return change("progress", 0, planned=more, actual=more)(content)


OTHERS_SITE = company(PARTNER).places[0].record.control_number
SITES = (
    PlanFault("PLN-101", "dated before its year", change("cover", prepared_on=date(2023, 5, 1))),
    PlanFault("PLN-111", "control number malformed", _site(control_number="E12")),
    PlanFault("PLN-112", "site twice", _copied("sites")),
    PlanFault("PLN-113", "another member's site", _site(control_number=OTHERS_SITE), alone=False),
    PlanFault("PLN-114", "site left out", drop("sites", 1), alone=False),
    PlanFault("PLN-115", "site elsewhere", change("sites", 1, in_kaohsiung=False), alone=False),
    PlanFault("PLN-116", "site excluded silently", change("sites", 1, included=False)),
    PlanFault("PLN-117", "measure elsewhere", measure(control_number="E9999999")),
)
SUMS = (
    PlanFault("PLN-501", "measures do not add up", _more("cover", 0, "measures_total", "500")),
    PlanFault(
        "PLN-502",
        "no measures",
        together(drop("measures"), change("cover", measures_total=None)),
    ),
    PlanFault(
        "PLN-503",
        "gap to the target",
        together(
            change("measures", 2, status="idea", start=date(2027, 1, 1), realised=D(0)),
            each("path", growth=None),
        ),
        alone=False,
    ),
    PlanFault(
        "PLN-504",
        "measures far beyond the target",
        together(
            measure(
                status="approved",
                start=date(2025, 1, 1),
                expected=D(60_000),
                saved_kwh=D(126_582_278),
            ),
            each("path", growth=None),
        ),
    ),
)
PATH = (
    PlanFault("PLN-511", "path year twice", _copied("path")),
    PlanFault("PLN-512", "path without target year", drop("path", TO_2030)),
    PlanFault(
        "PLN-513",
        "path misses the target",
        together(_more("path", TO_2030, "scope1", "9000"), change("path", TO_2030, growth=None)),
        alone=False,
    ),
    PlanFault("PLN-514", "path starts elsewhere", _more("path", 0, "scope1", "9000"), alone=False),
    PlanFault(
        "PLN-515", "growth does not fit", _more("path", TO_2028, "growth", "9000"), alone=False
    ),
    PlanFault("PLN-516", "grid factor out of range", change("path", TO_2028, grid_factor=D("0.8"))),
    PlanFault("PLN-517", "grid factor rises", change("path", TO_2028, grid_factor=D("0.5"))),
    PlanFault("PLN-518", "electricity in MWh", _in_megawatt_hours),
)
EXCHANGE = (
    PlanFault("PLN-521", "exchange with oneself", flow(partner_code="ST05")),
    PlanFault("PLN-522", "partner unknown", flow(partner_code="ZZ99"), alone=False),
    PlanFault("PLN-523", "flow of one year", flow(target_year=2022)),
    PlanFault("PLN-524", "flow without factor", flow(factor=None)),
    PlanFault("PLN-525", "flow units do not fit", flow(unit="GJ")),
    PlanFault("PLN-526", "flow twice", together(flow(), flow())),
    PlanFault("PLN-527", "flow in another unit", flow(target_quantity=D(90_000))),
)
PROGRESS = (
    PlanFault(
        "PLN-531",
        "progress of an unknown measure",
        together(progress, add("progress", {"measure_id": "M-777"})),
    ),
    PlanFault("PLN-532", "progress twice", together(progress, _copied("progress"))),
    PlanFault(
        "PLN-533", "difference without reason", together(progress, change("progress", actual=D(1)))
    ),
    PlanFault(
        "PLN-534", "no progress reported", together(progress, drop("progress", 4)), alone=False
    ),
    PlanFault(
        "PLN-535", "planned more than last year", together(progress, _planned_twice), alone=False
    ),
)
WHOLE = (*SITES, *SUMS, *PATH, *EXCHANGE, *PROGRESS)
