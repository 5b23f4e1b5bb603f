"""Reading the weights of editions, and of what differs between them, where they are kept."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from portal.aggregation.differing import from_json, weights_of
from portal.aggregation.kept_sums import MOST, tallies
from portal.aggregation.models import KeptDifference, KeptEdition, KeptYear
from portal.aggregation.tally import Tally
from portal.aggregation.tally import from_json as tally_from_json
from portal.aggregation.tally_of import METHOD
from portal.aggregation.weighing import Changed, Weights
from portal.aggregation.weights import ByGroup
from portal.reference.groups import Group

OF_PUBLICATION = select(KeptEdition.group, KeptEdition.tally).where(
    KeptEdition.edition == bindparam("edition"), KeptEdition.method == METHOD
)
KEPT = select(KeptYear.year).where(
    KeptYear.year.in_(bindparam("years", expanding=True)), KeptYear.method == METHOD
)
BETWEEN = select(
    KeptDifference.before, KeptDifference.after, KeptDifference.group, KeptDifference.differences
).where(
    KeptDifference.before.in_(bindparam("before", expanding=True)),
    KeptDifference.after.in_(bindparam("after", expanding=True)),
)


def weights_of_publication(session: Session, edition: str) -> Weights | None:
    """The weights of a publication; None when they are not kept."""
    rows = session.execute(OF_PUBLICATION, {"edition": edition})
    found: dict[Group, Tally] = {group: tally_from_json(kept, MOST) for group, kept in rows}
    return Weights(found) if found else None


def weights_of_years(session: Session, years: Sequence[int]) -> list[Weights] | None:
    """The weights of years as they stand; None when those of one are not kept."""
    kept = set(session.scalars(KEPT, {"years": list(years)}))
    if not kept.issuperset(years):
        return None
    return [Weights(tallies(session, year)) for year in years]


def changed(session: Session, editions: Sequence[str]) -> Changed | None:
    """What differs between every two of some editions; None when it is not kept of all.

    Args:
        editions: publications as they came, then years, the newest first.
    """
    wanted = list(combinations(editions, 2))
    asked = {"before": list(editions), "after": list(editions)}
    kept: dict[tuple[str, str], dict[Group, Mapping[str, list[object]]]] = {}
    for before, after, group, differences in session.execute(BETWEEN, asked) if wanted else ():
        kept.setdefault((before, after), {})[group] = differences
    if not all(one in kept for one in wanted):
        return None
    return {one: _weights(kept[one].items()) for one in wanted}


def _weights(kept: Iterable[tuple[Group, Mapping[str, list[object]]]]) -> Mapping[str, ByGroup]:
    return weights_of({group: from_json(differences) for group, differences in kept})
