"""The exchange register of a year: every flow between members, as both sides report it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from portal.accounts.figures import Actor
from portal.accounts.models import User
from portal.exchange import third_value
from portal.exchange.cases import Case as Case
from portal.exchange.cases import Party as Party
from portal.exchange.cases import Statement as Statement
from portal.exchange.figures import Key, Ruling, SettledFile, Verdict
from portal.exchange.matching import Flow, Rulings, falling, match
from portal.exchange.models import ExchangeAttachment, ExchangeStatement, Said
from portal.exchange.reading import Row, planned, reported
from portal.language import Text
from portal.members.models import Company
from portal.submissions.models import ExchangeLine, Submission, SubmissionVersion
from portal.submissions.states import Kind

Seller, Buyer = aliased(Company), aliased(Company)
Place = tuple[Key, int]
"""A flow and its horizon."""
VERDICTS = frozenset(one for one in Said if one.settles)

PARTIES = select(Company.id, Company.code, Company.name_zh, Company.name_en, Company.group).where(
    Company.code.in_(bindparam("codes", expanding=True))
)
# An inventory counts for its own year, a plan until the next one is accepted.
_NEWEST = (
    select(Submission.company_id, func.max(Submission.year).label("year"))
    .where(
        Submission.kind == bindparam("kind"),
        Submission.year <= bindparam("year"),
        Submission.year >= bindparam("first"),
        Submission.accepted_version.is_not(None),
    )
    .group_by(Submission.company_id)
    .subquery()
)
_ACCEPTED = (
    (Submission.company_id == _NEWEST.c.company_id)
    & (Submission.year == _NEWEST.c.year)
    & (Submission.kind == bindparam("kind"))
)
PRESENT = (
    select(Company.code)
    .join(_NEWEST, _NEWEST.c.company_id == Company.id)
    .where(Company.code.in_(bindparam("codes", expanding=True)))
)
_CELLS = (
    ExchangeLine.version_id,
    ExchangeLine.sheet,
    ExchangeLine.row,
    ExchangeLine.direction,
    ExchangeLine.carrier,
    ExchangeLine.partner,
    ExchangeLine.quantity,
    ExchangeLine.unit,
    ExchangeLine.tco2e,
    ExchangeLine.values,
)
LINES: Select[*tuple[Any, ...]] = (
    select(Company.code, Submission.year, *_CELLS)
    .join(SubmissionVersion, SubmissionVersion.id == ExchangeLine.version_id)
    .join(Submission, Submission.id == SubmissionVersion.submission_id)
    .join(_NEWEST, _ACCEPTED)
    .join(Company, Company.id == Submission.company_id)
    .where(SubmissionVersion.number == Submission.accepted_version)
    .order_by(ExchangeLine.version_id, ExchangeLine.line_no)
)
LINES_OF: Select[*tuple[Any, ...]] = (
    select(*_CELLS)
    .where(ExchangeLine.version_id == bindparam("version_id"))
    .order_by(ExchangeLine.line_no)
)
# The same flow in accepted inventories of other years, as the silent side reports it there.
OTHER_YEARS = (
    select(
        Company.code,
        Submission.year,
        ExchangeLine.direction,
        ExchangeLine.carrier,
        ExchangeLine.partner,
    )
    .join(SubmissionVersion, SubmissionVersion.id == ExchangeLine.version_id)
    .join(Submission, Submission.id == SubmissionVersion.submission_id)
    .join(Company, Company.id == Submission.company_id)
    .where(
        Submission.kind == Kind.INVENTORY,
        SubmissionVersion.number == Submission.accepted_version,
        Submission.year != bindparam("year"),
        Company.code.in_(bindparam("codes", expanding=True)),
    )
    .distinct()
)
SAID = (
    select(
        ExchangeStatement.id,
        ExchangeStatement.year,
        ExchangeStatement.horizon,
        Seller.code,
        Buyer.code,
        ExchangeStatement.carrier,
        ExchangeStatement.said,
        ExchangeStatement.reason,
        ExchangeStatement.seen,
        Company.code,
        User.name,
        ExchangeStatement.said_at,
        ExchangeStatement.settled,
    )
    .join(Seller, Seller.id == ExchangeStatement.seller_id)
    .join(Buyer, Buyer.id == ExchangeStatement.buyer_id)
    .outerjoin(Company, Company.id == ExchangeStatement.company_id)
    .join(User, User.id == ExchangeStatement.said_by)
    .order_by(ExchangeStatement.id)
)
# What was settled about a plan holds in later years too, while the plan stays.
SAID_UP_TO = SAID.where(
    (ExchangeStatement.year == bindparam("year"))
    | ((ExchangeStatement.horizon > 0) & (ExchangeStatement.year < bindparam("year")))
)
SETTLED = SAID_UP_TO.where(ExchangeStatement.said.in_(VERDICTS))
SETTLED_OF = SETTLED.where(ExchangeStatement.seller_id.in_(bindparam("sellers", expanding=True)))


ATTACHED = (
    select(ExchangeAttachment.statement_id, ExchangeAttachment.name, ExchangeAttachment.sha256)
    .where(ExchangeAttachment.statement_id.in_(bindparam("statements", expanding=True)))
    .order_by(ExchangeAttachment.id)
)


def statements(session: Session, year: int) -> list[Statement]:
    """Everything said about flows of a year's register, in order."""
    return _statements(session, session.execute(SAID_UP_TO, {"year": year}))


