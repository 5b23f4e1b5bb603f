"""The workbooks of figures, read back by another program than the one that wrote them."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from shutil import which

import pytest
from openpyxl.worksheet.header_footer import HeaderFooterItem

from portal.language import Language, Text
from portal.plans.amounts import Missing
from portal.publication.figure_id import figure_id
from portal.reference.groups import Group
from portal.reports import member_excel, summary_excel
from portal.reports.edition import NOT_PUBLISHED
from portal.reports.excel import Field
from portal.reports.listing import listing
from portal.reports.row_heights import height_of, lines_of
from tests.reports import examples
from tests.reports.reading import formulas, read_excel, rows_of

GROUP = examples.group_summary()
ALLIANCE = examples.alliance_summary()


def test_a_group_has_its_sheets_in_order() -> None:
    sheets = read_excel(summary_excel.build(GROUP, Language.ZH))

    lists = ["成員", "目標", "排放源", "尚待聯繫", "未計入", "定義"]
    assert list(sheets) == ["目次", "摘要", "排放量涵蓋", "目標涵蓋", "歷年", *lists]


def test_every_figure_of_the_first_sheet_has_the_name_by_which_it_is_traced() -> None:
    sheet = rows_of(read_excel(summary_excel.build(GROUP, Language.EN))["Summary"])

    names = [str(one) for one in sheet.column("Figure id") if one]

    assert "2024/group:steel/emissions" in names
    assert "2024/group:steel/2030/t1" in names
    assert all(str(figure_id(one)) == one for one in names)


def test_coverage_stands_beside_every_total_of_contributions() -> None:
    sheet = rows_of(read_excel(summary_excel.build(ALLIANCE, Language.EN))["Target coverage"])

    assert len(sheet.rows) == 3 * (len(Group) + 1)
    beside = ALLIANCE.figures.horizons[2030].coverage
    last = next(row for row in sheet.rows if row[:2] == ("Total", 2030))
    assert last[2:5] == (beside.quantified, beside.with_target, beside.members)


def test_who_is_left_out_stands_with_the_reason() -> None:
    sheet = rows_of(read_excel(summary_excel.build(GROUP, Language.EN))["Left out"])

    assert sheet.rows
    assert all(sheet.column("Reason"))


def test_the_alliance_adds_its_groups_and_the_published_figures() -> None:
    sheets = read_excel(summary_excel.build(ALLIANCE, Language.EN))

    assert {"Groups", "Published"} <= set(sheets)
    assert rows_of(sheets["Groups"]).column("Group") == [
        *(group.label.en for group in Group),
        "Total",
    ]


@pytest.mark.parametrize("language", list(Language))
def test_there_is_no_formula_anywhere(language: Language) -> None:
    assert formulas(summary_excel.build(ALLIANCE, language)) == 0
    assert formulas(member_excel.build(examples.statement(), language)) == 0


def test_the_members_are_as_they_were_given() -> None:
    table = rows_of(read_excel(summary_excel.build(GROUP, Language.ZH))["成員"])

    assert table.column("代碼") == [row.code for row in GROUP.members]
    assert table.column("成員") == [row.name.zh for row in GROUP.members]
    assert table.column("排放量") == [_as_read(row.emissions) for row in GROUP.members]
    assert table.column("2030 年貢獻") == [_as_read(row.cut(2030)) for row in GROUP.members]


def _as_read(value: Decimal | Missing) -> object:
    words = {
        Missing.NO_DATA: "—",
        Missing.NO_PLEDGE: "無目標",
        Missing.NOT_QUANTIFIED: "未能量化",
        Missing.NOT_STATED: "未填報",
    }
    if isinstance(value, Missing):
        return words[value]
    return int(value) if value == int(value) else pytest.approx(float(value), rel=1e-15)


def test_the_rows_behind_a_total_add_up_to_it() -> None:
    sheets = read_excel(summary_excel.build(GROUP, Language.ZH))

    members = rows_of(sheets["成員"]).column("2030 年貢獻")
    figures = rows_of(sheets["摘要"])
    total = next(row[3] for row in figures.rows if str(row[1]).startswith("T1") and row[2] == 2030)
    known = [one for one in members if isinstance(one, int | float)]
    assert sum(known) == pytest.approx(total)


def test_every_target_says_whether_it_counts_and_where_it_stands() -> None:
    table = rows_of(read_excel(summary_excel.build(GROUP, Language.ZH))["目標"])

    assert table.column("目標編號") == [row.target_id for row in GROUP.targets]
    assert {row.outcome.zh for row in GROUP.targets} == set(table.column("是否計入"))
    assert set(table.column("來源檔案 SHA-256")) == {examples.SHA}
    assert table.column("儲存格") == [row.place.cell for row in GROUP.targets]


def test_every_figure_with_a_key_is_defined_with_formula_and_source() -> None:
    sheets = read_excel(summary_excel.build(GROUP, Language.EN))

    table = rows_of(sheets["Definitions"])

    assert "Contribution, simple sum (T1)" in table.column("Figure")
    assert "T1 = Σ K_i" in table.column("Formula")
    assert all(table.column("Source"))


def test_a_statement_defines_its_figures_too() -> None:
    sheets = read_excel(member_excel.build(examples.statement(), Language.ZH))

    table = rows_of(sheets["定義"])

    assert "達成進度" in table.column("指標")
    assert all(table.column("計算式"))


def test_the_summary_sheet_says_as_of_when_and_by_which_method() -> None:
    sheet = read_excel(summary_excel.build(GROUP, Language.ZH))["摘要"]

    said = [str(row[0]) for row in sheet.iter_rows(max_row=8, max_col=1, values_only=True)]

    assert said[0] == "鋼鐵組 2024 年度報告"
    assert "資料截止 2025-06-15 17:00（台北時間）" in said
    assert "公布版本：未公布草稿" in said
    assert any("故合計可能與各列顯示值之和略有差異" in one for one in said)


def test_every_sheet_keeps_its_headings_in_view_and_prints_on_one_page_in_width() -> None:
    for sheet in read_excel(summary_excel.build(ALLIANCE, Language.ZH)).values():
        assert sheet.freeze_panes is not None
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.print_title_rows is not None


def test_inventory_rows_are_left_out_where_nobody_asked_for_them() -> None:
    sheets = read_excel(summary_excel.build(replace(GROUP, sources=()), Language.ZH))

    assert "排放源" not in sheets


def test_the_same_figures_give_the_same_bytes() -> None:
    once, again = (summary_excel.build(GROUP, Language.EN) for _ in range(2))

    assert once == again


def test_a_statement_holds_every_source_of_the_member() -> None:
    statement = examples.statement()

    table = rows_of(read_excel(member_excel.build(statement, Language.ZH))["排放源"])

    assert table.column("排放源") == [one.source for one in statement.sources]
    assert table.column("重算值") == [float(one.emissions or 0) for one in statement.sources]


def test_a_measure_without_a_cost_is_not_stated_rather_than_free() -> None:
    table = rows_of(read_excel(member_excel.build(examples.statement(), Language.ZH))["措施"])

    assert table.column("投資額") == [86.4, "未填報"]


@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_a_workbook_and_reads_the_same_text(tmp_path: Path) -> None:
    hostile = replace(GROUP.members[0], name=Text("=1+1", "=1+1"))
    path = tmp_path / "summary.xlsx"
    path.write_bytes(summary_excel.build(replace(GROUP, members=(hostile,)), Language.ZH))

    subprocess.run(  # noqa: S603
        [
            which("soffice") or "soffice",
            f"-env:UserInstallation=file://{tmp_path / 'profile'}",
            "--headless",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
            "--outdir",
            str(tmp_path),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )

    said = [file.read_text(encoding="utf-8") for file in tmp_path.glob("*.csv")]
    assert any("=1+1" in sheet for sheet in said)


def _alliance(language: Language) -> bytes:
    return summary_excel.build(ALLIANCE, language)


def _group(language: Language) -> bytes:
    return summary_excel.build(GROUP, language)


def _statement(language: Language) -> bytes:
    return member_excel.build(examples.statement(), language)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("made", [_alliance, _group, _statement])
def test_the_contents_lead_to_every_sheet_and_say_what_it_holds(
    made: Callable[[Language], bytes], language: Language
) -> None:
    first, *others = read_excel(made(language)).values()

    state = [cell.value for cell in first["A"]]
    links = [cell for cell in first["A"] if cell.hyperlink is not None]
    assert [cell.value for cell in links] == [sheet.title for sheet in others]
    for cell in links:
        assert cell.hyperlink is not None
        assert cell.hyperlink.location == f"'{cell.value}'!A1"
        assert first.cell(cell.row, 2).value
    assert any(examples.EDITION.method in str(one) for one in state)
    assert any(NOT_PUBLISHED[language] in str(one) for one in state)


def _printed(part: HeaderFooterItem | None) -> str:
    """What stands at the left, in the middle and at the right."""
    assert part is not None
    parts = (part.left, part.center, part.right)
    return " ".join(one.text or "" for one in parts)


def test_every_sheet_prints_its_name_its_state_and_its_page() -> None:
    published = replace(GROUP, edition=replace(examples.EDITION, publication="2024.r1"))

    for sheet in read_excel(summary_excel.build(published, Language.EN)).values():
        header, footer = _printed(sheet.oddHeader), _printed(sheet.oddFooter)
        assert header.endswith("&A")
        assert "2024.r1" in footer
        assert examples.EDITION.method in footer
        assert footer.endswith("Page &P of &N")


def test_a_list_of_one_sheet_needs_no_contents() -> None:
    made = listing(
        Text("名單", "List"),
        (Field(Text("甲", "A"), 10), Field(Text("乙", "B"), 10)),
        [("=1+1", 2)],
        at=examples.EDITION.made_at,
        language=Language.EN,
    )

    assert list(read_excel(made)) == ["List"]


def test_every_total_of_emissions_has_its_coverage_and_its_name() -> None:
    sheet = rows_of(read_excel(summary_excel.build(ALLIANCE, Language.EN))["Emission coverage"])

    beside = ALLIANCE.figures.emissions.coverage
    total = next(row for row in sheet.rows if row[1] == "Total")
    assert total[2:4] == (beside.counted, beside.members)
    assert all(str(figure_id(str(one))) == one for one in sheet.column("Figure id"))


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", 1), ("short", 1), ("a" * 40, 2), ("字" * 20, 2), ("a\nb\nc", 3)],
)
def test_a_row_is_as_high_as_its_text_needs(text: str, lines: int) -> None:
    assert lines_of(text, 20) == lines
    assert height_of(lines) == 14.5 * lines
