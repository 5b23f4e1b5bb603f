"""Lists of requests, sites, equipment and advisors."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.models import User
from portal.accounts.permissions import Role
from portal.advisory.content import Machine, Wanted, taken
from portal.advisory.figures import MachineRow, RequestRow
from portal.advisory.models import Equipment, Request
from portal.advisory.queries.scope import owned_by_seen, requests_of
from portal.advisory.states import RequestState
from portal.advisory.vocabulary import System, Topic
from portal.db.pages import Page, has_words, read_page
from portal.language import Text
from portal.members.models import Company, Site, SiteOwnership

ROWS = (
    select(Request, Company, Site, User.name)
    .join(Company, Company.id == Request.company_id)
    .join(Site, Site.id == Request.site_id)
    .join(User, User.id == Request.requested_by)
)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the list of requests is narrowed to; None and empty are everything.

    Attributes:
        words: in the number, or in the code or names of member and site.
    """

    state: RequestState | None = None
    topic: Topic | None = None
    words: str = ""


EVERYTHING: Final = Narrowed()


def request(session: Session, actor: Actor, request_id: int) -> Request | None:
    """A request by key; None when it is not there for the actor."""
    return session.scalar(select(Request).where(Request.id == request_id, requests_of(actor)))


def request_rows(
    session: Session, actor: Actor, narrowed: Narrowed = EVERYTHING
) -> list[RequestRow]:
    """Every request that fits and is there for the actor, the latest first."""
    return [as_row(row) for row in session.execute(_narrowed(actor, narrowed))]


def request_page(
    session: Session, actor: Actor, number: int, narrowed: Narrowed = EVERYTHING
) -> Page[RequestRow]:
    """One page of the requests that fit and are there for the actor, the latest first."""
    return read_page(session, _narrowed(actor, narrowed), number, as_row)


def request_counts(session: Session, actor: Actor) -> Mapping[RequestState, int]:
    """How many requests that are there for the actor are in each state; none is left out."""
    counted = select(Request.state, func.count()).where(requests_of(actor)).group_by(Request.state)
    found = {state: count for state, count in session.execute(counted)}  # noqa: C416
    return {state: found.get(state, 0) for state in RequestState}


def _narrowed(actor: Actor, narrowed: Narrowed) -> Select[*tuple[Any, ...]]:
    found = ROWS.where(requests_of(actor))
    if narrowed.state is not None:
        found = found.where(Request.state == narrowed.state)
    if narrowed.topic is not None:
        found = found.where(Request.topic == narrowed.topic)
    if narrowed.words:
        names = (Company.name_zh, Company.name_en, Site.name_zh, Site.name_en)
        numbers = (Request.number, Company.code, Site.control_number)
        found = found.where(has_words(narrowed.words, *numbers, *names))
    return found.order_by(Request.requested_at.desc(), Request.id.desc())


def as_row(row: Row[*tuple[Any, ...]]) -> RequestRow:
    """A row of `ROWS` as lists show it."""
    one, company, site, name = row
    return RequestRow(
        id=one.id,
        number=one.number,
        company_id=company.id,
        company_code=company.code,
        company_name=Text(company.name_zh, company.name_en),
        group=company.group,
        site_id=site.id,
        site_number=site.control_number,
        site_name=Text(site.name_zh, site.name_en),
        wanted=Wanted(
            one.topic, tuple(System(code) for code in one.systems), one.subject, one.contact
        ),
        state=one.state,
        state_since=one.state_since,
        requested_by=name,
        requested_at=one.requested_at,
        reason=one.reason,
        reported_on=one.reported_on,
        row_version=one.row_version,
    )


def _sites(actor: Actor) -> Select[Site, Company]:
    return (
        select(Site, Company)
        .join(SiteOwnership, SiteOwnership.site_id == Site.id)
        .join(Company, Company.id == SiteOwnership.company_id)
        .where(SiteOwnership.to_date.is_(None), owned_by_seen(actor))
        .order_by(Company.code, Site.control_number)
    )


def sites_seen(session: Session, actor: Actor) -> list[tuple[Site, Company]]:
    """The sites that are there for the actor, each with the member that has it now."""
    return [(row[0], row[1]) for row in session.execute(_sites(actor))]


def site_seen(session: Session, actor: Actor, number: str) -> tuple[Site, Company] | None:
    """One site by control number; None when it is not there for the actor."""
    row = session.execute(_sites(actor).where(Site.control_number == number)).one_or_none()
    return None if row is None else (row[0], row[1])


def machines(session: Session, site_id: int) -> list[MachineRow]:
    """The equipment register of a site, in use first, by tag."""
    found = session.scalars(
        select(Equipment)
        .where(Equipment.site_id == site_id)
        .order_by(Equipment.in_use.desc(), Equipment.tag)
    )
    return [machine(one) for one in found]


def machine(one: Equipment) -> MachineRow:
    """An entry of the register as pages show it."""
    return MachineRow(one.id, one.site_id, taken(Machine, one), one.row_version)


def advisors(session: Session) -> list[tuple[int, str]]:
    """Key and name of everybody who can be on a team."""
    found = session.execute(
        select(User.id, User.name)
        .where(User.role == Role.ADVISOR, User.disabled_at.is_(None))
        .order_by(User.name)
    )
    return [(row[0], row[1]) for row in found]
