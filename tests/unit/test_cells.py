# ruff: noqa: DTZ001 - a workbook knows no time zones
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from portal.workbook.addresses import Range, column_letters, column_number
from portal.workbook.cells import Book, Cell, Kind, Row, SheetState, open_book
from portal.workbook.refusals import Refusal, RefusalCode, Refused
from tests.workbooks.packages import (
    HEAD,
    MAIN,
    OFFICE,
    PACKAGE,
    SHEET_PART,
    STRINGS_PART,
    packed,
    sheet,
    sound_parts,
    strict,
    strings,
    styles,
    with_part,
    with_sheet,
    workbook,
)

# A comment before the rows makes the reader take its careful way through all of them.
CAREFUL = "<!-- -->"


def opened(contents: bytes, folder: Path) -> Book:
    path = folder / "book.xlsx"
    path.write_bytes(contents)
    return open_book(path)


def rows_of(contents: bytes, folder: Path) -> list[Row]:
    with opened(contents, folder) as book:
        return [row for info in book.sheets for row in book.rows(info.name)]


def refusal_of(contents: bytes, folder: Path) -> Refusal:
    with pytest.raises(Refused) as caught:
        rows_of(contents, folder)
    return caught.value.refusal


def both_ways(data: str, folder: Path, **parts: str) -> list[Row]:
    """The rows, which are the same with and without the short cut."""
    changed = {name.replace("__", "/"): text.encode() for name, text in parts.items()}
    short = rows_of(packed({**sound_parts(), **changed, SHEET_PART: sheet(data).encode()}), folder)
    slow = rows_of(
        packed({**sound_parts(), **changed, SHEET_PART: sheet(CAREFUL + data).encode()}), folder
    )
    assert short == slow
    return short


def only_cell(cell: str, folder: Path) -> Cell:
    (row,) = both_ways(f'<row r="1">{cell}</row>', folder)
    (found,) = row.cells
    return found


def test_an_empty_formula_result_is_told_from_one_never_calculated(tmp_path: Path) -> None:
    assert only_cell('<c r="A1"><f>1+1</f></c>', tmp_path)[1:4] == (Kind.EMPTY, None, "1+1")
    assert only_cell('<c r="A1"><f>A2</f><v></v></c>', tmp_path)[1:4] == (Kind.EMPTY, None, "A2")
    assert only_cell('<c r="A1" t="str"><f>""</f><v></v></c>', tmp_path)[1:3] == (Kind.TEXT, "")


def test_references_are_resolved_once(tmp_path: Path) -> None:
    cell = only_cell(
        '<c r="A1" t="str"><f>"&lt;&amp;lt;"&amp;A2</f><v>&amp;lt; &quot;&apos;&gt;</v></c>',
        tmp_path,
    )

    assert (cell.value, cell.formula) == ("&lt; \"'>", '"<&lt;"&A2')


def test_a_shared_formula_is_marked_in_every_cell(tmp_path: Path) -> None:
    (row,) = both_ways(
        '<row r="1"><c r="A1"><f t="shared" ref="A1:B1" si="0">C1*2</f><v>2</v></c>'
        '<c r="B1"><f t="shared" si="0"/><v>4</v></c></row>',
        tmp_path,
    )

    assert [cell.formula for cell in row.cells] == ["C1*2", ""]


def test_an_array_formula_marks_all_cells_of_its_range(tmp_path: Path) -> None:
    rows = both_ways(
        '<row r="1"><c r="A1"><f t="array" ref="A1:B2">C1:D2</f><v>1</v></c><c r="B1"><v>2</v></c>'
        '<c r="C1"><v>3</v></c></row><row r="2"><c r="A2"><v>4</v></c></row>'
        '<row r="3"><c r="A3"><v>5</v></c></row>',
        tmp_path,
    )

    formulas = [cell.formula for row in rows for cell in row.cells]
    assert formulas == ["C1:D2", "", None, "", None]


