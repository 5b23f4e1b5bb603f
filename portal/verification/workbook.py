"""The workbook of meter data of one plan: made out, with its variables and what is on file."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from portal.verification.figures import PlanRow
from portal.verification.periods import Period
from portal.verification.sheets import TEMPLATE, VARIABLES
from portal.workbook.template import build_bytes


def data_workbook(plan: PlanRow, periods: Sequence[Period]) -> bytes:
    """The file a member or a team fills in without network and uploads again."""
    names: dict[str, str] = dict(
        zip(VARIABLES, (one.name for one in plan.fields.variables), strict=False)
    )
    about = {
        "plan_number": plan.number,
        "member_code": plan.company_code,
        "meter": plan.fields.meters.split("\n")[0][:200],
        "unit": plan.fields.unit or plan.fields.carrier.unit,
        **names,
    }
    rows = [_row(one, names) for one in periods]
    return build_bytes(
        TEMPLATE,
        {"about": [about], "periods": rows},
        group=None,
        year=plan.fields.baseline_from.year,
        member_code=plan.company_code,
    )


def _row(one: Period, names: dict[str, str]) -> dict[str, Any]:
    simulated = None if one.simulated is None else Decimal(repr(one.simulated))
    return {
        "first": one.first,
        "last": one.last,
        "energy": Decimal(repr(one.energy)),
        **{
            key: Decimal(repr(one.variables[name]))
            for key, name in names.items()
            if name in one.variables
        },
        "simulated": simulated,
    }
