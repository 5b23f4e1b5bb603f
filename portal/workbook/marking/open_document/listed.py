"""The sheet 檢核結果 in an OpenDocument spreadsheet: every finding with a link to its cell."""

from collections.abc import Sequence
from decimal import Decimal
from xml.sax.saxutils import quoteattr

from portal.language import Language
from portal.workbook.addresses import range_of
from portal.workbook.findings import Finding, Severity
from portal.workbook.marking.listing import HEADINGS, Entry, line
from portal.workbook.marking.marks import MARKED_BY_FINDING, place_of
from portal.workbook.marking.open_document.looks import colour_of
from portal.workbook.marking.open_document.names import LIST_TABLE
from portal.workbook.marking.open_document.notes import spaced
from portal.workbook.marking.patching import CONTROL
from portal.workbook.marking.results import COLUMNS, LONGEST, cells_shown
from portal.workbook.marking.wording import HOW_TO, NOT_ALL_CELLS, TITLE, counted

OWN = LIST_TABLE.decode()
# The width of a letter of the usual size, in millimetres.
LETTER = 2.1
LOOKS = {
    "title": '<style:text-properties fo:font-size="16pt" fo:font-weight="bold" '
    'fo:color="#0a6464"/>',
    "quiet": '<style:text-properties fo:color="#52606d"/>',
    "heading": '<style:table-cell-properties fo:background-color="#0a6464"/>'
    '<style:text-properties fo:font-weight="bold" fo:color="#ffffff"/>',
    "text": '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>',
}
SEVERITY = (
    '<style:table-cell-properties fo:background-color="{}" style:vertical-align="top"/>'
    '<style:text-properties fo:font-weight="bold"/>'
)


def list_styles() -> str:
    """The styles that the list uses, all named for it."""
    looks = LOOKS | {one.value: SEVERITY.format(colour_of(one)) for one in Severity}
    return "".join(
        (
            _style("", "table", '<style:table-properties tableooo:tab-color="#b3261e"/>'),
            _style(
                "-row",
                "table-row",
                '<style:table-row-properties style:use-optimal-row-height="true"/>',
            ),
            *(
                _style(
                    f"-{name}-column",
                    "table-column",
                    f'<style:table-column-properties style:column-width="{width * LETTER:.1f}mm"/>',
                )
                for name, width in COLUMNS.items()
            ),
            *(_style(f"-{name}", "table-cell", inside) for name, inside in looks.items()),
        )
    )


def _style(name: str, family: str, inside: str) -> str:
    return f'<style:style style:name="{OWN}{name}" style:family="{family}">{inside}</style:style>'


def list_table(
    findings: Sequence[Finding], complete: Sequence[bool], language: Language, name: str
) -> str:
    """The sheet.

    Args:
        findings: in the order in which they are listed.
        complete: for each, whether all its cells are marked.
        language: of the reader.
        name: of the sheet.
    """
    rows = [
        _row([_cell(TITLE[language], "title")]),
        _row([_cell(counted(findings, language), "quiet")]),
        _row([_cell(HOW_TO[language], "quiet")]),
        _row([_cell(HEADINGS[column][language], "heading") for column in COLUMNS]),
    ]
    rows += [
        _row(_finding(one, language, is_complete=whole))
        for one, whole in zip(findings, complete, strict=True)
    ]
    columns = "".join(
        f'<table:table-column table:style-name="{OWN}-{column}-column"/>' for column in COLUMNS
    )
    return (
        f'<table:table table:name={quoteattr(name)} table:style-name="{OWN}">'
        f"{columns}{''.join(rows)}</table:table>"
    )


def _row(cells: Sequence[str]) -> str:
    return f'<table:table-row table:style-name="{OWN}-row">{"".join(cells)}</table:table-row>'


def _finding(finding: Finding, language: Language, *, is_complete: bool) -> list[str]:
    said = line(finding, language)
    entries: dict[str, Entry] = said._asdict()
    if not is_complete:
        many = NOT_ALL_CELLS.format(count=f"{MARKED_BY_FINDING:,}")
        entries["message"] = said.message + many[language]
    entries["cells"] = cells_shown(finding)
    looks = {"severity": finding.severity.value}
    links = {"cells": _target(finding)}
    return [_cell(entries[name], looks.get(name, "text"), links.get(name, "")) for name in COLUMNS]


def _cell(value: Entry, look: str, target: str = "") -> str:
    place = f'<table:table-cell table:style-name="{OWN}-{look}"'
    if value is None or value == "":
        return f"{place}/>"
    if isinstance(value, Decimal):
        number = f'office:value-type="float" office:value="{value:f}"'
        return f"{place} {number}><text:p>{value:,f}</text:p></table:table-cell>"
    said = [spaced(part) for part in value[:LONGEST].split("\n")]
    if target:
        said = [f'<text:a xlink:type="simple" xlink:href={quoteattr(target)}>{said[0]}</text:a>']
    text = "".join(f"<text:p>{part}</text:p>" for part in said)
    return f'{place} office:value-type="string">{text}</table:table-cell>'


def _target(finding: Finding) -> str:
    """Where the first cell of a finding is, as a link within the file; empty without one."""
    if not finding.cells:
        return ""
    sheet, cells = place_of(finding, finding.cells[0])
    if range_of(cells) is None:
        return ""
    return CONTROL.sub("", f"#'{sheet.replace(chr(39), chr(39) * 2)}'.{cells}")