def test_runs_are_joined_and_phonetic_readings_left_out(tmp_path: Path) -> None:
    text = (
        "<si><r><t>高</t></r><r><rPr><b/></rPr><t xml:space='preserve'> 雄</t></r>"
        "<rPh sb='0' eb='1'><t>ㄍㄠ</t></rPh><phoneticPr fontId='1'/></si>"
    )
    inline = text.replace("<si>", '<c r="B1" t="inlineStr"><is>').replace("</si>", "</is></c>")

    with opened(
        packed(
            {
                **sound_parts(),
                STRINGS_PART: strings(text).encode(),
                SHEET_PART: sheet(
                    f'<row r="1"><c r="A1" t="s"><v>0</v></c>{inline}</row>'
                ).encode(),
            }
        ),
        tmp_path,
    ) as book:
        (row,) = book.rows("Data")

    assert [cell.value for cell in row.cells] == ["高 雄", "高 雄"]


def test_escaped_characters_are_resolved(tmp_path: Path) -> None:
    inline = "<is><t>a_x000A_b_x005F_x0041_ _xD800_</t></is>"

    assert only_cell(f'<c r="A1" t="inlineStr">{inline}</c>', tmp_path).value == (
        "a\nb_x0041_ _xD800_"
    )


def test_errors_and_booleans_keep_their_kind(tmp_path: Path) -> None:
    assert only_cell('<c r="A1" t="e"><v>#REF!</v></c>', tmp_path)[1:3] == (Kind.ERROR, "#REF!")
    assert only_cell('<c r="A1" t="b"><v>1</v></c>', tmp_path)[1:3] == (Kind.BOOLEAN, True)
    assert only_cell('<c r="A1" t="str"><v>#REF!</v></c>', tmp_path).kind is Kind.TEXT


def test_positions_that_are_not_stated_follow_from_the_order(tmp_path: Path) -> None:
    rows = both_ways(
        '<row><c><v>1</v></c><c/><c><v>2</v></c></row><row r="5"><c r="D5"><v>3</v></c>'
        "<c><v>4</v></c></row><row><c><v>5</v></c></row>",
        tmp_path,
    )

    places = [(row.number, cell.column, cell.value) for row in rows for cell in row.cells]
    assert places == [(1, 1, 1.0), (1, 3, 2.0), (5, 4, 3.0), (5, 5, 4.0), (6, 1, 5.0)]


def test_a_repeated_cell_is_refused_with_its_place(tmp_path: Path) -> None:
    row = '<row r="4"><c r="B4"><v>1</v></c><c r="B4"><v>2</v></c></row>'

    refusal = refusal_of(with_sheet(row), tmp_path)

    assert refusal.code is RefusalCode.OUT_OF_ORDER
    assert dict(refusal.detail) == {"part": "Data", "cell": "B4"}


def test_leading_zeros_can_be_restored(tmp_path: Path) -> None:
    parts = sound_parts()
    parts["xl/styles.xml"] = (
        styles('<xf numFmtId="0"/><xf numFmtId="170"/>')
        .replace(
            "<cellXfs>",
            '<numFmts><numFmt numFmtId="170" formatCode="00000000"/></numFmts><cellXfs>',
        )
        .encode()
    )
    parts[SHEET_PART] = sheet('<row r="1"><c r="A1" s="1"><v>123</v></c></row>').encode()

    ((row,),) = (rows_of(packed(parts), tmp_path),)

    assert f"{row.cells[0].value:0{row.cells[0].style.digits}.0f}" == "00000123"


def test_a_date_that_no_calendar_has_is_bad(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "x.xlsx") as book:
        tab = book.add_worksheet()
        tab.write_number(0, 0, 60, book.add_format({"num_format": "yyyy/m/d"}))
        tab.write_number(0, 1, 45808, book.add_format({"num_format": "[$-404]e/m/d"}))

    with open_book(tmp_path / "x.xlsx") as opened_book:
        (row,) = opened_book.rows("Sheet1")

    assert row.cells[0][1:3] == (Kind.BAD, "60.0")
    assert row.cells[1][1:3] == (Kind.DATE, datetime(2025, 5, 31))


