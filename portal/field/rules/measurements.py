"""Rules of the sheet of measured values."""

from collections.abc import Iterator
from typing import Final

from portal.advisory.equipment import KINDS, Measured
from portal.advisory.rules import CALIBRATED_FOR, reading_flags
from portal.advisory.vocabulary import Method
from portal.field.rows import EquipmentLine, MeasurementLine
from portal.field.rules.book import CALIBRATION, FORM, PHYSICS, PRACTICE, RULES
from portal.field.subject import Subject, machine_of, reading_of
from portal.language import Text
from portal.workbook.findings import Hit, Severity, hit

LOAD_TEST: Final = frozenset({"load_time", "unload_time"})
WARMER: Final = (
    ("chilled_return", "chilled_supply"),
    ("cooling_out", "cooling_in"),
    ("flue_temperature", "air_temperature"),
)
"""Quantities of one machine of which the first is the warmer one."""
SMALLEST_DIFFERENCE: Final = 2
"""Kelvin; below it the error of two thermometers is as large as what they show."""


def _known(subject: Subject) -> Iterator[tuple[MeasurementLine, EquipmentLine, Measured]]:
    """Values with their machine and what was measured, where both fit together."""
    for line in subject.values:
        machine = subject.of_measurement(line)
        if machine is not None and machine.kind and line.quantity:
            measured = KINDS[machine.kind].quantity(line.quantity)
            if measured is not None:
                yield line, machine, measured


@RULES.rule(
    "FLD-101",
    Severity.ERROR,
    title=Text("量測值沒有設備", "A value without its machine"),
    message=Text(
        "設備編號「{found}」不在「設備」工作表。",
        "The tag “{found}” is not on the equipment sheet.",
    ),
    why=Text("沒有設備的數值無法登錄。", "A value is recorded on a machine."),
    fix=Text(
        "請更正設備編號，或先於「設備」新增一列。",
        "Correct the tag, or add the machine to the equipment sheet.",
    ),
    source=FORM,
)
def values_have_a_machine(subject: Subject) -> Iterator[Hit]:
    """Every value names a machine of the workbook."""
    for line in subject.values:
        if subject.of_measurement(line) is None:
            yield hit(line.cell("tag"), found=line.tag or "")


@RULES.rule(
    "FLD-102",
    Severity.ERROR,
    title=Text("這種設備不量測這個項目", "Not measured on such equipment"),
    message=Text(
        "{kind}（{tag}）不量測這個項目，或項目空白。",
        "This is not measured on {tag}, a {kind}, or the quantity is empty.",
    ),
    why=Text("單位與合理範圍依設備種類而定。", "Unit and limits depend on the kind of equipment."),
    fix=Text("請由清單選擇項目，或更正設備編號。", "Choose from the list, or correct the tag."),
    source=FORM,
)
def quantities_fit_the_machine(subject: Subject) -> Iterator[Hit]:
    """Every value is of a quantity that its machine has."""
    known = {line.at for line, _, _ in _known(subject)}
    for line in subject.values:
        machine = subject.of_measurement(line)
        if machine is not None and machine.kind and line.at not in known:
            kind = KINDS[machine.kind].label
            yield hit(line.cell("quantity"), found=line.quantity, kind=kind, tag=machine.tag)


@RULES.rule(
    "FLD-103",
    Severity.ERROR,
    title=Text("不可能的數值", "An impossible value"),
    message=Text(
        "{tag} 的{name} {found} {unit} 不可能，應在 {range} 之間。",
        "{tag}: {name} of {found} {unit} is impossible; it lies within {range}.",
    ),
    why=Text("超出物理或定義所允許的範圍。", "Physics or the meaning of the quantity forbids it."),
    fix=Text("請核對讀值與單位後更正。", "Check reading and unit, and correct it."),
    source=PHYSICS,
)
def values_are_possible(subject: Subject) -> Iterator[Hit]:
    """Every value lies within its hard limits."""
    for line, machine, measured in _known(subject):
        if line.value is not None and not measured.hard.holds(line.value):
            yield _ranged(line, machine, measured, measured.hard.said)


