"""The worksheet 檢核結果: every finding with a link to its cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.language import Language, Text
from portal.workbook.addresses import address, range_of
from portal.workbook.findings import Finding, Severity
from portal.workbook.marking.links import OFFICE
from portal.workbook.marking.listing import HEADINGS, Entry, line
from portal.workbook.marking.marks import MARKED_BY_FINDING, place_of
from portal.workbook.marking.patching import written
from portal.workbook.marking.styles import Looks
from portal.workbook.marking.wording import (
    HOW_TO,
    NOT_ALL_CELLS,
    NOT_MARKED,
    TITLE,
    counted,
    lines_of,
)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
# The columns in their order, with their widths in characters.
COLUMNS = {
    "severity": 9,
    "code": 11,
    "sheet": 18,
    "cells": 16,
    "heading": 20,
    "value": 18,
    "expected": 18,
    "difference": 14,
    "message": 48,
    "fix": 48,
}
CELLS = tuple(COLUMNS).index("cells")
HEADING_ROW = 4
LINE, TALLEST = 16, 400
# By this and by its name a list of an earlier round is known.
TAB_COLOUR = "FFB3261E"
CELLS_SHOWN = 12
LONGEST = 8_000
FACE = '<{0}name val="Microsoft JhengHei"/><{0}family val="2"/>'
TEXT = 'vertical="top" wrapText="1"'
NUMBER = 'horizontal="right" vertical="top" indent="1"'


@dataclass(frozen=True, slots=True)
class ListLooks:
    """The numbers of the cell formats that the list uses."""

    title: int
    quiet: int
    heading: int
    text: int
    number: int
    link: int
    severity: dict[Severity, int]

    @classmethod
    def of(cls, looks: Looks) -> "ListLooks":
        """The formats, added to a workbook's own."""
        title = looks.font(f'<{{0}}b/><{{0}}sz val="16"/><{{0}}color rgb="FF0A6464"/>{FACE}')
        quiet = looks.font(f'<{{0}}sz val="11"/><{{0}}color rgb="FF52606D"/>{FACE}')
        white = looks.font(f'<{{0}}b/><{{0}}sz val="11"/><{{0}}color rgb="FFFFFFFF"/>{FACE}')
        plain = looks.font(f'<{{0}}sz val="11"/><{{0}}color rgb="FF16212B"/>{FACE}')
        bold = looks.font(f'<{{0}}b/><{{0}}sz val="11"/><{{0}}color rgb="FF16212B"/>{FACE}')
        link = looks.font(f'<{{0}}u/><{{0}}sz val="11"/><{{0}}color rgb="FF0A6464"/>{FACE}')
        filled = f'fontId="{white}" fillId="{looks.witness()}" applyFont="1" applyFill="1"'
        return cls(
            looks.format(f'fontId="{title}" fillId="0" applyFont="1"', 'vertical="center"'),
            looks.format(f'fontId="{quiet}" fillId="0" applyFont="1"', 'vertical="top"'),
            looks.format(filled, 'vertical="center" wrapText="1"'),
            looks.format(f'fontId="{plain}" fillId="0" quotePrefix="1" applyFont="1"', TEXT),
            looks.format(f'fontId="{plain}" fillId="0" applyFont="1"', NUMBER),
            looks.format(f'fontId="{link}" fillId="0" quotePrefix="1" applyFont="1"', TEXT),
            {
                severity: looks.format(
                    f'fontId="{bold}" fillId="{looks.severity_fill(severity)}" '
                    'applyFont="1" applyFill="1"',
                    TEXT,
                )
                for severity in Severity
            },
        )


def results(
    findings: Sequence[Finding],
    complete: Sequence[bool],
    language: Language,
    looks: ListLooks,
    not_marked: Text | None = None,
) -> bytes:
    """The worksheet part.

    Args:
        findings: in the order in which they are listed.
        complete: for each, whether all its cells are marked.
        language: of the reader.
        looks: the formats of its cells.
        not_marked: why the cells themselves bear no marks, for a list that stands alone.
    """
    how = NOT_MARKED.format(reason=not_marked) if not_marked else HOW_TO
    rows = [
        _row(1, [_cell(1, 1, TITLE[language], looks.title)], height=30),
        _row(2, [_cell(2, 1, counted(findings, language), looks.quiet)]),
        _row(3, [_cell(3, 1, how[language], looks.quiet)]),
        _row(HEADING_ROW, _headings(language, looks), height=24),
    ]
    rows += [
        _row(number, _finding(number, one, whole, language, looks), _height(one, language))
        for number, (one, whole) in enumerate(
            zip(findings, complete, strict=True), start=HEADING_ROW + 1
        )
    ]
    hyperlinks = "" if not_marked else _hyperlinks(findings)
    last = address(max(HEADING_ROW + 1, HEADING_ROW + len(findings)), len(COLUMNS))
    return _sheet("".join(rows), last, hyperlinks).encode()


