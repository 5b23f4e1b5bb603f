"""Reading what documents say: everything comes from the queries of the packages below."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.models import User
from portal.aggregation.figures import GroupFigures, summarise
from portal.aggregation.member_year import MemberYear
from portal.aggregation.plans_on_file import accepted_plan
from portal.aggregation.queries import HistoryRow, history, member_figures, member_years
from portal.inventory.sheets import TEMPLATE as INVENTORY
from portal.language import Text
from portal.members.queries import member_record
from portal.plans.amounts import ZERO, Missing, Split
from portal.plans.sheets import TEMPLATE as PLAN
from portal.reference.codes import MEASURE_CATEGORY, MEASURE_STATUS
from portal.reference.groups import Group
from portal.reports.edition import Edition
from portal.reports.formats import Unit
from portal.reports.member import HandInRow, MeasureRow, MemberStatement, SiteRow
from portal.reports.places import label, source_row, target_rows
from portal.reports.published import published_rows
from portal.reports.receipt import Receipt, StatedTotals
from portal.reports.rows import MemberRow, SourceRow, TargetRow, WaitingRow, YearRow
from portal.reports.summary import Summary
from portal.submissions.figures import SubmissionRow
from portal.submissions.models import (
    MemberYearSummary,
    Submission,
    SubmissionVersion,
    Upload,
)
from portal.submissions.queries import (
    accepted_version_id,
    cycle_times,
    inventory_rows,
    measure_rows,
    submission_rows,
    version_rows,
)
from portal.submissions.states import Decision, Kind, State

LATE = Text("逾期", "Late")
NOT_YET = Text("未逾期", "Not yet due")
DECISIONS: Mapping[Decision, Text] = {
    Decision.REVIEW_STARTED: State.UNDER_REVIEW.label,
    Decision.ACCEPTED: State.ACCEPTED.label,
    Decision.RETURNED: State.RETURNED.label,
    Decision.RECALLED: Text("已撤回", "Recalled"),
}
HANDED_IN = frozenset({State.SUBMITTED, State.UNDER_REVIEW, State.ACCEPTED})
EMISSIONS = (
    select(MemberYearSummary.year, MemberYearSummary.scope1, MemberYearSummary.scope2)
    .where(
        MemberYearSummary.company_id == bindparam("company_id"),
        MemberYearSummary.year <= bindparam("year"),
    )
    .order_by(MemberYearSummary.year)
)
RECEIPT = (
    select(SubmissionVersion, Submission, Upload, User.name)
    .join(Submission, Submission.id == SubmissionVersion.submission_id)
    .join(Upload, Upload.id == SubmissionVersion.upload_id)
    .join(User, User.id == Upload.user_id)
    .where(SubmissionVersion.id == bindparam("version_id"))
)
SHA = select(SubmissionVersion.sha256).where(SubmissionVersion.id == bindparam("version_id"))


def edition(at: datetime, *, cutoff: datetime | None = None, publication: str = "") -> Edition:
    """The edition of a document made now from what is accepted now, or up to a cut-off."""
    templates = Text(
        f"盤查清冊 {INVENTORY.version}、減量計畫 {PLAN.version}",
        f"inventory {INVENTORY.version}, plan {PLAN.version}",
    )
    return Edition(at, cutoff or at, templates, publication=publication)


def summary(
    session: Session,
    actor: Actor,
    year: int,
    *,
    of: Edition,
    group: Group | None = None,
    unit: Unit = Unit.WAN,
    with_sources: bool = False,
) -> Summary:
    """What the summary of a group, or of the alliance, says at a reporting year.

    Args:
        session: read only.
        actor: who asks; lists hold the members that are there for the actor.
        year: the reporting year.
        of: cut-off, method and publication.
        group: None for the alliance.
        unit: in which the PDF writes tonnes.
        with_sources: with every inventory row behind the totals.
    """
    members = member_years(session, year, group)
    past = [row for row in history(session) if row.year <= year and group in (None, row.group)]
    years = _years(past, by_group=group is None)
    totals = {one.year: one.amounts[2] for one in years}
    known = {one: amount for one, amount in totals.items() if not isinstance(amount, Missing)}
    figures = summarise(members, year=year, group=group, history=known)
    states = submission_rows(session, actor, Kind.INVENTORY, year, group=group)
    rows = _member_rows(members, states)
    ids = {one.company_code: one.company_id for one in states}
    return Summary(
        of,
        figures,
        rows,
        groups=() if group else _groups(members, year),
        history=years,
        targets=tuple(one for row in rows for one in _targets(session, row, ids[row.code], year)),
        waiting=tuple(_waiting(session, actor, year, of, group)),
        published=() if group else published_rows(figures),
        sources=tuple(
            one for row in rows if with_sources for one in _sources(session, row, ids[row.code])
        ),
        unit=unit,
    )


def _groups(members: Sequence[MemberYear], year: int) -> tuple[GroupFigures, ...]:
    return tuple(
        summarise([one for one in members if one.group is group], year=year, group=group)
        for group in Group
    )


def _years(past: Sequence[HistoryRow], *, by_group: bool) -> tuple[YearRow, ...]:
    found: list[YearRow] = []
    for year in sorted({row.year for row in past}):
        of_year = [row for row in past if row.year == year]
        emissions = Split()
        for row in of_year:
            emissions = emissions.plus(row.emissions)
        groups = {row.group: row.emissions.total for row in of_year} if by_group else {}
        found.append(YearRow(year, emissions, sum(row.members for row in of_year), groups))
    return tuple(found)


def _member_rows(
    members: Sequence[MemberYear], states: Sequence[SubmissionRow]
) -> tuple[MemberRow, ...]:
    """Members that are there for the reader, with their names and states."""
    known = {one.company_code: one for one in states}
    return tuple(
        MemberRow(Text(row.name_zh, row.name_en), one, row.state.label, row.warnings)
        for one in members
        if (row := known.get(one.code)) is not None
    )


def _targets(session: Session, row: MemberRow, company_id: int, year: int) -> Iterator[TargetRow]:
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


def _sources(session: Session, row: MemberRow, company_id: int) -> Iterator[SourceRow]:
    version_id = accepted_version_id(session, company_id, Kind.INVENTORY, row.member.year)
    if version_id is not None:
        sha256 = session.scalar(SHA, {"version_id": version_id}) or ""
        for one in inventory_rows(session, version_id):
            yield source_row(row.code, row.name, one, sha256)


def _waiting(
    session: Session, actor: Actor, year: int, of: Edition, group: Group | None
) -> Iterator[WaitingRow]:
    for kind in Kind:
        due_at = cycle_times(session, kind, year).due_at
        note = LATE if due_at <= of.cutoff else NOT_YET
        for row in submission_rows(session, actor, kind, year, group=group):
            if row.state not in HANDED_IN:
                name = Text(row.name_zh, row.name_en)
                yield WaitingRow(
                    row.company_code, name, row.group, kind.label, row.state.label, due_at, note
                )


def statement(
    session: Session, actor: Actor, code: str, year: int, *, of: Edition
) -> MemberStatement | None:
    """What the statement of a member says; None when there is no such member for the actor."""
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
    (row,) = _member_rows([found.member], states[:1])
    company_id = states[0].company_id
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
        targets=tuple(_targets(session, row, company_id, year)),
        measures=tuple(_measures(session, found.plan.version_id)) if found.plan else (),
        sources=tuple(_sources(session, row, company_id)),
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
            label(MEASURE_CATEGORY, one.category),
            label(MEASURE_STATUS, one.status),
            one.start_year,
            Missing.NOT_STATED if one.tco2e is None else one.tco2e,
            Missing.NOT_STATED if capex is None else Decimal(str(capex)),
        )


def receipt(session: Session, version_id: int, *, at: datetime) -> Receipt | None:
    """What the receipt of a version says, as it was written down when it was handed in.

    Args:
        session: read only.
        version_id: the version; whether the reader may see it is asked before.
        at: when the document is made.
    """
    found = session.execute(RECEIPT, {"version_id": version_id}).one_or_none()
    if found is None:
        return None
    version, submission, upload, uploaded_by = found
    said = version.receipt
    return Receipt(
        number=version.receipt_number,
        company_code=said["company"],
        company=Text(said["company_name"]["zh"], said["company_name"]["en"]),
        kind=submission.kind.label,
        year=submission.year,
        version=version.number,
        upload=upload.number,
        file_name=said["file"],
        sha256=version.sha256,
        size=said["size"],
        received_at=upload.received_at,
        submitted_at=version.submitted_at,
        due_at=version.due_at,
        is_late=version.is_late,
        uploaded_by=uploaded_by,
        signed_by=said["signed_by"],
        certification=version.certification,
        totals=_totals(version) if submission.kind is Kind.INVENTORY else (),
        errors=upload.errors,
        warnings=upload.warnings,
        infos=upload.infos,
        log_head=said["log_head"],
        template=version.template_version,
        rules=version.rules_version,
        made_at=at,
    )


def _totals(version: SubmissionVersion) -> tuple[StatedTotals, ...]:
    return (
        StatedTotals(Text("範疇一", "Scope 1"), version.stated_scope1, version.recomputed_scope1),
        StatedTotals(Text("範疇二", "Scope 2"), version.stated_scope2, version.recomputed_scope2),
        StatedTotals(
            Text("生質二氧化碳", "Biogenic CO₂"),
            version.stated_biogenic,
            version.recomputed_biogenic,
        ),
    )
