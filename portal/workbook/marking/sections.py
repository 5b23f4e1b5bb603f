"""The numbered lists of a styles part (fonts, fills, cell formats), read and added to."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from portal.workbook.marking.patching import (
    Edit,
    Element,
    Xml,
    opened,
    place_before,
    with_attribute,
)

# CT_Stylesheet: what stands after each list (ECMA-376 part 1, 18.8.39).
ORDER = (
    b"numFmts",
    b"fonts",
    b"fills",
    b"borders",
    b"cellStyleXfs",
    b"cellXfs",
    b"cellStyles",
    b"dxfs",
    b"tableStyles",
    b"colors",
    b"extLst",
)


@dataclass(slots=True)
class Section:
    """One list: its entries by number, those that were added last.

    `element` is the list in the part, None when the part has none.
    """

    name: bytes
    element: Element | None
    items: list[bytes]
    found: int
    numbers: dict[bytes, int] = field(default_factory=dict[bytes, int])

    def number(self, item: bytes) -> int:
        """The number of an entry; one that is not there yet is added."""
        if not self.numbers:
            for number, known in enumerate(self.items):
                self.numbers.setdefault(known, number)
        known_number = self.numbers.get(item)
        if known_number is None:
            known_number = self.numbers[item] = len(self.items)
            self.items.append(item)
        return known_number


def section(xml: Xml, children: Iterable[Element], name: bytes, first: Iterable[bytes]) -> Section:
    """A list of the part.

    Args:
        xml: the styles part.
        children: the part's children.
        name: of the list, without prefix.
        first: the entries that a list must begin with, for a part without it.
    """
    for child in children:
        if child.tag.name == xml.prefix + name:
            if child.tag.is_empty:
                return Section(name, child, list(first), 0)
            entries = xml.children(child.tag.end, child.end)
            items = [xml.data[one.tag.start : one.end] for one in entries]
            return Section(name, child, items, len(items))
    return Section(name, None, list(first), 0)


def change(xml: Xml, children: list[Element], one: Section) -> Edit | None:
    """The change that puts a list's new entries into the part."""
    if len(one.items) == one.found:
        return None
    added = b"".join(one.items[one.found :])
    if one.element is None:
        name = xml.prefix + one.name
        followers = ORDER[ORDER.index(one.name) + 1 :]
        at = place_before(xml, children, followers, xml.ends)
        start = b"<" + name + b' count="' + str(len(one.items)).encode() + b'">'
        return Edit(at, at, start + added + b"</" + name + b">")
    tag = one.element.tag
    if tag.is_empty:
        return opened(tag, added)
    start = with_attribute(tag, b"count", str(len(one.items)).encode())
    end = one.element.end - len(b"</" + tag.name + b">")
    return Edit(
        tag.start, one.element.end, start + xml.data[tag.end : end] + added + _closing(tag.name)
    )


def _closing(name: bytes) -> bytes:
    return b"</" + name + b">"
