"""What a field workbook changes, told row by row."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from portal.advisory.content import Advice, Machine, Saved, Seen, VisitContent
from portal.advisory.vocabulary import Carrier, Level, MeasureClass, System, VisitKind
from portal.field.advising import Advised
from portal.field.changes import Change, Entry
from portal.field.differences import preview_of
from portal.field.making import UNTAKEN, content_of
from portal.field.on_file import (
    AdviceOnFile,
    OnFile,
    finding_present,
    machine_present,
    visit_present,
)
from portal.field.sheets import READ_BY
from portal.field.subject import Subject
from portal.language import Text
from portal.workbook.content import Line
from portal.workbook.sheets import Row

DAY = date(2026, 5, 6)
VISIT = VisitContent(VisitKind.SURVEY, DAY)
MACHINE = Machine("compressor", "AC-1", Carrier.ELECTRICITY, maker="甲牌", rated=Decimal("75.0"))
SEEN = Seen(System.AIR, "夜間仍有負載", Level.HIGH)


SAVED = (
    Saved(Carrier.ELECTRICITY, Decimal(60000), peak_kw=Decimal(9), price=Decimal("3.5")),
    Saved(Carrier.NATURAL_GAS, Decimal(100), price=Decimal(14)),
    Saved(Carrier.WATER, Decimal(5)),
)
LEAKS = Advice(
    "修復洩漏",
    "逐點標示，\n修復並複測。",
    MeasureClass.REPLACEMENT,
    arc="2.4236",
    hours=Decimal(8000),
    capex_engineering=Decimal(10000),
    capex_labour=Decimal(70000),
    subsidy=Decimal(5000),
    life_years=Decimal(5),
)
ADVICE = AdviceOnFile(7, LEAKS, SAVED, key=3, version=2, number=1)


def on_file(
    version: int = 1, machine: Machine = MACHINE, advice: tuple[AdviceOnFile, ...] = ()
) -> OnFile:
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
        advice=advice,
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
        tables["advice"],  # type: ignore[arg-type]
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


def reworded(**cells: object) -> Advised:
    """What confirming would write of the one recommendation on file."""
    known = on_file(advice=(ADVICE,))
    (entry,) = told(changed(known, "advice", **cells), known)
    assert entry.change is Change.CHANGED
    assert (entry.key, entry.version) == (3, 2)
    assert isinstance(entry.content, Advised)
    return entry.content


def test_advice_on_file_as_it_was_made_changes_nothing() -> None:
    known = on_file(advice=(ADVICE,))

    assert told(made(known), known) == []


def test_a_title_that_was_changed_leaves_everything_else_of_the_advice() -> None:
    advice, savings = reworded(title="修復主管洩漏")

    assert advice == replace(LEAKS, title="修復主管洩漏")
    assert sorted(savings, key=lambda one: one.carrier) == sorted(
        SAVED, key=lambda one: one.carrier
    )


def test_a_quantity_that_was_changed_keeps_the_peak_and_the_other_carriers() -> None:
    _, savings = reworded(electricity=Decimal(48000))

    power = next(one for one in savings if one.carrier is Carrier.ELECTRICITY)
    assert power == replace(SAVED[0], quantity=Decimal(48000))
    assert {one.carrier for one in savings} == {one.carrier for one in SAVED}


@pytest.mark.parametrize(
    ("capex", "parts"),
    [("95000", (10000, 15000, 70000)), ("80000", (10000, 0, 70000)), ("30000", (0, 30000, 0))],
)
def test_a_cost_that_was_changed_goes_to_material(capex: str, parts: tuple[int, int, int]) -> None:
    advice, _ = reworded(capex=Decimal(capex), title="修復洩漏（更新）")

    found = (advice.capex_engineering, advice.capex_material, advice.capex_labour)
    assert found == tuple(map(Decimal, parts))
    assert advice.capex == Decimal(capex)


def test_advice_that_a_colleague_changed_meanwhile_is_a_conflict() -> None:
    taken_out = on_file(advice=(ADVICE,))
    now = on_file(advice=(replace(ADVICE, version=3, advice=replace(LEAKS, title="同事的")),))

    (entry,) = told(changed(taken_out, "advice", title="我的"), now)

    assert entry.change is Change.CONFLICT
    assert ("title", "同事的", "我的") in [(one.column, one.old, one.new) for one in entry.cells]


def test_advice_that_the_member_answered_meanwhile_cannot_be_changed() -> None:
    taken_out = on_file(advice=(ADVICE,))
    now = on_file(advice=(replace(ADVICE, is_writable=False),))

    (entry,) = told(changed(taken_out, "advice", title="改"), now)

    assert entry.change is Change.REFUSED
    assert "成員已回覆" in entry.reason.zh


def test_answered_advice_is_not_taken_out_and_not_told_as_left_out() -> None:
    known = on_file(advice=(replace(ADVICE, is_writable=False),))

    assert content_of(known)["advice"] == []
    assert told(made(known), known) == []


def test_advice_left_out_of_the_file_stays() -> None:
    known = on_file(advice=(ADVICE,))

    (entry,) = told(made(known, advice=[]), known)

    assert (entry.sheet, entry.change, entry.name) == ("advice", Change.KEPT, "修復洩漏")


def test_advice_of_another_visit_is_refused() -> None:
    known = on_file(advice=(ADVICE,))

    (kept, entry) = sorted(told(changed(known, "advice", id="R99"), known), key=lambda one: one.at)

    assert (kept.change, entry.change) == (Change.KEPT, Change.REFUSED)


def test_a_second_recommendation_of_a_finding_is_added_once() -> None:
    known = on_file(advice=(ADVICE,))
    line: Line = {"finding": 1, "title": "降低壓力", "measure_class": "operational"}
    lines = [*content_of(known)["advice"], {**line, "electricity": Decimal(9000)}]
    again = replace(
        ADVICE,
        key=4,
        number=2,
        advice=Advice("降低壓力", "降低壓力", MeasureClass.OPERATIONAL),
        savings=(Saved(Carrier.ELECTRICITY, Decimal(9000)),),
    )

    (entry,) = told(made(known, advice=lines), known)
    after = told(made(known, advice=lines), on_file(advice=(ADVICE, again)))

    assert (entry.change, entry.finding, entry.tag) == (Change.ADDED, 5, "AC-1")
    assert after == []


def test_a_recommendation_of_an_unknown_finding_is_not_taken() -> None:
    line: Line = {"finding": 9, "title": "降低壓力", "measure_class": "operational"}

    (entry,) = told(made(on_file(), advice=[line]), on_file())

    assert entry.change is Change.REFUSED
