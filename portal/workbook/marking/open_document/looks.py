"""How marked cells look: a style like the cell's own, below a style of ours that has the fill.

LibreOffice calls the styles of single cells anew with every save, but keeps those that are named in
the list of styles, with their parents. So the fill stands in a named style, whose name remembers
what the cell was and how it was filled; a mark is known again by it, and undone.
"""

import re
from collections.abc import Sequence

from portal.workbook.findings import Severity
from portal.workbook.marking.open_document.names import OURS, section
from portal.workbook.marking.patching import Edit, Element, Xml, attribute, opened, with_attribute
from portal.workbook.marking.styles import COLOURS

PROPERTIES = re.compile(rb"<style:table-cell-properties(\s[^>]*?)?(/?)>")
BACKGROUND = re.compile(rb"\s+fo:background-color\s*=\s*[\"']([^\"']*)[\"']")
PLAIN = re.compile(rb"#[0-9a-f]{6}|transparent")
PARENT = b"style:parent-style-name"
NAME = b"style:name"
AUTOMATIC = b"automatic-styles"
# In the order in which they stand.
AFTER_AUTOMATIC = (b"master-styles", b"body")
AFTER_NAMED = (AUTOMATIC, b"master-styles")


class Looks:
    """The styles of cells in one file, and those that are added for the marks.

    Args:
        content: the part that has the sheets.
        styles: the part that has the named styles.
    """

    def __init__(self, content: Xml, styles: Xml) -> None:
        self._content = content
        self._styles = styles
        self._own = _cell_styles(content)
        self._clones: dict[bytes, bytes] = {}
        self._named: dict[bytes, bytes] = {}

    def marked(self, style: bytes, severity: Severity) -> bytes:
        """The name of a style like another one, filled as a mark.

        A cell whose fill is no plain colour keeps it: its note alone marks it.
        """
        own = self._own.get(style)
        if own is None:
            return self._fill(style, severity, b"none")
        filled = PROPERTIES.search(own)
        before = BACKGROUND.search(filled[0]) if filled else None
        if before is not None and not PLAIN.fullmatch(before[1]):
            return style
        name = OURS + severity.value.encode() + b"-own-" + style
        if name not in self._clones:
            self._clones[name] = self._cloned(own, name, severity, before)
        return name

    def _cloned(
        self, own: bytes, name: bytes, severity: Severity, before: re.Match[bytes] | None
    ) -> bytes:
        xml = Xml.of(own)
        parent = attribute(xml.root.attributes, PARENT) or b"Default"
        fill = self._fill(parent, severity, before[1].lstrip(b"#") if before else b"none")
        start = with_attribute(xml.root, NAME, name)
        start = with_attribute(Xml.of(start).root, PARENT, fill)
        rest = own[xml.root.end :]
        if before is not None:
            rest = PROPERTIES.sub(lambda one: BACKGROUND.sub(b"", one[0]), rest, count=1)
        return start + rest

    def _fill(self, parent: bytes, severity: Severity, before: bytes) -> bytes:
        """The named style with the fill of a severity, on top of another one."""
        name = OURS + b"-".join((severity.value.encode(), before, parent))
        colour = colour_of(severity).encode()
        self._named[name] = (
            b'<style:style style:name="%s" style:family="table-cell" style:parent-style-name="%s">'
            b'<style:table-cell-properties fo:background-color="%s"/></style:style>'
            % (name, parent, colour)
        )
        return name

    def in_content(self, others: bytes) -> list[Edit]:
        """The change to the content's own styles; `others` are added to ours."""
        made = b"".join(self._clones.values()) + others
        return [_added(self._content, AUTOMATIC, AFTER_AUTOMATIC, made)]

    def in_styles(self) -> list[Edit]:
        """The change to the named styles."""
        made = b"".join(self._named.values())
        return [_added(self._styles, b"styles", AFTER_NAMED, made)] if made else []


def colour_of(severity: Severity) -> str:
    """The colour of a severity as this format writes it."""
    return f"#{COLOURS[severity][2:].lower()}"


def _cell_styles(content: Xml) -> dict[bytes, bytes]:
    """The content's own styles of cells by name."""
    found: dict[bytes, bytes] = {}
    own = section(content, AUTOMATIC)
    if own is None or own.tag.is_empty:
        return found
    for one in content.children(own.tag.end, own.end):
        said = one.tag.attributes
        if attribute(said, b"style:family") == b"table-cell":
            found[attribute(said, NAME) or b""] = content.data[one.tag.start : one.end]
    return found


def _added(xml: Xml, name: bytes, after: Sequence[bytes], markup: bytes) -> Edit:
    """The change that adds children to a section, which is made where there is none."""
    present = section(xml, name)
    if present is not None:
        return _appended(present, markup)
    following = (section(xml, one) for one in after)
    at = next((one.tag.start for one in following if one is not None), None)
    whole = b"<office:" + name + b">" + markup + b"</office:" + name + b">"
    at = xml.ends if at is None else at
    return Edit(at, at, whole)


def _appended(parent: Element, markup: bytes) -> Edit:
    if parent.tag.is_empty:
        return opened(parent.tag, markup)
    at = parent.end - len(b"</" + parent.tag.name + b">")
    return Edit(at, at, markup)
