"""What surrounds every page: the navigation of the person's role."""

from dataclasses import dataclass
from typing import Final

from flask import Flask, request, url_for

from portal.language import Text
from portal.web import identity, policy


@dataclass(frozen=True, slots=True)
class Place:
    """One word of the navigation: where it leads and which pages stand under it."""

    endpoint: str
    label: Text
    icon: str
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A word of the navigation on this page."""

    address: str
    label: Text
    icon: str
    is_here: bool


PLACES: Final[tuple[Place, ...]] = (
    Place("home.index", Text("待辦", "To do"), "todo", ("handin.show", "handin.report")),
    Place(
        "review.now",
        Text("收件與審查", "Submissions"),
        "review",
        ("review.index", "review.show", "receipts.show"),
    ),
    Place(
        "members.index",
        Text("成員名冊", "Register"),
        "building",
        ("members.show", "members.add", "members.change", "members.add_site"),
    ),
    Place(
        "people.index",
        Text("人員", "People"),
        "people",
        ("people.show", "people.invite", "people.change_role"),
    ),
    Place("operations.log", Text("稽核紀錄", "Audit log"), "log"),
    Place("operations.index", Text("系統", "Operations"), "mail", ("operations.mail",)),
    Place(
        "reference.rules", Text("資料字典", "Dictionary"), "book", ("reference.dictionary",)
    ),
)


def install(app: Flask) -> None:
    """Give the frame its navigation and its person."""
    app.jinja_env.globals.update(person=identity.person, navigation=navigation, may=may)


def may(endpoint: str) -> bool:
    """Whether this person may open a route at all: what they may not is not offered."""
    return policy.allows(identity.person(), endpoint)


def navigation() -> list[Link]:
    """The places open to this person, the present one marked."""
    user = identity.person()
    return [
        Link(url_for(place.endpoint), place.label, place.icon, _is_here(place))
        for place in PLACES
        if policy.allows(user, place.endpoint)
    ]


def _is_here(place: Place) -> bool:
    here = request.endpoint or ""
    return here == place.endpoint or here in place.under
