"""The diagnosis report as PDF: what to do first, then how the team came to it."""

from collections.abc import Iterator, Sequence
from typing import Final

from portal.advisory.vocabulary import Topic
from portal.language import Language, Text
from portal.reports import formats
from portal.reports.blocks import Card, boxed, cards, space
from portal.reports.diagnosis import (
    DiagnosisReport,
    Item,
    Totals,
    first_actions,
    items,
    sources,
    totals,
)
from portal.reports.diagnosis_advice import advice, priorities
from portal.reports.diagnosis_duty import duty_page
from portal.reports.diagnosis_facts import equipment, measured, site
from portal.reports.edition import ALLIANCE
from portal.reports.font import FontNames
from portal.reports.library import Flowable
from portal.reports.look import Look
from portal.reports.page import Head, Known, heading, long_heading, render
from portal.reports.photos import grid
from portal.reports.tables import Column, number, table

TITLE: Final = Text("診斷報告", "Diagnosis report")
OF_TOPIC: Final = {
    Topic.ENERGY: Text("節能診斷報告", "Energy diagnosis report"),
    Topic.CARBON_INVENTORY: Text("碳盤查輔導報告", "Carbon inventory advice report"),
}
_MONEY: Final = Text("元／年", "NT$/yr")
_KWH: Final = Text("度／年", "kWh/yr")
_TONNES: Final = Text("公噸 CO₂e／年", "t CO₂e/yr")
_YEARS: Final = Text("年", "years")
_NOTHING: Final = Text("", "")


def build(report: DiagnosisReport, language: Language, font: FontNames) -> bytes:
    """The report as PDF, A4; the same bytes for the same inputs."""
    look, found = Look(font, language), items(report)
    one = report.case.request
    title = OF_TOPIC[one.wanted.topic]
    named = Text(f"{title.zh}　{one.number}", f"{title.en} {one.number}")

    def story(_known: Known) -> Sequence[Flowable]:
        return [
            *_summary(report, found, look),
            *site(report, look),
            *equipment(report, look),
            *measured(report, look),
            *_findings(report, look),
            *advice(report, found, look),
            *priorities(found, look),
            *_actions(report, look),
            *_next(report, look),
            *(duty_page(report, found, look) if one.wanted.topic is Topic.ENERGY else ()),
        ]

    return render(Head(named, report.edition.made_at, _foot(report), ALLIANCE), look, story)


def _foot(report: DiagnosisReport) -> tuple[Text, Text]:
    one = report.case.request
    return (
        Text(
            f"{one.company_name.zh}　{one.site_name.zh}",
            f"{one.company_name.en}, {one.site_name.en}",
        ),
        report.edition.facts()[0],
    )


def _subtitle(report: DiagnosisReport) -> Text:
    one = report.case.request
    day = formats.day(report.surveyed_on)
    return Text(
        f"{one.company_name.zh}　{one.site_name.zh}（{one.site_number}）　現場診斷 {day}",
        f"{one.company_name.en}, {one.site_name.en} ({one.site_number}), surveyed on {day}",
    )


def _summary(report: DiagnosisReport, found: Sequence[Item], look: Look) -> Iterator[Flowable]:
    one = report.case.request
    title = OF_TOPIC[one.wanted.topic]
    yield look(title, "title")
    yield look(_subtitle(report), "subtitle")
    yield look(report.edition.facts()[0], "note")
    yield space(6)
    yield look(_said(report, found), "body")
    if not found:
        return
    yield cards(look, _cards(found))
    yield heading(look, Text("先做這幾件事", "Do these first"))
    yield table(
        look, _TOP, [_top(place, each, look) for place, each in enumerate(first_actions(found), 1)]
    )
    yield look(
        Text(
            "依「年節省金額減去投資額按使用年限分攤」由大到小排列；已執行或不採納者不列入。"
            "各項金額依診斷時之能源單價計算。",
            "Ordered by the money saved a year less the cost spread over the life; what is done "
            "or was turned down is left out. Money is at the energy prices of the diagnosis.",
        ),
        "note",
    )
    yield look(_factors(found), "note")


def _factors(found: Sequence[Item]) -> Text:
    every = sources(found)
    return Text(
        "減碳量係數：" + "；".join(one.zh for one in every) + "。",
        "Factors for tonnes. " + "; ".join(one.en for one in every) + ".",
    )


def _said(report: DiagnosisReport, found: Sequence[Item]) -> Text:
    one, whole = report.case.request, totals(found)
    if one.wanted.topic is Topic.CARBON_INVENTORY:
        count = len(report.case.actions)
        return Text(
            f"本次輔導列出 {count} 項盤查改善事項，請於下列期限前改善，並於盤查清冊核對。",
            f"The visit asks for {count} things to be put right by the days below; they are "
            "checked against the inventory.",
        )
    if not found:
        return Text("本案尚無改善建議。", "There is no recommendation yet.")
    free = sum(each.is_free for each in found)
    return Text(
        f"本次診斷有 {len(report.case.findings)} 項發現、{whole.count} 項建議，"
        f"其中 {free} 項免投資即可著手。"
        f"全部執行每年可節省約 {formats.number(whole.yearly)} 元；各項合計未扣除相互影響。",
        f"The diagnosis has {len(report.case.findings)} findings and {whole.count} "
        f"recommendations, {free} of which cost nothing to begin. Done in full they save about "
        f"NT$ {formats.number(whole.yearly)} a year; what they take from each other is not "
        "deducted.",
    )


