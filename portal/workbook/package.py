"""The gate: looks at a workbook's package before any parser does and says why it is refused.

Everything is inflated exactly once and searched as bytes; nothing is parsed as XML here. What only
a parser can know (nesting, row numbers, repeated cells) is refused by the reader, with the same
refusals.
"""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from portal.workbook.disguises import refuse_disguise
from portal.workbook.limits import FILE_BYTES, MEGABYTE, MOST, Counted
from portal.workbook.parts import check_entries, directory, inflate, shown
from portal.workbook.refusals import Refusal, RefusalCode, Refused, damaged, too_many

CONTENT_TYPES = "[Content_Types].xml"
WORKBOOK_TYPES = (
    b"spreadsheetml.sheet.main+xml",
    b"spreadsheetml.template.main+xml",
)
OTHER_TYPES: tuple[tuple[bytes, str], ...] = (
    (b"wordprocessingml", "word"),
    (b"presentationml", "slides"),
)
SPREADSHEETS = (
    b"application/vnd.oasis.opendocument.spreadsheet",
    b"application/vnd.oasis.opendocument.spreadsheet-template",
)
PROGRAMS = ("Basic/", "Scripts/")
DOCTYPE = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
# Atomic, so that a part made to be ambiguous costs no more than any other.
ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?(?>\s|<\?.*?\?>|<!--.*?-->)*+<(?:([A-Za-z_][\w.-]*):)?(\w+)", re.DOTALL
)
ENCODING = re.compile(rb"""<\?xml[^>]*\sencoding\s*=\s*["']([\w.-]+)["']""")
ENCODINGS = {b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1"}
UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
OVERLAP = 64

# For each kind of part: what is counted in it, and how it is spelt after the name-space prefix.
COUNTED: dict[bytes, tuple[tuple[Counted, tuple[bytes, ...]], ...]] = {
    b"worksheet": (
        (Counted.ROWS, (b"row",)),
        (Counted.CELLS, (b"c ", b"c>")),
        (Counted.MERGES, (b"mergeCell ",)),
        (Counted.CONDITIONAL_FORMATS, (b"cfRule", b"conditionalFormatting")),
        (Counted.VALIDATIONS, (b"dataValidation ",)),
        (Counted.COLUMNS, (b"col ",)),
    ),
    b"workbook": ((Counted.NAMES, (b"definedName ",)), (Counted.SHEETS, (b"sheet ",))),
    b"sst": ((Counted.STRINGS, (b"si>", b"si/", b"si ")),),
    b"styleSheet": ((Counted.STYLES, (b"xf ", b"dxf>", b"numFmt ")),),
}


def inspect(path: Path, *, open_document: bool = False) -> Refusal | None:
    """Why the file cannot be read as a workbook, or nothing when a reader may open it.

    The file is never changed and nothing is unpacked to disk. Memory stays within a few chunks
    of 128 kB beside the packed bytes of one part.

    Args:
        path: the file.
        open_document: whether an OpenDocument spreadsheet may pass; its reader then has to see
            that it is the one form that is taken in this format.

    Raises:
        OSError: the file itself cannot be opened.
    """
    with path.open("rb") as file:
        return inspect_file(file, path.stat().st_size, open_document=open_document)


def inspect_file(file: BinaryIO, size: int, *, open_document: bool = False) -> Refusal | None:
    """The same about an open file of so many bytes."""
    try:
        _inspect(file, size, open_document=open_document)
    except Refused as refused:
        return refused.refusal
    return None


def _inspect(file: BinaryIO, size: int, *, open_document: bool) -> None:
    if size == 0:
        raise Refused(RefusalCode.EMPTY)
    if size > FILE_BYTES:
        raise Refused(RefusalCode.TOO_LARGE, found=str(size), limit=str(FILE_BYTES))
    if file.read(4) != b"PK\x03\x04":
        file.seek(0)
        refuse_disguise(file.read())
    entries = directory(file, size)
    check_entries(entries, size)
    parts = {entry.filename: entry for entry in entries}
    if "mimetype" in parts and b"opendocument" in _read(file, parts["mimetype"]):
        _check_open_document(file, parts, is_taken=open_document)
    else:
        _check_kind(file, parts)
    counts = dict.fromkeys(Counted, 0)
    for entry in entries:
        _survey(file, entry, counts)


def _check_kind(file: BinaryIO, entries: dict[str, zipfile.ZipInfo]) -> None:
    """Refuse a package that is something other than a workbook without macros."""
    if CONTENT_TYPES not in entries:
        numbers = any(name.endswith(".iwa") for name in entries)
        raise Refused(RefusalCode.NOT_A_WORKBOOK, kind="numbers" if numbers else "archive")
    types = _read(file, entries[CONTENT_TYPES])
    if b"\0" in types:
        types = types.replace(b"\0", b"")
    if b"macroEnabled" in types or any("vbaproject" in name.casefold() for name in entries):
        raise Refused(RefusalCode.MACROS)
    if b"sheet.binary" in types:
        raise Refused(RefusalCode.BINARY_WORKBOOK)
    if not any(kind in types for kind in WORKBOOK_TYPES):
        kinds = [kind for marker, kind in OTHER_TYPES if marker in types]
        raise Refused(RefusalCode.NOT_A_WORKBOOK, kind=(*kinds, "archive")[0])


def _check_open_document(
    file: BinaryIO, entries: dict[str, zipfile.ZipInfo], *, is_taken: bool
) -> None:
    """Refuse an OpenDocument package that is no plain spreadsheet, or any where none is taken."""
    kind = _read(file, entries["mimetype"]).strip()
    if not is_taken or kind not in SPREADSHEETS or "content.xml" not in entries:
        raise Refused(RefusalCode.OPEN_DOCUMENT)
    manifest = entries.get("META-INF/manifest.xml")
    if manifest is not None and b"encryption-data" in _read(file, manifest):
        raise Refused(RefusalCode.PASSWORD)
    if any(name.startswith(PROGRAMS) for name in entries):
        raise Refused(RefusalCode.MACROS)


def _read(file: BinaryIO, entry: zipfile.ZipInfo) -> bytes:
    if entry.file_size > MEGABYTE:
        raise damaged(shown(entry.filename))
    return b"".join(inflate(file, entry))


@dataclass(frozen=True, slots=True)
class _Markers:
    """Spellings that begin alike, the likeliest first; none is the beginning of another.

    Once all that begins so is accounted for, the others need not be looked for: a worksheet is
    nearly all cells.
    """

    beginning: bytes
    spellings: tuple[tuple[Counted, bytes], ...]

    def count(self, window: bytes, counts: dict[Counted, int], sign: int) -> None:
        """Add what a stretch of a part has of each, or take it off."""
        alone = len(self.spellings) == 1
        left = 1 if alone else window.count(self.beginning)
        for counted, spelling in self.spellings:
            if not left:
                return
            found = window.count(spelling)
            counts[counted] += sign * found
            left -= found


@dataclass(slots=True)
class _Search:
    """What is looked for in one part, and the end of the chunk before."""

    markers: tuple["_Markers", ...]
    tail: bytes = b""


def _survey(file: BinaryIO, entry: zipfile.ZipInfo, counts: dict[Counted, int]) -> None:
    """Inflate one part, and count and search it if it is XML.

    Counts are judged when the checksum has been found right, so that a damaged file is called
    damaged and not too large.
    """
    # Old drawings (.vml) are not well-formed XML and nothing reads them.
    is_xml = entry.filename.casefold().endswith((".xml", ".rels"))
    search: _Search | None = None
    has_doctype = False
    for chunk in inflate(file, entry):
        if not is_xml:
            continue
        if search is None:
            search = _Search(_markers(chunk, entry.filename))
        window = search.tail + chunk
        has_doctype = has_doctype or _has_doctype(window)
        for markers in search.markers:
            markers.count(window, counts, 1)
            markers.count(search.tail, counts, -1)
        search.tail = window[-OVERLAP:]
    if has_doctype:
        raise Refused(RefusalCode.DOCTYPE, part=shown(entry.filename))
    for counted, found in counts.items():
        if found > MOST[counted]:
            raise too_many(counted, found)


def _has_doctype(window: bytes) -> bool:
    # UTF-16 spells the same letters with zeros between; looking for a zero first is much cheaper.
    spellings = DOCTYPE if b"\0" in window else DOCTYPE[:1]
    return any(spelling in window for spelling in spellings)


def _markers(head: bytes, name: str) -> tuple[_Markers, ...]:
    """What to count in a part, from its first element: a part's path need not tell its kind."""
    if head.startswith(UTF_16):
        return ()
    encoding = ENCODING.search(head[:200])
    if encoding and encoding[1].lower() not in ENCODINGS:
        raise damaged(shown(name))
    root = ROOT.match(head[:4096])
    if root is None:
        return ()
    opening = b"<" + (root[1] + b":" if root[1] else b"")
    alike: dict[bytes, list[tuple[Counted, bytes]]] = {}
    for counted, spellings in COUNTED.get(root[2], ()):
        for spelling in spellings:
            alike.setdefault(opening + spelling[:1], []).append((counted, opening + spelling))
    return tuple(_Markers(beginning, tuple(found)) for beginning, found in alike.items())
