"""A workbook that holds nothing but the list, for a file that cannot be marked itself."""

import zipfile
from collections.abc import Sequence
from typing import BinaryIO

from portal.language import Language, Text
from portal.workbook.findings import Finding
from portal.workbook.marking.archive import OLDEST
from portal.workbook.marking.links import LINKS, OFFICE, SPREADSHEET
from portal.workbook.marking.results import MAIN, ListLooks, results
from portal.workbook.marking.styles import NO_STYLES, Looks
from portal.workbook.marking.wording import TITLE
from portal.workbook.package import CONTENT_TYPES

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPES = (
    f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{SPREADSHEET}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SPREADSHEET}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{SPREADSHEET}.styles+xml"/></Types>'
)
ROOT_LINKS = (
    f'{HEAD}<Relationships xmlns="{LINKS}"><Relationship Id="rId1" '
    f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
BOOK_LINKS = (
    f'{HEAD}<Relationships xmlns="{LINKS}"><Relationship Id="rId1" '
    f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
    f'Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
BOOK = (
    f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><bookViews><workbookView/></bookViews>'
    '<sheets><sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def list_alone(
    findings: Sequence[Finding], language: Language, reason: Text, target: BinaryIO
) -> None:
    """Write the list; it says why the member's own workbook bears no marks."""
    looks = Looks(NO_STYLES)
    used = ListLooks.of(looks)
    listed = results(findings, [True] * len(findings), language, used, reason)
    parts: dict[str, bytes] = {
        CONTENT_TYPES: TYPES.encode(),
        "_rels/.rels": ROOT_LINKS.encode(),
        "xl/workbook.xml": BOOK.format(name=TITLE[language]).encode(),
        "xl/_rels/workbook.xml.rels": BOOK_LINKS.encode(),
        "xl/worksheets/sheet1.xml": listed,
        "xl/styles.xml": looks.written(),
    }
    with zipfile.ZipFile(target, "w") as package:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, OLDEST)
            package.writestr(entry, data, zipfile.ZIP_DEFLATED)
