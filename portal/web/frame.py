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


PLACES: Final[tuple[Place, ...]] = ()


def install(app: Flask) -> None:
    """Give the frame its navigation and its person."""
    app.jinja_env.globals.update(person=identity.person, navigation=navigation)


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
