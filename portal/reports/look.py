"""How a PDF looks: its sizes, colours and paragraphs, in one language and one font."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from portal.language import Language, Text
from portal.reports import library
from portal.reports.charts import COLOURS
from portal.reports.font import FontNames, drawable, paragraph_markup
from portal.reports.library import Flowable, Style
from portal.reports.line_breaking import PARAGRAPH
from portal.reports.plain_text import CELL_LIMIT, LIMIT, plain

_CHINESE: Final = re.compile("[\u2e80-\uffff]")
GROUND: Final = "#f6f8f9"
STATES: Final = {
    "error": "#b3261e",
    "warning": "#8a5300",
    "info": "#0b5394",
    "good": "#1f6f3d",
}


@dataclass(frozen=True, slots=True)
class Size:
    """Size and leading of one kind of paragraph, points, with the space around it."""

    size: float
    leading: float
    colour: str = "ink"
    before: float = 0
    after: float = 0
    is_bold: bool = False
    stays_with_next: bool = False


SIZES: Final = {
    "title": Size(21, 28, after=2, is_bold=True),
    "subtitle": Size(9.5, 14, "secondary", after=2),
    "section": Size(14, 20, "ink", 16, 6, is_bold=True, stays_with_next=True),
    "part": Size(10.5, 15, "ink", 9, 4, is_bold=True, stays_with_next=True),
    "body": Size(9.5, 15, after=4),
    "strong": Size(9.5, 15, is_bold=True),
    "note": Size(8, 12, "secondary", 2, 3),
    "cell": Size(8, 11.5),
    "cell-strong": Size(8, 11.5, before=5, is_bold=True, stays_with_next=True),
    "list": Size(8, 12.5, after=4),
    "heading": Size(7.5, 10, "secondary"),
    "card-label": Size(8, 11, "secondary"),
    "card-value": Size(17, 22, is_bold=True),
    "card-note": Size(7.5, 11, "secondary", 2),
}


@dataclass(frozen=True, slots=True)
class Look:
    """Makes paragraphs of one language in one font; every text it is given is escaped and cut."""

    font: FontNames
    language: Language

    def __call__(self, text: Text | str, kind: str = "body", align: str = "left") -> Flowable:
        """A paragraph of one kind; `align` is left, right or center."""
        return self.marked(self.markup(text), kind, align)

    def marked(self, markup: str, kind: str = "body", align: str = "left") -> Flowable:
        """A paragraph of markup that the caller has escaped with `markup`."""
        is_chinese = _CHINESE.search(markup) is not None
        made = PARAGRAPH if is_chinese else library.PARAGRAPH
        return made(markup, _style(self.font, kind, align, is_chinese))

    def markup(self, text: Text | str, limit: int = LIMIT) -> str:
        """The text in the reader's language as safe paragraph markup."""
        return paragraph_markup(plain(self.words(text), limit), self.font)

    def words(self, text: Text | str) -> str:
        """A text in the reader's language; a plain string is the same in both."""
        return text if isinstance(text, str) else text[self.language]

    def drawn(self, text: Text | str, limit: int = CELL_LIMIT) -> str:
        """The text for drawing without markup: one line, missing characters marked."""
        return drawable(plain(self.words(text), limit), self.font)

    def with_unit(self, value: str, unit: Text | str, kind: str = "card-value") -> Flowable:
        """A large number with its unit small beside it."""
        small = f'<font size="7.5" name="{self.font.regular}">{self.markup(unit)}</font>'
        return self.marked(f"{self.markup(value)} {small}", kind)


def colour(name: str) -> str:
    """The #rrggbb code of a colour of the charts or of a state."""
    return COLOURS.get(name) or STATES[name]


@cache
def _style(font: FontNames, kind: str, align: str, is_chinese: bool) -> Style:
    how = SIZES[kind]
    return library.PARAGRAPH_STYLE(
        f"{kind}-{align}",
        fontName=font.bold if how.is_bold else font.regular,
        fontSize=how.size,
        leading=how.leading,
        textColor=library.colour(colour(how.colour)),
        spaceBefore=how.before,
        spaceAfter=how.after,
        keepWithNext=how.stays_with_next,
        alignment={"left": 0, "center": 1, "right": 2}[align],
        wordWrap="CJK" if is_chinese else None,
        splitLongWords=True,
        allowWidows=0,
        allowOrphans=0,
    )
