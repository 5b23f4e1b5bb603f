"""Every event of the log has its words."""

from portal.audit.events import Event
from portal.web.operations.words import EVENT_WORDS, words


def test_every_event_is_named_in_both_languages() -> None:
    assert set(EVENT_WORDS) == set(Event)
    assert all(text.zh and text.en for text in EVENT_WORDS.values())


def test_an_event_of_another_version_keeps_its_code() -> None:
    assert words("future.event").zh == "future.event"
