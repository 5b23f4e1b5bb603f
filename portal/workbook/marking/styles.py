"""How marked cells look: the cell's own format with another fill, which remembers the fill before.

A mark is a solid fill in one of three colours. The colour behind it, which no solid fill shows,
holds the fill that the cell had: so a mark is known again, and undone, even after Excel has written
the styles anew. Programs that put a colour of their own there are found out by the `WITNESS`, the
fill of the list's headings, whose colour behind is known.
"""

import re
from functools import cached_property

from portal.workbook.findings import Severity
from portal.workbook.marking.patching import (
    Xml,
    attribute,
    without_attribute,
)
from portal.workbook.marking.sections import Section, change, section

# The hues of the pages, strong enough to show beside the template's own colours.
COLOURS = {
    Severity.ERROR: "FFF5ABA6",
    Severity.WARNING: "FFFFE08A",
    Severity.INFO: "FFB7D7F4",
}
HEADING, WITNESS = "FF0A6464", "FF4E5A49"
NOTHING_BEHIND = b'indexed="64"'
PATTERN = re.compile(rb"<(?:[\w.-]+:)?patternFill\b([^>]*?)/?>")
FRONT = re.compile(rb"<(?:[\w.-]+:)?fgColor\b\s*([^>]*?)\s*/?>")
BEHIND = re.compile(rb"<(?:[\w.-]+:)?bgColor\b\s*([^>]*?)\s*/?>")
FORMAT = re.compile(rb"(<[\w.:-]*xf)(\b[^>]*?)(/?>)")
NO_STYLES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    b'<fills count="2"><fill><patternFill patternType="none"/></fill>'
    b'<fill><patternFill patternType="gray125"/></fill></fills>'
    b'<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    b'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    b'<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    b'<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    b"</styleSheet>"
)


class Looks:
    """The cell formats of one workbook, and those that are added for the marks and the list."""

    def __init__(self, data: bytes) -> None:
        self._xml = Xml.of(data)
        self._children = list(self._xml.inside())
        no_fill, grey = self._fill("none"), self._fill("gray125")
        self._fonts = self._section(b"fonts", self._named('<{0}font><{0}sz val="11"/></{0}font>'))
        self._fills = self._section(b"fills", no_fill, grey)
        self._formats = self._section(b"cellXfs", self._named('<{0}xf numFmtId="0" fontId="0"/>'))
        # Found out before this round adds a witness of its own.
        self._trusted = any(map(_is_witness, self._fills.items))
        found = {number for number, fill in enumerate(self._fills.items) if _is_mark(fill)}
        self.earlier = frozenset(
            number
            for number, item in enumerate(self._formats.items if found else ())
            if _number(item, b"fillId") in found
        )
        self.has_marks = self._trusted or bool(self.earlier)
        self._marked: dict[tuple[int, Severity], int] = {}
        self._unmarked: dict[int, int] = {}

    def marked(self, number: int, severity: Severity) -> int:
        """The number of a format like another one, filled as a mark.

        A cell with a pattern or a gradient keeps it: its note alone marks it.
        """
        key = (number, severity)
        if key not in self._marked:
            self._marked[key] = self._made_marked(number, severity)
        return self._marked[key]

    def unmarked(self, number: int) -> int:
        """The number of the format that a cell had before it was marked."""
        if number not in self.earlier:
            return number
        if number not in self._unmarked:
            self._unmarked[number] = self._made_unmarked(number)
        return self._unmarked[number]

    def _made_unmarked(self, number: int) -> int:
        item = self._formats.items[number]
        mark = self._fills.items[_number(item, b"fillId")]
        plain = _filled(item, self._fill_before(mark))
        known = self._before.get(plain)
        return self._formats.number(plain) if known is None else known

    @cached_property
    def _before(self) -> dict[bytes, int]:
        """The formats that are no marks, fills that look alike taken for one."""
        alike = [self._first_alike(fill) for fill in self._fills.items]
        known: dict[bytes, int] = {}
        for number, item in enumerate(self._formats.items):
            fill = _number(item, b"fillId")
            if number not in self.earlier and fill < len(alike):
                known.setdefault(_filled(item, alike[fill]), number)
        return known

    def _first_alike(self, fill: bytes) -> int:
        behind = _remembered(fill)
        return self._fills.number(fill) if behind is None else self._plain(behind)

    def font(self, inside: str) -> int:
        """The number of a font; `inside` is its content, `{0}` stands for the prefix."""
        return self._fonts.number(self._named("<{0}font>" + inside + "</{0}font>"))

    def witness(self) -> int:
        """The number of the fill of the list's headings."""
        return self._fills.number(self._solid(f'rgb="{HEADING}"', f'rgb="{WITNESS}"'))

    def format(self, attributes: str, alignment: str = "") -> int:
        """The number of a cell format."""
        inside = f"<{{0}}alignment {alignment}/>"
        return self._formats.number(
            self._named(f'<{{0}}xf numFmtId="0" {attributes} applyAlignment="1">{inside}</{{0}}xf>')
        )

    def severity_fill(self, severity: Severity) -> int:
        """The number of the plain fill of a severity, as a mark on an unfilled cell has it."""
        return self._mark_fill(severity, NOTHING_BEHIND)

    def written(self) -> bytes:
        """The styles part with all that was added."""
        changes = (
            change(self._xml, self._children, one)
            for one in (self._fonts, self._fills, self._formats)
        )
        return self._xml.edited(one for one in changes if one is not None)

    def _section(self, name: bytes, *first: bytes) -> Section:
        return section(self._xml, self._children, name, first)

    def _named(self, markup: str) -> bytes:
        return markup.format(self._xml.prefix.decode()).encode()

    def _fill(self, pattern: str) -> bytes:
        return self._named(f'<{{0}}fill><{{0}}patternFill patternType="{pattern}"/></{{0}}fill>')

    def _solid(self, front: str, behind: str) -> bytes:
        return self._named(
            '<{0}fill><{0}patternFill patternType="solid">'
            f"<{{0}}fgColor {front}/><{{0}}bgColor {behind}/>"
            "</{0}patternFill></{0}fill>"
        )

    def _mark_fill(self, severity: Severity, behind: bytes) -> int:
        return self._fills.number(self._solid(f'rgb="{COLOURS[severity]}"', behind.decode()))

    def _made_marked(self, number: int, severity: Severity) -> int:
        if number >= len(self._formats.items):
            return number
        item = self._formats.items[number]
        fill = _number(item, b"fillId")
        behind = _remembered(self._fills.items[fill]) if fill < len(self._fills.items) else None
        if behind is None:
            return number
        return self._formats.number(_filled(item, self._mark_fill(severity, behind)))

    def _fill_before(self, mark: bytes) -> int:
        """The number of the fill that a mark remembers; no fill where that cannot be trusted."""
        behind = BEHIND.search(mark)
        return self._plain(behind[1] if behind and self._trusted else NOTHING_BEHIND)

    def _plain(self, front: bytes) -> int:
        """The number of the first fill of a colour that is no mark."""
        wanted = _colour(front)
        for number, fill in enumerate(self._fills.items):
            remembered = _remembered(fill)
            if remembered is not None and _colour(remembered) == wanted and not _is_mark(fill):
                return number
        if wanted == _colour(NOTHING_BEHIND):
            return self._fills.number(self._fill("none"))
        return self._fills.number(self._solid(front.decode(), NOTHING_BEHIND.decode()))


