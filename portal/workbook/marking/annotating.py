"""Marking a workbook: fills and notes in the cells, a sheet with the list, nothing else touched."""

import posixpath
from collections.abc import Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from portal.language import Language, Text
from portal.workbook.findings import Finding, Severity
from portal.workbook.marking import shapes
from portal.workbook.marking.alone import list_alone
from portal.workbook.marking.archive import Package
from portal.workbook.marking.book import WorkbookPart, relation_attribute
from portal.workbook.marking.links import declare, declare_drawings, link, linked, links
from portal.workbook.marking.marks import CellFindings, marks, worst
from portal.workbook.marking.notes import NO_NOTES, Noted, has_ours, noted
from portal.workbook.marking.open_document import is_open_document, mark_open_document
from portal.workbook.marking.patching import (
    UNUSUAL,
    Edit,
    UnmarkableError,
    Xml,
    place_before,
)
from portal.workbook.marking.results import ListLooks, results
from portal.workbook.marking.styles import NO_STYLES, Looks
from portal.workbook.marking.wording import TITLE, note
from portal.workbook.marking.worksheets import SheetCells
from portal.workbook.package import inspect_file
from portal.workbook.refusals import RefusalCode, Refused
from portal.workbook.structure import target_of

# CT_Worksheet: what stands after the old drawing (ECMA-376 part 1, 18.3.1.99). Excel wraps
# controls in an AlternateContent.
AFTER_DRAWING = (
    b"legacyDrawingHF",
    b"drawingHF",
    b"picture",
    b"oleObjects",
    b"controls",
    b"AlternateContent",
    b"webPublishItems",
    b"tableParts",
    b"extLst",
)


def annotate(
    source: Path | bytes, findings: Sequence[Finding], language: Language, target: Path | BinaryIO
) -> bool:
    """Write the workbook with every finding marked in its cells and listed on a sheet of its own.

    Only the parts that must change do; all others keep their bytes. Marks of an earlier round are
    replaced, so that marking a marked workbook with the same findings gives the same bytes.

    Args:
        source: the member's workbook.
        findings: what to mark; those without a cell stand in the list only.
        language: of the notes and of the list.
        target: a path, or a stream open for writing bytes.

    Returns:
        whether the member's own workbook was marked. One that cannot be (strict dialect, not a
        workbook, built in an unusual way) gives a workbook with the list alone, which says why.

    Raises:
        OSError: the source cannot be read or the target cannot be written.
    """
    data = source.read_bytes() if isinstance(source, Path) else source
    made = BytesIO()
    reason = _reason_against(data, findings, language, made)
    if reason is not None:
        made = BytesIO()
        list_alone(findings, language, reason, made)
    if isinstance(target, Path):
        target.write_bytes(made.getvalue())
    else:
        target.write(made.getvalue())
    return reason is None


def _reason_against(
    data: bytes, findings: Sequence[Finding], language: Language, made: BytesIO
) -> Text | None:
    """Write the marked workbook, or say why it cannot be made."""
    file = BytesIO(data)
    is_ods = is_open_document(data) and all(
        one.code != RefusalCode.OPEN_DOCUMENT for one in findings
    )
    refusal = inspect_file(file, len(data), open_document=is_ods)
    if refusal is not None:
        return refusal.title
    try:
        package = Package(file, len(data))
        if is_ods:
            mark_open_document(package, findings, language)
        else:
            _Marking(package, language).mark(findings)
    except Refused as refused:
        return refused.refusal.title
    except UnmarkableError as error:
        return error.reason
    package.save(made)
    return None


