"""The rule book about the official form, and what its rules look at."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from portal.inventory.figures import Judged
from portal.inventory.sheets import Source
from portal.official.joining import Form, Joined, Official
from portal.official.rows import GasColumns
from portal.workbook.findings import Hit, Place, Severity
from portal.workbook.rules import RuleBook

RULES: RuleBook[Official] = RuleBook("OFF")
ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
FORM: Final = "MOENV greenhouse gas inventory form, notes and formulas"


def hit(*places: Place, found: object = None, expected: object = None, **values: object) -> Hit:
    """A case of a rule whose sentences may also name what was `found` and `expected`."""
    return Hit(places, {"found": found, "expected": expected, **values}, found, expected)


@dataclass(frozen=True, slots=True)
class Case:
    """One source of one file, with its row in the portal's own inventory if it is direct."""

    form: Form
    source: Joined
    row: Source | None
    judged: Judged | None

    @property
    def name(self) -> str:
        """The source as people call it."""
        listed = self.source.listed
        return " ".join(
            filter(
                None, (listed.process, listed.equipment, listed.material or listed.material_code)
            )
        )

    def place(self, sheet: str, column: str) -> Place:
        """A cell of the source in one of its tables."""
        source = self.source
        row = {"t3": source.listed, "t4": source.activity, "t5": source.quantity}[sheet]
        return self.form.reading.place(sheet, row.at if row else 0, column)


def cases(official: Official) -> Iterator[Case]:
    """Every source of every file."""
    inventory = official.inventory
    direct = {
        row.at: (row, judged)
        for row, judged in zip(inventory.sources, inventory.judged_sources, strict=True)
    }
    for form in official.forms:
        for source in form.sources:
            yield Case(form, source, *direct.get(source.at, (None, None)))


def gases_of(source: Joined) -> tuple[GasColumns, ...]:
    """The gases of a source in 表五."""
    return source.quantity.gases if source.quantity else ()
