"""What is kept of a workbook's rows: flat tables, each row with the sheet and row it came from.

They are made once by the check and travel as JSON: amounts as decimal strings.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, overload

from portal.inventory.figures import Inventory, ScopeTotals, StatedTotals, Totals
from portal.inventory.figures import Line as InventoryLine
from portal.inventory.totals import totals
from portal.plans.amounts import Missing
from portal.plans.figures import Plan, stated_base
from portal.plans.subject import totals as plan_amounts
from portal.plans.targets import Target
from portal.workbook.sheets import Row

Table = Sequence[Mapping[str, Any]]


class Emissions(Sequence[Mapping[str, Any]]):
    """The table of emissions: each row is made while it is looked at.

    An inventory may have tens of thousands; all of them at once would be a quarter of what the
    check may use.
    """

    def __init__(self, lines: Sequence[InventoryLine]) -> None:
        self._lines = lines

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, at: int) -> Mapping[str, Any]: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Mapping[str, Any]]: ...

    def __getitem__(self, at: int | slice) -> Mapping[str, Any] | Sequence[Mapping[str, Any]]:
        found = self._lines[at]
        return _emissions(found) if isinstance(found, InventoryLine) else Emissions(found)


def inventory_tables(inventory: Inventory) -> Mapping[str, Table]:
    """Rows of emissions, exchanges and production of an inventory."""
    return {
        "inventory": Emissions(inventory.lines),
        "exchanges": [_exchanged(row) for row in inventory.exchange],
        "production": [_values(row) for row in inventory.production],
        "verification": [_values(inventory.verification)] if inventory.verification else [],
    }


def inventory_totals(inventory: Inventory) -> Mapping[str, Mapping[str, Any]]:
    """Stated, recomputed and in-Kaohsiung totals by scope, tonnes CO2e."""
    summed: Totals = totals(inventory)
    sides: Mapping[str, ScopeTotals | StatedTotals] = {
        "stated": summed.stated,
        "recomputed": summed.counted,
        "in_kaohsiung": summed.in_kaohsiung,
    }
    return {
        name: {"scope1": side.scope1, "scope2": side.scope2, "biogenic": side.biogenic}
        for name, side in sides.items()
    }


def plan_tables(plan: Plan) -> Mapping[str, Table]:
    """Targets, measures and planned exchanges of a plan."""
    in_tonnes = {one.at: one for one in plan.targets}
    return {
        "targets": [_target(row, in_tonnes.get(row.at)) for row in plan.target_rows],
        "measures": [_measure(row) for row in plan.measure_rows],
        "exchanges": [_planned(row) for row in plan.exchange],
        "path": [_values(row) for row in plan.path],
    }


def plan_totals(plan: Plan) -> Mapping[str, Mapping[str, Any]]:
    """What the plan comes to: contributions by target year and committed measures, tCO2e a year."""
    amounts = plan_amounts(plan).items()
    return {
        "stated": {},
        "recomputed": {
            name: None if isinstance(amount, Missing) else amount for name, amount in amounts
        },
    }


def _emissions(line: InventoryLine) -> dict[str, Any]:
    return {
        "sheet": line.sheet,
        "row": line.row,
        "site": line.site,
        "scope": line.scope,
        "emission_type": line.emission_type,
        "category": "",
        "source": line.source,
        "material": line.material,
        "activity": line.activity,
        "unit": line.unit,
        "emissions": line.emissions,
        "biogenic": line.biogenic,
        "stated": line.stated,
        "values": {
            "source_id": line.source_id,
            "in_kaohsiung": line.in_kaohsiung,
            "basis": line.basis.value,
        },
    }


def _exchanged(row: Any) -> dict[str, Any]:
    return {
        **_place(row),
        "direction": row.direction or "",
        "carrier": row.carrier or "",
        "partner": row.partner or "",
        "quantity": row.quantity,
        "unit": row.unit or "",
        "tco2e": row.emissions,
        "values": _values(row),
    }


def _planned(row: Any) -> dict[str, Any]:
    return {
        **_place(row),
        "direction": row.direction or "",
        "carrier": row.carrier or "",
        "partner": row.partner_code or row.partner_name or "",
        "quantity": row.target_quantity,
        "unit": row.unit or "",
        "tco2e": None,
        "values": _values(row),
    }


def _target(row: Any, target: Target | None) -> dict[str, Any]:
    return {
        **_place(row),
        "target_id": row.target_id or "",
        "horizon": row.target_year,
        "kind": row.kind or "",
        "scope": "",
        "status": row.standing or "",
        "base_year": row.base_year,
        "base_emissions": None if target is None else _known(stated_base(target)),
        "cut": None if target is None else _known(target.stated.cut),
        "residual": None if target is None else _known(target.stated.residual),
        "offsets": None if target is None else _known(target.stated.offsets),
        "values": _values(row),
    }


def _measure(row: Any) -> dict[str, Any]:
    start = row.start.year if row.start else None
    return {
        **_place(row),
        "measure_id": row.measure_id or "",
        "name": row.title or "",
        "category": row.category or "",
        "status": row.status or "",
        "start_year": start,
        "end_year": start + row.life if start and row.life else None,
        "tco2e": row.expected,
        "values": _values(row),
    }


def _place(row: Row) -> dict[str, Any]:
    return {"sheet": row.SHEET, "row": row.at}


def _values(row: Row) -> dict[str, Any]:
    """Every cell of the row that holds something, by column key."""
    return dict(_filled(row))


def _filled(row: Row) -> Iterator[tuple[str, Any]]:
    for one in fields(row):
        value = getattr(row, one.name)
        if value is not None:
            yield one.name, value


def _known(amount: Any) -> Any:
    return None if isinstance(amount, Missing) else amount
