"""Rewriting the summary of a member when one of its versions begins or ceases to count."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import orjson
from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from portal.aggregation.keeping import forget_sums, rewrite_sums
from portal.aggregation.member_year import (
    PlannedFlow,
    PlannedMeasures,
    Pledge,
    ReportedFlow,
    in_grams,
)
from portal.aggregation.packing import as_pledge, packed
from portal.aggregation.plans_on_file import AcceptedPlan, accepted_plan
from portal.exchange.figures import SHARED_CARRIERS
from portal.exchange.queries import rows_of
from portal.exchange.reading import planned_flow, reported
from portal.members.models import Company, Site
from portal.plans.amounts import ZERO, Split
from portal.plans.contributions import inventories_needed
from portal.plans.measures import COMMITTED, planned
from portal.plans.selection import pledged
from portal.submissions.models import (
    InventoryLine,
    MemberYearSummary,
    Submission,
    SubmissionVersion,
    UploadReport,
)
from portal.submissions.states import Kind

HORIZONS = (2026, 2030, 2050)
NEAR_TERM = 2030
VERIFIED = frozenset({"reasonable", "limited"})

INVENTORY_VERSION = (
    select(SubmissionVersion.id)
    .join(Submission, Submission.id == SubmissionVersion.submission_id)
    .where(
        Submission.company_id == bindparam("company_id"),
        Submission.kind == Kind.INVENTORY,
        Submission.year == bindparam("year"),
        SubmissionVersion.number == Submission.accepted_version,
    )
)
# Sites that the register has elsewhere do not count in the city's totals.
EMISSIONS = (
    select(InventoryLine.scope, func.sum(InventoryLine.emissions), func.sum(InventoryLine.biogenic))
    .outerjoin(Site, Site.control_number == InventoryLine.site)
    .where(
        InventoryLine.version_id == bindparam("version_id"),
        or_(Site.id.is_(None), Site.in_kaohsiung),
    )
    .group_by(InventoryLine.scope)
)
TABLES = (
    select(UploadReport.figures)
    .join(SubmissionVersion, SubmissionVersion.upload_id == UploadReport.upload_id)
    .where(SubmissionVersion.id == bindparam("version_id"))
)


def rewrite_member_year(session: Session, company_id: int, year: int) -> None:
    """Make the summaries of a company anew, and the kept sums that it is in."""
    _rewrite_rows(session, company_id, year)
    rewrite_sums(session, company_id, year)


def rewrite_member_year_alone(session: Session, company_id: int, year: int) -> None:
    """Make the summaries of a company anew; the kept sums wait for `keep_years`.

    For whoever accepts many workbooks at once.
    """
    _rewrite_rows(session, company_id, year)
    forget_sums(session, year)


def _rewrite_rows(session: Session, company_id: int, year: int) -> None:
    """Make the summaries of a company anew, of a year and of those after it.

    Later years are made anew too: a plan holds until the next one is accepted, and a target may
    rest on the inventory of an earlier year.
    """
    session.flush()
    # An inventory and a plan of one company may be accepted at once; they take turns here.
    company = session.get_one(Company, company_id, with_for_update=True)
    kept = session.scalars(
        select(MemberYearSummary).where(MemberYearSummary.company_id == company_id)
    )
    rows = {row.year: row for row in kept}
    # A new row is incomplete until all its figures are read.
    with session.no_autoflush:
        for one in sorted({year, *(later for later in rows if later > year)}):
            row = rows.setdefault(one, MemberYearSummary(year=one, company_id=company_id))
            _rewrite(session, company, row, rows)
            if row.inventory_version_id is None and row.plan_version_id is None:
                del rows[one]
                _drop(session, row)
            else:
                session.add(row)
    session.flush()


def _drop(session: Session, row: MemberYearSummary) -> None:
    if row in session:
        session.delete(row)


def _rewrite(
    session: Session,
    company: Company,
    row: MemberYearSummary,
    rows: Mapping[int, MemberYearSummary],
) -> None:
    wanted = {"company_id": company.id, "year": row.year}
    version_id = session.scalar(INVENTORY_VERSION, wanted)
    row.group = company.group
    row.inventory_version_id = version_id
    _emissions(session, row, version_id)
    plan = accepted_plan(session, company.id, row.year)
    row.plan_version_id = plan.version_id if plan else None
    on_file = {one: _known(kept) for one, kept in rows.items() if one <= row.year}
    inventories = {one: known for one, known in on_file.items() if known is not None}
    row.plan = packed(
        _pledges(plan, inventories),
        _flows(session, company.code, row.year, version_id),
        _planned_flows(plan, company.code),
        _measures(plan),
        verified=_is_verified(session, version_id),
        rests_on=sorted(_rests_on(plan) & inventories.keys()),
    )


def _emissions(session: Session, row: MemberYearSummary, version_id: int | None) -> None:
    found: dict[int | None, Decimal | None] = {}
    biogenic: Decimal | None = None
    if version_id is not None:
        for scope, emitted, of_life in session.execute(EMISSIONS, {"version_id": version_id}):
            found[scope] = emitted
            if of_life is not None:
                biogenic = (biogenic or ZERO) + of_life
    row.scope1, row.scope2, row.biogenic = found.get(1), found.get(2), biogenic
    row.is_stated = {
        "scope1": row.scope1 is not None,
        "scope2": row.scope2 is not None,
        "biogenic": biogenic is not None,
    }


def _known(row: MemberYearSummary) -> Split | None:
    if row.scope1 is None and row.scope2 is None:
        return None
    return Split(row.scope1 or ZERO, row.scope2 or ZERO)


def _pledges(plan: AcceptedPlan | None, inventories: Mapping[int, Split]) -> Mapping[int, Pledge]:
    if plan is None:
        return {}
    found = {year: pledged(plan.targets, year, inventories) for year in HORIZONS}
    return {year: as_pledge(one) for year, one in found.items() if one is not None}


def _rests_on(plan: AcceptedPlan | None) -> frozenset[int]:
    targets = [one for one in plan.targets if one.year in HORIZONS] if plan else []
    return frozenset(year for one in targets for year in inventories_needed(one))


def _flows(session: Session, code: str, year: int, version_id: int | None) -> list[ReportedFlow]:
    rows = rows_of(session, code, year, version_id) if version_id else ()
    return [reported(row) for row in rows if row.carrier in SHARED_CARRIERS]


def _planned_flows(plan: AcceptedPlan | None, code: str) -> list[PlannedFlow]:
    rows = [row for row in (plan.exchange if plan else ()) if row.carrier in SHARED_CARRIERS]
    found = (planned_flow(code, row) for row in rows)
    return [one for one in found if one is not None]


def _measures(plan: AcceptedPlan | None) -> PlannedMeasures:
    if plan is None or not plan.measures:
        return PlannedMeasures()
    summed = planned(plan.measures, NEAR_TERM)
    counted = [one for one in plan.measures if one.status in COMMITTED]
    stated = [one.cost.capex for one in counted if isinstance(one.cost.capex, Decimal)]
    return PlannedMeasures(
        len(counted), in_grams(summed.committed), in_grams(summed.pipeline), sum(stated, ZERO)
    )


def _is_verified(session: Session, version_id: int | None) -> bool:
    kept = session.scalar(TABLES, {"version_id": version_id}) if version_id else None
    tables: dict[str, list[dict[str, Any]]] = orjson.loads(kept) if kept else {}
    return any(row.get("level") in VERIFIED for row in tables.get("verification", ()))
