"""Text as filters compare it: full width, capitals and 臺 or 台 are what people type either way.

Python and every database fold alike: a list that the database cuts is the list filtered by hand.
"""

import unicodedata
from typing import Any, Final

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

_LATIN: Final = "".join(chr(code) for code in range(0xC0, 0xDF) if code != 0xD7)
_FROM: Final = f"{_LATIN}臺"
_TO: Final = f"{_LATIN.lower()}台"
_TABLE: Final = str.maketrans(
    {chr(code): chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
) | str.maketrans(_FROM, _TO)


def folded(text: str) -> str:
    """A text without regard to full width, capitals of Western languages and 臺 or 台."""
    return unicodedata.normalize("NFKC", text).translate(_TABLE)


class folded_text(GenericFunction[str]):  # noqa: N801
    """A text of the database, folded as `folded` does."""

    type = String()
    inherit_cache = True


@compiles(folded_text)
def _by_ours(element: folded_text, compiler: Any, **options: Any) -> str:
    # Each connection to SQLite has `folded` under this name.
    return f"portal_folded({compiler.process(element.clauses, **options)})"


@compiles(folded_text, "postgresql")
def _by_its_own(element: folded_text, compiler: Any, **options: Any) -> str:
    said = compiler.process(element.clauses, **options)
    # In no language, only A to Z become small: the others follow by name.
    small = f'lower(normalize({said}, NFKC) COLLATE "C")'
    return f"translate({small}, '{_FROM}', '{_TO}')"
