"""The rows of accepted workbooks that several documents list."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from portal.aggregation.member_year import MemberYear
from portal.aggregation.plans_on_file import accepted_plan
from portal.language import Text
from portal.plans.amounts import ZERO, Split
from portal.reports.places import source_row, target_rows
from portal.reports.rows import MemberRow, SourceRow, TargetRow
from portal.submissions.figures import SubmissionRow
from portal.submissions.models import (
    MemberYearSummary,
    SubmissionVersion,
)
from portal.submissions.queries import (
    accepted_version_id,
    file_hashes,
    inventory_rows,
)
from portal.submissions.states import Kind

EMISSIONS = (
    select(MemberYearSummary.year, MemberYearSummary.scope1, MemberYearSummary.scope2)
    .where(
        MemberYearSummary.company_id == bindparam("company_id"),
        MemberYearSummary.year <= bindparam("year"),
    )
    .order_by(MemberYearSummary.year)
)
SHA = select(SubmissionVersion.sha256).where(SubmissionVersion.id == bindparam("version_id"))


def member_rows(
    members: Sequence[MemberYear], states: Sequence[SubmissionRow]
) -> tuple[MemberRow, ...]:
    """Members that are there for the reader, with their names and states."""
    known = {one.company_code: one for one in states}
    return tuple(
        MemberRow(Text(row.name_zh, row.name_en), one, row.state.label, row.warnings)
        for one in members
        if (row := known.get(one.code)) is not None
    )


def targets_of(session: Session, row: MemberRow, company_id: int, year: int) -> Iterator[TargetRow]:
    """Every target of the plan that counts for a year."""
    plan = accepted_plan(session, company_id, year)
    if plan is not None:
        sha256 = session.scalar(SHA, {"version_id": plan.version_id}) or ""
        on_file = _on_file(session, company_id, year)
        yield from target_rows(row.code, row.name, plan.targets, on_file, sha256)


def _on_file(session: Session, company_id: int, year: int) -> Mapping[int, Split]:
    rows = session.execute(EMISSIONS, {"company_id": company_id, "year": year})
    return {
        of_year: Split(scope1 or ZERO, scope2 or ZERO)
        for of_year, scope1, scope2 in rows
        if scope1 is not None or scope2 is not None
    }


def sources_of(session: Session, row: MemberRow, company_id: int) -> Iterator[SourceRow]:
    """Every row of the accepted inventory."""
    version_id = accepted_version_id(session, company_id, Kind.INVENTORY, row.member.year)
    if version_id is not None:
        version = session.get_one(SubmissionVersion, version_id)
        files = file_hashes(version)
        for one in inventory_rows(session, version_id):
            sha256 = files.get(one.values.get("file", ""), version.sha256)
            yield source_row(row.code, row.name, one, sha256)