@RULES.rule(
    "FLD-104",
    Severity.WARNING,
    title=Text("少見的數值", "An unusual value"),
    message=Text(
        "{tag} 的{name} {found} {unit} 少見，一般在 {range} 之間。",
        "{tag}: {name} of {found} {unit} is unusual, mostly {range}.",
    ),
    why=Text("可能是單位或小數點誤植。", "Unit or decimal point may be wrong."),
    fix=Text("請核對；無誤則於備註說明。", "Check it; when right, say so in the note."),
    source=PRACTICE,
)
def values_are_usual(subject: Subject) -> Iterator[Hit]:
    """Every value lies within its plausible range."""
    for line, machine, measured in _known(subject):
        value = line.value
        if value is None or not measured.hard.holds(value) or measured.plausible.holds(value):
            continue
        yield _ranged(line, machine, measured, measured.plausible.said)


def _ranged(line: MeasurementLine, machine: EquipmentLine, measured: Measured, limits: str) -> Hit:
    return hit(
        line.cell("value"),
        found=line.value,
        tag=machine.tag,
        name=measured.label,
        unit=measured.unit,
        range=limits,
    )


@RULES.rule(
    "FLD-105",
    Severity.ERROR,
    title=Text("現場量測未填儀器", "A measured value without its instrument"),
    message=Text("{tag} 的現場量測值沒有儀器。", "A value measured on {tag} names no instrument."),
    why=Text("量測值須可追溯。", "Measured values must be traceable."),
    fix=Text(
        "請填儀器型號與序號，或更正數值來源。",
        "Name the instrument, or correct where it comes from.",
    ),
    source=CALIBRATION,
)
def measured_values_name_their_instrument(subject: Subject) -> Iterator[Hit]:
    """A value measured on site names its instrument."""
    for line in subject.values:
        if line.method in (None, Method.MEASURED) and not line.instrument:
            yield hit(line.cell("instrument"), tag=line.tag or "")


@RULES.rule(
    "FLD-106",
    Severity.WARNING,
    title=Text("校正未註明或過期", "Calibration missing or too old"),
    message=Text(
        "{tag} 的儀器沒有校正日期，或已超過 {months} 個月。",
        "The instrument used on {tag} has no calibration, or one older than {months} months.",
    ),
    why=Text("數值的不確定度無法確認。", "How far the value may be off is not known."),
    fix=Text("請補填校正日期。", "Enter the day of calibration."),
    source=CALIBRATION,
)
def instruments_are_calibrated(subject: Subject) -> Iterator[Hit]:
    """The instrument of a measured value was calibrated within two years."""
    for line, machine, _ in _known(subject):
        content, reading = machine_of(machine), reading_of(line, subject.held_on)
        if content is None or reading is None:
            continue
        if any(flag.code == "ADV-206" for flag in reading_flags(content, reading)):
            cell = line.cell("calibrated_on")
            yield hit(cell, found=line.calibrated_on, tag=line.tag, months=CALIBRATED_FOR)


@RULES.rule(
    "FLD-107",
    Severity.ERROR,
    title=Text("變頻空壓機不適用加卸載測試", "Load and unload test on a speed drive"),
    message=Text(
        "{tag} 為變頻空壓機，不能以加載、卸載時間推算洩漏。",
        "{tag} has a speed drive: leaks do not follow from its time on and off load.",
    ),
    why=Text(
        "變頻機以轉速調節，沒有固定的加卸載週期。", "It follows demand by speed, not by cycles."
    ),
    fix=Text(
        "請清空此值，改用壓降法或流量計；若無變頻請更正設備。",
        "Clear it and use the bleed-down test or a meter; correct the machine if it has no drive.",
    ),
    source="US DOE, Improving Compressed Air System Performance, 3rd ed. 2016, fact sheet 3",
)
def load_tests_are_not_made_on_speed_drives(subject: Subject) -> Iterator[Hit]:
    """No time on or off load of a compressor with a speed drive."""
    for line, machine, _ in _known(subject):
        if machine.vsd and line.quantity in LOAD_TEST:
            yield hit(line.cell("value"), found=line.value, tag=machine.tag)


