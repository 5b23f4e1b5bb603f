"""Of whom a named figure is: `alliance`, `group:steel` or `member:EL17`."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from portal.reference.groups import Group

ALLIANCE: Final = "alliance"
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}", re.ASCII)


class NoSuchFigureError(ValueError):
    """What was given names no figure."""


class SetKind(StrEnum):
    """Of whom a figure is."""

    ALLIANCE = "alliance"
    GROUP = "group"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class FigureSet:
    """The alliance, a group or a member.

    Attributes:
        name: the group's or the member's code; empty for the alliance.
    """

    kind: SetKind = SetKind.ALLIANCE
    name: str = ""

    def __str__(self) -> str:
        """`alliance`, `group:steel` or `member:EL17`."""
        return ALLIANCE if self.kind is SetKind.ALLIANCE else f"{self.kind.value}:{self.name}"

    @property
    def group(self) -> Group | None:
        """The group, when it is one."""
        return Group(self.name) if self.kind is SetKind.GROUP else None


ALLIANCE_SET: Final = FigureSet()


def figure_set(written: str) -> FigureSet:
    """The set that `alliance`, `group:steel` or `member:EL17` stands for.

    Raises:
        NoSuchFigureError: when it is none of these.
    """
    kind, _, name = written.partition(":")
    if written == ALLIANCE:
        return FigureSet()
    if kind == SetKind.GROUP and name in set(Group):
        return FigureSet(SetKind.GROUP, name)
    if kind == SetKind.MEMBER and _CODE.fullmatch(name):
        return FigureSet(SetKind.MEMBER, name)
    raise NoSuchFigureError(written)


def set_of_group(group: Group | None) -> FigureSet:
    """The set of a group, or of the alliance."""
    return ALLIANCE_SET if group is None else FigureSet(SetKind.GROUP, group.value)
