"""Workbooks built part by part, so that any one part can be wrong.

Nothing here is stored. What is big when it is unpacked is made of one repeated block.
"""

import io
import random
import struct
import zipfile
import zlib

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET_PART = "xl/worksheets/sheet1.xml"
STRINGS_PART = "xl/sharedStrings.xml"
ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
OLE_SECTOR = 512

Parts = dict[str, bytes]


def sheet(data: str = ROW, *, before: str = "", after: str = "") -> str:
    """A worksheet part around its rows."""
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}'
        f"<sheetData>{data}</sheetData>{after}</worksheet>"
    )


def strings(entries: str) -> str:
    """A shared strings part around its entries."""
    return f'{HEAD}<sst xmlns="{MAIN}">{entries}</sst>'


def workbook(*, names: str = "", sheets: str | None = None) -> str:
    """A workbook part."""
    listed = '<sheet name="Data" sheetId="1" r:id="rId1"/>' if sheets is None else sheets
    return (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets>'
        f"<definedNames>{names}</definedNames></workbook>"
    )


def styles(formats: str = '<xf numFmtId="0"/>') -> str:
    """A styles part around its cell formats."""
    return f'{HEAD}<styleSheet xmlns="{MAIN}"><cellXfs>{formats}</cellXfs></styleSheet>'


