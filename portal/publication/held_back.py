"""Why the public does not see a published figure, and which earlier one stands for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from portal.aggregation.disclosure import FEWEST, Disclosure
from portal.language import Text
from portal.publication.figure_id import KEYS, Edition, edition_of
from portal.publication.protection import Name, Year, protection
from portal.reference.groups import Group


class Reason(StrEnum):
    """Why a value is held back."""

    FEW = "few_members"
    MEMBER = "protects_member"
    FIGURE = "other_figure"
    EARLIER = "earlier_publication"

    @property
    def label(self) -> Text:
        """The reason in a sentence."""
        return REASONS[self]


# Which of two groups is the dominated one is not said: that would narrow its largest member down.
REASONS: Final = {
    Reason.FEW: Text("成員少於 3 家", "fewer than three members"),
    Reason.MEMBER: Text(
        "單一成員占比逾 80 %，或與其他組別相減可推得",
        "one member makes up more than 80 %, or would follow by subtraction from other groups",
    ),
    Reason.FIGURE: Text(
        "與同一公布版本之其他指標相減可推得個別成員",
        "a member would follow from it and another figure of the publication",
    ),
    Reason.EARLIER: Text(
        "與先前公布版本相較，異動成員少於 3 家，或相減可推得個別成員",
        "fewer than three members differ from an earlier publication, or one would follow from the "
        "two",
    ),
}


@dataclass(frozen=True, slots=True)
class Public:
    """What anybody is shown of the publications, in the order in which they came."""

    allowed: Disclosure[Name]
    editions: tuple[Edition, ...]

    def shows(self, name: Name, group: Group | None) -> bool:
        """Whether a figure of a set is shown."""
        return self.allowed.shows(name, group)

    def reason(self, name: Name, group: Group | None, members: int | None) -> Reason:
        """Why a figure is held back."""
        because = self.allowed.because.get((name, group), name)
        if because.edition != name.edition:
            return Reason.EARLIER
        if because != name:
            return Reason.FIGURE
        return Reason.FEW if members is not None and members < FEWEST else Reason.MEMBER

    def last_shown(self, name: Name, group: Group | None) -> Name | None:
        """The same figure in the publication of the year before this one that shows it."""
        this = edition_of(name.edition)
        for one in reversed(self.editions[: self.editions.index(this)]):
            earlier = name._replace(edition=str(one))
            if one.year == this.year and self.shows(earlier, group):
                return earlier
        return None


def kept_from_public(years: Sequence[Year], coming: Year) -> Sequence[tuple[Name, Name]]:
    """What the alliance's coming publication would not tell the public, with what forbids it.

    Args:
        years: what stands behind every publication, the first one first.
        coming: the one that is about to be made.
    """
    allowed = protection([*years, coming])
    names = [Name(coming.edition, key, one) for key in KEYS for one in KEYS[key] or (None,)]
    return [
        (name, allowed.because.get((name, None), name))
        for name in names
        if not allowed.shows(name, None)
    ]
