"""What is left to fill in a workbook that was carried over, cell by cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from portal.language import Text
from portal.reference.groups import Group
from portal.workbook.addresses import column_letters
from portal.workbook.content import Content, Line
from portal.workbook.sheets import Layout, Sheet, Template

FIRST_LINE = 5
FIRST_FIELD = 4
FIELD_LETTER = "D"
RANGES_LISTED = 12


@dataclass(frozen=True, slots=True)
class Left:
    """One column, or field, that still wants values.

    Attributes:
        sheet: name of the worksheet, as in the workbook that was written.
        cells: where, as Excel shows them; a final … stands for those not listed.
        count: how many cells.
        is_required: whether an empty cell is an error; else the column is merely new.
        is_new: whether the template has gained it since.
    """

    sheet: str
    column: Text
    cells: tuple[str, ...]
    count: int
    is_required: bool
    is_new: bool

    @staticmethod
    def restored(values: Mapping[str, Any]) -> "Left":
        """What was written as JSON."""
        kept: dict[str, Any] = dict(values)
        kept["column"], kept["cells"] = Text(**kept["column"]), tuple(kept["cells"])
        return Left(**kept)


def left_to_fill(
    template: Template, content: Content, *, group: Group | None, since: int
) -> tuple[Left, ...]:
    """What a carried-over content lacks: required cells, and columns newer than version `since`.

    Args:
        template: the present version, which the content is written into.
        content: what was carried over.
        group: the member's group, whose sheets are asked for.
        since: the version the content comes from.
    """
    found: list[Left] = []
    for sheet in template:
        if sheet.serves(group):
            found.extend(_of_sheet(sheet, content.get(sheet.key, ()), since))
    return tuple(found)


def _of_sheet(sheet: Sheet, lines: Sequence[Line], since: int) -> Iterator[Left]:
    if not lines and sheet.layout is Layout.FORM and sheet.required:
        lines = ({},)
    for position, column in enumerate(sheet.columns):
        empty = [at for at, line in enumerate(lines) if line.get(column.key) is None]
        is_new = column.since > since
        wanted = column.required or (is_new and len(empty) == len(lines))
        if not empty or not wanted or column.locked:
            continue
        cells = _cells(sheet, position, empty)
        yield Left(sheet.title.zh, column.title, cells, len(empty), column.required, is_new)


def _cells(sheet: Sheet, position: int, empty: Sequence[int]) -> tuple[str, ...]:
    if sheet.layout is Layout.FORM:
        return (f"{FIELD_LETTER}{FIRST_FIELD + position}",)
    letters = column_letters(position + 1)
    runs = [
        [at for _, at in run]
        for _, run in groupby(enumerate(empty), key=lambda pair: pair[1] - pair[0])
    ]
    listed = [_range(letters, run[0], run[-1]) for run in runs[:RANGES_LISTED]]
    return (*listed, "…") if len(runs) > RANGES_LISTED else tuple(listed)


def _range(letters: str, first: int, last: int) -> str:
    start, end = f"{letters}{FIRST_LINE + first}", f"{letters}{FIRST_LINE + last}"
    return start if first == last else f"{start}:{end}"
