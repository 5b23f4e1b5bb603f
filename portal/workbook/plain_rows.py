"""A short cut through worksheets: rows written the way nearly all are, taken without the parser.

Calling Python for each XML element costs more than everything else in reading. Rows whose text
fits one strict pattern from end to end are therefore split by that pattern; a row that fits is
well-formed by construction. Every other row, and all that surrounds the rows, goes to the parser
unchanged, which sees an ordinary document with some rows left out. Both give the same cells; a
comment or processing instruction anywhere sends the rest of the sheet to the parser.
"""

import codecs
import re
from collections.abc import Iterable, Iterator

from portal.workbook.addresses import ALL_COLUMNS
from portal.workbook.cell_values import EMPTY, Cell, Row
from portal.workbook.formats import GENERAL
from portal.workbook.limits import LAST_ROW, TOKEN_BYTES
from portal.workbook.shared_strings import plain
from portal.workbook.sheet_cells import SheetParser
from portal.workbook.xml_stream import Feed, is_true

ATTRIBUTES = r'(?: [A-Za-z_][\w:.]*="[^"<&]*")*'
DATA = "<sheetData>"
END_OF_ROW = "</row>"
PLAIN_HEAD = re.compile(r"(?:\ufeff)?(?:<\?xml [^?>]*\?>\s*)?<worksheet[ >]", re.ASCII)
OTHER_ENCODING = re.compile(r"\ufeff?<\?xml [^?>]*encoding=[\"'](?!utf-8[\"'])", re.IGNORECASE)
AFTER_DECLARATION = 6
OPENING = re.compile(rf"[ \n\t]*<row({ATTRIBUTES})(/?)>", re.ASCII)
UNFINISHED = re.compile(r"[ \n\t]*(?:<(?:r(?:o(?:w(?: [^<>]*)?)?)?)?)?\Z", re.ASCII)
ATTRIBUTE = re.compile(r' ([A-Za-z_][\w:.]*)="([^"<&]*)"', re.ASCII)
NUMBER = re.compile("[1-9][0-9]{0,6}", re.ASCII)
START_OF_CELL = '<c r="'
# What follows the reference of a cell, up to the next cell.
REST_OF_CELL = re.compile(
    r'(?: s="([0-9]{1,5})")?(?: t="([A-Za-z]{1,9})")?(?:/>|>'
    rf"(<f{ATTRIBUTES}(?:/>|>[^<]*</f>))?"
    r"(?:<v>([^<]*)</v>|<v/>|<is><t(?: xml:space=\"preserve\")?>([^<]*)</t></is>)?</c>)",
    re.ASCII,
)
FORMULA = re.compile(rf"<f({ATTRIBUTES})(?:/>|>([^<]*)</f>)", re.ASCII)
ARRAY = re.compile(r' (?:ref|t)="(?!shared")')
REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)")
SPECIAL = re.compile(r"<[!?]")
# Deleting these from a chunk leaves the control characters that XML does not allow.
ALLOWED = bytes({9, 10, 13, *range(32, 256)})
# Cells remembered for each column, as most columns hold few different ones; long texts never.
REMEMBERED = 500
LONGEST_REMEMBERED = 100
NO_CELL = Cell(0, EMPTY, None, None, GENERAL)


