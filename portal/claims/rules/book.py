"""The rule book of claims, and what its rules rest on."""

from decimal import Decimal
from typing import Final

from portal.claims.subject import Subject
from portal.workbook.rules import RuleBook

RULES: RuleBook[Subject] = RuleBook("CLM")
FORM: Final = "portal judgement: how rows of a form of claims belong together"
COUNTED: Final = "GHG Protocol, Project Accounting, 2005: levels and double counting kept apart"
GRID: Final = "reference/grid_factors.csv: 0.474 to 0.562 kgCO2e/kWh since 2005, with room"
ARITHMETIC: Final = "arithmetic: nobody saves more than is used"
JUDGEMENT: Final = "portal judgement: single systems save 10 to 30 % of their use"
LOWEST: Final = Decimal("0.35")
HIGHEST: Final = Decimal("0.60")
