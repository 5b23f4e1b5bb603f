"""How a diagnosis serves the expected duty of large energy users to be diagnosed."""

from collections.abc import Iterator, Sequence

from portal.advisory.duty import DRAFT, IN_FORCE, WHO, covered, status
from portal.language import Text
from portal.reports import formats
from portal.reports.blocks import boxed, space
from portal.reports.diagnosis import DiagnosisReport, Item, systems
from portal.reports.library import Flowable
from portal.reports.look import Look
from portal.reports.page import long_heading
from portal.reports.tables import Column, Row, number, table


def duty_page(report: DiagnosisReport, found: Sequence[Item], look: Look) -> Iterator[Flowable]:
    """Deadlines, the two classes, and which kinds of use the diagnosis covers."""
    yield from long_heading(
        look, Text("與節能診斷義務之關係", "How this serves the expected duty to be diagnosed")
    )
    yield boxed([look(DRAFT, "note"), look(WHO, "note"), look(status(report.deadlines), "note")])
    yield space(6)
    yield _deadlines(report, look)
    for said, source in IN_FORCE:
        yield look(Text(f"{said.zh}（{source.zh}）", f"{said.en} ({source.en})"), "note")
    yield space(8)
    yield _classes(found, look)
    yield space(8)
    yield from _areas(report, look)


def _deadlines(report: DiagnosisReport, look: Look) -> Flowable:
    columns = (
        Column(Text("要求", "Requirement"), 50),
        Column(Text("期限", "Due"), 36),
        Column(Text("本報告", "This report"), 50),
    )
    said = {
        "diagnosis": Text("可作為診斷成果之一部分", "Can be part of the diagnosis"),
        "plan": Text("改善建議可列入五年計畫", "Its recommendations can enter the plan"),
        "measures": Text("執行情形於平台追蹤", "What becomes of them is followed on the portal"),
    }
    rows = [
        (
            one.label,
            f"{formats.day(one.due)}（民國 {formats.roc_year(one.due.year)} 年）"
            if look.language == "zh"
            else formats.day(one.due),
            said.get(one.key, ""),
        )
        for one in report.deadlines
    ]
    return table(look, columns, rows)


def _classes(found: Sequence[Item], look: Look) -> Flowable:
    columns = (
        Column(Text("草案分類", "Class of the draft"), 46),
        number(Text("建議數", "Items"), 14),
        number(Text("年節省", "Saves"), 24, Text("元／年", "NT$/yr")),
        number(Text("淨投資", "Outlay"), 24, Text("元", "NT$")),
    )
    rows: list[Row] = []
    for operational, name in (
        (True, Text("操作改善（免投資）", "Operational (no cost)")),
        (False, Text("設備汰換（需投資）", "Replacement (with cost)")),
    ):
        those = [one for one in found if one.is_operational is operational]
        rows.append(
            (
                name,
                str(len(those)),
                formats.number(sum((one.yearly or 0) for one in those)),
                formats.number(sum(one.row.economics.outlay for one in those)),
            )
        )
    return table(look, columns, rows)


def _areas(report: DiagnosisReport, look: Look) -> Iterator[Flowable]:
    columns = (
        Column(Text("草案規定之診斷範圍", "Use that the draft asks for"), 50),
        Column(Text("本次診斷", "This diagnosis"), 40),
    )
    looked_at = {one.equipment_id for one in report.measurements}
    looked_at |= {one.seen.equipment_id or 0 for one in report.case.findings}
    kinds = {row.machine.kind for row in report.machines if row.id in looked_at}
    rows = [
        (
            area.label,
            Text("已涵蓋", "Covered") if done else Text("未涵蓋，須另行診斷", "Not covered yet"),
        )
        for area, done in covered(systems(report), kinds)
    ]
    yield table(look, columns, rows, has_note=True)
    yield look(
        Text(
            "「已涵蓋」指本次量測或檢視該類設備；是否符合「全廠」與「合格團隊」之要求，"
            "仍須依正式公告認定。",
            "Covered means that equipment of this kind was measured or looked at; whether "
            "it meets “whole site” and “qualified team” is for the announced rules to say.",
        ),
        "note",
    )
