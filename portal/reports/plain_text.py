"""Text that people typed, made harmless for a document: one line, no controls, not endless.

Markup is escaped by `portal.reports.font.paragraph_markup` in a PDF; a workbook gets the text as a
string that is never a formula.
"""

import unicodedata
from typing import Final

LIMIT: Final = 2_000
CELL_LIMIT: Final = 240
CUT_MARK: Final = "…"

# Controls and halves of characters. Private and unassigned ones stay: they are drawn as missing.
_DROPPED: Final = frozenset({"Cc", "Cs"})
# The first ones turn the direction of their neighbours, the last three no XML file may hold.
_INVISIBLE: Final = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff"
)
# What keeps two names apart in a line of Chinese.
_WIDE_SPACE: Final = "\u3000"


def plain(text: str, limit: int = LIMIT) -> str:
    """The text on one line without control characters, at most `limit` characters; a cut shows."""
    # Nearly every text is printable as it stands: nothing to look at letter by letter.
    kept = text if text.isprintable() else "".join(_kept(one) for one in text)
    line = _WIDE_SPACE.join(" ".join(part.split()) for part in kept.split(_WIDE_SPACE)).strip()
    return line if len(line) <= limit else line[: limit - len(CUT_MARK)].rstrip() + CUT_MARK


def _kept(one: str) -> str:
    if one.isspace():
        return one if one in ("\u00a0", _WIDE_SPACE) else " "
    dropped = one in _INVISIBLE or unicodedata.category(one) in _DROPPED
    return "" if dropped else one
