"""Crafted files: everything that harms a careless reader, each built in a moment."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.workbook.refusals import RefusalCode
from tests.workbooks.packages import (
    HEAD,
    LAUGHS,
    ROW,
    SHEET_PART,
    STRINGS_PART,
    TYPES,
    backslash_path,
    duplicate_entry,
    encrypted_flag,
    entities,
    flipped,
    lying_size,
    lying_start,
    many_in_sheet,
    many_members,
    many_rows,
    many_strings,
    named,
    ole,
    opendocument,
    other_compression,
    overlapping,
    packed,
    random_bytes,
    repeated,
    retyped,
    sheet,
    sound_parts,
    strict,
    strings,
    styles,
    symlink,
    too_large,
    with_cell,
    with_part,
    with_sheet,
    without,
    workbook,
    wrong_checksum,
)

R = RefusalCode


@dataclass(frozen=True)
class Crafted:
    """One crafted file and what must come of it: one of these codes, or nothing but a reading."""

    name: str
    build: Callable[[], bytes]
    expected: tuple[RefusalCode, ...] = ()


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
    Crafted("parts_before_the_file", lying_start, (R.DAMAGED,)),
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
    Crafted("sst_bomb_8M", lambda: many_strings("<si/>", 8_000_000), (R.TOO_MANY,)),
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
