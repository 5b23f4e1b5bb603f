"""What a recommendation is worth over its life: payback, present value and return, as printed.

The calculators compute; nothing is computed here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from portal.advisory.economics import Economics
from portal.advisory.rates import declared_rate
from portal.calculators.declaration import Value
from portal.calculators.registry import BY_CODE
from portal.calculators.runs import Run, run
from portal.language import Text

DECLARED: Final = Text("平台約定值：{reason}。", "The portal's convention: {reason}.")
STATED: Final = Text("本建議自訂：{reason}", "Stated for this recommendation: {reason}")
WITHOUT_REASON: Final = Text("未填理由。", "no reason was given.")
NO_SAVING: Final = Text(
    "尚缺單價，無法計算年節省金額。", "A price is missing, so the yearly saving is not known."
)
NO_LIFE: Final = Text(
    "尚未填使用年限（至少 1 年），不計淨現值與報酬率。",
    "Without a life of at least one year there is no present value and no rate of return.",
)


@dataclass(frozen=True, slots=True)
class Worth:
    """Payback, present value and return of a recommendation.

    Attributes:
        rate: discount rate, per cent a year.
        rate_source: where the rate comes from.
        payback_years: outlay over yearly saving, years.
        npv: NT$ of today.
        irr: per cent a year.
        remarks: why something of it is not given, and what looks unusual, in words.
        runs: the calculations behind it, with their derivation.
    """

    rate: Decimal
    rate_source: Text
    payback_years: Decimal | None
    npv: Decimal | None
    irr: Decimal | None
    remarks: tuple[Text, ...]
    runs: tuple[Run, ...]


def worth(
    money: Economics, rate: Decimal | None = None, reason: str = "", on: date | None = None
) -> Worth:
    """What a recommendation is worth.

    Args:
        money: cost and yearly saving, NT$; the saving stays the same over whole years of life.
        rate: discount rate, per cent a year; None takes the one declared for the day.
        reason: why the recommendation has a rate of its own.
        on: the day of the recommendation; None takes the newest declared rate.
    """
    used, source = _rate(rate, reason, on)
    if money.yearly is None:
        return Worth(used, source, None, None, None, (NO_SAVING,), ())
    years = int(money.life_years or 0)
    paid_back = _paid_back(money)
    if years < 1:
        return _made(used, source, [*paid_back], (NO_LIFE,))
    flows = (-money.outlay, *(money.yearly for _ in range(years)))
    valued = run(BY_CODE["money_npv"], {"rate": used, "flows": flows})
    returned = run(BY_CODE["money_irr"], {"flows": flows})
    return _made(used, source, [*paid_back, valued, returned], ())


def _rate(rate: Decimal | None, reason: str, on: date | None) -> tuple[Decimal, Text]:
    if rate is None:
        declared = declared_rate(on)
        return declared.rate, DECLARED.format(reason=declared.reason)
    said = Text(reason, reason) if reason.strip() else WITHOUT_REASON
    return rate, STATED.format(reason=said)


def _paid_back(money: Economics) -> list[Run]:
    """What costs nothing is not paid back."""
    if money.outlay <= 0 or money.yearly is None:
        return []
    given: dict[str, Value] = {"capex": money.outlay, "saving": money.yearly}
    if money.life_years and money.life_years >= 1:
        given["life"] = money.life_years
    return [run(BY_CODE["money_payback"], given)]


def _made(rate: Decimal, source: Text, runs: list[Run], remarks: tuple[Text, ...]) -> Worth:
    answers: Mapping[str, Decimal] = {
        key: one for each in runs for key, one in each.outputs.items()
    }
    said = tuple(one.text for each in runs for one in (*each.refusals, *each.warnings))
    return Worth(
        rate,
        source,
        answers.get("years"),
        answers.get("npv"),
        answers.get("irr"),
        (*remarks, *said),
        tuple(each for each in runs if each.lines),
    )
