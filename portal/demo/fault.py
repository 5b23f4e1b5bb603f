"""One fault: a small change of a sound inventory, and what is then found."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from portal.demo.as_read import AsRead
from portal.demo.companies import companies, company
from portal.demo.edits import Edit
from portal.demo.inventories import inventory
from portal.demo.sound_inventory import SOUND_MEMBERS
from portal.inventory import subject
from portal.inventory.figures import Background, PastInventory
from portal.inventory.past import as_past
from portal.inventory.sheets import TEMPLATE
from portal.members.figures import SiteRecord
from portal.reference.groups import Group
from portal.workbook.content import Content

YEAR = 2024
Known = Callable[[Background], Background]
Change = Callable[[PastInventory], PastInventory]
_A_LITTLE_LESS = Decimal("0.97")


def _nothing_more(background: Background) -> Background:
    return background


@dataclass(frozen=True, slots=True)
class Fault:
    """One faulty sample.

    Attributes:
        code: the rule whose finding it provokes.
        name: what is wrong, in snake case.
        edit: changes the sound content.
        member: whose inventory it is; empty for the sound one of the group.
        also: codes of findings that inevitably come with it.
        known: what else has to be known for the rule to speak; a file alone then says nothing.
        past: makes the year before out of one that was much like this one.
        needs_register: whether the rule asks for the member, its group or the other members.
        year: year of the inventory.
    """

    code: str
    name: str
    group: Group
    edit: Edit
    member: str = ""
    also: tuple[str, ...] = ()
    known: Known = _nothing_more
    past: Change | None = None
    needs_register: bool = False
    year: int = YEAR

    @property
    def member_code(self) -> str:
        """The member whose inventory it is."""
        return self.member or SOUND_MEMBERS[self.group]

    @property
    def content(self) -> Content:
        """The faulty content."""
        return self.edit(inventory(self.member_code, self.year))

    @property
    def background(self) -> Background:
        """What is known besides the workbook."""
        background = self.known(usual_background(self.member_code, self.year))
        if self.past is None:
            return background
        return replace(background, past=_year_before(self.content, background, self.past))

    @property
    def shows_in_the_file(self) -> bool:
        """Whether the workbook alone is enough for the finding."""
        return not self.needs_register and self.known is _nothing_more and self.past is None


def usual_background(code: str, year: int) -> Background:
    """What is known when an inventory comes in: the member, the round, the day and the others."""
    return Background(
        member=company(code).record,
        year=year,
        received_on=date(year + 1, 4, 2),
        members=frozenset(one.code for one in companies()),
    )


def _year_before(content: Content, background: Background, change: Change) -> PastInventory:
    """A year like this one in which every source used three per cent less, then changed."""
    now = as_past(subject.build(AsRead(TEMPLATE, content), background))
    sources = {
        key: replace(one, activity=one.activity and one.activity * _A_LITTLE_LESS)
        for key, one in now.sources.items()
    }
    return change(replace(now, year=now.year - 1, sources=sources))


def with_sites(*sites: SiteRecord) -> Known:
    """With more sites in the register."""

    def known(background: Background) -> Background:
        member = background.member
        if member is None:
            return background
        return replace(background, member=replace(member, sites=(*member.sites, *sites)))

    return known
