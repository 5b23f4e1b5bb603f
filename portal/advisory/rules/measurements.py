"""What the equipment register and measured values are held against."""

from datetime import date
from decimal import Decimal
from typing import Final

from portal.advisory.content import Machine, Reading
from portal.advisory.durations import months_after
from portal.advisory.equipment import KINDS, Measured
from portal.advisory.rules.flags import MOST_HOURS, Flag, Found, error, too_many_hours, warning
from portal.advisory.vocabulary import Method
from portal.language import Text

CALIBRATED_FOR: Final = 24


def machine_flags(machine: Machine) -> tuple[Flag, ...]:
    """What is wrong with an entry of the equipment register."""
    return tuple(_of_machine(machine))


def _of_machine(machine: Machine) -> Found:
    kind = KINDS[machine.kind]
    if machine.hours is not None and machine.hours > MOST_HOURS:
        yield too_many_hours(machine.hours)
    if machine.rated is not None:
        yield from _within(kind.rated, machine.rated, "rated")
    if machine.vsd and not kind.may_have_vsd:
        yield warning(
            "ADV-203",
            "vsd",
            Text("「{kind}」通常沒有變頻器，請確認。", "A {kind} seldom has a speed drive; check."),
            kind=kind.label,
        )


def reading_flags(machine: Machine, reading: Reading) -> tuple[Flag, ...]:
    """What is wrong with, or odd about, a measured value."""
    return tuple(_of_reading(machine, reading))


def _of_reading(machine: Machine, reading: Reading) -> Found:
    measured = KINDS[machine.kind].quantity(reading.quantity)
    if measured is None:
        yield error(
            "ADV-204",
            "quantity",
            Text("這種設備不量測這個項目。", "This is not measured on such equipment."),
        )
        return
    yield from _within(measured, reading.value, "value")
    if reading.method is Method.MEASURED:
        yield from _instrument(reading)


def _within(measured: Measured, value: Decimal, field: str) -> Found:
    """ADV-201 and ADV-202: beyond what is possible, or unusual."""
    said = {"name": measured.label, "value": f"{value:,}", "unit": measured.unit}
    if not measured.hard.holds(value):
        yield error(
            "ADV-201",
            field,
            Text(
                "{name} {value} {unit} 不可能，應在 {range} 之間。",
                "{name}: {value} {unit} is impossible; it lies within {range}.",
            ),
            range=measured.hard.said,
            **said,
        )
    elif not measured.plausible.holds(value):
        yield warning(
            "ADV-202",
            field,
            Text(
                "{name} {value} {unit} 少見，一般在 {range} 之間，請確認單位。",
                "{name}: {value} {unit} is unusual; mostly within {range}. Check the unit.",
            ),
            range=measured.plausible.said,
            **said,
        )


def _instrument(reading: Reading) -> Found:
    if not reading.instrument:
        yield error(
            "ADV-205",
            "instrument",
            Text("現場量測須填寫儀器。", "A measured value names its instrument."),
        )
    if reading.calibrated_on is None or _is_old(reading.calibrated_on, reading.taken_at.date()):
        yield warning(
            "ADV-206",
            "calibrated_on",
            Text(
                "儀器未註明校正日期，或校正已超過 24 個月。",
                "The calibration is not stated or older than 24 months.",
            ),
        )


def _is_old(calibrated_on: date, taken_on: date) -> bool:
    return months_after(calibrated_on, CALIBRATED_FOR) < taken_on
