"""A file without the marks, notes and list of an earlier round, so that it can be marked anew."""

import re
from collections.abc import Iterator

from portal.workbook.marking.open_document.looks import (
    BACKGROUND,
    NAME,
    PARENT,
    PROPERTIES,
)
from portal.workbook.marking.open_document.names import (
    LIST_TABLE,
    MARK,
    OURS,
    STYLE,
    section,
)
from portal.workbook.marking.open_document.notes import BEGINS_WRITTEN, NOTE, has_ours
from portal.workbook.marking.open_document.tables import tables
from portal.workbook.marking.patching import Edit, Element, Xml, attribute, with_attribute
from portal.workbook.marking.wording import TITLE

TITLES = (TITLE.zh, TITLE.en)
# As results.TAB_COLOUR: with the name, what another program leaves of the sign of our list.
TAB_COLOUR = b"#b3261e"
MARKUP = re.compile(rb"<[^>]*>")
DEFINED = re.compile(rb"""\sstyle:name\s*=\s*["']""" + OURS)
USED = re.compile(rb"""(\stable:style-name\s*=\s*["'])(portal-check-[^"']+)""")
CELL_TAG = re.compile(rb"""<table:(?:covered-)?table-cell\s(?:[^>"']|"[^"]*"|'[^']*')*+>""")
NOTE_TAG = re.compile(rb"""<office:annotation(?=[\s>])(?:[^>"']|"[^"]*"|'[^']*')*+>""")


def without_list(data: bytes) -> bytes:
    """The content without the sheet that an earlier round has put in."""
    if not any(_spelt(title, data) for title in TITLES):
        return data
    xml = Xml.of(data)
    coloured = _coloured(xml)
    edits = [
        Edit(element.tag.start, element.end, b"")
        for name, element in tables(xml)
        if name.removesuffix(" (2)") in TITLES and _is_ours(element, coloured)
    ]
    return xml.edited(edits)


def without_marks(data: bytes) -> bytes:
    """The content without marked cells and without our notes."""
    if OURS not in data and not has_ours(data):
        return data
    xml = Xml.of(data)
    edits = [*_styles(xml), *_cells(xml), *_notes(xml)]
    return xml.edited(edits)


def without_fills(data: bytes) -> bytes:
    """The named styles without ours."""
    if OURS not in data:
        return data
    xml = Xml.of(data)
    return xml.edited(
        Edit(one.tag.start, one.end, b"") for one in _defined(xml) if _is_named_by_us(one)
    )


def _spelt(title: str, data: bytes) -> bool:
    return title.encode() in data or title.encode("ascii", "xmlcharrefreplace") in data


def _coloured(xml: Xml) -> set[bytes]:
    """The styles of sheets that have the colour of our tab."""
    found: set[bytes] = set()
    for one in _defined(xml):
        if TAB_COLOUR in xml.data[one.tag.start : one.end].lower():
            found.add(attribute(one.tag.attributes, NAME) or b"")
    return found


def _is_ours(table: Element, coloured: set[bytes]) -> bool:
    style = attribute(table.tag.attributes, STYLE)
    return style == LIST_TABLE or style in coloured


def _defined(xml: Xml) -> Iterator[Element]:
    """The styles that a part defines."""
    for name in (b"automatic-styles", b"styles"):
        defining = section(xml, name)
        if defining is not None and not defining.tag.is_empty:
            yield from xml.children(defining.tag.end, defining.end)


def _is_named_by_us(style: Element) -> bool:
    return DEFINED.search(style.tag.attributes) is not None


def _styles(xml: Xml) -> Iterator[Edit]:
    """Our styles go; those that another program has derived from ours become what they were."""
    for one in _defined(xml):
        parent = MARK.fullmatch(attribute(one.tag.attributes, PARENT) or b"")
        if _is_named_by_us(one):
            yield Edit(one.tag.start, one.end, b"")
        elif parent is not None:
            yield Edit(one.tag.start, one.end, _restored(xml, one, parent))


def _restored(xml: Xml, style: Element, mark: re.Match[bytes]) -> bytes:
    before, parent = mark[1], mark[2]
    start = with_attribute(style.tag, PARENT, parent)
    inside = xml.data[style.tag.end : style.end]
    if before == b"none":
        return start + inside
    colour = before if before == b"transparent" else b"#" + before
    fill = b' fo:background-color="' + colour + b'"'
    if PROPERTIES.search(inside) is not None:
        return start + PROPERTIES.sub(lambda one: _filled(one, fill), inside, count=1)
    properties = b"<style:table-cell-properties" + fill + b"/>"
    if style.tag.is_empty:
        return start.removesuffix(b"/>") + b">" + properties + b"</style:style>"
    return start + properties + inside


def _filled(properties: re.Match[bytes], fill: bytes) -> bytes:
    said = BACKGROUND.sub(b"", properties[1] or b"")
    return b"<style:table-cell-properties" + fill + said + properties[2] + b">"


def _cells(xml: Xml) -> Iterator[Edit]:
    """The marked cells get back the name of the style that they had."""
    for found in CELL_TAG.finditer(xml.quiet):
        if OURS in found[0]:
            yield Edit(found.start(), found.end(), USED.sub(_before, found[0]))


def _before(used: re.Match[bytes]) -> bytes:
    mark = MARK.fullmatch(used[2])
    return used[1] + (mark[2] if mark else used[2])


def _notes(xml: Xml) -> Iterator[Edit]:
    """Our notes go, and from a member's note what we have put below."""
    if not has_ours(xml.data):
        return
    closing = b"</" + NOTE + b">"
    for found in NOTE_TAG.finditer(xml.quiet):
        end = xml.quiet.find(closing, found.end())
        if end >= 0 and not found[0].endswith(b"/>"):
            yield from _without_ours(xml, found, end)


def _without_ours(xml: Xml, opening: re.Match[bytes], end: int) -> Iterator[Edit]:
    """The change to one note, of which `end` is the place of the end tag."""
    start, first = opening.span()
    after = end + len(b"</" + NOTE + b">")
    text = b""
    for one in xml.children(first, end):
        said = xml.data[one.tag.start : one.end]
        if any(begins in said for begins in BEGINS_WRITTEN):
            kept = bool(MARKUP.sub(b"", text).strip())
            yield Edit(one.tag.start, end, b"") if kept else Edit(start, after, b"")
            return
        if one.tag.name.startswith(b"text:"):
            text += said
