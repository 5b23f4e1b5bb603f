"""Finding sheets and columns by what people see, never by position.

A worksheet is known by its Chinese or English name, a column by its heading in either language, an
alias, or the key in the template's hidden key row.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from portal.reference.lookup import label_key
from portal.workbook import shape
from portal.workbook.cells import Cell
from portal.workbook.cells import Row as CellRow
from portal.workbook.findings import Hit, Place, hit
from portal.workbook.rules import Rule
from portal.workbook.sheets import Column, Layout, Sheet, Template

HEADING_ROWS = 15
ENOUGH = 0.5
LABEL_COLUMNS = 4
VALUE_AFTER_LABEL = 2

Said = tuple[Rule[object], Hit]

_UNIT_PART = re.compile(r"[(（][^()（）]*[)）]")


@dataclass(frozen=True, slots=True)
class Headings:
    """Where a table's columns are: worksheet column number by key, and the heading row.

    `unsure` are columns whose heading and hidden key disagree: their cells are not read.
    """

    row: int
    columns: Mapping[str, int]
    said: tuple[Said, ...] = ()
    unsure: frozenset[str] = frozenset()


def sheet_key(name: str) -> str:
    """A worksheet name without numbering, width, case, spaces and punctuation."""
    return re.sub(r"^[0-9]+", "", label_key(name))


def match_sheets(
    template: Template, names: Iterable[str]
) -> tuple[dict[str, list[str]], list[str]]:
    """Worksheet names by sheet key, and the names that belong to no sheet."""
    wanted = {
        sheet_key(title): sheet.key
        for sheet in template
        for title in (sheet.title.zh, sheet.title.en, sheet.key)
    }
    found: dict[str, list[str]] = {}
    unknown: list[str] = []
    for name in names:
        key = wanted.get(sheet_key(name)) or wanted.get(sheet_key(_without_copy_mark(name)))
        if key is None:
            unknown.append(name)
        else:
            found.setdefault(key, []).append(name)
    return found, unknown


def _without_copy_mark(name: str) -> str:
    """`Sheet (2)`, as Excel names a copy, is another `Sheet`."""
    return re.sub(r"\s*[(（]\d+[)）]$", "", name)


def heading_key(text: str) -> str:
    """A heading without unit, required mark, width, case and spaces."""
    return label_key(_UNIT_PART.sub("", unicodedata.normalize("NFKC", text)).replace("*", ""))


def _writings(sheet: Sheet) -> dict[str, Column]:
    """Every way of writing each heading; the second dictionary of aliases gives way."""
    known: dict[str, Column] = {}
    for column in sheet.columns:
        zh, en = column.title.zh, column.title.en
        for writing in (zh, en, f"{zh}{en}", f"{zh} {en}"):
            known.setdefault(heading_key(writing), column)
    return known


def _aliases(sheet: Sheet) -> dict[str, Column]:
    return {heading_key(alias): column for column in sheet.columns for alias in column.aliases}


def find_headings(sheet: Sheet, rows: Sequence[CellRow]) -> Headings | None:
    """The heading row among the first rows of a table: the one that names most columns.

    A row of hidden keys above it names columns whose heading is not recognised.
    """
    titles, aliases = _writings(sheet), _aliases(sheet)
    by_key = sheet.by_key
    best: tuple[int, int, Sequence[Cell]] = (0, 0, ())
    keys: dict[int, str] = {}
    for number, cells, _ in rows:
        texts = [(cell.column, str(cell.value)) for cell in cells]
        named = {column: text for column, text in texts if text in by_key}
        if len(named) > max(len(keys), len(by_key) * ENOUGH):
            keys = named
            continue
        count = sum(
            heading_key(text) in titles or heading_key(text) in aliases for _, text in texts
        )
        if count > best[0]:
            best = (count, number, cells)
    if best[0] < len(by_key) * ENOUGH and not keys:
        return None
    return _mapped(sheet, best[1], best[2], keys, titles, aliases)


def _mapped(
    sheet: Sheet,
    row: int,
    cells: Sequence[Cell],
    keys: Mapping[int, str],
    titles: Mapping[str, Column],
    aliases: Mapping[str, Column],
) -> Headings:
    columns: dict[str, int] = {}
    unsure: set[str] = set()
    said: list[Said] = []
    headed = {cell.column: str(cell.value) for cell in cells}
    for number in sorted(headed.keys() | keys.keys()):
        text = headed.get(number, "")
        column = titles.get(heading_key(text)) or aliases.get(heading_key(text))
        key = keys.get(number)
        if column is None and key is not None:
            column = sheet.by_key[key]
            said.append(_heading(shape.HEADING_BY_ALIAS, sheet, column, found=text or key))
        elif column is None:
            said.append((shape.COLUMN_IGNORED, hit(Place(sheet.key), column=text, found=text)))
            continue
        elif key is not None and key != column.key:
            said.append(_heading(shape.HEADING_AND_KEY_DISAGREE, sheet, column, key=key))
            unsure.add(column.key)
        elif heading_key(text) not in titles:
            said.append(_heading(shape.HEADING_BY_ALIAS, sheet, column, found=text))
        if column.key in columns:
            said.append(_heading(shape.COLUMN_DOUBLED, sheet, column))
            continue
        columns[column.key] = number
    return Headings(row, columns, tuple(said), frozenset(unsure))


def _heading(rule: Rule[object], sheet: Sheet, column: Column, **values: object) -> Said:
    return rule, hit(Place(sheet.key, 0, column.key), column=column.title, **values)


def find_fields(sheet: Sheet, rows: Iterable[CellRow]) -> dict[str, tuple[int, int]]:
    """Row and column of the value of each labelled field of a form."""
    titles = _writings(sheet) | _aliases(sheet)
    found: dict[str, tuple[int, int]] = {}
    for number, cells, _ in rows:
        for cell in cells:
            if cell.column > LABEL_COLUMNS:
                break
            text = str(cell.value)
            if text in sheet.by_key:
                found.setdefault(text, (number, cell.column + VALUE_AFTER_LABEL + 1))
                break
            column = titles.get(heading_key(text))
            if column is not None:
                found.setdefault(column.key, (number, cell.column + VALUE_AFTER_LABEL))
                break
    return found


def missing(sheet: Sheet, found: Mapping[str, object]) -> list[Column]:
    """Required columns that the worksheet does not have."""
    return [one for one in sheet.columns if one.required and one.key not in found]


def is_form(sheet: Sheet) -> bool:
    """Whether the sheet is a form of labelled fields."""
    return sheet.layout is Layout.FORM
