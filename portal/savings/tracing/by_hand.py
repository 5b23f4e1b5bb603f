"""Documents that people enter in the portal: recommendations, contracts, yearly statements."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.advisory.models import (
    Decision,
    Finding,
    Implementation,
    Recommendation,
    Request,
    Saving,
    Visit,
)
from portal.advisory.queries.scope import requests_of
from portal.audit.events import Event
from portal.audit.models import AuditEntry
from portal.esco.models import (
    EscoAttachment,
    EscoContract,
    EscoMeasure,
    EscoSaving,
    EscoStatement,
    EscoStatementDecision,
    EscoStatementLine,
)
from portal.esco.vocabulary import StatementOutcome
from portal.field.models import FieldUpload
from portal.field.sheets import READ_BY
from portal.language import Text
from portal.savings.tracing.papers import (
    Entered,
    KeptFile,
    Paper,
    PaperKind,
    Said,
    Table,
    saved,
    table,
)

Names = Mapping[int, str]
WRITTEN: Final = Text("登錄", "Entered")
DECIDED: Final = Text("認可", "Accepted")
_ADVICE_FORM: Final = Text("表單「診斷建議」", "form “Recommendation”")
_FIELD_FORM: Final = Text("現場活頁簿上傳", "field workbook brought back")
_ANSWER_FORM: Final = Text("表單「回覆建議」", "form “Answer a recommendation”")
_PROGRESS_FORM: Final = Text("表單「執行進度」", "form “Progress”")
_MEASURE_FORM: Final = Text("表單「ESCO 契約措施」", "form “Measure of a contract”")
_STATEMENT_FORM: Final = Text("表單「ESCO 年度報告」", "form “Yearly statement”")
_COMMISSIONED: Final = Text("完工啟用日", "Commissioned on")
_EVIDENCE: Final = Text("佐證", "Evidence")
_AMOUNTS: Final = ("electricity", "other_quantity")


@dataclass(frozen=True, slots=True)
class _Written:
    """Who wrote something last, by the log."""

    by: int | None
    at: datetime


def recommendations(session: Session, ids: Collection[int], names: Names) -> dict[int, Paper]:
    """The recommendations with these ids, each with who wrote, answered and carried it out."""
    savings = defaultdict[int, list[Saving]](list)
    for each in session.scalars(select(Saving).where(Saving.recommendation_id.in_(ids))):
        savings[each.recommendation_id].append(each)
    written = _advice_log(session, ids)
    books = _field_books(session, ids)
    later = _later(session, ids, names)
    found = session.execute(
        select(Recommendation, Request.number, Finding.visit_id)
        .join(Request, Request.id == Recommendation.request_id)
        .join(Finding, Finding.id == Recommendation.finding_id)
        .where(Recommendation.id.in_(ids))
    )
    papers: dict[int, Paper] = {}
    for one, number, visit_id in found:
        by = written.get(one.id)
        book = books.get((visit_id, by.at)) if by else None
        form = _ADVICE_FORM if book is None else _FIELD_FORM
        first = () if by is None else (Entered(WRITTEN, _named(by.by, names), by.at, form),)
        papers[one.id] = Paper(
            PaperKind.RECOMMENDATION,
            f"{number} #{one.number}",
            str(one.id),
            says=saved((each.carrier, each.quantity) for each in savings[one.id]),
            entered=(*first, *later.get(one.id, ())),
            file=None if book is None else KeptFile(book.original_name, book.sha256),
            tables=() if book is None else tuple(_field_tables(book, one)),
        )
    return papers


def advice_there_for(session: Session, actor: Actor) -> frozenset[str]:
    """The recommendations whose page is there for an actor: an advisor has its own cases only."""
    found = session.scalars(
        select(Recommendation.id)
        .join(Request, Request.id == Recommendation.request_id)
        .where(requests_of(actor))
    )
    return frozenset(str(one) for one in found)


def _named(user_id: int | None, names: Names) -> str:
    return names.get(user_id or 0, "")


def _advice_log(session: Session, ids: Collection[int]) -> dict[int, _Written]:
    found = session.execute(
        select(AuditEntry.subject_id, AuditEntry.actor_id, AuditEntry.at)
        .where(
            AuditEntry.subject == "advisory_recommendation",
            AuditEntry.subject_id.in_(ids),
            AuditEntry.event == Event.ADVICE_KEPT.value,
        )
        .order_by(AuditEntry.seq)
    )
    return {key: _Written(by, at) for key, by, at in found if key is not None}


def _field_books(session: Session, ids: Collection[int]) -> dict[tuple[int, datetime], FieldUpload]:
    """The field workbooks by visit and moment of confirming, which what they wrote carries."""
    visits = (
        select(Visit.id)
        .join(Finding, Finding.visit_id == Visit.id)
        .join(Recommendation, Recommendation.finding_id == Finding.id)
        .where(Recommendation.id.in_(ids))
    )
    found = session.scalars(
        select(FieldUpload).where(
            FieldUpload.visit_id.in_(visits), FieldUpload.confirmed_at.is_not(None)
        )
    )
    return {(one.visit_id, one.confirmed_at): one for one in found if one.confirmed_at}


def _field_tables(book: FieldUpload, one: Recommendation) -> Iterator[Table]:
    """The row of a recommendation in the workbook: by its row id, else by its title."""
    for key in ("advice", "findings"):
        rows = [
            (int(row["at"]), row)
            for row in book.rows.get(key, ())
            if row.get("id") == f"R{one.id}" or row.get("title") == one.title
        ]
        if rows:
            yield table(READ_BY.sheet(key), rows, _AMOUNTS)
            return


def _later(session: Session, ids: Collection[int], names: Names) -> dict[int, list[Entered]]:
    """The member's answers and progress, in order."""
    found = defaultdict[int, list[Entered]](list)
    answers = select(Decision).where(Decision.recommendation_id.in_(ids)).order_by(Decision.id)
    for one in session.scalars(answers):
        by = names.get(one.decided_by, "")
        what = one.outcome.label
        found[one.recommendation_id].append(Entered(what, by, one.decided_at, _ANSWER_FORM))
    progress = select(Implementation).where(Implementation.recommendation_id.in_(ids))
    for done in session.scalars(progress):
        by = names.get(done.reported_by, "")
        day = done.commissioned_on
        what = done.status.label if day is None else _on(day.isoformat())
        found[done.recommendation_id].append(Entered(what, by, done.reported_at, _PROGRESS_FORM))
    return found


