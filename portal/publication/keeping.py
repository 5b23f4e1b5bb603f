"""Keeping what publications are judged by, so that nobody has to read their members."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from portal.aggregation import keeping
from portal.aggregation.keeping_differences import published
from portal.aggregation.kept_weights import changed, weights_of_publication
from portal.db.engine import Database
from portal.publication.judged import Editions, Weighed, Year, editions_of
from portal.publication.queries import PublicationRow, publications, published_members


def kept_anew(database: Database) -> int:
    """Make all sums that wait for it, of publications and of years; of how many years.

    What was published stays as it is; what it is judged by is made again with another method.
    """
    with database.reading() as session:
        known = published(session)
        waiting = [row for row in publications(session) if row.name not in known]
    for row in waiting:
        with database.transaction() as session:
            members = published_members(session, row)
            keeping.keep_publication(session, row.name, row.id, members)
    return keeping.kept_anew(database)


def weighed(session: Session, rows: Sequence[PublicationRow]) -> tuple[Weighed, ...] | None:
    """Publications as they are judged; None when one of them is not kept."""
    found: list[Weighed] = []
    for row in rows:
        weights = weights_of_publication(session, row.name)
        if weights is None:
            return None
        found.append(Weighed(row.name, weights))
    return tuple(found)


def published_editions(session: Session, rows: Sequence[PublicationRow]) -> Editions:
    """Publications as they came, from what is kept, else from their members."""
    known = weighed(session, rows)
    between = changed(session, [row.name for row in rows])
    if known is not None and between is not None:
        return Editions(known, between)
    return editions_of([Year(row.name, published_members(session, row)) for row in rows])
