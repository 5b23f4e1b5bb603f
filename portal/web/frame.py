"""What surrounds every page: the navigation of the person's role."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from flask import Flask, request, url_for

from portal.accounts.figures import SignedIn
from portal.accounts.permissions import Role
from portal.language import Text
from portal.web import identity, policy, years


class Audience(Enum):
    """For whom a word of the navigation makes sense, beside being allowed."""

    ALL = auto()
    CITY = auto()
    MEMBERS = auto()


def _plain(endpoint: str, user: SignedIn) -> str:
    return url_for(endpoint)


def _own(kind: str) -> Callable[[str, SignedIn], str]:
    """The address of the person's own hand-in of a kind, for the present year."""

    def address(endpoint: str, user: SignedIn) -> str:
        return url_for(endpoint, code=user.company_code, kind=kind, year=years.present())

    return address


@dataclass(frozen=True, slots=True)
class Place:
    """One word of the navigation: where it leads and which pages stand under it."""

    endpoint: str
    label: Text
    icon: str
    under: tuple[str, ...] = ()
    audience: Audience = Audience.ALL
    address: Callable[[str, SignedIn], str] = _plain
    kind: str = ""
    roles: frozenset[Role] = frozenset(Role)

    def is_for(self, user: SignedIn) -> bool:
        """Whether the word is shown to a person."""
        wanted = {Audience.ALL, Audience.MEMBERS if user.role.is_member else Audience.CITY}
        fits = self.audience in wanted and user.role in self.roles
        return fits and policy.allows(user, self.endpoint)


@dataclass(frozen=True, slots=True)
class Link:
    """A word of the navigation on this page."""

    address: str
    label: Text
    icon: str
    is_here: bool


PLACES: Final[tuple[Place, ...]] = (
    Place("home.index", Text("待辦", "To do"), "todo"),
    Place(
        "handin.show",
        Text("盤查清冊", "Inventory"),
        "file",
        audience=Audience.MEMBERS,
        address=_own("inventory"),
        kind="inventory",
    ),
    Place(
        "handin.show",
        Text("減量計畫", "Plan"),
        "file",
        audience=Audience.MEMBERS,
        address=_own("plan"),
        kind="plan",
    ),
    Place(
        "review.present",
        Text("收件與審查", "Submissions"),
        "review",
        ("review.index", "review.show", "receipts.show", "handin.report"),
        Audience.CITY,
    ),
    Place(
        "summaries.present",
        Text("聯盟摘要", "Summary"),
        "chart",
        (
            "summaries.alliance",
            "summaries.group",
            "summaries.member",
            "summaries.trace_figure",
            "summaries.trace_member",
            "summaries.definitions",
        ),
    ),
    Place(
        "publications.index",
        Text("公布", "Publications"),
        "book",
        (
            "publications.show",
            "publications.figure",
            "publications.compare",
            "publications.draft",
        ),
    ),
    Place(
        "verification.index",
        Text("量測與驗證", "Verification"),
        "chart",
        ("verification.show", "verification.add", "verification.edit"),
    ),
    Place(
        "members.index",
        Text("成員名冊", "Register"),
        "building",
        ("members.show", "members.add", "members.change", "members.add_site"),
        Audience.CITY,
    ),
    Place(
        "calculators.index",
        Text("計算工具", "Calculators"),
        "chart",
        ("calculators.show",),
        roles=frozenset({Role.ADVISOR, Role.COORDINATOR, Role.PREPARER, Role.SIGNATORY}),
    ),
    Place(
        "people.index",
        Text("人員", "People"),
        "people",
        ("people.show", "people.invite", "people.change_role"),
    ),
    Place(
        "operations.index",
        Text("系統與紀錄", "Operations"),
        "log",
        ("operations.log", "operations.mail"),
    ),
    Place(
        "reference.rules",
        Text("資料字典", "Dictionary"),
        "book",
        ("reference.dictionary", "reference.thresholds", "reference.threshold"),
    ),
)


def install(app: Flask) -> None:
    """Give the frame its navigation and its person."""
    for word in (identity.person, navigation, may):
        app.add_template_global(word)


def may(endpoint: str) -> bool:
    """Whether this person may open a route at all: what they may not is not offered."""
    return policy.allows(identity.person(), endpoint)


def navigation() -> list[Link]:
    """The places open to this person, the present one marked."""
    user = identity.signed_in_user()
    return [
        Link(place.address(place.endpoint, user), place.label, place.icon, _is_here(place))
        for place in PLACES
        if place.is_for(user)
    ]


def _is_here(place: Place) -> bool:
    here = request.endpoint or ""
    if place.kind:
        return here == place.endpoint and (request.view_args or {}).get("kind") == place.kind
    return here == place.endpoint or here in place.under
