"""A package of which some parts are replaced; all others keep their packed bytes."""

import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from portal.workbook.parts import LOCAL, check_entries, directory, inflate
from portal.workbook.refusals import damaged

LOCAL_HEADER = struct.Struct("<4s5H3L2H")
CENTRAL_HEADER = struct.Struct("<4s6H3L5H2L")
END_RECORD = struct.Struct("<4s4H2LH")
VERSION, UTF_8 = 20, 0x800
# Nearly as small as the usual level, in half the time.
LEVEL = 4
# The first moment a package can state: marking the same file twice gives the same bytes.
OLDEST = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class _Packed:
    """One part as it is written: its entry and its packed bytes."""

    name: bytes
    flags: int
    method: int
    moment: tuple[int, int]
    crc: int
    size: int
    attributes: int
    data: bytes


class Package:
    """The parts of a workbook by name, as they were or as they were replaced.

    Raises:
        Refused: the package is not one that the gate lets pass.
    """

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._entries = directory(file, size)
        check_entries(self._entries, size)
        self._by_name = {entry.filename.casefold(): entry for entry in self._entries}
        self._read: dict[str, bytes] = {}
        self._changed: dict[str, bytes] = {}
        self._new: dict[str, str] = {}

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._by_name or name.casefold() in self._new

    def read(self, name: str) -> bytes:
        """The bytes of a part.

        Raises:
            Refused: there is no such part, or it is damaged.
        """
        key = name.casefold()
        if key in self._changed:
            return self._changed[key]
        if key not in self._read:
            entry = self._by_name.get(key)
            if entry is None:
                raise damaged(name)
            self._read[key] = b"".join(inflate(self._file, entry))
        return self._read[key]

    def put(self, name: str, data: bytes) -> None:
        """Replace a part, or add one after all others."""
        key = name.casefold()
        if name in self and self.read(name) == data:
            return
        if key not in self._by_name:
            self._new.setdefault(key, name)
        self._changed[key] = data

    def drop(self, name: str) -> None:
        """Leave a part out."""
        self._by_name.pop(name.casefold(), None)
        self._entries = [one for one in self._entries if one.filename.casefold() != name.casefold()]

    def free_name(self, pattern: str) -> str:
        """The first name of a pattern such as `xl/comments{}.xml` that no part has."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def save(self, target: BinaryIO) -> None:
        """Write the package: parts in their order, new ones last."""
        packed = [self._packed(entry) for entry in self._entries if not entry.is_dir()]
        packed += [
            _deflated(name.encode(), UTF_8, OLDEST, 0, self._changed[key])
            for key, name in self._new.items()
        ]
        offsets: list[int] = []
        at = 0
        for part in packed:
            offsets.append(at)
            header = LOCAL_HEADER.pack(b"PK\x03\x04", VERSION, *_fields(part))
            at += target.write(header + part.name) + target.write(part.data)
        _write_directory(target, packed, offsets, at)

    def _packed(self, entry: zipfile.ZipInfo) -> _Packed:
        flags = entry.flag_bits & UTF_8
        name = entry.orig_filename.encode("utf-8" if flags else "cp437")
        changed = self._changed.get(entry.filename.casefold())
        if changed is not None:
            return _deflated(name, flags, entry.date_time, entry.external_attr, changed)
        return _Packed(
            name,
            flags,
            entry.compress_type,
            _moment(entry.date_time),
            entry.CRC,
            entry.file_size,
            entry.external_attr,
            self._raw(entry),
        )

    def _raw(self, entry: zipfile.ZipInfo) -> bytes:
        self._file.seek(entry.header_offset)
        fields = LOCAL.unpack(self._file.read(LOCAL.size))
        self._file.seek(fields[9] + fields[10], 1)
        return self._file.read(entry.compress_size)


def _deflated(
    name: bytes, flags: int, date: tuple[int, ...], attributes: int, data: bytes
) -> _Packed:
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(data) + packer.flush()
    method = zipfile.ZIP_DEFLATED
    return _Packed(
        name, flags, method, _moment(date), zlib.crc32(data), len(data), attributes, packed
    )


def _moment(date: tuple[int, ...]) -> tuple[int, int]:
    year, month, day, hour, minute, second = date
    return (hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day)


def _fields(part: _Packed) -> tuple[int, ...]:
    """What both headers say of a part, up to the lengths of name and extra field."""
    sizes = (part.crc, len(part.data), part.size, len(part.name), 0)
    return (part.flags, part.method, *part.moment, *sizes)


def _write_directory(
    target: BinaryIO, packed: list[_Packed], offsets: list[int], start: int
) -> None:
    length = 0
    for part, offset in zip(packed, offsets, strict=True):
        header = CENTRAL_HEADER.pack(
            b"PK\x01\x02", VERSION, VERSION, *_fields(part), 0, 0, 0, part.attributes, offset
        )
        length += target.write(header + part.name)
    count = len(packed)
    target.write(END_RECORD.pack(b"PK\x05\x06", 0, 0, count, count, length, start, 0))
