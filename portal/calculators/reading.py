"""From what a person typed to values: numbers in any width, series, answers of lists."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Final
from unicodedata import normalize

from portal.calculators.declaration import Calculator, Input, Value
from portal.calculators.remarks import Remark
from portal.calculators.runs import Run, run
from portal.language import Text

NOT_A_NUMBER: Final = Text(
    "{label}請填數字，例如 12.5。", "Enter the {label} as a number like 12.5."
)
_LONGEST: Final = 2_000
_LARGEST_POWER: Final = 20


def run_written(calculator: Calculator, written: Mapping[str, str]) -> Run:
    """The run of what was typed; what is no number is refused at its input like any other."""
    values: dict[str, Value] = {}
    unread: list[Remark] = []
    for one in calculator.inputs:
        text = normalize("NFKC", written.get(one.key, ""))[:_LONGEST].strip()
        value = _read(one, text)
        if value is not None:
            values[one.key] = value
        elif text:
            unread.append(Remark(one.key, NOT_A_NUMBER.format(label=one.label)))
    # A field that was cleared is empty; its default must not slip back in.
    asked = {one.key for one in calculator.inputs if one.key in written}
    tried = run(calculator, values, cleared=frozenset(asked - values.keys()))
    if not unread:
        return tried
    wrong = {remark.key for remark in unread}
    others = [remark for remark in tried.refusals if remark.key and remark.key not in wrong]
    return tried.refused((*unread, *others))


def _read(one: Input, text: str) -> Value | None:
    if not text:
        return None
    if one.choices:
        return text
    if not one.is_series:
        return _number(text)
    several = [_number(part) for part in text.replace("、", " ").replace(";", " ").split()]
    found = tuple(each for each in several if each is not None)
    return found if len(found) == len(several) else None


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text.replace(",", "").replace("\u2212", "-"))
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value.adjusted()) > _LARGEST_POWER:
        return None
    return value
