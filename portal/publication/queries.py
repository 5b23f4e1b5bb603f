"""Reading what was published: the list, a publication with its figures, and what was frozen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from portal.accounts.models import User
from portal.aggregation.member_year import MemberYear
from portal.language import Text
from portal.plans.amounts import Amount, Missing
from portal.publication.figure_id import Edition, FigureId, FigureSet, SetKind
from portal.publication.member_json import read_member
from portal.publication.models import (
    Publication,
    PublishedInput,
    PublishedSource,
    PublishedValue,
)
from portal.publication.snapshot import EVERYTHING, Input, Need, Row, Snapshot, Source, years_needed
from portal.reference.groups import Group
from portal.submissions.states import Kind

LIST = (
    select(Publication, User.name)
    .join(User, User.id == Publication.published_by)
    .order_by(Publication.year.desc(), Publication.revision.desc())
)
ONE = LIST.where(
    Publication.year == bindparam("year"), Publication.revision == bindparam("revision")
)
OF_YEAR = LIST.where(Publication.year == bindparam("year"))
INPUTS = (
    select(PublishedInput)
    .where(PublishedInput.publication_id == bindparam("key"))
    .order_by(PublishedInput.code)
)
_VERSION = (
    PublishedSource.code,
    PublishedSource.kind,
    PublishedSource.year,
    PublishedSource.version_id,
    PublishedSource.number,
    PublishedSource.sha256,
    PublishedSource.receipt_number,
    PublishedSource.template_version,
    PublishedSource.rules_version,
)
_ORDER = (PublishedSource.code, PublishedSource.kind, PublishedSource.year)
SOURCES: Select[*tuple[Any, ...]] = (
    select(*_VERSION).where(PublishedSource.publication_id == bindparam("key")).order_by(*_ORDER)
)
ROWS = select(PublishedSource.version_id, PublishedSource.rows).where(
    PublishedSource.publication_id == bindparam("key"),
    PublishedSource.version_id.in_(bindparam("ids", expanding=True)),
)
VALUES = (
    select(
        PublishedValue.key,
        PublishedValue.horizon,
        PublishedValue.value,
        PublishedValue.members,
        PublishedValue.left_out,
    )
    .where(PublishedValue.publication_id == bindparam("key"), PublishedValue.of == bindparam("of"))
    .order_by(PublishedValue.key, PublishedValue.horizon)
)


@dataclass(frozen=True, slots=True)
class PublicationRow:
    """A publication as the list shows it.

    Attributes:
        changes: what is different from the revision before: code, names, cause, versions.
    """

    id: int
    edition: Edition
    method_version: str
    versions: Mapping[str, str]
    note: Text
    changes: tuple[Mapping[str, Any], ...]
    digest: str
    published_by: str
    published_at: datetime

    @property
    def name(self) -> str:
        """Its name, such as `2024.r1`."""
        return str(self.edition)


def publications(session: Session) -> list[PublicationRow]:
    """Every publication, the latest year and revision first."""
    return [_row(one, by) for one, by in session.execute(LIST)]


def publication(session: Session, edition: Edition) -> PublicationRow | None:
    """One publication; None when there is none of that year and revision."""
    wanted = {"year": edition.year, "revision": edition.revision}
    found = session.execute(ONE, wanted).first()
    return _row(*found) if found else None


def latest(session: Session, year: int) -> PublicationRow | None:
    """The last revision of a year."""
    found = session.execute(OF_YEAR, {"year": year}).first()
    return _row(*found) if found else None


def _row(one: Publication, by: str) -> PublicationRow:
    return PublicationRow(
        one.id,
        Edition(one.year, one.revision),
        one.method_version,
        one.versions,
        Text(one.note_zh, one.note_en),
        tuple(one.changes),
        one.digest,
        by,
        one.published_at,
    )


class Frozen(NamedTuple):
    """A published figure as it was written down, with how many members are in it and not."""

    value: Amount
    members: int
    left_out: int


def published_figures(
    session: Session, of: PublicationRow, wanted: FigureSet
) -> Mapping[FigureId, Frozen]:
    """The published figures of a set."""
    rows = session.execute(VALUES, {"key": of.id, "of": str(wanted)})
    return {
        FigureId(of.edition, wanted, key, horizon or None): Frozen(amount(value), *counts)
        for key, horizon, value, *counts in rows
    }


def published_value(session: Session, of: PublicationRow, figure: FigureId) -> Amount | None:
    """One published figure; None when the publication has no such member."""
    found = published_figures(session, of, figure.of).get(figure)
    return found.value if found else None


def amount(written: str) -> Amount:
    """An amount as it was written down."""
    return Missing(written) if written in set(Missing) else Decimal(written)


def frozen(
    session: Session,
    of: PublicationRow,
    *,
    wanted: FigureSet | None = None,
    need: Need = EVERYTHING,
    with_rows: bool = False,
) -> Snapshot:
    """What a publication was made from, of a set of members and what a figure needs of them."""
    inputs = [one for one in session.scalars(INPUTS, {"key": of.id}) if _is_in(one, wanted)]
    sources: dict[str, list[Source]] = {}
    for code, *fields in session.execute(SOURCES, {"key": of.id}):
        sources.setdefault(code, []).append(Source(*fields))
    kept = [_input(one, sources.get(one.code, ()), need) for one in inputs]
    if with_rows:
        kept = _with_rows(session, of.id, kept)
    return Snapshot(of.edition, tuple(kept), of.versions)


def published_members(session: Session, of: PublicationRow) -> list[MemberYear]:
    """The members that a publication was made from."""
    return [read_member(one.member) for one in session.scalars(INPUTS, {"key": of.id})]


def _is_in(one: PublishedInput, wanted: FigureSet | None) -> bool:
    if wanted is None or wanted.kind is SetKind.ALLIANCE:
        return True
    return wanted.name in (one.code, one.member["group"])


def _input(one: PublishedInput, sources: Sequence[Source], need: Need) -> Input:
    member = read_member(one.member)
    years = years_needed(member, need)
    return Input(
        member,
        Text(one.name_zh, one.name_en),
        one.inventory,
        one.plan,
        tuple(
            source
            for source in sources
            if (need.plan if source.kind is Kind.PLAN else source.year in years)
        ),
    )


def _with_rows(session: Session, key: int, inputs: Sequence[Input]) -> list[Input]:
    ids = [source.version_id for one in inputs for source in one.sources]
    rows: dict[int, tuple[Row, ...]] = {}
    for first in range(0, len(ids), 900):
        found = session.execute(ROWS, {"key": key, "ids": ids[first : first + 900]})
        rows |= {version: tuple(Row(*row) for row in kept) for version, kept in found}
    return [
        replace(
            one,
            sources=tuple(replace(source, rows=rows[source.version_id]) for source in one.sources),
        )
        for one in inputs
    ]


def group_of(session: Session, of: PublicationRow, code: str) -> Group | None:
    """The group that a member had when the year was published; None when it was not there."""
    found = session.get(PublishedInput, (of.id, code))
    return Group(found.member["group"]) if found else None
