"""Writing values into cells of a workbook: the cells' own XML changes, everything else stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

from portal.language import Text
from portal.workbook.addresses import range_of
from portal.workbook.cells import Book
from portal.workbook.correcting.formulas import Dependence, Formula, formulas
from portal.workbook.marking.archive import Package
from portal.workbook.marking.book import WorkbookPart
from portal.workbook.marking.links import linked, unlink
from portal.workbook.marking.patching import (
    Edit,
    Tag,
    Xml,
    attribute,
    place_before,
    with_attribute,
    without_attribute,
    written,
)
from portal.workbook.marking.worksheets import SheetCells
from portal.workbook.package import inspect_file
from portal.workbook.refusals import Refused
from portal.workbook.typed import Content, as_typed

# CT_Workbook: what stands after calcPr (ECMA-376 part 1, 18.2.27).
AFTER_CALCULATION = (
    b"oleSize",
    b"customWorkbookViews",
    b"pivotCaches",
    b"smartTagPr",
    b"smartTagTypes",
    b"webPublishing",
    b"fileRecoveryPr",
    b"webPublishObjects",
    b"extLst",
)
FIRST_DAY, FIRST_DAY_1904 = date(1899, 12, 30), date(1904, 1, 1)
# Type, and references into the workbook's metadata, which belong to the old value.
OF_THE_VALUE = (b"t", b"cm", b"vm")

DEPENDED_ON = Text(
    "{cell} 被公式 {formula} 引用，改了它，公式的結果就不再正確；請在 Excel 更正後重新上傳。",
    "The formula in {formula} depends on {cell}, so its stored result would be out of date; "
    "correct it in Excel and upload the file again.",
)
FILLED = Text(
    "{cell} 由一個公式與其他儲存格一起計算，不能單獨更改；請在 Excel 更正。",
    "{cell} is computed by one formula together with other cells; correct it in Excel.",
)
IS_FORMULA = Text(
    "{cell} 是公式；要以數值取代公式，請勾選「以這個值取代公式」。",
    "{cell} holds a formula; tick “Replace the formula by this value” to do so.",
)
NO_SHEET = Text("檔案中沒有工作表「{sheet}」。", "The file has no sheet “{sheet}”.")


class CannotWriteError(Exception):
    """A cell cannot be changed here; `reason` is for the member, `cell` is `sheet!A1` or empty."""

    def __init__(self, reason: Text, cell: str = "") -> None:
        super().__init__(reason.en)
        self.reason = reason
        self.cell = cell


@dataclass(frozen=True, slots=True)
class Change:
    """One cell and what it shall hold; nothing empties it."""

    sheet: str
    row: int
    column: int
    address: str
    content: Content
    replaces_formula: bool = False

    @property
    def where(self) -> str:
        """The cell as formulas name it."""
        return f"{self.sheet}!{self.address}"


def write_values(data: bytes, book: Book, changes: Sequence[Change]) -> bytes:
    """The workbook with other values in some cells, each in the format the cell had.

    Texts are written in the cells themselves, numbers and dates as numbers. Where the workbook has
    formulas, spreadsheets are told to compute it anew when they open it.

    Args:
        data: the workbook.
        book: the same workbook, opened; its names and its first day are looked up there.
        changes: at most one for each cell.

    Raises:
        CannotWriteError: a cell has a formula that is not to be replaced, or one depends on it.
        Refused, UnmarkableError: the workbook's parts cannot be read or changed safely.
    """
    file = BytesIO(data)
    refusal = inspect_file(file, len(data))
    if refusal is not None:
        raise Refused(refusal.code, **refusal.detail)
    package = Package(file, len(data))
    workbook = WorkbookPart(package)
    found = list(formulas(package, workbook.sheets))
    dependence = Dependence({one.name: one.refers_to for one in book.names})
    replaced = {one.where for one in changes}
    for change in changes:
        _stay_true(
            change, [one for one in found if f"{one.sheet}!{one.cell}" not in replaced], dependence
        )
    removed = False
    for sheet in dict.fromkeys(one.sheet for one in changes):
        part = workbook.sheets.get(sheet)
        if part is None or part not in package:
            raise CannotWriteError(NO_SHEET.format(sheet=sheet))
        own = [one for one in changes if one.sheet == sheet]
        removed |= _Sheet(package, part, book.since_1904).write(own)
    if removed:
        _drop_order_of_calculation(package, workbook.part)
    if found:
        _compute_anew(package, workbook.part)
    made = BytesIO()
    package.save(made)
    return made.getvalue()


def reason_against(change: Change, found: Sequence[Formula], dependence: Dependence) -> Text | None:
    """Why a cell's value cannot be changed here, whatever the new one is."""
    for formula in found:
        fills = formula.fills if formula.sheet == change.sheet else None
        if fills is not None and fills.holds(change.row, change.column):
            return FILLED.format(cell=change.address)
    for formula in found:
        if dependence.holds(formula, change.sheet, change.row, change.column):
            where = (
                formula.cell if formula.sheet == change.sheet else f"{formula.sheet}!{formula.cell}"
            )
            return DEPENDED_ON.format(cell=change.address, formula=where)
    return None


