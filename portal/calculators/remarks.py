"""What is refused and what is warned of: missing, impossible, unusual inputs; declared checks."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from portal.calculators.declaration import (
    Check,
    Choice,
    Given,
    Input,
    Series,
    Value,
    applies,
)
from portal.calculators.wording import range_words, shown
from portal.language import Text

MISSING: Final = Text("請填{label}。", "Enter the {label}.")
OUTSIDE: Final = Text(
    "{label}的可接受範圍為 {range}，填入的是 {value}，無法計算；請確認量測值與單位後重填。",
    "The {label} must lie within {range}; {value} cannot be calculated with. Check the reading and "
    "its unit and enter it again.",
)
UNUSUAL: Final = Text(
    "{label} {value} 超出常見範圍 {range}，請確認量測與單位。",
    "The {label} of {value} lies outside the usual range {range}; check the reading and its unit.",
)
NO_SUCH_ANSWER: Final = Text("請從{label}的選項中選一項。", "Choose one of the {label} answers.")
NEGATIVE: Final = Text(
    "{label}為負值：這不是節省，而是增加；請確認改善前後的數值。",
    "{label} is negative: this is no saving but an increase. Check the figures before and after.",
)


@dataclass(frozen=True, slots=True)
class Remark:
    """A warning or refusal and the input it is about; an empty key is about all of them."""

    key: str
    text: Text


def input_refusals(inputs: Iterable[Input], values: Mapping[str, Value]) -> Iterator[Remark]:
    """Each input that is missing, no answer of its list, or outside of its hard range."""
    for one in inputs:
        value = values.get(one.key)
        if value is None or value == ():
            if not one.optional:
                yield Remark(one.key, MISSING.format(label=one.label))
        elif one.choices:
            yield from _choice_refusals(one, value)
        else:
            yield from _outside(one, _numbers(value))


def _outside(one: Input, values: Series) -> Iterator[Remark]:
    hard = one.hard
    wrong = next((value for value in values if hard and not hard.holds(value)), None)
    if hard is not None and wrong is not None:
        yield Remark(
            one.key,
            OUTSIDE.format(label=one.label, range=range_words(hard, one.unit), value=shown(wrong)),
        )


def _choice_refusals(one: Input, value: Value) -> Iterator[Remark]:
    chosen = chosen_answer(one, value)
    if chosen is None:
        yield Remark(one.key, NO_SUCH_ANSWER.format(label=one.label))
    elif chosen.refused is not None:
        yield Remark(one.key, chosen.refused)


def chosen_answer(one: Input, value: Value) -> Choice | None:
    """The answer of a list that was given; None when it is none of them."""
    return next((each for each in one.choices if each.code == value), None)


def input_warnings(inputs: Iterable[Input], values: Mapping[str, Value]) -> Iterator[Remark]:
    """Each input that lies outside of its usual range."""
    for one in inputs:
        usual = one.plausible
        if usual is None or one.key not in values:
            continue
        wrong = next((each for each in _numbers(values[one.key]) if not usual.holds(each)), None)
        if wrong is not None:
            said = range_words(usual, one.unit)
            yield Remark(one.key, UNUSUAL.format(label=one.label, range=said, value=shown(wrong)))


def said(checks: Iterable[Check], given: Given, *, refuses: bool) -> list[Remark]:
    """What the declared checks say: the refusing ones, or those that warn."""
    return [
        Remark(check.key, check.says)
        for check in checks
        if check.refuses is refuses and applies(check, given)
    ]


def _numbers(value: Value) -> Series:
    match value:
        case Decimal():
            return (value,)
        case tuple():
            return value
        case str():
            return ()
