"""The blank workbook of a version, with the sectors and the amounts of another one."""

from portal.budget.figures import BudgetVersion
from portal.budget.sheets import TEMPLATE
from portal.workbook.content import CellInput
from portal.workbook.template import build_bytes


def budget_workbook(like: BudgetVersion, *, reason: str = "") -> bytes:
    """The file a coordinator changes and uploads as a new version."""
    about: dict[str, CellInput] = {
        "title": like.title,
        "first_year": like.first_year,
        "last_year": like.last_year,
        "year": like.year,
        "document": like.document.zh,
        "adopted_on": like.adopted_on,
        "enterprise": like.enterprise,
        "reason": reason or None,
    }
    rows = [
        {
            "sector": one.label.zh,
            "baseline": one.baseline,
            "measures": one.measures,
            "budget": one.budget,
        }
        for one in like.lines
    ]
    return build_bytes(
        TEMPLATE,
        {
            "about": [about],
            "sectors": rows,
        },
        group=None,
        year=like.year,
        blank_rows=0,
    )
