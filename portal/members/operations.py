"""Changing master data; each change is logged and makes summaries read anew."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.audit.events import Event
from portal.audit.operations import record
from portal.db.base import StaleRowError
from portal.db.counters import data_changed
from portal.members.figures import SiteRecord, is_control_number
from portal.members.models import Company, FormerSiteNumber, Site, SiteOwnership
from portal.members.queries import company_by_code, is_taken
from portal.reference.groups import Group

# Makes the kept sums anew that a company is in; aggregation gives it.
Resum = Callable[[Session, int], None]


class MembersError(Exception):
    """What a caller cannot do to master data."""


class AlreadyKnownError(MembersError):
    """The code or control number is taken."""


class NotAControlNumberError(MembersError):
    """The text is not written like a control number."""


class TransferOrderError(MembersError):
    """A site cannot change hands before the day it last did."""


def add_company(
    session: Session,
    actor_id: int | None,
    *,
    code: str,
    name_zh: str,
    name_en: str,
    group: Group,
    joined_on: date,
    at: datetime,
    resum: Resum,
    tax_id: str | None = None,
) -> Company:
    """Add a member.

    Args:
        resum: called with session and company after it is a member.

    Raises:
        AlreadyKnownError: when the code is taken.
    """
    if company_by_code(session, code) is not None:
        raise AlreadyKnownError(code)
    company = Company(
        code=code,
        name_zh=name_zh,
        name_en=name_en,
        group=group,
        joined_on=joined_on,
        tax_id=tax_id,
    )
    session.add(company)
    session.flush()
    resum(session, company.id)
    data_changed(session)
    record(session, actor_id, Event.COMPANY_ADDED, "company", company.id, at, code=code)
    return company


def change_company(
    session: Session,
    actor_id: int | None,
    company: Company,
    *,
    name_zh: str,
    name_en: str,
    group: Group,
    at: datetime,
    resum: Resum,
    row_version: int | None = None,
) -> bool:
    """Give a member its present names and group; whether anything differed.

    Args:
        resum: called with session and company when the group differs.

    Raises:
        StaleRowError: when the row is no longer the version that the form showed.
    """
    _check_version(company, row_version)
    wanted = {"name_zh": name_zh, "name_en": name_en, "group": group}
    changed = _apply(company, wanted)
    if changed:
        session.flush()
        if "group" in changed:
            resum(session, company.id)
        data_changed(session)
        record(session, actor_id, Event.COMPANY_CHANGED, "company", company.id, at, changed=changed)
    return bool(changed)


def leave(
    session: Session,
    actor_id: int | None,
    company: Company,
    *,
    left_on: date,
    at: datetime,
    resum: Resum,
) -> None:
    """Note the day a member leaves the alliance; its figures stay.

    Args:
        resum: called with session and company after it has left.
    """
    company.left_on = left_on
    session.flush()
    resum(session, company.id)
    data_changed(session)
    record(session, actor_id, Event.COMPANY_LEFT, "company", company.id, at, left_on=left_on)


def add_site(
    session: Session,
    actor_id: int | None,
    company: Company,
    site: SiteRecord,
    *,
    from_date: date,
    at: datetime,
) -> Site:
    """Add a site that belongs to a member from a day on.

    Raises:
        NotAControlNumberError: when the control number is not written like one.
        AlreadyKnownError: when the site exists, whoever has it.
    """
    if not is_control_number(site.control_number):
        raise NotAControlNumberError(site.control_number)
    if is_taken(session, site.control_number):
        raise AlreadyKnownError(site.control_number)
    added = Site(
        control_number=site.control_number,
        name_zh=site.name_zh,
        name_en=site.name_en,
        address=site.address,
        in_kaohsiung=site.in_kaohsiung,
    )
    session.add(added)
    session.flush()
    session.add(SiteOwnership(site_id=added.id, company_id=company.id, from_date=from_date))
    session.flush()
    data_changed(session)
    number = added.control_number
    record(
        session, actor_id, Event.SITE_ADDED, "site", added.id, at, number=number, code=company.code
    )
    return added


def change_site(
    session: Session,
    actor_id: int | None,
    site: Site,
    present: SiteRecord,
    *,
    at: datetime,
    row_version: int | None = None,
) -> bool:
    """Give a site its present names and address; whether anything differed.

    Raises:
        StaleRowError: when the row is no longer the version that the form showed.
    """
    _check_version(site, row_version)
    wanted = {
        "name_zh": present.name_zh,
        "name_en": present.name_en,
        "address": present.address,
        "in_kaohsiung": present.in_kaohsiung,
    }
    changed = _apply(site, wanted)
    if changed:
        session.flush()
        data_changed(session)
        record(session, actor_id, Event.SITE_CHANGED, "site", site.id, at, changed=changed)
    return bool(changed)


def renumber_site(
    session: Session, actor_id: int | None, site: Site, number: str, *, on: date, at: datetime
) -> bool:
    """Give a site another control number from a day on; False when it has it already.

    The old number stays on record, and what was handed in under it keeps it.

    Raises:
        NotAControlNumberError: when the number is not written like one.
        AlreadyKnownError: when a site has or had the number.
    """
    if site.control_number == number:
        return False
    if not is_control_number(number):
        raise NotAControlNumberError(number)
    if is_taken(session, number):
        raise AlreadyKnownError(number)
    old = site.control_number
    session.add(FormerSiteNumber(site_id=site.id, control_number=old, until=on))
    site.control_number = number
    session.flush()
    data_changed(session)
    record(
        session, actor_id, Event.SITE_RENUMBERED, "site", site.id, at, old=old, new=number, on=on
    )
    return True


def transfer_site(
    session: Session,
    actor_id: int | None,
    site: Site,
    to: Company,
    *,
    on: date,
    at: datetime,
) -> bool:
    """Give a site to another member from a day on; False when it has it already.

    Raises:
        TransferOrderError: when the day is before the present owner's first.
    """
    ownership = session.scalars(
        select(SiteOwnership)
        .where(SiteOwnership.site_id == site.id, SiteOwnership.to_date.is_(None))
        .with_for_update()
    ).one_or_none()
    if ownership is not None and ownership.company_id == to.id:
        return False
    before = None if ownership is None else ownership.company_id
    if ownership is not None:
        if on < ownership.from_date:
            raise TransferOrderError(f"{on} is before {ownership.from_date}")
        ownership.to_date = on
        session.flush()
    session.add(SiteOwnership(site_id=site.id, company_id=to.id, from_date=on))
    session.flush()
    data_changed(session)
    what = {"from_company_id": before, "to_company_id": to.id, "on": on}
    record(session, actor_id, Event.SITE_TRANSFERRED, "site", site.id, at, **what)
    return True


def _check_version(row: Company | Site, row_version: int | None) -> None:
    if row_version is not None and row.row_version != row_version:
        raise StaleRowError(f"version {row.row_version}, not {row_version}")


def _apply(row: Company | Site, wanted: Mapping[str, object]) -> list[str]:
    changed = [name for name, value in wanted.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, wanted[name])
    return changed