def sound_parts() -> Parts:
    """The parts of the smallest sound workbook that has all kinds of them."""
    links = (
        (OFFICE + "/worksheet", "worksheets/sheet1.xml"),
        (OFFICE + "/sharedStrings", "sharedStrings.xml"),
        (OFFICE + "/styles", "styles.xml"),
    )
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(links, 1)
    )
    texts = {
        "[Content_Types].xml": (
            f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>'
            f'<Override PartName="/{SHEET_PART}" ContentType="{TYPES}.worksheet+xml"/>'
            f'<Override PartName="/{STRINGS_PART}" ContentType="{TYPES}.sharedStrings+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{TYPES}.styles+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": workbook(),
        "xl/_rels/workbook.xml.rels": (
            f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>'
        ),
        "xl/styles.xml": styles(),
        STRINGS_PART: strings("<si><t>甲</t></si>"),
        SHEET_PART: sheet(),
    }
    return {name: text.encode() for name, text in texts.items()}


def packed(parts: Parts, *, stored: bool = False) -> bytes:
    """A package of the parts."""
    into = io.BytesIO()
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(into, "w", method, compresslevel=6) as package:
        for name, contents in parts.items():
            package.writestr(name, contents)
    return into.getvalue()


def with_part(name: str, text: str | bytes) -> bytes:
    """A sound workbook with one part replaced or added."""
    contents = text.encode() if isinstance(text, str) else text
    return packed({**sound_parts(), name: contents})


def with_sheet(data: str = ROW, *, before: str = "", after: str = "") -> bytes:
    """A sound workbook with other rows."""
    return with_part(SHEET_PART, sheet(data, before=before, after=after))


def with_cell(cell: str) -> bytes:
    """A sound workbook whose first row holds one other cell."""
    return with_sheet(f'<row r="1">{cell}</row>')


def repeated(name: str, head: str, block: str, times: int, tail: str) -> bytes:
    """A sound workbook with a part of one block many times over, compressed as a stream."""
    into = io.BytesIO()
    many = max(1, (1 << 16) // len(block.encode()))
    piece = (block * many).encode()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for other, contents in sound_parts().items():
            if other != name:
                package.writestr(other, contents)
        with package.open(name, "w") as part:
            part.write(head.encode())
            for _ in range(times // many):
                part.write(piece)
            part.write((block * (times % many) + tail).encode())
    return into.getvalue()


def many_in_sheet(block: str, times: int, *, opening: str = "", closing: str = "") -> bytes:
    """A sound workbook with many of something after its rows."""
    head, _, tail = sheet(after=opening + "|" + closing).partition("|")
    return repeated(SHEET_PART, head, block, times, tail)


def many_rows(block: str, times: int) -> bytes:
    """A sound workbook with many of something among its rows."""
    head, _, tail = sheet("|").partition("|")
    return repeated(SHEET_PART, head, block, times, tail)


def many_strings(block: str, times: int, *, opening: str = "", closing: str = "") -> bytes:
    """A sound workbook with many of something in its shared strings."""
    head, _, tail = strings(opening + "|" + closing).partition("|")
    return repeated(STRINGS_PART, head, block, times, tail)


def ole(*streams: str) -> bytes:
    """An OLE container with a header and a directory of streams, without their contents."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(OLE_SECTOR, b"\0")
    entries = b""
    for name in ("Root Entry", *streams):
        encoded = name.encode("utf-16-le") + b"\0\0"
        entries += (encoded.ljust(64, b"\0") + struct.pack("<H", len(encoded))).ljust(128, b"\0")
    return header + entries.ljust(4 * OLE_SECTOR, b"\0")


def random_bytes() -> bytes:
    """Bytes of no format, the same each time."""
    return b"\x81\x02" + random.Random(7).randbytes(20_000)  # noqa: S311 - not a secret


def flipped() -> bytes:
    """A workbook with bytes changed in the middle of its sheet's compressed data."""
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row * 7919 % 10007}</v></c></row>'
        for row in range(1, 3000)
    )
    contents = bytearray(with_sheet(rows))
    middle = len(contents) * 3 // 4
    for at in range(middle, middle + 8):
        contents[at] ^= 0x55
    return bytes(contents)


def wrong_checksum() -> bytes:
    """A stored workbook in which one digit has changed."""
    contents = packed(sound_parts(), stored=True)
    return contents.replace(b"<v>1</v>", b"<v>2</v>")


def duplicate_entry() -> bytes:
    """A package with the same part twice, with different letters' case."""
    parts = sound_parts()
    return packed({**parts, SHEET_PART.upper(): parts[SHEET_PART]})


def named(name: str) -> bytes:
    """A sound workbook with one more part of this name."""
    return with_part(name, b"x")


def backslash_path() -> bytes:
    """A workbook whose folders are parted by backslashes, as some old zip tools do."""
    contents = with_part("xl/media/zz.xml", b"<a/>")
    return contents.replace(b"xl/media/zz.xml", b"xl\\media\\zz.xml")


def symlink() -> bytes:
    """A workbook with a symbolic link among its parts."""
    into = io.BytesIO(packed(sound_parts()))
    with zipfile.ZipFile(into, "a") as package:
        entry = zipfile.ZipInfo("xl/link.xml")
        entry.create_system = 3
        entry.external_attr = 0o120777 << 16
        package.writestr(entry, "/etc/passwd")
    return into.getvalue()


def other_compression() -> bytes:
    """A workbook with a part compressed by LZMA."""
    into = io.BytesIO(packed(sound_parts()))
    with zipfile.ZipFile(into, "a", zipfile.ZIP_LZMA) as package:
        package.writestr("xl/extra.xml", b"<a/>" * 50)
    return into.getvalue()


def encrypted_flag() -> bytes:
    """A package whose first entry is marked as encrypted, in both of its headers."""
    contents = bytearray(packed(sound_parts()))
    contents[6] |= 1
    contents[contents.find(b"PK\x01\x02") + 8] |= 1
    return bytes(contents)


def lying_size(size: int) -> bytes:
    """A package whose directory gives the last part another size than it has."""
    contents = bytearray(packed(sound_parts()))
    at = contents.rfind(b"PK\x01\x02")
    contents[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(contents)


def lying_start() -> bytes:
    """A package whose directory is said to begin further on: parts begin before the file."""
    contents = bytearray(packed(sound_parts()))
    at = contents.rfind(b"PK\x05\x06") + 16
    [start] = struct.unpack_from("<I", contents, at)
    contents[at : at + 4] = struct.pack("<I", start + 100)
    return bytes(contents)


def overlapping() -> bytes:
    """A package whose entries all share one run of compressed bytes."""
    block = b"<a>" + b"0" * 600_000 + b"</a>"
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = deflater.compress(block) + deflater.flush()
    name = b"[Content_Types].xml"
    sizes = struct.pack("<LLL", zlib.crc32(block), len(data), len(block))
    local = b"PK\x03\x04" + struct.pack("<5H", 20, 0, 8, 0, 0) + sizes
    body = local + struct.pack("<2H", len(name), 0) + name + data
    entries = b""
    for number in range(300):
        other = f"xl/part{number}.xml".encode() if number else name
        entries += b"PK\x01\x02" + struct.pack("<6H", 20, 20, 0, 8, 0, 0) + sizes
        entries += struct.pack("<5H2L", len(other), 0, 0, 0, 0, 0, 0) + other
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 300, 300, len(entries), len(body), 0)
    return body + entries + end


def many_members(count: int) -> bytes:
    """A workbook with very many small parts."""
    parts = sound_parts()
    return packed(parts | {f"xl/media/m{number}.bin": b"" for number in range(count)}, stored=True)


def too_large() -> bytes:
    """A sound workbook with a picture of more than 20 MB."""
    picture = random.Random(1).randbytes(1 << 20) * 21  # noqa: S311 - not a secret
    return packed({**sound_parts(), "xl/media/image1.png": picture}, stored=True)


def retyped(old: str, new: str) -> bytes:
    """A sound workbook whose list of content types says something else."""
    parts = sound_parts()
    types = parts["[Content_Types].xml"].replace(old.encode(), new.encode())
    return packed({**parts, "[Content_Types].xml": types})


def without(name: str) -> bytes:
    """A sound workbook that lacks one part."""
    return packed({other: text for other, text in sound_parts().items() if other != name})


def strict() -> bytes:
    """The sound workbook in the name spaces of Strict Open XML."""
    parts = {
        name: text.replace(MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
            OFFICE.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        )
        for name, text in sound_parts().items()
    }
    return packed(parts)


def opendocument() -> bytes:
    """An OpenDocument spreadsheet."""
    return packed(
        {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}
    )


def entities(declaration: str, use: str = "&a;") -> str:
    """A sheet with a document type declaration."""
    text = sheet(f'<row r="1"><c r="A1" t="str"><v>{use}</v></c></row>')
    return text.replace(HEAD, f"{HEAD}<!DOCTYPE worksheet {declaration}>")


LAUGHS = (
    "["
    + '<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + level)} "{f"&{chr(97 + level)};" * 10}">' for level in range(9))
    + "]"
)
