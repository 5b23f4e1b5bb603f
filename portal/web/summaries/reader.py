"""What a reader may see of the alliance: members by name, or totals of groups only."""

from dataclasses import dataclass

from portal.accounts.figures import Actor
from portal.reference.groups import Group

ALL = frozenset(Group)


@dataclass(frozen=True, slots=True)
class Reader:
    """A class of readers who see the same content, so that it can be made once for all of them.

    Attributes:
        groups: the groups whose members the reader may see one by one.
    """

    groups: frozenset[Group]

    @property
    def sees_everyone(self) -> bool:
        """Whether every member of the alliance may be shown."""
        return self.groups == ALL

    def sees(self, group: Group | None) -> bool:
        """Whether the members of a group, or of the alliance, may be shown."""
        return self.sees_everyone if group is None else group in self.groups


def reader_of(user: Actor) -> Reader:
    """The class of readers that a user belongs to; a member sees only totals and itself."""
    if user.role.is_member:
        return Reader(frozenset())
    return Reader(user.groups or ALL)
