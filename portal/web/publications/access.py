"""Which published figures a person may see: the rules of the summary pages, on frozen data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from portal.accounts.figures import SignedIn
from portal.aggregation.disclosure import FEWEST, Disclosure
from portal.aggregation.tally import Tally
from portal.plans.amounts import Amount
from portal.publication.figure_id import FigureId, FigureSet, SetKind
from portal.publication.protection import Name, Year, protection, year_of
from portal.publication.queries import Frozen
from portal.publication.snapshot import Input, Snapshot
from portal.reference.groups import Group
from portal.web.summaries.disclosure import EMISSIONS, PARTS, held_back, is_held_back
from portal.web.summaries.reader import Reader, reader_of

# The total less this figure is the energy group's own.
_WITHOUT_ENERGY = "t4_city"


@dataclass(frozen=True, slots=True)
class Access:
    """A person before a frozen or live year."""

    reader: Reader
    own_code: str | None
    snapshot: Snapshot
    judged: Disclosure[Name] | None = None
    tallies: Mapping[Group, Tally] = field(default_factory=dict[Group, Tally])

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

    def hides(self, figure: FigureId, members: int) -> bool:
        """Whether a figure would give a member away that the person may not see."""
        if self.sees_members(figure.of):
            return False
        if self.judged is not None:
            name = Name(str(self.snapshot.edition), figure.key, figure.horizon)
            if name in self.judged.shown and not self.judged.shows(name, figure.of.group):
                return True
        part = figure.horizon if figure.horizon in PARTS else EMISSIONS
        if is_held_back(self.tallies, figure.of.group, part, self.reader) or 0 < members < FEWEST:
            return True
        return figure.key == _WITHOUT_ENERGY and (
            Group.ENERGY in held_back(self.tallies, self.reader)[part]
        )


def access_of(user: SignedIn, snapshot: Snapshot, before: Sequence[Year] = ()) -> Access:
    """What a person may see of a year, knowing what was published before it."""
    reader = reader_of(user)
    if reader.sees_everyone:
        return Access(reader, user.company_code, snapshot)
    this = year_of(str(snapshot.edition), [one.member for one in snapshot.inputs])
    found = protection([*before, this], seen=reader.groups)
    return Access(reader, user.company_code, snapshot, found, this.tallies)


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
    held = access.hides(figure, found.members)
    return Shown(figure, found.value, found.members, found.left_out, held)
