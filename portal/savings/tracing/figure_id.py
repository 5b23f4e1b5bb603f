"""The name of a figure of savings: `2023/alliance/advisory/verified/kwh`.

The set is that of every computed figure; a plant system may follow it (`.../system:boiler/...`).
`2023.closed/...` is a figure of a year as it was closed, with the corrections made since.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from portal.aggregation.figure_sets import (
    ALLIANCE_SET,
    FigureSet,
    NoSuchFigureError,
    SetKind,
    figure_set,
    set_of_group,
)
from portal.reference.groups import Group
from portal.reference.site_systems import System
from portal.savings.vocabulary import Level

CLOSED: Final = "closed"
_YEAR = re.compile(rf"(20\d\d)(\.{CLOSED})?", re.ASCII)
_SYSTEM: Final = "system:"


class Block(StrEnum):
    """Which streams of a year a figure is about."""

    ADVISORY = "advisory"
    ESCO = "esco"
    IN_YEAR = "in_year"


_EFFECTIVE: Final = (Level.IMPLEMENTED, Level.VERIFIED)
LEVELS: Final[Mapping[Block, tuple[Level, ...]]] = {
    Block.ADVISORY: tuple(Level),
    Block.ESCO: tuple(Level),
    Block.IN_YEAR: _EFFECTIVE,
}
OF_LEVEL: Final = ("streams", "sites", "kwh", "gj", "t", "ntd", "without_factor", "removed_kwh")
"""What every level of a block has."""
OF_DIAGNOSES: Final = ("sites", "findings", "rate", "payback")
"""What diagnoses of a year have beside, whatever came of them."""


@dataclass(frozen=True, slots=True)
class SavingsFigure:
    """One figure of savings.

    Attributes:
        level: None for what is counted of diagnoses, whatever came of them.
        system: None for all of them.
        is_closed: of the year as it was closed, with its corrections.
    """

    year: int
    of: FigureSet
    block: Block
    key: str
    level: Level | None = None
    system: System | None = None
    is_closed: bool = False

    def __str__(self) -> str:
        """The name as it is printed, typed and linked."""
        edition = f"{self.year}.{CLOSED}" if self.is_closed else f"{self.year}"
        system = [] if self.system is None else [f"{_SYSTEM}{self.system.value}"]
        level = [] if self.level is None else [self.level.value]
        return "/".join([edition, str(self.of), *system, self.block.value, *level, self.key])


def stem(
    year: int,
    group: Group | None = None,
    system: System | None = None,
    *,
    is_closed: bool = False,
) -> str:
    """What the names of the figures of a group or system begin with; its block follows."""
    edition = f"{year}.{CLOSED}" if is_closed else f"{year}"
    named = [] if system is None else [f"{_SYSTEM}{system.value}"]
    return "/".join([edition, str(set_of_group(group)), *named])


def savings_figure(written: str) -> SavingsFigure:
    """The figure of savings that a name stands for.

    Raises:
        NoSuchFigureError: when no figure of savings has such a name.
    """
    edition, _, rest = written.strip().partition("/")
    year = _YEAR.fullmatch(edition)
    of, _, rest = rest.partition("/")
    if year is None:
        raise NoSuchFigureError(written)
    named, system = figure_set(of), None
    if rest.startswith(_SYSTEM):
        word, _, rest = rest.removeprefix(_SYSTEM).partition("/")
        system = _system(word)
    block, level, key = _what(rest)
    found = SavingsFigure(int(year[1]), named, block, key, level, system, bool(year[2]))
    # A year is closed for the alliance and its groups; nothing else of it is kept.
    if found.is_closed and (system is not None or named.kind is SetKind.MEMBER):
        raise NoSuchFigureError(written)
    return found


def _system(written: str) -> System:
    if written not in set(System):
        raise NoSuchFigureError(written)
    return System(written)


def _what(written: str) -> tuple[Block, Level | None, str]:
    match written.split("/"):
        case [Block.ADVISORY.value, key] if key in OF_DIAGNOSES:
            return Block.ADVISORY, None, key
        case [block, level, key] if _has(block, level) and key in OF_LEVEL:
            return Block(block), Level(level), key
        case _:
            raise NoSuchFigureError(written)


def _has(block: str, level: str) -> bool:
    return block in set(Block) and level in LEVELS[Block(block)]


def is_of_savings(written: str) -> bool:
    """Whether a name is one of savings by its form, so that its fault is told as theirs."""
    return any(one in set(Block) for one in written.strip().split("/"))


def figures_of(
    year: int,
    of: FigureSet = ALLIANCE_SET,
    system: System | None = None,
    *,
    is_closed: bool = False,
) -> Iterator[SavingsFigure]:
    """Every figure of savings that a set, or a system of it, has."""
    for key in OF_DIAGNOSES:
        yield SavingsFigure(year, of, Block.ADVISORY, key, None, system, is_closed)
    for block, levels in LEVELS.items():
        for level in levels:
            for key in OF_LEVEL:
                yield SavingsFigure(year, of, block, key, level, system, is_closed)
