"""A visit for the pages of work on site."""

from sqlalchemy.orm import Session

from portal.advisory.content import Machine, Team, VisitContent, Wanted
from portal.advisory.operations import requests, visits
from portal.advisory.operations.register import keep_equipment
from portal.advisory.vocabulary import Carrier, System, Topic, VisitKind
from portal.members.figures import SiteRecord
from portal.members.operations import add_site
from tests.web import scenes
from tests.web.world import NOW, PEOPLE


def set_visit(session: Session) -> None:
    """A survey of an assigned advisor at a site with one compressor."""
    company = scenes.member(session, "M001")
    record = SiteRecord("E5600009", "小港廠", "Siaogang Works", "高雄市小港區", True)
    site = add_site(session, None, company, record, from_date=NOW.date(), at=NOW)
    member, coordinator, advisor = (
        scenes.person(session, PEOPLE[who].email) for who in ("signatory", "coordinator", "advisor")
    )
    wanted = Wanted(Topic.ENERGY, (System.AIR,), "空壓系統耗電偏高", "王工程師")
    request = requests.ask(session, member, company, site.id, wanted, at=NOW)
    requests.triage(session, coordinator, request, at=NOW, row_version=1)
    team = Team("節能輔導團", advisor.user_id, frozenset({advisor.user_id}), NOW.date())
    requests.assign(session, coordinator, request, team, at=NOW, row_version=2)
    requests.declare(session, advisor, request, has_conflict=False, statement="", at=NOW)
    visits.plan_visit(session, advisor, request, VisitContent(VisitKind.SURVEY, NOW.date()), at=NOW)
    machine = Machine("compressor", "AC-1", Carrier.ELECTRICITY)
    keep_equipment(session, advisor, company, site, machine, at=NOW)
