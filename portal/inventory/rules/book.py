"""The rule book itself, and what its rules cite."""

from decimal import Decimal

from portal.inventory.figures import Inventory
from portal.inventory.sheets import EnergyUse, Source
from portal.reference.codes import CodeList
from portal.reference.units import units
from portal.workbook.findings import Hit, Place, Severity
from portal.workbook.rules import RuleBook

RULES: RuleBook[Inventory] = RuleBook("INV")
ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

JUDGEMENT = "design judgement"
FORM = "MOENV greenhouse gas inventory form (example), notes and formulas"
ANNOUNCEMENT = "MOENV announcement of emission factors, 2024-02-05, no. 1139101231"
REGULATION = "Regulations on inventory, registration and verification of greenhouse gas emissions"
EPA = "US EPA GHGRP, verification FAQ Q407: internal consistency and expected ranges"
AVR = "Regulation (EU) 2018/2067, article 23: materiality"


def hit(*places: Place, found: object = None, expected: object = None, **values: object) -> Hit:
    """A case of a rule whose sentences may also name what was `found` and `expected`."""
    return Hit(places, {"found": found, "expected": expected, **values}, found, expected)


def called(row: Source) -> str:
    """A source as people call it: its number and name."""
    return " ".join(part for part in (row.source_id, row.name) if part) or row.material or "—"


def bought(row: EnergyUse) -> str:
    """A purchase as people call it: supplier or meter."""
    return row.meter or row.supplier or row.kind or "—"


def unit_text(code: str | None) -> object:
    """The unit as it is called in both languages."""
    unit = units().get(code or "")
    return code or "" if unit is None else unit.label


def label(codes: CodeList, code: str | None) -> object:
    """An answer as it is called in both languages."""
    return codes[code].label if code is not None and code in codes else code or ""


def per_cent(fraction: Decimal) -> str:
    """A fraction as people write it, one decimal: 12.5 %."""
    return f"{fraction * 100:.1f} %"


def tonnes(value: Decimal) -> str:
    """Tonnes as people write them, with thousands separators and at most four decimals."""
    text = f"{value:,.4f}".rstrip("0").rstrip(".")
    return text or "0"
