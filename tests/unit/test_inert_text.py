import pytest

from portal.workbook.inert_text import STARTS, inert


@pytest.mark.parametrize("blank", ["", " ", "\u3000"])
@pytest.mark.parametrize("start", STARTS)
def test_what_could_be_a_formula_begins_with_an_apostrophe(start: str, blank: str) -> None:
    text = f"{blank}{start}1+1"

    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "鋼一股份有限公司", "a=1", "1-2"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert inert(text) == text
