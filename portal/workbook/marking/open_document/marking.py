"""Marking an OpenDocument spreadsheet: its content and its named styles change, nothing else."""

from collections.abc import Sequence

from portal.language import Language
from portal.workbook.findings import Finding
from portal.workbook.marking.archive import Package
from portal.workbook.marking.marks import CellFindings, marks, worst
from portal.workbook.marking.open_document import listed
from portal.workbook.marking.open_document.looks import Looks
from portal.workbook.marking.open_document.names import (
    CONTENT,
    CONTENT_SPACES,
    MANIFEST,
    SPACES,
    STYLE,
    STYLES,
    STYLES_SPACES,
    declared,
)
from portal.workbook.marking.open_document.notes import noted, paragraphs
from portal.workbook.marking.open_document.tables import TableCells, tables
from portal.workbook.marking.open_document.unmarking import (
    without_fills,
    without_list,
    without_marks,
)
from portal.workbook.marking.patching import UNUSUAL, Edit, Element, Xml, with_attribute
from portal.workbook.marking.wording import TITLE

NAME_AT = 30
SIGN = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
NO_STYLES = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-styles xmlns:office="%s" '
    b'office:version="1.3"></office:document-styles>' % SPACES[b"office"]
)
ENTRY = '<{0}file-entry {0}full-path="styles.xml" {0}media-type="text/xml"/>'


def is_open_document(data: bytes) -> bool:
    """Whether a file begins as an OpenDocument spreadsheet does (OpenDocument 1.3, part 2, 3.3)."""
    return data[NAME_AT : NAME_AT + len(SIGN)] == SIGN


def mark_open_document(package: Package, findings: Sequence[Finding], language: Language) -> None:
    """Put marks, notes and the list into a package.

    Raises:
        Refused: a part is absent or damaged.
        UnmarkableError: the package is built in an unusual way.
    """
    before = package.read(STYLES) if STYLES in package else NO_STYLES
    content = _bound(without_marks(without_list(package.read(CONTENT))), CONTENT_SPACES)
    styles = _bound(without_fills(before), STYLES_SPACES)
    looks = Looks(content, styles)
    made = marks(findings)
    marking = _Marking(content, looks, language)
    sheets = list(tables(content))
    edits: list[Edit] = []
    for name, table in sheets:
        edits += marking.table(table, made.sheets.get(name, {}))
    title = TITLE[language]
    if title in (name for name, _ in sheets):
        title = f"{title} (2)"
    listing = listed.list_table(findings, made.complete, language, title)
    if not sheets:
        raise UNUSUAL
    end = sheets[-1][1].end
    edits.append(Edit(end, end, content.encoded(listing)))
    edits += looks.in_content(content.encoded(listed.list_styles()))
    package.put(CONTENT, content.edited(edits))
    fills = looks.in_styles()
    if fills and STYLES not in package:
        package.put(MANIFEST, _with_styles(package.read(MANIFEST)))
    if fills or STYLES in package:
        package.put(STYLES, styles.edited(fills))


def _bound(data: bytes, prefixes: tuple[bytes, ...]) -> Xml:
    """A part in which the prefixes that we write are bound."""
    xml = Xml.of(data)
    edits = declared(xml, prefixes)
    return Xml.of(xml.edited(edits)) if edits else xml


def _with_styles(manifest: bytes) -> bytes:
    """The list of parts with the named styles."""
    xml = Xml.of(manifest)
    return xml.appended(ENTRY.format(xml.prefix.decode()))


class _Marking:
    """The marking of the cells of one content in one language."""

    def __init__(self, content: Xml, looks: Looks, language: Language) -> None:
        self._content = content
        self._looks = looks
        self._language = language

    def table(self, table: Element, cells: CellFindings) -> list[Edit]:
        """The changes to one sheet."""
        if not cells:
            return []
        grid = TableCells(self._content, table)
        shown = _where_seen(cells, grid)
        columns: dict[int, set[int]] = {}
        for row, column in shown:
            columns.setdefault(row, set()).add(column)

        def mark(row: int, column: int, cell: bytes, style: bytes) -> bytes:
            return self._marked(cell, style, shown[row, column])

        return list(grid.marked(columns, mark))

    def _marked(self, cell: bytes, style: bytes, findings: Sequence[Finding]) -> bytes:
        xml = Xml.of(cell)
        said = paragraphs(findings, self._language)
        looks = self._looks.marked(style, worst(findings))
        whole = Xml.of(xml.edited([noted(xml, said, self._content)]))
        return with_attribute(whole.root, STYLE, looks) + whole.data[whole.root.end :]


def _where_seen(cells: CellFindings, grid: TableCells) -> CellFindings:
    """The findings at the cells that are seen: those of a covered cell at the one that covers."""
    anchors = grid.anchors(set(cells))
    shown: CellFindings = {}
    for cell, findings in cells.items():
        about = shown.setdefault(anchors.get(cell, cell), [])
        about += [one for one in findings if one not in about]
    return shown
