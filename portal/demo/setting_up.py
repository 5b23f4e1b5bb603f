"""The empty portal gets its members, their people, and the cycles of three years."""

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.operations import SystemAccount, system_actor
from portal.aggregation.keeping import rewrite_sums
from portal.demo.accounts import OPEN_MEMBER, Team, add_accounts, add_team
from portal.demo.companies import YEARS, Company, companies
from portal.members import models
from portal.members.operations import add_company, add_site
from portal.submissions.operations import set_cycle
from portal.submissions.states import Kind

JOINED = datetime(2022, 6, 20, 1, tzinfo=UTC)


def set_up(session: Session, *, at: datetime) -> tuple[Actor, dict[str, Team]]:
    """Add members, cycles and accounts; returns the coordinator, and the people by member."""
    administrator = system_actor(session, SystemAccount.IMPORT, at=at)
    for year in YEARS:
        _add_cycles(session, administrator, year, at)
    members = {one.code: _add_member(session, administrator, one) for one in companies()}
    teams = {code: add_team(session, member, at=at) for code, member in members.items()}
    return add_accounts(session, members[OPEN_MEMBER], at=at), teams


def _add_member(session: Session, administrator: Actor, one: Company) -> models.Company:
    user, day = administrator.user_id, JOINED.date()
    company = add_company(
        session,
        user,
        code=one.code,
        name_zh=one.name.zh,
        name_en=one.name.en,
        group=one.group,
        joined_on=day,
        at=JOINED,
        resum=rewrite_sums,
    )
    for place in one.places:
        add_site(session, user, company, place.record, from_date=day, at=JOINED)
    return company


def _add_cycles(session: Session, administrator: Actor, year: int, at: datetime) -> None:
    opens_at = datetime(year + 1, 1, 2, tzinfo=UTC)
    due_at = datetime(year + 1, 4, 30, 15, 59, 59, tzinfo=UTC)
    for kind in Kind:
        set_cycle(session, administrator, kind, year, opens_at=opens_at, due_at=due_at, at=at)
