"""The font of the PDF documents: found on the machine, or derived once, with real Chinese.

Search order: the setting PORTAL_FONT, the font derived earlier in the instance folder, the
fonts of the system, and else one is derived (`portal.reports.font_derivation`).
"""

import logging
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from portal.config import Settings
from portal.reports import font_derivation

LOG: Final = logging.getLogger(__name__)
REPLACEMENT: Final = "〓"

_SUBSCRIPTS: Final = "₀₁₂₃₄₅₆₇₈₉"
_SUBSCRIPT_RUNS: Final = re.compile(f"([{_SUBSCRIPTS}]+)")
# What says the same where a font lacks the better character: WQY ZenHei has no minus sign.
# Letters below the line and dots above letters occur in formulas.
_STAND_INS: Final = {
    "\u2212": "-",
    "\u2013": "-",
    "\u2019": "'",
    "\u2018": "'",
    "\u1d62": "i",
    "\u1d63": "r",
    "\u1e41": "m",
    "\u2095": "h",
    "\u2096": "k",
    "\u2098": "m",
    "\u209c": "t",
    "\u0304": "",
    "\u0307": "",
}
# Markup would take a wide space for any other.
_WIDE_SPACE: Final = "\u3000"
_KEPT_SPACE: Final = "\u00a0\u00a0"
_UPRIGHT: Final = str.maketrans(_SUBSCRIPTS, "0123456789")

Progress = Callable[[int, int], None]


class FontError(Exception):
    """No font with Chinese can be used; says which and why."""


@dataclass(frozen=True, slots=True)
class FontFiles:
    """The font files of a regular and a bold face; `index` counts within a .ttc."""

    regular: Path
    bold: Path
    index: int = 0


@dataclass(frozen=True, slots=True)
class FontNames:
    """The names under which reportlab knows the two faces."""

    regular: str
    bold: str


# Traditional Chinese shapes: the index of AR PL UMing's Taiwan face is 2.
_SYSTEM_FONTS: Final = (
    ("wqy-zenhei.ttc", "wqy-zenhei.ttc", 0),
    ("wqy-microhei.ttc", "wqy-microhei.ttc", 0),
    ("msjh.ttc", "msjhbd.ttc", 0),
    ("uming.ttc", "uming.ttc", 2),
)
_SYSTEM_FOLDERS: Final = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("C:/Windows/Fonts"),
)
# reportlab has no types; said once here.
_METRICS: Final[Any] = pdfmetrics
_ONE_AT_A_TIME: Final = threading.Lock()


def find(chosen: Settings, folders: tuple[Path, ...] = _SYSTEM_FOLDERS) -> FontFiles | None:
    """The font to use, or nothing when one has to be derived first."""
    if chosen.font is not None:
        return FontFiles(chosen.font, chosen.font)
    derived = _derived(chosen.instance)
    if derived.regular.is_file() and derived.bold.is_file():
        return derived
    return next(_of_the_system(folders), None)


def _derived(instance: Path) -> FontFiles:
    folder = instance / "fonts"
    return FontFiles(
        folder / font_derivation.file_name("Regular"), folder / font_derivation.file_name("Bold")
    )


def _of_the_system(folders: tuple[Path, ...]) -> Iterator[FontFiles]:
    for regular_name, bold_name, index in _SYSTEM_FONTS:
        for folder in folders:
            for regular in sorted(folder.rglob(regular_name)):
                bold = regular.with_name(bold_name)
                yield FontFiles(regular, bold if bold.is_file() else regular, index)


def prepare(chosen: Settings, progress: Progress) -> FontFiles:
    """Find the font, deriving it into the instance folder when there is none: some 20 seconds.

    Raises:
        FontError: there is none and none can be derived.
    """
    found = find(chosen)
    if found is not None:
        return found
    derived = _derived(chosen.instance)
    try:
        font_derivation.derive(derived.regular.parent, progress)
    except font_derivation.DerivationError as error:
        raise FontError(f"No font with Chinese was found and {error}.") from error
    return derived


def register(chosen: Settings) -> FontNames:
    """Make the font known to reportlab, once per process; derives it silently if it must.

    Raises:
        FontError: there is no font, or reportlab cannot embed the one chosen.
    """
    with _ONE_AT_A_TIME:
        return _register(prepare(chosen, lambda _done, _whole: None))


@lru_cache(maxsize=8)
def _register(files: FontFiles) -> FontNames:
    family = f"{files.regular.stem}-{files.index}"
    names = FontNames(family, f"{family}-bold")
    try:
        for name, path in ((names.regular, files.regular), (names.bold, files.bold)):
            _METRICS.registerFont(TTFont(name, str(path), subfontIndex=files.index))
    except (TTFError, OSError) as error:
        raise FontError(
            f"{files.regular} cannot be embedded: {error}. Choose a font with TrueType outlines."
        ) from error
    _METRICS.registerFontFamily(family, names.regular, names.bold, names.regular, names.bold)
    return names


def _cmap(name: str) -> dict[int, int]:
    characters: dict[int, int] = _METRICS.getFont(name).face.charToGlyph
    return characters


def missing_characters(text: str, font: FontNames) -> set[str]:
    """The characters of a text that the font cannot draw; white space is never missing."""
    cmap = _cmap(font.regular)
    return {one for one in set(text) if ord(one) not in cmap and not one.isspace()}


def drawable(text: str, font: FontNames) -> str:
    """The text with characters the font lacks replaced by a visible mark, and logged.

    A plain character that says the same is drawn instead where there is one, without a word.
    """
    replaced = missing_characters(text, font) & _STAND_INS.keys()
    text = text.translate({ord(one): _STAND_INS[one] for one in replaced})
    missing = missing_characters(text, font)
    if not missing:
        return text
    mark = REPLACEMENT if ord(REPLACEMENT) in _cmap(font.regular) else "?"
    LOG.warning(
        "the font %s lacks %s", font.regular, " ".join(f"U+{ord(one):04X}" for one in missing)
    )
    return text.translate({ord(one): mark for one in missing})


@lru_cache(maxsize=16_384)
def paragraph_markup(text: str, font: FontNames) -> str:
    """The text as reportlab's paragraph markup; subscript digits the font lacks as `<sub>`."""
    return "".join(
        f"<sub>{piece.translate(_UPRIGHT)}</sub>"
        if piece[:1] in _SUBSCRIPTS and missing_characters(piece, font)
        else escape(drawable(piece, font)).replace(_WIDE_SPACE, _KEPT_SPACE)
        for piece in _SUBSCRIPT_RUNS.split(text)
        if piece
    )
