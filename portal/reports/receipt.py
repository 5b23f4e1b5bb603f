"""The receipt of a hand-in as PDF: what was received, when, from whom, and how to prove it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from portal.language import Language, Text
from portal.plans.amounts import Missing
from portal.reports import formats
from portal.reports.blocks import Card, boxed, cards, facts, space
from portal.reports.edition import joined, taipei
from portal.reports.font import FontNames
from portal.reports.library import Flowable
from portal.reports.look import Look
from portal.reports.page import Head, Known, heading, render
from portal.reports.tables import Column, number, table
from portal.reports.values import NOTHING, Form, written

TITLE = Text("收件回條", "Receipt")
_PROOF = Text(
    "以任何工具計算所留檔案之 SHA-256，與本回條所列相同，即證明為當時送達之檔案；"
    "稽核鏈雜湊值可據以核對系統紀錄自送出時起未經更動。",
    "Any tool that computes the SHA-256 of your copy proves that it is the file received when both "
    "values are the same; the head of the audit log lets anybody check that the record has not "
    "been changed since.",
)
_MADE = Text("本回條由系統自動產製，毋須用印。", "Made by the portal; valid without a seal.")


@dataclass(frozen=True, slots=True)
class StatedTotals:
    """One total of the workbook, tonnes CO2e; None is not stated or could not be recomputed."""

    label: Text
    stated: Decimal | None
    recomputed: Decimal | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything a receipt says; times are aware.

    Attributes:
        number: of the receipt, `R-2026-000123`.
        kind: the workbook's name.
        sha256: of the file as received, 64 hexadecimal digits.
        size: of the file, bytes.
        certification: the text that the signatory agreed to, in full; of an import, what it says.
        log_head: head of the audit chain when the hand-in was recorded.
        rules: version of the checks.
        made_at: when this document was made.
        files: name and SHA-256 of each file, where several were handed in as one.
    """

    number: str
    company_code: str
    company: Text
    kind: Text
    year: int
    version: int
    upload: str
    file_name: str
    sha256: str
    size: int
    received_at: datetime
    submitted_at: datetime
    due_at: datetime
    is_late: bool
    uploaded_by: str
    signed_by: str
    certification: Text
    totals: tuple[StatedTotals, ...]
    errors: int
    warnings: int
    infos: int
    log_head: str
    template: str
    rules: str
    made_at: datetime
    files: tuple[tuple[str, str], ...] = ()


def build(receipt: Receipt, language: Language, font: FontNames) -> bytes:
    """The receipt as PDF, A4, as a rule one page."""
    look = Look(font, language)
    title = Text(f"{TITLE.zh} {receipt.number}", f"{TITLE.en} {receipt.number}")
    made = taipei(receipt.made_at)
    foot = joined((title, Text(f"產製時間 {made.zh}", f"Made {made.en}")))

    def story(_known: Known) -> Sequence[Flowable]:
        return list(_story(receipt, look))

    return render(Head(title, receipt.made_at, (foot, _MADE), receipt.kind), look, story)


def _story(receipt: Receipt, look: Look) -> Iterator[Flowable]:
    yield look(TITLE, "title")
    yield look(receipt.company, "subtitle")
    yield space(6)
    yield cards(look, _cards(receipt))
    yield from _part(look, Text("申報文件", "What was handed in"), _handed_in(receipt))
    yield from _totals(receipt, look)
    yield from _part(look, Text("時間與簽核", "Times and signature"), _signed(receipt))
    yield from _part(look, Text("存證", "Proof"), _proof(receipt))
    yield space(8)
    yield boxed([look(_PROOF, "note")])


def _cards(receipt: Receipt) -> Sequence[Card]:
    said = receipt.submitted_at.astimezone(formats.TAIPEI)
    late = Text("逾期送達", "Late") if receipt.is_late else Text("期限內送達", "In time")
    clock = Text(f"{said:%H:%M}（台北時間）", f"{said:%H:%M} (Taipei)")
    return (
        Card(Text("回條編號", "Receipt number"), receipt.number, NOTHING, share=1.15),
        Card(Text("送出申報", "Handed in"), formats.day(said), clock, (late,), 1.35),
        Card(
            receipt.kind,
            str(receipt.year),
            Text(f"年度　第 {receipt.version} 版", f"version {receipt.version}"),
            share=1.1,
        ),
    )


