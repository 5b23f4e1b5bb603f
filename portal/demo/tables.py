"""The tables of the demonstration: CSV files beside this module, read once each."""

import csv
from functools import cache
from importlib.resources import files

Cells = dict[str, str]


@cache
def table(name: str) -> tuple[Cells, ...]:
    """The rows of `<name>.csv`, each by column heading."""
    text = files("portal.demo").joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
