"""Running a calculator: values in; results, derivation, warnings or refusals out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from portal.calculators.declaration import Calculator, Given, Input, Series, Step, Value
from portal.calculators.expressions import Formula
from portal.calculators.remarks import (
    NEGATIVE,
    Remark,
    chosen_answer,
    input_refusals,
    input_warnings,
    said,
)
from portal.calculators.wording import MINUS, shown, unit_sign
from portal.language import Text

IMPOSSIBLE: Final = Text(
    "這組數值彼此不相容，算不出結果；請逐項確認。",
    "These values do not go together and give no result; check each of them.",
)
SAVINGS: Final = ("saved", "money")
"""Results that are savings wherever they occur; a negative one is never shown without saying so."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: what it is, the formula, the formula with its numbers, the value."""

    key: str
    label: Text
    formula: str
    filled: str
    value: Decimal
    unit: str
    result: bool
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a calculator, complete in itself: it reads the same when the formula changed.

    Attributes:
        inputs: as given, numbers in full.
        outputs: unrounded, by key; empty when the run was refused.
    """

    code: str
    version: int
    formula_id: str
    inputs: Mapping[str, str]
    lines: tuple[Line, ...]
    warnings: tuple[Remark, ...]
    refusals: tuple[Remark, ...]

    @property
    def outputs(self) -> Mapping[str, Decimal]:
        """The answers by key, unrounded."""
        return {one.key: one.value for one in self.lines if one.result}

    @property
    def headline(self) -> Line | None:
        """The answer that a reader looks for first: the saving, else the first answer."""
        answers = [one for one in self.lines if one.result]
        return next((one for one in answers if one.key == SAVINGS[0]), next(iter(answers), None))

    @property
    def others(self) -> tuple[Line, ...]:
        """Every other answer."""
        first = self.headline
        return tuple(one for one in self.lines if one.result and one is not first)

    def refused(self, refusals: tuple[Remark, ...]) -> "Run":
        """The same run without results, refused for these reasons."""
        return replace(self, lines=(), warnings=(), refusals=refusals)

    def stored(self) -> dict[str, Any]:
        """The run as JSON keeps it."""
        return {
            "calculator": self.code,
            "version": self.version,
            "formula": self.formula_id,
            "inputs": dict(self.inputs),
            "lines": [_stored_line(one) for one in self.lines],
            "warnings": [_stored_remark(one) for one in self.warnings],
            "refusals": [_stored_remark(one) for one in self.refusals],
        }

    @classmethod
    def restored(cls, stored: Mapping[str, Any]) -> "Run":
        """The run that was stored; it does not need the calculator to be there any more."""
        return cls(
            code=stored["calculator"],
            version=stored["version"],
            formula_id=stored["formula"],
            inputs=dict(stored["inputs"]),
            lines=tuple(_restored_line(one) for one in stored["lines"]),
            warnings=tuple(_restored_remark(one) for one in stored["warnings"]),
            refusals=tuple(_restored_remark(one) for one in stored["refusals"]),
        )


def run(
    calculator: Calculator,
    values: Mapping[str, Value],
    *,
    cleared: frozenset[str] = frozenset(),
) -> Run:
    """What a calculator makes of values: numbers as `Decimal`, answers as their code.

    A missing value takes its default unless it was cleared on purpose. Nothing is calculated when
    anything is refused.
    """
    defaults = _defaults(one for one in calculator.inputs if one.key not in cleared)
    complete = {**defaults, **values}
    refusals = list(input_refusals(calculator.inputs, complete))
    if not refusals:
        given = _given(calculator.inputs, complete)
        refusals += said(calculator.checks, given, refuses=True)
        if not refusals:
            return _calculated(calculator, given, complete)
    return _made(calculator, complete, (), (), tuple(refusals))


def _calculated(calculator: Calculator, given: Given, values: Mapping[str, Value]) -> Run:
    lines: list[Line] = []
    words = {one.key: _word(one, values[one.key]) for one in calculator.inputs if one.key in values}
    try:
        for step in calculator.steps:
            if _needs(step) <= given.names:
                printed = _line(step, calculator.symbols, words, given)
                lines.append(printed)
                words[step.key] = _with_unit(shown(printed.value), step.unit)
                given = given.with_number(step.key, printed.value)
    except ArithmeticError:
        return _made(calculator, values, (), (), (Remark("", IMPOSSIBLE),))
    # Some refusals can only be told from what came out, such as an efficiency below nothing.
    late = said(calculator.checks, given, refuses=True)
    if late:
        return _made(calculator, values, (), (), tuple(late))
    warnings = (
        *input_warnings(calculator.inputs, values),
        *said(calculator.checks, given, refuses=False),
        *_negative(lines),
    )
    return _made(calculator, values, tuple(lines), warnings, ())


def _negative(lines: Iterable[Line]) -> Iterator[Remark]:
    for one in lines:
        if one.result and one.key in SAVINGS and one.value < 0:
            yield Remark("", NEGATIVE.format(label=one.label))


def _needs(step: Step) -> frozenset[str]:
    return step.formula.names


def _line(step: Step, symbols: Mapping[str, str], words: Mapping[str, str], given: Given) -> Line:
    formula = step.formula
    if isinstance(formula, Formula):
        value = formula.value(given.numbers)
    else:
        value = formula.function(given)
    return Line(
        step.key,
        step.label,
        f"{step.symbol} = {formula.printed(symbols)}",
        formula.printed(words),
        value,
        step.unit,
        step.result,
        step.note(given) if step.note else None,
    )


def _made(
    calculator: Calculator,
    values: Mapping[str, Value],
    lines: tuple[Line, ...],
    warnings: tuple[Remark, ...],
    refusals: tuple[Remark, ...],
) -> Run:
    inputs = {key: _kept(value) for key, value in values.items()}
    return Run(
        calculator.code,
        calculator.version,
        calculator.formula_id,
        inputs,
        lines,
        warnings,
        refusals,
    )


def _defaults(inputs: Iterable[Input]) -> dict[str, Value]:
    return {
        one.key: one.default if one.choices else Decimal(one.default)
        for one in inputs
        if one.default is not None and not one.is_series
    }


def _given(inputs: Iterable[Input], values: Mapping[str, Value]) -> Given:
    numbers: dict[str, Decimal] = {}
    series: dict[str, Series] = {}
    chosen: dict[str, str] = {}
    for one in inputs:
        match values.get(one.key):
            case Decimal() as value:
                numbers[one.key] = value
            case tuple() as several:
                series[one.key] = several
            case str() as code:
                answer = chosen_answer(one, code)
                chosen[one.key] = code
                numbers[one.key] = answer.value if answer else Decimal(0)
            case None:
                pass
    return Given(numbers, series, chosen)


def _word(one: Input, value: Value) -> str:
    if isinstance(value, str):
        answer = chosen_answer(one, value)
        return shown(answer.value) if answer else value
    if isinstance(value, tuple):
        return "[" + ", ".join(shown(each) for each in value) + "]"
    return _with_unit(f"{value:,f}".replace("-", MINUS), one.unit)


def _with_unit(written: str, unit: str) -> str:
    """A number with its sign of unit; a negative one in brackets."""
    sign = unit_sign(unit)
    words = f"{written} {sign}" if sign else written
    return f"({words})" if written.startswith(MINUS) else words


def _kept(value: Value) -> str:
    match value:
        case Decimal():
            return f"{value:f}"
        case tuple():
            return " ".join(f"{each:f}" for each in value)
        case str():
            return value


def _stored_text(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _stored_remark(remark: Remark) -> dict[str, Any]:
    return {"input": remark.key, "text": _stored_text(remark.text)}


def _restored_remark(stored: Mapping[str, Any]) -> Remark:
    return Remark(stored["input"], Text(**stored["text"]))


def _stored_line(one: Line) -> dict[str, Any]:
    return {
        "key": one.key,
        "label": _stored_text(one.label),
        "formula": one.formula,
        "filled": one.filled,
        "value": str(one.value),
        "unit": one.unit,
        "result": one.result,
        "note": _stored_text(one.note) if one.note else None,
    }


def _restored_line(stored: Mapping[str, Any]) -> Line:
    note = stored["note"]
    return Line(
        stored["key"],
        Text(**stored["label"]),
        stored["formula"],
        stored["filled"],
        Decimal(stored["value"]),
        stored["unit"],
        stored["result"],
        Text(**note) if note else None,
    )
