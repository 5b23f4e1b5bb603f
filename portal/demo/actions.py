"""The measures of the invented members, sized to the target they serve."""

from datetime import date
from decimal import Decimal
from functools import cache

from portal.demo.as_read import typed
from portal.demo.companies import company
from portal.demo.pledges import PLAN_YEAR, on_file, pledge
from portal.demo.tables import Cells, table
from portal.demo.variation import about, rounded
from portal.plans.amounts import ZERO
from portal.plans.contributions import Quantified
from portal.plans.measure_sheet import MEASURES, MeasureRow
from portal.plans.measures import Measure, measure
from portal.reference.grid import latest_grid_factor
from portal.workbook.content import CellInput

GAS_PER_GJ = Decimal("56.1")
SMALLEST_CUT = Decimal("0.03")
# A plan holds more measures than its target needs, since some will not be carried out.
RESERVE = Decimal("1.38")
LARGEST_PART = Decimal("0.35")
KILOGRAMS = Decimal(1000)
Cell = dict[str, CellInput]
_APART = {"鍋爐吹灰與燃燒控制最佳化": "鍋爐側，與汽機本體之措施為不同設備"}
_SYSTEMS = {"air": "compressed_air", "cooling": "air_conditioning"}
_UNITS = {
    "fuel_switch": "公用課",
    "process": "製程課",
    "energy_efficiency": "設備課",
    "renewable_self": "工務課",
    "renewable_bought": "採購課",
    "ccus": "技術開發課",
    "circular_material": "資材課",
    "other": "環安課",
}


@cache
def measure_lines(code: str) -> tuple[Cell, ...]:
    """The measures of a member; together about what its 2030 target needs."""
    one = company(code)
    wanted = _wanted(code)
    recipes = (row for row in table("actions") if row["group"] == one.group.value)
    return tuple(_line(row, code, number, wanted) for number, row in enumerate(recipes, start=1))


@cache
def measures(code: str) -> tuple[Measure, ...]:
    """The measures as the portal reads them."""
    found: list[Measure] = []
    for line in measure_lines(code):
        row = typed(MEASURES, line)
        assert isinstance(row, MeasureRow)  # noqa: S101
        one = measure(row)
        assert one is not None  # noqa: S101
        found.append(one)
    return tuple(found)


def _wanted(code: str) -> Decimal:
    latest = on_file(code)[PLAN_YEAR].total
    found = pledge(code, 2030)
    cut = found.result if isinstance(found, Quantified) else ZERO
    return max(cut * RESERVE, latest * SMALLEST_CUT)


def _line(row: Cells, code: str, number: int, wanted: Decimal) -> Cell:
    latest = on_file(code)[PLAN_YEAR]
    of_scope = latest.scope1 if row["scope"] == "1" else latest.scope2
    usual = about(wanted * Decimal(row["share"]), "0.15", code, row["title"])
    expected = rounded(min(usual, of_scope * LARGEST_PART), 0)
    year, _, month = row["start"].partition("-")
    line: Cell = {
        "measure_id": f"M-{number:03d}",
        "control_number": company(code).places[0].record.control_number,
        "title": row["title"],
        "responsible": _UNITS[row["category"]],
        "category": row["category"],
        "equipment": row["equipment"],
        "scope": row["scope"],
        "status": row["status"],
        "start": date(int(year), int(month), 1),
        "full_effect_year": int(row["full"]),
        "life": int(row["life"]),
        "expected": expected,
        "calculation": "節能診斷報告與設備規格書",
        "realised": Decimal(row["realised"]),
        "measured_evidence": "分項計量月報" if Decimal(row["realised"]) else None,
        "legally_required": False,
        "in_base_path": False,
        "capex": rounded(expected * Decimal(row["cost"]), -3),
        "saving": rounded(expected * max(ZERO, Decimal(row["saving"])), -3),
        "financing": _financing(row, code),
    }
    line |= _energy(row, expected)
    return line | _more(row, code, number, line)


def _contract(row: Cells, code: str) -> str | None:
    """The contract of a member for the equipment of a measure that an energy company pays for."""
    if row["financing"] != "esco":
        return None
    # Contracts are numbered in the order in which they are entered.
    found = (
        f"ESCO-{number:04d}"
        for number, one in enumerate(table("esco"), start=1)
        if one["code"] == code and _SYSTEMS.get(one["system"]) == row["equipment"]
    )
    return next(found, None)


def _advised(code: str, measure_id: str) -> str | None:
    """The recommendation of a case on file that a measure carries out."""
    found = (
        f"{one['case']} #{one['recommendation']}"
        for one in table("advised")
        if (one["code"], one["measure"]) == (code, measure_id)
    )
    return next(found, None)


def _financing(row: Cells, code: str) -> str:
    """Without a contract on file the member pays itself."""
    is_own = row["financing"] == "esco" and _contract(row, code) is None
    return "own" if is_own else row["financing"]


def _energy(row: Cells, expected: Decimal) -> Cell:
    if row["saved"] == "kwh":
        factor = latest_grid_factor(PLAN_YEAR).value
        saved = rounded(expected * KILOGRAMS / factor, 0)
        used: Cell = {"factor": factor, "factor_unit": "kgCO2e/kWh", "factor_year": PLAN_YEAR}
        return {"saved_kwh": saved, **used}
    if row["saved"] == "gj":
        saved = rounded(expected * KILOGRAMS / GAS_PER_GJ, 0)
        return {
            "saved_gj": saved,
            "factor": GAS_PER_GJ,
            "factor_unit": "kgCO2e/GJ",
            "factor_year": PLAN_YEAR,
        }
    return {}


def _more(row: Cells, code: str, number: int, so_far: Cell) -> Cell:
    line: Cell = {}
    expected = so_far["expected"]
    if Decimal(row["saving"]) < 0 and isinstance(expected, Decimal):
        line["opex_change"] = rounded(-expected * Decimal(row["saving"]), -3)
    if row["category"].startswith("renewable"):
        kilowatt_hours = so_far["saved_kwh"]
        line["green_schedule"] = f"2025 年起逐年轉供，2029 年達契約量 {kilowatt_hours} 度"
    if row["title"] in _APART:
        line["note"] = _APART[row["title"]]
    if contract := _contract(row, code):
        line["esco_contract"] = contract
    if advised := _advised(code, f"M-{number:03d}"):
        line["diagnosis_id"] = advised
    return line