def test_layout_names_merged_ranges_and_what_is_hidden(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "x.xlsx") as book:
        tab = book.add_worksheet("Data")
        tab.merge_range("B2:D3", "merged")
        tab.set_column("F:G", None, None, {"hidden": True})
        tab.set_row(4, None, None, {"hidden": True})
        tab.write("A5", 1)
        book.add_worksheet("Secret").very_hidden()

    with open_book(tmp_path / "x.xlsx") as opened_book:
        rows = list(opened_book.rows("Data"))
        layout = opened_book.layout("Data")
        states = [info.state for info in opened_book.sheets]

    assert layout.merged == (Range(2, 2, 3, 4),)
    assert layout.hidden_columns == ((6, 7),)
    assert layout.hidden_rows == (5,)
    assert [row.is_hidden for row in rows] == [False, True]
    assert states == [SheetState.VISIBLE, SheetState.VERY_HIDDEN]


def test_names_and_properties_are_read(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "x.xlsx") as book:
        book.add_worksheet("Data")
        book.add_worksheet("乙 表")
        book.define_name("Total", "=Data!$A$1")
        book.define_name("'乙 表'!Local", "='乙 表'!$A$1")
        book.set_custom_property("template", "inventory 1.0 <甲>")
        book.set_custom_property("year", 2024)

    with open_book(tmp_path / "x.xlsx") as opened_book:
        names = {name.name: (name.refers_to, name.sheet) for name in opened_book.names}
        properties = dict(opened_book.properties)

    assert names == {"Total": ("Data!$A$1", None), "Local": ("'乙 表'!$A$1", "乙 表")}
    assert properties == {"template": "inventory 1.0 <甲>", "year": "2024"}


def test_external_links_are_listed(tmp_path: Path) -> None:
    parts = sound_parts()
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="rId9" Type="{OFFICE}/externalLink" '
        'Target="/xl/externalLinks/externalLink1.xml"/></Relationships>'.encode(),
    )
    parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/externalLinkPath" Target="file:///c:/other.xlsx" TargetMode="External"/>'
        "</Relationships>"
    ).encode()

    with opened(packed(parts), tmp_path) as book:
        assert book.external_links == ("file:///c:/other.xlsx",)


def test_chart_sheets_have_no_rows(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "x.xlsx") as book:
        book.add_worksheet("Data").write(0, 0, 1)
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Data!$A$1:$A$1"})
        book.add_chartsheet("Chart").set_chart(chart)

    with open_book(tmp_path / "x.xlsx") as opened_book:
        assert list(opened_book.rows("Chart")) == []
        assert [info.has_cells for info in opened_book.sheets] == [True, False]


def test_strict_open_xml_and_prefixes_read_alike(tmp_path: Path) -> None:
    prefixed = sheet().replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?")
    plain = rows_of(packed(sound_parts()), tmp_path)

    assert rows_of(strict(), tmp_path) == plain
    assert rows_of(with_part(SHEET_PART, prefixed.replace("xmlns=", "xmlns:x=")), tmp_path) == plain


ODD_ROWS = (
    "<row r='1'><c r='A1'><v>1</v></c></row>",
    '<row r="1" spans="1:2" x14ac:dyDescent="0.3"><c r="A1" s="0"><v> 1 </v></c></row>',
    '<row r="1">\n<c r="A1">\n<v>1</v>\n</c>\n</row>\n',
    '<row r="1"><c s="0" r="A1"><v>1</v></c></row>',
    '<row r="1"><c r="A1"><v><![CDATA[1]]></v></c></row>',
    '<row r="1"><c r="A1"><v>&#49;</v></c></row>',
    '<row r="1"><c r="A1"><v>1</v><extLst><ext uri="x"><v>9</v></ext></extLst></c></row>',
    '<row r="1"/><row r="2" hidden="1"/>\r\n<row r="3"><c r="A3"><v>1</v></c></row>',
    '<row r="1"><c r="A1"><v>1</v></c></row><?pi </row> ?><row r="2"><c r="A2"><v>2</v></c></row>',
)