def _sheet(rows: str, last: str, hyperlinks: str) -> str:
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(COLUMNS.values(), 1)
    )
    first = f"A{HEADING_ROW + 1}"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f'<sheetPr><tabColor rgb="{TAB_COLOUR}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{last}"/>'
        '<sheetViews><sheetView showGridLines="0" workbookViewId="0">'
        f'<pane ySplit="{HEADING_ROW}" topLeftCell="{first}" activePane="bottomLeft" '
        f'state="frozen"/><selection pane="bottomLeft" activeCell="{first}" sqref="{first}"/>'
        "</sheetView></sheetViews>"
        f'<sheetFormatPr defaultRowHeight="18"/><cols>{columns}</cols>'
        f"<sheetData>{rows}</sheetData>"
        f'<autoFilter ref="A{HEADING_ROW}:{last}"/>{hyperlinks}'
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/></worksheet>'
    )


def _row(number: int, cells: Sequence[str], height: int | None = None) -> str:
    tall = "" if height is None else f' ht="{height}" customHeight="1"'
    return f'<row r="{number}"{tall}>{"".join(cells)}</row>'


def _height(finding: Finding, language: Language) -> int:
    """A row's height in points, for not every program fits rows to their text."""
    texts = {
        "sheet": finding.sheet,
        "heading": finding.heading[language],
        "value": finding.value or "",
        "expected": finding.expected or "",
        "message": finding.message[language],
        "fix": finding.advice[language],
    }
    lines = max(lines_of(text, COLUMNS[name]) for name, text in texts.items())
    return min(TALLEST, LINE * lines + 2)


def _headings(language: Language, looks: ListLooks) -> list[str]:
    return [
        _cell(HEADING_ROW, column, HEADINGS[name][language], looks.heading)
        for column, name in enumerate(COLUMNS, 1)
    ]


def _finding(
    row: int, finding: Finding, is_complete: bool, language: Language, looks: ListLooks
) -> list[str]:
    said = line(finding, language)
    entries: dict[str, Entry] = said._asdict()
    entries["cells"] = cells_shown(finding)
    if not is_complete:
        many = NOT_ALL_CELLS.format(count=f"{MARKED_BY_FINDING:,}")
        entries["message"] = said.message + many[language]
    formats = {"severity": looks.severity[finding.severity]}
    if finding.cells:
        formats["cells"] = looks.link
    made: list[str] = []
    for column, name in enumerate(COLUMNS, 1):
        value = entries[name]
        usual = looks.number if isinstance(value, Decimal) else looks.text
        made.append(_cell(row, column, value, formats.get(name, usual)))
    return made


def cells_shown(finding: Finding) -> str:
    """The first cells of a finding, as the list names them."""
    shown = ", ".join(finding.cells[:CELLS_SHOWN])
    return f"{shown} …" if len(finding.cells) > CELLS_SHOWN else shown


def _cell(row: int, column: int, value: Entry, look: int) -> str:
    place = f'<c r="{address(row, column)}" s="{look}"'
    if value is None or value == "":
        return f"{place}/>"
    if isinstance(value, Decimal):
        return f"{place}><v>{value:f}</v></c>"
    text = written(value[:LONGEST])
    return f'{place} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _hyperlinks(findings: Sequence[Finding]) -> str:
    made: list[str] = []
    for row, finding in enumerate(findings, start=HEADING_ROW + 1):
        if not finding.cells:
            continue
        sheet, cells = place_of(finding, finding.cells[0])
        if range_of(cells) is None:
            continue
        location = written(f"'{sheet.replace(chr(39), chr(39) * 2)}'!{cells}")
        quoted = location.replace('"', "&quot;")
        made.append(f'<hyperlink ref="{address(row, CELLS + 1)}" location="{quoted}"/>')
    return f"<hyperlinks>{''.join(made)}</hyperlinks>" if made else ""
