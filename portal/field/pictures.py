"""Photos from outside: made upright, without where and when they were taken, in a child process."""

import struct
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from portal.language import Text
from portal.workbook.child import Finished, Limits, run

TAKEN: Final = ("JPEG", "PNG", "WEBP")
MOST_PIXELS: Final = 64_000_000
"""A phone takes 12 to 50 million; beyond it a small file may unfold into gigabytes."""
LONGEST_SIDE: Final = 2_560
THUMBNAIL_SIDE: Final = 480
QUALITY: Final = 85
LIMITS: Final = Limits(cpu=20, wall=30.0, answer=24_000_000)
# Brands of the HEIF family, as the first box of the file names them.
_HEIF: Final = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_HEAD: Final = struct.Struct(">BIII")
_REFUSED: Final = 0
_MADE: Final = 1


class PictureFault(StrEnum):
    """Why a file is not taken as a photo."""

    HEIC = "heic"
    NO_PICTURE = "no_picture"
    TOO_LARGE = "too_large"
    DAMAGED = "damaged"

    @property
    def label(self) -> Text:
        """What was found and what to do."""
        return FAULT_LABELS[self]


FAULT_LABELS = {
    PictureFault.HEIC: Text(
        "這是 HEIC 照片，平台讀不到；請將手機相機設為「最相容」，或先轉成 JPEG。",
        "This is a HEIC photo, which cannot be read here. Set the camera to “most "
        "compatible”, or convert it to JPEG.",
    ),
    PictureFault.NO_PICTURE: Text(
        "不是 JPEG、PNG 或 WebP 照片。", "This is no JPEG, PNG or WebP photo."
    ),
    PictureFault.TOO_LARGE: Text(
        "照片展開後太大（上限 6,400 萬像素），請縮小後再上傳。",
        "The photo is too large when unfolded (64 million pixels at most). Make it smaller.",
    ),
    PictureFault.DAMAGED: Text(
        "照片檔已損壞，無法讀取；請重新拍攝或重新傳檔。",
        "The photo is damaged and cannot be read. Take or copy it again.",
    ),
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo as it is kept: a JPEG without any metadata, and a small copy of it."""

    data: bytes
    thumbnail: bytes
    width: int
    height: int


def cleaned(path: Path) -> Picture | PictureFault:
    """The photo in a file, made anew from its pixels alone; or why there is none.

    The file is opened in a child process with limits, as it may have been made to do harm.
    """
    outcome = run(_cleaned, path, limits=LIMITS)
    if not isinstance(outcome, Finished):
        return PictureFault.TOO_LARGE
    kind, width, height, length = _HEAD.unpack_from(outcome.answer)
    rest = outcome.answer[_HEAD.size :]
    if kind == _REFUSED:
        return PictureFault(rest.decode())
    return Picture(rest[:length], rest[length:], width, height)


def _cleaned(path: Path) -> bytes:
    try:
        return _made(path)
    except Image.DecompressionBombError:
        return _refused(PictureFault.TOO_LARGE)
    except UnidentifiedImageError:
        is_heif = _brand(path) in _HEIF
        return _refused(PictureFault.HEIC if is_heif else PictureFault.NO_PICTURE)
    except (OSError, ValueError, SyntaxError, struct.error):
        # What Pillow raises for files that end early or contradict themselves.
        return _refused(PictureFault.DAMAGED)


def _brand(path: Path) -> bytes:
    with path.open("rb") as stream:
        head = stream.read(12)
    return head[8:12] if head[4:8] == b"ftyp" else b""


def _refused(fault: PictureFault) -> bytes:
    return _HEAD.pack(_REFUSED, 0, 0, 0) + fault.value.encode()


def _made(path: Path) -> bytes:
    with Image.open(path, formats=TAKEN) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            return _refused(PictureFault.TOO_LARGE)
        # A JPEG can be unfolded at a half or a quarter of its size at once.
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        # A fresh image has the pixels and nothing else: no EXIF, place, comment or thumbnail.
        fresh = Image.new("RGB", upright.size, "white")
        shown = upright.convert("RGBA")
        fresh.paste(shown, mask=shown.getchannel("A"))
    data = _jpeg(fresh)
    small = fresh.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return _HEAD.pack(_MADE, fresh.width, fresh.height, len(data)) + data + _jpeg(small)


def _jpeg(image: Image.Image) -> bytes:
    stream = BytesIO()
    image.save(stream, "JPEG", quality=QUALITY, optimize=True)
    return stream.getvalue()
