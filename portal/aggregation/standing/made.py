"""Lists of a year that is not kept: ordered, filtered and counted here."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from portal.aggregation.standing.calls import HANDED_IN, Call, calls
from portal.aggregation.standing.figures import Asked, Count, Mark, Sort, Standing
from portal.db.folding import folded
from portal.reference.groups import Group
from portal.submissions.states import Kind


class MadeStandings:
    """Where all members stand, held in memory."""

    def __init__(self, every: Sequence[Standing]) -> None:
        """Keep the members of a year."""
        self._every = sorted(every, key=lambda one: one.code)

    def tally(self) -> Mapping[Mark, Count]:
        """How many members have each mark."""
        members, warnings = Counter[Mark](), Counter[Mark]()
        for one in self._every:
            members[one.mark] += 1
            warnings[one.mark] += one.warnings
        return {mark: Count(count, warnings[mark]) for mark, count in members.items()}

    def in_review(self) -> Mapping[Group, int]:
        """Members of each group whose inventory is handed in and has no accepted figures."""
        return Counter(
            one.mark.group
            for one in self._every
            if one.ranked.emissions is None and one.mark.inventory_state in HANDED_IN
        )

    def count(self, asked: Asked) -> int:
        """How many members fit."""
        return len(self._fitting(asked))

    def page(self, asked: Asked, first: int = 0, most: int | None = None) -> list[Standing]:
        """Members that fit, in order; those without a value last, ties by code."""
        fitting = self._fitting(asked)
        keys = {one.code: _key(one, asked) for one in fitting}
        known = [one for one in fitting if keys[one.code] is not None]
        missing = [one for one in fitting if keys[one.code] is None]
        known.sort(key=lambda one: keys[one.code] or (), reverse=asked.down)
        return [*known, *missing][first : None if most is None else first + most]

    def to_call(
        self, call: Call, groups: Collection[Group], overdue: Collection[Kind], most: int
    ) -> list[Standing]:
        """The first members by code that are to be called for a reason."""
        found = (
            one
            for one in self._every
            if one.mark.group in groups and call in {said for said, _ in calls(one.mark, overdue)}
        )
        return [one for one, _ in zip(found, range(most), strict=False)]

    def _fitting(self, asked: Asked) -> list[Standing]:
        words = folded(asked.words)
        return [
            one
            for one in self._every
            if one.mark.group in asked.groups
            and asked.has_target in (None, one.has_target)
            and words in folded(f"{one.code} {one.name.zh} {one.name.en}")
        ]


def _key(one: Standing, asked: Asked) -> tuple[Any, ...] | None:
    match asked.sort:
        case Sort.CODE:
            return (one.code,)
        case Sort.NAME:
            return (one.name[asked.language],)
        case Sort.GROUP:
            return (asked.group_ranks()[one.mark.group],)
        case Sort.STATE:
            return asked.state_ranks()[one.mark.inventory_state], str(one.shown_version or "")
        case _:
            value = getattr(one.ranked, asked.sort.value)
            return None if value is None else (value,)
