"""Keeping what plans add up to: made anew in the transaction that changes a member.

What a member adds is kept beside the sums of its group. So a change takes out what the member
added before, and adds what it adds now, without reading any other member.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from portal.aggregation.electricity import Stated, Use, stated_electricity
from portal.aggregation.measures.changes import changes
from portal.aggregation.measures.cost_curve import curve
from portal.aggregation.measures.entries import effects
from portal.aggregation.measures.queries import Plans, plans_of
from portal.aggregation.member_year import MemberYear
from portal.aggregation.plan_sums import delivered, planned, used
from portal.aggregation.plan_sums.measure_rows import measure_rows
from portal.aggregation.plan_sums.models import KeptMeasure, KeptPlan, KeptPlanSums, KeptUse
from portal.aggregation.plan_sums.planned import OfMember
from portal.aggregation.plan_sums.rows_of_sums import Rows, as_json, from_json, less, plus
from portal.members.models import Company
from portal.reference.groups import Group

Made = dict[type[KeptPlan] | type[KeptMeasure] | type[KeptUse], list[dict[str, Any]]]

# Members whose rows are written at once.
_SOME: Final = 500
KEYS = select(Company.id, Company.code)
OF_MEMBER = select(KeptPlan.group, KeptPlan.sums).where(
    KeptPlan.year == bindparam("year"), KeptPlan.company_id == bindparam("company_id")
)
OF_GROUP = select(KeptPlanSums.sums).where(
    KeptPlanSums.year == bindparam("year"), KeptPlanSums.group == bindparam("group")
)


def keep_plans(session: Session, year: int, members: Sequence[MemberYear]) -> None:
    """Make what is kept of a year from all of its members."""
    for table in (KeptPlanSums, KeptPlan, KeptMeasure, KeptUse):
        session.execute(delete(table).where(table.year == year))
    plans, stated = plans_of(session, year), stated_electricity(session, year)
    ids = {code: key for key, code in session.execute(KEYS)}
    sums: dict[Group, Rows] = {group: {} for group in Group}
    for first in range(0, len(members), _SOME):
        found: dict[Group, list[Rows]] = {}
        made: Made = {KeptPlan: [], KeptMeasure: [], KeptUse: []}
        for one in members[first : first + _SOME]:
            rows = _made(one, ids[one.code], plans, stated.get(one.code, {}), made)
            found.setdefault(one.group, []).append(rows)
        _insert(session, made)
        for group, several in found.items():
            sums[group] = plus((sums[group], *several))
    kept = [{"year": year, "group": group, "sums": as_json(one)} for group, one in sums.items()]
    session.execute(insert(KeptPlanSums), kept)


def rewrite_plans(
    session: Session, year: int, company_id: int, members: Sequence[MemberYear]
) -> None:
    """Make what is kept of one member and year anew.

    Args:
        members: the member as it is now; nobody when it is no member in that year.
    """
    wanted = {"year": year, "company_id": company_id}
    before = {group: from_json(sums) for group, sums in session.execute(OF_MEMBER, wanted)}
    for table in (KeptPlan, KeptMeasure, KeptUse):
        gone = delete(table).where(table.year == year, table.company_id == company_id)
        session.execute(gone)
    plans = plans_of(session, year, companies=(company_id,))
    stated = stated_electricity(session, year, companies=(company_id,))
    made: Made = {KeptPlan: [], KeptMeasure: [], KeptUse: []}
    after = {
        one.group: _made(one, company_id, plans, stated.get(one.code, {}), made) for one in members
    }
    _insert(session, made)
    if before != after:
        _change_sums(session, year, before, after)


def _change_sums(
    session: Session, year: int, before: Mapping[Group, Rows], after: Mapping[Group, Rows]
) -> None:
    for group in {*before, *after}:
        known = session.scalar(OF_GROUP, {"year": year, "group": group}) or {}
        sums = plus((less(from_json(known), before.get(group, {})), after.get(group, {})))
        session.execute(
            update(KeptPlanSums)
            .where(KeptPlanSums.year == year, KeptPlanSums.group == group)
            .values(sums=as_json(sums))
            .execution_options(synchronize_session=False)
        )


def _made(member: MemberYear, company_id: int, plans: Plans, stated: Stated, into: Made) -> Rows:
    """What a member adds to the sums of its group; its rows are put to those of others."""
    one, uses = _of_member(member, plans), used.uses(member.code, stated)
    sums = plus([dict([*planned.added(one), *delivered.added(member), *used.added(uses)])])
    key = {"year": member.year, "company_id": company_id, "code": member.code}
    into[KeptPlan].append(
        {
            **key,
            "group": member.group,
            "changed": len(one.changes),
            "undelivered": delivered.undelivered(member),
            "sums": as_json(sums),
        }
    )
    into[KeptMeasure] += measure_rows(one, company_id)
    into[KeptUse] += _uses(key, uses)
    return sums


def _of_member(member: MemberYear, plans: Plans) -> OfMember:
    plan, before = plans.now.get(member.code), plans.before.get(member.code)
    full = effects(plan, None) if plan else ()
    found = changes(plan, before) if plan and before else ()
    return OfMember(member, plan, before, full, curve(full), found)


def _uses(key: Mapping[str, Any], uses: Iterable[Use]) -> Iterable[dict[str, Any]]:
    return (
        {
            **key,
            "until": one.year,
            "base_year": one.base_year,
            "base": one.base,
            "target": one.target,
        }
        for one in uses
    )


def _insert(session: Session, made: Made) -> None:
    for table, rows in made.items():
        if rows:
            session.execute(insert(table), rows)
