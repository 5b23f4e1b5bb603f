"""What the catalogue of requirements asks for, and which check answers it."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from portal.intake.kinds import CATALOGUE
from portal.language import Text
from portal.workbook.rules import Rule

LAST_REQUIREMENT: Final = 114


@dataclass(frozen=True, slots=True)
class Covered:
    """One requirement that is no rule of its own.

    Attributes:
        codes: the checks and refusals that answer it.
        kept_by: the operation that makes it impossible, where no check is needed.
    """

    id: str
    codes: tuple[str, ...]
    kept_by: str
    said: Text


def requirements() -> Sequence[str]:
    """The ids of everything the catalogue of requirements asks for."""
    return tuple(f"INV-{number:03d}" for number in range(1, LAST_REQUIREMENT + 1))


@cache
def covered() -> Sequence[Covered]:
    """Every requirement without a rule of its own code, in order."""
    found = {**_by_rules(), **_by_words()}
    return tuple(found[one] for one in requirements() if one in found)


def _by_rules() -> dict[str, Covered]:
    answered: dict[str, list[Rule[Any]]] = {}
    for rule in CATALOGUE.values():
        for one in rule.covers:
            answered.setdefault(one, []).append(rule)
    return {
        one: Covered(one, tuple(rule.code for rule in rules), "", _titles(rules))
        for one, rules in answered.items()
        if one not in CATALOGUE
    }


def _titles(rules: Sequence[Rule[Any]]) -> Text:
    """What the rules are about, as they say themselves."""
    return Text("；".join(one.title.zh for one in rules), "; ".join(one.title.en for one in rules))


def _by_words() -> dict[str, Covered]:
    kept = files("portal.intake").joinpath("coverage.csv").read_text(encoding="utf-8")
    return {
        row["id"]: Covered(
            row["id"],
            tuple(filter(None, row["codes"].split("|"))),
            row["kept_by"],
            Text(row["zh"], row["en"]),
        )
        for row in csv.DictReader(kept.splitlines())
    }