def _statements(session: Session, rows: Iterable[Any]) -> list[Statement]:
    """Statements, a third value with the files that it rests on."""
    found = [_statement(row) for row in rows]
    wanted = [one.id for one in found if one.value is not None]
    if not wanted:
        return found
    files = defaultdict[int, list[SettledFile]](list)
    for number, name, sha256 in session.execute(ATTACHED, {"statements": wanted}):
        files[number].append(SettledFile(name, sha256))
    return [_with_files(one, files[one.id]) if one.id in files else one for one in found]


def _with_files(one: Statement, files: Sequence[SettledFile]) -> Statement:
    if one.value is None:
        return one
    return replace(one, value=replace(one.value, files=tuple(files)))


def rulings(session: Session, year: int, *, sellers: Collection[int] | None = None) -> Rulings:
    """What was settled for a year, the last for each flow; of all sellers, or of some by id."""
    if sellers is None:
        rows = session.execute(SETTLED, {"year": year})
    else:
        rows = session.execute(SETTLED_OF, {"year": year, "sellers": sorted(sellers)})
    return _rulings(_statements(session, rows))


def _statement(row: Any) -> Statement:
    number, year, horizon, seller, buyer, carrier, said, reason, both, of, by, at, kept = row
    key = (seller, buyer, carrier)
    value = None if kept is None else third_value.read(kept)
    return Statement(number, year, horizon, key, said, reason, both, of or "", by, at, value)


def _rulings(said: Iterable[Statement]) -> Rulings:
    return {
        (one.key, one.horizon): Ruling(
            one.key, one.horizon, Verdict(one.said.value), one.seen, one.value
        )
        for one in said
        if one.said in VERDICTS
    }


def register(session: Session, actor: Actor, year: int) -> list[Case]:
    """The flows of a year that an actor may see: reported ones first, then planned ones."""
    said = statements(session, year)
    found = [one for kind in Kind for one in _of_kind(session, year, kind, said)]
    return [one for one in found if sees(actor, one)]


def _of_kind(session: Session, year: int, kind: Kind, said: Sequence[Statement]) -> Iterator[Case]:
    first = year if kind is Kind.INVENTORY else 0
    wanted: dict[str, Any] = {"kind": kind, "year": year, "first": first}
    rows = [Row(*line) for line in session.execute(LINES, wanted)]
    wanted["codes"] = sorted({code for one in rows for code in (one.reporter, one.partner)})
    parties = {
        code: Party(number, code, Text(zh, en), group)
        for number, code, zh, en, group in session.execute(PARTIES, {"codes": wanted["codes"]})
    }
    present = set(session.scalars(PRESENT, wanted))
    return _cases(year, kind, rows, said, parties, present)


def sees(actor: Actor, case: Case) -> bool:
    """Whether a flow concerns an actor: one of its sides is there for them."""
    return any(actor.sees(one.id, one.group) for one in (case.seller, case.buyer))


def case(session: Session, actor: Actor, year: int, horizon: int, key: Key) -> Case | None:
    """One flow of the register of a year; None when it is not there for the actor."""
    found = register(session, actor, year)
    return next((one for one in found if one.horizon == horizon and one.flow.key == key), None)


