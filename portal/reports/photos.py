"""Photos in a document: opened as pictures only, turned upright, made small, side by side."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

from PIL import Image, ImageOps

from portal.language import Text
from portal.reports import library
from portal.reports.diagnosis import Photo
from portal.reports.library import Flowable
from portal.reports.look import Look
from portal.reports.page import INNER
from portal.reports.plain_text import CELL_LIMIT

_FORMATS: Final = ("JPEG", "PNG", "WEBP")
_MOST_PIXELS: Final = 60_000_000
_SIDE: Final = 900
_BESIDE: Final = 2
_HEIGHT: Final = 170
_QUALITY: Final = 80
_GONE: Final = Text("照片檔案無法顯示", "The photo cannot be shown")


def small(data: bytes | None) -> tuple[bytes, int, int] | None:
    """The photo as a small JPEG with its width and height; None when it is no picture.

    Nothing but the picture is kept: what the camera noted beside it is left behind.
    """
    if data is None:
        return None
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return None
            upright = ImageOps.exif_transpose(opened).convert("RGB")
            upright.thumbnail((_SIDE, _SIDE))
            made = BytesIO()
            upright.save(made, "JPEG", quality=_QUALITY)
            return made.getvalue(), upright.width, upright.height
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning):
        return None


def grid(look: Look, photos: Sequence[Photo]) -> list[Flowable]:
    """The photos two in a row, each with its caption."""
    rows = [photos[start : start + _BESIDE] for start in range(0, len(photos), _BESIDE)]
    return [_row(look, row) for row in rows]


def _row(look: Look, photos: Sequence[Photo]) -> Flowable:
    width = INNER / _BESIDE
    cells: list[Any] = [_shown(look, one, width - 10) for one in photos]
    cells += [""] * (_BESIDE - len(cells))
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 8),
    ]
    return library.TABLE([cells], colWidths=[width] * _BESIDE, style=style)


def _shown(look: Look, photo: Photo, width: float) -> list[Flowable]:
    found = small(photo.data)
    words = " ".join(one for one in (photo.tag, photo.caption) if one)
    caption = look.marked(look.markup(words, CELL_LIMIT), "note")
    if found is None:
        return [look(_GONE, "note"), caption]
    data, across, down = found
    scale = min(width / across, _HEIGHT / down)
    picture = library.FLOWABLES.Image(BytesIO(data), across * scale, down * scale, hAlign="LEFT")
    return [picture, caption]
