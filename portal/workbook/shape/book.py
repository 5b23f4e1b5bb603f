"""The rule book about shape, and how its rules are declared: the reader finds their cases."""

from typing import Any

from portal.language import Text
from portal.workbook.findings import Severity
from portal.workbook.rules import Rule, RuleBook

SHAPE: RuleBook[Any] = RuleBook("WB")
JUDGEMENT = "design judgement"
FORM = "MOENV inventory form, notes and sample rows"


def shape(
    number: int,
    severity: Severity,
    title: Text,
    message: Text,
    why: Text,
    fix: Text,
    source: str = JUDGEMENT,
    covers: tuple[str, ...] = (),
    *,
    writes_expected: bool = False,
) -> Rule[Any]:
    """Declare the rule `WB-number`."""
    code = f"WB-{number}"
    return SHAPE.add(
        Rule(
            code,
            severity,
            title,
            message,
            why,
            fix,
            source,
            covers=covers,
            writes_expected=writes_expected,
        )
    )
