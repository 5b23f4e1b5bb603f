"""The boxes of notes: a worksheet's old drawing (VML) in which Excel looks for their places."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from portal.workbook.limits import LAST_COLUMN
from portal.workbook.marking.marks import Cell
from portal.workbook.marking.wording import Run, lines_of

SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
BOX = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
SHAPE = re.compile(rb"<(?:\w+:)?shape\b[^>]*[^/>]>.*?</(?:\w+:)?shape>", re.DOTALL)
NOTE = re.compile(rb"""ObjectType\s*=\s*["']Note["']""")
ROW = re.compile(rb"<(?:\w+:)?Row>\s*(\d{1,7})\s*</")
COLUMN = re.compile(rb"<(?:\w+:)?Column>\s*(\d{1,5})\s*</")
NUMBER = re.compile(rb"_x0000_s(\d{1,9})")
BLOCKS = re.compile(rb"""(<(?:\w+:)?idmap\b[^>]*\bdata\s*=\s*["'])([\d,\s]*)(["'])""")
END = re.compile(rb"</(?:\w+:)?xml\s*>\s*$")
SHORT_NUMBER = re.compile(rb"\d{1,9}")
IN_A_BLOCK = 1024
WIDTH, LINE = 340, 17
CHARACTERS_IN_A_LINE = 44
DEFAULT_WIDTH, DEFAULT_HEIGHT = 64, 20

Width = Callable[[int], float | None]
"""From a column's number to its width in characters, None for the usual one."""


def new_drawing(block: int) -> bytes:
    """A drawing without shapes; `block` numbers the shapes of one drawing apart from others'."""
    return (
        f'<xml {SPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{block}"/>'
        f"</o:shapelayout>{BOX}</xml>"
    ).encode()


def with_boxes(
    data: bytes,
    gone: set[Cell],
    come: Mapping[Cell, Sequence[Run]],
    width: Width,
) -> bytes | None:
    """The drawing without the boxes of notes that went, and with those of notes that came.

    Args:
        data: the drawing.
        gone: cells whose note is no more.
        come: what new notes say, for their size.
        width: of a column of the worksheet.

    Returns:
        the drawing; None when it does not end as one.
    """
    data = SHAPE.sub(lambda shape: b"" if _of_note(shape[0]) in gone else shape[0], data)
    end = END.search(data)
    if end is None:
        return None
    if not come:
        return data
    spaces = "" if all(one.encode() in data for one in SPACES.split()) else f" {SPACES}"
    box = "" if b"_x0000_t202" in data else BOX.replace(" ", f"{spaces} ", 1)
    number = _next_number(data)
    shapes = "".join(
        _shape(number + place, cell, come[cell], width, spaces)
        for place, cell in enumerate(sorted(come))
    )
    patched = data[: end.start()] + (box + shapes).encode() + data[end.start() :]
    return _with_blocks(patched, range(number, number + len(come)))


def blocks(data: bytes) -> set[int]:
    """The blocks of numbers that a drawing uses."""
    return {int(one) for found in BLOCKS.finditer(data) for one in SHORT_NUMBER.findall(found[2])}


def _of_note(shape: bytes) -> Cell | None:
    row, column = ROW.search(shape), COLUMN.search(shape)
    if row is None or column is None or NOTE.search(shape) is None:
        return None
    return int(row[1]) + 1, int(column[1]) + 1


def _next_number(data: bytes) -> int:
    used = [int(one) for one in NUMBER.findall(data)]
    first = min(blocks(data), default=1) * IN_A_BLOCK
    return max([first, *used]) + 1


def _with_blocks(data: bytes, numbers: Iterable[int]) -> bytes:
    """The drawing with every block named that its new shapes are numbered from."""
    found = BLOCKS.search(data)
    needed = {number // IN_A_BLOCK for number in numbers} - blocks(data)
    if found is None or not needed:
        return data
    named = found[2].strip() + b"".join(b",%d" % block for block in sorted(needed))
    return data[: found.start(2)] + named.lstrip(b",") + data[found.end(2) :]


def _shape(number: int, cell: Cell, runs: Sequence[Run], width: Width, spaces: str) -> str:
    row, column = cell[0] - 1, cell[1] - 1
    return (
        f'<v:shape{spaces} id="_x0000_s{number}" type="#_x0000_t202" '
        'style="position:absolute;margin-left:60pt;margin-top:2pt;width:255pt;height:80pt;'
        'z-index:1;visibility:hidden" fillcolor="#ffffe1" '
        'o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{_anchor(row, column, runs, width)}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )


def _anchor(row: int, column: int, runs: Sequence[Run], width: Width) -> str:
    """Left, top, right and bottom edges as column or row and pixels into it (MS-OI29500 2.1)."""
    text = "".join(run.text for run in runs)
    lines = sum(lines_of(line, CHARACTERS_IN_A_LINE) for line in text.split("\n"))
    left = min(column + 1, LAST_COLUMN - 3)
    right, rest = left, float(WIDTH)
    while right < LAST_COLUMN - 1 and rest > (wide := _pixels(width(right + 1))):
        rest -= wide
        right += 1
    bottom, into = divmod((lines + 1) * LINE, DEFAULT_HEIGHT)
    top = max(row - 1, 0)
    return f"{left}, 12, {right}, {int(rest)}, {top}, 6, {top + bottom}, {into}"


def _pixels(characters: float | None) -> float:
    return DEFAULT_WIDTH if characters is None else characters * 7 + 5
