"""Tables that go on over pages between rows: a row is cut only where no page could hold it."""

from typing import Any, Final

from portal.reports import library
from portal.reports.library import Flowable
from portal.reports.page import BOTTOM, HEIGHT, TOP

_FRAME: Final = HEIGHT - TOP - BOTTOM
# Rows that never stand alone at the foot or the head of a page: the first two and the last two.
TOGETHER: Final = (("NOSPLIT", (0, 0), (-1, 2)), ("NOSPLIT", (0, -2), (-1, -1)))


def _split(table: Any, width: float, height: float) -> list[Flowable]:
    """The parts of a table; without this, what is left of a page is filled with half a row."""
    table._calc(width, height)
    until = table.repeatRows + 1
    table.splitInRow = int(sum(table._rowHeights[:until]) > _FRAME)
    found: list[Flowable] = library.TABLE.split(table, width, height)
    return found


WHOLE_ROWS: Final[Any] = type("WholeRows", (library.TABLE,), {"split": _split})
"""What makes such a table; called as reportlab's own."""
