"""One worksheet's XML, read once as a stream: rows of cells with value, formula and style."""

from portal.workbook.addresses import ALL_COLUMNS, Range, address, column_number, range_of
from portal.workbook.cell_values import (
    BAD,
    DATE,
    NUMBER,
    READERS,
    TEXT,
    Cell,
    Content,
    Row,
    Value,
    nothing,
)
from portal.workbook.formats import FormatKind, moment
from portal.workbook.limits import DEPTH, LAST_COLUMN, LAST_ROW, MOST, TEXT_CHARACTERS, Counted
from portal.workbook.refusals import RefusalCode, Refused, damaged, too_many
from portal.workbook.shared_strings import plain
from portal.workbook.sheet_layout import Layout, Shared
from portal.workbook.xml_stream import is_true, local, parser_for, too_deep

ARRAYS_FOLLOWED = 200
COUNTED = {
    "mergeCell": Counted.MERGES,
    "cfRule": Counted.CONDITIONAL_FORMATS,
    "conditionalFormatting": Counted.CONDITIONAL_FORMATS,
    "dataValidation": Counted.VALIDATIONS,
    "col": Counted.COLUMNS,
}


class SheetParser:
    """Reads one worksheet; expat calls the `_start` and `_end` methods for each element."""

    def __init__(self, sheet: str, shared: Shared) -> None:
        self.sheet = sheet
        self._shared = shared
        self._strings = shared.strings
        self._styles = shared.styles
        self._merged: list[Range] = []
        self._hidden_columns: list[tuple[int, int]] = []
        self._hidden_rows: list[int] = []
        self._counts = dict.fromkeys(Counted, 0)
        self._spent_rows = 0
        self._spent_cells = 0
        self._depth = 0
        self._phonetic = 0
        self._rows: list[Row] = []
        self._pieces: list[str] = []
        self._inline: list[str] = []
        self._arrays: list[Range] = []
        self._cells: list[Cell] = []
        self._text = ""
        self._formula: str | None = None
        self._attributes: dict[str, str] = {}
        self._start_row("0", is_hidden=False, number=0)
        self._is_in_row = False
        self._is_in_cell = False
        self._is_in_value = False
        self._convert = {**READERS, "s": self._shared_text}
        self.expat = parser_for(sheet)
        self.expat.StartElementHandler = self._start_root
        self.expat.EndElementHandler = self._end_outside

    def collected(self) -> list[Row]:
        """The rows collected since this was last asked."""
        rows, self._rows = self._rows, []
        return rows

    def layout(self) -> Layout:
        """Merged ranges and what is hidden, as far as the sheet has been read."""
        return Layout(tuple(self._merged), tuple(self._hidden_columns), tuple(self._hidden_rows))

    def check_text(self) -> None:
        """Check the length of the text in hand; ask this after each chunk.

        Raises:
            Refused: one cell holds more text than is read.
        """
        length = sum(map(len, self._pieces))
        if length > TEXT_CHARACTERS:
            raise Refused(
                RefusalCode.TOO_MANY,
                what=Counted.TEXT.value,
                found=str(length),
                limit=str(TEXT_CHARACTERS),
            )

    def refund(self) -> None:
        """Give back what this reading has spent, before another of the same sheet."""
        self._shared.budget.refund(self._spent_rows, self._spent_cells)
        self._spent_rows = self._spent_cells = 0

    @property
    def has_arrays(self) -> bool:
        """Whether an array formula of an earlier row reaches further down."""
        return bool(self._arrays)

    # Outside the cells: columns before them, merged ranges after them.

    def _start_root(self, name: str, _: dict[str, str]) -> None:
        prefix = name[: len(name) - len(local(name))]
        self._data, self._row = prefix + "sheetData", prefix + "row"
        self._c, self._v, self._f = prefix + "c", prefix + "v", prefix + "f"
        self._is, self._t, self._rph = prefix + "is", prefix + "t", prefix + "rPh"
        self._depth = 1
        self.expat.StartElementHandler = self._start_outside

    def _start_outside(self, name: str, attributes: dict[str, str]) -> None:
        if name == self._data:
            self.expat.StartElementHandler = self._start_inside
            self.expat.EndElementHandler = self._end_inside
            self.expat.CharacterDataHandler = self._pieces.append
            return
        self._deeper()
        counted = COUNTED.get(local(name))
        if counted is None:
            return
        self._counts[counted] += 1
        if self._counts[counted] > MOST[counted]:
            raise too_many(counted, self._counts[counted])
        if counted is Counted.MERGES:
            self._merged.append(self._range(attributes.get("ref", "")))
        elif counted is Counted.COLUMNS and is_true(attributes.get("hidden")):
            self._hidden_columns.append(self._columns(attributes))

    def _end_outside(self, _: str) -> None:
        self._depth -= 1

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > DEPTH:
            raise too_deep(self.sheet)

    def _range(self, reference: str) -> Range:
        found = range_of(reference)
        if found is None:
            raise Refused(RefusalCode.OUTSIDE_SHEET, part=self.sheet, cell=reference[:40])
        return found

    def _columns(self, attributes: dict[str, str]) -> tuple[int, int]:
        try:
            return int(attributes["min"]), int(attributes["max"])
        except (KeyError, ValueError) as error:
            raise damaged(self.sheet) from error

    # Inside the cells. The two methods expat calls most often come first and stay short.

    def _start_inside(self, name: str, attributes: dict[str, str]) -> None:
        if name == self._c and not self._is_in_cell:
            self._start_cell(attributes)
        elif name == self._v and not self._is_in_value:
            self._is_in_value = True
            self._pieces.clear()
        else:
            self._start_other(name, attributes)

    def _end_inside(self, name: str) -> None:
        if name == self._v and self._is_in_value:
            self._is_in_value = False
            self._text = "".join(self._pieces)
        elif name == self._c and self._is_in_cell:
            self._end_cell()
        else:
            self._end_other(name)

    def _start_other(self, name: str, attributes: dict[str, str]) -> None:
        self._deeper()
        if name == self._row and not self._is_in_row:
            self._row_of(attributes)
        elif name == self._f or name == self._t:
            self._pieces.clear()
            if "ref" in attributes and attributes.get("t") in ("array", "dataTable"):
                self._follow(self._range(attributes["ref"]))
        elif name == self._is:
            self._inline.clear()
        elif name == self._rph:
            self._phonetic += 1
        elif name in (self._c, self._v, self._row):
            raise damaged(self.sheet)

    def _end_other(self, name: str) -> None:
        if name == self._data:
            self._end_data()
            return
        self._depth -= 1
        if name == self._f:
            self._formula = "".join(self._pieces)
        elif name == self._t and not self._phonetic:
            self._inline.append("".join(self._pieces))
        elif name == self._is:
            self._text = plain("".join(self._inline))
        elif name == self._rph:
            self._phonetic -= 1
        elif name == self._row:
            self._end_row()

    def _end_data(self) -> None:
        self._pieces.clear()
        self.expat.StartElementHandler = self._start_outside
        self.expat.EndElementHandler = self._end_outside
        self.expat.CharacterDataHandler = None

    def _row_of(self, attributes: dict[str, str]) -> None:
        stated = attributes.get("r")
        if stated is None:
            stated = str(self.number + 1)
        if not (stated.isascii() and stated.isdecimal()):
            raise damaged(self.sheet)
        number = int(stated) if len(stated) < len(str(LAST_ROW)) + 1 else LAST_ROW + 1
        if not 1 <= number <= LAST_ROW:
            raise Refused(RefusalCode.OUTSIDE_SHEET, part=self.sheet, cell=stated[:40])
        if number <= self.number:
            raise Refused(RefusalCode.OUT_OF_ORDER, part=self.sheet, cell=str(number))
        self._start_row(str(number), is_hidden=is_true(attributes.get("hidden")), number=number)

    def _start_row(self, written: str, *, is_hidden: bool, number: int) -> None:
        self.number = number
        self._written = written
        self._digits = len(written)
        self._is_hidden = is_hidden
        self._is_in_row = True
        self._column = 0
        self._cells = []
        self._pieces.clear()
        if self._arrays:
            self._arrays = [array for array in self._arrays if array.last_row >= number]

    def _end_row(self) -> None:
        self._is_in_row = False
        self.collect(self.number, self._cells, is_hidden=self._is_hidden)

    def collect(self, number: int, cells: list[Cell], *, is_hidden: bool) -> None:
        """Add a finished row.

        Raises:
            Refused: the workbook holds more rows or cells than are read.
        """
        self.number = number
        self._spent_rows += 1
        self._spent_cells += len(cells)
        self._shared.budget.spend(len(cells))
        if is_hidden:
            self._hidden_rows.append(number)
        if cells:
            self._rows.append(Row(number, cells, is_hidden))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._is_in_cell = True
        self._attributes = attributes
        self._text = ""
        self._formula = None
        self._pieces.clear()

    def _end_cell(self) -> None:
        self._is_in_cell = False
        if not self._is_in_row:
            raise damaged(self.sheet)
        attributes = self._attributes
        column = self._place(attributes.get("r"))
        text, formula = self._text, self._formula
        if formula is None:
            if not text:
                return
            if self._arrays:
                formula = self._array_formula(column)
        kind, style = attributes.get("t", ""), attributes.get("s", "")
        self._cells.append(self.cell(column, style, kind, text, formula))

    def cell(self, column: int, style: str, kind: str, text: str, formula: str | None) -> Cell:
        """One cell from what is written in its XML; style and kind are empty where not stated.

        Raises:
            Refused: the style or the kind does not exist.
        """
        try:
            format_ = self._styles[style]
            found, value = self._convert[kind](text) if text else nothing(kind)
        except KeyError as error:
            place = f"{self.sheet}!{address(self.number, column)}"
            raise damaged(place) from error
        if found is NUMBER and format_.kind is FormatKind.DATE:
            found, value = self._as_moment(value)
        return Cell(column, found, value, formula, format_)

    def _place(self, reference: str | None) -> int:
        """The column of the cell that just ended, checked against its row and the cell before."""
        if reference is None:
            column = self._column + 1
        else:
            letters = reference[: -self._digits]
            column = ALL_COLUMNS.get(letters) or column_number(letters)
            if reference[len(letters) :] != self._written or not column:
                raise self._misplaced(reference)
        if not self._column < column <= LAST_COLUMN:
            raise self._misplaced(reference or "")
        self._column = column
        return column

    def _misplaced(self, reference: str) -> Refused:
        place = range_of(reference)
        if place is None or place.last_column > LAST_COLUMN:
            return Refused(RefusalCode.OUTSIDE_SHEET, part=self.sheet, cell=reference[:40])
        return Refused(RefusalCode.OUT_OF_ORDER, part=self.sheet, cell=reference[:40])

    def _follow(self, array: Range) -> None:
        # An array formula stands in its first cell only. More of them at once than any workbook
        # has would cost time in every cell; their followers are then read as plain values.
        is_wide = array.first_row != array.last_row or array.first_column != array.last_column
        if is_wide and len(self._arrays) < ARRAYS_FOLLOWED:
            self._arrays.append(array)

    def _array_formula(self, column: int) -> str | None:
        inside = any(array.holds(self.number, column) for array in self._arrays)
        return "" if inside else None

    def _shared_text(self, text: str) -> Content:
        if text.isdecimal() and text.isascii() and len(text) < 10:
            index = int(text)
            if index < len(self._strings):
                return TEXT, self._strings[index]
        return BAD, text

    def _as_moment(self, value: Value) -> Content:
        if not isinstance(value, float):
            return BAD, None
        found = moment(value, since_1904=self._shared.since_1904)
        return (BAD, repr(value)) if found is None else (DATE, found)
