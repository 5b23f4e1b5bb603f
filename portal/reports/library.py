"""reportlab as the other modules see it: it has no types, so it is untyped and named once here."""

from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

from reportlab.graphics import shapes
from reportlab.lib import colors, styles
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen import canvas
from reportlab.platypus import doctemplate, flowables, frames, paragraph, tables

Flowable: TypeAlias = Any
Canvas: TypeAlias = Any
Document: TypeAlias = Any
Style: TypeAlias = Any
Drawing: TypeAlias = Any

SHAPES: Final[Any] = shapes
FLOWABLES: Final[Any] = flowables
METRICS: Final[Any] = pdfmetrics
PARAGRAPHS: Final[Any] = paragraph
PARAGRAPH: Final[Any] = paragraph.Paragraph
PARAGRAPH_STYLE: Final[Any] = styles.ParagraphStyle
TABLE: Final[Any] = tables.Table
FRAME: Final[Any] = frames.Frame
DOCUMENTS: Final[Any] = doctemplate
CANVAS: Final[Any] = canvas.Canvas
FUZZ: Final = 1e-6
_COLOURS: Final[Any] = colors


def colour(code: str) -> Any:
    """A #rrggbb code as reportlab has it; nothing is evaluated."""
    return _COLOURS.HexColor(code)


def canvas_of(made_at: datetime, *, is_kept: bool = True) -> Any:
    """What reportlab calls for a canvas whose document says when it was made, not when it ran.

    Args:
        made_at: aware.
        is_kept: without it nothing is written at the end, neither pages nor fonts.
    """

    def make(*arguments: Any, **options: Any) -> Canvas:
        made = CANVAS(*arguments, **{**options, "invariant": 1})
        stamp = made._doc._timeStamp
        moment = made_at.astimezone(UTC)
        stamp.t = moment.timestamp()
        stamp.lt = moment.timetuple()
        stamp.YMDhms = tuple(moment.timetuple())[:6]
        if not is_kept:
            made.save = _nothing
        return made

    return make


def _nothing() -> None:
    """What a canvas does at the end when its document is not kept."""