def _on(day: str) -> Text:
    return Text(f"完工啟用 {day}", f"Commissioned {day}")


def measures(session: Session, ids: Collection[int], names: Names) -> dict[int, Paper]:
    """The measures of contracts with these ids."""
    savings = defaultdict[int, list[EscoSaving]](list)
    for each in session.scalars(select(EscoSaving).where(EscoSaving.measure_id.in_(ids))):
        savings[each.measure_id].append(each)
    found = session.execute(
        select(EscoMeasure, EscoContract)
        .join(EscoContract, EscoContract.id == EscoMeasure.contract_id)
        .where(EscoMeasure.id.in_(ids))
    )
    rows = [(one, contract) for one, contract in found]
    written = _measure_log(session, {contract.id for _, contract in rows})
    papers: dict[int, Paper] = {}
    for one, contract in rows:
        by = written.get((contract.id, one.title)) or _Written(
            contract.written_by, contract.written_at
        )
        said = saved((each.carrier, each.quantity) for each in savings[one.id])
        day = one.commissioned_on
        begun = () if day is None else (Said(_COMMISSIONED, day.isoformat()),)
        proof = (Said(_EVIDENCE, one.evidence),) if one.evidence else ()
        papers[one.id] = Paper(
            PaperKind.CONTRACT,
            contract.number,
            contract.number,
            says=(*said, *begun, *proof),
            entered=(Entered(WRITTEN, _named(by.by, names), by.at, _MEASURE_FORM),),
        )
    return papers


def _measure_log(session: Session, ids: Collection[int]) -> dict[tuple[int, str], _Written]:
    """Who wrote a measure last, by contract and title."""
    found = session.execute(
        select(AuditEntry.subject_id, AuditEntry.detail, AuditEntry.actor_id, AuditEntry.at)
        .where(
            AuditEntry.subject == "esco_contract",
            AuditEntry.subject_id.in_(ids),
            AuditEntry.event == Event.ESCO_MEASURE_KEPT.value,
        )
        .order_by(AuditEntry.seq)
    )
    return {
        (key, str(detail.get("measure"))): _Written(by, at)
        for key, detail, by, at in found
        if key is not None
    }


@dataclass(frozen=True, slots=True)
class StatedYear:
    """An accepted statement of a measure, with the M&V report that it takes over."""

    paper: Paper
    report_id: int | None


def statements(session: Session, ids: Collection[int], names: Names) -> dict[int, list[StatedYear]]:
    """The accepted yearly statements of measures with these ids, in order."""
    found: Iterable[Any] = session.execute(
        select(EscoStatementLine, EscoStatement, EscoContract.number, EscoStatementDecision)
        .join(EscoStatement, EscoStatement.id == EscoStatementLine.statement_id)
        .join(EscoContract, EscoContract.id == EscoStatement.contract_id)
        .join(EscoStatementDecision, EscoStatementDecision.statement_id == EscoStatement.id)
        .where(
            EscoStatementLine.measure_id.in_(ids),
            EscoStatementDecision.outcome == StatementOutcome.ACCEPTED,
        )
        .order_by(EscoStatement.contract_year, EscoStatementLine.carrier)
    )
    rows: list[Any] = list(found)
    files = _attached(session, {statement.id for _, statement, _, _ in rows})
    years = defaultdict[int, list[StatedYear]](list)
    for line, statement, number, decision in rows:
        paper = _statement(line, statement, number, decision, names)
        years[line.measure_id].append(
            StatedYear(_with_files(paper, files[statement.id]), line.report_id)
        )
    return years


def _statement(
    line: EscoStatementLine,
    statement: EscoStatement,
    number: str,
    decision: EscoStatementDecision,
    names: Names,
) -> Paper:
    said = () if line.quantity is None else saved([(line.carrier, line.quantity)])
    more = (Said(_EVIDENCE, statement.evidence),) if statement.evidence else ()
    stated = names.get(statement.stated_by, "")
    accepted = names.get(decision.decided_by, "")
    return Paper(
        PaperKind.STATEMENT,
        f"{number} · {statement.contract_year}",
        number,
        says=(*said, *more),
        entered=(
            Entered(WRITTEN, stated, statement.stated_at, _STATEMENT_FORM),
            Entered(DECIDED, accepted, decision.decided_at, _STATEMENT_FORM),
        ),
    )


def _with_files(paper: Paper, files: Sequence[KeptFile]) -> Paper:
    return Paper(
        paper.kind, paper.name, paper.ref, paper.says, paper.entered, attached=tuple(files)
    )


def _attached(session: Session, ids: Collection[int]) -> Mapping[int, list[KeptFile]]:
    found = defaultdict[int, list[KeptFile]](list)
    wanted = select(EscoAttachment).where(EscoAttachment.statement_id.in_(ids))
    for one in session.scalars(wanted.order_by(EscoAttachment.id)):
        if one.statement_id is not None:
            found[one.statement_id].append(KeptFile(one.name, one.sha256))
    return found