def _stay_true(change: Change, found: Sequence[Formula], dependence: Dependence) -> None:
    reason = reason_against(change, found, dependence)
    if reason is not None:
        raise CannotWriteError(reason, change.where)


class _Sheet:
    """One worksheet part of which some cells get other values."""

    def __init__(self, package: Package, part: str, since_1904: bool) -> None:
        self._package = package
        self._part = part
        self._first_day = FIRST_DAY_1904 if since_1904 else FIRST_DAY

    def write(self, changes: Sequence[Change]) -> bool:
        """Change the cells; whether a formula went."""
        grid = SheetCells(Xml.of(self._package.read(self._part)))
        missing = {
            (one.row, one.column): _as_it_is
            for one in changes
            if grid.cell(one.row, one.column) is None and one.content is not None
        }
        grid.restyle(missing)
        grid = SheetCells(Xml.of(grid.xml.edited(grid.edits())))
        edits: list[Edit] = []
        removed = False
        for change in changes:
            tag = grid.cell(change.row, change.column)
            if tag is not None:
                end = _end(grid.xml, tag)
                removed |= self._had_formula(grid.xml, tag, end, change)
                edits.append(Edit(tag.start, end, self._cell(grid.xml, tag, change.content)))
        self._package.put(self._part, grid.xml.edited(edits))
        return removed

    def _had_formula(self, xml: Xml, tag: Tag, end: int, change: Change) -> bool:
        formula = next(xml.tags(b"f", tag.end, end), None)
        if formula is None:
            return False
        if not change.replaces_formula:
            raise CannotWriteError(IS_FORMULA.format(cell=change.address), change.where)
        shared = attribute(formula.attributes, b"ref")
        area = range_of(shared.decode("ascii", "replace")) if shared else None
        if area is not None and (area.first_row, area.first_column) != area[2:]:
            raise CannotWriteError(FILLED.format(cell=change.address), change.where)
        return True

    def _cell(self, xml: Xml, tag: Tag, content: Content) -> bytes:
        attributes = tag.attributes.rstrip(b"/") if tag.is_empty else tag.attributes
        for name in OF_THE_VALUE:
            attributes = without_attribute(attributes, name)
        attributes = attributes.rstrip()
        prefix = xml.prefix.decode()
        if content is None:
            return b"<" + tag.name + attributes + b"/>"
        if isinstance(content, str):
            attributes += b' t="inlineStr"'
            text = f'<{prefix}t xml:space="preserve">{written(content)}</{prefix}t>'
            inside = f"<{prefix}is>{text}</{prefix}is>"
        else:
            inside = f"<{prefix}v>{self._number(content)}</{prefix}v>"
        opening = b"<" + tag.name + attributes + b">"
        return opening + xml.encoded(inside) + b"</" + tag.name + b">"

    def _number(self, content: Decimal | date) -> str:
        if isinstance(content, Decimal):
            return as_typed(content)
        return str((content - self._first_day) // timedelta(days=1))


def _as_it_is(style: int) -> int:
    return style


def _end(xml: Xml, tag: Tag) -> int:
    if tag.is_empty:
        return tag.end
    closing = b"</" + tag.name + b">"
    return xml.quiet.find(closing, tag.end) + len(closing)


def _drop_order_of_calculation(package: Package, workbook: str) -> None:
    """Take the list of formula cells out: one that names a cell without formula needs repair."""
    part = linked(package, workbook, "calcChain")
    if part is not None:
        unlink(package, workbook, part)


def _compute_anew(package: Package, workbook: str) -> None:
    """Tell spreadsheets to compute every formula when they open the workbook."""
    xml = Xml.of(package.read(workbook))
    known = next(xml.tags(b"calcPr", xml.root.end, xml.ends), None)
    if known is not None:
        made = with_attribute(known, b"fullCalcOnLoad", b"1")
        edit = Edit(known.start, known.end, made)
    else:
        at = place_before(xml, xml.inside(), AFTER_CALCULATION, xml.ends)
        tag = xml.prefix.decode() + "calcPr"
        edit = Edit(at, at, xml.encoded(f'<{tag} fullCalcOnLoad="1"/>'))
    package.put(workbook, xml.edited([edit]))
