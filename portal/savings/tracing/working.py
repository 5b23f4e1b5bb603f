"""How what counts of a stream follows from what its claim states; pure."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from portal.language import Text
from portal.reference.site_systems import Carrier
from portal.savings.totals import ONE, Counted, measured_days
from portal.savings.vocabulary import Power

_MILLI: Final = Decimal("0.001")


def working(one: Counted) -> Iterator[Text]:
    """The steps from the claim to the quantities that count, then to tonnes."""
    yield from _energy(one)
    if one.removed:
        yield Text(
            f"同組重疊扣除 {_said(one.removed)} 度",
            f"less {_said(one.removed)} kWh that others of one use save already",
        )
    if one.tonnes is not None and one.savings:
        yield _tonnes(one, one.tonnes)


def _energy(one: Counted) -> Iterator[Text]:
    """By days for what was measured, by the part of the year for anything else."""
    if one.claim.periods and one.part != ONE:
        for period, days in measured_days(one.stream, one.claim, one.year):
            for carrier, quantity in period.savings.items():
                yield _by_days(carrier, quantity, days, period.days)
        return
    for carrier, quantity in one.claim.savings.items():
        yield _by_part(carrier, quantity, one.part)


def _by_days(carrier: Carrier, quantity: Decimal, days: int, of: int) -> Text:
    counted = _said(quantity * days / of)
    return Text(
        f"{carrier.label.zh} {_said(quantity)} {carrier.unit} × {days}／{of} 日 = {counted}",
        f"{carrier.label.en} {_said(quantity)} {carrier.unit} × {days}/{of} days = {counted}",
    )


def _by_part(carrier: Carrier, quantity: Decimal, part: Decimal) -> Text:
    amount = f"{_said(quantity)} {carrier.unit}"
    zh, en = f"{carrier.label.zh} {amount}", f"{carrier.label.en} {amount}"
    if part == ONE:
        return Text(f"{zh}（全年）", f"{en} (full year)")
    return Text(
        f"{zh} × {part:.6f} 年 = {_said(quantity * part)}",
        f"{en} × {part:.6f} of the year = {_said(quantity * part)}",
    )


def _tonnes(one: Counted, tonnes: Decimal) -> Text:
    if one.stream.power is Power.GREEN and Carrier.ELECTRICITY in one.savings:
        return Text(
            f"減碳 {_said(tonnes)} 公噸（節省綠電，不計電力減碳）",
            f"{_said(tonnes)} t (green power is saved and avoids nothing)",
        )
    return Text(
        f"減碳 {_said(tonnes)} 公噸（{one.year} 年係數）",
        f"{_said(tonnes)} t with the factors of {one.year}",
    )


def _said(value: Decimal) -> str:
    written = f"{value.quantize(_MILLI, ROUND_HALF_UP):,f}"
    return written.rstrip("0").rstrip(".")
