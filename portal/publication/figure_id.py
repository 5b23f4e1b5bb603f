"""The name of a computed figure: `2024/alliance/2030/t1`, or `2024.r1/...` once published."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from portal.aggregation.figure_sets import (
    ALLIANCE_SET,
    FigureSet,
    NoSuchFigureError,
    SetKind,
    figure_set,
    set_of_group,
)
from portal.aggregation.figures import HORIZONS
from portal.language import Text
from portal.reference.groups import Group

__all__ = [
    "ALLIANCE_SET",
    "KEYS",
    "Edition",
    "FigureId",
    "FigureSet",
    "NoSuchFigureError",
    "SetKind",
    "edition_of",
    "figure_id",
    "figure_set",
    "figures_of",
    "label",
    "names_of",
    "set_of_group",
    "sets_of",
]

_OF_YEAR: Final = ("emissions", "scope1", "scope2", "biogenic", "exchanged", "change")
_OF_TARGETS: Final = (
    *("t1", "t2", "t2_city", "power", "t3", "t4", "t4_city"),
    *("net", "gross", "residual", "progress"),
)
# The target years of every figure that is published; none for those of the reporting year.
KEYS: Final[Mapping[str, tuple[int, ...]]] = {
    **dict.fromkeys(_OF_YEAR, ()),
    **dict.fromkeys(_OF_TARGETS, HORIZONS),
    "delivery": (2026,),
    "plan_coverage": (2030,),
}
_EDITION = re.compile(r"(20\d\d)(?:\.r([1-9]\d{0,3}))?", re.ASCII)
_PARTS: Final = (3, 4)


@dataclass(frozen=True, slots=True)
class Edition:
    """A reporting year, as it stands or as it was published.

    Attributes:
        revision: 1 for the first publication of the year; None for the data as they stand.
    """

    year: int
    revision: int | None = None

    def __str__(self) -> str:
        """`2024` or `2024.r1`."""
        return f"{self.year}" if self.revision is None else f"{self.year}.r{self.revision}"


@dataclass(frozen=True, slots=True)
class FigureId:
    """One computed figure of one set and year.

    Attributes:
        horizon: the target year; None for a figure of the reporting year.
    """

    edition: Edition
    of: FigureSet
    key: str
    horizon: int | None = None

    def __str__(self) -> str:
        """The name as it is printed, typed and linked."""
        horizon = [] if self.horizon is None else [str(self.horizon)]
        return "/".join([str(self.edition), str(self.of), *horizon, self.key])

    def within(self, edition: Edition) -> "FigureId":
        """The same figure in another edition."""
        return replace(self, edition=edition)


def figure_id(written: str) -> FigureId:
    """The figure that a name stands for.

    Raises:
        NoSuchFigureError: when no figure has such a name.
    """
    parts = written.strip().split("/")
    if len(parts) not in _PARTS or parts[-1] not in KEYS:
        raise NoSuchFigureError(written)
    key, horizon = parts[-1], _horizon(parts[2]) if len(parts) == max(_PARTS) else None
    if horizon not in (KEYS[key] or (None,)):
        raise NoSuchFigureError(written)
    return FigureId(edition_of(parts[0]), figure_set(parts[1]), key, horizon)


def edition_of(written: str) -> Edition:
    """The edition that `2024` or `2024.r1` stands for.

    Raises:
        NoSuchFigureError: when it is neither.
    """
    found = _EDITION.fullmatch(written)
    if found is None:
        raise NoSuchFigureError(written)
    return Edition(int(found[1]), int(found[2]) if found[2] else None)


def figures_of(edition: Edition, of: FigureSet) -> Iterator[FigureId]:
    """Every figure that a set has, in the order of the definitions."""
    for key, horizons in KEYS.items():
        for horizon in horizons or (None,):
            yield FigureId(edition, of, key, horizon)


def names_of(edition: Edition, of: FigureSet, key: str) -> tuple[str, ...]:
    """The names of a figure for each of its target years; nothing for what is no named figure."""
    if key not in KEYS:
        return ()
    return tuple(str(FigureId(edition, of, key, one)) for one in KEYS[key] or (None,))


def sets_of(codes: tuple[str, ...]) -> Iterator[FigureSet]:
    """The alliance, its groups and members of these codes."""
    yield FigureSet()
    for group in Group:
        yield FigureSet(SetKind.GROUP, group.value)
    for code in codes:
        yield FigureSet(SetKind.MEMBER, code)


def label(of: FigureSet, names: Mapping[str, Text]) -> Text:
    """What a set is called; a member without a known name by its code."""
    if of.group is not None:
        return of.group.label
    if of.kind is SetKind.MEMBER:
        return names.get(of.name, Text(of.name, of.name))
    return Text("聯盟", "Alliance")


def _horizon(written: str) -> int:
    if not (written.isascii() and written.isdigit()):
        raise NoSuchFigureError(written)
    return int(written)
