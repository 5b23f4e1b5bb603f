"""Names of files: as they may be kept, and as several are told apart."""

from collections.abc import Iterable
from typing import Final

LONGEST: Final = 200


def printable(name: str, otherwise: str) -> str:
    """A name without control or direction characters, its end kept when it is long.

    Args:
        name: as the file came.
        otherwise: what it is called when nothing of its name is left.
    """
    return "".join(letter for letter in name if letter.isprintable())[-LONGEST:] or otherwise


def labels(names: Iterable[str]) -> list[str]:
    """The names of files, those that come again with a number: `form.xlsx (2)`."""
    found: list[str] = []
    for name in names:
        label, number = name, 1
        while label in found:
            number += 1
            label = f"{name} ({number})"
        found.append(label)
    return found
