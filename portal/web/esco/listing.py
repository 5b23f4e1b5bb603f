"""The list of contracts as a workbook, and what of them waits for a person."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from flask import url_for
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import Permission
from portal.esco import queries
from portal.esco.figures import Contract, ContractRow, OrganisationRow
from portal.esco.vocabulary import WAITING, StatementOutcome
from portal.language import Language, Text
from portal.reports.excel import Field, Value
from portal.reports.listing import listing, listings
from portal.reports.values import Form
from portal.submissions.attaching import Attached
from portal.web.advisory.listing import day_of
from portal.web.piles import Pile, piled

SCHEDULE_OF: Final = Text("付款時程", "Schedule")
MEASURES: Final = Text("措施", "Measures")
MEASURE_FIELDS: Final = (
    Field(Text("措施", "Measure"), 34),
    Field(Text("系統", "System"), 18),
    Field(Text("能源別", "Carrier"), 12),
    Field(Text("預期節約（每年）", "Expected a year"), 18, Form.ACTIVITY),
    Field(Text("單位", "Unit"), 8),
    Field(Text("完工啟用", "Commissioned"), 12),
    Field(Text("診斷建議", "Recommendation"), 18),
    Field(Text("量測驗證", "M&V"), 14),
)
STATEMENTS: Final = Text("年度節能報告", "Yearly statements")
STATEMENT_FIELDS: Final = (
    Field(Text("契約年", "Contract year"), 10, Form.YEAR),
    Field(Text("措施", "Measure"), 34),
    Field(Text("能源別", "Carrier"), 12),
    Field(Text("節約量", "Saving"), 18, Form.ACTIVITY),
    Field(Text("單位", "Unit"), 8),
    Field(Text("M&V 報告", "M&V report"), 16),
    Field(Text("佐證", "Evidence"), 36),
    Field(Text("提出者", "Stated by"), 18),
    Field(Text("決定", "Decision"), 14),
    Field(Text("附檔", "Files"), 36),
)
TITLE: Final = Text("ESCO 契約", "ESCO contracts")
FIELDS: Final = (
    Field(Text("契約編號", "Contract"), 14),
    Field(Text("專案", "Project"), 30),
    Field(Text("能源技術服務業", "ESCO"), 26),
    Field(Text("成員代碼", "Code"), 10),
    Field(Text("成員", "Member"), 26),
    Field(Text("管制編號", "Control number"), 12),
    Field(Text("類型", "Kind"), 20),
    Field(Text("起日", "From"), 12),
    Field(Text("迄日", "To"), 12),
    Field(Text("投資（元）", "Investment (NT$)"), 16, Form.ACTIVITY),
    Field(Text("保證節電（度／年）", "Guaranteed (kWh/yr)"), 18, Form.ACTIVITY),
    Field(Text("預期節電（度／年）", "Expected (kWh/yr)"), 18, Form.ACTIVITY),
)
COMPANIES: Final = Text("能源技術服務業", "Energy service companies")
COMPANY_FIELDS: Final = (
    Field(Text("代碼", "Code"), 12),
    Field(Text("中文名稱", "Chinese name"), 36),
    Field(Text("英文名稱", "English name"), 36),
)
SCHEDULE: Final = (
    Field(Text("契約年", "Contract year"), 10, Form.YEAR),
    Field(Text("起日", "From"), 12),
    Field(Text("迄日", "To"), 12),
    Field(Text("預期（度）", "Expected (kWh)"), 16, Form.ACTIVITY),
    Field(Text("保證（度）", "Guaranteed (kWh)"), 16, Form.ACTIVITY),
    Field(Text("認可（度）", "Accepted (kWh)"), 16, Form.ACTIVITY),
    Field(Text("短缺（度）", "Shortfall (kWh)"), 16, Form.ACTIVITY),
    Field(Text("ESCO 比例（%）", "Share of the ESCO (%)"), 14, Form.ACTIVITY),
    Field(Text("節能價值（元）", "Value (NT$)"), 16, Form.ACTIVITY),
    Field(Text("付 ESCO（元）", "To the ESCO (NT$)"), 16, Form.ACTIVITY),
    Field(Text("ESCO 補償（元）", "Compensation (NT$)"), 16, Form.ACTIVITY),
)


def as_workbook(rows: Sequence[ContractRow], *, at: datetime, language: Language) -> bytes:
    """The list as Excel."""
    cells = [
        (
            row.number,
            row.content.title,
            row.organisation.name,
            row.company_code,
            row.company_name,
            row.site_number,
            row.content.kind.label,
            row.content.from_date.isoformat(),
            row.content.to_date.isoformat(),
            row.content.investment,
            row.content.guaranteed,
            row.expected,
        )
        for row in rows
    ]
    return listing(TITLE, FIELDS, cells, at=at, language=language)


def organisations_workbook(
    rows: Sequence[OrganisationRow], *, at: datetime, language: Language
) -> bytes:
    """The energy service companies as Excel."""
    cells = [(row.code, row.name.zh, row.name.en) for row in rows]
    return listing(COMPANIES, COMPANY_FIELDS, cells, at=at, language=language)


def schedule_workbook(
    one: Contract,
    files: Mapping[int | None, Sequence[Attached]],
    *,
    at: datetime,
    language: Language,
) -> bytes:
    """Schedule, measures and statements of a contract as Excel."""
    cells = [
        (
            each.year.number,
            each.year.first.isoformat(),
            each.year.last.isoformat(),
            each.expected,
            each.guaranteed,
            each.verified,
            each.shortfall,
            each.share,
            each.value,
            each.to_company,
            each.compensation,
        )
        for each in one.payments
    ]
    lists: list[tuple[Text, Sequence[Field], Sequence[Sequence[Value]]]] = [
        (SCHEDULE_OF, SCHEDULE, cells),
        (MEASURES, MEASURE_FIELDS, list(_measures(one))),
        (STATEMENTS, STATEMENT_FIELDS, list(_statements(one, files))),
    ]
    return listings(Text(one.row.number, one.row.number), lists, at=at, language=language)


def _measures(one: Contract) -> Iterator[tuple[Value, ...]]:
    for measure in one.measures:
        content, day = measure.content, measure.content.commissioned_on
        for carrier, quantity in content.savings:
            yield (
                content.title,
                content.system.label,
                carrier.label,
                quantity,
                carrier.unit,
                "" if day is None else day.isoformat(),
                measure.advice,
                measure.plan_number,
            )


def _statements(
    one: Contract, files: Mapping[int | None, Sequence[Attached]]
) -> Iterator[tuple[Value, ...]]:
    for each in one.statements:
        names = "; ".join(file.name for file in files.get(each.id, ()))
        for line in each.lines:
            yield (
                each.year.number,
                line.measure,
                line.carrier.label,
                line.quantity,
                line.carrier.unit,
                line.report,
                each.evidence,
                each.stated_by,
                WAITING if each.outcome is None else each.outcome.label,
                names,
            )


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing about savings that waits for a person, with the page where it is done.

    Attributes:
        title: what must be done.
        day: until when, or since when where nothing says until when.
        has_due: whether the day is a due day.
    """

    title: Text
    note: Text
    tone: str
    address: str
    day: date
    has_due: bool = True


