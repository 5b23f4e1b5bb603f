"""Words as filters compare them."""

import pytest

from portal.db.folding import folded


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ＳＴ０２", "st02"),
        ("St02", "st02"),
        ("臺灣", "台灣"),
        ("ＣＯ２　減量", "co2 減量"),
        ("ÉCOLE", "école"),
        ("（小港廠）", "(小港廠)"),
    ],
)
def test_what_is_typed_either_way_is_the_same(typed: str, meant: str) -> None:
    assert folded(typed) == meant


def test_what_is_another_word_stays_another() -> None:
    assert folded("后") != folded("後")
    assert folded("ST-02") != folded("ST02")
