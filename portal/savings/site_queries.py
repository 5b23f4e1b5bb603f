"""Reading what sites themselves say of their energy: accepted inventories and stated factors."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.members.models import Site
from portal.reference.closed_sets import EmissionType
from portal.savings.local import MATERIALS, ZERO, Amount, Local, Stated, site_years
from portal.savings.models import PowerSource, SavingStream, SiteFactor
from portal.savings.vocabulary import Power
from portal.submissions.models import InventoryLine, Submission, SubmissionVersion
from portal.submissions.states import Kind

# Fuel of vehicles is no use of a plant's systems.
_TYPES = (
    EmissionType.STATIONARY,
    EmissionType.PURCHASED_ELECTRICITY,
    EmissionType.PURCHASED_STEAM,
)


def locals_of(session: Session, site_ids: Collection[int]) -> Mapping[int, Local]:
    """What is known of the energy of some sites."""
    amounts, stated = _amounts(session, site_ids), _stated(session, site_ids)
    return {
        key: Local(site_years(amounts.get(key, ())), tuple(stated.get(key, ()))) for key in site_ids
    }


def _amounts(session: Session, site_ids: Collection[int]) -> dict[int, list[Amount]]:
    found: Iterable[Any] = session.execute(
        select(
            Site.id,
            Submission.year,
            InventoryLine.material,
            InventoryLine.activity,
            InventoryLine.unit,
            InventoryLine.emissions,
        )
        .join(InventoryLine, InventoryLine.site == Site.control_number)
        .join(SubmissionVersion, SubmissionVersion.id == InventoryLine.version_id)
        .join(Submission, Submission.id == SubmissionVersion.submission_id)
        .where(
            Submission.kind == Kind.INVENTORY,
            SubmissionVersion.number == Submission.accepted_version,
            Site.id.in_(site_ids),
            InventoryLine.material.in_(MATERIALS),
            InventoryLine.emission_type.in_(_TYPES),
            InventoryLine.activity.is_not(None),
        )
        .order_by(Submission.year, InventoryLine.line_no)
    )
    amounts: dict[int, list[Amount]] = defaultdict(list)
    for row in found:
        amounts[row[0]].append(_amount(row))
    return amounts


def _amount(row: Any) -> Amount:
    _, year, material, activity, unit, emissions = row
    return Amount(year, material, activity, unit, emissions or ZERO)


def _stated(session: Session, site_ids: Collection[int]) -> dict[int, list[Stated]]:
    found = session.scalars(
        select(SiteFactor).where(SiteFactor.site_id.in_(site_ids)).order_by(SiteFactor.id)
    )
    stated: dict[int, list[Stated]] = defaultdict(list)
    for one in found:
        stated[one.site_id].append(
            Stated(one.carrier, one.from_year, one.factor, one.heat, one.source)
        )
    return stated


def powers(session: Session) -> dict[str, Power]:
    """Where the electricity of streams comes from, by number, as somebody stated it."""
    found = session.execute(
        select(SavingStream.number, PowerSource.kind)
        .join(SavingStream, SavingStream.id == PowerSource.stream_id)
        .order_by(PowerSource.id)
    )
    return {number: kind for number, kind in found}  # noqa: C416
