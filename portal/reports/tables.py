"""Tables of a PDF: headings that repeat, thin lines, numbers right-aligned under their unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from portal.language import Text
from portal.reports import library
from portal.reports.library import Flowable
from portal.reports.look import GROUND, Look, colour
from portal.reports.page import INNER
from portal.reports.plain_text import CELL_LIMIT
from portal.reports.whole_rows import TOGETHER, WHOLE_ROWS
from portal.reports.widths import UNIT_SIZE, fitted

_PAD: Final = 4
# So few rows fit on any page, unless one of them does not.
_FEWEST: Final = 3


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `share` is its part of the width, `unit` stands under its heading."""

    heading: Text
    share: float
    unit: Text | None = None
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A row that names what follows, with a mark in the colour of a group."""

    title: Text | str
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A last row that explains the ones above it."""

    text: Text


@dataclass(frozen=True, slots=True)
class Lines:
    """A cell of a text and, below it, names that each stand on a line of their own."""

    text: Text
    names: Sequence[str]


Cell = Text | str | Lines
Row = Sequence[Cell] | Band | Remark


def number(heading: Text, share: float, unit: Text | None = None) -> Column:
    """A column of numbers."""
    return Column(heading, share, unit, is_number=True)


def table(
    look: Look,
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    total: int = 0,
    width: float = INNER,
    has_note: bool = False,
) -> Flowable:
    """A table over a width.

    Args:
        look: font and language.
        columns: from left to right.
        rows: cells as they read, wrapped where they are long.
        total: number of rows at the end that are totals, set off by a line.
        width: in points.
        has_note: what follows belongs to the table and stays with it.
    """
    body = [[_heading(look, one) for one in columns]]
    body += [_row(look, columns, row) for row in rows]
    style = [
        *_frame_style(columns),
        *_band_styles(rows),
        *_total_style(len(rows), total),
        *(TOGETHER if len(rows) > _FEWEST else ()),
    ]
    made = WHOLE_ROWS(
        body,
        colWidths=_widths(look, columns, rows, width),
        repeatRows=1,
        style=style,
    )
    made.hAlign = "LEFT"
    made.keepWithNext = has_note
    return made


def _widths(
    look: Look, columns: Sequence[Column], rows: Sequence[Row], width: float
) -> list[float]:
    filled = [row for row in rows if not isinstance(row, Band | Remark)]
    texts = [
        (
            [look.words(one.heading), look.words(one.unit or "")],
            [words for row in filled for words in _said(look, row[place])],
        )
        for place, one in enumerate(columns)
    ]
    return fitted(look, [one.share for one in columns], texts, width, _PAD)


def _said(look: Look, cell: Cell) -> Sequence[str]:
    return (look.words(cell),) if isinstance(cell, Text | str) else (look.words(cell.text),)


def _heading(look: Look, column: Column) -> Flowable:
    words = look.markup(column.heading)
    if column.unit is not None:
        words += f'<br/><font size="{UNIT_SIZE}">{look.markup(column.unit)}</font>'
    return look.marked(words, "heading", "right" if column.is_number else "left")


def _row(look: Look, columns: Sequence[Column], row: Row) -> list[Any]:
    empty: list[Any] = [""] * (len(columns) - 1)
    if isinstance(row, Band):
        return [look.marked(look.markup(row.title, CELL_LIMIT), "cell-strong"), *empty]
    if isinstance(row, Remark):
        return [look(row.text, "note"), *empty]
    return [_cell(look, column, cell) for column, cell in zip(columns, row, strict=True)]


def _cell(look: Look, column: Column, cell: Cell) -> Flowable:
    align = "right" if column.is_number else "left"
    if isinstance(cell, Lines):
        names = (f'<font size="{UNIT_SIZE}">{look.markup(one)}</font>' for one in cell.names)
        return look.marked("<br/>".join((look.markup(cell.text), *names)), "cell", align)
    return look.marked(look.markup(cell, CELL_LIMIT), "cell", align)


def _frame_style(columns: Sequence[Column]) -> list[tuple[Any, ...]]:
    line, ink = library.colour(colour("line")), library.colour(colour("secondary"))
    edges = [
        ("LEFTPADDING", (0, 0), (0, -1), _PAD),
        ("RIGHTPADDING", (len(columns) - 1, 0), (-1, -1), _PAD),
    ]
    return [
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("VALIGN", (0, 1), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, ink),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, line),
        ("LEFTPADDING", (0, 0), (-1, -1), _PAD),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
        *edges,
    ]


def _band_styles(rows: Sequence[Row]) -> list[tuple[Any, ...]]:
    styles: list[tuple[Any, ...]] = []
    for index, row in enumerate(rows, 1):
        if isinstance(row, Remark):
            styles.append(("SPAN", (0, index), (-1, index)))
        if isinstance(row, Band):
            styles += [
                ("SPAN", (0, index), (-1, index)),
                ("BACKGROUND", (0, index), (-1, index), library.colour(GROUND)),
                ("TOPPADDING", (0, index), (-1, index), 3.5),
                # A band alone at the foot of a page names nothing.
                ("NOSPLIT", (0, index), (-1, index + 1)),
            ]
            if row.colour:
                mark = library.colour(colour(row.colour))
                styles.append(("LINEBEFORE", (0, index), (0, index), 3, mark))
                styles.append(("LEFTPADDING", (0, index), (0, index), 8))
    return styles


def _total_style(rows: int, total: int) -> list[tuple[Any, ...]]:
    if not total:
        return []
    first = rows - total + 1
    return [("LINEABOVE", (0, first), (-1, first), 0.8, library.colour(colour("secondary")))]
