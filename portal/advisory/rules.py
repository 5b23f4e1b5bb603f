"""What a diagnosis's figures are held against: errors refuse, warnings ask for an explanation."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from portal.advisory.arc import known_arc
from portal.advisory.content import Advice, Machine, Progress, Reading, Saved
from portal.advisory.durations import months_after
from portal.advisory.equipment import KINDS, Measured
from portal.advisory.vocabulary import Carrier, MeasureClass, Method, System
from portal.language import Text
from portal.workbook.findings import Severity

MOST_HOURS: Final = Decimal(8784)
"""Hours of a leap year."""
LARGE_SHARE: Final = Decimal("0.30")
FACTORS: Final = (Decimal("0.35"), Decimal("0.60"))
"""kg CO2e/kWh; Taiwan's grid was 0.474 to 0.554 from 2017 to 2024 (Energy Administration)."""
PAYBACKS: Final = (Decimal("0.1"), Decimal(25))
SLIPS: Final = (Decimal(1000), Decimal(10000))
"""Thousands from units, ten thousands from writing in 萬."""
CALIBRATED_FOR: Final = 24


@dataclass(frozen=True, slots=True)
class Flag:
    """What a rule found: refused when an error, to be explained when a warning."""

    code: str
    severity: Severity
    message: Text
    field: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A recommendation with what it is judged by.

    Attributes:
        system: of the finding.
        machine: the equipment it acts on; None for a site as a whole.
        beside: what the other recommendations already save of the machine's carrier.
        payback_years: simple payback, None when there is none.
    """

    advice: Advice
    savings: tuple[Saved, ...]
    system: System
    machine: Machine | None = None
    beside: Decimal = Decimal(0)
    payback_years: Decimal | None = None


Found = Iterator[Flag]


def _error(code: str, field: str, message: Text, **said: object) -> Flag:
    return Flag(code, Severity.ERROR, message.format(**said), field)


def _warning(code: str, field: str, message: Text, **said: object) -> Flag:
    return Flag(code, Severity.WARNING, message.format(**said), field)


def _used(proposal: Proposal) -> Iterator[tuple[Saved, Decimal]]:
    """Savings of the carrier whose use is known."""
    machine = proposal.machine
    if machine is None or not machine.annual_use:
        return
    for one in proposal.savings:
        if one.carrier is machine.carrier:
            yield one, machine.annual_use


def more_than_used(proposal: Proposal) -> Found:
    """ADV-101: more saved than the equipment uses; says so when it looks like a slip."""
    for one, use in _used(proposal):
        if one.quantity <= use:
            continue
        slip = next((by for by in SLIPS if one.quantity / by <= use * LARGE_SHARE), None)
        message = (
            Text(
                "節能量 {saved} {unit} 大於設備全年用量 {use} {unit}；若單位或「萬」誤植，"
                "差 {slip} 倍。請更正。",
                "The saving of {saved} {unit} is more than the equipment uses in a year, {use} "
                "{unit}; a slip of {slip} times would explain it. Correct it.",
            )
            if slip
            else Text(
                "節能量 {saved} {unit} 大於設備全年用量 {use} {unit}，請更正其中之一。",
                "The saving of {saved} {unit} is more than the equipment uses in a year, {use} "
                "{unit}. Correct one of them.",
            )
        )
        yield _error(
            "ADV-101",
            f"{one.carrier}_quantity",
            message,
            saved=f"{one.quantity:,}",
            use=f"{use:,}",
            unit=one.carrier.unit,
            slip=f"{slip or 1:,}",
        )


def large_share(proposal: Proposal) -> Found:
    """ADV-102: more than 30 % of what the equipment uses."""
    for one, use in _used(proposal):
        if use * LARGE_SHARE < one.quantity <= use:
            yield _warning(
                "ADV-102",
                f"{one.carrier}_quantity",
                Text(
                    "節能量占設備全年用量 {share} %，超過 30 %，請說明依據。",
                    "The saving is {share} % of what the equipment uses in a year, above 30 %. "
                    "Say what it rests on.",
                ),
                share=f"{one.quantity / use * 100:.1f}",
            )


def together_more_than_used(proposal: Proposal) -> Found:
    """ADV-103: with the other recommendations, more than the equipment uses."""
    for one, use in _used(proposal):
        if one.quantity <= use < one.quantity + proposal.beside:
            yield _error(
                "ADV-103",
                f"{one.carrier}_quantity",
                Text(
                    "同一設備各項建議合計節省 {sum} {unit}，大於全年用量 {use} {unit}。",
                    "All recommendations for this equipment save {sum} {unit} together, more than "
                    "it uses in a year, {use} {unit}.",
                ),
                sum=f"{one.quantity + proposal.beside:,}",
                use=f"{use:,}",
                unit=one.carrier.unit,
            )


def implied_factor(proposal: Proposal) -> Found:
    """ADV-104: stated tonnes and kWh imply a factor that Taiwan's grid never had."""
    least, greatest = FACTORS
    for one in proposal.savings:
        if one.carrier is not Carrier.ELECTRICITY or not one.stated_tco2e or not one.quantity:
            continue
        factor = one.stated_tco2e * 1000 / one.quantity
        if least <= factor <= greatest:
            continue
        slip = _slip(factor)
        message = (
            Text(
                "由節電量與減碳量反推為 {factor} kg/kWh，與電力係數差約 {slip} 倍，"
                "疑為單位或「萬」誤植。",
                "kWh and tonnes imply {factor} kg/kWh, about {slip} times off the grid factor: "
                "probably a slip of unit or of 萬.",
            )
            if slip
            else Text(
                "由節電量與減碳量反推為 {factor} kg/kWh，不在 0.35–0.60 之間，請確認。",
                "kWh and tonnes imply {factor} kg/kWh, outside 0.35 to 0.60. Check both.",
            )
        )
        said = {"factor": f"{factor:.4g}", "slip": f"{slip or 1:,}"}
        yield _warning("ADV-104", "electricity_stated_tco2e", message, **said)


