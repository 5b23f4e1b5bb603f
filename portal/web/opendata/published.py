"""What is published, judged once for each set of publications."""

from portal.publication.judged import Weighed, Year
from portal.publication.keeping import weighed
from portal.publication.open_data import OpenPublication, open_publications
from portal.publication.queries import frozen, publications
from portal.web import kept
from portal.web.database import session


def published() -> tuple[OpenPublication, ...]:
    """Every publication as anybody may have it, the latest first."""
    key = ("open", *(one.digest + one.name for one in publications(session())))
    found: tuple[OpenPublication, ...] = kept.pages().judged.get(
        key, lambda: open_publications(session())
    )
    return found


def published_weights() -> tuple[Weighed, ...] | None:
    """Every publication as it is judged, the first one first; None when one is not kept."""
    rows = sorted(publications(session()), key=lambda row: row.id)
    key = ("weighed", *(one.digest + one.name for one in rows))
    found: tuple[Weighed, ...] | None = kept.pages().judged.get(
        key, lambda: weighed(session(), rows)
    )
    return found


def published_years() -> tuple[Year, ...]:
    """What stands behind every publication, the first one first."""
    rows = sorted(publications(session()), key=lambda row: row.id)
    key = ("published", *(one.digest + one.name for one in rows))
    found: tuple[Year, ...] = kept.pages().judged.get(
        key,
        lambda: tuple(
            Year(row.name, [one.member for one in frozen(session(), row).inputs]) for row in rows
        ),
    )
    return found