def elsewhere(session: Session, cases: Sequence[Case]) -> Mapping[Place, tuple[int, ...]]:
    """Other years for which the silent side of one-sided flows does report them.

    Args:
        cases: of one year, planned flows with all their target years.

    Returns:
        By flow and horizon: reporting years of inventories, or target years of plans, ascending.
        Flows that the silent side reports nowhere are not in it.
    """
    silent = {(one.flow.key, one.horizon): one.silent.code for one in cases if one.silent}
    if not silent:
        return {}
    wanted = {"year": cases[0].year, "codes": sorted(set(silent.values()))}
    told = {
        (_key(code, direction, partner, carrier), 0, code, year)
        for code, year, direction, carrier, partner in session.execute(OTHER_YEARS, wanted)
    } | {
        (one.flow.key, 1, row.reporter, one.horizon)
        for one in cases
        if one.horizon
        for row in one.rows
    }
    found = {
        (key, horizon): tuple(
            sorted(
                year
                for other, is_plan, who, year in told
                if (other, is_plan, who) == (key, min(horizon, 1), code)
            )
        )
        for (key, horizon), code in silent.items()
    }
    return {place: years for place, years in found.items() if years}


def _key(code: str, direction: str, partner: str, carrier: str) -> Key:
    parties = (code, partner) if direction == "supplied" else (partner, code)
    return (*parties, carrier)


def rows_of(session: Session, code: str, year: int, version_id: int) -> list[Row]:
    """The exchange rows of one workbook of a member."""
    lines = session.execute(LINES_OF, {"version_id": version_id})
    return [Row(code, year, *line) for line in lines]


def _cases(
    year: int,
    kind: Kind,
    rows: Sequence[Row],
    said: Sequence[Statement],
    parties: Mapping[str, Party],
    present: set[str],
) -> Iterator[Case]:
    rows = [one for one in rows if one.partner in parties]
    for horizon, flow, base in _flows(kind, rows, _rulings(said)):
        seller, buyer = parties[flow.seller], parties[flow.buyer]
        yield Case(
            year,
            horizon,
            seller,
            buyer,
            flow,
            base,
            tuple(one for one in rows if _is_of(one, flow.key, horizon)),
            tuple(one for one in said if (one.key, one.horizon) == (flow.key, horizon)),
            tuple(sorted({seller.code, buyer.code} - present)),
        )


def _flows(
    kind: Kind, rows: Sequence[Row], settled: Rulings
) -> Iterator[tuple[int, Flow, Flow | None]]:
    if kind is Kind.INVENTORY:
        for flow in match(map(reported, rows), settled, None).values():
            yield 0, flow, None
        return
    plans = [one for one in map(planned, rows) if one is not None]
    for horizon in sorted({one.target_year for one in plans}):
        for pair in falling(plans, horizon, settled, None):
            yield horizon, pair.target, pair.base


def _is_of(row: Row, key: Key, horizon: int) -> bool:
    in_year = not horizon or str(row.values.get("target_year")) == str(horizon)
    return _key(row.reporter, row.direction, row.partner, row.carrier) == key and in_year


def open_cases(session: Session, actor: Actor, year: int) -> list[Case]:
    """The open cases of a year: those a member has to answer, or all for anybody else."""
    found = [one for one in register(session, actor, year) if one.is_case]
    if actor.company_id is None:
        return found
    own = actor.company_id
    return [
        one
        for one in found
        if one.waits_for(one.seller.code if one.seller.id == own else one.buyer.code)
    ]


def last_statement(session: Session, case_of: Case) -> int:
    """Number of the last statement about a flow, 0 when there is none."""
    return (
        session.scalar(
            select(func.max(ExchangeStatement.id)).where(
                ExchangeStatement.horizon == case_of.horizon,
                ExchangeStatement.seller_id == case_of.seller.id,
                ExchangeStatement.buyer_id == case_of.buyer.id,
                ExchangeStatement.carrier == case_of.flow.carrier,
                (ExchangeStatement.year == case_of.year)
                | ((ExchangeStatement.horizon > 0) & (ExchangeStatement.year < case_of.year)),
            )
        )
        or 0
    )
