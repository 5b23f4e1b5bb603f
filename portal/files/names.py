"""Names by which several files are told apart."""

from collections.abc import Iterable


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
