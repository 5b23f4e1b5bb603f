"""The signed-in user, and the rows of the account pages."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.accounts.permissions import NotAllowedError, Permission, Role, in_scope, may
from portal.language import Language
from portal.reference.groups import Group


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something.

    Attributes:
        company_id: of a member's user, None for everybody else.
        groups: that a coordinator or advisor is limited to; empty is all.
        organisation: code of the energy service company whose user it is, None for others.
    """

    user_id: int
    role: Role
    company_id: int | None = None
    groups: frozenset[Group] = frozenset()
    organisation: str | None = None

    def may(self, permission: Permission) -> bool:
        """Whether the actor may do something at all, to some object."""
        return may(self.role, permission)

    def sees(self, company_id: int, group: Group) -> bool:
        """Whether a company's objects are there for the actor."""
        return in_scope(self.role, self.company_id, self.groups, company_id=company_id, group=group)

    def need(self, permission: Permission) -> None:
        """Go on only when the actor may do something.

        Raises:
            NotAllowedError: otherwise.
        """
        if not self.may(permission):
            raise NotAllowedError(f"{self.role} may not {permission}")

    def need_for(self, permission: Permission, company_id: int, group: Group) -> None:
        """Go on only when the actor may do something to the objects of a company.

        Raises:
            NotAllowedError: otherwise.
        """
        self.need(permission)
        if not self.sees(company_id, group):
            raise NotAllowedError(f"company {company_id} is not there for user {self.user_id}")


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """How long a browser stays signed in: without a request, and in any case."""

    idle: timedelta = timedelta(minutes=30)
    longest: timedelta = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class SignedIn(Actor):
    """The user of a request, with what every page needs, read in one statement.

    Attributes:
        session_id: of this browser.
        last_seen: when the session was last renewed.
        created_at: when it began.
        data_version: rises with every change to what summaries show.
    """

    name: str = ""
    email: str = ""
    company_code: str | None = None
    language: Language = Language.ZH
    session_id: int = 0
    last_seen: datetime | None = None
    created_at: datetime | None = None
    data_version: int = 0


@dataclass(frozen=True, slots=True)
class UserRow:
    """A user in a list."""

    id: int
    email: str
    name: str
    role: Role
    company_id: int | None
    company_code: str | None
    groups: frozenset[Group]
    language: Language
    has_password: bool
    disabled_at: datetime | None
    row_version: int
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A browser that is signed in, as its user sees it."""

    id: int
    created_at: datetime
    last_seen: datetime
    user_agent: str
