"""The formulas of the calculators: one text that is computed, printed and filled with numbers.

A formula is written once, such as `100 * o2 / (21 - o2)`. It is parsed with Python's own grammar
and everything but arithmetic is refused, so that what is printed is what is computed. Arithmetic
is `Decimal` with 34 digits throughout; roots and broken powers too, so that no float is needed.
"""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from functools import cached_property
from typing import Final

Numbers = Mapping[str, Decimal]

PRECISION: Final = Context(prec=34)
PI: Final = Decimal("3.141592653589793238462643383279503")

_OPERATIONS: Final[Mapping[type[ast.operator], Callable[[Decimal, Decimal], Decimal]]] = {
    ast.Add: lambda left, right: left + right,
    ast.Sub: lambda left, right: left - right,
    ast.Mult: lambda left, right: left * right,
    ast.Div: lambda left, right: left / right,
    ast.Pow: lambda left, right: left**right,
}
_SIGNS: Final[Mapping[type[ast.operator], str]] = {
    ast.Add: " + ",
    ast.Sub: " − ",
    ast.Mult: " × ",
    ast.Div: " ÷ ",
    ast.Pow: "^",
}
_RANKS: Final[Mapping[type[ast.operator], int]] = {
    ast.Add: 1,
    ast.Sub: 1,
    ast.Mult: 2,
    ast.Div: 2,
    ast.Pow: 4,
}


def _root(value: Decimal) -> Decimal:
    return value.sqrt()


def _largest(*values: Decimal) -> Decimal:
    return max(values)


def _size(value: Decimal) -> Decimal:
    return abs(value)


_NEGATED: Final = 3
_ATOM: Final = 5
_FUNCTIONS: Final[Mapping[str, Callable[..., Decimal]]] = {
    "sqrt": _root,
    "max": _largest,
    "abs": _size,
}
_COMPARISONS: Final[Mapping[type[ast.cmpop], Callable[[Decimal, Decimal], bool]]] = {
    ast.Lt: lambda left, right: left < right,
    ast.LtE: lambda left, right: left <= right,
    ast.Gt: lambda left, right: left > right,
    ast.GtE: lambda left, right: left >= right,
    ast.Eq: lambda left, right: left == right,
}


class FormulaError(ValueError):
    """A formula holds something other than arithmetic."""


@dataclass(frozen=True)
class Formula:
    """An arithmetic formula over named quantities."""

    text: str

    @cached_property
    def _tree(self) -> ast.expr:
        return ast.parse(self.text, mode="eval").body

    @cached_property
    def names(self) -> frozenset[str]:
        """The quantities that the formula needs."""
        found = {node.id for node in ast.walk(self._tree) if isinstance(node, ast.Name)}
        return frozenset(found - _FUNCTIONS.keys() - {"pi"})

    def value(self, numbers: Numbers) -> Decimal:
        """What the formula gives for these numbers, 34 digits, not rounded.

        Raises:
            FormulaError: the formula holds something other than arithmetic.
            ArithmeticError: a division by zero or a root of a negative number.
        """
        with localcontext(PRECISION):
            return _computed(self._tree, numbers)

    def holds(self, numbers: Numbers) -> bool:
        """Whether a comparison is true for these numbers."""
        match self._tree:
            case ast.Compare(left=left, ops=[sign], comparators=[right]):
                with localcontext(PRECISION):
                    sides = _computed(left, numbers), _computed(right, numbers)
                    return _COMPARISONS[type(sign)](*sides)
            case _:
                raise FormulaError(f"{self.text} does not compare two sides")

    def printed(self, words: Mapping[str, str]) -> str:
        """The formula with × and ÷, each quantity replaced by its symbol or its number."""
        return _printed(self._tree, words)[0]


def _computed(node: ast.expr, numbers: Numbers) -> Decimal:
    match node:
        case ast.Constant(value=int() | float() as value):
            return Decimal(str(value))
        case ast.Name(id="pi"):
            return PI
        case ast.Name(id=name):
            return numbers[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_computed(operand, numbers)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
            return _OPERATIONS[type(op)](_computed(left, numbers), _computed(right, numbers))
        case ast.Call(func=ast.Name(id=name), args=parts) if name in _FUNCTIONS:
            return _FUNCTIONS[name](*(_computed(part, numbers) for part in parts))
        case _:
            raise FormulaError(f"no arithmetic: {ast.unparse(node)}")


def _printed(node: ast.expr, words: Mapping[str, str]) -> tuple[str, int]:
    """The words of one part and how tightly it holds together."""
    match node:
        case ast.Constant(value=value):
            return f"{Decimal(str(value)):,f}", _ATOM
        case ast.Name(id="pi"):
            return "π", _ATOM
        case ast.Name(id=name):
            return words.get(name, name), _ATOM
        case ast.UnaryOp(operand=operand):
            return "−" + _within(operand, words, _NEGATED), _NEGATED
        case ast.BinOp(left=left, op=op, right=right):
            rank = _RANKS[type(op)]
            # What follows a minus, a division or a power keeps its brackets on the same rank.
            after = rank + isinstance(op, ast.Sub | ast.Div)
            before = rank + isinstance(op, ast.Pow)
            return _within(left, words, before) + _SIGNS[type(op)] + _within(
                right, words, after
            ), rank
        case ast.Call(func=ast.Name(id=name), args=parts):
            listed = ", ".join(_printed(part, words)[0] for part in parts)
            return f"{'√' if name == 'sqrt' else name}({listed})", _ATOM
        case _:
            raise FormulaError(f"no arithmetic: {ast.unparse(node)}")


def _within(node: ast.expr, words: Mapping[str, str], rank: int) -> str:
    said, own = _printed(node, words)
    return f"({said})" if own < rank else said
