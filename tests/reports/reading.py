"""Reading documents back, as those who receive them do."""

import re
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader

from portal.reports.font import REPLACEMENT

# A link of the contents has a place in the workbook; one that leads out has a relation.
_LEADS_OUT = re.compile(rb"<hyperlink [^>]*r:id=")
SQUARE = "\u25a1"


@dataclass(frozen=True)
class ReadPdf:
    """A PDF with its text."""

    reader: PdfReader
    pages: tuple[str, ...]

    @property
    def text(self) -> str:
        """Everything it says, on one line."""
        return " ".join(" ".join(self.pages).split())

    def says(self, sentence: str) -> bool:
        """Whether it says something, wherever the lines break."""
        return _bare(sentence) in _bare(self.text)

    @property
    def has_gaps(self) -> bool:
        """Whether a character could not be drawn."""
        return REPLACEMENT in self.text or SQUARE in self.text

    @property
    def annotations(self) -> list[str]:
        """The kinds of actions behind links, and the addresses of those that have one."""
        found: list[str] = []
        for page in self.reader.pages:
            for one in page.get("/Annots", []):
                action = one.get_object().get("/A")
                found.append(str(action["/S"]) if action and "/S" in action else "/GoTo")
        return found

    @property
    def images(self) -> int:
        """Number of embedded images."""
        return sum(len(page.images) for page in self.reader.pages)


def _bare(text: str) -> str:
    # A font without the minus sign draws a hyphen for it.
    return "".join(text.split()).replace("\u2212", "-").replace("\u2013", "-")


def read_pdf(document: bytes) -> ReadPdf:
    """A PDF read back."""
    reader = PdfReader(BytesIO(document))
    return ReadPdf(reader, tuple(page.extract_text() for page in reader.pages))


@dataclass(frozen=True)
class ReadSheet:
    """A worksheet as rows of values by heading."""

    headings: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]

    def column(self, heading: str) -> list[object]:
        """The values below a heading that begins with a text."""
        index = next(i for i, one in enumerate(self.headings) if one.startswith(heading))
        return [row[index] for row in self.rows]


def read_excel(document: bytes) -> dict[str, Worksheet]:
    """The worksheets by name."""
    return {sheet.title: sheet for sheet in load_workbook(BytesIO(document)).worksheets}


def rows_of(sheet: Worksheet) -> ReadSheet:
    """The table that a worksheet holds, from the row that stays in view."""
    frozen = sheet.freeze_panes
    assert isinstance(frozen, str)
    first = sheet[frozen].row - 1
    values = list(sheet.iter_rows(min_row=first, values_only=True))
    headings = tuple(str(one) for one in values[0])
    return ReadSheet(headings, tuple(tuple(row) for row in values[1:]))


def formulas(document: bytes) -> int:
    """Formula cells and anything else in the package that is not plain values."""
    with ZipFile(BytesIO(document)) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        cells = sum(package.read(name).count(b"<f") for name in sheets)
        others = [name for name in package.namelist() if "external" in name or "vba" in name]
        links = sum(len(_LEADS_OUT.findall(package.read(name))) for name in sheets)
    return cells + len(others) + links
