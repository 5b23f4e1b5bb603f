"""What the statement of one member says."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.aggregation.queries import member_figures
from portal.language import Text
from portal.members.queries import member_record
from portal.plans.amounts import Missing
from portal.reference.codes import MEASURE_CATEGORY, MEASURE_STATUS
from portal.reports.edition import Edition
from portal.reports.incoming import Incoming
from portal.reports.member import HandInRow, MeasureRow, MemberStatement, SiteRow
from portal.reports.places import label
from portal.reports.queries.incoming import HANDED_IN
from portal.reports.queries.rows import member_rows, sources_of, targets_of
from portal.reports.queries.savings import member_savings
from portal.reports.rows import YearRow
from portal.savings.city import Basis, basis
from portal.submissions.figures import SubmissionRow
from portal.submissions.queries import (
    cycle_times,
    measure_rows,
    submission_rows,
    version_rows,
)
from portal.submissions.states import Decision, Kind, State

DECISIONS: Mapping[Decision, Text] = {
    Decision.REVIEW_STARTED: State.UNDER_REVIEW.label,
    Decision.ACCEPTED: State.ACCEPTED.label,
    Decision.RETURNED: State.RETURNED.label,
    Decision.RECALLED: Text("已撤回", "Recalled"),
}


def statement(
    session: Session,
    actor: Actor,
    code: str,
    year: int,
    *,
    of: Edition,
    savings: Basis | None = None,
) -> MemberStatement | None:
    """What the statement of a member says; None when there is no such member for the actor.

    Args:
        of: cut-off, method and publication.
        savings: what is there for the actor of the year, where it has been read already.
    """
    found = member_figures(session, code, year)
    record = member_record(session, code)
    states = [
        one
        for kind in Kind
        for one in submission_rows(session, actor, kind, year)
        if one.company_code == code
    ]
    if found is None or record is None or not states:
        return None
    (row,) = member_rows([found.member], states[:1])
    company_id = states[0].company_id
    awaited = {one.kind: _incoming(session, one, of) for one in states}
    return MemberStatement(
        of,
        row,
        history=tuple(YearRow(one, split, 1) for one, split in sorted(found.history.items())),
        pathway=tuple(found.figures.pathway),
        sites=tuple(
            SiteRow(
                one.control_number, Text(one.name_zh, one.name_en), one.address, one.in_kaohsiung
            )
            for one in record.sites
        ),
        hand_ins=tuple(one for state in states for one in _hand_ins(session, state)),
        targets=tuple(targets_of(session, row, company_id, year)),
        measures=tuple(_measures(session, found.plan.version_id)) if found.plan else (),
        sources=tuple(sources_of(session, row, company_id)),
        inventory=awaited.get(Kind.INVENTORY),
        plan=awaited.get(Kind.PLAN),
        savings=member_savings(
            actor, savings or basis(session, year, actor), company_id, row.group, row.code
        ),
    )


def _incoming(session: Session, one: SubmissionRow, of: Edition) -> Incoming:
    due_at = cycle_times(session, one.kind, one.year).due_at
    return Incoming(
        one.kind.label,
        1,
        int(one.state in HANDED_IN),
        int(one.accepted_version is not None),
        due_at,
        due_at <= of.cutoff,
        one.state.label,
    )


def _hand_ins(session: Session, state: SubmissionRow) -> Iterator[HandInRow]:
    if state.submission_id is None:
        return
    for one in version_rows(session, state.submission_id):
        decided = DECISIONS[one.decision] if one.decision else State.SUBMITTED.label
        yield HandInRow(
            state.kind.label,
            one.number,
            decided,
            one.submitted_at,
            one.receipt_number,
            one.sha256,
            one.warnings,
            one.signed_by,
        )


def _measures(session: Session, version_id: int) -> Iterator[MeasureRow]:
    for one in measure_rows(session, version_id):
        capex = one.values.get("capex")
        yield MeasureRow(
            one.measure_id,
            one.name,
            label(one.category, MEASURE_CATEGORY),
            label(one.status, MEASURE_STATUS),
            one.start_year,
            Missing.NOT_STATED if one.tco2e is None else one.tco2e,
            Missing.NOT_STATED if capex is None else Decimal(str(capex)),
        )
