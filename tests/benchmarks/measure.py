"""Measuring: processor seconds of repeated runs, taken in turn so that a busy machine hits both."""

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from statistics import median


def in_turn(
    ways: Mapping[str, Callable[[], object]],
    *,
    rounds: int = 7,
    clock: Callable[[], float] = time.process_time,
) -> dict[str, float]:
    """Median seconds of each way, measured in turn after one warm-up of each.

    Args:
        ways: what to measure, by name.
        rounds: how often.
        clock: of this process's processor time; where a server works for it, of the wall.
    """
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for way in ways.values():
        way()
    for _ in range(rounds):
        for name, way in ways.items():
            gc.collect()
            begun = clock()
            way()
            taken[name].append(clock() - begun)
    return {name: median(seconds) for name, seconds in taken.items()}


def table(rows: Sequence[tuple[str, ...]]) -> None:
    """Print rows under each other, the first as heading."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))
