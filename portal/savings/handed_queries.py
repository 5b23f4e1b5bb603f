"""Reading claims that were handed in: files, what of them stands, and what is on file beside."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import NotAllowedError, Role
from portal.accounts.queries import companies_of, user_names
from portal.advisory.models import Request
from portal.advisory.queries.scope import requests_of
from portal.claims.subject import Content, KnownSite, Register, restored
from portal.claims.vocabulary import Claimed
from portal.esco.models import EscoContract, EscoOrganisation
from portal.esco.queries import contracts_of
from portal.members.models import Company, Site, SiteOwnership
from portal.savings.models import (
    ClaimFile,
    HandedClaim,
    HandedClaimDecision,
    HandedClaimVersion,
)
from portal.savings.site_queries import locals_of
from portal.savings.vocabulary import ClaimOutcome

CITY: Final = "city"


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file that was handed in."""

    id: int
    giver: str
    original_name: str
    sha256: str
    uploaded_by: str
    uploaded_at: datetime
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim as it stands: its newest version, and what was decided about that.

    Attributes:
        outcome: of the newest decision; None while nobody decided.
    """

    id: int
    version_id: int
    giver: str
    site_id: int
    company: Company
    site: Site
    content: Content
    file_id: int
    file_name: str
    row: int
    written_by: int
    writer: str
    written_at: datetime
    outcome: ClaimOutcome | None
    reason: str

    @property
    def key(self) -> str:
        """Names the claim among those of all sources."""
        return f"upload-{self.id}"

    @property
    def waits(self) -> bool:
        """Whether somebody has to look at it: verified, and nobody accepted it."""
        return self.content.level is Claimed.VERIFIED and self.outcome is None


def giver_of(session: Session, actor: Actor) -> str:
    """The code under which an actor hands claims in; its colleagues have the same."""
    if actor.role.is_member and actor.company_id is not None:
        return f"member-{session.get_one(Company, actor.company_id).code}"
    if actor.role is Role.ESCO:
        return f"esco-{actor.organisation}"
    if actor.role is Role.ADVISOR:
        return f"advisor-{actor.organisation or actor.user_id}"
    return CITY


def sites_within_reach(session: Session, actor: Actor) -> dict[str, int]:
    """Control number and id of the sites that an actor may claim for."""
    wanted = (
        select(Site.control_number, Site.id)
        .join(SiteOwnership, SiteOwnership.site_id == Site.id)
        .join(Company, Company.id == SiteOwnership.company_id)
        .where(SiteOwnership.to_date.is_(None))
    )
    if actor.role is Role.ESCO:
        own = (
            select(EscoContract.site_id)
            .join(EscoOrganisation, EscoOrganisation.id == EscoContract.organisation_id)
            .where(contracts_of(actor))
        )
        wanted = wanted.where(Site.id.in_(own))
    elif actor.role is Role.ADVISOR:
        wanted = wanted.where(Site.id.in_(select(Request.site_id).where(requests_of(actor))))
    else:
        wanted = wanted.where(companies_of(actor))
    return {number: site_id for number, site_id in session.execute(wanted)}  # noqa: C416


def owner_of(session: Session, site_id: int) -> Company:
    """The member that has a site now.

    Raises:
        NotAllowedError: when nobody has it.
    """
    found = session.scalar(
        select(Company)
        .join(SiteOwnership, SiteOwnership.company_id == Company.id)
        .where(SiteOwnership.site_id == site_id, SiteOwnership.to_date.is_(None))
    )
    if found is None:
        raise NotAllowedError(f"site {site_id}")
    return found


def register(session: Session, actor: Actor, year: int, today: date) -> Register:
    """What is on file of the sites that an actor may claim for.

    Args:
        session: to read with.
        actor: who hands in.
        year: of the file; the inventory nearest to it is compared.
        today: the day of the check.
    """
    reach = sites_within_reach(session, actor)
    codes, names = _codes(session), _names(session)
    known = locals_of(session, set(reach.values()))
    sites: dict[str, KnownSite] = {}
    for number, site_id in reach.items():
        inventory = known[site_id].nearest(year)
        sites[number] = KnownSite(
            codes.get(site_id, ""),
            {} if inventory is None else inventory.compared(),
            0 if inventory is None else inventory.year,
            frozenset(names.get(site_id, ())),
        )
    return Register(sites, today)


def _codes(session: Session) -> dict[int, str]:
    found = session.execute(
        select(SiteOwnership.site_id, Company.code)
        .join(Company, Company.id == SiteOwnership.company_id)
        .where(SiteOwnership.to_date.is_(None))
    )
    return {site_id: code for site_id, code in found}  # noqa: C416


def _names(session: Session) -> Mapping[int, set[str]]:
    """Numbers of diagnoses and contracts by site."""
    names: dict[int, set[str]] = defaultdict(set)
    for column in (Request, EscoContract):
        for site_id, number in session.execute(select(column.site_id, column.number)):
            names[site_id].add(number)
    return names


def files(session: Session, actor: Actor) -> list[FileRow]:
    """The files of an actor's own organisation, newest first; a coordinator has all of them.

    One that is limited to some groups has those whose sites are all theirs.
    """
    wanted = select(ClaimFile).order_by(ClaimFile.id.desc())
    if actor.role is not Role.COORDINATOR:
        wanted = wanted.where(ClaimFile.giver == giver_of(session, actor))
    names, reach = user_names(session), _reach(session, actor)
    return [
        FileRow(
            one.id,
            one.giver,
            one.original_name,
            one.sha256,
            names.get(one.uploaded_by, ""),
            one.uploaded_at,
            one.confirmed_at,
        )
        for one in session.scalars(wanted)
        if reach is None or _is_within(one, actor, reach)
    ]


def file(session: Session, actor: Actor, file_id: int) -> ClaimFile | None:
    """One file; None when it is not there for the actor."""
    one = session.get(ClaimFile, file_id)
    if one is None:
        return None
    if actor.role is Role.COORDINATOR:
        reach = _reach(session, actor)
        return one if reach is None or _is_within(one, actor, reach) else None
    return one if one.giver == giver_of(session, actor) else None


def _reach(session: Session, actor: Actor) -> frozenset[str] | None:
    """The sites that a coordinator's files are limited to; None without such a limit."""
    if actor.role is not Role.COORDINATOR or not actor.groups:
        return None
    return frozenset(sites_within_reach(session, actor))


