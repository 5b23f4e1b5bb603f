"""One fault: a small change of a sound inventory, and what is then found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from portal.demo.companies import REFERENCE_YEAR, companies, company
from portal.demo.edits import Edit
from portal.demo.inventories import inventory
from portal.demo.sound_inventory import SOUND_MEMBERS
from portal.inventory.figures import Background, PastInventory, PastSource
from portal.members.figures import SiteRecord
from portal.reference.groups import Group
from portal.workbook.content import Content

YEAR = 2024
Known = Callable[[Background], Background]


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
        year: year of the inventory.
    """

    code: str
    name: str
    group: Group
    edit: Edit
    member: str = ""
    also: tuple[str, ...] = ()
    known: Known = _nothing_more
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
        return self.known(usual_background(self.member_code, self.year))

    @property
    def shows_in_the_file(self) -> bool:
        """Whether the workbook alone is enough for the finding."""
        return self.known is _nothing_more


def usual_background(code: str, year: int) -> Background:
    """What is known when an inventory comes in: the member, the round, the day and the others."""
    return Background(
        member=company(code).record,
        year=year,
        received_on=date(year + 1, 4, 2),
        members=frozenset(one.code for one in companies()),
    )


def after(
    scope1: str,
    scope2: str,
    *,
    sources: Mapping[str, tuple[str | None, str, str]] | None = None,
    production: Mapping[tuple[str, str], tuple[Decimal, str]] | None = None,
) -> Known:
    """With a year before: its totals, and activity, unit and emissions of sources by number."""

    def known(background: Background) -> Background:
        member = background.member
        site = member.sites[0].control_number if member else ""
        past = {
            (site, number): PastSource(
                None if activity is None else Decimal(activity), unit, Decimal(emissions)
            )
            for number, (activity, unit, emissions) in (sources or {}).items()
        }
        before = PastInventory(
            REFERENCE_YEAR, Decimal(scope1), Decimal(scope2), Decimal(0), past, production or {}
        )
        return replace(background, past=before)

    return known


def with_sites(*sites: SiteRecord) -> Known:
    """With more sites in the register."""

    def known(background: Background) -> Background:
        member = background.member
        if member is None:
            return background
        return replace(background, member=replace(member, sites=(*member.sites, *sites)))

    return known
