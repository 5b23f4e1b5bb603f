"""Text that no spreadsheet takes for a formula (OWASP, CSV injection)."""

from typing import Final

STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
# A spreadsheet may take these away before it looks.
BLANKS: Final = " \u3000"


def inert(text: str) -> str:
    """The text, led by an apostrophe where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.lstrip(BLANKS).startswith(STARTS) else text
