"""What the portal already knows when a member asks for a template."""

from sqlalchemy.orm import Session

from portal.members.models import Company
from portal.members.queries import member_record
from portal.submissions.states import Kind
from portal.workbook.content import Content, Line


def prefilled(session: Session, company: Company, kind: Kind, year: int) -> Content:
    """Cover and sites of a member, from its master data."""
    record = member_record(session, company.code)
    sites = [site for site in record.sites if site.current] if record else []
    if kind is Kind.PLAN:
        cover: Line = {
            "member_code": company.code,
            "member_name": company.name_zh,
            "plan_year": year,
        }
        named = "site_name"
    else:
        cover = {
            "member_code": company.code,
            "member_name": company.name_zh,
            "tax_id": company.tax_id,
            "year": year,
        }
        named = "name"
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