Facts = Sequence[tuple[Text, Text | str]]


def _part(look: Look, title: Text, rows: Facts) -> Iterator[Flowable]:
    yield heading(look, title, 1)
    yield facts(look, [(name, look(value, "cell")) for name, value in rows])


def _handed_in(receipt: Receipt) -> Facts:
    company = receipt.company
    return (
        (
            Text("公司", "Company"),
            Text(f"{receipt.company_code}　{company.zh}", f"{receipt.company_code}  {company.en}"),
        ),
        (Text("文件", "Workbook"), receipt.kind),
        (
            Text("年度與版次", "Year and version"),
            Text(
                f"{formats.reporting_year(receipt.year, Language.ZH)}，第 {receipt.version} 版",
                f"{receipt.year}, version {receipt.version}",
            ),
        ),
        (Text("檔名", "File name"), receipt.file_name),
        (
            Text("檔案大小", "Size"),
            Text(
                f"{formats.number(receipt.size)} 位元組（{formats.file_size(receipt.size)}）",
                f"{formats.number(receipt.size)} bytes ({formats.file_size(receipt.size)})",
            ),
        ),
        (
            Text("範本與檢核版本", "Template and checks"),
            Text(
                f"範本 {receipt.template}；檢核規則 {receipt.rules}",
                f"template {receipt.template}; checks {receipt.rules}",
            ),
        ),
        (
            Text("檢核結果", "Findings"),
            Text(
                f"錯誤 {receipt.errors}、警告 {receipt.warnings}、提醒 {receipt.infos}",
                f"{receipt.errors} errors, {receipt.warnings} warnings, {receipt.infos} notes",
            ),
        ),
    )


def _totals(receipt: Receipt, look: Look) -> Iterator[Flowable]:
    if not receipt.totals:
        return
    unit = Form.TONNES_4.value.unit
    columns = (
        Column(Text("項目", "Item"), 40),
        number(Text("申報值", "Stated"), 24, unit),
        number(Text("重算值", "Recomputed"), 24, unit),
        number(Text("差異", "Difference"), 18),
    )
    rows = [
        (one.label, _tonnes(one.stated, look), _tonnes(one.recomputed, look), _difference(one))
        for one in receipt.totals
    ]
    yield heading(look, Text("申報數據", "Totals"), 1)
    yield table(look, columns, rows)


def _tonnes(value: Decimal | None, look: Look) -> str:
    amount = Missing.NOT_STATED if value is None else value
    return written(amount, Form.TONNES_4, formats.Unit.TONNES, look.language)


def _difference(one: StatedTotals) -> str:
    if one.stated is None or not one.recomputed:
        return formats.MISSING
    return formats.percent(one.stated / one.recomputed - 1, 2, signed=True)


def _signed(receipt: Receipt) -> Facts:
    state = Text("，逾期", ", late") if receipt.is_late else Text("，期限內", ", in time")
    due = taipei(receipt.due_at)
    return (
        (Text("檔案送達", "File received"), _both_clocks(receipt.received_at)),
        (Text("送出申報", "Handed in"), _both_clocks(receipt.submitted_at)),
        (Text("截止時間", "Due"), Text(due.zh + state.zh, due.en + state.en)),
        (Text("上傳人員", "Uploaded by"), receipt.uploaded_by),
        (Text("簽核主管", "Signed by"), receipt.signed_by),
        (Text("簽核聲明", "Certification"), receipt.certification),
    )


def _both_clocks(moment: datetime) -> Text:
    utc, local = formats.utc(moment), moment.astimezone(formats.TAIPEI)
    said = f"{local:%Y-%m-%d %H:%M:%S}"
    return Text(f"{said}（台北時間）／ {utc}", f"{said} (Taipei time) / {utc}")


def _proof(receipt: Receipt) -> Facts:
    return (
        (Text("上傳編號", "Upload"), receipt.upload),
        (Text("檔案 SHA-256", "SHA-256 of the file"), receipt.sha256),
        *((Text(name, name), sha256) for name, sha256 in receipt.files),
        (Text("稽核鏈雜湊值", "Head of the audit log"), receipt.log_head),
    )
