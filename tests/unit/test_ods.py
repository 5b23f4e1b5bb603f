import zipfile
from pathlib import Path

import pytest

from portal.demo.official_grid import Cells, Grid, as_ods
from portal.workbook.cells import Cell, Kind
from portal.workbook.content import ErrorValue, Formula
from portal.workbook.formats import FormatKind
from portal.workbook.limits import MOST, Counted
from portal.workbook.ods import OdsBook, is_open_document
from portal.workbook.package import inspect
from portal.workbook.refusals import RefusalCode, Refused

SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
KIND = b"application/vnd.oasis.opendocument.spreadsheet"


def content(tables: str, styles: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )


def one(rows: str) -> str:
    return content(f'<table:table table:name="甲">{rows}</table:table>')


def packed(folder: Path, text: str, more: dict[str, bytes] | None = None) -> Path:
    path = folder / "book.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo("mimetype"), KIND)
        package.writestr("content.xml", text)
        for name, data in (more or {}).items():
            package.writestr(name, data)
    return path


def cells(folder: Path, rows: str) -> list[tuple[int, Cell]]:
    with OdsBook(packed(folder, one(rows)), lambda _: True) as book:
        return [(row.number, cell) for row in book.rows("甲") for cell in row.cells]


def refusal(path: Path) -> RefusalCode | None:
    found = inspect(path, open_document=is_open_document(path))
    if found is not None:
        return found.code
    try:
        with OdsBook(path, lambda _: True) as book:
            for sheet in book.sheets:
                list(book.rows(sheet.name))
    except Refused as refused:
        return refused.refusal.code
    return None


def row(*written: str, repeat: int = 1) -> str:
    return (
        f'<table:table-row table:number-rows-repeated="{repeat}">{"".join(written)}'
        "</table:table-row>"
    )


def cell(attributes: str, text: str = "") -> str:
    return f"<table:table-cell {attributes}>{text}</table:table-cell>"


def number(value: str, more: str = "") -> str:
    return cell(
        f'office:value-type="float" office:value="{value}" {more}', f"<text:p>{value}</text:p>"
    )


@pytest.mark.parametrize(
    ("written", "kind", "value"),
    [
        (number("2.5"), Kind.NUMBER, 2.5),
        (cell('office:value-type="percentage" office:value="0.27"'), Kind.NUMBER, 0.27),
        (cell('office:value-type="boolean" office:boolean-value="true"'), Kind.BOOLEAN, True),
        (cell('office:value-type="string"', "<text:p>柴油</text:p>"), Kind.TEXT, "柴油"),
        (
            cell(
                'office:value-type="string"',
                "<text:p>a<text:s text:c='2'/>b</text:p><text:p>c</text:p>",
            ),
            Kind.TEXT,
            "a  b\nc",
        ),
        (
            cell('office:value-type="string" calcext:value-type="error"', "<text:p>#N/A</text:p>"),
            Kind.ERROR,
            "#N/A",
        ),
        (cell('table:formula="of:=[.A2]"'), Kind.EMPTY, None),
        (number("nan"), Kind.BAD, "nan"),
        (
            cell(
                'office:value-type="string"',
                "<office:annotation><text:p>備註</text:p></office:annotation><text:p>值</text:p>",
            ),
            Kind.TEXT,
            "值",
        ),
    ],
    ids=["number", "percent", "boolean", "text", "spaces", "error", "uncalculated", "bad", "note"],
)
def test_a_cell_is_read_as_it_says(written: str, kind: Kind, value: object, tmp_path: Path) -> None:
    ((_, found),) = cells(tmp_path, row(written))

    assert (found.kind, found.value) == (kind, value)


def test_a_day_is_a_day_and_a_percentage_has_its_format(tmp_path: Path) -> None:
    day = cell('office:value-type="date" office:date-value="2024-03-31"', "<text:p>x</text:p>")
    share = cell('office:value-type="percentage" office:value="1"', "<text:p>100%</text:p>")

    found = [cell for _, cell in cells(tmp_path, row(day, share))]

    assert [one.kind for one in found] == [Kind.DATE, Kind.NUMBER]
    assert found[1].style.kind is FormatKind.PERCENT


def test_leading_zeros_that_are_shown_are_kept(tmp_path: Path) -> None:
    shown = cell('office:value-type="float" office:value="20"', "<text:p>0020</text:p>")

    ((_, found),) = cells(tmp_path, row(shown))

    assert (found.value, found.style.digits) == (20.0, 4)


def test_repeated_cells_and_rows_stand_where_they_belong(tmp_path: Path) -> None:
    gap = cell('table:number-columns-repeated="3"')
    rows = row(gap, number("1", 'table:number-columns-repeated="2"'), repeat=2) + row(number("7"))

    found = [(at, cell.column, cell.value) for at, cell in cells(tmp_path, rows)]

    assert found == [(1, 4, 1.0), (1, 5, 1.0), (2, 4, 1.0), (2, 5, 1.0), (3, 1, 7.0)]


def test_empty_filling_costs_nothing(tmp_path: Path) -> None:
    filling = cell('table:number-columns-repeated="16384"')
    rows = row(filling, repeat=1_048_000) + row(number("7"), repeat=1)

    ((at, found),) = cells(tmp_path, rows)

    assert (at, found.value) == (1_048_001, 7.0)


