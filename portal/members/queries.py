"""Reading members and sites."""

from datetime import date

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from portal.members.figures import CompanyRow, MemberRecord, OwnershipRow, SiteRecord
from portal.members.models import Company, Site, SiteOwnership
from portal.reference.groups import Group

SITES_OF = (
    select(func.count(SiteOwnership.id))
    .where(SiteOwnership.company_id == Company.id, SiteOwnership.to_date.is_(None))
    .correlate(Company)
    .scalar_subquery()
)
COMPANIES = select(
    Company.id,
    Company.code,
    Company.name_zh,
    Company.name_en,
    Company.group,
    Company.joined_on,
    Company.left_on,
    SITES_OF,
).order_by(Company.code)
COMPANY_BY_CODE = select(Company).where(Company.code == bindparam("code"))
SITE_BY_NUMBER = select(Site).where(Site.control_number == bindparam("number"))
SITES_OF_MEMBER = (
    select(
        Site.control_number,
        Site.name_zh,
        Site.name_en,
        Site.address,
        Site.in_kaohsiung,
        func.max(SiteOwnership.to_date.is_(None).cast(SiteOwnership.id.type)),
    )
    .join(SiteOwnership, SiteOwnership.site_id == Site.id)
    .where(SiteOwnership.company_id == bindparam("company_id"))
    .group_by(Site.id)
    .order_by(func.max(SiteOwnership.to_date.is_(None).cast(SiteOwnership.id.type)).desc())
    .order_by(Site.control_number)
)


def companies(session: Session, *, group: Group | None = None) -> list[CompanyRow]:
    """All members, or those of one group, by code."""
    wanted = COMPANIES if group is None else COMPANIES.where(Company.group == group)
    return [CompanyRow(*row) for row in session.execute(wanted)]


def company(session: Session, company_id: int) -> Company | None:
    """A member by its key."""
    return session.get(Company, company_id)


def company_by_code(session: Session, code: str) -> Company | None:
    """A member by its code, `M001`."""
    return session.scalar(COMPANY_BY_CODE, {"code": code})


def site_by_control_number(session: Session, number: str) -> Site | None:
    """A site by its control number."""
    return session.scalar(SITE_BY_NUMBER, {"number": number})


def member_record(session: Session, code: str) -> MemberRecord | None:
    """A member's master data with every site it has or had; None for an unknown code."""
    found = company_by_code(session, code)
    if found is None:
        return None
    rows = session.execute(SITES_OF_MEMBER, {"company_id": found.id})
    sites = tuple(SiteRecord(*row[:5], current=bool(row[5])) for row in rows)
    return MemberRecord(found.code, found.name_zh, found.name_en, found.group, sites)


def member_records(session: Session) -> dict[str, MemberRecord]:
    """Master data of all members by code, in two statements."""
    sites: dict[int, list[SiteRecord]] = {}
    wanted = (
        select(
            SiteOwnership.company_id,
            Site.control_number,
            Site.name_zh,
            Site.name_en,
            Site.address,
            Site.in_kaohsiung,
            SiteOwnership.to_date,
        )
        .join(Site, Site.id == SiteOwnership.site_id)
        .order_by(SiteOwnership.to_date.is_not(None), Site.control_number)
    )
    for owner, number, zh, en, address, inside, until in session.execute(wanted):
        owned = sites.setdefault(owner, [])
        if all(site.control_number != number for site in owned):
            owned.append(SiteRecord(number, zh, en, address, inside, until is None))
    return {
        row.code: MemberRecord(
            row.code, row.name_zh, row.name_en, row.group, tuple(sites.get(row.id, ()))
        )
        for row in companies(session)
    }


def site_owner(session: Session, control_number: str, on: date) -> str | None:
    """The code of the company that a site belonged to on a day."""
    return session.scalar(
        select(Company.code)
        .join(SiteOwnership, SiteOwnership.company_id == Company.id)
        .join(Site, Site.id == SiteOwnership.site_id)
        .where(Site.control_number == control_number, SiteOwnership.from_date <= on)
        .where(or_(SiteOwnership.to_date.is_(None), SiteOwnership.to_date > on))
    )


def ownerships(session: Session, control_number: str) -> list[OwnershipRow]:
    """The history of a site, oldest first."""
    wanted: Select[tuple[str, str, date, date | None]] = (
        select(Site.control_number, Company.code, SiteOwnership.from_date, SiteOwnership.to_date)
        .join(Site, Site.id == SiteOwnership.site_id)
        .join(Company, Company.id == SiteOwnership.company_id)
        .where(Site.control_number == control_number)
        .order_by(SiteOwnership.from_date, SiteOwnership.id)
    )
    return [OwnershipRow(*row) for row in session.execute(wanted)]
