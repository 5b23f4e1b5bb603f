"""The same parts of a page from what is kept of a year: no more rows are read than are shown."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from portal.aggregation.measures.changes import Change
from portal.aggregation.measures.cost_curve import Step, curve
from portal.aggregation.measures.drawn_curve import MOST, WIDEST, Bands, Drawn, bunched, drawn
from portal.aggregation.measures.entries import Effect, Entry
from portal.aggregation.measures.queries import plans_of
from portal.aggregation.plan_sums.measure_rows import Place
from portal.aggregation.plan_sums.planned import Counts, counts_of, curve_of
from portal.aggregation.plan_sums.queries import (
    Fitting,
    KeptEntry,
    KeptMeasures,
    changed_members,
)
from portal.aggregation.plan_sums.rows_of_sums import Rows
from portal.language import Text
from portal.members.models import Company
from portal.plans.amounts import ZERO
from portal.reference.groups import Group
from portal.web.summaries.measures.details import (
    MOST_BESIDE,
    MOST_CHANGES,
    Changes,
    Curve,
    Details,
    changed_in,
    place,
)
from portal.web.summaries.measures.listing import PAGE, Line, Names, line, words_of
from portal.web.summaries.measures.wish import Wish

NAMES = select(Company.code, Company.name_zh, Company.name_en).where(
    Company.code.in_(bindparam("codes", expanding=True))
)


def kept_details(
    session: Session, year: int, group: Group | None, rows: Rows, wish: Wish
) -> Details:
    """The details of a group, or of the alliance.

    Args:
        session: to read with.
        year: the reporting year, of which everything is kept.
        group: None for the alliance.
        rows: the sums of the set.
        wish: a usual one.
    """
    fitting = Fitting(group, wish.codes, wish.standing, wish.low, wish.high)
    measures, counts = KeptMeasures(session, year, fitting), counts_of(rows)
    found = measures.count() if wish.is_filtered else counts.entries
    first, pages = place(found, wish.page)
    words = words_of(wish.sort) if wish.sort in ("category", "status") else {}
    shown = measures.page(wish.sort, words, down=wish.down, first=first, most=PAGE)
    of_curve = _curve(measures, rows, counts, wish)
    changes = _changes(session, year, group, counts)
    names = _names(session, _codes(shown, of_curve, changes.first))
    return Details(
        of_curve, changes, [_line(one, names, wish) for one in shown], found, pages, names
    )


def _line(one: KeptEntry, names: Names, wish: Wish) -> Line:
    name = names[one.entry.code]
    return line(one.entry, name, one.plan_year, net=one.net, interest=wish.rate)


def _curve(measures: KeptMeasures, rows: Rows, counts: Counts, wish: Wish) -> Curve:
    whole = measures.bands(inside=False) if wish.is_filtered else curve_of(rows)
    inside = measures.bands() if wish.is_zoomed else whole
    beside = {
        Place.UNPRICED: counts.unpriced,
        Place.COVERED: counts.covered,
    }
    if wish.is_filtered:
        beside = {one: measures.count(one) for one in beside}
    return Curve(
        _drawn(measures, inside, wish),
        sum(one.measures for one in whole.values()),
        sum((one.tonnes for one in whole.values()), ZERO),
        _inside(inside, wish),
        (_entries(measures, Place.UNPRICED, beside), beside[Place.UNPRICED]),
        (_entries(measures, Place.COVERED, beside), beside[Place.COVERED]),
        wish.rate,
    )


def _inside(bands: Bands, wish: Wish) -> int:
    found = sum(one.measures for one in bands.values())
    return found if wish.most is None else min(found, wish.most)


def _entries(measures: KeptMeasures, at: Place, counted: Mapping[Place, int]) -> list[Entry]:
    return [one.entry for one in measures.placed(at, MOST_BESIDE)] if counted[at] else []


def _drawn(measures: KeptMeasures, inside: Bands, wish: Wish) -> Sequence[Drawn]:
    found = _inside(inside, wish)
    if not found:
        return ()
    is_short = found <= MOST or wish.most is not None
    steps = _steps(measures.placed(Place.STEP, found if is_short else WIDEST))
    if wish.most is not None:
        return drawn(steps)
    return bunched(steps, {} if is_short else inside, measures.before())


def _steps(found: Iterable[KeptEntry]) -> tuple[Step, ...]:
    """Steps in order of cost."""
    return curve(
        [Effect(one.entry, ZERO, one.net) for one in found if isinstance(one.net, Decimal)]
    ).steps


def _changes(session: Session, year: int, group: Group | None, counts: Counts) -> Changes:
    first: list[Change] = []
    if counts.changed:
        ids = changed_members(session, year, group, MOST_CHANGES)
        plans = plans_of(session, year, companies=ids)
        first = changed_in(plans, (plans.now[code] for code in sorted(plans.now)))
    return Changes(first[:MOST_CHANGES], counts.changed, counts.by_kind, counts.compared)


def _codes(shown: Iterable[KeptEntry], of: Curve, first: Iterable[Change]) -> set[str]:
    steps = (one.entry for one in of.drawn if isinstance(one, Step))
    entries = (*(one.entry for one in shown), *steps)
    return {*(one.code for one in entries), *(one.code for one in first)}


def _names(session: Session, codes: set[str]) -> Names:
    rows = session.execute(NAMES, {"codes": sorted(codes)})
    return {code: Text(zh, en) for code, zh, en in rows}
