"""What the figures of a recommendation are held against."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from portal.advisory.arc import known_arc
from portal.advisory.content import Advice, Machine, Saved
from portal.advisory.rules.flags import MOST_HOURS, Flag, Found, error, too_many_hours, warning
from portal.advisory.vocabulary import Carrier, MeasureClass, System
from portal.language import Text

LARGE_SHARE: Final = Decimal("0.30")
FACTORS: Final = (Decimal("0.35"), Decimal("0.60"))
"""kg CO2e/kWh; Taiwan's grid was 0.474 to 0.554 from 2017 to 2024 (Energy Administration)."""
PAYBACKS: Final = (Decimal("0.1"), Decimal(25))
SLIPS: Final = (Decimal(1000), Decimal(10000))
"""Thousands from units, ten thousands from writing in 萬."""


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
        yield error(
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
            yield warning(
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
            yield error(
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
        yield warning("ADV-104", "electricity_stated_tco2e", message, **said)


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
        yield warning(
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
        yield too_many_hours(hours)


def free_replacement(proposal: Proposal) -> Found:
    """ADV-107: a replacement that costs nothing."""
    advice = proposal.advice
    if advice.capex == 0 and advice.measure_class is not MeasureClass.OPERATIONAL:
        yield error(
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
        yield warning(
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
        yield error(
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
