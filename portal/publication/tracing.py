"""A named figure with everything behind it: frozen when it is published, else as it stands."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.plans.amounts import Amount
from portal.publication.evidence import pack
from portal.publication.figure_id import FigureId, SetKind
from portal.publication.figures import value_of
from portal.publication.live import snapshot
from portal.publication.manifest import Plain, manifest
from portal.publication.queries import PublicationRow, frozen, publication, published_value
from portal.publication.snapshot import NEEDS, Snapshot


@dataclass(frozen=True, slots=True)
class Traced:
    """A figure and what it was made from.

    Attributes:
        publication: None for a figure of the data as they stand.
    """

    figure: FigureId
    value: Amount
    snapshot: Snapshot
    publication: PublicationRow | None

    def manifest(self) -> Plain:
        """Its definition, members, versions, rows and cells as plain data."""
        return manifest(self.snapshot, self.figure, self.value, publication=self.publication)

    def evidence(self) -> bytes | None:
        """The zip with its rows and the script; None for a figure that is not published."""
        if self.publication is None:
            return None
        return pack(self.snapshot, self.figure, self.value, self.publication)


def traced(session: Session, figure: FigureId, *, with_rows: bool = True) -> Traced | None:
    """A figure and what is behind it; None when there is no such publication or member."""
    if figure.edition.revision is not None:
        return _published(session, figure, with_rows=with_rows)
    need = NEEDS[figure.key]
    found = snapshot(session, figure.edition.year, of=figure.of, need=need, with_rows=with_rows)
    if figure.of.kind is SetKind.MEMBER and not found.inputs:
        return None
    return Traced(figure, value_of(found, figure).value, found, None)


def _published(session: Session, figure: FigureId, *, with_rows: bool) -> Traced | None:
    known = publication(session, figure.edition)
    if known is None:
        return None
    value = published_value(session, known, figure)
    if value is None:
        return None
    need = NEEDS[figure.key]
    found = frozen(session, known, wanted=figure.of, need=need, with_rows=with_rows)
    return Traced(figure, value, found, known)
