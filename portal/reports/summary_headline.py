"""The four answers at the top of a summary: handed in, emitted, promised for 2030 and for 2050."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from portal.aggregation.figures import HorizonFigures
from portal.language import Language, Text
from portal.plans.amounts import Amount
from portal.reports import formats
from portal.reports.summary import Summary
from portal.reports.values import Form, written

_NEAR: Final = 2030
_FAR: Final = 2050


@dataclass(frozen=True, slots=True)
class Answer:
    """One large number with its unit and the sentences that belong to it."""

    label: Text
    value: str
    unit: Text
    notes: tuple[Text, ...]
    share: float


def headline(summary: Summary, language: Language) -> tuple[Answer, ...]:
    """The four answers, as far as there is one."""
    return (
        _submission(summary),
        *((_emissions(summary, language),) if summary.has_emissions else ()),
        *(
            (_near_term(summary, language), _long_term(summary, language))
            if summary.has_plans
            else ()
        ),
    )


def _said(summary: Summary, value: Amount, form: Form, language: Language) -> str:
    return written(value, form, summary.unit, language)


def _submission(summary: Summary) -> Answer:
    figures = summary.figures
    missing = figures.members - figures.submitted
    return Answer(
        Text("收件", "Handed in"),
        formats.number(figures.submitted),
        Text(f"／ {figures.members} 家", f"of {figures.members}"),
        (
            Text(f"審查通過 {figures.accepted} 家", f"{figures.accepted} accepted"),
            Text(f"尚未繳交 {missing} 家", f"{missing} missing"),
        ),
        0.6,
    )


def _emissions(summary: Summary, language: Language) -> Answer:
    found = summary.figures.emissions
    change = _said(summary, found.change.value, Form.CHANGE, language)
    matched = found.change.counted
    return Answer(
        Text("範疇一＋二排放量", "Scope 1 and 2 emissions"),
        _said(summary, found.total.value, Form.TONNES, language),
        Form.TONNES.unit(summary.unit),
        (
            Text(
                f"較前一年度 {change}（同 {matched} 家）",
                f"{change} on the year before (same {matched})",
            ),
        ),
        1.05,
    )


def _near_term(summary: Summary, language: Language) -> Answer:
    found = summary.figures.horizons[_NEAR]
    less = _said(summary, found.t3.value, Form.TONNES_A_YEAR, language)
    common = _said(summary, found.t4.value, Form.TONNES_A_YEAR, language)
    return Answer(
        Text("2030 年減量貢獻（T1）", "Contribution to 2030 (T1)"),
        _said(summary, found.t1.value, Form.TONNES_A_YEAR, language),
        Form.TONNES_A_YEAR.unit(summary.unit),
        (
            Text(
                f"扣除重複 {less}（T3）；以 2022 為基準 {common}（T4）",
                f"{less} without overlap (T3); {common} since 2022 (T4)",
            ),
            _members(found),
        ),
        1.05,
    )


def _members(found: HorizonFigures) -> Text:
    share = formats.percent(_number(found.coverage.emissions_share))
    return Text(
        f"{found.quantified}／{found.with_target} 家可量化，涵蓋率 {share}",
        f"{found.quantified} of {found.with_target} in tonnes, {share} of emissions",
    )


def _number(value: Amount) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def _long_term(summary: Summary, language: Language) -> Answer:
    found = summary.figures.horizons[_FAR]
    net = _said(summary, found.net.value, Form.TONNES_A_YEAR, language)
    gross = _said(summary, found.gross.value, Form.TONNES_A_YEAR, language)
    silent = found.residual_not_stated
    return Answer(
        Text("2050 年淨零目標", "Net zero by 2050"),
        formats.number(found.net_zero),
        Text("家", "members"),
        (
            Text(
                f"淨減量 {net}，實質減量 {gross}",
                f"Net cut {net}, gross cut {gross}",
            ),
            Text(
                f"{found.with_target} 家訂有 2050 年目標，{silent} 家未填報殘餘排放",
                f"{found.with_target} with a 2050 target, {silent} state no residual",
            ),
        ),
        0.85,
    )
