"""Where members stand with a workbook, one page at a time, and how many stand where."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.queries import companies_of
from portal.db.pages import Page, has_words, read_page
from portal.members.models import Company
from portal.reference.groups import Group
from portal.submissions.figures import SubmissionRow
from portal.submissions.models import Submission, SubmissionVersion
from portal.submissions.queries.submissions import ROWS, row_of
from portal.submissions.states import Kind, State

# A member without a submission is in the list too.
STATE: ColumnElement[State] = func.coalesce(
    Submission.state, State.NONE, type_=Submission.state.type
)
COUNTED = (
    select(STATE, func.count())
    .select_from(Company)
    .outerjoin(
        Submission,
        and_(
            Submission.company_id == Company.id,
            Submission.kind == bindparam("kind"),
            Submission.year == bindparam("year"),
        ),
    )
    .group_by(STATE)
)
TO_REVIEW = (State.SUBMITTED, State.UNDER_REVIEW)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows of a list of submissions; None is any.

    Attributes:
        words: in the code or one of the names of the member.
    """

    kind: Kind
    year: int
    group: Group | None = None
    states: Collection[State] | None = None
    words: str = ""


def submission_page(
    session: Session, actor: Actor, wanted: Wanted, number: int
) -> Page[SubmissionRow]:
    """One page of the rows that fit and are there for the actor, by code."""
    kind, year = wanted.kind, wanted.year
    values = {"kind": kind, "year": year}
    found = _fitting(actor, wanted)
    return read_page(session, found, number, lambda row: row_of(row, kind, year), values)


def submission_list(session: Session, actor: Actor, wanted: Wanted) -> list[SubmissionRow]:
    """All rows that fit and are there for the actor, by code."""
    kind, year = wanted.kind, wanted.year
    rows = session.execute(_fitting(actor, wanted), {"kind": kind, "year": year})
    return [row_of(row, kind, year) for row in rows]


def state_counts(session: Session, actor: Actor, kind: Kind, year: int) -> Mapping[State, int]:
    """How many members that are there for the actor stand in each state; none is left out."""
    values = {"kind": kind, "year": year}
    rows = session.execute(COUNTED.where(companies_of(actor)), values)
    found = {State(state): count for state, count in rows}
    return {state: found.get(state, 0) for state in State}


def longest_waiting(
    session: Session, actor: Actor, kind: Kind, year: int, most: int
) -> list[SubmissionRow]:
    """The submissions that have waited longest for a review, the first of them first."""
    wanted = (
        ROWS.where(companies_of(actor), Submission.state.in_(TO_REVIEW))
        .order_by(None)
        .order_by(SubmissionVersion.submitted_at, Company.code)
        .limit(most)
    )
    rows = session.execute(wanted, {"kind": kind, "year": year})
    return [row_of(row, kind, year) for row in rows]


def _fitting(actor: Actor, wanted: Wanted) -> Select[*tuple[Any, ...]]:
    found = ROWS.where(companies_of(actor))
    if wanted.group is not None:
        found = found.where(Company.group == wanted.group)
    if wanted.states is not None:
        found = found.where(STATE.in_(sorted(wanted.states)))
    if wanted.words:
        said = has_words(wanted.words, Company.code, Company.name_zh, Company.name_en)
        found = found.where(said)
    return found