def _is_within(one: ClaimFile, actor: Actor, reach: frozenset[str]) -> bool:
    """A file shows every site that it names, so all of them have to be within reach."""
    named = {row.get("site") for row in one.rows.get("claims", ())}
    return one.uploaded_by == actor.user_id or named <= reach


def newest(session: Session, giver: str) -> dict[tuple[int, str], HandedClaimVersion]:
    """The newest version of each claim of a giver, by site and number of the claim."""
    found = session.execute(
        select(HandedClaim.site_id, HandedClaim.reference, HandedClaimVersion)
        .join(HandedClaimVersion, HandedClaimVersion.claim_id == HandedClaim.id)
        .where(HandedClaim.giver == giver)
        .order_by(HandedClaimVersion.id)
    )
    return {(site_id, reference): one for site_id, reference, one in found}


def standing(session: Session, actor: Actor | None = None) -> list[Standing]:
    """Every claim as it stands, or those that an actor handed in or may see."""
    latest = select(func.max(HandedClaimVersion.id)).group_by(HandedClaimVersion.claim_id)
    decisions = _decisions(session)
    names = user_names(session)
    found: Iterable[Any] = session.execute(
        select(HandedClaim, HandedClaimVersion, ClaimFile.original_name, Company, Site)
        .join(HandedClaimVersion, HandedClaimVersion.claim_id == HandedClaim.id)
        .join(ClaimFile, ClaimFile.id == HandedClaimVersion.file_id)
        .join(Site, Site.id == HandedClaim.site_id)
        .join(SiteOwnership, SiteOwnership.site_id == Site.id)
        .join(Company, Company.id == SiteOwnership.company_id)
        .where(HandedClaimVersion.id.in_(latest), SiteOwnership.to_date.is_(None))
        .order_by(HandedClaim.id)
    )
    rows = [_standing(row, decisions, names) for row in found]
    return rows if actor is None else [one for one in rows if _is_there(session, actor, one)]


def _is_there(session: Session, actor: Actor, one: Standing) -> bool:
    """Its own claims are there for who hands in, those of members seen for who sees savings."""
    # All coordinators hand in as the city, also those limited to some groups.
    if actor.role is not Role.COORDINATOR and one.giver == giver_of(session, actor):
        return True
    if actor.role in (Role.ESCO, Role.ADVISOR):
        return False
    return actor.sees(one.company.id, one.company.group)


def _standing(
    row: Any, decisions: Mapping[int, HandedClaimDecision], names: Mapping[int, str]
) -> Standing:
    claim, version, file_name, company, site = row
    decided = decisions.get(version.id)
    return Standing(
        claim.id,
        version.id,
        claim.giver,
        claim.site_id,
        company,
        site,
        restored(
            version.content, site=site.control_number, reference=claim.reference, at=version.row
        ),
        version.file_id,
        file_name,
        version.row,
        version.written_by,
        names.get(version.written_by, ""),
        version.written_at,
        None if decided is None else decided.outcome,
        "" if decided is None else decided.reason,
    )


def _decisions(session: Session) -> dict[int, HandedClaimDecision]:
    found = session.scalars(select(HandedClaimDecision).order_by(HandedClaimDecision.id))
    return {one.version_id: one for one in found}
