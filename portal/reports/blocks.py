"""Blocks that PDF documents share: opening, cards with large numbers, charts, facts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from portal.language import Text
from portal.reports import library
from portal.reports.charts import Chart
from portal.reports.drawing import drawing
from portal.reports.edition import Edition, joined
from portal.reports.library import Flowable
from portal.reports.look import GROUND, Look, colour
from portal.reports.page import INNER

_LABELS: Final = 104


@dataclass(frozen=True, slots=True)
class Card:
    """A large number with its unit, what it is, and what must be known to read it.

    Attributes:
        share: its part of the width.
    """

    label: Text
    value: str
    unit: Text
    notes: tuple[Text, ...] = ()
    share: float = 1


def opening(look: Look, title: Text, subtitle: Text, edition: Edition) -> Iterator[Flowable]:
    """The title with what the document is, and as of when."""
    yield look(title, "title")
    yield look(subtitle, "subtitle")
    yield look(joined(edition.facts(), "  ·  "), "note")
    yield space(8)


def space(height: float) -> Flowable:
    """Empty paper."""
    return library.FLOWABLES.Spacer(1, height)


def cards(look: Look, shown: Sequence[Card]) -> Flowable:
    """Cards side by side in one frame, the large numbers on one line."""
    line = library.colour(colour("line"))
    whole = sum(card.share for card in shown)
    rows = [
        [look(card.label, "card-label") for card in shown],
        [look.with_unit(card.value, card.unit) for card in shown],
        [[look(note, "card-note") for note in card.notes] for card in shown],
    ]
    style: list[tuple[Any, ...]] = [
        ("BOX", (0, 0), (-1, -1), 0.7, line),
        ("LINEBEFORE", (1, 0), (-1, -1), 0.7, line),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 8),
        ("RIGHTPADDING", (0, 0), (-1, -1), 6),
        ("TOPPADDING", (0, 0), (-1, 0), 8),
        ("TOPPADDING", (0, 1), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, -1), (-1, -1), 8),
    ]
    return library.TABLE(
        rows, colWidths=[INNER * card.share / whole for card in shown], style=style
    )


def chart(look: Look, shown: Chart, note: Text | None = None) -> Flowable:
    """A chart under its title, kept together with its note."""
    parts = [look(shown.title, "part"), drawing(shown, INNER, look.font)]
    if note is not None:
        parts.append(look(note, "note"))
    return library.FLOWABLES.KeepTogether(parts)


def facts(look: Look, rows: Sequence[tuple[Text, Flowable]]) -> Flowable:
    """Names and what they hold, one a line."""
    line = library.colour(colour("line"))
    body = [[look(name, "note"), value] for name, value in rows]
    style: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, line),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
    return library.TABLE(body, colWidths=[_LABELS, INNER - _LABELS], style=style, splitInRow=1)


def boxed(parts: Sequence[Flowable]) -> Flowable:
    """Paragraphs on a light ground."""
    style: list[tuple[Any, ...]] = [
        ("BACKGROUND", (0, 0), (-1, -1), library.colour(GROUND)),
        ("LEFTPADDING", (0, 0), (-1, -1), 10),
        ("RIGHTPADDING", (0, 0), (-1, -1), 10),
        ("TOPPADDING", (0, 0), (-1, -1), 8),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
    ]
    return library.TABLE([[list(parts)]], colWidths=[INNER], style=style)
