"""Amounts that may be missing, and amounts by scope: zero, not stated and not quantified differ."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from portal.language import Text

ZERO = Decimal(0)


class Missing(StrEnum):
    """Why an amount is not a number; none of these is zero."""

    NOT_QUANTIFIED = "not_quantified"
    NOT_STATED = "not_stated"
    NO_PLEDGE = "no_pledge"
    NO_DATA = "no_data"


MISSING_LABELS = {
    Missing.NOT_QUANTIFIED: Text("未能量化", "Not quantified"),
    Missing.NOT_STATED: Text("未填報", "Not stated"),
    Missing.NO_PLEDGE: Text("無目標", "No target"),
    Missing.NO_DATA: Text("無資料", "No data"),
}

Amount = Decimal | Missing


@dataclass(frozen=True, slots=True)
class Split:
    """An amount by scope: tonnes CO2e, or a share of each scope."""

    scope1: Decimal = ZERO
    scope2: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """Both scopes together."""
        return self.scope1 + self.scope2

    def times(self, factor: Decimal) -> "Split":
        """Both scopes multiplied by one factor."""
        return Split(self.scope1 * factor, self.scope2 * factor)

    def covered(self, share: "Split") -> "Split":
        """Each scope multiplied by its own share."""
        return Split(self.scope1 * share.scope1, self.scope2 * share.scope2)

    def plus(self, other: "Split") -> "Split":
        """The sum, scope by scope."""
        return Split(self.scope1 + other.scope1, self.scope2 + other.scope2)

    def minus(self, other: "Split") -> "Split":
        """The difference, scope by scope."""
        return Split(self.scope1 - other.scope1, self.scope2 - other.scope2)


FULL = Split(Decimal(1), Decimal(1))
NONE = Split()


def apportioned(amount: Decimal, by: Split) -> Split:
    """A total shared out over the scopes in proportion; all to scope 1 when there is no base."""
    if by.total == 0:
        return Split(amount, ZERO)
    scope1 = amount * by.scope1 / by.total
    return Split(scope1, amount - scope1)
