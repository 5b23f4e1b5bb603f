"""The warnings of a check beside what was said about them: new, changed, or carried over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.submissions.figures import ExplanationRow
from portal.workbook.findings import Finding
from portal.workbook.recurrence import Warned, warned


class Standing(StrEnum):
    """What an earlier explanation means for a warning, in the order in which a reviewer reads."""

    NEW = "new"
    CHANGED = "changed"
    CARRIED = "carried"


ORDER = tuple(Standing)


@dataclass(frozen=True, slots=True)
class Explained:
    """One warning with its explanation.

    Attributes:
        text: what is said now, or offered; empty when nothing is.
        earlier: what was said before; None when nothing was.
        is_expired: the value has moved since, so that what was said no longer fits.
    """

    warned: Warned
    finding: Finding
    text: str
    earlier: ExplanationRow | None = None
    is_expired: bool = False

    @property
    def key(self) -> str:
        """The key of the warning."""
        return self.warned.key

    @property
    def standing(self) -> Standing:
        """Carried over only when value and words are those of the earlier explanation."""
        if self.earlier is None:
            return Standing.NEW
        same = not self.is_expired and self.text == self.earlier.text
        return Standing.CARRIED if same else Standing.CHANGED


def explained(
    findings: Iterable[Finding],
    said: Mapping[str, str],
    earlier: Mapping[str, ExplanationRow],
    *,
    offer: bool = False,
) -> list[Explained]:
    """Every warning of a check with what is said about it, in the order of the findings.

    Args:
        said: about this very file, by the key of the warning.
        earlier: what was last said about earlier files.
        offer: where nothing is said yet, offer what was said before, unless it has expired.
    """
    found: list[Explained] = []
    for one, finding in warned(findings):
        before = earlier.get(one.key)
        expired = before is not None and not one.pattern.still_fits(before.pattern)
        offered = before.text if offer and before and not expired else ""
        text = said.get(one.key, offered)
        found.append(Explained(one, finding, text, before, expired))
    return found


def new_first(warnings: Iterable[Explained]) -> list[Explained]:
    """The order in which a reviewer reads: new, changed, carried over."""
    return sorted(warnings, key=lambda one: ORDER.index(one.standing))
