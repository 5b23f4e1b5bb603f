"""How the amounts of a trace are written: in the unit of the figure, missing ones in a word."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final
from urllib.parse import urlencode

from portal.language import Language, Text
from portal.plans.amounts import ZERO, Amount
from portal.reports.formats import Unit
from portal.reports.values import NOTHING, Form, written
from portal.web.summaries.trace import Trace, Traced

PER_PAGE: Final = 50


def part(trace: Trace, asked: int) -> tuple[Sequence[Traced], int, int]:
    """The counted members of one page, its number, and how many pages there are."""
    pages = max(1, -(-len(trace.counted) // PER_PAGE))
    number = min(max(asked, 1), pages)
    return trace.counted[(number - 1) * PER_PAGE : number * PER_PAGE], number, pages


def page_link(trace: Trace) -> Callable[[int], str]:
    """The address of another page of the same trace."""
    named = {"horizon": str(trace.horizon)} if trace.source.horizons else {}
    group = {"group": trace.group.value} if trace.group else {}
    return lambda page: f"?{urlencode({**named, **group, 'page': page})}"


def writer(trace: Trace, unit: Unit, language: Language) -> Callable[[Amount], str]:
    """Writes one amount of a trace."""
    return lambda amount: written(amount, trace.source.form, unit, language)


def unit_of(trace: Trace, unit: Unit) -> Text:
    """The unit in the heading; a percentage carries its own sign."""
    form = trace.source.form
    return NOTHING if form in (Form.SHARE, Form.SHARE_1, Form.CHANGE) else form.unit(unit)


def total(trace: Trace, unit: Unit, language: Language) -> str:
    """The sum of the members that the reader sees; empty for a ratio, which does not add up."""
    if not trace.source.form.is_tonnes:
        return ""
    amounts = [one.amount for one in trace.counted if isinstance(one.amount, Decimal)]
    return written(sum(amounts, ZERO), trace.source.form, unit, language)
