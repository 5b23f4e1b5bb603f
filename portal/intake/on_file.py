"""What the portal knows besides a workbook, read before the check and handed to it whole."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from math import log
from statistics import median
from typing import Any

import orjson
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from portal.config import TAIPEI
from portal.intake.background import Background
from portal.intake.following import followed
from portal.intake.identities import Identities
from portal.inventory.figures import Background as InventoryBackground
from portal.inventory.figures import PastInventory, PastSource, PeerIntensity, Peers
from portal.inventory.subject import limits
from portal.members.figures import MemberRecord
from portal.members.queries import member_records
from portal.plans.amounts import Split
from portal.plans.earlier import VERSIONS as PLAN_VERSIONS
from portal.plans.figures import LIMITS, PastPlan
from portal.plans.figures import Background as PlanBackground
from portal.plans.measures import measure
from portal.plans.sheets import TEMPLATE as PLAN_TEMPLATE
from portal.plans.targets import target
from portal.reference.groups import Group
from portal.submissions.models import (
    MemberYearSummary,
    Submission,
    SubmissionVersion,
    Upload,
    UploadReport,
)
from portal.submissions.queries import identity_changes, thresholds_in_force
from portal.submissions.states import Kind
from portal.workbook.stored import restored

Tables = Mapping[str, Sequence[Mapping[str, Any]]]
FEWEST_PEERS = 3

EMISSIONS = select(
    MemberYearSummary.year, MemberYearSummary.scope1, MemberYearSummary.scope2
).where(MemberYearSummary.company_id == bindparam("company_id"))
ACCEPTED = (
    select(UploadReport.figures)
    .join(SubmissionVersion, SubmissionVersion.upload_id == UploadReport.upload_id)
    .join(Submission, Submission.id == SubmissionVersion.submission_id)
    .where(
        Submission.company_id == bindparam("company_id"),
        Submission.kind == bindparam("kind"),
        Submission.year == bindparam("year"),
        SubmissionVersion.number == Submission.accepted_version,
    )
)
PEERS = (
    select(UploadReport.figures)
    .join(SubmissionVersion, SubmissionVersion.upload_id == UploadReport.upload_id)
    .join(MemberYearSummary, MemberYearSummary.inventory_version_id == SubmissionVersion.id)
    .where(
        MemberYearSummary.group == bindparam("group"),
        MemberYearSummary.year == bindparam("year"),
        MemberYearSummary.company_id != bindparam("company_id"),
    )
)


def background(
    session: Session, upload: Upload, member_code: str, *, year: int | None = None
) -> Background:
    """What the check of an upload may compare with.

    Args:
        member_code: of the company that handed the file in.
        year: of the reporting round, when the place of upload has one.
    """
    members = member_records(session)
    member = members[member_code]
    compared = year or upload.year
    received_on = upload.received_at.astimezone(TAIPEI).date()
    changed = [one.threshold for one in thresholds_in_force(session, received_on)]
    return Background(
        kind=upload.kind.value if upload.kind else None,
        year=year,
        member=member,
        inventory=replace(
            _for_inventory(session, upload, member, frozenset(members), compared),
            thresholds=limits().concerning(changed),
        ),
        plan=replace(
            _for_plan(session, upload.company_id, member, members, compared),
            thresholds=LIMITS.concerning(changed),
        ),
    )


def _for_inventory(
    session: Session,
    upload: Upload,
    member: MemberRecord,
    codes: frozenset[str],
    year: int | None,
) -> InventoryBackground:
    past, peers = None, None
    if year is not None:
        past = _past_inventory(session, upload.company_id, year - 1)
        peers = _peers(session, upload.company_id, member.group, year - 1)
    return InventoryBackground(
        member=member,
        past=past,
        peers=peers,
        year=year,
        received_on=upload.received_at.date(),
        members=codes,
    )


def _for_plan(
    session: Session,
    company_id: int,
    member: MemberRecord,
    members: Mapping[str, MemberRecord],
    year: int | None,
) -> PlanBackground:
    rows = session.execute(EMISSIONS, {"company_id": company_id})
    zero = Decimal(0)
    return PlanBackground(
        member=member,
        inventories={
            one: Split(scope1 or zero, scope2 or zero)
            for one, scope1, scope2 in rows
            if scope1 is not None or scope2 is not None
        },
        past=None if year is None else _past_plan(session, company_id, year - 1),
        member_codes=frozenset(members),
        claimed_sites=frozenset(
            site.control_number
            for other in members.values()
            if other.code != member.code
            for site in other.sites
            if site.current
        ),
    )


def _accepted(session: Session, company_id: int, kind: Kind, year: int) -> Tables | None:
    kept = session.scalar(ACCEPTED, {"company_id": company_id, "kind": kind, "year": year})
    return orjson.loads(kept) if kept else None


def _past_inventory(session: Session, company_id: int, year: int) -> PastInventory | None:
    tables = _accepted(session, company_id, Kind.INVENTORY, year)
    if tables is None:
        return None
    lines = tables["inventory"]
    changes = identity_changes(session, company_id)
    return followed(
        PastInventory(
            year=year,
            scope1=_sum(lines, 1),
            scope2=_sum(lines, 2),
            biogenic=sum((Decimal(line["biogenic"]) for line in lines), Decimal(0)),
            sources={
                (line["site"], line["values"]["source_id"]): PastSource(
                    _amount(line["activity"]), line["unit"], Decimal(line["emissions"])
                )
                for line in lines
            },
            production={
                (row.get("site", ""), row.get("product", "")): (
                    Decimal(row["quantity"]),
                    row.get("unit", ""),
                )
                for row in tables["production"]
                if row.get("quantity") is not None
            },
        ),
        Identities.between(changes, year, year + 1),
    )


def _sum(lines: Sequence[Mapping[str, Any]], scope: int) -> Decimal:
    return sum((Decimal(line["emissions"]) for line in lines if line["scope"] == scope), Decimal(0))


def _amount(kept: str | None) -> Decimal | None:
    return None if kept is None else Decimal(kept)


def _peers(session: Session, company_id: int, group: Group, year: int) -> Peers:
    """Intensities of the other members of the group by main product and unit."""
    logarithms: dict[tuple[str, str], list[float]] = {}
    wanted = {"group": group, "year": year, "company_id": company_id}
    for kept in session.scalars(PEERS, wanted):
        tables: Tables = orjson.loads(kept)
        emitted = _sum(tables["inventory"], 1) + _sum(tables["inventory"], 2)
        for row in tables["production"]:
            if row.get("is_main") and Decimal(row.get("quantity", 0)) > 0 and emitted > 0:
                key = (row.get("product", ""), row.get("unit", ""))
                per_unit = float(emitted / Decimal(row["quantity"]))
                logarithms.setdefault(key, []).append(log(per_unit))
    return Peers(
        {key: _spread(found) for key, found in logarithms.items() if len(found) >= FEWEST_PEERS}
    )


def _spread(logarithms: list[float]) -> PeerIntensity:
    middle = median(logarithms)
    deviation = median(abs(one - middle) for one in logarithms)
    return PeerIntensity(Decimal(str(middle)), Decimal(str(deviation)), len(logarithms))


def _past_plan(session: Session, company_id: int, year: int) -> PastPlan | None:
    tables = _accepted(session, company_id, Kind.PLAN, year)
    if tables is None:
        return None
    targets, measures = PLAN_TEMPLATE.sheet("targets"), PLAN_TEMPLATE.sheet("measures")
    promised: list[Any] = [
        restored(targets, PLAN_VERSIONS.kept("targets", kept["values"]))
        for kept in tables["targets"]
    ]
    planned: list[Any] = [
        restored(measures, PLAN_VERSIONS.kept("measures", kept["values"]))
        for kept in tables["measures"]
    ]
    names = Identities.between(identity_changes(session, company_id), year, year + 1)
    return PastPlan(
        year,
        tuple(one for one in map(target, promised) if one),
        tuple(replace(one, id=names.newer_measure(one.id)) for one in map(measure, planned) if one),
    )
