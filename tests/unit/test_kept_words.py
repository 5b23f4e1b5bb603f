"""Sentences of ours that are kept with a version are read in the language of the page."""

from portal.intake.kept_words import CERTIFICATION, CERTIFIED, EXPLAINED, in_both
from portal.language import Text


def test_what_an_import_keeps_is_said_in_both_languages() -> None:
    assert in_both(CERTIFIED) == CERTIFICATION
    assert in_both(EXPLAINED.zh) == EXPLAINED


def test_what_a_person_wrote_stays_as_it_is() -> None:
    assert in_both("停爐三個月") == Text("停爐三個月", "停爐三個月")
