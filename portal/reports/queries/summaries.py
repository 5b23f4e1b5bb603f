"""What the summary of a group or of the alliance says."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.aggregation.emission_coverage import EmissionCoverage
from portal.aggregation.figures import GroupFigures, emission_figures, summarise
from portal.aggregation.kept_sums import MOST, tallies
from portal.aggregation.member_year import MemberYear
from portal.aggregation.queries import HistoryRow, history, member_years
from portal.aggregation.tally import together
from portal.inventory.sheets import TEMPLATE as INVENTORY
from portal.language import Text
from portal.plans.amounts import Missing, Split
from portal.plans.sheets import TEMPLATE as PLAN
from portal.publication.live import snapshot
from portal.publication.queries import latest
from portal.reference.groups import Group
from portal.reports.edition import Edition
from portal.reports.formats import Unit
from portal.reports.published import published_rows
from portal.reports.queries.incoming import HANDED_IN, incoming
from portal.reports.queries.rows import member_rows, sources_of, targets_of
from portal.reports.queries.savings import year_of_savings
from portal.reports.rows import WaitingRow, YearRow
from portal.reports.summary import Summary
from portal.savings.city import Basis, basis
from portal.submissions.queries import (
    cycle_times,
    submission_rows,
)
from portal.submissions.states import Kind

LATE = Text("逾期", "Late")
NOT_YET = Text("未逾期", "Not yet due")


def edition(at: datetime, *, cutoff: datetime | None = None, publication: str = "") -> Edition:
    """The edition of a document made now from what is accepted now, or up to a cut-off."""
    templates = Text(
        f"盤查清冊 {INVENTORY.version}、減量計畫 {PLAN.version}",
        f"inventory {INVENTORY.version}, plan {PLAN.version}",
    )
    return Edition(at, cutoff or at, templates, publication=publication)


def edition_of(session: Session, year: int, at: datetime) -> Edition:
    """The edition of a document of a year: that of its publication while nothing has changed."""
    last = latest(session, year)
    if last is None:
        return edition(at)
    is_as_published = snapshot(session, year, with_rows=False).digest == last.digest
    return edition(at, publication=last.name if is_as_published else "")


def summary(
    session: Session,
    actor: Actor,
    year: int,
    *,
    of: Edition,
    group: Group | None = None,
    unit: Unit = Unit.WAN,
    with_sources: bool = False,
    savings: Basis | None = None,
) -> Summary:
    """What the summary of a group, or of the alliance, says at a reporting year.

    Args:
        session: read only.
        actor: who asks; lists hold the members that are there for the actor.
        year: the reporting year.
        of: cut-off, method and publication.
        group: None for the alliance.
        unit: in which the PDF writes tonnes.
        with_sources: with every inventory row behind the totals.
        savings: what is there for the actor of the year, where it has been read already.
    """
    members = member_years(session, year, group)
    past = [row for row in history(session) if row.year <= year and group in (None, row.group)]
    years = tuple(
        replace(one, coverage=_emissions(session, one.year, group))
        for one in _years(past, by_group=group is None)
    )
    totals = {one.year: one.amounts[2] for one in years}
    known = {one: amount for one, amount in totals.items() if not isinstance(amount, Missing)}
    figures = summarise(members, year=year, group=group, history=known)
    states = submission_rows(session, actor, Kind.INVENTORY, year, group=group)
    rows = member_rows(members, states)
    ids = {one.company_code: one.company_id for one in states}
    waiting = tuple(_waiting(session, actor, year, of, group))
    return Summary(
        of,
        figures,
        rows,
        groups=() if group else _groups(members, year),
        history=years,
        targets=tuple(one for row in rows for one in targets_of(session, row, ids[row.code], year)),
        waiting=waiting,
        published=() if group else published_rows(figures),
        sources=tuple(
            one for row in rows if with_sources for one in sources_of(session, row, ids[row.code])
        ),
        savings=year_of_savings(session, actor, savings or basis(session, year, actor), group),
        inventories=incoming(session, actor, Kind.INVENTORY, year, at=of.cutoff, group=group),
        plans=incoming(session, actor, Kind.PLAN, year, at=of.cutoff, group=group),
        unit=unit,
        to_call=len({row.code for row in waiting}),
        warnings=sum(row.warnings for row in rows),
    )


def _emissions(session: Session, year: int, group: Group | None) -> EmissionCoverage:
    """What stands beside the emissions of a year, from its sums."""
    kept = tallies(session, year)
    tally = together(kept.values(), MOST) if group is None else kept[group]
    return emission_figures(tally, whole=group is None).coverage


def _groups(members: Sequence[MemberYear], year: int) -> tuple[GroupFigures, ...]:
    return tuple(
        summarise([one for one in members if one.group is group], year=year, group=group)
        for group in Group
    )


def _years(past: Sequence[HistoryRow], *, by_group: bool) -> tuple[YearRow, ...]:
    found: list[YearRow] = []
    for year in sorted({row.year for row in past}):
        of_year = [row for row in past if row.year == year]
        emissions = Split()
        for row in of_year:
            emissions = emissions.plus(row.emissions)
        groups = {row.group: row.emissions.total for row in of_year} if by_group else {}
        found.append(YearRow(year, emissions, sum(row.members for row in of_year), groups))
    return tuple(found)


def _waiting(
    session: Session, actor: Actor, year: int, of: Edition, group: Group | None
) -> Iterator[WaitingRow]:
    for kind in Kind:
        due_at = cycle_times(session, kind, year).due_at
        note = LATE if due_at <= of.cutoff else NOT_YET
        for row in submission_rows(session, actor, kind, year, group=group):
            if row.state not in HANDED_IN:
                name = Text(row.name_zh, row.name_en)
                yield WaitingRow(
                    row.company_code, name, row.group, kind.label, row.state.label, due_at, note
                )
