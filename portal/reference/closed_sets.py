"""Code lists that calculations branch on, as enumerations; each value is a code of `codes.csv`."""

from enum import StrEnum


class EmissionType(StrEnum):
    """How an emission arises (list `emission_type`)."""

    STATIONARY = "stationary"
    MOBILE = "mobile"
    PROCESS = "process"
    FUGITIVE = "fugitive"
    PURCHASED_ELECTRICITY = "purchased_electricity"
    PURCHASED_STEAM = "purchased_steam"

    @property
    def scope(self) -> int:
        """1 for direct emissions, 2 for bought electricity and steam."""
        return 2 if self in (self.PURCHASED_ELECTRICITY, self.PURCHASED_STEAM) else 1


class FactorMethod(StrEnum):
    """How a source's emissions were calculated (list `factor_method`)."""

    ANNOUNCED = "announced"
    OWN = "own"
    MASS_BALANCE = "mass_balance"
    MONITORING = "monitoring"
    OTHER = "other"


class HeatValueSource(StrEnum):
    """Where a heat value comes from (list `heat_value_source`)."""

    EA_2025 = "ea_2025"
    MOENV_604 = "moenv_604"
    IPCC_2006 = "ipcc_2006"
    SUPPLIER = "supplier"
    OWN_LABORATORY = "own_laboratory"
    ACCREDITED_LABORATORY = "accredited_laboratory"
    NOT_NEEDED = "not_needed"


class ExchangeDirection(StrEnum):
    """Whether a flow between members leaves or enters the site (list `exchange_direction`)."""

    SUPPLIED = "supplied"
    RECEIVED = "received"


class BalanceDirection(StrEnum):
    """The side of a carbon balance (list `balance_direction`)."""

    IN = "in"
    OUT = "out"
    STOCK = "stock"


class TargetKind(StrEnum):
    """How a reduction target is expressed (list `target_kind`)."""

    ABSOLUTE = "absolute"
    INTENSITY = "intensity"
    ANNUAL_RATE = "annual_rate"
    NET_ZERO = "net_zero"
    RETURN_TO_LEVEL = "return_to_level"
    BAU = "bau"


class ScopeCoverage(StrEnum):
    """The scopes a target covers (list `scope_coverage`)."""

    SCOPE1 = "scope1"
    SCOPE2 = "scope2"
    BOTH = "both"


class RateKind(StrEnum):
    """How an annual rate adds up over the years (list `rate_kind`)."""

    LINEAR = "linear"
    COMPOUND = "compound"


class MeasureStatus(StrEnum):
    """How far a reduction measure has come (list `measure_status`)."""

    IDEA = "idea"
    DIAGNOSED = "diagnosed"
    APPROVED = "approved"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CANCELLED = "cancelled"


class MeasureCategory(StrEnum):
    """What kind of reduction measure it is (list `measure_category`)."""

    FUEL_SWITCH = "fuel_switch"
    PROCESS = "process"
    ENERGY_EFFICIENCY = "energy_efficiency"
    RENEWABLE_SELF = "renewable_self"
    RENEWABLE_BOUGHT = "renewable_bought"
    CCUS = "ccus"
    CIRCULAR_MATERIAL = "circular_material"
    OTHER = "other"
