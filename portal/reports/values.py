"""How one value is written: as text on paper, as a number with a format in a workbook."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Final

from portal.language import Language, Text
from portal.plans.amounts import MISSING_LABELS, Amount, Missing
from portal.reports import formats
from portal.reports.formats import Unit

NOTHING: Final = Text("", "")


@dataclass(frozen=True, slots=True)
class Shape:
    """Number format of a workbook, the unit beside the value, and how many make one of it."""

    excel: str
    unit: Text
    scale: int = 1


class Form(Enum):
    """The kinds of quantities that documents show; quantities themselves stay unrounded."""

    TONNES = Shape("#,##0", Text("公噸 CO₂e", "t CO₂e"))
    TONNES_A_YEAR = Shape("#,##0", Text("公噸 CO₂e／年", "t CO₂e/yr"))
    TONNES_4 = Shape("#,##0.0000", Text("公噸 CO₂e", "t CO₂e"))
    ACTIVITY = Shape("#,##0.00##", Text("", ""))
    FACTOR = Shape("0.000", Text("公斤 CO₂e／度", "kgCO2e/kWh"))
    SHARE = Shape("0%", Text("%", "%"))
    SHARE_1 = Shape("0.0%", Text("%", "%"))
    CHANGE = Shape("+0.0%;\u22120.0%;0.0%", Text("%", "%"))
    MEMBERS = Shape("#,##0", Text("家", "members"))
    COUNT = Shape("#,##0", Text("項", "items"))
    YEAR = Shape("0", Text("年", "year"))
    MILLIONS = Shape("#,##0.0##", Text("百萬元", "NT$ million"), 1_000_000)

    @property
    def is_tonnes(self) -> bool:
        """Whether the reader's choice of t or 萬公噸 applies."""
        return self in (Form.TONNES, Form.TONNES_4, Form.TONNES_A_YEAR)

    def unit(self, chosen: Unit) -> Text:
        """The unit as written beside the value."""
        if not self.is_tonnes:
            return self.value.unit
        yearly = self is Form.TONNES_A_YEAR
        heading = formats.UNIT_FORMS[chosen].heading
        return Text(f"{heading.zh}／年", f"{heading.en}/yr") if yearly else heading


RATIOS: Final = frozenset({Form.SHARE, Form.SHARE_1, Form.CHANGE})
_WRITERS: Final[Mapping[Form, Callable[[Decimal, Unit], str]]] = {
    Form.TONNES: formats.quantity,
    Form.TONNES_A_YEAR: formats.quantity,
    Form.TONNES_4: lambda value, _: formats.number(value, 4),
    Form.ACTIVITY: lambda value, _: formats.number(value, 4),
    Form.FACTOR: lambda value, _: formats.number(value, 3),
    Form.SHARE: lambda value, _: formats.percent(value),
    Form.SHARE_1: lambda value, _: formats.percent(value, 1),
    Form.CHANGE: lambda value, _: formats.percent(value, 1, signed=True),
    Form.MEMBERS: lambda value, _: formats.number(value),
    Form.COUNT: lambda value, _: formats.number(value),
    Form.YEAR: lambda value, _: f"{value:.0f}",
    Form.MILLIONS: lambda value, _: formats.number(value / Form.MILLIONS.value.scale, 1),
}


def written(value: Amount, form: Form, unit: Unit, language: Language) -> str:
    """A value as a person reads it, without its unit except the per cent sign.

    Exactly nothing reads 0; what only rounds to nothing keeps its decimals.
    """
    if isinstance(value, Missing):
        return absent(value)[language]
    if value == 0 and form not in RATIOS:
        return "0"
    return _WRITERS[form](value, unit)


def absent(reason: Missing) -> Text:
    """What stands where there is no number: a dash without data, else the reason in a word."""
    dash = Text(formats.MISSING, formats.MISSING)
    return dash if reason is Missing.NO_DATA else MISSING_LABELS[reason]