def waiting(session: Session, actor: Actor, today: date) -> list[Waiting]:
    """Statements to accept, or contract years to state, whichever this person does."""
    rows = queries.contract_rows(session, actor) if actor.may(Permission.SEE_ESCO) else []
    if actor.may(Permission.ACCEPT_ESCO):
        return [_to_accept(row) for row in rows if row.waiting]
    if not actor.may(Permission.STATE_ESCO):
        return []
    known = (queries.contract(session, actor, row.number) for row in rows)
    return [each for one in known if one for each in _to_state(one, today)]


def piles(rows: Sequence[Waiting], today: date) -> list[Pile[Waiting]]:
    """What waits, by what must be done, what waits longest first."""
    return piled(
        rows,
        lambda one: one.title,
        lambda one: one.day,
        late=lambda one: one.has_due and one.day < today,
    )


def _to_accept(row: ContractRow) -> Waiting:
    return Waiting(
        Text("ESCO 年度節能報告待認可", "Yearly savings to accept"),
        Text(f"{row.number} {row.content.title}", f"{row.number} {row.content.title}"),
        "info",
        url_for("esco.show", number=row.number),
        row.content.from_date if row.waiting_since is None else day_of(row.waiting_since),
        has_due=False,
    )


def _to_state(one: Contract, today: date) -> list[Waiting]:
    stated = {
        each.year.number for each in one.statements if each.outcome is not StatementOutcome.REJECTED
    }
    return [
        Waiting(
            Text("ESCO 年度節能報告尚未提出", "Yearly savings to report"),
            Text(
                f"{one.row.number} 第 {each.year.number} 年（至 {each.year.last}）",
                f"{one.row.number} year {each.year.number} (to {each.year.last})",
            ),
            "warning",
            url_for("esco.state", number=one.row.number, contract_year=each.year.number),
            each.year.last,
        )
        for each in one.payments
        if each.year.last < today and each.year.number not in stated
    ]
