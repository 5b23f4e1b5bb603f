"""The equipment register of a site."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.advisory.content import Machine, put, values
from portal.advisory.errors import RefusedFiguresError, TagTakenError
from portal.advisory.models import Equipment
from portal.advisory.operations.allowed import check_version, need_equipment
from portal.advisory.rules import machine_flags
from portal.audit.events import Event
from portal.audit.operations import record
from portal.members.models import Company, Site
from portal.workbook.findings import Severity


def keep_equipment(
    session: Session,
    actor: Actor,
    company: Company,
    site: Site,
    machine: Machine,
    *,
    at: datetime,
    equipment: Equipment | None = None,
    row_version: int | None = None,
) -> Equipment:
    """Add a machine to a site's register, or bring its entry up to date.

    Args:
        company: whose site it is now.
        equipment: the entry to change, None to add one.

    Raises:
        TagTakenError: when another machine of the site has the tag.
        RefusedFiguresError: when a figure is impossible.
        StaleRowError: when somebody else changed the entry meanwhile.
    """
    need_equipment(session, actor, site.id, company)
    _check(session, site, machine, equipment)
    if equipment is None:
        equipment = Equipment(site_id=site.id, **values(machine))
        session.add(equipment)
    else:
        check_version(equipment.row_version, row_version)
        put(equipment, machine)
    session.flush()
    what = {"site_id": site.id, "tag": machine.tag}
    table = "advisory_equipment"
    record(session, actor.user_id, Event.EQUIPMENT_KEPT, table, equipment.id, at, **what)
    return equipment


def _check(session: Session, site: Site, machine: Machine, equipment: Equipment | None) -> None:
    refused = [flag.code for flag in machine_flags(machine) if flag.severity is Severity.ERROR]
    if refused:
        raise RefusedFiguresError(*refused)
    same = select(Equipment.id).where(Equipment.site_id == site.id, Equipment.tag == machine.tag)
    found = session.scalar(same)
    if found is not None and (equipment is None or found != equipment.id):
        raise TagTakenError(machine.tag)
