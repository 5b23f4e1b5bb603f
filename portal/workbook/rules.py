"""Rule books: one decorated function per rule, in the order in which they are read."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from portal.language import Text
from portal.workbook.findings import Hit, Severity

Subject = TypeVar("Subject")
Check = Callable[[Subject], Iterator[Hit]]


class RuleBookError(Exception):
    """A rule was declared in a way that cannot work."""


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject]):
    """One check: its stable code, what it says, why it exists and what to do.

    Attributes:
        code: never reused, `INV-059`.
        title: the fault in a few words.
        message: one sentence with the values of the case in `{places}`.
        why: what goes wrong when the fault stays.
        fix: what to do, as an instruction.
        source: the law, form, guideline or judgement the rule and its threshold rest on.
        thresholds: keys of `thresholds.csv` it reads.
        since: template version from which it applies.
        check: finds the cases; None where the reader itself finds them.
        covers: checks of the catalogue of requirements that this one also does.
        writes_expected: what a case expects is what its first place should hold, so that it can be
            suggested as a correction.
    """

    code: str
    severity: Severity
    title: Text
    message: Text
    why: Text
    fix: Text
    source: str
    check: Check[Subject] | None = None
    thresholds: tuple[str, ...] = ()
    since: int = 1
    covers: tuple[str, ...] = ()
    writes_expected: bool = False


@dataclass(slots=True)
class RuleBook(Generic[Subject]):
    """The rules about one kind of subject; refuses a foreign or repeated code."""

    prefix: str
    rules: dict[str, Rule[Subject]] = field(default_factory=dict[str, Rule[Subject]])

    def rule(
        self,
        code: str,
        severity: Severity,
        *,
        title: Text,
        message: Text,
        why: Text,
        fix: Text,
        source: str,
        thresholds: tuple[str, ...] = (),
        since: int = 1,
        covers: tuple[str, ...] = (),
        writes_expected: bool = False,
    ) -> Callable[[Check[Subject]], Check[Subject]]:
        """Register the decorated function as the rule `code`."""

        def register(check: Check[Subject]) -> Check[Subject]:
            self.add(
                Rule(
                    code,
                    severity,
                    title,
                    message,
                    why,
                    fix,
                    source,
                    check,
                    thresholds,
                    since,
                    covers,
                    writes_expected,
                )
            )
            return check

        return register

    def add(self, rule: Rule[Subject]) -> Rule[Subject]:
        """Register a rule, with or without a function of its own."""
        if not rule.code.startswith(f"{self.prefix}-"):
            raise RuleBookError(f"{rule.code} does not belong to rule book {self.prefix}")
        if rule.code in self.rules:
            raise RuleBookError(f"{rule.code} is declared twice")
        self.rules[rule.code] = rule
        return rule

    def hits(self, subject: Subject) -> Iterator[tuple[Rule[Subject], Hit]]:
        """Every case that every rule finds, rule by rule."""
        for rule in self.rules.values():
            if rule.check is not None:
                for case in rule.check(subject):
                    yield rule, case


def found_by(rule: Rule[Any], subject: object) -> Iterator[Hit]:
    """The cases that one rule finds in a subject; none where the reader finds them."""
    if rule.check is not None:
        yield from rule.check(subject)


def catalogue(*books: RuleBook[Any]) -> Mapping[str, Rule[Any]]:
    """All rules by code, in source order.

    Raises:
        RuleBookError: two books use one code.
    """
    together: dict[str, Rule[Any]] = {}
    for book in books:
        for code, rule in book.rules.items():
            if code in together:
                raise RuleBookError(f"{code} is in two rule books")
            together[code] = rule
    return together
