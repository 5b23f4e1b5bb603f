"""A workbook read in one pass: sheets, rows and cells with value, formula and style together."""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from portal.workbook.cell_values import Cell, Kind, Row, Value
from portal.workbook.formats import GENERAL, Style, read_styles
from portal.workbook.parts import check_entries, directory, inflate
from portal.workbook.plain_rows import PlainRows
from portal.workbook.refusals import damaged
from portal.workbook.shared_strings import read_strings
from portal.workbook.sheet_cells import SheetParser
from portal.workbook.sheet_layout import Budget, Layout, Shared
from portal.workbook.structure import (
    Contents,
    DefinedName,
    Relation,
    SheetState,
    read_contents,
    read_properties,
    read_relations,
    relations_part,
    target_of,
)

__all__ = [
    "Book",
    "Cell",
    "DefinedName",
    "Kind",
    "Layout",
    "Row",
    "SheetInfo",
    "SheetState",
    "Style",
    "Value",
    "open_book",
]


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """One sheet of a workbook; chart sheets have no cells. `part` is its path in the package."""

    name: str
    state: SheetState
    part: str
    has_cells: bool


class Book:
    """An open workbook. Rows are read while they are asked for; nothing but text is kept.

    Attributes:
        sheets: in the order of their tabs.
        names: the defined names, those of single sheets too.
        properties: custom document properties, as text.
        external_links: what other workbooks and sources the formulas refer to.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        try:
            self._open(path.stat().st_size)
        except BaseException:
            self._file.close()
            raise

    def _open(self, size: int) -> None:
        entries = directory(self._file, size)
        check_entries(entries, size)
        self._entries = {entry.filename.casefold(): entry for entry in entries}
        root = self._relations("")
        self.workbook_part = next(
            (target_of(link, "") for link in root if link.kind == "officeDocument"),
            "xl/workbook.xml",
        )
        contents = read_contents(self._chunks(self.workbook_part), self.workbook_part)
        self._links = {link.id: link for link in self._relations(self.workbook_part)}
        self.names: tuple[DefinedName, ...] = contents.names
        self.since_1904 = contents.since_1904
        self.sheets: tuple[SheetInfo, ...] = self._sheets(contents)
        self.properties: Mapping[str, str] = self._properties(root)
        self.external_links: tuple[str, ...] = self._external_links()
        self._budget = Budget()
        self._parsers: dict[str, SheetParser] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; rows cannot be read any more."""
        self._file.close()

    def rows(self, sheet: str) -> Iterator[Row]:
        """The rows of a sheet that have cells, in ascending order, each made when asked for.

        Raises:
            KeyError: no sheet has this name.
            Refused: the sheet cannot be read; the rows before the fault have been given.
        """
        info = next((info for info in self.sheets if info.name == sheet), None)
        if info is None:
            raise KeyError(sheet)
        if not info.has_cells:
            return
        if sheet in self._parsers:
            self._parsers[sheet].refund()
        parser = SheetParser(sheet, self._shared)
        self._parsers[sheet] = parser
        yield from PlainRows(parser).rows(self._chunks(info.part))

    def layout(self, sheet: str) -> Layout:
        """Merged ranges and what is hidden in a sheet whose rows have all been read.

        Raises:
            KeyError: the rows of no sheet with this name have been asked for.
        """
        return self._parsers[sheet].layout()

    @cached_property
    def styles(self) -> tuple[Style, ...]:
        """The cell styles by their number."""
        part = self._linked("styles")
        return (GENERAL,) if part is None else read_styles(self._chunks(part), part)

    @cached_property
    def _shared(self) -> Shared:
        part = self._linked("sharedStrings")
        strings: list[str] = [] if part is None else read_strings(self._chunks(part), part)
        styles = {str(style.index): style for style in self.styles}
        styles[""] = self.styles[0]
        return Shared(strings, styles, self.since_1904, self._budget)

    def _sheets(self, contents: Contents) -> tuple[SheetInfo, ...]:
        found: list[SheetInfo] = []
        for sheet in contents.sheets:
            link = self._links.get(sheet.relation)
            if link is None:
                raise damaged(sheet.name)
            part = target_of(link, self.workbook_part)
            found.append(SheetInfo(sheet.name, sheet.state, part, link.kind == "worksheet"))
        return tuple(found)

    def _properties(self, root: tuple[Relation, ...]) -> dict[str, str]:
        part = next((target_of(link, "") for link in root if link.kind == "custom-properties"), "")
        return read_properties(self._chunks(part), part) if part else {}

    def _external_links(self) -> tuple[str, ...]:
        targets: list[str] = []
        for link in self._links.values():
            if link.kind == "externalLink":
                part = target_of(link, self.workbook_part)
                targets += [found.target for found in self._relations(part)] or [part]
        return tuple(targets)

    def _linked(self, kind: str) -> str | None:
        return next(
            (
                target_of(link, self.workbook_part)
                for link in self._links.values()
                if link.kind == kind
            ),
            None,
        )

    def _relations(self, source: str) -> tuple[Relation, ...]:
        part = relations_part(source)
        if part.casefold() not in self._entries:
            return ()
        return read_relations(self._chunks(part), part)

    def _chunks(self, part: str) -> Iterator[bytes]:
        entry: zipfile.ZipInfo | None = self._entries.get(part.casefold())
        if entry is None:
            raise damaged(part)
        return inflate(self._file, entry)


def open_book(path: Path) -> Book:
    """The workbook in a file; close it after use, or use it in a `with` statement.

    Call `package.inspect` first: it gives the plain reasons (password, macros, other formats).

    Raises:
        Refused: the package, its list of sheets or its properties cannot be read.
        OSError: the file cannot be opened.
    """
    return Book(path)