def test_a_value_repeated_to_the_end_of_a_row_is_cut(tmp_path: Path) -> None:
    filling = number("1", 'table:number-columns-repeated="16384"')

    assert len(cells(tmp_path, row(filling))) == 1_024


def test_values_cached_of_other_files_are_no_sheets(tmp_path: Path) -> None:
    cache = (
        "<table:table table:name=\"'file:///x.xlsx'#甲\"><table:table-source/>"
        f"{row(number('1'))}</table:table>"
    )
    text = content(f'<table:table table:name="甲">{row(number("2"))}</table:table>{cache}')

    with OdsBook(packed(tmp_path, text), lambda _: True) as book:
        assert [sheet.name for sheet in book.sheets] == ["甲"]


def test_hidden_sheets_rows_and_merged_cells_are_known(tmp_path: Path) -> None:
    style = (
        '<style:style style:name="ta1" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    merged = number("1", 'table:number-columns-spanned="2" table:number-rows-spanned="1"')
    hidden = f'<table:table-row table:visibility="collapse">{number("2")}</table:table-row>'
    table = (
        '<table:table table:name="甲" table:style-name="ta1">'
        f"{row(merged, '<table:covered-table-cell/>')}{hidden}</table:table>"
    )

    with OdsBook(packed(tmp_path, content(table, style)), lambda _: True) as book:
        layout = book.layout("甲")

        assert book.sheets[0].state.value == "hidden"
        assert layout.hidden_rows == (2,)
        assert [str(tuple(one)) for one in layout.merged] == ["(1, 1, 1, 2)"]


HOSTILE = {
    "a million filled rows": (row(number("1"), repeat=1_000_000), RefusalCode.TOO_MANY),
    "more rows than a sheet has": (row(repeat=1_048_577), RefusalCode.OUTSIDE_SHEET),
    "more columns than a sheet has": (
        row(cell('table:number-columns-repeated="16385"')),
        RefusalCode.OUTSIDE_SHEET,
    ),
    "a repeat that is no number": (
        row(cell('table:number-columns-repeated="-1"')),
        RefusalCode.DAMAGED,
    ),
    "a repeat of many digits": (
        row(cell(f'table:number-columns-repeated="{"9" * 30}"')),
        RefusalCode.DAMAGED,
    ),
    "a wide block": (
        row(number("1", 'table:number-columns-repeated="1024"') * 16, repeat=1_000),
        RefusalCode.TOO_MANY,
    ),
    "endless nesting": (row("<text:p>" * 100 + "</text:p>" * 100), RefusalCode.TOO_DEEP),
    "unfinished": ("<table:table-row>", RefusalCode.DAMAGED),
}


@pytest.mark.parametrize(("rows", "code"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_spreadsheet_is_refused(rows: str, code: RefusalCode, tmp_path: Path) -> None:
    assert refusal(packed(tmp_path, one(rows))) is code


def test_declarations_of_entities_are_refused(tmp_path: Path) -> None:
    text = one("").replace("?><", '?><!DOCTYPE a [<!ENTITY b "c">]><', 1)

    assert refusal(packed(tmp_path, text)) is RefusalCode.DOCTYPE


def test_a_package_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    text = one(row(cell("", f"<text:p>{' ' * 30_000_000}</text:p>")))

    assert refusal(packed(tmp_path, text)) is RefusalCode.UNPACKS_TOO_LARGE


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"META-INF/manifest.xml": b"<a><manifest:encryption-data/></a>"}, RefusalCode.PASSWORD),
        ({"Basic/Standard/Module1.xml": b"<a/>"}, RefusalCode.MACROS),
        ({"../outside": b""}, RefusalCode.UNSAFE_PACKAGE),
    ],
    ids=["encrypted", "macros", "path"],
)
def test_what_an_xlsx_may_not_hold_an_ods_may_not_either(
    more: dict[str, bytes], code: RefusalCode, tmp_path: Path
) -> None:
    assert refusal(packed(tmp_path, one(""), more)) is code


def test_more_sheets_than_are_read_are_refused(tmp_path: Path) -> None:
    count = MOST[Counted.SHEETS] + 1
    tables = "".join(f'<table:table table:name="t{n}"/>' for n in range(count))

    assert refusal(packed(tmp_path, content(tables))) is RefusalCode.TOO_MANY


def test_an_ods_passes_the_gate_only_where_one_is_taken(tmp_path: Path) -> None:
    path = packed(tmp_path, one(row(number("1"))))

    refused = inspect(path)

    assert refused is not None
    assert refused.code is RefusalCode.OPEN_DOCUMENT
    assert inspect(path, open_document=True) is None


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "grid.ods"
    sheet: Cells = {
        (1, 1): "甲",
        (2, 3): 1.5,
        (4, 1): Formula("A1", "乙"),
        (4, 2): ErrorValue("#REF!"),
    }
    path.write_bytes(as_ods(Grid({"表一": sheet})))

    with OdsBook(path, lambda _: True) as book:
        found = {
            (row.number, cell.column): (cell.value, cell.formula)
            for row in book.rows("表一")
            for cell in row.cells
        }

    assert found == {
        (1, 1): ("甲", None),
        (2, 3): (1.5, None),
        (4, 1): ("乙", "A1"),
        (4, 2): ("#REF!", "NA()"),
    }
