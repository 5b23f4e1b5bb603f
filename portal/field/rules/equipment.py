"""Rules of the equipment sheet, and of the row ids of every sheet."""

from collections.abc import Iterator
from typing import Any

from portal.advisory.equipment import KINDS
from portal.advisory.rules import MOST_HOURS, Flag, machine_flags
from portal.field.rules.book import FORM, PHYSICS, PRACTICE, RULES
from portal.field.subject import Subject, machine_of
from portal.language import Text
from portal.workbook.findings import Hit, Severity, hit


def _flagged(subject: Subject, code: str) -> Iterator[tuple[Any, Flag]]:
    """Rows whose machine the rules of diagnoses flag with a code."""
    for line in subject.equipment:
        machine = machine_of(line)
        if machine is not None:
            for flag in machine_flags(machine):
                if flag.code == code:
                    yield line, flag


@RULES.rule(
    "FLD-001",
    Severity.ERROR,
    title=Text("列號重複", "A row id stands twice"),
    message=Text("列號 {found} 出現在多列。", "The row id {found} stands in several rows."),
    why=Text(
        "列號對應平台上的一筆資料，複製列時會一起複製。",
        "It names one entry of the portal; copying a row copies it.",
    ),
    fix=Text(
        "請清空複製出來那一列的列號與版次。", "Clear row id and version of the row that was copied."
    ),
    source=FORM,
)
def row_ids_are_unique(subject: Subject) -> Iterator[Hit]:
    """No two rows of a sheet have the same row id."""
    sheets = (subject.equipment, subject.measurements, subject.findings, subject.advice)
    for lines in (*sheets, subject.photos):
        known: set[str] = set()
        for line in lines:
            if line.id and line.id in known:
                yield hit(line.cell("id"), found=line.id)
            known.add(line.id or "")


@RULES.rule(
    "FLD-002",
    Severity.ERROR,
    title=Text("設備編號重複", "A tag stands twice"),
    message=Text("設備編號 {found} 出現在多列。", "The tag {found} stands in several rows."),
    why=Text(
        "量測與發現以設備編號指到設備。", "Values and findings name their machine by its tag."
    ),
    fix=Text("請改用不同編號，或合併為一列。", "Use different tags, or make it one row."),
    source=FORM,
)
def tags_are_unique(subject: Subject) -> Iterator[Hit]:
    """No two machines have the same tag."""
    for line in subject.equipment:
        if line.tag and subject.machines[line.tag] is not line:
            yield hit(line.cell("tag"), found=line.tag)


@RULES.rule(
    "FLD-003",
    Severity.ERROR,
    title=Text("不屬於本系統的設備", "Equipment of another system"),
    message=Text("{kind}不屬於{system}。", "{kind} is no part of the workbook's system, {system}."),
    why=Text("各系統有自己的活頁簿。", "Each system has its own workbook."),
    fix=Text(
        "請填到該系統的活頁簿，或更正設備種類。",
        "Enter it in the workbook of its system, or correct the kind.",
    ),
    source=FORM,
)
def kinds_fit_the_system(subject: Subject) -> Iterator[Hit]:
    """Every machine belongs to the system of the workbook."""
    for line in subject.equipment:
        if line.kind and subject.system and KINDS[line.kind].system is not subject.system:
            kind = KINDS[line.kind].label
            yield hit(line.cell("kind"), found=kind.zh, kind=kind, system=subject.system.label)


@RULES.rule(
    "FLD-004",
    Severity.ERROR,
    title=Text("額定值不可能", "An impossible rated value"),
    message=Text(
        "{kind}的額定值 {found} {unit} 不在 {range} 之間。",
        "{kind}: rated {found} {unit} is outside {range}.",
    ),
    why=Text("多半是單位誤植。", "Mostly a slip of units."),
    fix=Text("請核對銘牌與單位。", "Check nameplate and unit."),
    source=PHYSICS,
)
def rated_values_are_possible(subject: Subject) -> Iterator[Hit]:
    """Rated values lie within what is possible."""
    for line, flag in _flagged(subject, "ADV-201"):
        if flag.field == "rated":
            rated = KINDS[line.kind].rated
            yield hit(
                line.cell("rated"),
                found=line.rated,
                kind=KINDS[line.kind].label,
                unit=rated.unit,
                range=rated.hard.said,
            )


@RULES.rule(
    "FLD-005",
    Severity.WARNING,
    title=Text("額定值少見", "An unusual rated value"),
    message=Text(
        "{kind}的額定值 {found} {unit} 少見，一般在 {range} 之間。",
        "{kind}: rated {found} {unit} is unusual, mostly {range}.",
    ),
    why=Text("可能是單位誤植。", "The unit may be wrong."),
    fix=Text("請核對銘牌與單位；無誤則免改。", "Check nameplate and unit; leave it when right."),
    source=PRACTICE,
)
def rated_values_are_usual(subject: Subject) -> Iterator[Hit]:
    """Rated values lie within what is common."""
    for line, flag in _flagged(subject, "ADV-202"):
        if flag.field == "rated":
            rated = KINDS[line.kind].rated
            yield hit(
                line.cell("rated"),
                found=line.rated,
                kind=KINDS[line.kind].label,
                unit=rated.unit,
                range=rated.plausible.said,
            )


@RULES.rule(
    "FLD-006",
    Severity.ERROR,
    title=Text("年運轉時數超過一年", "More hours than a year has"),
    message=Text(
        "年運轉 {found} 小時，超過 8,784 小時。", "{found} hours are more than the 8,784 of a year."
    ),
    why=Text("用量與節能量會高估。", "Use and saving would be overstated."),
    fix=Text("請更正年運轉時數。", "Correct the hours."),
    source=PHYSICS,
)
def hours_fit_a_year(subject: Subject) -> Iterator[Hit]:
    """No machine runs longer than a leap year."""
    for line in subject.equipment:
        if line.hours is not None and line.hours > MOST_HOURS:
            yield hit(line.cell("hours"), found=line.hours)


@RULES.rule(
    "FLD-007",
    Severity.WARNING,
    title=Text("少見的變頻器", "An unusual speed drive"),
    message=Text("{kind}通常沒有變頻器。", "{kind} seldom has a speed drive."),
    why=Text("勾選變頻器會影響可用的試算方法。", "It decides which calculators may be used."),
    fix=Text("請確認；無誤則免改。", "Check it; leave it when right."),
    source=PRACTICE,
)
def speed_drives_are_usual(subject: Subject) -> Iterator[Hit]:
    """Only kinds that may have a speed drive have one."""
    for line, _ in _flagged(subject, "ADV-203"):
        yield hit(line.cell("vsd"), found=line.vsd, kind=KINDS[line.kind].label)
