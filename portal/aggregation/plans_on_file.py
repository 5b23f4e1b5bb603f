"""The plan of a member that counts for a year: the newest accepted one up to it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from portal.plans.earlier import VERSIONS
from portal.plans.measures import Measure, measure
from portal.plans.sheets import TEMPLATE, ExchangeRow
from portal.plans.targets import Target, target
from portal.submissions.models import (
    ExchangeLine,
    PlanMeasureLine,
    PlanTargetLine,
    Submission,
    SubmissionVersion,
)
from portal.submissions.states import Kind
from portal.workbook.stored import restored

LineTable = type[PlanTargetLine] | type[PlanMeasureLine] | type[ExchangeLine]

VERSION = (
    select(SubmissionVersion.id, Submission.year)
    .join(Submission, Submission.id == SubmissionVersion.submission_id)
    .where(
        Submission.company_id == bindparam("company_id"),
        Submission.kind == Kind.PLAN,
        Submission.year <= bindparam("year"),
        SubmissionVersion.number == Submission.accepted_version,
    )
    .order_by(Submission.year.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class AcceptedPlan:
    """An accepted plan as its figures need it, each row with its place in the workbook."""

    version_id: int
    year: int
    targets: tuple[Target, ...]
    measures: tuple[Measure, ...]
    exchange: tuple[ExchangeRow, ...]


def accepted_plan(session: Session, company_id: int, year: int) -> AcceptedPlan | None:
    """The newest accepted plan of a company that is not after a year."""
    found = session.execute(VERSION, {"company_id": company_id, "year": year}).first()
    if found is None:
        return None
    version_id, of_year = found
    targets: list[Any] = _rows(session, PlanTargetLine, "targets", version_id)
    measures: list[Any] = _rows(session, PlanMeasureLine, "measures", version_id)
    exchange: list[Any] = _rows(session, ExchangeLine, "exchange", version_id)
    return AcceptedPlan(
        version_id,
        of_year,
        tuple(one for one in map(target, targets) if one),
        tuple(one for one in map(measure, measures) if one),
        tuple(exchange),
    )


def _rows(session: Session, table: LineTable, sheet: str, version_id: int) -> list[Any]:
    lines = session.scalars(
        select(table.values).where(table.version_id == version_id).order_by(table.line_no)
    )
    return [restored(TEMPLATE.sheet(sheet), VERSIONS.kept(sheet, values)) for values in lines]
