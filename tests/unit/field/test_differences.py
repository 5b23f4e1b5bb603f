"""What a field workbook changes, told row by row."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from portal.advisory.content import Machine, Seen, VisitContent
from portal.advisory.vocabulary import Carrier, Level, System, VisitKind
from portal.field.changes import Change, Entry
from portal.field.differences import preview_of
from portal.field.making import UNTAKEN, content_of
from portal.field.on_file import OnFile, finding_present, machine_present, visit_present
from portal.field.sheets import READ_BY
from portal.field.subject import Subject
from portal.language import Text
from portal.workbook.content import Line
from portal.workbook.sheets import Row

DAY = date(2026, 5, 6)
VISIT = VisitContent(VisitKind.SURVEY, DAY)
MACHINE = Machine("compressor", "AC-1", Carrier.ELECTRICITY, maker="甲牌", rated=Decimal("75.0"))
SEEN = Seen(System.AIR, "夜間仍有負載", Level.HIGH)


def on_file(version: int = 1, machine: Machine = MACHINE) -> OnFile:
    return OnFile(
        visit_id=4,
        site_id=1,
        system=System.AIR,
        request_number="D-2026-0001",
        site_number="E5600001",
        site_name=Text("小港廠", "Siaogang Works"),
        member_code="M001",
        member_name=Text("鋼一", "First Steel"),
        content=VISIT,
        visit=visit_present(4, 1, VISIT, ()),
        equipment=(machine_present(5, version, machine),),
        findings=(finding_present(7, 1, "AC-1", SEEN),),
        site_tags={machine.tag: System.AIR, "B-1": System.BOILER},
    )


def row(sheet: str, at: int, line: Line) -> Row:
    found = READ_BY.sheet(sheet)
    return found.row(at, *(_cell(line.get(column.key)) for column in found.columns))


def _cell(value: object) -> object:
    return None if value == "" else value


def made(known: OnFile, **lines: list[Line]) -> Subject:
    """The workbook of what is on file, with other lines in some of its sheets."""
    content = {**content_of(known), **lines}
    tables = {
        key: tuple(row(key, at, line) for at, line in enumerate(content[key], 5)) for key in content
    }
    return Subject(
        tables["visit"][0],  # type: ignore[arg-type]
        tables["equipment"],  # type: ignore[arg-type]
        tables["measurements"],  # type: ignore[arg-type]
        tables["findings"],  # type: ignore[arg-type]
        tables["photos"],  # type: ignore[arg-type]
    )


def changed(known: OnFile, sheet: str, **cells: object) -> Subject:
    """The workbook with other cells in the first row of a sheet."""
    lines = [dict(line) for line in content_of(known)[sheet]]
    lines[0].update(cells)  # type: ignore[arg-type]
    return made(known, **{sheet: lines})  # type: ignore[arg-type]


def told(subject: Subject, known: OnFile) -> list[Entry]:
    entries = preview_of(subject, known, DAY).entries
    return [one for one in entries if one.change is not Change.UNCHANGED]


def test_a_workbook_as_it_was_made_changes_nothing() -> None:
    assert told(made(on_file()), on_file()) == []


def test_a_cell_that_was_changed_is_told_with_what_is_on_file() -> None:
    entry, *others = told(changed(on_file(), "equipment", maker="乙牌"), on_file())

    assert others == []
    assert entry.change is Change.CHANGED
    assert [(one.column, one.old, one.new) for one in entry.cells] == [("maker", "甲牌", "乙牌")]


def test_a_row_that_a_colleague_changed_meanwhile_and_nobody_touched_here_stays() -> None:
    subject = made(on_file())

    assert told(subject, on_file(2, replace(MACHINE, maker="丙牌"))) == []


def test_a_row_changed_on_both_sides_is_a_conflict_and_is_not_taken() -> None:
    subject = changed(on_file(), "equipment", maker="乙牌")
    known = on_file(2, replace(MACHINE, maker="丙牌"))

    preview = preview_of(subject, known, DAY)

    entry = next(one for one in preview.entries if one.sheet == "equipment")
    assert entry.change is Change.CONFLICT
    assert preview.taken == ()


def test_both_sides_that_say_the_same_agree() -> None:
    subject = changed(on_file(), "equipment", maker="乙牌")

    assert told(subject, on_file(2, replace(MACHINE, maker="乙牌"))) == []


def test_an_amount_written_otherwise_is_the_same() -> None:
    assert told(changed(on_file(), "equipment", rated=Decimal("75.00")), on_file()) == []


def test_a_row_of_another_site_is_refused() -> None:
    entry, *_ = told(changed(on_file(), "equipment", id="E99", maker="乙牌"), on_file())

    assert entry.change is Change.REFUSED


@pytest.mark.parametrize("tag", ["B-1"])
def test_a_tag_of_another_machine_is_refused(tag: str) -> None:
    entry, *_ = told(changed(on_file(), "equipment", tag=tag), on_file())

    assert entry.change is Change.REFUSED


def test_a_row_that_was_left_out_stays_on_file() -> None:
    entry, *others = told(made(on_file(), findings=[]), on_file())

    assert others == []
    assert (entry.change, entry.id) == (Change.KEPT, "F7")


def test_a_row_that_came_later_was_not_left_out() -> None:
    known = on_file()
    subject = made(known)
    later = replace(known, findings=(*known.findings, finding_present(8, 1, "", SEEN)))

    assert told(subject, later) == []


def test_a_new_finding_that_is_on_file_already_is_not_added_twice() -> None:
    line: Line = {"tag": "AC-1", "text": "夜間仍有負載", "severity": "high"}
    known = replace(on_file(), equipment=on_file().equipment)

    assert told(made(known, findings=[line, {**line, "text": "新的一項"}]), known)[0].change is (
        Change.ADDED
    )


def test_a_visit_that_is_still_to_come_is_refused() -> None:
    entry, *_ = told(changed(on_file(), "visit", held_on=date(2026, 6, 1)), on_file())

    assert entry.change is Change.REFUSED


def test_a_prepared_row_says_nothing_until_it_has_a_value() -> None:
    lines = content_of(on_file())["measurements"]

    assert len(lines) == 7
    assert {line["version"] for line in lines} == {UNTAKEN}
    assert told(made(on_file()), on_file()) == []


def test_another_state_on_file_gives_another_digest() -> None:
    subject = changed(on_file(), "equipment", maker="乙牌")

    before = preview_of(subject, on_file(), DAY).digest
    after = preview_of(subject, on_file(2, replace(MACHINE, maker="丙牌")), DAY).digest

    assert before == preview_of(subject, on_file(), DAY).digest
    assert before != after
