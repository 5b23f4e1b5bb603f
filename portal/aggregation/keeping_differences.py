"""Keeping how editions differ: publications, and years as they stand.

What each member adds to each edition is kept beside it. A change takes what the member differed by
out of every pair of editions that it changes, and puts in what it differs by now: it costs as much
as there are pairs, whatever the number of members.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, groupby
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, delete, insert, or_, select, tuple_, update
from sqlalchemy.orm import Session

from portal.aggregation.differing import (
    Differences,
    Own,
    Steps,
    as_json,
    from_json,
    put,
    steps,
    take,
)
from portal.aggregation.models import KeptAmounts, KeptDifference, KeptEdition, KeptYear
from portal.aggregation.tally_of import METHOD
from portal.reference.groups import Group

Pair = tuple[str, str]
Key = tuple[str, str, Group]

AT_ONCE: Final = 1000
PUBLISHED = (
    select(KeptEdition.edition)
    .where(KeptEdition.method == METHOD)
    .group_by(KeptEdition.edition, KeptEdition.number)
    .order_by(KeptEdition.number)
)
YEARS = select(KeptYear.year).where(KeptYear.method == METHOD).order_by(KeptYear.year.desc())
AMOUNTS = (KeptAmounts.code, KeptAmounts.edition, KeptAmounts.group, KeptAmounts.amounts)
OF_EDITIONS = (
    select(*AMOUNTS)
    .where(KeptAmounts.edition.in_(bindparam("editions", expanding=True)))
    .order_by(KeptAmounts.code)
    .execution_options(yield_per=AT_ONCE)
)
OF_MEMBER = select(*AMOUNTS).where(KeptAmounts.code == bindparam("code"))
# Every pair has a row of each group.
PAIRS = select(KeptDifference.before, KeptDifference.after).where(
    KeptDifference.group == Group.STEEL
)
PLACE = (KeptDifference.before, KeptDifference.after, KeptDifference.group)


def published(session: Session) -> list[str]:
    """The publications whose sums are kept, as they came."""
    return list(session.scalars(PUBLISHED))


def editions(session: Session) -> list[str]:
    """The editions whose sums are kept: publications as they came, then years, the newest first."""
    return [*published(session), *map(str, session.scalars(YEARS))]


def keep_amounts(session: Session, edition: str, members: Mapping[str, Own]) -> None:
    """Keep what members add to an edition; what was kept of it goes, and all it was compared with.

    Whoever keeps an edition lets `keep_differences` follow.
    """
    forget_editions(session, [edition])
    rows = [_row(code, edition, one) for code, one in members.items()]
    for first in range(0, len(rows), AT_ONCE):
        session.execute(insert(KeptAmounts), rows[first : first + AT_ONCE])


def forget_editions(session: Session, names: Collection[str]) -> None:
    """Forget what members add to editions, and how these differ from others."""
    of_pair = or_(KeptDifference.before.in_(names), KeptDifference.after.in_(names))
    for gone in (
        delete(KeptAmounts).where(KeptAmounts.edition.in_(names)),
        delete(KeptDifference).where(of_pair),
    ):
        session.execute(gone.execution_options(synchronize_session=False))


def keep_differences(session: Session) -> None:
    """Compare all editions that are kept and not compared yet, member by member."""
    known = {(before, after) for before, after in session.execute(PAIRS)}
    _compare(session, [one for one in combinations(editions(session), 2) if one not in known])


def _compare(session: Session, pairs: Sequence[Pair]) -> None:
    if not pairs:
        return
    found: dict[Key, Differences] = {(*pair, group): {} for pair in pairs for group in Group}
    for code, of in _by_member(session, sorted({one for pair in pairs for one in pair})):
        for before, after in pairs:
            differs = steps(of.get(before), of.get(after))
            if differs is not None:
                put(found[before, after, differs.group], code, differs.by_part)
    rows = [
        {"before": before, "after": after, "group": group, "differences": as_json(one)}
        for (before, after, group), one in found.items()
    ]
    session.execute(insert(KeptDifference), rows)


def _by_member(session: Session, names: Sequence[str]) -> Iterator[tuple[str, Mapping[str, Own]]]:
    rows = session.execute(OF_EDITIONS, {"editions": names})
    for code, some in groupby(rows, key=lambda row: row.code):
        yield code, {edition: _own(group, kept) for _, edition, group, kept in some}


class _Turned(NamedTuple):
    """What a member differed by in a pair and group, and what it differs by now."""

    before: Steps | None = None
    after: Steps | None = None


def rewrite_differences(session: Session, code: str, changed: Mapping[str, Own | None]) -> None:
    """Make anew how editions differ that a member has changed in.

    Args:
        session: of the transaction that changes the member.
        code: of the member.
        changed: what it adds to the years that it has changed in; None where it is not in one.
    """
    rows = session.execute(OF_MEMBER, {"code": code})
    before = {edition: _own(group, kept) for _, edition, group, kept in rows}
    changed = {name: one for name, one in changed.items() if before.get(name) != one}
    after: Mapping[str, Own | None] = {**before, **changed}
    turned = dict(_turned(_pairs_with(session, changed), before, after))
    _write_amounts(session, code, before, changed)
    _turn(session, code, turned)


def _pairs_with(session: Session, changed: Collection[str]) -> Iterator[Pair]:
    if not changed:
        return
    for before, after in session.execute(PAIRS):
        if before in changed or after in changed:
            yield before, after


def _turned(
    pairs: Iterable[Pair], before: Mapping[str, Own | None], after: Mapping[str, Own | None]
) -> Iterator[tuple[Key, _Turned]]:
    for first, second in pairs:
        then, now = (steps(of.get(first), of.get(second)) for of in (before, after))
        if then == now:
            continue
        if then and now and then.group is now.group:
            yield (first, second, now.group), _Turned(then, now)
            continue
        if then:
            yield (first, second, then.group), _Turned(before=then)
        if now:
            yield (first, second, now.group), _Turned(after=now)


def _turn(session: Session, code: str, turned: Mapping[Key, _Turned]) -> None:
    used_up: list[Pair] = []
    for keys in _parts(list(turned)):
        rows = session.execute(
            select(*PLACE, KeptDifference.differences).where(tuple_(*PLACE).in_(keys))
        ).all()
        kept: list[dict[str, Any]] = []
        for before, after, group, differences in rows:
            found = from_json(differences)
            _replace(found, code, turned[before, after, group])
            if not all(one.is_known for one in found.values()):
                used_up.append((before, after))
            place = {"before": before, "after": after, "group": group}
            kept.append({**place, "differences": as_json(found)})
        if kept:
            session.execute(update(KeptDifference), kept)
    _compare_again(session, used_up)


def _replace(found: Differences, code: str, turned: _Turned) -> None:
    if turned.before:
        take(found, code, turned.before.by_part)
    if turned.after:
        put(found, code, turned.after.by_part)


def _compare_again(session: Session, pairs: Sequence[Pair]) -> None:
    """Look at all members of pairs of which the largest are used up."""
    again = sorted(set(pairs))
    for before, after in again:
        session.execute(
            delete(KeptDifference)
            .where(KeptDifference.before == before, KeptDifference.after == after)
            .execution_options(synchronize_session=False)
        )
    _compare(session, again)


def _write_amounts(
    session: Session, code: str, before: Mapping[str, Own], changed: Mapping[str, Own | None]
) -> None:
    gone = [name for name in changed if name in before]
    if gone:
        session.execute(
            delete(KeptAmounts)
            .where(KeptAmounts.code == code, KeptAmounts.edition.in_(gone))
            .execution_options(synchronize_session=False)
        )
    rows = [_row(code, name, one) for name, one in changed.items() if one is not None]
    if rows:
        session.execute(insert(KeptAmounts), rows)


def _row(code: str, edition: str, one: Own) -> dict[str, Any]:
    amounts = {name: str(amount) for name, amount in one.amounts.items()}
    return {"code": code, "edition": edition, "group": one.group, "amounts": amounts}


def _own(group: Group, kept: Mapping[str, str]) -> Own:
    return Own(group, {name: Decimal(amount) for name, amount in kept.items()})


def _parts(keys: Sequence[Key]) -> Iterable[Sequence[Key]]:
    # Databases take only so many values in one statement.
    return (keys[first : first + 200] for first in range(0, len(keys), 200))
