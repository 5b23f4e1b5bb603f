"""What people type stays text: in a PDF no markup, in a workbook no formula, nowhere endless."""

from dataclasses import replace

import pytest

from portal.language import Language, Text
from portal.reports import member_excel, member_pdf, receipt, summary_excel, summary_pdf
from portal.reports.font import FontNames
from portal.reports.member import MemberStatement
from portal.reports.plain_text import CUT_MARK, LIMIT, plain
from portal.reports.summary import Summary
from tests.reports import examples
from tests.reports.reading import formulas, read_excel, read_pdf, rows_of

HOSTILE = {
    "formula": '=HYPERLINK("http://127.0.0.1/","x")',
    "command": "=cmd|' /C calc'!A0",
    "plus": "+1+1",
    "minus": "-2+3",
    "at": "@SUM(A1:A9)",
    "tab": "\t=1+1",
    "return": "\r\n=1+1",
    "full width": "＝１＋１",
    "array": "{=1+1}",
    "image": '<img src="file:///etc/passwd" width="10" height="10"/>',
    "remote image": '<img src="http://127.0.0.1:1/x.png"/>',
    "link": '<a href="http://127.0.0.1:1/">x</a>',
    "font": '<font size="900">big</font><para leading="9">',
    "bare": "</para></b> & &amp; &#x41; <!-- ",
    "deep": "<b>" * 400,
    "controls": "a\x00b\x07c\x1b[31md",
    "direction": "abc\u202egnp.exe",
    "lone half": "a\ud800b",
    "no character": "a\uffffb",
    "sequence": "{name} %s {0} $x",
    "header": '&P&N&"Arial"',
    "long word": "W" * 32_767,
    "long text": "超長文字，" * 6_000,
}


def _named(text: str) -> Text:
    return Text(text, text)


def _summary(text: str) -> Summary:
    """A summary whose every free text is hostile."""
    base = examples.group_summary(members=3)
    return replace(
        base,
        members=tuple(replace(row, name=_named(text), state=_named(text)) for row in base.members),
        targets=tuple(
            replace(row, name=_named(text), target_id=text, outcome=_named(text))
            for row in base.targets
        ),
        waiting=examples.waiting(examples.group_summary().members)[:1],
        sources=tuple(
            replace(row, source=text, material=text, unit=text, site=text) for row in base.sources
        ),
    )


def _statement(text: str) -> MemberStatement:
    base = examples.statement()
    return replace(
        base,
        row=replace(base.row, name=_named(text)),
        history=(),
        pathway=(),
        measures=tuple(replace(one, name=text, measure_id=text) for one in base.measures),
        sources=tuple(replace(one, source=text) for one in base.sources[:2]),
        sites=tuple(replace(one, address=text) for one in base.sites),
    )


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_workbook_holds_it_as_a_string(text: str) -> None:
    made = summary_excel.build(_summary(text), Language.ZH)

    names = rows_of(read_excel(made)["成員"]).column("成員")
    assert formulas(made) == 0
    assert names == [plain(text)] * 3


def test_text_cells_carry_the_mark_that_keeps_them_text_when_edited() -> None:
    sheet = read_excel(summary_excel.build(_summary("=1+1"), Language.ZH))["成員"]

    cell = sheet["B2"]

    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_statement_prints_it_as_text(text: str, names: FontNames) -> None:
    document = read_pdf(member_pdf.build(_statement(text), Language.EN, names))

    assert document.images == 0
    assert set(document.annotations) <= {"/GoTo"}
    assert formulas(member_excel.build(_statement(text), Language.EN)) == 0


@pytest.mark.parametrize("key", ["image", "link", "bare", "font"])
@pytest.mark.parametrize("language", list(Language))
def test_markup_is_printed_letter_by_letter(key: str, language: Language, names: FontNames) -> None:
    text = HOSTILE[key]
    hostile = replace(
        examples.RECEIPT, file_name=text, uploaded_by=text, certification=Text(text, text)
    )

    document = read_pdf(receipt.build(hostile, language, names))

    assert document.says(plain(text))
    assert document.images == 0
    assert document.annotations == []


@pytest.mark.parametrize("key", ["long word", "long text", "deep", "lone half", "no character"])
def test_a_summary_survives_it(key: str, names: FontNames) -> None:
    document = read_pdf(summary_pdf.build(_summary(HOSTILE[key]), Language.ZH, names))

    assert document.says("鋼鐵組 2024 年度報告")
    assert document.says(CUT_MARK) or len(HOSTILE[key]) < LIMIT


def test_a_certification_of_any_length_is_cut_where_everybody_sees_it(names: FontNames) -> None:
    hostile = replace(examples.RECEIPT, certification=Text(HOSTILE["long text"], ""))

    document = read_pdf(receipt.build(hostile, Language.ZH, names))

    assert document.says(CUT_MARK)
    assert document.text.count("超長文字") <= LIMIT // 5


def test_text_keeps_its_words_and_loses_its_controls() -> None:
    assert plain("  高雄\n\t鋼鐵\x07 廠 ") == "高雄 鋼鐵 廠"
    assert plain("abc\u202egnp.exe") == "abcgnp.exe"
    assert plain("a\ud800b\uffffc") == "abc"


def test_text_is_cut_to_its_limit_with_a_mark() -> None:
    assert plain("字" * 2_001) == "字" * 1_999 + CUT_MARK
    assert plain("字" * 2_000) == "字" * 2_000
