"""The template of a member: what the portal already knows stands in it."""

from sqlalchemy.orm import Session

from portal.files.store import FileStore
from portal.intake.kinds import KINDS
from portal.language import Text
from portal.members.models import Company
from portal.members.queries import company_by_code, member_record
from portal.submissions.states import Kind
from portal.workbook.content import Content, Line
from portal.workbook.template import build_bytes


def prefilled(
    session: Session, store: FileStore, kind: Kind, year: int, member_code: str
) -> bytes | None:
    """The workbook for a member and year; None for an unknown member."""
    company = company_by_code(session, member_code)
    if company is None:
        return None
    return build_bytes(
        KINDS[kind].template,
        master_data(session, company, kind, year),
        group=company.group,
        year=year,
        member_code=company.code,
        member_name=Text(company.name_zh, company.name_en),
    )


def master_data(session: Session, company: Company, kind: Kind, year: int) -> Content:
    """Cover and sites of a member."""
    record = member_record(session, company.code)
    sites = [site for site in record.sites if site.current] if record else []
    cover: dict[str, str | int | None] = {
        "member_code": company.code,
        "member_name": company.name_zh,
    }
    if kind is Kind.PLAN:
        cover["plan_year"], named = year, "site_name"
    else:
        cover["year"], cover["tax_id"], named = year, company.tax_id, "name"
    rows: list[Line] = [
        {
            "control_number": site.control_number,
            named: site.name_zh,
            "in_kaohsiung": site.in_kaohsiung,
            "address": site.address,
        }
        for site in sites
    ]
    return {"cover": [cover], "sites": rows}
