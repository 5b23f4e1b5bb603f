"""The parts of a zip package, seen without trusting what the package says about itself."""

import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from portal.workbook.limits import (
    DIRECTORY_BYTES,
    PART_BYTES,
    PARTS,
    RATIO,
    RATIO_FROM_BYTES,
    UNPACKED_BYTES,
    Counted,
)
from portal.workbook.refusals import RefusalCode, Refused, damaged, too_many

CHUNK = 1 << 17
DIRECTORY = "central directory"
END = struct.Struct("<4s4H2LH")
END_64 = struct.Struct("<4sQ2H2L4Q")
LOCATOR_64 = struct.Struct("<4sLQL")
LOCAL = struct.Struct("<4s5H3L2H")


def directory(file: BinaryIO, size: int) -> list[zipfile.ZipInfo]:
    """The parts of the package as its central directory lists them.

    The end record is read first: a directory of millions of entries is refused unread.

    Raises:
        Refused: too many parts, or no readable directory.
    """
    _check_end(file, size)
    try:
        with zipfile.ZipFile(file) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, OSError) as error:
        raise damaged(DIRECTORY) from error
    if len(entries) > PARTS:
        raise too_many(Counted.PARTS, len(entries))
    return entries


def _check_end(file: BinaryIO, size: int) -> None:
    start = max(0, size - END.size - 0xFFFF)
    file.seek(start)
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < END.size:
        raise damaged(DIRECTORY)
    record = END.unpack_from(tail, at)
    count, length = record[4], record[5]
    if at >= LOCATOR_64.size and tail[at - LOCATOR_64.size : at].startswith(b"PK\x06\x07"):
        count, length = _end_64(file, LOCATOR_64.unpack_from(tail, at - LOCATOR_64.size)[2])
    if count > PARTS or length > DIRECTORY_BYTES:
        raise too_many(Counted.PARTS, max(count, PARTS + 1))


def _end_64(file: BinaryIO, offset: int) -> tuple[int, int]:
    file.seek(min(offset, 1 << 40))
    record = file.read(END_64.size)
    if len(record) < END_64.size or not record.startswith(b"PK\x06\x06"):
        raise damaged(DIRECTORY)
    fields = END_64.unpack(record)
    return fields[7], fields[8]


def check_entries(entries: list[zipfile.ZipInfo], size: int) -> None:
    """Refuse a package whose directory alone shows that it must not be unpacked.

    Raises:
        Refused: encrypted, unsafe or repeated names, unknown compression, or too large unpacked.
    """
    for entry in entries:
        _check_entry(entry)
    repeated = [
        name
        for name, times in Counter(entry.filename.casefold() for entry in entries).items()
        if times > 1
    ]
    if repeated:
        raise Refused(RefusalCode.UNSAFE_PACKAGE, part=shown(repeated[0]))
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > UNPACKED_BYTES:
        raise _unpacks_too_large("*", unpacked, UNPACKED_BYTES)
    if sum(entry.compress_size for entry in entries) > size:
        # Entries that share the same compressed bytes: only a bomb is written so.
        raise Refused(RefusalCode.UNSAFE_PACKAGE, part=DIRECTORY)


def _check_entry(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 0x1:
        raise Refused(RefusalCode.PASSWORD)
    if entry.header_offset < 0:
        raise damaged(shown(entry.filename))
    if not _is_safe(entry):
        raise Refused(RefusalCode.UNSAFE_PACKAGE, part=shown(entry.filename))
    if entry.file_size > PART_BYTES:
        raise _unpacks_too_large(entry.filename, entry.file_size, PART_BYTES)
    if entry.file_size > RATIO_FROM_BYTES and entry.file_size > max(entry.compress_size, 1) * RATIO:
        raise _unpacks_too_large(entry.filename, entry.file_size, entry.compress_size * RATIO)


def _is_safe(entry: zipfile.ZipInfo) -> bool:
    # orig_filename is the name before the zip library cuts it at a NUL or turns separators round.
    name = entry.orig_filename
    return (
        entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        and not stat.S_ISLNK(entry.external_attr >> 16)
        and not name.startswith("/")
        and ".." not in name.split("/")
        and not any(sign in name for sign in ("\\", "\0", ":"))
    )


def _unpacks_too_large(name: str, found: int, limit: int) -> Refused:
    return Refused(
        RefusalCode.UNPACKS_TOO_LARGE, part=shown(name), found=str(found), limit=str(limit)
    )


def shown(name: str) -> str:
    """A part's name, short and without control characters, for a message."""
    return "".join(letter if letter.isprintable() else "?" for letter in name[:120])


def inflate(file: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The unpacked bytes of one part, in chunks; size and checksum must agree with the directory.

    Raises:
        Refused: the part is damaged, or larger than it says.
    """
    unpacked, checksum = 0, 0
    for chunk in _chunks(file, entry):
        unpacked += len(chunk)
        if unpacked > entry.file_size:
            break
        checksum = zlib.crc32(chunk, checksum)
        yield chunk
    if unpacked != entry.file_size or checksum != entry.CRC:
        raise damaged(shown(entry.filename))


def _chunks(file: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    file.seek(entry.header_offset)
    header = file.read(LOCAL.size)
    if len(header) < LOCAL.size or not header.startswith(b"PK\x03\x04"):
        raise damaged(shown(entry.filename))
    fields = LOCAL.unpack(header)
    name = file.read(fields[9])
    if name != _raw_name(entry):
        raise damaged(shown(entry.filename))
    file.seek(fields[10], 1)
    packed = file.read(entry.compress_size)
    if entry.compress_type == zipfile.ZIP_STORED:
        for at in range(0, len(packed), CHUNK):
            yield packed[at : at + CHUNK]
        return
    yield from _inflated(packed, shown(entry.filename))


def _raw_name(entry: zipfile.ZipInfo) -> bytes:
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437")


def _inflated(packed: bytes, name: str) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for at in range(0, len(packed), CHUNK):
            piece = packed[at : at + CHUNK]
            while piece:
                yield inflater.decompress(piece, CHUNK)
                piece = inflater.unconsumed_tail
        yield inflater.flush()
    except zlib.error as error:
        raise damaged(name) from error
    if not inflater.eof or inflater.unused_data:
        raise damaged(name)
