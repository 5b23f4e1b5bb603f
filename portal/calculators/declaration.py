"""What a calculator is: inputs with ranges, steps with formulas, checks, source and standing."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from portal.calculators.expressions import Formula, Numbers
from portal.language import Text

Series = tuple[Decimal, ...]
Value = Decimal | Series | str


class System(StrEnum):
    """The system of a plant that a calculator belongs to."""

    BOILER = "boiler"
    AIR = "air"
    HVAC = "hvac"
    POWER_LIGHT = "power_light"
    MONEY = "money"
    EMISSIONS = "emissions"


SYSTEM_LABELS = {
    System.BOILER: Text("鍋爐與蒸汽", "Boilers and steam"),
    System.AIR: Text("壓縮空氣", "Compressed air"),
    System.HVAC: Text("空調與冷卻", "Air conditioning and cooling"),
    System.POWER_LIGHT: Text("電力與照明", "Power and lighting"),
    System.MONEY: Text("經濟效益", "Economics"),
    System.EMISSIONS: Text("減碳量", "Emissions"),
}


class Standing(StrEnum):
    """How far a formula is confirmed.

    Reproduced: a published worked example comes out. Confirmed: a public source gives the same
    formula and coefficients, but no example with all its inputs. Definition: nothing but the
    definition of its words or units. Unverified: neither has been found.
    """

    REPRODUCED = "reproduced"
    CONFIRMED = "confirmed"
    DEFINITION = "definition"
    UNVERIFIED = "unverified"


STANDING_LABELS = {
    Standing.REPRODUCED: Text("已重現公開算例", "Published example reproduced"),
    Standing.CONFIRMED: Text("公式與公開來源相符", "Formula agrees with a public source"),
    Standing.DEFINITION: Text("依定義", "By definition"),
    Standing.UNVERIFIED: Text("未經驗證", "Not verified"),
}


@dataclass(frozen=True, slots=True)
class Range:
    """From a lowest to a highest value; an open end does not belong to it."""

    low: Decimal
    high: Decimal
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def of(cls, written: str) -> "Range":
        """A range as mathematics writes it: `(0, 8784]` leaves out 0 and holds 8784."""
        low, high = written[1:-1].split(",")
        return cls(
            Decimal(low.strip()), Decimal(high.strip()), written[0] == "(", written[-1] == ")"
        )

    def holds(self, value: Decimal) -> bool:
        """Whether a value lies in the range."""
        above = value > self.low if self.low_open else value >= self.low
        below = value < self.high if self.high_open else value <= self.high
        return above and below


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a list; what it stands for in a formula, or why it cannot be calculated."""

    code: str
    label: Text
    value: Decimal = Decimal(0)
    refused: Text | None = None


@dataclass(frozen=True, slots=True)
class Input:
    """One quantity that a calculator asks for.

    Attributes:
        symbol: how the quantity is written in a formula.
        hard: outside of it the calculation is refused.
        plausible: outside of it the result carries a warning.
        default: stands in the form; None leaves the field empty.
        choices: the quantity is one of these answers.
        is_series: several values, such as yearly cash flows.
        optional: without it, the steps that need it are left out.
    """

    key: str
    label: Text
    symbol: str
    unit: str = ""
    hard: Range | None = None
    plausible: Range | None = None
    default: str | None = None
    choices: tuple[Choice, ...] = ()
    is_series: bool = False
    optional: bool = False
    help: Text | None = None

    @property
    def is_counted(self) -> bool:
        """Whether a phone's pad of figures will do: one number that usually is not negative."""
        usual = self.plausible or self.hard
        return not self.is_series and usual is not None and usual.low >= 0


@dataclass(frozen=True, slots=True)
class Given:
    """The inputs as formulas and methods see them; what was left out is missing."""

    numbers: Mapping[str, Decimal]
    series: Mapping[str, Series]
    chosen: Mapping[str, str]

    @property
    def names(self) -> frozenset[str]:
        """Everything that is known."""
        return frozenset({*self.numbers, *self.series})

    def with_number(self, key: str, value: Decimal) -> "Given":
        """The same with one more quantity known."""
        return Given({**self.numbers, key: value}, self.series, self.chosen)


