"""The targets of the invented members: every kind, and in sum what the city has published."""

from collections.abc import Iterable
from decimal import Decimal
from functools import cache

from portal.demo.as_read import typed
from portal.demo.companies import YEARS, company
from portal.demo.inventories import totals
from portal.demo.papers import pick
from portal.demo.tables import Cells, table
from portal.demo.variation import about, rounded
from portal.inventory.figures import ScopeTotals
from portal.plans.amounts import ZERO, Split
from portal.plans.contributions import Contribution, Inventories, Quantified, contribution
from portal.plans.selection import pledged
from portal.plans.target_sheet import TARGETS, TargetRow
from portal.plans.targets import Target, target
from portal.reference.grid import latest_grid_factor
from portal.workbook.content import CellInput

PUBLISHED = {2026: Decimal(1_340_000), 2030: Decimal(4_510_000), 2050: Decimal(34_050_000)}
"""What the city has published for 2026, 2030 and 2050, tCO2e; the sources are in `reference`."""
PLAN_YEAR = 2024
TEN_THOUSAND = Decimal(10_000)
ONE = Decimal(1)
_NEUTRALISATION = "碳移除額度與自然碳匯"
_VERIFIERS = ("港都永續查驗股份有限公司", "南島驗證股份有限公司")
Cell = dict[str, CellInput]


@cache
def on_file(code: str) -> Inventories:
    """Emissions of a member's sites in Kaohsiung by year, as the portal will have them."""
    return {year: _split(totals(code, year)) for year in YEARS}


def with_plans() -> tuple[str, ...]:
    """The members that have a plan, by code."""
    return tuple(dict.fromkeys(row["member"] for row in table("pledges")))


def target_lines(code: str) -> tuple[Cell, ...]:
    """The rows of a member's targets."""
    years = dict.fromkeys(int(row["year"]) for row in table("pledges") if row["member"] == code)
    return tuple(line for year in years for line in _of_year(code, year))


@cache
def _of_year(code: str, year: int) -> tuple[Cell, ...]:
    rows = (row for row in table("pledges") if row["member"] == code and row["year"] == str(year))
    return tuple(map(_line, rows))


def pledge(code: str, year: int) -> Contribution | None:
    """What counts as a member's contribution of a year, by the portal's own method."""
    return pledged(_targets(_of_year(code, year)), year, on_file(code))


def _split(found: ScopeTotals) -> Split:
    return Split(found.scope1 or ZERO, found.scope2 or ZERO)


def _targets(lines: Iterable[Cell]) -> list[Target]:
    return [one for one in map(_target, lines) if one is not None]


def _target(line: Cell) -> Target | None:
    row = typed(TARGETS, line)
    assert isinstance(row, TargetRow)  # noqa: S101
    return target(row)


def _line(row: Cells) -> Cell:
    line = _open(row)
    if row["closing"]:
        line |= _closing(row, line)
    elif row["kaohsiung"] == "yes":
        line |= _stated(row, line)
    return {key: value for key, value in line.items() if value is not None}


def _open(row: Cells) -> Cell:
    """The row as far as it does not depend on its own result."""
    line: Cell = {
        "target_id": row["id"],
        "kind": row["kind"],
        "target_year": int(row["year"]),
        "set_year": int(row["set_year"]),
        "kaohsiung_only": row["kaohsiung"] == "yes",
        "unit": row["unit"],
        "cut": _number(row["cut"]),
        "annual_rate": _number(row["rate"]),
        "rate_kind": row["rate_kind"] or None,
        "standing": row["standing"],
        "evidence": f"https://esg.{row['member'].lower()}.example/targets/{row['id'].lower()}",
        "verified": row["verified"] == "yes",
        "note": row["note"] if row["kind"] != "intensity" else None,
    }
    if row["verified"] == "yes":
        line["verifier"] = _VERIFIERS[pick(len(_VERIFIERS), row["member"], "base")]
    line |= _base(row) | _coverage(row)
    match row["kind"]:
        case "intensity":
            line |= _activity(row)
        case "net_zero":
            line |= _residual(row, line)
        case "bau" if row["level"]:
            line["bau_emissions"] = _in_unit(row, _base_total(row) * Decimal(row["level"]))
        case "return_to_level":
            year, _, level = row["level"].partition(":")
            line["return_year"] = int(year)
            line["stated_target_emissions"] = _in_unit(row, _base_total(row) * Decimal(level))
        case _:
            pass
    return line


