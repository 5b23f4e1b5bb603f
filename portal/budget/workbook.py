"""The blank workbook of a version, with the sectors and the amounts of another one."""

import csv
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal

from portal.budget.figures import BudgetVersion
from portal.budget.sheets import ABOUT, SECTORS, TEMPLATE
from portal.workbook.content import CellInput
from portal.workbook.template import build_bytes

Cells = Mapping[str, CellInput]


def budget_workbook(like: BudgetVersion, *, reason: str = "") -> bytes:
    """The file a coordinator changes and uploads as a new version."""
    content = {"about": [_about(like, reason)], "sectors": _sectors(like)}
    return build_bytes(TEMPLATE, content, group=None, year=like.year, blank_rows=0)


def budget_text(like: BudgetVersion, *, reason: str = "") -> bytes:
    """The same sheets one below the other as CSV, in UTF-8 with a mark, as Excel opens it."""
    about, written = _about(like, reason), io.StringIO(newline="")
    lines = csv.writer(written)
    lines.writerow([ABOUT.title.zh])
    lines.writerows([one.title.zh, one.title.en, _said(about[one.key])] for one in ABOUT.columns)
    lines.writerow([])
    lines.writerow([SECTORS.title.zh])
    lines.writerow([one.title.zh for one in SECTORS.columns])
    lines.writerows([_said(row[one.key]) for one in SECTORS.columns] for row in _sectors(like))
    return written.getvalue().encode("utf-8-sig")


def _about(like: BudgetVersion, reason: str) -> Cells:
    return {
        "title": like.title,
        "first_year": like.first_year,
        "last_year": like.last_year,
        "year": like.year,
        "document": like.document.zh,
        "adopted_on": like.adopted_on,
        "enterprise": like.enterprise,
        "reason": reason or None,
    }


def _sectors(like: BudgetVersion) -> Sequence[Cells]:
    return [
        {
            "sector": one.label.zh,
            "baseline": one.baseline,
            "measures": one.measures,
            "budget": one.budget,
        }
        for one in like.lines
    ]


def _said(value: CellInput) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)
