"""Reading members and sites."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, exists, false, func, or_, select
from sqlalchemy.orm import Session

from portal.db.pages import Page, has_words, read_page
from portal.language import Text
from portal.members.figures import CompanyRow, MemberRecord, OwnershipRow, SiteRecord
from portal.members.models import Company, FormerSiteNumber, Site, SiteOwnership
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
NAMES = select(Company.code, Company.name_zh, Company.name_en).where(
    Company.code.in_(bindparam("codes", expanding=True))
)
COMPANY_BY_CODE = select(Company).where(Company.code == bindparam("code"))
SITE_BY_NUMBER = select(Site).where(Site.control_number == bindparam("number"))
# A site that left and came back has two rows; the open one comes first.
OWNED = (
    select(
        SiteOwnership.company_id,
        Site.control_number,
        Site.name_zh,
        Site.name_en,
        Site.address,
        Site.in_kaohsiung,
        SiteOwnership.to_date.is_(None),
    )
    .join(Site, Site.id == SiteOwnership.site_id)
    .order_by(SiteOwnership.to_date.is_not(None), Site.control_number)
)
# The same under the numbers that the sites once had; those count as sites of before.
FORMER = (
    select(
        SiteOwnership.company_id,
        FormerSiteNumber.control_number,
        Site.name_zh,
        Site.name_en,
        Site.address,
        Site.in_kaohsiung,
        false(),
    )
    .join(Site, Site.id == SiteOwnership.site_id)
    .join(FormerSiteNumber, FormerSiteNumber.site_id == Site.id)
    .order_by(FormerSiteNumber.control_number)
)
FORMER_OF = FORMER.where(SiteOwnership.company_id == bindparam("company_id"))
OWNED_BY = OWNED.where(SiteOwnership.company_id == bindparam("company_id"))


def names_of(session: Session, codes: Collection[str]) -> Mapping[str, Text]:
    """The names of some members by code."""
    rows = session.execute(NAMES, {"codes": sorted(codes)})
    return {code: Text(zh, en) for code, zh, en in rows}


def companies(session: Session, *, group: Group | None = None) -> list[CompanyRow]:
    """All members, or those of one group, by code."""
    wanted = COMPANIES if group is None else COMPANIES.where(Company.group == group)
    return [CompanyRow(*row) for row in session.execute(wanted)]


def company_page(
    session: Session,
    within: ColumnElement[bool],
    number: int,
    *,
    group: Group | None = None,
    words: str = "",
) -> Page[CompanyRow]:
    """One page of the members that fit, by code.

    Args:
        within: keeps the list to what is there for the reader.
        words: in the code or one of the names.
    """
    wanted = COMPANIES.where(within)
    if group is not None:
        wanted = wanted.where(Company.group == group)
    if words:
        wanted = wanted.where(has_words(words, Company.code, Company.name_zh, Company.name_en))
    return read_page(session, wanted, number, lambda row: CompanyRow(*row))


def company(session: Session, company_id: int) -> Company | None:
    """A member by its key."""
    return session.get(Company, company_id)


def company_by_code(session: Session, code: str) -> Company | None:
    """A member by its code, `M001`."""
    return session.scalar(COMPANY_BY_CODE, {"code": code})


def site_by_control_number(session: Session, number: str) -> Site | None:
    """A site by its control number."""
    return session.scalar(SITE_BY_NUMBER, {"number": number})


def is_taken(session: Session, number: str) -> bool:
    """Whether a site has a control number, or once had it."""
    former = exists().where(FormerSiteNumber.control_number == number)
    present = exists().where(Site.control_number == number)
    return bool(session.scalar(select(or_(former, present))))


def present_number(session: Session, number: str) -> str | None:
    """The present number of the site that once had this one; None when none did."""
    return session.scalar(
        select(Site.control_number)
        .join(FormerSiteNumber, FormerSiteNumber.site_id == Site.id)
        .where(FormerSiteNumber.control_number == number)
    )


def former_numbers(session: Session, company_id: int) -> dict[str, list[tuple[str, date]]]:
    """The numbers that a company's sites once had with their last day, by the present number."""
    rows = session.execute(
        select(Site.control_number, FormerSiteNumber.control_number, FormerSiteNumber.until)
        .join(FormerSiteNumber, FormerSiteNumber.site_id == Site.id)
        .join(SiteOwnership, SiteOwnership.site_id == Site.id)
        .where(SiteOwnership.company_id == company_id, SiteOwnership.to_date.is_(None))
        .order_by(FormerSiteNumber.until, FormerSiteNumber.id)
    )
    found: dict[str, list[tuple[str, date]]] = {}
    for present, number, until in rows:
        found.setdefault(present, []).append((number, until))
    return found


def member_record(session: Session, code: str) -> MemberRecord | None:
    """A member's master data with every site it has or had; None for an unknown code."""
    found = company_by_code(session, code)
    if found is None:
        return None
    wanted = {"company_id": found.id}
    rows = chain(session.execute(OWNED_BY, wanted), session.execute(FORMER_OF, wanted))
    sites = tuple(_sites(rows).get(found.id, {}).values())
    return MemberRecord(found.code, found.name_zh, found.name_en, found.group, sites)


def member_records(session: Session) -> dict[str, MemberRecord]:
    """Master data of all members by code, in three statements."""
    sites = _sites(chain(session.execute(OWNED), session.execute(FORMER)))
    return {
        row.code: MemberRecord(
            row.code, row.name_zh, row.name_en, row.group, tuple(sites.get(row.id, {}).values())
        )
        for row in companies(session)
    }


def _sites(rows: Iterable[Row[*tuple[Any, ...]]]) -> dict[int, dict[str, SiteRecord]]:
    """Sites by company and control number."""
    sites: dict[int, dict[str, SiteRecord]] = {}
    for owner, number, zh, en, address, inside, is_open in rows:
        record = SiteRecord(number, zh, en, address, inside, bool(is_open))
        sites.setdefault(owner, {}).setdefault(number, record)
    return sites


def site_owner(session: Session, control_number: str, on: date) -> str | None:
    """The code of the company that a site belonged to on a day."""
    return session.scalar(
        select(Company.code)
        .join(SiteOwnership, SiteOwnership.company_id == Company.id)
        .join(Site, Site.id == SiteOwnership.site_id)
        .outerjoin(FormerSiteNumber, FormerSiteNumber.site_id == Site.id)
        .where(
            or_(
                Site.control_number == control_number,
                FormerSiteNumber.control_number == control_number,
            ),
            SiteOwnership.from_date <= on,
        )
        .where(or_(SiteOwnership.to_date.is_(None), SiteOwnership.to_date > on))
    )


def ownerships(session: Session, control_number: str) -> list[OwnershipRow]:
    """The history of a site, oldest first."""
    wanted = (
        select(Site.control_number, Company.code, SiteOwnership.from_date, SiteOwnership.to_date)
        .join(Site, Site.id == SiteOwnership.site_id)
        .join(Company, Company.id == SiteOwnership.company_id)
        .where(Site.control_number == control_number)
        .order_by(SiteOwnership.from_date, SiteOwnership.id)
    )
    return [OwnershipRow(*row) for row in session.execute(wanted)]
