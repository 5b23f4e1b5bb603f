"""Totals that would give a single member away are shown only to those who may see the member.

How that is judged, also against subtraction, is said in `portal.aggregation.disclosure`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from portal.aggregation.disclosure import Disclosure, weight
from portal.aggregation.member_year import MemberYear
from portal.language import Text
from portal.publication.judged import Beside, Editions, editions_of
from portal.publication.page_figures import page_figures
from portal.publication.protection import Name, Year, protected
from portal.reference.groups import Group
from portal.web.summaries.reader import Reader

EMISSIONS: Final = 0
# The year of a page among the editions that it is judged with.
THIS: Final = ""
WHY: Final = Text(
    "為保護個別成員資料，成員少於 3 家或單一成員占比逾 80 % 的數值不對外顯示。",
    "To protect single members, figures of fewer than three members, or of which one member makes "
    "up more than 80 %, are not shown.",
)
HELD_BACK: Final = Text("不公開", "Held back")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reader is shown of the figures of a year; a figure that nobody judged is not.

    Attributes:
        found: None for a reader who sees every member.
    """

    reader: Reader
    found: Disclosure[Name] | None
    edition: str = THIS

    def shows(self, key: str, group: Group | None, horizon: int | None = None) -> bool:
        """Whether a figure of a group, or of the alliance, is shown."""
        if self.found is None or self.reader.sees(group):
            return True
        return self.found.shows(Name(self.edition, key, horizon), group)

    def hidden(self, key: str, horizon: int | None = None) -> frozenset[Group]:
        """The groups of which a figure is not shown."""
        return frozenset(group for group in Group if not self.shows(key, group, horizon))


def judged(
    members: Sequence[MemberYear],
    reader: Reader,
    beside: Sequence[Beside] = (),
    before: Sequence[Year] = (),
) -> Judgement:
    """What a reader is shown of every figure of a year, all of them being judged together.

    Args:
        members: every member of the alliance.
        reader: who reads.
        beside: what a page shows more than the summary.
        before: what the reader may know already: publications, and newer years as they stand.
    """
    if reader.sees_everyone:
        return Judgement(reader, None)
    return judged_of(editions_of([*before, Year(THIS, members)]), reader, beside)


def judged_of(editions: Editions, reader: Reader, beside: Sequence[Beside] = ()) -> Judgement:
    """The same of editions whose members nobody has to read; the year of the page is the last."""
    more = (page_figures(editions.weighed[-1]), *beside)
    return Judgement(reader, protected(editions, seen=reader.groups, beside=more))


def is_small(known: Sequence[Decimal]) -> bool:
    """Whether a total of these amounts gives a member away; a total of nothing does not."""
    return weight(known).is_small
