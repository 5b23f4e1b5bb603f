"""The workbook part: its worksheets, and the one of ours among them."""

import posixpath

from portal.workbook.marking.archive import Package
from portal.workbook.marking.links import OFFICE, declare, link, linked, links
from portal.workbook.marking.patching import (
    UNUSUAL,
    Edit,
    UnmarkableError,
    Xml,
    attribute,
    with_attribute,
    written,
)
from portal.workbook.marking.results import TAB_COLOUR
from portal.workbook.marking.wording import STRICT, TITLE
from portal.workbook.structure import read_contents, target_of
from portal.workbook.xml_stream import local

USUAL_PART = "xl/workbook.xml"
STRICT_SPACE = b"http://purl.oclc.org/ooxml/"
TITLES = (TITLE.zh, TITLE.en)


class WorkbookPart:
    """The worksheets of a package by name, ours apart.

    Raises:
        UnmarkableError: the workbook is written in the strict dialect.
        Refused: its parts cannot be read.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self.part = linked(package, "", "officeDocument") or USUAL_PART
        self._xml = Xml.of(package.read(self.part))
        if STRICT_SPACE in self._xml.root.attributes:
            raise UnmarkableError(STRICT)
        self.folder = posixpath.dirname(self.part)
        contents = read_contents([package.read(self.part)], self.part)
        by_id = {one.id: one for one in links(package, self.part) if one.kind == "worksheet"}
        self._names = [sheet.name for sheet in contents.sheets]
        self.sheets = {
            sheet.name: target_of(by_id[sheet.relation], self.part)
            for sheet in contents.sheets
            if sheet.relation in by_id
        }
        self._ours = next((name for name in self.sheets if self._is_ours(name)), None)
        self._our_part = self.sheets.pop(self._ours) if self._ours else None

    def styles(self, otherwise: bytes) -> tuple[str, bytes]:
        """The styles part and what it holds; one is added to a package without."""
        found = linked(self._package, self.part, "styles")
        if found is not None:
            return found, self._package.read(found)
        # Some readers look for the styles under this name alone.
        part = posixpath.join(self.folder, "styles.xml")
        self._package.put(part, otherwise)
        link(self._package, self.part, "styles", part)
        declare(self._package, part, "styles")
        return part, otherwise

    def put_list(self, data: bytes, name: str) -> None:
        """Put the list in: in the place of an earlier one, else as the last sheet."""
        if self._ours is None or self._our_part is None:
            self._add_sheet(data, f"{name} (2)" if self._is_taken(name) else name)
            return
        self._package.put(self._our_part, data)
        if self._ours in TITLES and self._ours != name and not self._is_taken(name):
            self._rename(self._ours, name)

    def _is_ours(self, name: str) -> bool:
        """Whether an earlier round has made a sheet; a member's own of that name stays."""
        part = self.sheets[name]
        if name.removesuffix(" (2)") not in TITLES or part not in self._package:
            return False
        xml = Xml.of(self._package.read(part))
        colours = (attribute(one.attributes, b"rgb") for one in xml.tags(b"tabColor", 0, xml.ends))
        return TAB_COLOUR.encode() in colours

    def _is_taken(self, name: str) -> bool:
        return name.casefold() in (one.casefold() for one in self._names)

    def _add_sheet(self, data: bytes, name: str) -> None:
        pattern = posixpath.join(self.folder, "worksheets/sheet{}.xml")
        part = self._package.free_name(pattern)
        self._package.put(part, data)
        declare(self._package, part, "worksheet")
        relation = link(self._package, self.part, "worksheet", part)
        xml = self._xml
        parent = next((one for one in xml.inside() if local_name(one.tag.name) == "sheets"), None)
        if parent is None or parent.tag.is_empty:
            raise UNUSUAL
        numbers = [
            int(stated)
            for one in xml.tags(b"sheet", parent.tag.end, parent.end)
            if (stated := attribute(one.attributes, b"sheetId")) is not None and stated.isdigit()
        ]
        tag = xml.prefix.decode() + "sheet"
        markup = (
            f'<{tag} name="{written(name)}" sheetId="{max(numbers, default=0) + 1}" '
            f"{relation_attribute(xml, relation)}/>"
        )
        at = parent.end - len(b"</" + parent.tag.name + b">")
        self._package.put(self.part, xml.edited([Edit(at, at, xml.encoded(markup))]))

    def _rename(self, before: str, name: str) -> None:
        xml = self._xml
        for one in xml.tags(b"sheet", xml.root.end, xml.ends):
            stated = attribute(one.attributes, b"name")
            if stated in (before.encode(), xml.encoded(before)):
                renamed = with_attribute(one, b"name", xml.encoded(written(name)))
                self._package.put(self.part, xml.edited([Edit(one.start, one.end, renamed)]))


def local_name(name: bytes) -> str:
    """An element's name without its prefix."""
    return local(name.decode("utf-8", "replace"))


def relation_attribute(xml: Xml, relation: str) -> str:
    """The attribute that names a relation, with the part's own prefix for it where it has one."""
    for space in xml.root.attributes.replace(b"'", b'"').split():
        name, _, address = space.partition(b"=")
        if name.startswith(b"xmlns:") and address.strip(b'"/') == OFFICE.encode():
            return f'{name[6:].decode()}:id="{relation}"'
    return f'xmlns:r="{OFFICE}" r:id="{relation}"'
