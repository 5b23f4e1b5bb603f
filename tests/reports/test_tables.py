"""Tables on paper: columns have room for numbers and words, rows stay whole, text wraps."""

from collections.abc import Sequence

import pytest

from portal.language import Language, Text
from portal.reports import library
from portal.reports.font import FontNames
from portal.reports.look import Look
from portal.reports.plain_text import plain
from portal.reports.tables import Column, Lines, number, table
from portal.reports.whole_rows import WHOLE_ROWS
from portal.reports.widths import fitted

WIDTH = 400.0


def _widths(names: FontNames, cells: Sequence[Sequence[str]]) -> list[float]:
    texts = [(["", ""], column) for column in cells]
    return fitted(Look(names, Language.EN), [1] * len(cells), texts, WIDTH, 4)


def _size(names: FontNames, text: str) -> float:
    found: float = library.METRICS.stringWidth(text, names.regular, 8)
    return found


def test_columns_keep_their_shares_where_everything_fits(names: FontNames) -> None:
    assert _widths(names, [["1"], ["22"], ["a few words"], ["4"]]) == [100.0] * 4


def test_a_column_makes_room_for_its_longest_number(names: FontNames) -> None:
    long = "1,234,567,890,123,456.789"

    found = _widths(names, [["1"], [long], ["3"], ["4"]])

    assert sum(found) == pytest.approx(WIDTH)
    assert found[1] >= _size(names, long[:24]) + 8
    assert found[0] == found[2] == found[3] < 100


def test_a_word_without_end_does_not_push_the_others_off_the_page(names: FontNames) -> None:
    found = _widths(names, [["W" * 32_767], ["1,234.5"], ["3"]])

    assert sum(found) == pytest.approx(WIDTH)
    assert found[1] >= _size(names, "1,234.5") + 8


def test_a_row_is_not_cut_while_a_page_can_hold_it(names: FontNames) -> None:
    look = Look(names, Language.EN)
    columns = (Column(Text("甲", "A"), 30), number(Text("乙", "B"), 10))
    rows = [("a word " * 30, "1"), *(("one", "2") for _ in range(4)), ("a word " * 60, "3")]
    made = table(look, columns, rows, width=WIDTH)
    _, height = made.wrap(WIDTH, 10_000)

    first, rest = made.split(WIDTH, height - 20)

    assert isinstance(made, WHOLE_ROWS)
    assert isinstance(rest, WHOLE_ROWS)
    assert rest.split(WIDTH, 40) == []
    # The heading and one row less than the last two, which stay together.
    assert len(first._cellvalues) == 1 + len(rows) - 2


def test_a_row_that_no_page_holds_is_cut(names: FontNames) -> None:
    look = Look(names, Language.EN)
    made = table(look, (Column(Text("甲", "A"), 1),), [("a word " * 9_000,)], width=60)
    made.wrap(60, 10_000)

    assert made.split(60, 300) or len(made._cellvalues) == 2


@pytest.mark.parametrize(
    ("text", "breaks"),
    [
        ("聯盟年度報告所列之合計", "CJK"),
        ("2024.r1/alliance/2030/t1", None),
        ("Alliance annual report, 聯盟", "CJK"),
        ("將排氣壓力由 7.6 降至 6.5 bar(g)，每階段觀察兩週", "CJK"),
    ],
)
@pytest.mark.parametrize("language", list(Language))
def test_a_text_wraps_as_its_own_script_does(
    text: str, breaks: str | None, language: Language, names: FontNames
) -> None:
    assert Look(names, language)(text).style.wordWrap == breaks


def test_names_below_a_text_stand_on_lines_of_their_own(names: FontNames) -> None:
    look = Look(names, Language.ZH)
    alone = table(look, (Column(Text("甲", "A"), 1),), [("Σ S1",)])
    with_names = table(look, (Column(Text("甲", "A"), 1),), [(Lines(Text("Σ S1", "Σ S1"), "ab"),)])

    heights = [made.wrap(WIDTH, 1_000)[1] for made in (alone, with_names)]

    assert heights[1] > heights[0] + 20


def test_a_wide_space_stays_one_in_a_line(names: FontNames) -> None:
    assert plain("　甲公司　乙廠 \n 丙　") == "甲公司　乙廠 丙"
    assert "\u00a0\u00a0" in Look(names, Language.ZH).markup("甲公司　乙廠")
