"""The note of a cell: ours is put in, or stands below the member's own text."""

from collections.abc import Sequence

from portal.language import Language
from portal.workbook.findings import Finding
from portal.workbook.marking.patching import Edit, Element, Xml, opened, written
from portal.workbook.marking.wording import AUTHOR, BEGINS, lines_of, note

NOTE = b"office:annotation"
WRITER = AUTHOR.encode("ascii", "xmlcharrefreplace")
BEGINS_WRITTEN = (BEGINS.encode(), BEGINS.encode("ascii", "xmlcharrefreplace"))
# In millimetres, with letters of ten points.
WIDTH, LINE, LETTERS_A_LINE = 90, 5, 46
# What stands before a note in its cell (OpenDocument 1.3, part 3, 9.1.4).
BEFORE = b"table:cell-range-source"


def paragraphs(findings: Sequence[Finding], language: Language) -> list[str]:
    """What a cell's note says, by paragraph."""
    return "".join(run.text for run in note(findings, language)).split("\n")


def as_markup(said: Sequence[str]) -> str:
    """Paragraphs as elements."""
    return "".join(f"<text:p>{spaced(line)}</text:p>" for line in said)


def spaced(text: str) -> str:
    """Text as content of a paragraph, in which several spaces count as one."""
    return written(text).replace("  ", " <text:s/>")


def noted(cell: Xml, paragraphs: Sequence[str], content: Xml) -> Edit:
    """The change that puts a note into a cell, or into the note that it has.

    Args:
        cell: a cell's element alone.
        paragraphs: what the note says.
        content: the part that the cell is of.
    """
    said = content.encoded(as_markup(paragraphs))
    new = _new(paragraphs, said)
    if cell.root.is_empty:
        return opened(cell.root, new)
    at = cell.root.end
    for one in cell.inside():
        if one.tag.name == NOTE:
            return _below(one, said)
        if one.tag.name == BEFORE:
            at = one.end
    return Edit(at, at, new)


def _new(paragraphs: Sequence[str], said: bytes) -> bytes:
    """A note that is wide enough to be read, and as high as its text."""
    lines = sum(lines_of(one, LETTERS_A_LINE) for one in paragraphs)
    size = b'svg:width="%dmm" svg:height="%dmm"' % (WIDTH, LINE * lines + 4)
    writer = b"<dc:creator>%s</dc:creator>" % WRITER
    return b"<%s %s>%s%s</%s>" % (NOTE, size, writer, said, NOTE)


def _below(one: Element, said: bytes) -> Edit:
    if one.tag.is_empty:
        return opened(one.tag, said)
    at = one.end - len(b"</" + NOTE + b">")
    return Edit(at, at, said)


def has_ours(data: bytes) -> bool:
    """Whether notes of an earlier round are in it."""
    return any(begins in data for begins in BEGINS_WRITTEN)
