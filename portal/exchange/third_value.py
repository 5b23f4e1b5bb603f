"""A settled value that neither side reports: from its parts, to plain data and back."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from portal.exchange.figures import Key, ReportedFlow, SettledFile, StatedFlow, ThirdValue
from portal.reference.units import units

_GRAM = Decimal("0.000001")
_SHARE = Decimal("0.01")


class UnfitValueError(ValueError):
    """The parts of a value do not make tonnes, or contradict each other."""


def stated(
    quantity: Decimal | None, unit: str, factor: Decimal | None, tonnes: Decimal | None
) -> StatedFlow:
    """A flow from its parts; tonnes are quantity times factor where they are not given.

    Args:
        quantity: in the unit; None when only tonnes are settled.
        unit: code of the table of units.
        factor: tonnes CO2e per unit.
        tonnes: tonnes CO2e.

    Raises:
        UnfitValueError: when no tonnes follow, a part is negative, or they are more than 1 %
            away from quantity times factor.
    """
    parts = (quantity, factor, tonnes)
    if any(one is not None and one < 0 for one in parts) or (unit and unit not in units()):
        raise UnfitValueError(f"{parts} {unit}")
    if quantity is not None and not unit:
        raise UnfitValueError("a quantity without a unit")
    product = None if quantity is None or factor is None else quantity * factor
    found = product if tonnes is None else tonnes
    if found is None:
        raise UnfitValueError("no tonnes")
    if product is not None and abs(found - product) > _SHARE * max(found, product):
        raise UnfitValueError(f"{found} is not {product}")
    exact = found.quantize(_GRAM, ROUND_HALF_UP)
    return StatedFlow(exact, quantity, unit if quantity is not None else "", factor)


def held(key: Key, value: StatedFlow) -> ReportedFlow:
    """The value as a report of the seller: in base units, so that it counts as reports do."""
    seller, buyer, carrier = key
    unit = units().get(value.unit)
    return ReportedFlow(
        seller,
        buyer,
        supplied=True,
        carrier=carrier,
        tonnes=value.tonnes,
        quantity=None if unit is None or value.quantity is None else value.quantity * unit.factor,
        dimension="" if unit is None else unit.dimension.value,
        factor=None if unit is None or value.factor is None else value.factor / unit.factor,
    )


def plain(value: ThirdValue) -> dict[str, Any]:
    """The value as plain data, amounts as text; without files as it always was."""
    files = [{"name": one.name, "sha256": one.sha256} for one in value.files]
    return {
        "year": _plain(value.year),
        "base": None if value.base is None else _plain(value.base),
        "evidence": value.evidence,
        "reason": value.reason,
        **({"files": files} if files else {}),
    }


def read(kept: Mapping[str, Any]) -> ThirdValue:
    """The value that was written with `plain`."""
    base = kept["base"]
    return ThirdValue(
        _read(kept["year"]),
        None if base is None else _read(base),
        kept["evidence"],
        kept["reason"],
        tuple(SettledFile(one["name"], one["sha256"]) for one in kept.get("files", ())),
    )


def _plain(flow: StatedFlow) -> dict[str, str]:
    numbers = {"tonnes": flow.tonnes, "quantity": flow.quantity, "factor": flow.factor}
    said = {name: "" if one is None else f"{one:f}" for name, one in numbers.items()}
    return {**said, "unit": flow.unit}


def _read(kept: Mapping[str, str]) -> StatedFlow:
    def number(name: str) -> Decimal | None:
        return Decimal(kept[name]) if kept[name] else None

    return StatedFlow(Decimal(kept["tonnes"]), number("quantity"), kept["unit"], number("factor"))