def _base(row: Cells) -> Cell:
    if not row["base_year"]:
        return {}
    line: Cell = {"base_year": int(row["base_year"]), "scope2_method": "location"}
    if row["kaohsiung"] == "yes":
        base = base_emissions(row["member"], int(row["base_year"]))
        scope1, scope2 = _in_unit(row, base.scope1), _in_unit(row, base.scope2)
        line |= {"base_scope1": scope1, "base_scope2": scope2, "base_total": scope1 + scope2}
    return line


@cache
def base_emissions(code: str, year: int) -> Split:
    """Emissions of the sites in Kaohsiung in a base year, tCO2e, whole tonnes before 2022."""
    known = on_file(code)
    if year in known:
        return Split(rounded(known[year].scope1, 3), rounded(known[year].scope2, 3))
    first = known[YEARS[0]]
    back = (1 + company(code).trend) ** (year - YEARS[0])
    grid = latest_grid_factor(year).value / latest_grid_factor(YEARS[0]).value
    level = about(back * Decimal("1.012"), "0.012", code, year, "base")
    return Split(rounded(first.scope1 * level, 0), rounded(first.scope2 * level * grid, 0))


def _base_total(row: Cells) -> Decimal:
    return base_emissions(row["member"], int(row["base_year"])).total


def _coverage(row: Cells) -> Cell:
    share = _number(row["coverage"]) or ONE
    return {
        "coverage1": share if row["scope"] in ("both", "scope1") else ZERO,
        "coverage2": share if row["scope"] in ("both", "scope2") else ZERO,
    }


def _activity(row: Cells) -> Cell:
    base = rounded(about(Decimal(820_000), "0.6", row["member"], "activity"), 0)
    grown = _number(row["activity"])
    line: Cell = {"intensity_unit": row["note"], "base_activity": base}
    if grown is not None:
        line["target_activity"] = rounded(base * grown, 0)
    return line


def _residual(row: Cells, line: Cell) -> Cell:
    if row["residual"] == "none":
        return {"residual_stated": False}
    base = sum((_as_decimal(line.get(key)) for key in ("base_scope1", "base_scope2")), ZERO)
    if row["kaohsiung"] != "yes":
        base = on_file(row["member"])[int(row["base_year"])].total
    places = 4 if row["unit"] != "tCO2e" else 0
    return {
        "residual_stated": True,
        "residual": rounded(base * Decimal(row["residual"]), places),
        "neutralisation": _NEUTRALISATION,
        "offsets_used": False,
    }


def _stated(row: Cells, line: Cell) -> Cell:
    """The tonnes a member states beside its percentage, where they follow from it."""
    if row["kind"] in ("net_zero", "return_to_level"):
        return {}
    judged = _target(line)
    found = contribution(judged, on_file(row["member"])) if judged else None
    if not isinstance(found, Quantified):
        return {}
    left = found.base.total - found.result
    return {
        "stated_cut": _in_unit(row, found.result),
        "stated_target_emissions": _in_unit(row, left),
    }


def _closing(row: Cells, line: Cell) -> Cell:
    """The one target of its year whose tonnes bring the sum to what has been published."""
    year = int(row["year"])
    others = ZERO
    for code in with_plans():
        if code != row["member"]:
            found = pledge(code, year)
            others += found.result if isinstance(found, Quantified) else ZERO
    cut = PUBLISHED[year] - rounded(others, 0)
    base = base_emissions(row["member"], int(row["base_year"])).total
    return {
        "stated_cut": _in_unit(row, cut),
        "stated_target_emissions": _in_unit(row, base - cut),
    }


def _in_unit(row: Cells, tonnes: Decimal) -> Decimal:
    if row["unit"] == "10ktCO2e":
        return rounded(tonnes / TEN_THOUSAND, 4)
    return rounded(tonnes, 3)


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _as_decimal(value: CellInput) -> Decimal:
    return value if isinstance(value, Decimal) else ZERO
