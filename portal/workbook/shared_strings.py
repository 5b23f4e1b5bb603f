"""Text that cells share, and the spelling of text in a workbook."""

import re
from collections.abc import Iterable

from portal.workbook.limits import MOST, Counted
from portal.workbook.refusals import too_many
from portal.workbook.xml_stream import read_part

ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def plain(text: str) -> str:
    """Text with OOXML's `_x000D_` escapes resolved (ECMA-376 part 1, 22.9.2.19)."""
    return ESCAPED.sub(_letter, text) if "_x" in text else text


def _letter(found: re.Match[str]) -> str:
    letter = chr(int(found[1], 16))
    # Half of a surrogate pair is no letter and cannot be stored; the escape stays as it is.
    return found[0] if "\ud800" <= letter <= "\udfff" else letter


class _StringsReader:
    """Collects the texts of `<si>` entries: runs are joined, phonetic readings left out."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._pieces: list[str] = []
        self._is_text = False
        self._is_phonetic = False
        self._characters = 0

    def start(self, name: str, _: dict[str, str]) -> None:
        if name == "t":
            self._is_text = not self._is_phonetic
        elif name == "si":
            self._pieces.clear()
        elif name == "rPh":
            self._is_phonetic = True

    def end(self, name: str) -> None:
        if name == "t":
            self._is_text = False
        elif name == "si":
            self.strings.append(plain("".join(self._pieces)))
            if len(self.strings) > MOST[Counted.STRINGS]:
                raise too_many(Counted.STRINGS, len(self.strings))
        elif name == "rPh":
            self._is_phonetic = False

    def text(self, piece: str) -> None:
        if self._is_text:
            self._pieces.append(piece)
            self._characters += len(piece)
            if self._characters > MOST[Counted.TEXT]:
                raise too_many(Counted.TEXT, self._characters)


def read_strings(chunks: Iterable[bytes], part: str) -> list[str]:
    """The shared texts, by the number that cells name them with.

    Raises:
        Refused: the part cannot be read, or holds more text than is read.
    """
    reader = _StringsReader()
    read_part(chunks, part, reader.start, reader.end, reader.text)
    return reader.strings
