"""A case of the demonstration: its people, its place, and the steps that all cases share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.advisory import queries
from portal.advisory.content import Attendee, Team, VisitContent, Wanted
from portal.advisory.models import Request, Visit
from portal.advisory.operations import requests, visits
from portal.advisory.vocabulary import VisitKind
from portal.demo.accounts import Team as People
from portal.demo.companies import company
from portal.demo.tables import Cells
from portal.members.models import Company, Site

TEAM_NAME: Final = "示範節能輔導團"
ASKED: Final = timedelta(days=-62)
TEAM_SIZE: Final = 5


@dataclass(frozen=True, slots=True)
class Case:
    """One diagnosis on its way through the portal."""

    session: Session
    coordinator: Actor
    people: People
    lead: Actor
    partner: Actor
    company: Company
    site: Site
    surveyed_on: date

    def at(self, after: timedelta, hour: int = 3) -> datetime:
        """A moment so long after the survey; 3:00 is eleven o'clock in Taipei."""
        day = self.surveyed_on + after
        return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def opened(
    session: Session,
    coordinator: Actor,
    teams: Mapping[str, People],
    advisors: list[Actor],
    row: Cells,
) -> Case:
    """The people and the place of a row with its `member`, `lead` and day."""
    place = company(row["member"]).places[int(row.get("site") or 0)].record
    site, owner = site_of(session, coordinator, place.control_number)
    return Case(
        session,
        coordinator,
        teams[row["member"]],
        advisors[int(row["lead"])],
        advisors[int(row.get("partner") or (int(row["lead"]) + 1) % TEAM_SIZE)],
        owner,
        site,
        date.fromisoformat(row.get("survey") or row["visit"]),
    )


def site_of(session: Session, coordinator: Actor, number: str) -> tuple[Site, Company]:
    """A site of the demonstration with its member."""
    found = queries.site_seen(session, coordinator, number)
    if found is None:
        raise LookupError(number)
    return found


def assigned(case: Case, wanted: Wanted) -> Request:
    """A request that was taken up and given to a team without conflicts."""
    session = case.session
    request = requests.ask(
        session, case.people.preparer, case.company, case.site.id, wanted, at=case.at(ASKED)
    )
    taken = case.at(ASKED + timedelta(days=3))
    requests.triage(session, case.coordinator, request, at=taken, row_version=None)
    ids = frozenset({case.lead.user_id, case.partner.user_id})
    due = case.surveyed_on + timedelta(days=60)
    team = Team(TEAM_NAME, case.lead.user_id, ids, due)
    given = case.at(ASKED + timedelta(days=8))
    requests.assign(session, case.coordinator, request, team, at=given, row_version=None)
    for one in (case.lead, case.partner):
        said = "三年內未受僱於本公司，亦無設備銷售關係。"
        declared = case.at(ASKED + timedelta(days=10))
        requests.declare(session, one, request, has_conflict=False, statement=said, at=declared)
    return request


def visited(
    case: Case, request: Request, kind: VisitKind, after: timedelta, notes: str = ""
) -> Visit:
    """A visit that was held, with who was there."""
    day = case.surveyed_on + after
    at = case.at(after, 9)
    content = VisitContent(kind, day, day, "晴" if day.day % 3 else "陰", notes)
    visit = visits.plan_visit(case.session, case.lead, request, content, at=at)
    people = (
        Attendee("廠務課長", "site", "能源管理員"),
        Attendee("設備課工程師", "site"),
        Attendee("主責委員", "team"),
        Attendee("協同委員", "team"),
    )
    visits.record_visit(case.session, case.lead, visit, content, people, at=at, row_version=None)
    return visit
