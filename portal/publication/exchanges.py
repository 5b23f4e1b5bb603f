"""Flows of energy between members as both sides report them: the part of `recompute.py` about it.

It stands beside the script in every evidence pack and needs nothing but the standard library.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

Json = dict[str, Any]
Amount = Decimal | None
Flow = tuple[str, str, str]

ZERO = Decimal(0)
# Two reports of one flow are alike when they are no further apart than these shares.
TOLERANCES = {"tonnes": Decimal("0.05"), "quantity": Decimal("0.05"), "factor": Decimal("0.01")}
SHARED_CARRIERS = {"steam", "heat", "compressed_air", "electricity"}


def sides(flows: Iterable[Any]) -> tuple[dict[Flow, Json], dict[Flow, Json]]:
    """What sellers and what buyers report, by seller, buyer and carrier; rows added up."""
    sold: dict[Flow, Json] = {}
    bought: dict[Flow, Json] = {}
    for reporter, partner, supplied, carrier, tonnes, dimension, year, quantity, factor in flows:
        if carrier in SHARED_CARRIERS:
            key = (reporter, partner, carrier) if supplied else (partner, reporter, carrier)
            side = sold if supplied else bought
            numbers = {"tonnes": tonnes, "quantity": quantity, "factor": factor}
            one: Json = {name: None if x is None else Decimal(x) for name, x in numbers.items()}
            one |= {"dimension": dimension, "year": year}
            side[key] = together(side[key], one) if key in side else one
    return sold, bought


def together(one: Json, other: Json) -> Json:
    """Two rows of one reporter for one flow; what does not add up is not known."""
    same_unit = one["dimension"] == other["dimension"]
    quantity = plus(one["quantity"], other["quantity"]) if same_unit else None
    factor = one["factor"] if one["factor"] == other["factor"] else None
    if factor is None and quantity and None not in (one["factor"], other["factor"]):
        weighted = one["factor"] * one["quantity"] + other["factor"] * other["quantity"]
        factor = weighted / quantity
    return {
        "tonnes": plus(one["tonnes"], other["tonnes"]),
        "quantity": quantity,
        "factor": factor,
        "dimension": one["dimension"] if same_unit else "",
        "year": one["year"],
    }


def plus(one: Amount, other: Amount) -> Amount:
    """A sum; None when a part is not known."""
    return None if one is None or other is None else one + other


def alike(one: Json, other: Json) -> bool:
    """Whether two reports of one flow say the same; what is left open is not compared."""
    if None not in (one["year"], other["year"]) and one["year"] != other["year"]:
        return False
    names = ["tonnes"]
    if one["dimension"] and other["dimension"] and one["dimension"] != other["dimension"]:
        return False
    names += ["quantity", "factor"]
    return all(near(one[name], other[name], TOLERANCES[name]) for name in names)


def near(one: Amount, other: Amount, tolerance: Decimal) -> bool:
    """Whether two numbers are no further apart than a share of the larger."""
    if one is None or other is None:
        return True
    return abs(one - other) <= tolerance * max(abs(one), abs(other))


def matched(flows: Iterable[Any]) -> dict[Flow, Json]:
    """Flows by seller, buyer and carrier: tonnes as the buyer says, and whether both agree."""
    sold, bought = sides(flows)
    found: dict[Flow, Json] = {}
    for key in {**sold, **bought}:
        one, other = sold.get(key), bought.get(key)
        stated = [side["tonnes"] for side in (other, one) if side and side["tonnes"] is not None]
        found[key] = {
            "sold": one,
            "bought": other,
            "tonnes": stated[0] if stated else ZERO,
            "counts": one is not None and other is not None and alike(one, other),
        }
    return found


def seen(flow: Json) -> Json:
    """Both reports in plain text, as a settlement keeps them."""
    return {name: plain(flow[name]) for name in ("sold", "bought")}


def plain(side: Json | None) -> list[str] | None:
    """One report in plain text."""
    if side is None:
        return None
    numbers = [side[name] for name in ("tonnes", "quantity", "factor")]
    said = ["" if one is None else f"{one.normalize():f}" for one in numbers]
    return [*said, side["dimension"], "" if side["year"] is None else str(side["year"])]


def settled(flow: Json, ruling: Json, when: str) -> Json:
    """A flow with what a coordinator settled: whose report holds, another value, or none at all.

    `when` names the part of a third value: "base" or "year".
    """
    verdict = ruling["verdict"]
    if verdict == "no_exchange":
        return {**flow, "tonnes": ZERO, "counts": False}
    if verdict == "third_value":
        return {**flow, "tonnes": Decimal(ruling["value"][when]["tonnes"]), "counts": True}
    side = flow["sold"] if verdict == "seller_holds" else flow["bought"]
    tonnes = side["tonnes"] if side and side["tonnes"] is not None else ZERO
    return {**flow, "tonnes": tonnes, "counts": True}


def rulings_of(members: Iterable[Json]) -> dict[tuple[Flow, int], Json]:
    """What coordinators settled, by flow and target year (0 for the reporting year)."""
    found: dict[tuple[Flow, int], Json] = {}
    for one in members:
        for (seller, buyer, carrier), horizon, verdict, reports, *value in one.get("rulings", []):
            key = (seller, buyer, carrier), horizon
            found[key] = {"verdict": verdict, "seen": reports, "value": value[0] if value else None}
    return found
