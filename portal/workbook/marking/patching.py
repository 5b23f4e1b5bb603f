"""Changing an XML part in a few places: every byte that is not meant stays as it was.

Parts are searched as bytes, in a copy in which comments, CDATA and processing instructions are
blanked, so that what looks like a tag there is not taken for one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, Self
from xml.sax.saxutils import escape

from portal.language import Text
from portal.workbook.package import ENCODING, ROOT, UTF_16

OPAQUE = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
ATTRIBUTES = rb"""((?:\s(?:[^>"']|"[^"]*"|'[^']*')*+)?+/?)>"""
ANY_TAG = re.compile(rb"<(/?)([A-Za-z_][\w.:-]*)" + ATTRIBUTES)
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
AS_WRITTEN = (b"", b"utf-8", b"utf8")


class UnmarkableError(Exception):
    """A workbook's own parts cannot be changed safely; `reason` is for the member."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


UNUSUAL = UnmarkableError(
    Text(
        "檔案的內部結構不是 Excel 慣用的寫法，無法在原檔標註。",
        "The file is built in an unusual way, so its own cells cannot be marked.",
    )
)


class Edit(NamedTuple):
    """Bytes from `start` to `end` give way to `new`."""

    start: int
    end: int
    new: bytes


class Tag(NamedTuple):
    """A start tag: where it begins and ends, its attributes as written, `is_empty` for `<a/>`."""

    start: int
    end: int
    name: bytes
    attributes: bytes
    is_empty: bool


class Element(NamedTuple):
    """A child element: its start tag, and where the element ends."""

    tag: Tag
    end: int


@dataclass(frozen=True, slots=True)
class Xml:
    """One part: its bytes, the same with opaque stretches blanked, and the root's prefix."""

    data: bytes
    quiet: bytes
    prefix: bytes
    root: Tag
    is_ascii: bool

    @classmethod
    def of(cls, data: bytes) -> Self:
        """A part ready to be changed.

        Raises:
            UnmarkableError: it has no root element that could be found.
        """
        data = _without_wide_letters(data)
        encoding = ENCODING.search(data[:200])
        found = ROOT.match(data)
        if found is None:
            raise UNUSUAL
        prefix = found[1] + b":" if found[1] else b""
        start = data.rfind(b"<", 0, found.end())
        quiet = data
        # Looking for one byte first is much cheaper than for two.
        unsure = b"!" in data or data.find(b"?", start) >= 0
        if unsure and (b"<!" in data or data.find(b"<?", start) >= 0):
            quiet = OPAQUE.sub(lambda one: b" " * len(one[0]), data)
        opening = ANY_TAG.match(quiet, start)
        if opening is None:
            raise UNUSUAL
        is_ascii = (encoding[1].lower() if encoding else b"") not in AS_WRITTEN
        return cls(data, quiet, prefix, _tag(opening), is_ascii)

    @property
    def ends(self) -> int:
        """Where the root's end tag begins.

        Raises:
            UnmarkableError: there is none.
        """
        at = self.quiet.rfind(b"</" + self.root.name)
        if at < 0:
            raise UNUSUAL
        return at

    def encoded(self, text: str) -> bytes:
        """Markup as bytes of this part's encoding."""
        return text.encode("ascii", "xmlcharrefreplace") if self.is_ascii else text.encode()

    def tags(self, name: bytes, start: int, end: int) -> Iterator[Tag]:
        """Start tags of one name, with the root's prefix, between two positions."""
        for found in _start_tag(self.prefix + name).finditer(self.quiet, start, end):
            yield _tag(found, self.prefix + name)

    def children(self, start: int, end: int) -> Iterator[Element]:
        """The elements between two positions that lie in no other element there."""
        depth, first = 0, None
        for found in ANY_TAG.finditer(self.quiet, start, end):
            if found[1]:
                depth -= 1
                if depth < 0:
                    return
            elif first is None or depth == 0:
                first = _tag(found)
                depth = 0 if first.is_empty else 1
            elif not found[3].endswith(b"/"):
                depth += 1
            if depth == 0 and first is not None:
                yield Element(first, found.end())
                first = None

    def inside(self) -> Iterator[Element]:
        """The children of the root."""
        return iter(()) if self.root.is_empty else self.children(self.root.end, self.ends)

    def appended(self, markup: str) -> bytes:
        """The part with markup added as the root's last children."""
        if self.root.is_empty:
            return self.edited([opened(self.root, self.encoded(markup))])
        return self.edited([Edit(self.ends, self.ends, self.encoded(markup))])

    def edited(self, edits: Iterable[Edit]) -> bytes:
        """The part's bytes with all changes made; they must not overlap."""
        pieces: list[bytes] = []
        at = 0
        for edit in sorted(edits):
            pieces += (self.data[at : edit.start], edit.new)
            at = edit.end
        pieces.append(self.data[at:])
        return b"".join(pieces)


def _without_wide_letters(data: bytes) -> bytes:
    """The same part in UTF-8."""
    if not data.startswith(UTF_16):
        return data
    text = data.decode("utf-16" if data[:1] in b"\xff\xfe" else "utf-16-le", "replace")
    return re.sub(r"""(<\?xml[^>]*?)\sencoding=["'][^"']*["']""", r"\1", text, count=1).encode()


def _tag(found: re.Match[bytes], name: bytes | None = None) -> Tag:
    attributes = found[found.lastindex or 0]
    is_empty = attributes.endswith(b"/")
    return Tag(found.start(), found.end(), name or found[2], attributes, is_empty)


@lru_cache(maxsize=64)
def _start_tag(name: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"<" + re.escape(name) + rb"(?=[\s/>])" + ATTRIBUTES)


@lru_cache(maxsize=64)
def _attribute(name: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"(?<=\s)" + name + rb"""\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def attribute(attributes: bytes, name: bytes) -> bytes | None:
    """The value of an attribute as written, or None."""
    found = _attribute(name).search(attributes)
    return None if found is None else found[1] if found[1] is not None else found[2]


def whole(text: bytes | None, otherwise: int) -> int:
    """The whole number that an attribute states; another where it states none, or a huge one."""
    return int(text) if text is not None and text.isdigit() and len(text) < 10 else otherwise


def without_attribute(attributes: bytes, name: bytes) -> bytes:
    """Attributes as written, without one of them."""
    return re.sub(rb"\s+" + name + rb"""\s*=\s*(?:"[^"]*"|'[^']*')""", b"", attributes)


def with_attribute(tag: Tag, name: bytes, value: bytes) -> bytes:
    """A start tag with an attribute set; one that is new stands last."""
    written = name + b'="' + value + b'"'
    found = _attribute(name).search(tag.attributes)
    if found is not None:
        changed = tag.attributes[: found.start()] + written + tag.attributes[found.end() :]
    elif tag.is_empty:
        changed = tag.attributes[:-1].rstrip() + b" " + written + b"/"
    else:
        changed = tag.attributes.rstrip() + b" " + written
    return b"<" + tag.name + changed + b">"


def opened(tag: Tag, content: bytes) -> Edit:
    """The change that gives an element without content some."""
    start = b"<" + tag.name + tag.attributes[:-1].rstrip() + b">"
    return Edit(tag.start, tag.end, start + content + b"</" + tag.name + b">")


def written(text: str) -> str:
    """Text as XML content, without the characters that XML cannot hold."""
    return escape(CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def place_before(xml: Xml, elements: Iterable[Element], names: Sequence[bytes], end: int) -> int:
    """Where a new child belongs that stands before all elements of these names."""
    for element in elements:
        if element.tag.name.rpartition(b":")[2] in names:
            return element.tag.start
    return end
