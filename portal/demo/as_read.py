"""Content as if it had been read from its workbook, so that the portal's own figures apply."""

from dataclasses import fields
from typing import Any

from portal.workbook.content import Content, Line
from portal.workbook.sheets import Layout, Row, Sheet, Template

FIRST_ROW = 5


class AsRead:
    """The typed rows of some content; every value must have the type its column is read as."""

    def __init__(self, template: Template, content: Content) -> None:
        self.template = template
        self.content = content

    def table(self, key: str) -> tuple[Any, ...]:
        """The rows of a table."""
        sheet = self.template.sheet(key)
        lines = self.content.get(key, ())
        return tuple(typed(sheet, line, at) for at, line in enumerate(lines, start=FIRST_ROW))

    def form(self, key: str) -> Any | None:
        """The one row of a form."""
        lines = self.content.get(key)
        return typed(self.template.sheet(key), lines[0], 0) if lines else None


def typed(sheet: Sheet, line: Line, at: int = 0) -> Row:
    """The row object of one line; absent columns are None."""
    place = 0 if sheet.layout is Layout.FORM else at
    values = [line.get(one.name) for one in fields(sheet.row) if one.name != "at"]
    make: Any = sheet.row
    row: Row = make(place, *values)
    return row
