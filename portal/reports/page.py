"""The frame of every PDF: A4, header and footer, page x of y, bookmarks, contents."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from portal.language import Text
from portal.reports import library
from portal.reports.edition import ALLIANCE
from portal.reports.library import Canvas, Document, Flowable
from portal.reports.look import Look, colour
from portal.reports.plain_text import CELL_LIMIT, plain

WIDTH, HEIGHT = 595.28, 841.89
SIDE: Final = 48.0
TOP: Final = 62.0
BOTTOM: Final = 62.0
INNER: Final = WIDTH - 2 * SIDE
# Page numbers may move the contents, and the contents page numbers; this settles in two.
_PASSES: Final = 5
_FEW_PAGES: Final = 3
# A heading, a table's headings and some four lines.
_ROOM: Final = 150
_PAGE: Final = Text("第 {page} 頁，共 {pages} 頁", "Page {page} of {pages}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One heading as the contents list it."""

    level: int
    title: str
    page: int
    key: str


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier pass over the document found out."""

    pages: int = 1
    entries: tuple[Entry, ...] = ()


Story = Callable[[Known], Sequence[Flowable]]


@dataclass(frozen=True, slots=True)
class Head:
    """What stands on every page and in the properties of the file.

    Attributes:
        made_at: when the document was made, aware.
        foot: the two lines at the foot of every page.
    """

    title: Text
    made_at: datetime
    foot: tuple[Text, Text]
    subject: Text


def render(head: Head, look: Look, story: Story) -> bytes:
    """The document as PDF; the story is told again until its page numbers are right.

    Args:
        head: title and foot.
        look: font and language.
        story: makes the content, knowing the pages of the pass before; at least one flowable.
    """
    told = story(Known())
    guess = Known(entries=tuple(_expected(told)))
    told = [contents(look, guess) if hasattr(one, "is_contents") else one for one in told]
    made, known = _one_pass(head, look, told, guess.pages, is_drawn=False)
    for _ in range(_PASSES):
        before = known
        made, known = _one_pass(head, look, story(before), before.pages)
        if known == before:
            break
    return made


def _without_drawing(told: Sequence[Flowable]) -> Sequence[Flowable]:
    """The same content, laid out only: drawing what is thrown away takes a third of the time."""
    for one in told:
        one._drawOn = _draws_nothing
    return told


def _draws_nothing(_canvas: Canvas) -> None:
    return None


def _expected(told: Sequence[Flowable]) -> Iterator[Entry]:
    """The headings in order, their pages unknown: the contents take the room they will need."""
    marked = (one.bookmark for one in told if hasattr(one, "bookmark"))
    for number, (level, title) in enumerate(marked):
        yield Entry(level, title, 0, f"heading-{number}")


def heading(look: Look, text: Text, level: int = 0) -> Flowable:
    """A heading that appears in the bookmarks and, from level 0, in the contents."""
    made = look(text, "section" if level == 0 else "part")
    made.bookmark = (level, plain(look.words(text), CELL_LIMIT))
    return made


def long_heading(look: Look, text: Text, level: int = 0) -> Iterator[Flowable]:
    """A heading before what may go on over pages: it needs a few lines of it below, not all."""
    yield library.DOCUMENTS.CondPageBreak(_ROOM)
    made = heading(look, text, level)
    made.keepWithNext = False
    yield made


def contents(look: Look, known: Known) -> Flowable:
    """The headings of the first level with their pages, each a link."""
    ink, secondary = colour("ink"), library.colour(colour("line"))
    rows = [
        [
            look.marked(f'<a href="#{one.key}" color="{ink}">{look.markup(one.title)}</a>'),
            look(str(one.page), "body", "right"),
        ]
        for one in known.entries
        if one.level == 0
    ] or [["", ""]]
    made = library.TABLE(
        rows,
        colWidths=[INNER - 40, 40],
        style=[
            ("LINEBELOW", (0, 0), (-1, -1), 0.5, secondary),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
        ],
    )
    made.is_contents = True
    return made


def _one_pass(
    head: Head, look: Look, told: Sequence[Flowable], pages: int, *, is_drawn: bool = True
) -> tuple[bytes, Known]:
    stream, entries = BytesIO(), list[Entry]()
    document = _document(head, look, stream, pages)

    def after(flowable: Flowable) -> None:
        bookmark = getattr(flowable, "bookmark", None)
        if pages > _FEW_PAGES:
            # A reader opens a long document with its bookmarks beside it.
            document.canv.showOutline()
        if bookmark is not None:
            entries.append(_outline(document, bookmark, entries))

    document.afterFlowable = after
    shown = told if is_drawn else _without_drawing(told)
    canvas = library.canvas_of(head.made_at, is_kept=is_drawn)
    document.build(list(shown), canvasmaker=canvas)
    return stream.getvalue(), Known(document.page, tuple(entries))


def _outline(document: Document, bookmark: tuple[int, str], before: Sequence[Entry]) -> Entry:
    level, title = bookmark
    key = f"heading-{len(before)}"
    # A short document has no headings of the first level: its bookmarks move up.
    depth = level if any(one.level == 0 for one in before) else 0
    document.canv.bookmarkPage(key)
    document.canv.addOutlineEntry(title, key, depth, closed=depth > 0)
    return Entry(level, title, document.page, key)


def _document(head: Head, look: Look, stream: BytesIO, pages: int) -> Document:
    def frame(canvas: Canvas, document: Document) -> None:
        _header(canvas, head, look, is_first=document.page == 1)
        _footer(canvas, head, look, document.page, max(pages, document.page))

    document = library.DOCUMENTS.BaseDocTemplate(
        stream,
        pagesize=(WIDTH, HEIGHT),
        title=plain(look.words(head.title), CELL_LIMIT),
        author=look.words(ALLIANCE),
        subject=look.words(head.subject),
        creator=look.words(ALLIANCE),
        lang="zh-Hant-TW" if look.language == "zh" else "en",
        displayDocTitle=True,
        initialFontName=look.font.regular,
    )
    inner = library.FRAME(
        SIDE, BOTTOM, INNER, HEIGHT - TOP - BOTTOM, 0, 0, 0, 0, id="content", showBoundary=0
    )
    page = library.DOCUMENTS.PageTemplate(id="page", frames=[inner], onPage=frame)
    document.addPageTemplates([page])
    return document


def _header(canvas: Canvas, head: Head, look: Look, *, is_first: bool) -> None:
    y = HEIGHT - 40
    _words(canvas, look, SIDE, y, look.words(ALLIANCE), bold=True)
    if not is_first:
        _words(canvas, look, WIDTH - SIDE, y, look.words(head.title), right=True)
    _rule(canvas, HEIGHT - 48, "accent" if is_first else "line")


def _footer(canvas: Canvas, head: Head, look: Look, page: int, pages: int) -> None:
    _rule(canvas, 46, "line")
    for y, line in zip((34, 24), head.foot, strict=True):
        _words(canvas, look, SIDE, y, look.words(line))
    numbers = _PAGE.format(page=page, pages=pages)[look.language]
    _words(canvas, look, WIDTH - SIDE, 34, numbers, right=True)


def _rule(canvas: Canvas, y: float, name: str) -> None:
    canvas.setStrokeColor(library.colour(colour(name)))
    canvas.setLineWidth(1.2 if name == "accent" else 0.5)
    canvas.line(SIDE, y, WIDTH - SIDE, y)


def _words(canvas: Canvas, look: Look, x: float, y: float, text: str, **how: Any) -> None:
    canvas.setFont(look.font.bold if how.get("bold") else look.font.regular, 7.5)
    canvas.setFillColor(library.colour(colour("secondary")))
    draw = canvas.drawRightString if how.get("right") else canvas.drawString
    draw(x, y, look.drawn(text))
