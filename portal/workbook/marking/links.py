"""How parts of a package refer to each other, and what the package says each part is."""

import posixpath
import re

from portal.workbook.marking.archive import Package
from portal.workbook.marking.patching import Edit, Xml, attribute
from portal.workbook.package import CONTENT_TYPES
from portal.workbook.structure import Relation, read_relations, relations_part, target_of

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
NO_LINKS = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{LINKS}"/>'
).encode()
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TYPES = {
    "comments": f"{SPREADSHEET}.comments+xml",
    "worksheet": f"{SPREADSHEET}.worksheet+xml",
    "styles": f"{SPREADSHEET}.styles+xml",
}
DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
NUMBERED = re.compile(r"[0-9]{1,9}")


def links(package: Package, source: str) -> tuple[Relation, ...]:
    """What a part refers to.

    Raises:
        Refused: its relations cannot be read.
    """
    part = relations_part(source)
    return read_relations([package.read(part)], part) if part in package else ()


def linked(package: Package, source: str, kind: str) -> str | None:
    """The part of one kind that a part refers to, where the package has it."""
    found = next((one for one in links(package, source) if one.kind == kind), None)
    if found is None or found.is_external:
        return None
    target = target_of(found, source)
    return target if target in package else None


def link(package: Package, source: str, kind: str, target: str) -> str:
    """Refer from one part to another; the identifier of the new relation is given back."""
    part = relations_part(source)
    used = {one.id for one in links(package, source)}
    number = 1 + max((int(digits) for one in used for digits in NUMBERED.findall(one)), default=0)
    name = f"rId{number}"
    relative = posixpath.relpath(target, posixpath.dirname(source) or ".")
    xml = Xml.of(package.read(part) if part in package else NO_LINKS)
    tag = xml.prefix.decode() + "Relationship"
    markup = f'<{tag} Id="{name}" Type="{OFFICE}/{kind}" Target="{relative}"/>'
    package.put(part, xml.appended(markup))
    return name


def unlink(package: Package, source: str, target: str) -> None:
    """Leave a part out that only one other part refers to, with all that is said of it."""
    part = relations_part(source)
    gone = {one.id for one in links(package, source) if target_of(one, source) == target}
    xml = Xml.of(package.read(part))
    package.put(part, xml.edited(_without(xml, b"Relationship", b"Id", gone)))
    types = Xml.of(package.read(CONTENT_TYPES))
    package.put(
        CONTENT_TYPES, types.edited(_without(types, b"Override", b"PartName", {f"/{target}"}))
    )
    package.drop(target)


def _without(xml: Xml, name: bytes, key: bytes, values: set[str]) -> list[Edit]:
    """The changes that take out the empty elements with one of these values."""
    return [
        Edit(tag.start, tag.end, b"")
        for tag in xml.tags(name, xml.root.end, xml.ends)
        if tag.is_empty and (attribute(tag.attributes, key) or b"").decode() in values
    ]


def declare(package: Package, part: str, kind: str) -> None:
    """Say of a new part what it is."""
    xml = Xml.of(package.read(CONTENT_TYPES))
    tag = xml.prefix.decode() + "Override"
    package.put(
        CONTENT_TYPES,
        xml.appended(f'<{tag} PartName="/{part}" ContentType="{TYPES[kind]}"/>'),
    )


def declare_drawings(package: Package) -> None:
    """Say what parts named .vml are, where the package does not yet."""
    xml = Xml.of(package.read(CONTENT_TYPES))
    known = (attribute(one.attributes, b"Extension") for one in xml.tags(b"Default", 0, xml.ends))
    if any(one is not None and one.lower() == b"vml" for one in known):
        return
    tag = xml.prefix.decode() + "Default"
    package.put(
        CONTENT_TYPES, xml.appended(f'<{tag} Extension="vml" ContentType="{DRAWING_TYPE}"/>')
    )
