"""The 管制編號 of a site: the eight signs under which the ministry lists a plant."""

import re
import unicodedata

PATTERN = re.compile(r"[A-Z]\d{2}[0-9A-Z]\d{4}", re.ASCII)


def normalise(text: str) -> str:
    """The text in half-width capitals without spaces, hyphens or invisible signs.

    Lists hold a few numbers with a small letter, and people paste full-width ones.
    """
    folded = unicodedata.normalize("NFKC", text).upper()
    return "".join(sign for sign in folded if unicodedata.category(sign)[0] not in "ZCP")


def control_number(text: str) -> str | None:
    """The control number that a text holds, in its official writing; None when it is not one."""
    plain = normalise(text)
    return plain if PATTERN.fullmatch(plain) else None


def is_control_number(text: str) -> bool:
    """Whether the text is a control number exactly as it is officially written."""
    return PATTERN.fullmatch(text) is not None
