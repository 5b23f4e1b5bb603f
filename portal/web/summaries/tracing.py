"""How the amounts of a trace are written: in the unit of the figure, missing ones in a word."""

from collections.abc import Callable
from decimal import Decimal

from portal.language import Language, Text
from portal.plans.amounts import ZERO, Amount
from portal.reports.formats import Unit
from portal.reports.values import NOTHING, Form, written
from portal.web.summaries.trace import Trace


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