class _Marking:
    """The marking of one package in one language."""

    def __init__(self, package: Package, language: Language) -> None:
        self._package = package
        self._language = language
        self._book = WorkbookPart(package)
        self._styles, data = self._book.styles(NO_STYLES)
        self._looks = Looks(data)

    def mark(self, findings: Sequence[Finding]) -> None:
        made = marks(findings)
        for name, part in self._book.sheets.items():
            cells = made.sheets.get(name, {})
            if (cells or self._looks.has_marks) and part in self._package:
                self._sheet(part, cells)
        listed = results(findings, made.complete, self._language, ListLooks.of(self._looks))
        self._book.put_list(listed, TITLE[self._language])
        self._package.put(self._styles, self._looks.written())

    def _sheet(self, part: str, cells: CellFindings) -> None:
        grid = SheetCells(Xml.of(self._package.read(part)))
        if self._looks.earlier:
            grid.restyle_all(self._looks.earlier, self._looks.unmarked)
        grid.restyle({cell: partial(self._restyled, worst(of)) for cell, of in cells.items()})
        drawn = self._notes(part, cells, grid)
        edits = grid.edits()
        if drawn is not None:
            edits.append(drawn)
        self._package.put(part, grid.xml.edited(edits))

    def _restyled(self, severity: Severity, before: int) -> int:
        return self._looks.marked(self._looks.unmarked(before), severity)

    def _notes(self, part: str, cells: CellFindings, grid: SheetCells) -> Edit | None:
        """Renew a worksheet's notes; the change to it when it has had no drawing before."""
        comments = linked(self._package, part, "comments")
        before = NO_NOTES if comments is None else self._package.read(comments)
        if not cells and not has_ours(before):
            return None
        wanted = {cell: note(of, self._language) for cell, of in cells.items()}
        made = noted(before, wanted)
        if comments is None:
            comments = self._new_part("comments{}.xml")
            self._package.put(comments, made.data)
            declare(self._package, comments, "comments")
            link(self._package, part, "comments", comments)
        self._package.put(comments, made.data)
        drawing = _drawing(self._package, part, grid.xml)
        if drawing is None and not made.come:
            return None
        return self._boxes(part, drawing, made, cells, grid)

    def _boxes(
        self, part: str, drawing: str | None, made: Noted, cells: CellFindings, grid: SheetCells
    ) -> Edit | None:
        edit = None
        if drawing is None:
            drawing = self._new_part("drawings/vmlDrawing{}.vml")
            declare_drawings(self._package)
            relation = link(self._package, part, "vmlDrawing", drawing)
            edit = _drawing_edit(grid, relation)
            before = shapes.new_drawing(self._free_block())
        else:
            before = self._package.read(drawing)
        come = {cell: note(cells[cell], self._language) for cell in made.come}
        after = shapes.with_boxes(before, made.gone, come, grid.width)
        if after is None:
            raise UNUSUAL
        self._package.put(drawing, after)
        return edit

    def _new_part(self, pattern: str) -> str:
        return self._package.free_name(posixpath.join(self._book.folder, pattern))

    def _free_block(self) -> int:
        """A block of shape numbers that no drawing uses."""
        used: set[int] = set()
        for part in self._book.sheets.values():
            drawing = linked(self._package, part, "vmlDrawing")
            if drawing is not None:
                used |= shapes.blocks(self._package.read(drawing))
        return max(used, default=0) + 1


def _drawing(package: Package, part: str, xml: Xml) -> str | None:
    """The old drawing that a worksheet names, where the package has it."""
    for tag in xml.tags(b"legacyDrawing", xml.root.end, xml.ends):
        for space in tag.attributes.split():
            name, _, value = space.partition(b"=")
            if name.rpartition(b":")[2] == b"id":
                wanted = value.strip(b"\"'/").decode()
                return next(
                    (
                        target
                        for one in links(package, part)
                        if one.id == wanted and (target := target_of(one, part)) in package
                    ),
                    None,
                )
    return None


def _drawing_edit(grid: SheetCells, relation: str) -> Edit:
    xml = grid.xml
    tag = xml.prefix.decode() + "legacyDrawing"
    markup = f"<{tag} {relation_attribute(xml, relation)}/>"
    at = place_before(xml, xml.children(grid.tail, xml.ends), AFTER_DRAWING, xml.ends)
    return Edit(at, at, xml.encoded(markup))
