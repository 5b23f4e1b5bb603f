"""Where the lines of a paragraph end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.reports.line_breaking import breaks_between, lines, pieces

TEXTS = st.text(alphabet="鋼鐵公司股份，。（）「」／ab1 .%", min_size=1, max_size=60)


def _set(text: str, room: int) -> list[str]:
    """The lines of a text whose Chinese characters are two wide and its letters one."""
    widths = [2.0 if letter >= "\u2e80" else 1.0 for letter in text]
    return [text[start:end] for start, end in lines(text, widths, [room])]


@pytest.mark.parametrize(
    ("before", "after"),
    [("量", "，"), ("（", "碳"), ("量", "）"), ("1", "0"), ("2", "％"), ("千", "／"), ("a", " ")],
)
def test_some_characters_stay_together(before: str, after: str) -> None:
    assert not breaks_between(before, after)


@pytest.mark.parametrize(("before", "after"), [("排", "放"), ("、", "E"), (" ", "a"), ("0", "家")])
def test_others_may_part(before: str, after: str) -> None:
    assert breaks_between(before, after)


def test_codes_between_commas_are_not_cut() -> None:
    assert list(pieces("EN08、EN10、PC01")) == ["EN08、", "EN10、", "PC01"]


def test_no_line_begins_with_a_comma_or_ends_with_a_bracket() -> None:
    assert _set("一二三四五，六", 10) == ["一二三四", "五，六"]
    assert _set("一二三四（五六）", 10) == ["一二三四", "（五六）"]


def test_no_character_stands_alone_in_the_last_line() -> None:
    assert _set("範例股份有限公司", 14) == ["範例股份有限", "公司"]
    assert _set("平均以上）", 6) == ["平均", "以上）"]


def test_an_address_longer_than_a_line_is_cut_and_nothing_else_is() -> None:
    assert _set("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]
    assert _set("見 abc def", 6) == ["見 abc ", "def"]


@given(TEXTS, st.integers(min_value=8, max_value=40))
def test_nothing_is_lost_and_no_line_is_too_long(text: str, room: int) -> None:
    found = _set(text, room)

    assert "".join(found) == text
    for line in found:
        width = sum(2 if letter >= "\u2e80" else 1 for letter in line.rstrip(" "))
        assert width <= room
