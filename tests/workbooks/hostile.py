"""Crafted files: everything that harms a careless reader, each built in a moment.

Nothing here is stored; a family of files is one function that gives bytes. What is big when it is
unpacked is made of one repeated block.
"""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from portal.workbook.refusals import RefusalCode

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


@dataclass(frozen=True)
class Crafted:
    """One crafted file and what must come of it: one of these codes, or nothing but a reading."""

    name: str
    build: Callable[[], bytes]
    expected: tuple[RefusalCode, ...] = ()


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
R = RefusalCode

DISGUISED: tuple[Crafted, ...] = (
    Crafted("empty", lambda: b"", (R.EMPTY,)),
    Crafted("csv", lambda: "廠場,排放量\r\n甲廠,1\r\n".encode(), (R.PLAIN_TEXT,)),
    Crafted("csv_big5", lambda: "廠場,排放量\r\n甲廠,1\r\n".encode("cp950"), (R.PLAIN_TEXT,)),
    Crafted("csv_utf16", lambda: "廠場\t排放量\r\n".encode("utf-16"), (R.PLAIN_TEXT,)),
    Crafted("html", lambda: b"<html><table><tr><td>1</td></tr></table></html>", (R.WEB_PAGE,)),
    Crafted("spreadsheet_2003_xml", lambda: b'<?xml version="1.0"?><Workbook/>', (R.WEB_PAGE,)),
    Crafted("pdf", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", (R.NOT_A_WORKBOOK,)),
    Crafted("picture", lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", (R.NOT_A_WORKBOOK,)),
    Crafted("random", random_bytes, (R.NOT_A_WORKBOOK,)),
    Crafted("password", lambda: ole("EncryptionInfo", "EncryptedPackage"), (R.PASSWORD,)),
    Crafted("old_xls", lambda: ole("Workbook"), (R.OLD_FORMAT,)),
    Crafted("older_xls", lambda: ole("Book"), (R.OLD_FORMAT,)),
    Crafted("old_word", lambda: ole("WordDocument"), (R.NOT_A_WORKBOOK,)),
    Crafted("ods", opendocument, (R.OPEN_DOCUMENT,)),
    Crafted("plain_zip", lambda: packed({"a.txt": b"1"}), (R.NOT_A_WORKBOOK,)),
    Crafted("empty_zip", lambda: packed({}), (R.NOT_A_WORKBOOK,)),
    Crafted(
        "word",
        lambda: retyped("spreadsheetml.sheet.main", "wordprocessingml.document.main"),
        (R.NOT_A_WORKBOOK,),
    ),
    Crafted(
        "xlsm",
        lambda: retyped(f"{TYPES}.sheet.main", "application/vnd.ms-excel.sheet.macroEnabled.main"),
        (R.MACROS,),
    ),
    Crafted("hidden_macros", lambda: named("xl/vbaProject.bin"), (R.MACROS,)),
    Crafted(
        "xlsb",
        lambda: retyped(f"{TYPES}.sheet.main+xml", "application/vnd.ms-excel.sheet.binary.main"),
        (R.BINARY_WORKBOOK,),
    ),
    Crafted("strict", strict),
)

PACKAGED: tuple[Crafted, ...] = (
    Crafted("too_large", too_large, (R.TOO_LARGE,)),
    Crafted("truncated", lambda: packed(sound_parts())[:-400], (R.DAMAGED,)),
    Crafted("only_signature", lambda: b"PK\x03\x04" + b"\0" * 40, (R.DAMAGED,)),
    Crafted("flipped_bytes", flipped, (R.DAMAGED,)),
    Crafted("wrong_checksum", wrong_checksum, (R.DAMAGED,)),
    Crafted("duplicate_entry", duplicate_entry, (R.UNSAFE_PACKAGE,)),
    Crafted("parent_path", lambda: named("../../etc/cron.d/x"), (R.UNSAFE_PACKAGE,)),
    Crafted("absolute_path", lambda: named("/etc/cron.d/x"), (R.UNSAFE_PACKAGE,)),
    Crafted("drive_path", lambda: named("C:/x.xml"), (R.UNSAFE_PACKAGE,)),
    Crafted("backslash_path", backslash_path, (R.UNSAFE_PACKAGE,)),
    Crafted("symlink", symlink, (R.UNSAFE_PACKAGE,)),
    Crafted("lzma", other_compression, (R.UNSAFE_PACKAGE,)),
    Crafted("zip_password", encrypted_flag, (R.PASSWORD,)),
    Crafted("size_too_small", lambda: lying_size(10), (R.DAMAGED,)),
    Crafted("size_too_big", lambda: lying_size(5_000), (R.DAMAGED,)),
    Crafted("overlapping_entries", overlapping, (R.UNSAFE_PACKAGE,)),
    Crafted("members_60k", lambda: many_members(60_000), (R.TOO_MANY,)),
    Crafted("no_workbook_part", lambda: without("xl/workbook.xml"), (R.DAMAGED,)),
    Crafted("no_sheet_part", lambda: without(SHEET_PART), (R.DAMAGED,)),
    Crafted("no_content_types", lambda: without("[Content_Types].xml"), (R.NOT_A_WORKBOOK,)),
    Crafted("no_relations", lambda: without("xl/_rels/workbook.xml.rels"), (R.DAMAGED,)),
    Crafted(
        "link_part_without_relations",
        lambda: named("xl/externalLinks/externalLink1.xml"),
    ),
)

BOMBS: tuple[Crafted, ...] = (
    Crafted(
        "sst_one_string_500M",
        lambda: many_strings("x" * 1000, 500_000, opening="<si><t>", closing="</t></si>"),
        (R.UNPACKS_TOO_LARGE,),
    ),
    Crafted("sst_bomb_8M", lambda: many_strings("<si/>", 8_000_000), (R.UNPACKS_TOO_LARGE,)),
    Crafted(
        "sst_many",
        lambda: many_strings("<si><t>甲</t></si>", 1_000_001),
        (R.TOO_MANY, R.UNPACKS_TOO_LARGE),
    ),
    Crafted("spaces_512M", lambda: many_rows(" " * 1000, 512_000), (R.UNPACKS_TOO_LARGE,)),
    Crafted(
        "one_cell_256M",
        lambda: repeated(
            SHEET_PART,
            sheet("|").partition("|")[0] + '<row r="1"><c r="A1" t="str"><v>',
            "y" * 1000,
            256_000,
            "</v></c></row></sheetData></worksheet>",
        ),
        (R.UNPACKS_TOO_LARGE,),
    ),
    Crafted("rows_3M", lambda: many_rows("<row/>", 3_000_000), (R.UNPACKS_TOO_LARGE, R.TOO_MANY)),
    Crafted(
        "cells_3M",
        lambda: many_rows("<row>" + "<c><v>1</v></c>" * 20 + "</row>", 150_000),
        (R.UNPACKS_TOO_LARGE, R.TOO_MANY),
    ),
    Crafted(
        "merges_300k",
        lambda: many_in_sheet('<mergeCell ref="A1:B2"/>', 300_000),
        (R.TOO_MANY, R.UNPACKS_TOO_LARGE),
    ),
    Crafted("merges_25k", lambda: many_in_sheet('<mergeCell ref="A1:B2"/>', 25_000), (R.TOO_MANY,)),
    Crafted(
        "conditional_formats_100k",
        lambda: many_in_sheet(
            '<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1">'
            "<formula>1</formula></cfRule></conditionalFormatting>",
            100_000,
        ),
        (R.TOO_MANY, R.UNPACKS_TOO_LARGE),
    ),
    Crafted(
        "validations_30k",
        lambda: many_in_sheet('<dataValidation sqref="A1"/>', 30_000),
        (R.TOO_MANY,),
    ),
    Crafted(
        "names_200k",
        lambda: with_part(
            "xl/workbook.xml",
            workbook(
                names="".join(
                    f'<definedName name="n{number}">Data!$A${number % 999 + 1}</definedName>'
                    for number in range(200_000)
                )
            ),
        ),
        (R.TOO_MANY,),
    ),
    Crafted(
        "sheets_1000",
        lambda: with_part(
            "xl/workbook.xml",
            workbook(
                sheets="".join(
                    f'<sheet name="s{number}" sheetId="{number}" r:id="rId1"/>'
                    for number in range(1, 1001)
                )
            ),
        ),
        (R.TOO_MANY,),
    ),
    Crafted(
        "styles_70k",
        lambda: with_part("xl/styles.xml", styles('<xf numFmtId="0"/>' * 70_000)),
        (R.TOO_MANY, R.UNPACKS_TOO_LARGE),
    ),
    Crafted(
        "columns_20k",
        lambda: with_sheet(before="<cols>" + '<col min="1" max="1"/>' * 20_000 + "</cols>"),
    ),
    Crafted(
        "nested_200k",
        lambda: with_sheet(after="<a>" * 200_000 + "</a>" * 200_000),
        (R.TOO_DEEP, R.UNPACKS_TOO_LARGE),
    ),
    Crafted(
        "nested_in_cell",
        lambda: with_cell('<c r="A1"><is>' + "<r>" * 99 + "</r>" * 99 + "</is></c>"),
        (R.TOO_DEEP,),
    ),
    Crafted(
        "long_attribute",
        lambda: with_cell(
            '<c r="A1" x="' + "".join(f"{n:x}" for n in range(400_000)) + '"><v>1</v></c>'
        ),
        (R.DAMAGED,),
    ),
    Crafted(
        "long_comment",
        lambda: with_sheet(ROW + "<!--" + "".join(f"{n:x}" for n in range(400_000)) + "-->"),
        (R.DAMAGED,),
    ),
    Crafted(
        "cell_text_2M",
        lambda: with_cell(
            '<c r="A1" t="str"><v>' + "".join(f"{n:x}" for n in range(400_000)) + "</v></c>"
        ),
        (R.TOO_MANY,),
    ),
)

DECLARED: tuple[Crafted, ...] = (
    Crafted(
        "billion_laughs_sheet", lambda: with_part(SHEET_PART, entities(LAUGHS, "&j;")), (R.DOCTYPE,)
    ),
    Crafted(
        "billion_laughs_strings",
        lambda: with_part(
            STRINGS_PART,
            strings("<si><t>&j;</t></si>").replace(HEAD, f"{HEAD}<!DOCTYPE sst {LAUGHS}>"),
        ),
        (R.DOCTYPE,),
    ),
    Crafted(
        "external_entity",
        lambda: with_part(SHEET_PART, entities('[<!ENTITY a SYSTEM "file:///etc/passwd">]')),
        (R.DOCTYPE,),
    ),
    Crafted(
        "parameter_entity",
        lambda: with_part(
            SHEET_PART, entities('[<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]', "1")
        ),
        (R.DOCTYPE,),
    ),
    Crafted(
        "external_dtd",
        lambda: with_part(SHEET_PART, entities('SYSTEM "http://127.0.0.1:9/x.dtd"', "1")),
        (R.DOCTYPE,),
    ),
    Crafted(
        "doctype_utf16",
        lambda: with_part(
            SHEET_PART, entities('[<!ENTITY a "b">]').replace("UTF-8", "UTF-16").encode("utf-16")
        ),
        (R.DOCTYPE,),
    ),
    Crafted(
        "doctype_in_relations",
        lambda: with_part("xl/worksheets/_rels/sheet1.xml.rels", "<!DOCTYPE a><a/>"),
        (R.DOCTYPE,),
    ),
    Crafted(
        "doctype_at_chunk_border",
        lambda: with_part("docProps/custom.xml", " " * ((1 << 17) - 4) + "<!DOCTYPE a><a/>"),
        (R.DOCTYPE,),
    ),
    Crafted(
        "ebcdic",
        lambda: with_part(SHEET_PART, sheet().replace("UTF-8", "cp037").encode("cp037", "replace")),
        (R.DAMAGED,),
    ),
    Crafted(
        "utf16_sheet",
        lambda: with_part(SHEET_PART, sheet().replace("UTF-8", "UTF-16").encode("utf-16")),
    ),
)


def _cell(kind: str, value: str) -> Callable[[], bytes]:
    return lambda: with_cell(f'<c r="A1"{kind}><v>{value}</v></c>')


CELLS: tuple[Crafted, ...] = (
    Crafted(
        "cell_far",
        lambda: with_sheet(
            '<row r="1"><c r="A1"><v>1</v></c></row>'
            '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        ),
    ),
    Crafted(
        "row_far",
        lambda: with_sheet(
            "".join(
                f'<row r="{row}">'
                + "".join(f'<c r="{column}{row}"><v>1</v></c>' for column in "ABCDEFGHIJKLMNOPQRST")
                + "</row>"
                for row in (1, 1_048_576)
            )
        ),
    ),
    Crafted("row_index_1e12", lambda: with_sheet('<row r="1000000000000"/>'), (R.OUTSIDE_SHEET,)),
    Crafted("row_index_2_32", lambda: with_sheet('<row r="4294967295"/>'), (R.OUTSIDE_SHEET,)),
    Crafted("row_index_0", lambda: with_sheet('<row r="0"/>'), (R.OUTSIDE_SHEET,)),
    Crafted("row_index_minus", lambda: with_sheet('<row r="-1"/>'), (R.DAMAGED,)),
    Crafted("row_index_wide", lambda: with_sheet('<row r="１２"/>'), (R.DAMAGED,)),
    Crafted("column_beyond", lambda: with_cell('<c r="XFE1"><v>1</v></c>'), (R.OUTSIDE_SHEET,)),
    Crafted("column_nonsense", lambda: with_cell('<c r="ZZZZZ1"><v>1</v></c>'), (R.OUTSIDE_SHEET,)),
    Crafted("cell_of_other_row", lambda: with_cell('<c r="A9"><v>1</v></c>'), (R.OUT_OF_ORDER,)),
    Crafted("dimension_lie", lambda: with_sheet(before='<dimension ref="A1:XFD1048576"/>')),
    Crafted(
        "duplicate_cell",
        lambda: with_cell('<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>'),
        (R.OUT_OF_ORDER,),
    ),
    Crafted("duplicate_row", lambda: with_sheet(ROW + ROW), (R.OUT_OF_ORDER,)),
    Crafted("rows_backwards", lambda: with_sheet('<row r="3"/><row r="2"/>'), (R.OUT_OF_ORDER,)),
    Crafted("rows_without_number", lambda: with_sheet("<row><c><v>1</v></c></row>" * 3)),
    Crafted("row_in_row", lambda: with_sheet(f'<row r="1">{ROW}</row>'), (R.DAMAGED,)),
    Crafted("cell_in_cell", lambda: with_cell("<c><c/></c>"), (R.DAMAGED,)),
    Crafted("cell_outside_row", lambda: with_sheet("<c><v>1</v></c>"), (R.DAMAGED,)),
    Crafted(
        "merge_nonsense", lambda: with_sheet(after='<mergeCell ref="A0:!"/>'), (R.OUTSIDE_SHEET,)
    ),
    Crafted("strings_missing", lambda: without(STRINGS_PART), (R.DAMAGED,)),
    Crafted("unknown_type", _cell(' t="q"', "1"), (R.DAMAGED,)),
    Crafted("unknown_style", _cell(' s="99"', "1"), (R.DAMAGED,)),
    Crafted("not_well_formed", lambda: with_sheet("<row><c></row></c>"), (R.DAMAGED,)),
    Crafted("control_character", _cell(' t="str"', "\x01"), (R.DAMAGED,)),
    Crafted("formula_never_calculated", lambda: with_cell('<c r="A1"><f>1+1</f></c>')),
    Crafted("error_cell", _cell(' t="e"', "#SPILL!")),
)

NUMBERS: tuple[Crafted, ...] = tuple(
    Crafted(f"num_{name}", _cell(kind, value))
    for name, kind, value in (
        ("letters", "", "abc"),
        ("1e999", "", "1e999"),
        ("minus_1e999", "", "-1e999"),
        ("nan", "", "NaN"),
        ("infinity", "", "Infinity"),
        ("comma", "", "1,234"),
        ("underscore", "", "1_000"),
        ("full_width", "", "１２"),
        ("arabic", "", "١٢"),
        ("hexadecimal", "", "0x10"),
        ("huge_digits", "", "9" * 400),
        ("string_index_minus", ' t="s"', "-1"),
        ("string_index_beyond", ' t="s"', "99"),
        ("string_index_wide", ' t="s"', "０"),
        ("boolean_2", ' t="b"', "2"),
        ("date_nonsense", ' t="d"', "2025-13-45"),
    )
)

HOSTILE: tuple[Crafted, ...] = (*DISGUISED, *PACKAGED, *BOMBS, *DECLARED, *CELLS, *NUMBERS)
