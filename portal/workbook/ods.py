"""An OpenDocument spreadsheet as a workbook: the same sheets, rows and cells as an .xlsx."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from portal.workbook.cell_values import Row
from portal.workbook.cells import Book, SheetInfo
from portal.workbook.formats import GENERAL, Style
from portal.workbook.limits import MOST, Counted
from portal.workbook.ods_cells import CONTENT, ContentParser, Table
from portal.workbook.parts import check_entries, directory
from portal.workbook.refusals import damaged, too_many
from portal.workbook.sheet_layout import Budget, Layout
from portal.workbook.structure import SheetState
from portal.workbook.xml_stream import Feed

MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
# Where the package states its type: the first part, stored unpacked and without extra fields.
MIMETYPE_AT = 38
NAME_AT = 30


def is_open_document(path: Path) -> bool:
    """Whether a file begins as an OpenDocument package does.

    Source: OpenDocument 1.3, part 2, 3.3.
    """
    with path.open("rb") as file:
        head = file.read(MIMETYPE_AT + len(MIMETYPE))
    return head[NAME_AT:].startswith(b"mimetypeapplication/vnd.oasis.opendocument.")


class OdsBook(Book):
    """An open OpenDocument spreadsheet. All sheets share one part, so it is read once, at opening.

    Args:
        path: the file.
        wanted: the sheets whose rows are kept, by name; of the others only the name is known.
    """

    def __init__(self, path: Path, wanted: Callable[[str], bool]) -> None:
        self._wanted = wanted
        super().__init__(path)

    def _open(self, size: int) -> None:
        entries = directory(self._file, size)
        check_entries(entries, size)
        self._entries = {entry.filename.casefold(): entry for entry in entries}
        self.names = ()
        self.since_1904 = False
        self.properties: Mapping[str, str] = {}
        self.external_links = ()
        self._budget = Budget()
        parser = self._read()
        self._tables = [table for table in parser.tables if not table.is_cache]
        if len(self._tables) > MOST[Counted.SHEETS]:
            raise too_many(Counted.SHEETS, len(self._tables))
        if len({table.name.casefold() for table in self._tables}) != len(self._tables):
            raise damaged(CONTENT)
        self.sheets = tuple(_info(table, parser.hidden_styles) for table in self._tables)

    def _read(self) -> ContentParser:
        parser = ContentParser(self._wanted, self._budget)
        feed = Feed(parser.expat, CONTENT)
        for chunk in self._chunks(CONTENT):
            feed(chunk)
            parser.check_text()
        feed.finish()
        return parser

    def rows(self, sheet: str) -> Iterator[Row]:
        """The rows of a wanted sheet that have cells, in ascending order.

        Raises:
            KeyError: no sheet has this name.
        """
        yield from self._table(sheet).rows

    def layout(self, sheet: str) -> Layout:
        """Merged ranges and what is hidden in a wanted sheet.

        Raises:
            KeyError: no sheet has this name.
        """
        return self._table(sheet).layout()

    @cached_property
    def styles(self) -> tuple[Style, ...]:
        """Cells carry their own format here; there is no list of styles."""
        return (GENERAL,)

    def _table(self, name: str) -> Table:
        for table in self._tables:
            if table.name == name:
                return table
        raise KeyError(name)


def _info(table: Table, hidden: set[str]) -> SheetInfo:
    state = SheetState.HIDDEN if table.style in hidden else SheetState.VISIBLE
    return SheetInfo(table.name, state, CONTENT, has_cells=True)
