"""XlsxWriter as the other modules see it: its own annotations are incomplete, so it is untyped."""

from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

import xlsxwriter.workbook

Workbook: TypeAlias = Any
Worksheet: TypeAlias = Any
Format: TypeAlias = Any
Target = Path | BinaryIO


def new_workbook(target: Target, options: dict[str, Any]) -> Workbook:
    """A workbook that is written to the path or stream when it is closed."""
    place = str(target) if isinstance(target, Path) else target
    return xlsxwriter.workbook.Workbook(place, options)