def _slip(factor: Decimal) -> Decimal | None:
    """By how many times a factor is off, when that is a usual slip."""
    least, greatest = FACTORS
    for times in SLIPS:
        if least <= abs(factor) / times <= greatest or least <= abs(factor) * times <= greatest:
            return times
    return None


def odd_payback(proposal: Proposal) -> Found:
    """ADV-105: paid back within weeks or only after a generation."""
    years = proposal.payback_years
    if years is not None and not PAYBACKS[0] <= years <= PAYBACKS[1]:
        yield _warning(
            "ADV-105",
            "capex_material",
            Text(
                "回收年限 {years} 年，不在 0.1–25 年之間，請確認投資額與節省金額。",
                "The payback is {years} years, outside 0.1 to 25. Check cost and saving.",
            ),
            years=f"{years:.2f}",
        )


def more_hours_than_a_year(proposal: Proposal) -> Found:
    """ADV-106: more operating hours than a year has."""
    hours = proposal.advice.hours
    if hours is not None and hours > MOST_HOURS:
        yield _hours(hours)


def _hours(hours: Decimal) -> Flag:
    return _error(
        "ADV-106",
        "hours",
        Text(
            "年運轉 {hours} 小時，超過一年的 8,784 小時。",
            "{hours} operating hours are more than the 8,784 of a year.",
        ),
        hours=f"{hours:,}",
    )


def free_replacement(proposal: Proposal) -> Found:
    """ADV-107: a replacement that costs nothing."""
    advice = proposal.advice
    if advice.capex == 0 and advice.measure_class is not MeasureClass.OPERATIONAL:
        yield _error(
            "ADV-107",
            "measure_class",
            Text(
                "設備汰換的投資額為 0；不需投資者請改列操作改善。",
                "A replacement costs something; what costs nothing is operational.",
            ),
        )


def code_fits_system(proposal: Proposal) -> Found:
    """ADV-108: a recommendation code of another system, or of none."""
    arc = proposal.advice.arc
    if not arc:
        return
    known = known_arc(arc)
    if known is None or proposal.system not in known.systems:
        yield _warning(
            "ADV-108",
            "arc",
            Text(
                "建議代碼 {arc} 與「{system}」不符，請確認。",
                "The code {arc} does not fit the system “{system}”. Check it.",
            ),
            arc=arc,
            system=proposal.system.label,
        )


def subsidy_within_cost(proposal: Proposal) -> Found:
    """ADV-109: a subsidy above the whole cost."""
    advice = proposal.advice
    if advice.subsidy > advice.capex:
        yield _error(
            "ADV-109",
            "subsidy",
            Text(
                "補助 {subsidy} 元大於投資額 {capex} 元。",
                "The subsidy of NT$ {subsidy} is more than the cost of NT$ {capex}.",
            ),
            subsidy=f"{advice.subsidy:,}",
            capex=f"{advice.capex:,}",
        )


RULES: Final[tuple[Callable[[Proposal], Found], ...]] = (
    more_than_used,
    large_share,
    together_more_than_used,
    implied_factor,
    odd_payback,
    more_hours_than_a_year,
    free_replacement,
    code_fits_system,
    subsidy_within_cost,
)


def judged(proposal: Proposal) -> tuple[Flag, ...]:
    """Everything the rules say about a recommendation."""
    return tuple(flag for rule in RULES for flag in rule(proposal))


def machine_flags(machine: Machine) -> tuple[Flag, ...]:
    """What is wrong with an entry of the equipment register."""
    return tuple(_of_machine(machine))


def _of_machine(machine: Machine) -> Found:
    kind = KINDS[machine.kind]
    if machine.hours is not None and machine.hours > MOST_HOURS:
        yield _hours(machine.hours)
    if machine.rated is not None:
        yield from _within(kind.rated, machine.rated, "rated")
    if machine.vsd and not kind.may_have_vsd:
        yield _warning(
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
        yield _error(
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
        yield _error(
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
        yield _warning(
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
        yield _error(
            "ADV-205",
            "instrument",
            Text("現場量測須填寫儀器。", "A measured value names its instrument."),
        )
    if reading.calibrated_on is None or _is_old(reading.calibrated_on, reading.taken_at.date()):
        yield _warning(
            "ADV-206",
            "calibrated_on",
            Text(
                "儀器未註明校正日期，或校正已超過 24 個月。",
                "The calibration is not stated or older than 24 months.",
            ),
        )


def _is_old(calibrated_on: date, taken_on: date) -> bool:
    return months_after(calibrated_on, CALIBRATED_FOR) < taken_on


def progress_flags(progress: Progress, survey_on: date | None, today: date) -> tuple[Flag, ...]:
    """What is wrong with a report of implementation."""
    return tuple(_of_progress(progress, survey_on, today))


def _of_progress(progress: Progress, survey_on: date | None, today: date) -> Found:
    done = progress.commissioned_on
    if done is None:
        return
    if survey_on is not None and done < survey_on and not progress.early_reason.strip():
        yield _error(
            "ADV-301",
            "early_reason",
            Text(
                "啟用日 {done} 早於診斷日 {survey}，請說明原因。",
                "Commissioned on {done}, before the survey of {survey}: say why.",
            ),
            done=done.isoformat(),
            survey=survey_on.isoformat(),
        )
    if done > today:
        yield _error(
            "ADV-302",
            "commissioned_on",
            Text(
                "啟用日在未來；請填預定完成日。", "That day is still to come: state it as planned."
            ),
        )