_MARKS = frozenset(colour.encode() for colour in COLOURS.values())


def _number(item: bytes, name: bytes) -> int:
    found = FORMAT.match(item)
    value = attribute(found[2], name) if found else None
    return int(value) if value is not None and value.isdigit() else 0


def _filled(item: bytes, fill: int) -> bytes:
    """A format with a fill; whatever it had, formats that look alike become the same bytes."""
    found = FORMAT.match(item)
    if found is None:
        return item
    attributes = without_attribute(without_attribute(found[2], b"fillId"), b"applyFill").rstrip()
    fills = b' fillId="%d" applyFill="1"' % fill
    return found[1] + attributes + fills + item[found.start(3) :]


def _pattern(fill: bytes) -> bytes:
    found = PATTERN.search(fill)
    return (attribute(found[1], b"patternType") or b"none") if found else b""


def _remembered(fill: bytes) -> bytes | None:
    """What a mark keeps of the fill it replaces; None for one that it could not bring back."""
    pattern = _pattern(fill)
    if pattern == b"none":
        return NOTHING_BEHIND
    front = FRONT.search(fill)
    if pattern != b"solid" or front is None or _colour(front[1]) == _colour(NOTHING_BEHIND):
        return None
    return front[1]


def _colour(attributes: bytes) -> frozenset[bytes]:
    """A colour's attributes without regard to their order and quotes."""
    return frozenset(attributes.replace(b"'", b'"').split())


def _is_mark(fill: bytes) -> bool:
    front = FRONT.search(fill)
    colour = attribute(b" " + front[1], b"rgb") if front else None
    return _pattern(fill) == b"solid" and colour in _MARKS and BEHIND.search(fill) is not None


def _is_witness(fill: bytes) -> bool:
    behind = BEHIND.search(fill)
    return behind is not None and attribute(b" " + behind[1], b"rgb") == WITNESS.encode()
