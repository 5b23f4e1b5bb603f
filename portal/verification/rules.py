"""The rules of a workbook of meter data."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Any

from portal.language import Text
from portal.verification.periods import Fault, Period, troubles
from portal.verification.sheets import VARIABLES, About
from portal.verification.sheets import Reading as Row
from portal.workbook.findings import Hit, Severity, hit
from portal.workbook.reading import Reading
from portal.workbook.rules import Rule, RuleBook

# A month or a day that differs a hundredfold from the others is a slip of units.
SLIP = 100
LONGEST = 45
IPMVP = "IPMVP Core Concepts 2022, 7 (data collection)"


@dataclass(frozen=True, slots=True)
class Subject:
    """What the rules look at: the first sheet and the rows of data."""

    about: About | None
    rows: tuple[Row, ...]

    @property
    def names(self) -> dict[str, str]:
        """Names of the variables that the plan asks for, by column."""
        found = {key: getattr(self.about, key, None) for key in VARIABLES}
        return {key: name for key, name in found.items() if name}


RULES: RuleBook[Subject] = RuleBook("MV")


def judge(reading: Reading) -> Iterator[tuple[Rule[Any], Hit]]:
    """What the rules find in a workbook of meter data."""
    return RULES.hits(Subject(reading.form("about"), reading.table("periods")))


def periods_of(about: About | None, rows: tuple[Row, ...]) -> list[Period]:
    """The rows of a workbook with both days and a value, as periods."""
    return periods(Subject(about, rows))


def periods(subject: Subject) -> list[Period]:
    """The rows with both days and a value, as periods."""
    return [
        Period(
            row.first,
            row.last,
            float(row.energy),
            {
                name: float(getattr(row, key))
                for key, name in subject.names.items()
                if getattr(row, key) is not None
            },
            None if row.simulated is None else float(row.simulated),
            row.at,
        )
        for row in subject.rows
        if row.first and row.last and row.energy is not None
    ]


def _at(subject: Subject, at: int) -> Row:
    return next(row for row in subject.rows if row.at == at)


def _troubled(subject: Subject, fault: Fault) -> Iterator[Hit]:
    for one in troubles(periods(subject)):
        if one.fault is fault:
            cell = _at(subject, one.at).cell("first")
            yield hit(cell, found=one.first, first=one.first, last=one.last)


@RULES.rule(
    "MV-001",
    Severity.ERROR,
    title=Text("迄日早於起日", "A period ends before it begins"),
    message=Text(
        "期間 {first} 至 {last} 的迄日早於起日。", "The period {first} to {last} is turned."
    ),
    why=Text("期間天數無法計算。", "Its number of days cannot be told."),
    fix=Text("請核對並對調起迄日。", "Check the two days and exchange them."),
    source=IPMVP,
)
def period_is_not_turned(subject: Subject) -> Iterator[Hit]:
    """The last day is not before the first."""
    return _troubled(subject, Fault.TURNED)


@RULES.rule(
    "MV-002",
    Severity.ERROR,
    title=Text("期間重疊", "Periods overlap"),
    message=Text("{first} 至 {last} 已含於另一列。", "{first} to {last} lie in another row too."),
    why=Text("同一天的用量會計入兩次。", "The use of these days would count twice."),
    fix=Text("請更正起迄日，使期間首尾相接。", "Correct the days so that each belongs to one row."),
    source=IPMVP,
)
def periods_do_not_overlap(subject: Subject) -> Iterator[Hit]:
    """No day belongs to two rows."""
    return _troubled(subject, Fault.OVERLAP)


@RULES.rule(
    "MV-003",
    Severity.WARNING,
    title=Text("資料中斷", "Days without data"),
    message=Text("{first} 至 {last} 沒有資料。", "There are no data from {first} to {last}."),
    why=Text(
        "缺漏的日子不計入節能量，停機須以非例行調整說明。",
        "Missing days save nothing; a stop needs a non-routine adjustment.",
    ),
    fix=Text("請補上資料，或於備註說明原因。", "Add the data, or give the reason in the note."),
    source=IPMVP,
)
def no_days_are_missing(subject: Subject) -> Iterator[Hit]:
    """Between two rows no day is missing without a note."""
    for one in _troubled(subject, Fault.GAP):
        row = _at(subject, one.places[0].row)
        if not row.note:
            yield one


@RULES.rule(
    "MV-004",
    Severity.ERROR,
    title=Text("變數未填", "A variable is missing"),
    message=Text("變數「{name}」沒有數值。", "The variable “{name}” has no value."),
    why=Text("模型需要每一期的變數值。", "The model needs it for every period."),
    fix=Text("請填入該期間的{name}。", "Enter {name} for the period."),
    source=IPMVP,
)
def variables_are_complete(subject: Subject) -> Iterator[Hit]:
    """Every named variable has a value in every row."""
    for row in subject.rows:
        for key, name in subject.names.items():
            if getattr(row, key) is None:
                yield hit(row.cell(key), name=name)


@RULES.rule(
    "MV-005",
    Severity.WARNING,
    title=Text("未定義的變數", "A value without a variable"),
    message=Text(
        "計畫沒有這個變數，{found} 不會使用。",
        "The plan has no such variable; {found} is not used.",
    ),
    why=Text("未定義的欄位不進入模型。", "A column without a name is no part of the model."),
    fix=Text("請刪除，或先於計畫增加變數。", "Remove it, or add the variable to the plan first."),
    source=IPMVP,
)
def no_value_lacks_its_variable(subject: Subject) -> Iterator[Hit]:
    """Columns without a named variable are empty."""
    for key in VARIABLES:
        if key not in subject.names:
            row = next((one for one in subject.rows if getattr(one, key) is not None), None)
            if row is not None:
                yield hit(row.cell(key), found=getattr(row, key))


@RULES.rule(
    "MV-006",
    Severity.WARNING,
    title=Text("用量與其他期間相差百倍", "A period differs a hundredfold"),
    message=Text(
        "每日平均 {found}，為各期中位數的 {times} 倍。",
        "{found} a day is {times} times the median of all periods.",
    ),
    why=Text(
        "多半是單位（千度、度）或小數點誤植。", "Mostly a slip of units or of the decimal point."
    ),
    fix=Text("請核對單位後更正，或於備註說明。", "Check the unit, or explain it in the note."),
    source="portal judgement: slips of 1,000 are common",
)
def no_period_is_a_slip(subject: Subject) -> Iterator[Hit]:
    """The use per day is within a hundredfold of the median."""
    found = [one for one in periods(subject) if one.days > 0 and one.energy > 0]
    if len(found) < 3:
        return
    usual = median(one.energy / one.days for one in found)
    for one in found:
        times = one.energy / one.days / usual
        row = _at(subject, one.at)
        if (times > SLIP or times < 1 / SLIP) and not row.note:
            rate = Decimal(f"{one.energy / one.days:.4g}")
            yield hit(row.cell("energy"), found=rate, times=Decimal(f"{times:.4g}"))


@RULES.rule(
    "MV-007",
    Severity.WARNING,
    title=Text("期間過長", "A long period"),
    message=Text("一期長達 {days} 天。", "One period has {days} days."),
    why=Text("過長的期間掩蓋變數的影響。", "Long periods hide what the variables do."),
    fix=Text(
        f"請改為每月資料（不超過 {LONGEST} 天）。", f"Give monthly data ({LONGEST} days at most)."
    ),
    source="portal judgement: a billing month with its reading days",
)
def periods_are_months_at_most(subject: Subject) -> Iterator[Hit]:
    """No row is longer than a billing month."""
    for one in periods(subject):
        if one.days > LONGEST:
            yield hit(_at(subject, one.at).cell("last"), days=one.days)