@pytest.mark.parametrize("data", ODD_ROWS)
def test_rows_written_in_other_ways_read_alike(data: str, tmp_path: Path) -> None:
    rows = both_ways(data, tmp_path)

    assert rows[0].cells[0][:3] in {(1, Kind.NUMBER, 1.0), (1, Kind.NUMBER, 9.0)}


BROKEN_ROWS = (
    '<row r="1"><c r="A1"><v>1</v></c>garbage</row>',
    '<row r="1" r="2"><c r="A1"><v>1</v></c></row>',
    '<row r="1"><c r="A1"><v>1 & 2</v></c></row>',
    '<row r="1"><c r="A1"><v>]]></v></c></row>',
    '<row r="1"><c r="A1"><v>\ufffe</v></c></row>',
    '<row r="1"><c r="A1"><v>\x0b</v></c></row>',
    '<row r="1"><c r="A1"><v>&nbsp;</v></c></row>',
    '<row r="1"><c r="A1" t="x"><v>1</v></c></row>',
    '<row r="1"><c r="A1"><v>1</c></v></row>',
    "<row r=1></row>",
)


@pytest.mark.parametrize("data", BROKEN_ROWS)
def test_broken_rows_are_treated_alike_on_both_ways(data: str, tmp_path: Path) -> None:
    short = rows_or_refusal(with_sheet(data), tmp_path)
    slow = rows_or_refusal(with_sheet(CAREFUL + data), tmp_path)

    assert short == slow


def rows_or_refusal(contents: bytes, folder: Path) -> object:
    try:
        return rows_of(contents, folder)
    except Refused as refused:
        return refused.refusal.code


def test_letters_cut_by_a_chunk_border_stay_whole(tmp_path: Path) -> None:
    for shift in range(4):
        text = "x" * shift + "高雄" * 60
        data = "".join(
            f'<row r="{row}"><c r="A{row}" t="str"><v>{text}</v></c></row>'
            for row in range(1, 1200)
        )

        rows = rows_of(with_sheet(data), tmp_path)

        assert {cell.value for row in rows for cell in row.cells} == {text}
        assert len(rows) == 1199


def test_rows_come_before_the_sheet_is_read_to_its_end(tmp_path: Path) -> None:
    good = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 9000))

    with opened(with_sheet(good + "<broken"), tmp_path) as book:
        rows = book.rows("Data")
        first = next(rows)
        with pytest.raises(Refused):
            list(rows)

    assert first.number == 1


def test_two_sheets_of_one_name_are_refused(tmp_path: Path) -> None:
    twice = (
        '<sheet name="Data" sheetId="1" r:id="rId1"/><sheet name="DATA" sheetId="2" r:id="rId1"/>'
    )

    refusal = refusal_of(with_part("xl/workbook.xml", workbook(sheets=twice)), tmp_path)

    assert refusal.code is RefusalCode.DAMAGED


def test_an_unknown_sheet_is_the_callers_error(tmp_path: Path) -> None:
    with opened(packed(sound_parts()), tmp_path) as book, pytest.raises(KeyError):
        list(book.rows("Other"))


@given(st.integers(1, 16_384))
def test_column_letters_round_trip(number: int) -> None:
    assert column_number(column_letters(number)) == number


def test_the_name_space_is_the_expected_one() -> None:
    assert MAIN in sheet()


def test_a_sheet_may_be_read_again_and_again(tmp_path: Path) -> None:
    data = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 40_001))

    with opened(with_sheet(data), tmp_path) as book:
        counts = [sum(1 for _ in book.rows("Data")) for _ in range(8)]

    assert counts == [40_000] * 8


def test_a_stored_part_is_read_in_pieces(tmp_path: Path) -> None:
    data = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 9001))
    parts = {**sound_parts(), SHEET_PART: sheet(data).encode()}

    assert len(rows_of(packed(parts, stored=True), tmp_path)) == 9000
