"""Rewriting where members stand when their figures change."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from portal.aggregation.member_year import MemberYear
from portal.aggregation.standing.figures import LAST, Standing
from portal.aggregation.standing.making import standings_of
from portal.db.types import grams
from portal.members.models import Company
from portal.submissions.models import MemberStanding

_CHUNK: Final = 500
LOCKED = (
    select(MemberStanding.company_id)
    .where(
        MemberStanding.year == bindparam("year"),
        MemberStanding.code.in_(bindparam("codes", expanding=True)),
    )
    .order_by(MemberStanding.company_id)
    .with_for_update()
)
LEFT = delete(MemberStanding).where(
    MemberStanding.year == bindparam("of_year"),
    MemberStanding.company_id.in_(
        select(Company.id).where(
            Company.left_on.is_not(None),
            func.extract("year", Company.left_on) < bindparam("of_year"),
        )
    ),
)


def rewrite_standing(session: Session, year: int, members: Sequence[MemberYear]) -> None:
    """Keep where members stand in a year; who has left the alliance by then is no longer kept.

    A year is read from what is kept once all of its members are.

    Args:
        session: of the transaction that changes their figures.
        year: the reporting year.
        members: at that year, some or all.
    """
    session.flush()
    for first in range(0, len(members), _CHUNK):
        _rewrite(session, year, members[first : first + _CHUNK])
    session.execute(LEFT, {"of_year": year}, execution_options={"synchronize_session": False})


def _rewrite(session: Session, year: int, members: Sequence[MemberYear]) -> None:
    # Locked before workbooks are read: a step taken meanwhile waits, or is seen here.
    codes = [one.code for one in members]
    kept = set(session.scalars(LOCKED, {"year": year, "codes": codes}))
    rows = [_row(year, one) for one in standings_of(session, year, members)]
    known = [row for row in rows if row["company_id"] in kept]
    new = [row for row in rows if row["company_id"] not in kept]
    if known:
        session.execute(update(MemberStanding), known)
    if new:
        session.execute(insert(MemberStanding), new)


def _row(year: int, one: Standing) -> dict[str, Any]:
    """The row of a member; its marks and ranks have the names of their columns."""
    ranked = one.ranked._asdict()
    ranked["base_year"] = ranked.pop("base")
    return {
        "year": year,
        "company_id": one.company_id,
        "code": one.code,
        **one.mark._asdict(),
        **ranked,
        "largest_first": _largest_first(one.ranked.emissions),
        "has_target": one.has_target,
        "inventory_version": one.inventory_version,
        "inventory_warnings": one.inventory_warnings,
        "plan_warnings": one.plan_warnings,
    }


def _largest_first(emissions: Decimal | None) -> int:
    return LAST if emissions is None else -grams(emissions)
