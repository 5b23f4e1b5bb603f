"""Keeping the sums of years: made anew in the transaction that changes a member.

Of the members of a group the sums are kept in chunks, so that a change costs the reading of one
chunk and the adding of the others. Flows between members are kept one by one: a change concerns
those of the member and of nobody else. Writers take turns, because two of them may change the
same chunk.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from portal.aggregation.contributions import COMMON_YEAR
from portal.aggregation.differing import Own, amounts_in, own
from portal.aggregation.keeping_differences import (
    forget_editions,
    keep_amounts,
    keep_differences,
    rewrite_differences,
)
from portal.aggregation.kept_sums import MOST
from portal.aggregation.member_year import MemberYear
from portal.aggregation.models import FLOWS, KeptChunk, KeptEdition, KeptFlow, KeptTally, KeptYear
from portal.aggregation.overlap import SharedFlow, State, shared_flows
from portal.aggregation.plan_sums.operations import keep_plans, rewrite_plans
from portal.aggregation.queries import COMPANIES, member_years
from portal.aggregation.standing import rewrite_standing
from portal.aggregation.tally import Pair, Tally, added_up, as_json, from_json, together
from portal.aggregation.tally_of import METHOD, added_by, by_group, tallies_of, tallies_of_flows
from portal.db.counters import next_number
from portal.db.engine import Database
from portal.members.models import Company
from portal.reference.groups import Group
from portal.submissions.models import MemberStanding

# Companies of one chunk, of whichever group; some fifty of each.
CHUNK: Final = 256
TURN: Final = "sums"

YEARS = select(KeptYear.year, KeptYear.method).order_by(KeptYear.year)
PRESENT = COMPANIES.where(Company.id >= bindparam("first"), Company.id < bindparam("first") + CHUNK)
IDS = select(Company.id).where(Company.code.in_(bindparam("codes", expanding=True)))
COUNTS = select(KeptChunk.group, KeptChunk.members).where(
    KeptChunk.year == bindparam("year"), KeptChunk.chunk == bindparam("chunk")
)
CHUNKS = select(KeptChunk.tally, KeptChunk.members).where(
    KeptChunk.year == bindparam("year"), KeptChunk.group == bindparam("group")
)
FLOW = tuple(getattr(KeptFlow, one) for one in SharedFlow._fields)
_OF_MEMBER = or_(KeptFlow.seller == bindparam("code"), KeptFlow.buyer == bindparam("code"))
FLOWS_OF = select(*FLOW).where(KeptFlow.year == bindparam("year"), _OF_MEMBER)
COUNTED = select(*FLOW).where(
    KeptFlow.year == bindparam("year"), KeptFlow.state != State.NOT_COUNTED
)


class _Changed(NamedTuple):
    """The member whose sums are made anew."""

    id: int
    code: str
    group: Group


def rewrite_sums(session: Session, company_id: int, since: int | None = None) -> None:
    """Make the kept sums anew that a member is in.

    Args:
        session: of the transaction that changed the member.
        company_id: the member.
        since: the first year that has changed; None when the member itself has, such as its
            group. The year that all contributions are compared with changes every year.
    """
    session.flush()
    next_number(session, TURN)
    company = session.get_one(Company, company_id)
    of = _Changed(company.id, company.code, company.group)
    known = {year: method for year, method in session.execute(YEARS)}  # noqa: C416
    if since is not None and since not in known:
        _keep_year(session, since)
    changed = {
        str(year): _rewrite_year(session, year, of)
        for year, method in known.items()
        if method == METHOD and (since is None or since == COMMON_YEAR or year >= since)
    }
    rewrite_differences(session, of.code, changed)
    if since is not None and since not in known:
        keep_differences(session)


def forget_sums(session: Session, since: int) -> None:
    """Let the sums of a year and of those it changes wait for `keep_years`.

    For whoever changes many members at once.
    """
    next_number(session, TURN)
    known = {year for year, _ in session.execute(YEARS)}
    if since not in known:
        session.execute(insert(KeptYear).values(year=since, method=""))
    changed = update(KeptYear).values(method="")
    if since != COMMON_YEAR:
        changed = changed.where(KeptYear.year >= since)
    session.execute(changed.execution_options(synchronize_session=False))
    outdated = session.scalars(select(KeptYear.year).where(KeptYear.method == "")).all()
    session.execute(delete(MemberStanding).where(MemberStanding.year.in_(outdated)))
    forget_editions(session, [str(year) for year in outdated])


def years_to_keep(session: Session) -> list[int]:
    """The years whose sums are not kept, or were made with another method than ours."""
    return [year for year, method in session.execute(YEARS) if method != METHOD]


def keep_years(session: Session) -> None:
    """Make the sums of every year that waits for it."""
    for year in years_to_keep(session):
        _keep_year(session, year)
    keep_differences(session)


def kept_anew(database: Database) -> int:
    """Make the sums of every year that waits for it, one after the other; how many these were."""
    with database.reading() as session:
        waiting = years_to_keep(session)
    for year in waiting:
        with database.transaction() as session:
            _keep_year(session, year)
    with database.transaction() as session:
        next_number(session, TURN)
        keep_differences(session)
    return len(waiting)


def keep_publication(
    session: Session, edition: str, number: int, members: Sequence[MemberYear]
) -> None:
    """Keep what a publication is judged by; `keep_differences` compares it with all editions.

    Args:
        session: of the transaction that publishes it.
        edition: its name, such as `2024.r1`.
        number: of two publications the later one has the higher.
        members: all that are in it.
    """
    next_number(session, TURN)
    session.execute(delete(KeptEdition).where(KeptEdition.edition == edition))
    named = {"edition": edition, "number": number, "method": METHOD}
    rows = [
        {**named, "group": group, "tally": as_json(tally)}
        for group, tally in tallies_of(members, MOST).items()
    ]
    session.execute(insert(KeptEdition), rows)
    keep_amounts(session, edition, {one.code: own(one) for one in members})


def keep_year(session: Session, year: int) -> None:
    """Make the sums of a year from all of its members, and compare it with all other editions."""
    _keep_year(session, year)
    keep_differences(session)


def _keep_year(session: Session, year: int) -> None:
    session.flush()
    next_number(session, TURN)
    for table in (KeptYear, KeptTally, KeptChunk, KeptFlow):
        session.execute(delete(table).where(table.year == year))
    members = member_years(session, year)
    rewrite_standing(session, year, members)
    flows = list(shared_flows(members))
    _add_flows(session, year, flows)
    _write_flows(session, year, flows, Group)
    ids = {code: number for number, code, _ in session.execute(COMPANIES, {"year": year})}
    amounts: dict[str, Own] = {}
    for group, found in by_group(members).items():
        chunks: dict[int, list[MemberYear]] = {}
        for one in found:
            chunks.setdefault(ids[one.code] // CHUNK, []).append(one)
        for chunk, some in chunks.items():
            added = _added(some)
            _write_chunk(session, year, group, chunk, added)
            amounts |= {code: Own(group, amounts_in(pairs)) for code, pairs in added.items()}
        _add_group(session, year, group)
    keep_plans(session, year, members)
    session.execute(insert(KeptYear).values(year=year, method=METHOD))
    keep_amounts(session, str(year), amounts)


Added = Mapping[str, Sequence[Pair]]


def _added(members: Iterable[MemberYear]) -> Added:
    """What each member adds, by code."""
    return {one.code: tuple(added_by(one)) for one in members}


def _rewrite_year(session: Session, year: int, of: _Changed) -> Own | None:
    """Make the sums of a year anew; what the member adds to it now, None if it is not in it."""
    found = member_years(session, year, companies=[of.id])
    changed, pairs = _rewrite_chunk(session, year, of)
    for group in changed | _rewrite_flows(session, year, of, found):
        _add_group(session, year, group)
    rewrite_plans(session, year, of.id, found)
    return None if pairs is None else Own(of.group, amounts_in(pairs))


def _rewrite_chunk(
    session: Session, year: int, of: _Changed
) -> tuple[set[Group], Sequence[Pair] | None]:
    """Make the chunk of a member anew; the groups with other sums now, and what it adds."""
    chunk = of.id // CHUNK
    rows = session.execute(COUNTS, {"year": year, "chunk": chunk})
    before = {group: members for group, members in rows}  # noqa: C416
    present: dict[Group, list[int]] = {group: [] for group in Group}
    for number, _, group in session.execute(PRESENT, {"year": year, "first": chunk * CHUNK}):
        present[group].append(number)
    # A member that came, left or moved is missed or met by the number of members.
    moved = {group for group, ids in present.items() if len(ids) != before.get(group, 0)}
    changed = moved | {of.group}
    ids = [number for group in changed for number in present[group]]
    members = member_years(session, year, companies=ids)
    rewrite_standing(session, year, members)
    added = {group: _added(found) for group, found in by_group(members).items()}
    for group in changed:
        _write_chunk(session, year, group, chunk, added[group])
    return changed, added[of.group].get(of.code)


def _write_chunk(session: Session, year: int, group: Group, chunk: int, added: Added) -> None:
    key = {"year": year, "group": group, "chunk": chunk}
    if added:
        made = added_up((pair for pairs in added.values() for pair in pairs), MOST)
        _put(session, KeptChunk, key, made)
    else:
        _remove(session, KeptChunk, key)


def _rewrite_flows(
    session: Session, year: int, of: _Changed, own: Sequence[MemberYear]
) -> set[Group]:
    """Match the flows of a member anew; the groups whose sums of flows are other ones now."""
    wanted = {"year": year, "code": of.code}
    before = {SharedFlow(*row) for row in session.execute(FLOWS_OF, wanted)}
    after = set(_flows_of(session, year, of, own, before))
    if before == after:
        return set()
    gone = delete(KeptFlow).where(KeptFlow.year == year, _OF_MEMBER)
    session.execute(gone, {"code": of.code})
    _add_flows(session, year, after)
    changed = {group for one in before ^ after for group in (one.sold_in, one.bought_in) if group}
    counted = [SharedFlow(*row) for row in session.execute(COUNTED, {"year": year})]
    _write_flows(session, year, counted, changed)
    return changed


def _flows_of(
    session: Session,
    year: int,
    of: _Changed,
    own: Sequence[MemberYear],
    before: Iterable[SharedFlow],
) -> Iterable[SharedFlow]:
    """The flows of a member as it and its partners report and plan them now."""
    told = [flow for one in own for flow in one.flows]
    told += [flow.base for one in own for flow in one.planned_flows]
    partners = {flow.partner for flow in told}
    partners |= {code for one in before for code in (one.seller, one.buyer)}
    partners -= {of.code}
    if not partners:
        return ()
    ids = session.scalars(IDS, {"codes": sorted(partners)}).all()
    others = member_years(session, year, companies=ids)
    flows = shared_flows([*own, *others])
    return (one for one in flows if of.code in (one.seller, one.buyer))


def _add_flows(session: Session, year: int, flows: Iterable[SharedFlow]) -> None:
    rows = [{"year": year, **one._asdict()} for one in flows]
    if rows:
        session.execute(insert(KeptFlow), rows)


def _write_flows(
    session: Session, year: int, flows: Iterable[SharedFlow], groups: Iterable[Group]
) -> None:
    made = tallies_of_flows(flows, MOST)
    for group in groups:
        _put(session, KeptChunk, {"year": year, "group": group, "chunk": FLOWS}, made[group])


def _add_group(session: Session, year: int, group: Group) -> None:
    """Add the chunks of a group up."""
    rows = session.execute(CHUNKS, {"year": year, "group": group})
    tally = together((from_json(kept, MOST) for kept, _ in rows), MOST)
    emissions, *scopes = (tally.at(one) for one in ("emissions", "scope1", "scope2"))
    _put(
        session,
        KeptTally,
        {"year": year, "group": group},
        tally,
        accepted=emissions.counted,
        scope1=scopes[0].total,
        scope2=scopes[1].total,
    )


def _remove(
    session: Session, table: type[KeptChunk] | type[KeptTally], key: dict[str, Any]
) -> None:
    same = (getattr(table, name) == value for name, value in key.items())
    session.execute(delete(table).where(*same))


def _put(
    session: Session,
    table: type[KeptChunk] | type[KeptTally],
    key: dict[str, Any],
    tally: Tally,
    **columns: Any,
) -> None:
    _remove(session, table, key)
    kept = {"members": tally.at("members").counted, "tally": as_json(tally)}
    session.execute(insert(table).values(**key, **columns, **kept))