@dataclass(frozen=True)
class Method:
    """A calculation that one formula cannot say: a table, a search for a root, a reference value.

    `text` is printed with `{name}` places for symbols and numbers.
    """

    text: str
    names: frozenset[str]
    function: Callable[[Given], Decimal]

    def printed(self, words: Mapping[str, str]) -> str:
        """What is done, with the symbols or the numbers."""
        return self.text.format(**words)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the derivation; `result` makes it an output of the calculator."""

    key: str
    label: Text
    symbol: str
    unit: str
    formula: Formula | Method
    result: bool = False
    note: Callable[[Given], Text] | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """One result: key, label and unit."""

    key: str
    label: Text
    unit: str


@dataclass(frozen=True, slots=True)
class Check:
    """What must not be (a refusal) or makes one look twice (a warning), and the input to blame."""

    key: str
    when: Formula | Callable[[Given], bool]
    needs: frozenset[str]
    says: Text
    refuses: bool


@dataclass(frozen=True, slots=True)
class Calculator:
    """One declared calculation.

    Attributes:
        note: what the reader should know about its limits and its standing.
        source: where the formula and its example are published.
    """

    code: str
    version: int
    system: System
    title: Text
    purpose: Text
    inputs: tuple[Input, ...]
    steps: tuple[Step, ...]
    source: str
    standing: Standing
    note: Text
    checks: tuple[Check, ...] = ()

    @property
    def verified(self) -> bool:
        """Whether an example, a public source or the definition bears the formula out."""
        return self.standing is not Standing.UNVERIFIED

    @property
    def outputs(self) -> tuple[Output, ...]:
        """What the calculator answers."""
        return tuple(Output(one.key, one.label, one.unit) for one in self.steps if one.result)

    @property
    def symbols(self) -> Mapping[str, str]:
        """How every quantity is written in formulas."""
        return {
            **{one.key: one.symbol for one in self.inputs},
            **{one.key: one.symbol for one in self.steps},
        }

    @property
    def formulas(self) -> tuple[str, ...]:
        """Every step as `symbol = formula`."""
        return tuple(f"{one.symbol} = {one.formula.printed(self.symbols)}" for one in self.steps)

    @property
    def formula_id(self) -> str:
        """A digest of the printed formulas: another formula never passes for this one."""
        return hashlib.sha256("\n".join(self.formulas).encode()).hexdigest()[:12]


def number(
    key: str,
    label: Text,
    symbol: str,
    unit: str,
    hard: str,
    *,
    plausible: str = "",
    default: str | None = None,
    optional: bool = False,
    help: Text | None = None,
) -> Input:
    """An input that is one number, with its hard and plausible range."""
    return Input(
        key,
        label,
        symbol,
        unit,
        Range.of(hard),
        Range.of(plausible) if plausible else None,
        default,
        optional=optional,
        help=help,
    )


def choice(key: str, label: Text, symbol: str, answers: tuple[Choice, ...]) -> Input:
    """An input that is one of several answers; the first stands in the form."""
    return Input(key, label, symbol, default=answers[0].code, choices=answers)


def line(key: str, label: Text, symbol: str, unit: str, formula: str) -> Step:
    """A step on the way."""
    return Step(key, label, symbol, unit, Formula(formula))


def result(key: str, label: Text, symbol: str, unit: str, formula: str) -> Step:
    """A step that is an answer."""
    return Step(key, label, symbol, unit, Formula(formula), result=True)


def refuse(key: str, when: str, says: Text) -> Check:
    """Refuse the calculation when a comparison holds; it may name results too."""
    formula = Formula(when)
    return Check(key, formula, formula.names, says, refuses=True)


def warn(key: str, when: str, says: Text) -> Check:
    """Warn when a comparison holds; it may name results too."""
    formula = Formula(when)
    return Check(key, formula, formula.names, says, refuses=False)


def applies(check: Check, given: Given) -> bool:
    """Whether a check has something to say; what is not known says nothing."""
    if not check.needs <= given.names:
        return False
    numbers: Numbers = given.numbers
    return check.when.holds(numbers) if isinstance(check.when, Formula) else check.when(given)