def _cards(found: Sequence[Item]) -> Sequence[Card]:
    whole = totals(found)
    share = Text(f"含節電共 {formats.number(whole.gj)} GJ", f"{formats.number(whole.gj)} GJ in all")
    return (
        Card(Text("可節電量", "Electricity"), formats.number(whole.kwh), _KWH, (share,), 1.15),
        Card(Text("可減碳量", "Emissions"), formats.number(whole.tonnes), _TONNES),
        Card(Text("可節省金額", "Money saved"), formats.number(whole.yearly), _MONEY, (), 1.2),
        Card(
            Text("淨投資額", "Outlay"),
            formats.number(whole.outlay),
            Text("元", "NT$"),
            (_payback(whole),),
            1.1,
        ),
    )


def _payback(whole: Totals) -> Text:
    years = whole.payback
    if years is None:
        return Text("免投資" if whole.yearly > 0 else "無節省金額可回收", "Nothing to pay back")
    return Text(
        f"整體回收 {formats.number(years, 1)} 年", f"Payback {formats.number(years, 1)} years"
    )


_TOP: Final = (
    Column(Text("順序", "Rank"), 7),
    Column(Text("行動", "Action"), 46),
    number(Text("年節省", "Saves"), 17, _MONEY),
    number(Text("節電", "Electricity"), 15, _KWH),
    number(Text("減碳", "Emissions"), 15, _TONNES),
    number(Text("投資", "Outlay"), 16, Text("元", "NT$")),
    number(Text("回收", "Payback"), 10, _YEARS),
)


def _top(place: int, one: Item, look: Look) -> tuple[Text | str, ...]:
    where = one.finding.tag
    named = f"#{one.row.number} {one.row.advice.title}" + (f"（{where}）" if where else "")
    return (
        str(place),
        named,
        formats.number(one.yearly),
        formats.number(one.row.electricity),
        formats.number(one.tonnes, 1),
        formats.number(one.row.economics.outlay),
        Text("免投資", "No cost") if one.is_free else formats.number(one.payback, 1),
    )


def _findings(report: DiagnosisReport, look: Look) -> Iterator[Flowable]:
    if not report.case.findings:
        return
    yield from long_heading(look, Text("診斷發現", "Findings"))
    for place, one in enumerate(report.case.findings, 1):
        label, level = one.seen.system.label, one.seen.severity.label
        tag = f" {one.tag}" if one.tag else ""
        yield look(
            Text(
                f"{place}. {label.zh}{tag}（影響程度：{level.zh}）",
                f"{place}. {label.en}{tag} (weight: {level.en.lower()})",
            ),
            "strong",
        )
        yield look(one.seen.text)
        yield from grid(look, [each for each in report.photos if each.finding_id == one.id])
    others = [each for each in report.photos if not (each.finding_id or each.advice_id)]
    if others:
        yield look(Text("其他照片", "Other photos"), "part")
        yield from grid(look, others)


def _actions(report: DiagnosisReport, look: Look) -> Iterator[Flowable]:
    if not report.case.actions:
        return
    columns = (
        Column(Text("編號", "No."), 8),
        Column(Text("類別", "Kind"), 20),
        Column(Text("改善事項", "To put right"), 52),
        Column(Text("核對年度", "Inventory"), 12),
        Column(Text("期限", "Due"), 15),
        Column(Text("狀態", "State"), 14),
    )
    rows = [
        (
            str(one.number),
            one.content.kind.label,
            one.content.text,
            str(one.content.inventory_year),
            formats.day(one.content.due),
            one.state.label,
        )
        for one in report.case.actions
    ]
    yield from long_heading(look, Text("盤查改善事項", "Actions on the inventory"))
    yield table(look, columns, rows)


def _next(report: DiagnosisReport, look: Look) -> Iterator[Flowable]:
    yield from long_heading(look, Text("下一步", "Next steps"))
    if not report.case.steps:
        yield look(Text("沒有待辦步驟。", "Nothing is left to do."))
        return
    names = {row.id: row.advice.title for row in report.case.advice}
    columns = (
        Column(Text("步驟", "Step"), 34),
        Column(Text("項目", "About"), 42),
        Column(Text("負責", "Owner"), 22),
        Column(Text("期限", "Due"), 16),
    )
    rows = [
        (
            step.title,
            f"#{step.about} {names.get(step.subject_id, '')}" if step.about else "",
            step.owner.label,
            formats.day(step.due),
        )
        for step in report.case.steps
    ]
    yield table(look, columns, rows)
    if not report.case.advice:
        return
    yield space(4)
    yield boxed(
        [
            look(
                Text(
                    "請於收到報告後 30 日內於平台逐項回覆採納、暫緩或不採納；"
                    "採納者填報預定完成日。團隊於說明會後約六個月追蹤執行結果。",
                    "Answer each recommendation on the portal within 30 days: accept, defer or "
                    "turn down; state a day for what you accept. The team asks about six months "
                    "after the briefing.",
                ),
                "note",
            )
        ]
    )
