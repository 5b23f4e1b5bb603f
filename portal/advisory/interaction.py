"""Recommendations added up: those that act on one use take from each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from portal.advisory.content import ZERO
from portal.advisory.vocabulary import Carrier
from portal.calculators.overlap import combined


@dataclass(frozen=True, slots=True)
class Effect:
    """What one recommendation saves of one carrier in a full year, in the carrier's unit.

    Attributes:
        group: of recommendations that act on one use; empty when it stands alone.
        use: what the equipment uses of the carrier in a year; None when not known.
    """

    carrier: Carrier
    quantity: Decimal
    group: str = ""
    use: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """What recommendations save of one carrier together, in the carrier's unit.

    Attributes:
        simple: each added to the others.
        removed: what interaction takes away from that.
    """

    carrier: Carrier
    simple: Decimal
    removed: Decimal

    @property
    def net(self) -> Decimal:
        """What is left."""
        return self.simple - self.removed


def together(effects: Iterable[Effect]) -> tuple[Together, ...]:
    """What several recommendations save together, by carrier in the order of the carriers."""
    found = list(effects)
    return tuple(
        _of_carrier(carrier, [one for one in found if one.carrier is carrier])
        for carrier in Carrier
        if any(one.carrier is carrier for one in found)
    )


def _of_carrier(carrier: Carrier, effects: list[Effect]) -> Together:
    groups: dict[str, list[Effect]] = {}
    for one in effects:
        # What a fuel switch uses more of is added in full; it overlaps with nothing.
        if one.group and one.quantity > 0:
            groups.setdefault(one.group, []).append(one)
    simple = sum((one.quantity for one in effects), ZERO)
    removed = sum((_removed(group) for group in groups.values()), ZERO)
    return Together(carrier, simple, removed)


def _removed(group: list[Effect]) -> Decimal:
    amounts = [one.quantity for one in group]
    uses = [one.use for one in group if one.use]
    return sum(amounts, ZERO) - combined(amounts, max(uses, default=None))
