"""What is published, judged once for each set of publications."""

from portal.publication.open_data import OpenPublication, open_publications
from portal.publication.queries import publications
from portal.web import kept
from portal.web.database import session


def published() -> tuple[OpenPublication, ...]:
    """Every publication as anybody may have it, the latest first."""
    key = ("open", *(one.digest + one.name for one in publications(session())))
    found: tuple[OpenPublication, ...] = kept.pages().data.get(
        key, lambda: open_publications(session())
    )
    return found
