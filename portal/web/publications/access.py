"""Which published figures a person may see: the rules of the summary pages, on frozen data."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.accounts.figures import SignedIn
from portal.aggregation.disclosure import Disclosure
from portal.plans.amounts import Amount
from portal.publication.figure_id import FigureId, FigureSet, SetKind
from portal.publication.protection import Name, Year, protection
from portal.publication.queries import Frozen
from portal.publication.snapshot import Input, Snapshot
from portal.web.summaries.reader import Reader, reader_of


@dataclass(frozen=True, slots=True)
class Access:
    """A person before a frozen or live year."""

    reader: Reader
    own_code: str | None
    snapshot: Snapshot
    judged: Disclosure[Name] | None = None

    def sees_members(self, of: FigureSet) -> bool:
        """Whether the members of a set may be shown one by one."""
        if of.kind is SetKind.MEMBER:
            known = self.snapshot.by_code.get(of.name)
            is_own = of.name == self.own_code
            return known is not None and (is_own or self.reader.sees(known.member.group))
        return self.reader.sees(of.group)

    def sees_member(self, one: Input) -> bool:
        """Whether a member may be shown by name."""
        return one.code == self.own_code or self.reader.sees(one.member.group)

    def opens(self, of: FigureSet) -> bool:
        """Whether the set is there for the person at all; groups and the alliance always are."""
        return of.kind is not SetKind.MEMBER or self.sees_members(of)

    def hides(self, figure: FigureId) -> bool:
        """Whether a figure would give a member away that the person may not see."""
        if self.sees_members(figure.of):
            return False
        name = Name(str(self.snapshot.edition), figure.key, figure.horizon)
        return self.judged is not None and not self.judged.shows(name, figure.of.group)


def access_of(user: SignedIn, snapshot: Snapshot, before: Sequence[Year] = ()) -> Access:
    """What a person may see of a year, knowing what was published before it."""
    reader = reader_of(user)
    found = None
    if not reader.sees_everyone:
        members = [one.member for one in snapshot.inputs]
        years = [*before, Year(str(snapshot.edition), members)]
        found = protection(years, seen=reader.groups)
    return Access(reader, user.company_code, snapshot, found)


@dataclass(frozen=True, slots=True)
class Shown:
    """A published figure as a person sees it; `is_held` when it is not shown."""

    id: FigureId
    value: Amount
    members: int
    left_out: int
    is_held: bool


def shown(figure: FigureId, found: Frozen, access: Access) -> Shown:
    """A figure for a person."""
    held = access.hides(figure)
    return Shown(figure, found.value, found.members, found.left_out, held)
