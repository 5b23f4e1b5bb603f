"""The kinds of workbook the Alliance collects, each with its declarations, rules and figures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.intake.background import Background
from portal.intake.tables import (
    Table,
    inventory_tables,
    inventory_totals,
    plan_tables,
    plan_totals,
)
from portal.inventory import subject as inventory
from portal.inventory.earlier import VERSIONS as INVENTORY_VERSIONS
from portal.inventory.rules import RULES as INVENTORY_RULES
from portal.language import Text
from portal.official.rules import RULES as OFFICIAL_RULES
from portal.plans import subject as plans
from portal.plans.earlier import VERSIONS as PLAN_VERSIONS
from portal.plans.rules import RULES as PLAN_RULES
from portal.workbook.earlier import Carried, Versions
from portal.workbook.reading import Reading
from portal.workbook.rules import Rule, RuleBook, catalogue
from portal.workbook.shape import SHAPE
from portal.workbook.sheets import Template


@dataclass(frozen=True, slots=True)
class WorkbookKind:
    """One yearly workbook: how it is read, judged and turned into figures.

    Attributes:
        versions: its template, now and before.
        build: the subject of the rules, from what was read and what the portal knows besides.
        year: name of the cover's field that holds the reporting year.
        totals: "stated" and "recomputed" figures by name, tonnes CO2e.
        tables: the rows to be kept with a version.
    """

    code: str
    title: Text
    versions: Versions
    rules: RuleBook[Any]
    year: str
    build: Callable[[Reading | Carried, Background], Any]
    totals: Callable[[Any], Mapping[str, Mapping[str, Any]]]
    tables: Callable[[Any], Mapping[str, Table]]

    @property
    def template(self) -> Template:
        """The template in its present version."""
        return self.versions.template


INVENTORY = WorkbookKind(
    "inventory",
    Text("溫室氣體盤查清冊", "GHG inventory"),
    INVENTORY_VERSIONS,
    INVENTORY_RULES,
    "year",
    lambda reading, background: inventory.build(reading, background.inventory),
    inventory_totals,
    inventory_tables,
)
PLAN = WorkbookKind(
    "plan",
    Text("自主減量計畫", "Voluntary reduction plan"),
    PLAN_VERSIONS,
    PLAN_RULES,
    "plan_year",
    lambda reading, background: plans.build(reading, background.plan),
    plan_totals,
    plan_tables,
)
KINDS: Mapping[str, WorkbookKind] = {kind.code: kind for kind in (INVENTORY, PLAN)}
TEMPLATES = tuple(kind.template for kind in KINDS.values())
CATALOGUE: Mapping[str, Rule[Any]] = catalogue(
    SHAPE, *(kind.rules for kind in KINDS.values()), OFFICIAL_RULES
)
