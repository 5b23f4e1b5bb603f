"""Reading one file of the official form: typed rows of each table, and where they stood.

The member's own entries (表三, 表四) are read like every workbook, with a word on each value that
had to be interpreted. Results of the form's formulas (表五, 表八) are taken as they show; what
is wrong with them is for the rules, which find the cells here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from portal.official.headings import Grid, find_columns, find_totals, grid
from portal.official.sheets import TEMPLATE, official_key
from portal.reference.dates import western_year
from portal.reference.units import unit
from portal.workbook import shape
from portal.workbook.addresses import address
from portal.workbook.cells import Book, Cell, Kind, Row
from portal.workbook.findings import Hit, Place, Severity, hit
from portal.workbook.numbers import Reader
from portal.workbook.reading import Located, Reading
from portal.workbook.rules import Rule
from portal.workbook.sheets import Column, Layout, Sheet
from portal.workbook.values import reader, written

RESULTS: Final = frozenset({"t5", "t8"})
OTHER_UNIT: Final = frozenset({"其他", "其它"})
# Without these headings a table cannot be joined with the others or summed.
MUST: Final = frozenset(
    {"process", "equipment", "material_code", "emission_type", "activity", "unit", "method"}
    | {"subtotal", "co2e1", "control_number", "year"}
)
_KEYS: Final = ("process", "equipment", "material_code")
_ENOUGH_OF_A_KEY: Final = 2
_NOTES: Final = ("填表說明", "說明", "註")
_ROC_YEARS: Final = range(80, 200)


@dataclass(slots=True)
class OfficialReading(Reading):
    """What was read of one file.

    Attributes:
        file: number of the file among those of one company, from 0.
        cells: cells of the tables of results, by place.
        is_whole: whether rows can be joined and judged; when headings or keys are missing, what
            is said about rows would only follow from that.
    """

    file: int = 0
    cells: dict[Place, Cell] = field(default_factory=dict[Place, Cell])
    is_whole: bool = True

    def key(self, sheet: str) -> str:
        """The key of a sheet in the places of this file."""
        return sheet_of(sheet, self.file)

    def place(self, sheet: str, row: int = 0, column: str = "") -> Place:
        """A cell of this file."""
        return Place(self.key(sheet), row, column)

    def address(self, place: Place) -> tuple[str, str]:
        """Worksheet name and cell as Excel shows them."""
        located = self.located.get(place.sheet)
        if located is None:
            return TEMPLATE.sheet(place.sheet.partition("@")[0]).title.zh, ""
        if place.column in located.fields:
            return located.name, address(*located.fields[place.column])
        row = place.row or located.heading_row
        return located.name, address(row, located.columns.get(place.column, 1))


def sheet_of(sheet: str, file: int) -> str:
    """The key of a sheet of the file of that number: `t5`, and `t5@2` in the second file."""
    return sheet if file == 0 else f"{sheet}@{file + 1}"


def read_official(book: Book, *, file: int = 0, name: str = "") -> OfficialReading:
    """Read every table of the form.

    Args:
        book: the opened workbook.
        file: number of the file among those of one company, from 0.
        name: of the file; stands before the sheet's in findings when there are several files.
    """
    reading = OfficialReading(TEMPLATE, TEMPLATE.version, file=file, name=name)
    names: dict[str, list[str]] = {}
    for info in book.sheets:
        key = official_key(info.name)
        if key is not None:
            names.setdefault(key, []).append(info.name)
    for sheet in TEMPLATE:
        found = names.get(sheet.key, [])
        if len(found) == 1:
            _SheetReader(reading, sheet, found[0], name).read(list(book.rows(found[0])))
        elif found:
            case = hit(reading.place(sheet.key), first=found[0], second=found[1], sheet=sheet.title)
            reading.said.append((shape.SHEET_DOUBLED, case))
            reading.is_whole = False
        elif sheet.required:
            case = hit(reading.place(sheet.key), sheet=sheet.title, expected=sheet.title)
            reading.said.append((shape.SHEET_MISSING, case))
    return reading


class _SheetReader:
    """Reads one table; holds the place that is being read for the notes about it."""

    def __init__(self, reading: OfficialReading, sheet: Sheet, name: str, file: str) -> None:
        self.reading = reading
        self.sheet = sheet
        self.located = Located(f"{file} {name}" if file else name)
        self.row = 0
        self.column: Column = sheet.columns[0]
        self.readers: dict[str, Reader] = {one.key: reader(one) for one in sheet.columns}
        reading.located[reading.key(sheet.key)] = self.located

    def read(self, rows: list[Row]) -> None:
        if self.sheet.key == "t8":
            self._totals(rows)
            return
        found = find_columns(self.sheet, rows)
        if found is None:
            self._at_sheet(shape.HEADINGS_MISSING)
            self.reading.is_whole = False
            return
        self.located.heading_row, self.located.columns = found
        self._missing()
        below = [row for row in rows if row.number > self.located.heading_row]
        if self.sheet.layout is Layout.FORM:
            self._form(below)
        else:
            self._table(below)

    def say(
        self, rule: Rule[Any], /, *, found: object = None, expected: object = None, **values: object
    ) -> None:
        """Note a case at the cell being read; an error means that its value counts as blank."""
        place = self.reading.place(self.sheet.key, self.row, self.column.key)
        values = {"column": self.column.title, "found": found, **values}
        self.reading.said.append((rule, Hit((place,), values, found, expected)))
        if rule.severity is Severity.ERROR:
            self.reading.unread.add(place)

    def _at_sheet(self, rule: Rule[Any]) -> None:
        case = hit(self.reading.place(self.sheet.key), sheet=self.located.name)
        self.reading.said.append((rule, case))

    def _missing(self) -> None:
        for column in self.sheet.columns:
            if column.key in MUST and column.key not in self.located.columns:
                place = self.reading.place(self.sheet.key, 0, column.key)
                values = {"sheet": self.located.name, "column": column.title}
                case = Hit((place,), values, None, column.title)
                self.reading.said.append((shape.COLUMN_MISSING, case))
                self.reading.unread.add(place)
                self.reading.is_whole = False

    def _form(self, below: Sequence[Row]) -> None:
        """The one row of figures under the headings."""
        first = next((row for row in below if not _is_notes(row)), None)
        cells = grid([first] if first else [])
        number = first.number if first else self.located.heading_row + 1
        self.located.fields = {
            key: (number, column) for key, column in self.located.columns.items()
        }
        if "year" in self.located.fields:
            self.located.fields["year"] = _year_spot(cells, *self.located.fields["year"])
        self._keep(0, {key: cells.get(spot) for key, spot in self.located.fields.items()})

    def _totals(self, rows: list[Row]) -> None:
        self.located.fields = find_totals(rows)
        if not self.located.fields:
            self._at_sheet(shape.HEADINGS_MISSING)
            return
        cells = grid(rows)
        self._keep(0, {key: cells.get(spot) for key, spot in self.located.fields.items()})

    def _table(self, below: Sequence[Row]) -> None:
        columns = {number: key for key, number in self.located.columns.items()}
        for row in below:
            if _is_notes(row):
                break
            cells = {columns[cell.column]: cell for cell in row.cells if cell.column in columns}
            if self._is_used(row.number, cells):
                self._keep(row.number, cells)

    def _is_used(self, row: int, cells: dict[str, Cell]) -> bool:
        keys = [key for key in _KEYS if key in self.sheet.by_key]
        if len(keys) < len(_KEYS):
            return any(_shows(cell) for cell in cells.values() if cell.formula is None)
        self.row = row
        for key in keys:
            if key in cells and cells[key].kind is Kind.EMPTY:
                self.column = self.sheet.by_key[key]
                self.say(shape.NEVER_CALCULATED, found=f"={cells[key].formula}"[:80])
                self.reading.is_whole = False
                return False
        return sum(key in cells and _shows(cells[key]) for key in keys) >= _ENOUGH_OF_A_KEY

    def _keep(self, row: int, cells: Any) -> None:
        self.row = row
        values: list[object] = []
        for column in self.sheet.columns:
            self.column = column
            cell: Cell | None = cells.get(column.key)
            if cell is not None and self.sheet.key in RESULTS:
                self.reading.cells[self.reading.place(self.sheet.key, row, column.key)] = cell
            values.append(None if cell is None else self._value(cell))
        make: Any = self.sheet.row
        kept = make(row, *values)
        if self.sheet.key == "t4":
            self._check_unit(kept)
        if self.sheet.key == "t1":
            self._check_year(kept.year)
        self.reading.rows.setdefault(self.sheet.key, []).append(kept)

    def _value(self, cell: Cell) -> object:
        if self.sheet.key in RESULTS:
            return self._result(cell)
        if cell.kind is Kind.BAD:
            self.say(shape.DAMAGED_CELL, found=cell.value)
            return None
        if cell.kind is Kind.EMPTY:
            self.say(shape.NEVER_CALCULATED, found=f"={cell.formula}"[:80])
            return None
        if cell.kind is Kind.ERROR:
            # A name that the form looks up may show #N/A; an entry must not.
            if cell.formula is None:
                self.say(shape.ERROR_CELL, found=cell.value)
            return None
        if not _shows(cell):
            return None
        return self.readers[self.column.key](cell, self.say)

    def _result(self, cell: Cell) -> object:
        if cell.kind is Kind.EMPTY:
            self.say(shape.NEVER_CALCULATED, found=f"={cell.formula}"[:80])
            return None
        if self.column.kind.value == "text":
            return written(cell).strip() or None if cell.kind is not Kind.ERROR else None
        # Excel shows fifteen digits; what follows is noise of its arithmetic.
        return Decimal(f"{cell.value:.15g}") if isinstance(cell.value, float) else None

    def _check_unit(self, row: Any) -> None:
        text = unit_text(row)
        if text and unit(text) is None:
            key = "other_unit" if text == row.other_unit else "unit"
            self.column = self.sheet.by_key[key]
            self.say(shape.UNKNOWN_UNIT, found=text, choices="公噸、公秉、千立方公尺、千度、公斤")

    def _check_year(self, text: str | None) -> None:
        if year_of(text) is None:
            self.column = self.sheet.by_key["year"]
            self.say(shape.NOT_A_YEAR, found=text or "")


def unit_text(row: Any) -> str | None:
    """The unit of a row of 表四 as written; `其他` sends to the column beside it."""
    text: str | None = row.unit
    other: str | None = row.other_unit
    return other if other and (text is None or text in OTHER_UNIT) else text


def year_of(text: str | None) -> int | None:
    """The Western year of 表一, which the form counts from 1912: `112` is 2023, `96` is 2007."""
    if text is None:
        return None
    if text.isdecimal() and int(text) in _ROC_YEARS:
        return int(text) + 1911
    return western_year(text)


def _year_spot(cells: Grid, row: int, column: int) -> tuple[int, int]:
    """The year stands under the second half of its heading, after the word 民國."""
    own, beside = cells.get((row, column)), cells.get((row, column + 1))
    if own is not None and year_of(written(own)) is not None:
        return row, column
    return (row, column + 1) if beside is not None else (row, column)


def _shows(cell: Cell) -> bool:
    return cell.value not in (None, "") and str(cell.value).strip() != ""


def _is_notes(row: Row) -> bool:
    first: Iterable[Cell] = row.cells[:1]
    return any(str(cell.value).strip().startswith(_NOTES) for cell in first)
