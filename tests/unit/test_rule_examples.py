"""Every rule has a faulty case whose finding the catalogue shows, in both languages."""

import pytest

from portal.demo.examples import TABLE, table
from portal.intake.catalogue import chapters, examples
from portal.intake.documents import rules_document
from portal.intake.kinds import CATALOGUE

# Their cases are files that no writer of ours makes, or several files at once:
# tests/unit/test_reading.py and tests/unit/official/test_files.py.
SHOWN_ELSEWHERE = {
    *("WB-115", "WB-116", "WB-245"),
    *("OFF-015", "OFF-017", "OFF-019", "OFF-020", "OFF-021"),
}


def test_every_rule_has_an_example() -> None:
    assert set(CATALOGUE) - set(examples()) == SHOWN_ELSEWHERE
    assert set(examples()) <= set(CATALOGUE)


@pytest.mark.parametrize("code", sorted(examples()))
def test_an_example_is_a_whole_sentence_in_both_languages(code: str) -> None:
    said = examples()[code]

    assert said.zh.endswith(("。", "）"))
    assert said.en.endswith((".", ")"))
    assert not any(mark in said.zh + said.en for mark in ("{", "}", "‹", "None", "Text("))


def test_every_entry_says_when_why_what_to_do_and_from_where() -> None:
    for entry in (one for chapter in chapters() for one in chapter.entries):
        rule = entry.rule
        assert all(text.zh and text.en for text in (rule.title, rule.message, rule.why, rule.fix))
        assert rule.source
        assert entry.template_versions


def test_the_document_shows_the_examples() -> None:
    document = rules_document()

    assert all(said.zh in document for said in examples().values())


def test_the_committed_examples_are_what_the_rules_say() -> None:
    assert TABLE.read_text(encoding="utf-8") == table()
