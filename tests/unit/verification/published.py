"""Published data with published results: steam of a plant, gas of a house before and after."""

import csv
from pathlib import Path

HERE = Path(__file__).parent


def steam() -> list[dict[str, float]]:
    """Steam (lb), temperature (F) and operating days of 25 months.

    Source: Draper and Smith, Applied Regression Analysis, appendix 1A (numbers only).
    """
    return _read("steam.csv")


def gas(when: str) -> tuple[list[list[float]], list[float]]:
    """Temperature (C) and gas (1,000 ft3) of weeks `before` or `after` insulation.

    Source: Whiteside's data in Venables and Ripley, Modern Applied Statistics with S.
    """
    with (HERE / "insulation.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["when"] == when]
    return [[float(row["temperature"])] for row in rows], [float(row["gas"]) for row in rows]


def _read(name: str) -> list[dict[str, float]]:
    with (HERE / name).open(encoding="utf-8") as file:
        return [{key: float(value) for key, value in row.items()} for row in csv.DictReader(file)]
