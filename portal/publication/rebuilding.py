"""The rows of inventories added up again: the part of `recompute.py` about them.

It stands beside the script in every evidence pack and needs nothing but the standard library.
"""

from decimal import Decimal
from typing import Any

from portal.publication.exchanges import SHARED_CARRIERS

Json = dict[str, Any]
Members = list[Json]
Row = dict[str, str]

ZERO = Decimal(0)
COMMON_YEAR = 2022


def numbers(pair: Any) -> list[Decimal] | None:
    """Scope 1 and scope 2 as numbers; None when the inputs name a reason instead."""
    return None if isinstance(pair, str) else [Decimal(part) for part in pair]


def from_rows(rows: list[Row]) -> dict[tuple[str, int], list[Decimal]]:
    """Scope 1 and scope 2 by member and year, from the rows of the inventories."""
    found: dict[tuple[str, int], list[Decimal]] = {}
    for row in rows:
        if row["item"] == "emissions" and row["counts"] == "yes":
            kept = found.setdefault((row["member"], int(row["year"])), [ZERO, ZERO])
            if row["scope"] in ("1", "2"):
                kept[int(row["scope"]) - 1] += Decimal(row["value"])
    return found


def biogenic_from_rows(rows: list[Row]) -> dict[tuple[str, int], Decimal]:
    """Biogenic CO2 by member and year, from the rows of the inventories."""
    found: dict[tuple[str, int], Decimal] = {}
    for row in rows:
        if row["item"] == "biogenic" and row["counts"] == "yes":
            key = (row["member"], int(row["year"]))
            found[key] = found.get(key, ZERO) + Decimal(row["value"])
    return found


def flows_from_rows(rows: list[Row]) -> dict[tuple[str, int], list[tuple[Any, ...]]]:
    """Flows of shared energy by member and year, from the rows of the inventories."""
    found: dict[tuple[str, int], list[tuple[Any, ...]]] = {}
    for row in rows:
        if row["item"] == "exchange":
            direction, carrier, partner = row["detail"].split("|")
            flow = (partner, direction == "supplied", carrier, Decimal(row["value"]))
            if carrier in SHARED_CARRIERS:
                found.setdefault((row["member"], int(row["year"])), []).append(flow)
    return found


def flows_of(member: Json) -> list[tuple[Any, ...]]:
    """The same of a member's inputs."""
    return [
        (partner, supplied, carrier, Decimal(tonnes))
        for _, partner, supplied, carrier, tonnes, *_ in member["flows"]
        if carrier in SHARED_CARRIERS and tonnes is not None
    ]


def rebuilt(members: Members, rows: list[Row]) -> list[str]:
    """Put what the rows add up to in the place of the inputs; sentences where they differ."""
    sums, living, flows = from_rows(rows), biogenic_from_rows(rows), flows_from_rows(rows)
    wrong: list[str] = []
    for one in members:
        years = {"emissions": one["year"], "previous": one["year"] - 1}
        years |= {"common": COMMON_YEAR, "latest": one["latest_year"]}
        for name, year in years.items():
            made, stated = sums.get((one["code"], year)), numbers(one[name])
            if made is not None and stated is not None:
                one[name] = [str(part) for part in made]
                if made != stated:
                    wrong.append(f"{one['code']} {name}: the inputs are not the sum of the rows")
        now = (one["code"], one["year"])
        if now in sums:
            one["biogenic"] = str(living.get(now, ZERO))
            if sorted(flows_of(one)) != sorted(flows.get(now, [])):
                wrong.append(f"{one['code']}: the flows of the inputs are not those of the rows")
    return wrong
