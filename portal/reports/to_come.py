"""What a report leaves out because nothing is known yet: a sentence instead of empty tables."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from portal.language import Text
from portal.plans.amounts import Missing
from portal.reports.incoming import no_inventories, no_plans
from portal.reports.summary import Section, Summary
from portal.reports.summary_figures import sections

# What follows from accepted plans alone.
OF_PLANS: Final = frozenset({"targets", "progress", "measures", "delivery"})
OF_INVENTORIES: Final = frozenset({"emissions"})
_NOBODY: Final = Text(
    "{year} 年本組沒有應申報之成員，因此沒有數值可列；有成員後列入該年度之報告。",
    "The group has no member due in {year}, so there is nothing to show; it comes with the report "
    "of the first year that has one.",
)


def to_come(summary: Summary) -> tuple[Text, ...]:
    """What a summary leaves out, a sentence each; nothing where it leaves nothing out."""
    if not summary.figures.members:
        return (_NOBODY.format(year=summary.year),)
    found: list[Text] = []
    if not summary.has_emissions:
        found.append(no_inventories(summary.year, summary.inventories))
    if not summary.has_plans:
        found.append(no_plans(summary.year, summary.plans))
    return tuple(found)


def known_sections(summary: Summary) -> tuple[Section, ...]:
    """The parts of a summary that have something to show."""
    return tuple(_known(summary)) if summary.figures.members else ()


def _known(summary: Summary) -> Iterator[Section]:
    for section in sections(summary):
        if section.code in OF_PLANS and not summary.has_plans:
            continue
        if section.code in OF_INVENTORIES and not summary.has_emissions:
            continue
        if section.code == "quality":
            kept = tuple(one for one in section.items if not isinstance(one.value, Missing))
            section = replace(section, items=kept)
        yield section
