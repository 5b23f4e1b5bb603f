"""What a diagnosis report rests on: site, team, equipment and measurements."""

from collections.abc import Iterator

from portal.advisory.equipment import KINDS
from portal.advisory.vocabulary import Topic
from portal.language import Text
from portal.reports import formats
from portal.reports.blocks import facts
from portal.reports.diagnosis import DiagnosisReport
from portal.reports.library import Flowable
from portal.reports.look import Look
from portal.reports.page import heading, long_heading
from portal.reports.tables import Column, Row, number, table


def site(report: DiagnosisReport, look: Look) -> Iterator[Flowable]:
    """The site, its visits, the team and what each declared."""
    one, team = report.case.request, report.case.team
    yield heading(look, Text("廠區與團隊", "Site and team"))
    held = [each for each in report.case.visits if each.content.held_on]
    rows: list[tuple[Text, Flowable]] = [
        (Text("公司", "Company"), look(one.company_name, "cell")),
        (Text("廠區", "Site"), look(_place(report), "cell")),
        (Text("申請內容", "Asked for"), look(one.wanted.subject, "cell")),
        *(
            (
                each.content.kind.label,
                look(
                    f"{formats.day(each.content.held_on)}　"
                    + "、".join(person.name for person in each.attendees)
                    + (f"　{each.content.notes}" if each.content.notes else ""),
                    "cell",
                ),
            )
            for each in held
        ),
    ]
    yield facts(look, rows)
    if team is None:
        return
    yield look(Text(f"輔導團隊：{team.team}", f"Team: {team.team}"), "part")
    columns = (
        Column(Text("委員", "Advisor"), 20),
        Column(Text("利益衝突聲明", "Declaration of interests"), 20),
        Column(Text("說明", "Statement"), 60),
    )
    yield table(
        look,
        columns,
        [
            (_person(each.name, each.is_lead), _declared(each.has_conflict), each.statement)
            for each in team.people
        ],
    )


def _place(report: DiagnosisReport) -> Text:
    one = report.case.request
    return Text(
        f"{one.site_name.zh}（{one.site_number}）　{report.address.zh}",
        f"{one.site_name.en} ({one.site_number}), {report.address.en}",
    )


def _person(name: str, is_lead: bool) -> Text:
    return Text(f"{name}（主責）", f"{name} (lead)") if is_lead else Text(name, name)


def _declared(has_conflict: bool | None) -> Text:
    match has_conflict:
        case None:
            return Text("尚未聲明", "Not declared yet")
        case True:
            return Text("有利益衝突", "Conflict")
        case False:
            return Text("無利益衝突", "No conflict")


def equipment(report: DiagnosisReport, look: Look) -> Iterator[Flowable]:
    """The register of the site."""
    is_inventory = report.case.request.wanted.topic is Topic.CARBON_INVENTORY
    if is_inventory or not report.machines:
        return
    columns = (
        Column(Text("編號", "Tag"), 13),
        Column(Text("設備", "Kind"), 26),
        Column(Text("廠牌型號", "Make and model"), 25),
        number(Text("年份", "Year"), 9),
        number(Text("額定", "Rated"), 19),
        number(Text("年運轉", "Hours"), 12, Text("小時", "h")),
        number(Text("年用量", "Use a year"), 24),
    )
    rows: list[Row] = []
    for row in report.machines:
        one, kind = row.machine, KINDS[row.machine.kind]
        rows.append(
            (
                one.tag,
                kind.label,
                " ".join(each for each in (one.maker, one.model) if each),
                formats.MISSING if one.year is None else str(one.year),
                _with_unit(one.rated, kind.rated.unit),
                formats.number(one.hours),
                formats.MISSING
                if one.annual_use is None
                else formats.amount(one.annual_use, one.carrier.unit),
            )
        )
    yield from long_heading(look, Text("設備清單", "Equipment"))
    yield table(look, columns, rows)


def _with_unit(value: object, unit: str) -> str:
    if value is None:
        return formats.MISSING
    return f"{value:,} {unit}".removesuffix(formats.MISSING).strip()


def measured(report: DiagnosisReport, look: Look) -> Iterator[Flowable]:
    """Every value with its instrument and when that was calibrated."""
    if not report.measurements:
        return
    kinds = {row.id: KINDS[row.machine.kind] for row in report.machines}
    columns = (
        Column(Text("編號", "Tag"), 12),
        Column(Text("量測項目", "Quantity"), 27),
        number(Text("數值", "Value"), 20),
        Column(Text("方式", "Method"), 15),
        Column(Text("儀器", "Instrument"), 29),
        Column(Text("校正日期", "Calibrated"), 15),
        Column(Text("時間", "Taken (Taipei)"), 22),
    )
    rows: list[Row] = []
    for one in report.measurements:
        kind = kinds.get(one.equipment_id)
        known = kind.quantity(one.reading.quantity) if kind else None
        rows.append(
            (
                one.tag,
                known.label if known else one.reading.quantity,
                _with_unit(one.reading.value, known.unit if known else ""),
                one.reading.method.label,
                one.reading.instrument or formats.MISSING,
                formats.day(one.reading.calibrated_on),
                formats.short_time(one.reading.taken_at),
            )
        )
    yield from long_heading(look, Text("量測紀錄", "Measurements"))
    yield table(look, columns, rows)
