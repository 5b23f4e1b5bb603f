"""Where members stand in a year: ordered, filtered and counted without making their figures.

A year that is kept is read from its own narrow table; one that is not is made from the figures of
all members, by the same definitions.
"""

from portal.aggregation.standing.calls import Call, Called, called, calls
from portal.aggregation.standing.figures import Asked, Count, Mark, Sort, Standing
from portal.aggregation.standing.operations import rewrite_standing
from portal.aggregation.standing.queries import Standings, standings

__all__ = [
    "Asked",
    "Call",
    "Called",
    "Count",
    "Mark",
    "Sort",
    "Standing",
    "Standings",
    "called",
    "calls",
    "rewrite_standing",
    "standings",
]
