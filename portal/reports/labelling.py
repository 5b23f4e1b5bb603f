"""Where names can stand in a chart without covering a line or each other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, hypot

Point = tuple[float, float]
# How far above or below its line a name may stand, nearest first.
OFFSETS = (-8.0, 18.0, -22.0, 32.0, -36.0)
BESIDE = (4.0, 16.0, -8.0)
HEIGHT = 12.0
_STEP = 4.0
# A name that touches the axis reads as a part of it.
_ABOVE_AXIS = 6.0
LABEL_SIZE = 12
_LABEL_STEP = 15.0


@dataclass(frozen=True, slots=True)
class Box:
    """The room a name takes: `y` is its baseline."""

    left: float
    right: float
    y: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point of a line would run through the name."""
        return self.left - 2 < x < self.right + 2 and self.y - HEIGHT < y < self.y + 3

    def covers(self, other: "Box") -> bool:
        """Whether two names would lie on each other."""
        apart = self.right + 4 < other.left or other.right + 4 < self.left
        return not apart and abs(self.y - other.y) < HEIGHT + 3


def places(
    lines: Sequence[Sequence[Point]], widths: Sequence[float], room: tuple[float, ...]
) -> list[Box]:
    """A place for the name of each line, as near to its end as nothing is in the way.

    Args:
        lines: points of each line, in the order of the names.
        widths: of the names.
        room: left, top, right and bottom that no name may leave.
    """
    run = [list(_along(line)) for line in lines]
    everywhere = [point for line in run for point in line]
    placed: list[Box] = []
    for line, width in zip(run, widths, strict=True):
        wanted = list(_candidates(line, width, room))
        free = (box for box in wanted if _is_free(box, placed, everywhere))
        alone = (box for box in wanted if not any(box.covers(other) for other in placed))
        placed.append(next(free, None) or next(alone, wanted[0]))
    return placed


def _candidates(line: Sequence[Point], width: float, room: tuple[float, ...]) -> Iterator[Box]:
    left, top, right, bottom = room
    floor = bottom - _ABOVE_AXIS
    for x, y in reversed(line):
        start = min(max(x - width / 2, left), right - width)
        for offset in OFFSETS:
            if top < y + offset < floor:
                yield Box(start, start + width, y + offset)
        for offset in BESIDE:
            if x - width - 8 > left and top < y + offset < floor:
                yield Box(x - width - 8, x - 8, y + offset)
    # Nowhere near the line is free: any corner of the chart is better than on another name.
    y = top + HEIGHT
    while y < floor:
        yield Box(left, left + width, y)
        yield Box(right - width, right, y)
        y += HEIGHT + 4


def _is_free(box: Box, placed: Iterable[Box], points: Iterable[Point]) -> bool:
    return not any(box.covers(other) for other in placed) and not any(
        box.holds(x, y) for x, y in points
    )


def _along(line: Sequence[Point]) -> Iterator[Point]:
    """Points of a line close enough to each other that no name fits between them."""
    yield line[0]
    for (x1, y1), (x2, y2) in pairwise(line):
        steps = ceil(hypot(x2 - x1, y2 - y1) / _STEP) or 1
        for step in range(1, steps + 1):
            yield x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps


def apart(wanted: Sequence[float], top: float, bottom: float) -> list[float]:
    """Baselines near the wanted ones, given from bottom to top, that do not overlap."""
    placed: list[float] = []
    for y in wanted:
        placed.append(min(y, placed[-1] - _LABEL_STEP if placed else bottom))
    if placed and placed[-1] < top:
        shift = top
        for index in range(len(placed) - 1, -1, -1):
            placed[index] = max(placed[index], shift)
            shift = placed[index] + _LABEL_STEP
    return placed


def text_width(text: str) -> float:
    """About how wide a label is: a Chinese character is as wide as high, a letter half."""
    return sum(LABEL_SIZE if ord(letter) > 0x2E80 else LABEL_SIZE * 0.56 for letter in text)
