"""The accounts of the demonstration: one per role to sign in with, two without for each member."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.models import User
from portal.accounts.operations import Person, add_user
from portal.accounts.permissions import Role
from portal.accounts.queries import actor
from portal.members.models import Company

OPEN_MEMBER = "EL17"
"""The member whose preparer and signatory can sign in."""

SURNAMES = "陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴徐"
GIVEN_NAMES = [
    "怡安",
    "承翰",
    "思妤",
    "柏宇",
    "雅筑",
    "冠廷",
    "佩蓉",
    "宗憲",
    "詩涵",
    "俊傑",
    "于庭",
]


@dataclass(frozen=True, slots=True)
class Account:
    """An account to look around with; its password is printed and protects nothing."""

    role: Role
    email: str
    password: str
    name: str
    organisation: str | None = None


ACCOUNTS = (
    Account(Role.PREPARER, "preparer@demo.example", "harbour-2050-preparer", "林宛蓁"),
    Account(Role.SIGNATORY, "signatory@demo.example", "harbour-2050-signatory", "周奕安"),
    Account(Role.COORDINATOR, "coordinator@demo.example", "harbour-2050-coordinator", "鄭雅文"),
    Account(Role.ADVISOR, "advisor@demo.example", "harbour-2050-advisor", "何志遠"),
    Account(Role.AUDITOR, "auditor@demo.example", "harbour-2050-auditor", "蘇怡君"),
    Account(
        Role.ADMINISTRATOR, "administrator@demo.example", "harbour-2050-administrator", "羅建宏"
    ),
    Account(Role.ESCO, "esco@demo.example", "harbour-2050-esco", "簡士傑", "HD"),
)


@dataclass(frozen=True, slots=True)
class Team:
    """Who prepares and who signs for a member."""

    preparer: Actor
    signatory: Actor


def add_accounts(session: Session, open_member: Company, *, at: datetime) -> Actor:
    """Add the accounts to sign in with; returns the coordinator."""
    users = {one.role: _add(session, one, open_member, at) for one in ACCOUNTS}
    return actor(session, users[Role.COORDINATOR])


def add_team(session: Session, company: Company, *, at: datetime) -> Team:
    """Add the people of a member, who have no password and cannot sign in."""
    code = company.code
    people = (
        Person(f"{role}@{code.lower()}.example", _name(code, role), role, company.id)
        for role in (Role.PREPARER, Role.SIGNATORY)
    )
    preparer, signatory = (add_user(session, None, one, at=at) for one in people)
    return Team(actor(session, preparer), actor(session, signatory))


def _name(code: str, role: Role) -> str:
    """An invented person's name, always the same for a member and role."""
    number = sum(ord(sign) * place for place, sign in enumerate(f"{code}{role}", 1))
    return SURNAMES[number % len(SURNAMES)] + GIVEN_NAMES[number // 7 % len(GIVEN_NAMES)]


def _add(session: Session, one: Account, member: Company, at: datetime) -> User:
    company_id = member.id if one.role.is_member else None
    person = Person(one.email, one.name, one.role, company_id, organisation=one.organisation)
    return add_user(session, None, person, at=at, password=one.password)
