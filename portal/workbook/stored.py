"""Rows and findings that were kept as JSON, made into what they were."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from portal.language import Text
from portal.workbook.findings import Excerpt, Finding, Severity
from portal.workbook.sheets import Kind, Row, Sheet

_READ: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.NUMBER: Decimal,
    Kind.PERCENT: Decimal,
    Kind.DATE: date.fromisoformat,
    Kind.MONTH: date.fromisoformat,
}


def restored(sheet: Sheet, values: Mapping[str, Any]) -> Row:
    """The row of a sheet whose filled cells were kept by column key, with `at` its row.

    Columns the sheet has gained since are empty; those it has lost are left out.
    """
    cells = (_value(column.kind, values.get(column.key)) for column in sheet.columns)
    return sheet.row(int(values["at"]), *cells)


def _value(kind: Kind, kept: Any) -> Any:
    read = _READ.get(kind)
    return kept if kept is None or read is None else read(kept)


def finding(values: dict[str, Any]) -> Finding:
    """The finding that was kept as an object."""
    for name in ("title", "message", "why", "fix", "heading"):
        # Reports from before findings had headings lack them.
        if name in values:
            values[name] = Text(**values[name])
    values["severity"] = Severity(values["severity"])
    values["cells"] = tuple(values["cells"])
    values["excerpt"] = _excerpt(values.get("excerpt"))
    return Finding(**values)


def _excerpt(kept: dict[str, Any] | None) -> Excerpt | None:
    if kept is None:
        return None
    return Excerpt(
        kept["row"],
        tuple(kept["letters"]),
        tuple(Text(**heading) for heading in kept["headings"]),
        tuple(Text(**cell) for cell in kept["cells"]),
        kept["marked"],
    )
