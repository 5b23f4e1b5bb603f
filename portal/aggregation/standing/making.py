"""Making where members stand from their figures and their workbooks."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import Session

from portal.aggregation.member_year import MemberYear
from portal.aggregation.standing.figures import Mark, Standing, has_target, ranked, targets
from portal.language import Text
from portal.members.models import Company
from portal.submissions.models import Submission, SubmissionVersion
from portal.submissions.states import Kind, State

# So many members are looked up by name; more are picked out of all.
_SOME: Final = 1000
COMPANIES = select(Company.id, Company.code, Company.name_zh, Company.name_en)
COMPANIES_OF = COMPANIES.where(Company.code.in_(bindparam("codes", expanding=True)))
WORKBOOKS: Select[*tuple[Any, ...]] = (
    select(
        Submission.company_id,
        Submission.kind,
        Submission.state,
        Submission.current_version,
        func.coalesce(SubmissionVersion.is_late, False),
        func.coalesce(SubmissionVersion.warnings, 0),
    )
    .outerjoin(
        SubmissionVersion,
        and_(
            SubmissionVersion.submission_id == Submission.id,
            SubmissionVersion.number == Submission.current_version,
        ),
    )
    .where(Submission.year == bindparam("year"))
)
WORKBOOKS_OF = WORKBOOKS.where(Submission.company_id.in_(bindparam("ids", expanding=True)))


class _Workbook(NamedTuple):
    """One workbook of a member, as far as it has come."""

    state: State = State.NONE
    version: int | None = None
    is_late: bool = False
    warnings: int = 0


_NOTHING: Final = _Workbook()


def standings_of(session: Session, year: int, members: Sequence[MemberYear]) -> list[Standing]:
    """Where members stand in a year, in their order, with two selects."""
    wanted = {one.code for one in members}
    if len(wanted) > _SOME:
        rows = session.execute(COMPANIES).all()
    else:
        rows = session.execute(COMPANIES_OF, {"codes": sorted(wanted)}).all()
    companies = {code: (key, Text(zh, en)) for key, code, zh, en in rows if code in wanted}
    workbooks = _workbooks(session, year, [key for key, _ in companies.values()])
    return [_standing(one, *companies[one.code], workbooks) for one in members]


def _workbooks(
    session: Session, year: int, ids: Sequence[int]
) -> Mapping[tuple[int, Kind], _Workbook]:
    if len(ids) > _SOME:
        rows = session.execute(WORKBOOKS, {"year": year})
    else:
        rows = session.execute(WORKBOOKS_OF, {"year": year, "ids": sorted(ids)})
    return {
        (company_id, kind): _Workbook(state, version, bool(is_late), warnings)
        for company_id, kind, state, version, is_late, warnings in rows
    }


def _standing(
    member: MemberYear,
    company_id: int,
    name: Text,
    workbooks: Mapping[tuple[int, Kind], _Workbook],
) -> Standing:
    inventory = workbooks.get((company_id, Kind.INVENTORY), _NOTHING)
    plan = workbooks.get((company_id, Kind.PLAN), _NOTHING)
    mark = Mark(
        member.group,
        inventory.state,
        inventory.is_late,
        plan.state,
        plan.is_late,
        targets(member),
    )
    return Standing(
        company_id,
        member.code,
        name,
        mark,
        ranked(member),
        has_target(member),
        inventory.version,
        inventory.warnings,
        plan.warnings,
    )
