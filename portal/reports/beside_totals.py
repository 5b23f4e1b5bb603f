"""What tables of coverage have in common: a set in each row, and what stands beside its total."""

from collections.abc import Iterable, Mapping
from typing import Final

from portal.language import Text
from portal.plans.amounts import Amount
from portal.reference.groups import Group
from portal.reports import formats
from portal.reports.excel import Field
from portal.reports.look import Look
from portal.reports.summary import Summary
from portal.reports.tables import Column, number
from portal.reports.values import Form, written

Headings = Mapping[str, tuple[Text, Form]]
"""Heading and form of each column, in order."""

SET: Final = Text("組別", "Group")
FIGURE: Final = Field(Text("數值代號（溯源用）", "Figure id, to trace it"), 32)
_TOTAL: Final = Text("合計", "Total")
_WIDTH: Final = 17


def named(group: Group | None) -> Text:
    """The name of a set in its row."""
    return group.label if group else _TOTAL


def columns(headings: Headings, width: float, tonnes: Text) -> tuple[Column, ...]:
    """The columns of a PDF; those of tonnes say their unit."""
    return tuple(
        number(heading, width, tonnes if form.is_tonnes else None)
        for heading, form in headings.values()
    )


def fields(headings: Headings) -> tuple[Field, ...]:
    """The same columns of a worksheet."""
    return tuple(Field(heading, _WIDTH, form) for heading, form in headings.values())


def said(
    values: Mapping[str, Amount], headings: Headings, summary: Summary, look: Look
) -> tuple[str, ...]:
    """The cells of a PDF."""
    return tuple(
        written(value, headings[key][1], summary.unit, look.language)
        for key, value in values.items()
    )


def span(years: Iterable[int]) -> str:
    """First and last of some years."""
    known = sorted(years)
    if not known:
        return formats.MISSING
    return str(known[0]) if known[0] == known[-1] else f"{known[0]}–{known[-1]}"
