"""What a workbook holds besides cells: its sheets, names, properties and links."""

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from portal.workbook.limits import MOST, Counted
from portal.workbook.refusals import damaged, too_many
from portal.workbook.shared_strings import plain
from portal.workbook.xml_stream import is_true, read_part, relation_id


class SheetState(StrEnum):
    """Whether a sheet's tab is shown; VERY_HIDDEN is not even offered for showing."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "veryHidden"


@dataclass(frozen=True, slots=True)
class Relation:
    """One link from a part to another part, or to something outside the package."""

    id: str
    kind: str
    target: str
    is_external: bool


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook part lists it."""

    name: str
    state: SheetState
    relation: str


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A name and the formula text it stands for; `sheet` is the one it is confined to, if any."""

    name: str
    refers_to: str
    sheet: str | None
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """What the workbook part says."""

    sheets: tuple[SheetEntry, ...]
    names: tuple[DefinedName, ...]
    since_1904: bool


class _RelationsReader:
    def __init__(self) -> None:
        self.found: list[Relation] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name != "Relationship":
            return
        self.found.append(
            Relation(
                attributes["Id"],
                attributes["Type"].rpartition("/")[2],
                attributes["Target"],
                attributes.get("TargetMode") == "External",
            )
        )
        if len(self.found) > MOST[Counted.LINKS]:
            raise too_many(Counted.LINKS, len(self.found))


def read_relations(chunks: Iterable[bytes], part: str) -> tuple[Relation, ...]:
    """The relations of a part.

    Raises:
        Refused: they cannot be read.
    """
    reader = _RelationsReader()
    try:
        read_part(chunks, part, reader.start, _ignore, _ignore)
    except KeyError as error:
        raise damaged(part) from error
    return tuple(reader.found)


class _ContentsReader:
    def __init__(self) -> None:
        self.sheets: list[SheetEntry] = []
        self.names: list[tuple[dict[str, str], str]] = []
        self.since_1904 = False
        self._open: dict[str, str] | None = None
        self._pieces: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            state = SheetState(attributes.get("state", "visible"))
            relation = relation_id(attributes) or ""
            self.sheets.append(SheetEntry(plain(attributes["name"]), state, relation))
            if len(self.sheets) > MOST[Counted.SHEETS]:
                raise too_many(Counted.SHEETS, len(self.sheets))
        elif name == "definedName":
            self._open = attributes
            self._pieces.clear()
        elif name == "workbookPr":
            self.since_1904 = is_true(attributes.get("date1904"))

    def end(self, name: str) -> None:
        if name == "definedName" and self._open is not None:
            self.names.append((self._open, "".join(self._pieces)))
            self._open = None
            if len(self.names) > MOST[Counted.NAMES]:
                raise too_many(Counted.NAMES, len(self.names))

    def text(self, piece: str) -> None:
        if self._open is not None:
            self._pieces.append(piece)

    def contents(self) -> Contents:
        return Contents(
            tuple(self.sheets),
            tuple(self._name(attributes, text) for attributes, text in self.names),
            self.since_1904,
        )

    def _name(self, attributes: dict[str, str], refers_to: str) -> DefinedName:
        scope = attributes.get("localSheetId")
        return DefinedName(
            plain(attributes["name"]),
            refers_to,
            None if scope is None else self.sheets[int(scope)].name,
            is_true(attributes.get("hidden")),
        )


def read_contents(chunks: Iterable[bytes], part: str) -> Contents:
    """The sheets and defined names of the workbook part.

    Raises:
        Refused: the part cannot be read, or two sheets have the same name.
    """
    reader = _ContentsReader()
    try:
        read_part(chunks, part, reader.start, reader.end, reader.text)
        contents = reader.contents()
    except (KeyError, ValueError, IndexError) as error:
        raise damaged(part) from error
    if len({sheet.name.casefold() for sheet in contents.sheets}) != len(contents.sheets):
        raise damaged(part)
    return contents


class _PropertiesReader:
    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._name: str | None = None
        self._pieces: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "property":
            self._name = attributes.get("name")
            self._pieces.clear()

    def end(self, name: str) -> None:
        if name == "property" and self._name is not None:
            self.found[self._name] = "".join(self._pieces).strip()
            self._name = None
            if len(self.found) > MOST[Counted.PROPERTIES]:
                raise too_many(Counted.PROPERTIES, len(self.found))

    def text(self, piece: str) -> None:
        if self._name is not None:
            self._pieces.append(piece)


def read_properties(chunks: Iterable[bytes], part: str) -> dict[str, str]:
    """The custom document properties as text, by name.

    Raises:
        Refused: the part cannot be read.
    """
    reader = _PropertiesReader()
    read_part(chunks, part, reader.start, reader.end, reader.text)
    return reader.found


def target_of(relation: Relation, source: str) -> str:
    """The package path a relation of the part `source` points to, without a leading slash."""
    if relation.target.startswith("/"):
        return relation.target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), relation.target))


def relations_part(source: str) -> str:
    """The package path of the relations of a part."""
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _ignore(_: object, __: object = None) -> None:
    """What the part holds besides the elements looked for."""
