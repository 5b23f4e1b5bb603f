"""What a diagnosis report is made of, and the figures that follow from it; money in NT$."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from portal.advisory.duty import Deadline
from portal.advisory.effects import gigajoules, per_unit, tonnes
from portal.advisory.figures import AdviceRow, Case, FindingRow, MachineRow, MeasurementRow
from portal.advisory.states import AdviceState
from portal.advisory.statistics import DONE
from portal.advisory.vocabulary import Carrier, MeasureClass, System, VisitKind
from portal.calculators.runs import Run
from portal.language import Text
from portal.reports.edition import Edition

ZERO: Final = Decimal(0)
QUICK_YEARS: Final = Decimal(3)
_NO_LIFE: Final = Decimal(10)
_TOP: Final = 3
_HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo with what it shows; `data` is None when the file cannot be read.

    Attributes:
        finding_id: that it belongs to; 0 for none.
        advice_id: of the recommendation whose implementation it shows; 0 for none.
    """

    finding_id: int
    caption: str
    tag: str
    data: bytes | None
    advice_id: int = 0


@dataclass(frozen=True, slots=True)
class DiagnosisReport:
    """Everything the report of a case shows.

    Attributes:
        machines: the register of the site, those in use or measured.
        deadlines: of the expected duty.
    """

    case: Case
    address: Text
    machines: tuple[MachineRow, ...]
    measurements: tuple[MeasurementRow, ...]
    photos: tuple[Photo, ...]
    deadlines: tuple[Deadline, ...]
    edition: Edition

    @property
    def surveyed_on(self) -> date | None:
        """The day of the survey; None before it was held."""
        days = [
            one.content.held_on
            for one in self.case.visits
            if one.content.kind is VisitKind.SURVEY and one.content.held_on
        ]
        return max(days, default=None)

    @property
    def year(self) -> int:
        """Whose factors turn energy into tonnes: of the survey, before it of the request."""
        day = self.surveyed_on or self.case.request.requested_at
        return day.year


@dataclass(frozen=True, slots=True)
class Item:
    """A recommendation with its finding and what it comes to.

    Attributes:
        year: whose factors turn energy into tonnes: of commissioning, before it of the survey.
        tonnes: tCO2e a year; None when nothing that it saves has a general factor.
        gj: of carriers with a general heat value.
    """

    row: AdviceRow
    finding: FindingRow
    derivation: tuple[Run, ...]
    year: int
    tonnes: Decimal | None
    gj: Decimal

    @property
    def yearly(self) -> Decimal | None:
        """NT$ saved in a full year; None when a price is missing."""
        return self.row.economics.yearly

    @property
    def payback(self) -> Decimal | None:
        """Simple payback, years; None when nothing is paid or saved."""
        return self.row.economics.payback_years

    @property
    def is_free(self) -> bool:
        """Whether nothing has to be paid."""
        return self.row.economics.outlay <= 0

    @property
    def is_operational(self) -> bool:
        """Whether it is of the class without investment."""
        return self.row.advice.measure_class is MeasureClass.OPERATIONAL

    @property
    def npv(self) -> Decimal | None:
        """Present value at the discount rate, NT$; None for what costs nothing."""
        return None if self.is_free else self.row.worth.npv

    @property
    def irr(self) -> Decimal | None:
        """Internal rate, per cent; None without an investment."""
        return None if self.is_free else self.row.worth.irr

    @property
    def money(self) -> tuple[Run, ...]:
        """The runs behind payback, present value and internal rate; none for what is free."""
        return () if self.is_free else self.row.worth.runs

    @property
    def net_yearly(self) -> Decimal:
        """Saving of a year less the outlay spread over the life, NT$; what the order goes by."""
        life = self.row.advice.life_years or _NO_LIFE
        return (self.yearly or ZERO) - self.row.economics.outlay / life


@dataclass(frozen=True, slots=True)
class Totals:
    """What the recommendations of a report come to, one beside the other."""

    count: int
    kwh: Decimal
    gj: Decimal
    tonnes: Decimal
    yearly: Decimal
    outlay: Decimal

    @property
    def payback(self) -> Decimal | None:
        """Outlay of all over their yearly saving, years."""
        return self.outlay / self.yearly if self.outlay > 0 and self.yearly > 0 else None


def items(report: DiagnosisReport) -> tuple[Item, ...]:
    """The recommendations that were not withdrawn, by number."""
    findings = {one.id: one for one in report.case.findings}
    return tuple(
        _item(row, findings[row.finding_id], report)
        for row in report.case.advice
        if row.state is not AdviceState.WITHDRAWN
    )


def _item(row: AdviceRow, finding: FindingRow, report: DiagnosisReport) -> Item:
    year = row.saving_year or report.year
    weights = (tonnes(saved, year) for saved in row.savings)
    known = [one for one in weights if one is not None]
    runs = (one.run for one in report.case.calculations if one.finding_id == finding.id)
    return Item(
        row,
        finding,
        tuple(one for one in runs if not one.refusals),
        year,
        sum(known, ZERO) if known else None,
        sum((gigajoules(saved) or ZERO for saved in row.savings), ZERO),
    )


def totals(found: Sequence[Item]) -> Totals:
    """What recommendations come to together."""
    return Totals(
        len(found),
        sum((one.row.electricity or ZERO for one in found), ZERO),
        sum((one.gj for one in found), ZERO),
        sum((one.tonnes or ZERO for one in found), ZERO),
        sum((one.yearly or ZERO for one in found), ZERO),
        sum((one.row.economics.outlay for one in found), ZERO),
    )


def first_actions(found: Sequence[Item]) -> list[Item]:
    """The three still to do that bring most a year after their cost is spread over their life."""
    open_ones = [one for one in found if one.row.state not in _SETTLED]
    wanted = open_ones or list(found)
    return sorted(wanted, key=lambda one: (-one.net_yearly, one.row.number))[:_TOP]


_SETTLED: Final = DONE | {AdviceState.REJECTED, AdviceState.WILL_NOT}


def effort(one: Item) -> int:
    """0 without investment, 1 paid back within three years, 2 later or unknown."""
    if one.is_free:
        return 0
    return 1 if one.payback is not None and one.payback <= QUICK_YEARS else 2


def is_large(one: Item, found: Sequence[Item]) -> bool:
    """Whether it saves at least as much money as the mean of all."""
    mean = sum((each.yearly or ZERO for each in found), ZERO) / max(len(found), 1)
    return (one.yearly or ZERO) >= mean


def together(found: Sequence[Item]) -> dict[str, list[Item]]:
    """Recommendations that act on the same use, by the name of their group, if several do."""
    groups: dict[str, list[Item]] = {}
    for one in found:
        if one.row.advice.interaction_group:
            groups.setdefault(one.row.advice.interaction_group, []).append(one)
    return {name: members for name, members in groups.items() if len(members) > 1}


def sources(found: Sequence[Item]) -> list[Text]:
    """Where the factors of the carriers that are saved come from, each once."""
    used = {(saved.carrier, one.year) for one in found for saved in one.row.savings}
    known = [
        (carrier, per_unit(carrier, year).source)
        for carrier in Carrier
        for _, year in sorted(each for each in used if each[0] is carrier)
    ]
    every = [
        Text(f"{one.label.zh}：{source.zh}", f"{one.label.en}: {source.en}")
        for one, source in known
    ]
    return list(dict.fromkeys(every))


def systems(report: DiagnosisReport) -> set[System]:
    """The systems with a finding."""
    return {one.seen.system for one in report.case.findings}