class PlainRows:
    """Reads one worksheet for `SheetParser`, taking the plain rows out of its way."""

    def __init__(self, parser: SheetParser) -> None:
        self._parser = parser
        self._feed = Feed(parser.expat, parser.sheet)
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._text = ""
        self._is_in_rows = False
        self._is_done = False
        self._columns: dict[str, tuple[int, dict[str, Cell]]] = {}

    def rows(self, chunks: Iterable[bytes]) -> Iterator[Row]:
        """The rows that have cells, one after the other, in ascending order.

        Raises:
            Refused: the sheet cannot be read; rows before the fault have been given already.
        """
        for chunk in chunks:
            self._take(chunk)
            yield from self._parser.collected()
        self._hand_over()
        self._feed.finish()
        yield from self._parser.collected()

    def _take(self, chunk: bytes) -> None:
        if not self._is_done and not self._decode(chunk):
            self._hand_over()
        if self._is_done:
            self._feed(chunk)
            self._parser.check_text()
            return
        if "\ufffe" in self._text or "\uffff" in self._text:
            self._hand_over()
        if not self._is_in_rows:
            self._head()
        if self._is_in_rows:
            self._body()
        if len(self._text) > TOKEN_BYTES:
            self._hand_over()

    def _decode(self, chunk: bytes) -> bool:
        """Whether the chunk is well-formed UTF-8 of allowed letters, which are then in hand."""
        if chunk.translate(None, ALLOWED):
            return False
        try:
            text = self._decoder.decode(chunk)
        except UnicodeDecodeError:
            return False
        self._text += text
        return True

    def _hand_over(self) -> None:
        """From here on everything goes to the parser, which also knows what is wrong."""
        if self._is_done:
            return
        text, self._text, self._is_done = self._text, "", True
        self._feed(text.encode() + self._decoder.getstate()[0])
        self._parser.check_text()

    def _head(self) -> None:
        """Pass what stands before the rows to the parser, if it is as usual."""
        at = self._text.find(DATA)
        if at < 0:
            return
        head = self._text[: at + len(DATA)]
        unusual = SPECIAL.search(head, AFTER_DECLARATION) or OTHER_ENCODING.match(head)
        if unusual or not PLAIN_HEAD.match(head):
            self._hand_over()
            return
        self._feed(head.encode())
        self._text = self._text[len(head) :]
        self._is_in_rows = True

    def _body(self) -> None:
        """Take all whole rows of the text in hand; what is no row ends the short cut."""
        text, at = self._text, 0
        close = 0
        while opening := OPENING.match(text, at):
            close = opening.end() if opening[2] else text.find(END_OF_ROW, opening.end())
            if close < 0:
                break
            end = close if opening[2] else close + len(END_OF_ROW)
            if not self._row(opening, text[opening.end() : close]):
                segment = text[at:end]
                if SPECIAL.search(segment):
                    break
                self._feed(segment.encode())
            at = end
        self._text = text[at:]
        is_waiting = UNFINISHED.match(self._text) or (opening and close < 0)
        if not is_waiting:
            self._hand_over()

    def _row(self, opening: re.Match[str], body: str) -> bool:
        """Whether the row is plain; its cells have then been collected."""
        pairs: list[tuple[str, str]] = ATTRIBUTE.findall(opening[1])
        attributes = dict(pairs)
        stated = attributes.get("r", "")
        if len(attributes) < len(pairs) or not NUMBER.fullmatch(stated):
            return False
        number = int(stated)
        if not self._parser.number < number <= LAST_ROW or self._parser.has_arrays:
            return False
        if "\r" in body or "]]>" in body or ("&" in body and REFERENCE.search(body)):
            return False
        cells = self._cells(stated, body)
        if cells is None:
            return False
        self._parser.collect(number, cells, is_hidden=is_true(attributes.get("hidden")))
        return True

    def _cells(self, row: str, body: str) -> list[Cell] | None:
        """The cells of a row; None when one of them is not plain or not in its place.

        A cell that has stood in its column before, written alike, is taken from memory: that is
        several times faster than a pattern over the whole row.
        """
        before, *pieces = body.split(START_OF_CELL)
        if before:
            return None
        reference_end = row + '"'
        columns = self._columns
        cells: list[Cell] = []
        last = 0
        for piece in pieces:
            letters, _, rest = piece.partition(reference_end)
            column, known = columns.get(letters) or self._column(letters)
            if column <= last:
                return None
            last = column
            cell = known.get(rest) or self._cell(column, rest, known)
            if cell is None:
                return None
            if cell is not NO_CELL:
                cells.append(cell)
        return cells

    def _column(self, letters: str) -> tuple[int, dict[str, Cell]]:
        """Number and memory of a column; 0 when it is written in another way than usual."""
        column = ALL_COLUMNS.get(letters, 0)
        return self._columns.setdefault(letters, (column, {})) if column else (0, {})

    def _cell(self, column: int, rest: str, known: dict[str, Cell]) -> Cell | None:
        """A cell seen for the first time; NO_CELL when it is empty, None when it is not plain."""
        found = REST_OF_CELL.fullmatch(rest)
        if found is None:
            return None
        style, kind, formula, value, inline = found.groups("")
        if formula and ARRAY.search(formula):
            return None
        cell = NO_CELL
        if value or formula or inline:
            text = plain(_resolved(inline)) if inline else _resolved(value)
            written = _formula(formula) if formula else None
            cell = self._parser.cell(column, style, kind, text, written)
        if len(rest) <= LONGEST_REMEMBERED:
            if len(known) >= REMEMBERED:
                known.clear()
            known[rest] = cell
        return cell


def _resolved(text: str) -> str:
    """The text with the five references of XML resolved, the ampersand last."""
    if "&" not in text:
        return text
    for reference, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")):
        text = text.replace(reference, sign)
    return text.replace("&amp;", "&")


def _formula(element: str) -> str:
    found = FORMULA.fullmatch(element)
    return _resolved(found[2] or "") if found else ""
