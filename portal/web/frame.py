"""What surrounds every page: the navigation of the person's role."""

from collections.abc import Callable, Mapping
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


class Section(Enum):
    """The parts of the navigation, in order; the first one needs no heading."""

    WORK = Text("", "")
    RESULTS = Text("成果與公布", "Results")
    SAVINGS = Text("輔導與節能", "Advice and savings")
    RECORDS = Text("名冊與規範", "Registers")


# What is not named here is daily work.
SECTION_OF: Final[Mapping[str, Section]] = {
    **dict.fromkeys(
        ("summaries.present", "budget.present", "exchange.present", "publications.index"),
        Section.RESULTS,
    ),
    **dict.fromkeys(
        ("advisory.index", "esco.index", "verification.index", "savings.index"), Section.SAVINGS
    ),
    "calculators.index": Section.SAVINGS,
    **dict.fromkeys(
        ("members.index", "people.index", "operations.index", "reference.rules"), Section.RECORDS
    ),
}


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
            "measures.alliance",
            "measures.group",
            "measures.member",
            "measures.measure",
        ),
    ),
    Place(
        "budget.present",
        Text("碳預算", "Carbon budget"),
        "chart",
        ("budget.show", "budget.add_version", "budget.add_record", "budget.correct"),
    ),
    Place(
        "exchange.present",
        Text("能源交換", "Exchange"),
        "groups",
        ("exchange.index", "exchange.network", "exchange.case"),
    ),
    Place(
        "advisory.index",
        Text("輔導診斷", "Advisory"),
        "groups",
        (
            "advisory.show",
            "advisory.ask",
            "visits.show",
            "visits.measure",
            "field.show",
            "field.measure",
            "field.notes",
            "field.find",
            "field.word",
            "fieldbooks.bring_back",
            "fieldbooks.show",
            "photos.show",
            "photos.describe",
            "advice.show",
            "advice.write",
            "advice.edit",
            "equipment.index",
            "equipment.add",
            "equipment.change",
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
        "esco.index",
        Text("ESCO 契約", "ESCO"),
        "file",
        (
            "esco.show",
            "esco.add",
            "esco.edit",
            "esco.add_measure",
            "esco.change_measure",
            "esco.state",
            "esco.organisations",
        ),
    ),
    Place(
        "savings.index",
        Text("節能成效", "Savings"),
        "chart",
        (
            "savings.show",
            "savings.streams",
            "savings.stream",
            "savings_trace.show",
            "savings_trace.sources",
            "claims.index",
            "claims.upload",
            "claims.show",
            "claims.confirm",
            "claims.decide",
            "streams.join",
            "streams.take_out",
            "streams.power",
            "streams.factor",
            "savings.duplicates",
            "savings.member",
        ),
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
        Text("規則與字典", "Checks and fields"),
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


def navigation() -> list[tuple[Text, list[Link]]]:
    """The places open to this person by section, the present one marked."""
    user = identity.signed_in_user()
    found: dict[Section, list[Link]] = {section: [] for section in Section}
    for place in PLACES:
        if place.is_for(user):
            address = place.address(place.endpoint, user)
            link = Link(address, place.label, place.icon, _is_here(place))
            found[SECTION_OF.get(place.endpoint, Section.WORK)].append(link)
    return [(section.value, links) for section, links in found.items() if links]


def _is_here(place: Place) -> bool:
    here = request.endpoint or ""
    if place.kind:
        return here == place.endpoint and (request.view_args or {}).get("kind") == place.kind
    return here == place.endpoint or here in place.under
