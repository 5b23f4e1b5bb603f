"""A case as a whole: everything that belongs to a request, and its next steps."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.queries import user_names
from portal.advisory.content import (
    Advice,
    Answer,
    Attendee,
    Machine,
    Progress,
    Reading,
    Saved,
    Seen,
    ToPutRight,
    VisitContent,
    economics,
    taken,
)
from portal.advisory.derivations import restored
from portal.advisory.figures import (
    ActionRow,
    AdviceRow,
    AttachmentRow,
    CalculationRow,
    Case,
    DecisionRow,
    FindingRow,
    FollowUpRow,
    MeasurementRow,
    VisitRow,
)
from portal.advisory.models import (
    Attachment,
    Calculation,
    DataAction,
    Decision,
    Equipment,
    Finding,
    FollowUp,
    Implementation,
    Measurement,
    Recommendation,
    Request,
    Saving,
    Visit,
)
from portal.advisory.queries.facts import case_facts, team_row
from portal.advisory.queries.inventories import checked_against
from portal.advisory.queries.lists import ROWS, as_row
from portal.advisory.queries.plans import plans_of
from portal.advisory.queries.scope import requests_of
from portal.advisory.rules import Proposal, judged, reading_flags
from portal.advisory.states import AdviceState
from portal.advisory.steps import next_steps
from portal.advisory.vocabulary import VisitKind
from portal.submissions.models import SubmissionVersion

HIDDEN_FROM_MEMBERS = (AdviceState.DRAFT, AdviceState.WITHDRAWN)


def case(session: Session, actor: Actor, request_id: int) -> Case | None:
    """A request with all that belongs to it; None when it is not there for the actor.

    A member does not see what the team still writes.
    """
    row = session.execute(ROWS.where(Request.id == request_id, requests_of(actor))).one_or_none()
    if row is None:
        return None
    names = user_names(session)
    facts = case_facts(session, row[0])
    found = _findings(session, request_id)
    return Case(
        request=as_row(row),
        team=team_row(session, request_id, names),
        visits=_visits(session, request_id),
        findings=found,
        advice=advice_rows(session, actor, request_id, names),
        actions=_actions(session, request_id, names),
        attachments=_attachments(session, request_id, names),
        facts=facts,
        steps=next_steps(facts),
        calculations=calculations(session, [one.id for one in found], names),
    )


def _visits(session: Session, request_id: int) -> tuple[VisitRow, ...]:
    found = session.scalars(
        select(Visit).where(Visit.request_id == request_id).order_by(Visit.planned_on, Visit.id)
    )
    return tuple(visit_row(one) for one in found)


def visit_row(one: Visit) -> VisitRow:
    """A visit as pages show it."""
    people = tuple(Attendee(**person) for person in one.attendees)
    return VisitRow(one.id, one.request_id, taken(VisitContent, one), people, one.row_version)


def _findings(session: Session, request_id: int) -> tuple[FindingRow, ...]:
    found = session.execute(
        select(Finding, Equipment.tag)
        .join(Visit, Visit.id == Finding.visit_id)
        .outerjoin(Equipment, Equipment.id == Finding.equipment_id)
        .where(Visit.request_id == request_id)
        .order_by(Finding.id)
    )
    return tuple(
        FindingRow(one.id, one.visit_id, tag or "", taken(Seen, one), one.row_version)
        for one, tag in found
    )


def advice_rows(
    session: Session, actor: Actor, request_id: int, names: dict[int, str]
) -> tuple[AdviceRow, ...]:
    """The recommendations of a request with everything that became of them."""
    found = session.execute(
        select(Recommendation, Finding, Equipment)
        .join(Finding, Finding.id == Recommendation.finding_id)
        .outerjoin(Equipment, Equipment.id == Finding.equipment_id)
        .where(Recommendation.request_id == request_id)
        .order_by(Recommendation.number)
    )
    shown = [
        (one, finding, equipment)
        for one, finding, equipment in found
        if not (actor.role.is_member and one.state in HIDDEN_FROM_MEMBERS)
    ]
    plans = plans_of(session, [one.id for one, _, _ in shown])
    year = session.scalar(
        select(func.min(Visit.held_on)).where(
            Visit.request_id == request_id, Visit.kind == VisitKind.SURVEY
        )
    )
    rows = (_advice(session, one, finding, equipment, names) for one, finding, equipment in shown)
    return tuple(
        replace(row, plans=plans.get(row.id, ()), saving_year=_saving_year(row, year))
        for row in rows
    )


def _saving_year(row: AdviceRow, surveyed_on: date | None) -> int | None:
    """The year of commissioning, before that the one of the survey."""
    done_on = row.progress.commissioned_on if row.progress else None
    day = done_on or surveyed_on
    return None if day is None else day.year


def calculations(
    session: Session, finding_ids: Sequence[int], names: dict[int, str]
) -> tuple[CalculationRow, ...]:
    """The runs kept with findings, in the order in which they were made."""
    found = session.scalars(
        select(Calculation).where(Calculation.finding_id.in_(finding_ids)).order_by(Calculation.id)
    )
    return tuple(
        CalculationRow(
            one.id,
            one.finding_id,
            restored(one.calculator, one.version, one.inputs, one.outputs, one.warnings),
            names.get(one.run_by, ""),
            one.run_at,
        )
        for one in found
    )


def _advice(
    session: Session,
    one: Recommendation,
    finding: Finding,
    equipment: Equipment | None,
    names: dict[int, str],
) -> AdviceRow:
    advice, savings = taken(Advice, one), _savings(session, one.id)
    machine = None if equipment is None else taken(Machine, equipment)
    payback = economics(advice, savings).payback_years
    proposal = Proposal(advice, savings, finding.system, machine, payback_years=payback)
    done = session.scalar(select(Implementation).where(Implementation.recommendation_id == one.id))
    return AdviceRow(
        id=one.id,
        request_id=one.request_id,
        finding_id=finding.id,
        number=one.number,
        state=one.state,
        state_since=one.state_since,
        advice=advice,
        savings=savings,
        flags=judged(proposal),
        decisions=_decisions(session, one.id, names),
        progress=None if done is None else taken(Progress, done),
        progress_version=0 if done is None else done.row_version,
        follow_ups=_follow_ups(session, one.id, names),
        row_version=one.row_version,
        machine=machine,
    )


def _savings(session: Session, recommendation_id: int) -> tuple[Saved, ...]:
    found = session.scalars(
        select(Saving).where(Saving.recommendation_id == recommendation_id).order_by(Saving.carrier)
    )
    return tuple(taken(Saved, one) for one in found)


def _decisions(
    session: Session, recommendation_id: int, names: dict[int, str]
) -> tuple[DecisionRow, ...]:
    found = session.scalars(
        select(Decision)
        .where(Decision.recommendation_id == recommendation_id)
        .order_by(Decision.id.desc())
    )
    return tuple(
        DecisionRow(taken(Answer, one), names.get(one.decided_by, ""), one.decided_at)
        for one in found
    )


def _follow_ups(
    session: Session, recommendation_id: int, names: dict[int, str]
) -> tuple[FollowUpRow, ...]:
    found = session.scalars(
        select(FollowUp)
        .where(FollowUp.recommendation_id == recommendation_id)
        .order_by(FollowUp.id.desc())
    )
    return tuple(
        FollowUpRow(one.asked_on, one.status, one.remark, names.get(one.asked_by, ""))
        for one in found
    )


def _actions(session: Session, request_id: int, names: dict[int, str]) -> tuple[ActionRow, ...]:
    accepted = checked_against(session, [request_id])
    found = session.execute(
        select(DataAction, SubmissionVersion.submission_id)
        .outerjoin(SubmissionVersion, SubmissionVersion.id == DataAction.inventory_version_id)
        .where(DataAction.request_id == request_id)
        .order_by(DataAction.id)
    )
    return tuple(
        ActionRow(
            one.id,
            number,
            taken(ToPutRight, one),
            one.state,
            one.remark,
            names.get(one.checked_by or 0, ""),
            one.checked_at,
            one.row_version,
            submission_id,
            accepted.get(one.id),
        )
        for number, (one, submission_id) in enumerate(found, 1)
    )


def _attachments(
    session: Session, request_id: int, names: dict[int, str]
) -> tuple[AttachmentRow, ...]:
    found = session.scalars(
        select(Attachment).where(Attachment.request_id == request_id).order_by(Attachment.id)
    )
    return tuple(
        AttachmentRow(
            one.id,
            one.subject,
            one.subject_id,
            one.kind,
            one.sha256,
            one.name,
            one.caption,
            names.get(one.added_by, ""),
            one.added_at,
        )
        for one in found
    )


def measurements(session: Session, visit_id: int) -> dict[int, list[MeasurementRow]]:
    """The values of a visit by equipment, without those that a correction replaced."""
    names = user_names(session)
    replaced = select(Measurement.replaces_id).where(Measurement.replaces_id.is_not(None))
    found = session.execute(
        select(Measurement, Equipment)
        .join(Equipment, Equipment.id == Measurement.equipment_id)
        .where(Measurement.visit_id == visit_id, Measurement.id.not_in(replaced))
        .order_by(Equipment.tag, Measurement.id)
    )
    rows: dict[int, list[MeasurementRow]] = defaultdict(list)
    for one, equipment in found:
        rows[equipment.id].append(_measured(one, equipment, names))
    return dict(rows)


def latest_readings(session: Session, request_id: int, equipment_id: int) -> dict[str, Reading]:
    """The last value of each quantity of a machine, over all visits of a case."""
    replaced = select(Measurement.replaces_id).where(Measurement.replaces_id.is_not(None))
    found = session.scalars(
        select(Measurement)
        .join(Visit, Visit.id == Measurement.visit_id)
        .where(
            Visit.request_id == request_id,
            Measurement.equipment_id == equipment_id,
            Measurement.id.not_in(replaced),
        )
        .order_by(Measurement.taken_at, Measurement.id)
    )
    return {one.quantity: taken(Reading, one) for one in found}


def _measured(one: Measurement, equipment: Equipment, names: dict[int, str]) -> MeasurementRow:
    reading = taken(Reading, one)
    return MeasurementRow(
        one.id,
        one.visit_id,
        equipment.id,
        equipment.tag,
        reading,
        names.get(one.recorded_by, ""),
        reading_flags(taken(Machine, equipment), reading),
    )


def of_subject(rows: Sequence[AttachmentRow], subject: str, key: int) -> list[AttachmentRow]:
    """The attached files of one part of a case."""
    return [row for row in rows if row.subject == subject and row.subject_id == key]
