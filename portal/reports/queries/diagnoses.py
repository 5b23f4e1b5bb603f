"""What a diagnosis report says, read for one reader."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.advisory import queries
from portal.advisory.derivations import restored
from portal.advisory.duty import deadlines
from portal.advisory.figures import AttachmentRow, Case, MachineRow, MeasurementRow
from portal.advisory.models import Calculation, Finding, Visit
from portal.advisory.queries.cases import measurements
from portal.advisory.vocabulary import AttachmentKind, Subject
from portal.calculators.runs import Run
from portal.language import Text
from portal.members.models import Site
from portal.reports.diagnosis import DiagnosisReport, Photo
from portal.reports.edition import Edition

_TEMPLATES: Final = Text("不適用", "not applicable")
MOST_PHOTOS: Final = 24


def diagnosis(
    session: Session,
    actor: Actor,
    request_id: int,
    *,
    at: datetime,
    photo: Callable[[str], bytes | None],
    changed: Sequence[date] = (),
) -> DiagnosisReport | None:
    """The report of a case; None when the case is not there for the actor.

    Args:
        at: when the document is made.
        photo: the bytes of a kept file by its SHA-256, None when they are gone.
        changed: days of the duty that replace the declared ones.
    """
    case = queries.case(session, actor, request_id)
    if case is None:
        return None
    values = _values(session, case)
    site = session.get_one(Site, case.request.site_id)
    return DiagnosisReport(
        case=case,
        address=Text(site.address, site.address),
        machines=_machines(session, case, values),
        measurements=values,
        runs=runs_of(session, request_id),
        photos=_photos(case, photo),
        deadlines=deadlines(changed),
        edition=Edition(at, at, _TEMPLATES),
    )


def _values(session: Session, case: Case) -> tuple[MeasurementRow, ...]:
    return tuple(
        row
        for visit in case.visits
        for rows in measurements(session, visit.id).values()
        for row in rows
    )


def _machines(
    session: Session, case: Case, values: Sequence[MeasurementRow]
) -> tuple[MachineRow, ...]:
    measured = {row.equipment_id for row in values}
    every = queries.machines(session, case.request.site_id)
    return tuple(row for row in every if row.machine.in_use or row.id in measured)


def runs_of(session: Session, request_id: int) -> Mapping[int, tuple[Run, ...]]:
    """The calculators' runs of a case by finding, as they were printed at the time."""
    found = session.scalars(
        select(Calculation)
        .join(Finding, Finding.id == Calculation.finding_id)
        .join(Visit, Visit.id == Finding.visit_id)
        .where(Visit.request_id == request_id)
        .order_by(Calculation.id)
    )
    runs: dict[int, list[Run]] = defaultdict(list)
    for one in found:
        if "lines" in one.outputs:
            run = restored(one.calculator, one.version, one.inputs, one.outputs, list(one.warnings))
            runs[one.finding_id].append(run)
    return {key: tuple(several) for key, several in runs.items()}


def _photos(case: Case, read: Callable[[str], bytes | None]) -> tuple[Photo, ...]:
    shown = [row for row in case.attachments if row.kind is AttachmentKind.PHOTO]
    return tuple(
        Photo(_finding_of(row), row.name, "", read(row.sha256)) for row in shown[:MOST_PHOTOS]
    )


def _finding_of(row: AttachmentRow) -> int:
    return row.subject_id if row.subject is Subject.FINDING else 0
