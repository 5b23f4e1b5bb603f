"""The rules of the reduction plan, in the order in which they are read."""

from portal.plans.rules import (
    base_amounts,
    base_year,
    claims,
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

__all__ = ["MODULES", "RULES"]

# Importing a module registers its rules.
MODULES = (
    sites,
    base_year,
    base_amounts,
    coverage,
    wording,
    rates_and_levels,
    standing,
    measures,
    counted_twice,
    claims,
    effects,
    costs,
    whole_plan,
    path,
    exchange,
    progress,
)
