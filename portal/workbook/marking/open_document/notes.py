"""The note of a cell: ours is put in, or stands below the member's own text."""

from collections.abc import Sequence

from portal.language import Language
from portal.workbook.findings import Finding
from portal.workbook.marking.patching import Edit, Element, Xml, opened, written
from portal.workbook.marking.wording import AUTHOR, BEGINS, note

NOTE = b"office:annotation"
WRITER = AUTHOR.encode("ascii", "xmlcharrefreplace")
BEGINS_WRITTEN = (BEGINS.encode(), BEGINS.encode("ascii", "xmlcharrefreplace"))
# What stands before a note in its cell (OpenDocument 1.3, part 3, 9.1.4).
BEFORE = b"table:cell-range-source"


def paragraphs(findings: Sequence[Finding], language: Language) -> str:
    """What a cell's note says, as paragraphs."""
    text = "".join(run.text for run in note(findings, language))
    return "".join(f"<text:p>{spaced(line)}</text:p>" for line in text.split("\n"))


def spaced(text: str) -> str:
    """Text as content of a paragraph, in which several spaces count as one."""
    return written(text).replace("  ", " <text:s/>")


def noted(cell: Xml, said: bytes) -> Edit:
    """The change that puts a note into a cell, or into the note that it has.

    Args:
        cell: a cell's element alone.
        said: the paragraphs.
    """
    new = b"<%s>%s%s</%s>" % (NOTE, b"<dc:creator>%s</dc:creator>" % WRITER, said, NOTE)
    if cell.root.is_empty:
        return opened(cell.root, new)
    at = cell.root.end
    for one in cell.inside():
        if one.tag.name == NOTE:
            return _below(one, said)
        if one.tag.name == BEFORE:
            at = one.end
    return Edit(at, at, new)


def _below(one: Element, said: bytes) -> Edit:
    if one.tag.is_empty:
        return opened(one.tag, said)
    at = one.end - len(b"</" + NOTE + b">")
    return Edit(at, at, said)


def has_ours(data: bytes) -> bool:
    """Whether notes of an earlier round are in it."""
    return any(begins in data for begins in BEGINS_WRITTEN)
