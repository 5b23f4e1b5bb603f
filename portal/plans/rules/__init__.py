"""The rules of the reduction plan, in the order in which they are read."""

from portal.plans.rules import (  # noqa: F401
    base_amounts,
    base_year,
    costs,
    counted_twice,
    coverage,
    effects,
    exchange,
    measures,
    path,
    progress,
    rates_and_levels,
    sites,
    standing,
    whole_plan,
    wording,
)
from portal.plans.rules.book import RULES

__all__ = ["RULES"]