@RULES.rule(
    "FLD-108",
    Severity.ERROR,
    title=Text("列號與設備編號不符", "Row id and tag disagree"),
    message=Text(
        "列號 {id} 不是設備 {found} 的列。", "The row id {id} does not belong to machine {found}."
    ),
    why=Text("數值會登錄到另一台設備。", "The value would be recorded on another machine."),
    fix=Text(
        "請還原設備編號，或清空列號與版次成為新的一列。",
        "Restore the tag, or clear row id and version to make it a new row.",
    ),
    source=FORM,
)
def row_ids_fit_their_machine(subject: Subject) -> Iterator[Hit]:
    """A prepared row stays with the machine and the quantity it was prepared for."""
    for line in subject.values:
        machine = subject.of_measurement(line)
        prepared = (line.id or "").partition("-")[2]
        if machine is not None and prepared and prepared != f"{machine.id}-{line.quantity}":
            yield hit(line.cell("id"), found=line.tag, id=line.id)


@RULES.rule(
    "FLD-109",
    Severity.WARNING,
    title=Text("量測日期不是訪視日", "Measured on another day"),
    message=Text(
        "{tag} 的量測日期 {found} 不是訪視日 {day}。",
        "{tag}: measured on {found}, not on the day of the visit, {day}.",
    ),
    why=Text("可能誤植，或不屬於這次訪視。", "A slip, or not of this visit."),
    fix=Text("請核對日期；無誤則於備註說明。", "Check the day; when right, say so in the note."),
    source=FORM,
)
def values_are_of_the_visit(subject: Subject) -> Iterator[Hit]:
    """Values are taken on the day of the visit."""
    day = subject.held_on
    for line in subject.values:
        if day is not None and line.taken_on is not None and line.taken_on != day and not line.note:
            yield hit(line.cell("taken_on"), found=line.taken_on, day=day, tag=line.tag)


@RULES.rule(
    "FLD-110",
    Severity.WARNING,
    title=Text("溫差過小或相反", "A difference too small or turned"),
    message=Text(
        "{tag} 的{warm}與{cold}相差 {found} K。", "{tag}: {warm} less {cold} is {found} K."
    ),
    why=Text(
        "小於 2 K 時，兩支溫度計的誤差與溫差相當。",
        "Below 2 K the error of two thermometers is as large.",
    ),
    fix=Text(
        "請確認量測點是否對調、負載是否穩定。",
        "Check that they are not exchanged and load is steady.",
    ),
    source="portal judgement, as in the calculators of cooling",
)
def differences_can_be_used(subject: Subject) -> Iterator[Hit]:
    """Of two temperatures of a machine the warmer one is warmer by at least 2 K."""
    for tag in subject.machines:
        found = {line.quantity: line for line, one, _ in _known(subject) if one.tag == tag}
        for warm, cold in WARMER:
            if warm in found and cold in found:
                yield from _difference(tag, found[warm], found[cold])


def _difference(tag: str, warm: MeasurementLine, cold: MeasurementLine) -> Iterator[Hit]:
    if warm.value is None or cold.value is None:
        return
    difference = warm.value - cold.value
    if difference < SMALLEST_DIFFERENCE:
        names = {one.code: one.label for kind in KINDS.values() for one in kind.measured}
        yield hit(
            warm.cell("value"),
            cold.cell("value"),
            found=difference,
            tag=tag,
            warm=names[warm.quantity or ""],
            cold=names[cold.quantity or ""],
        )


@RULES.rule(
    "FLD-111",
    Severity.ERROR,
    title=Text("量測日期不明", "A value without a day"),
    message=Text(
        "{tag} 的量測值沒有日期，訪視也沒有實際日期。",
        "A value of {tag} has no day, and the visit has none either.",
    ),
    why=Text("數值須知道何時量測。", "A value needs its day."),
    fix=Text("請填訪視的實際日期，或該列的量測日期。", "Enter the day of the visit or of the row."),
    source=FORM,
)
def values_have_a_day(subject: Subject) -> Iterator[Hit]:
    """Every value has a day, its own or that of the visit."""
    for line in subject.values:
        if line.taken_on is None and subject.held_on is None:
            yield hit(line.cell("taken_on"), tag=line.tag or "")
