"""An inventory once it has been read: its tables, what is known besides, and its results."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from portal.inventory.sheets import (
    CarbonFlow,
    Cover,
    EnergyUse,
    Exchange,
    Generation,
    LabTest,
    ProcessGas,
    Product,
    Scope3,
    Site,
    Source,
    Verification,
)
from portal.members.figures import MemberRecord
from portal.reference.groups import Group
from portal.workbook.recurrence import plain
from portal.workbook.thresholds import Threshold, Thresholds

ZERO = Decimal(0)
CO2 = "CO2"


class Obstacle(StrEnum):
    """Why a row cannot be recomputed."""

    NO_ACTIVITY = "no_activity"
    NO_UNIT = "no_unit"
    WRONG_UNIT = "wrong_unit"
    NO_HEAT_VALUE = "no_heat_value"
    HEAT_UNIT = "heat_unit"
    NO_FACTOR = "no_factor"
    NO_CARBON = "no_carbon"
    NO_GWP = "no_gwp"
    METHOD = "method"
    INDIRECT = "indirect"
    NO_BALANCE = "no_balance"


class Deviation(StrEnum):
    """How a stated value differs from the recomputed one, by its likeliest cause."""

    NONE = "none"
    ZERO_STATED = "zero_stated"
    THOUSAND = "thousand"
    OTHER_GWP = "other_gwp"
    METHANE_30 = "methane_30"
    BIOGENIC_INCLUDED = "biogenic_included"
    GWP_ON_ELECTRICITY = "gwp_on_electricity"
    PURE_CARBON = "pure_carbon"
    EXCLUDED_GAS = "excluded_gas"
    NEGATIVE = "negative"
    SMALL = "small"
    LARGE = "large"


class Basis(StrEnum):
    """Which value of a row counts."""

    RECOMPUTED = "recomputed"
    STATED = "stated"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class GasAmount:
    """One gas of one row: factor in t per unit of activity, tonnes that count, GWP, and tCO2e.

    `biogenic` are the tonnes of CO2 kept apart because they come from biomass.
    """

    gas: str
    factor: Decimal
    tonnes: Decimal
    potential: Decimal
    co2e: Decimal
    biogenic: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Computed:
    """A row recomputed with the ministry's rounding; `emissions` is None when it cannot be.

    The amounts of each gas are not kept: they would be half of what a large inventory holds.

    Attributes:
        emissions: tCO2e without biogenic CO2.
        biogenic: tCO2 of biogenic origin, kept apart.
        co2: the part of the emissions that is CO2 itself, t.
        obstacle: why it cannot be recomputed.
    """

    emissions: Decimal | None = None
    biogenic: Decimal = ZERO
    co2: Decimal = ZERO
    obstacle: Obstacle | None = None


Amounts = tuple[GasAmount, ...]


def added_up(amounts: Amounts | Obstacle) -> Computed:
    """A row from the amounts of its gases, or from what stands in the way of them."""
    if isinstance(amounts, Obstacle):
        return Computed(obstacle=amounts)
    emissions, biogenic, co2 = ZERO, ZERO, ZERO
    for one in amounts:
        emissions += one.co2e
        if one.gas == CO2:
            biogenic += one.biogenic
            co2 += one.tonnes
    return Computed(emissions, biogenic, co2)


@dataclass(frozen=True, slots=True)
class Judged:
    """A row with its recomputed value and how the stated one differs.

    `other_set` is the set of warming potentials that the stated value fits, when it is another.
    """

    computed: Computed
    stated: Decimal | None
    deviation: Deviation = Deviation.NONE
    other_set: str = ""

    @property
    def basis(self) -> Basis:
        """The recomputed value counts where there is one, else the stated one."""
        if self.computed.emissions is not None:
            return Basis.RECOMPUTED
        return Basis.NONE if self.stated is None else Basis.STATED

    @property
    def emissions(self) -> Decimal:
        """The tCO2e that count; zero when the row has neither value."""
        if self.computed.emissions is not None:
            return self.computed.emissions
        return ZERO if self.stated is None else self.stated


@dataclass(frozen=True, slots=True)
class PastSource:
    """One source of the last accepted year: activity in `unit`, emissions in tCO2e."""

    activity: Decimal | None
    unit: str
    emissions: Decimal


@dataclass(frozen=True, slots=True)
class PastInventory:
    """The last accepted year of the member.

    Attributes:
        sources: by (site, source number).
        production: main product's quantity by (site, product), in `production_unit` of the row.
        is_followed: names or numbers have changed since; the keys are as `key` gives them, under
            the names of the year that is compared, and stand for the sum of what became one.
        joined: parts of sites that were split, which are compared together, by their plain name.
    """

    year: int
    scope1: Decimal
    scope2: Decimal
    biogenic: Decimal
    sources: Mapping[tuple[str, str], PastSource] = field(
        default_factory=dict[tuple[str, str], PastSource]
    )
    production: Mapping[tuple[str, str], tuple[Decimal, str]] = field(
        default_factory=dict[tuple[str, str], tuple[Decimal, str]]
    )
    is_followed: bool = False
    joined: Mapping[str, str] = field(default_factory=dict[str, str])

    def key(self, site: str | None, name: str | None) -> tuple[str, str]:
        """Under which key a source or product of the year that is compared stands here."""
        if not self.is_followed:
            return site or "", name or ""
        known = plain(site or "")
        return self.joined.get(known, known).upper(), plain(name or "").upper()

    @property
    def joined_names(self) -> frozenset[str]:
        """The sites of the keys that stand for several sites of the year that is compared."""
        return frozenset(one.upper() for one in self.joined.values())


@dataclass(frozen=True, slots=True)
class PeerIntensity:
    """Natural logarithms of tCO2e per unit of a main product in a group."""

    median: Decimal
    deviation: Decimal
    members: int


@dataclass(frozen=True, slots=True)
class Peers:
    """What the other members of the group look like: intensity by (product, unit)."""

    intensity: Mapping[tuple[str, str], PeerIntensity] = field(
        default_factory=dict[tuple[str, str], PeerIntensity]
    )


@dataclass(frozen=True, slots=True)
class Background:
    """What is known besides the workbook; everything may be missing, and then is not compared.

    `year` is the year of the reporting round, `received_on` the local day of the upload, and
    `members` the codes of all members of the alliance. `thresholds` count instead of the defaults.
    """

    member: MemberRecord | None = None
    past: PastInventory | None = None
    peers: Peers | None = None
    year: int | None = None
    received_on: date | None = None
    members: frozenset[str] = frozenset()
    thresholds: tuple[Threshold, ...] = ()


@dataclass(frozen=True, slots=True)
class ScopeTotals:
    """tCO2e of scope 1 and 2, and tCO2 of biogenic origin beside them."""

    scope1: Decimal = ZERO
    scope2: Decimal = ZERO
    biogenic: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """Scope 1 and 2 together, tCO2e; biogenic CO2 is not part of it."""
        return self.scope1 + self.scope2


@dataclass(frozen=True, slots=True)
class StatedTotals:
    """The totals on the cover; None where nothing is stated."""

    scope1: Decimal | None
    scope2: Decimal | None
    biogenic: Decimal | None


@dataclass(frozen=True, slots=True)
class Line:
    """One row that counts, flat, with where it stands; this is what is stored and summed.

    `emissions` is tCO2e without biogenic CO2 and `stated` what the member wrote; `basis` says
    which of the stated and the recomputed value `emissions` is.
    """

    sheet: str
    row: int
    site: str
    in_kaohsiung: bool
    scope: int
    emission_type: str
    source_id: str
    source: str
    material: str
    activity: Decimal | None
    unit: str
    emissions: Decimal
    biogenic: Decimal
    stated: Decimal | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class Inventory:
    """The subject of the rule book: what was read, what is known, and every row recomputed.

    `judged_*` stand in the order of their tables; `remarkable` are the sources that deviate from
    what they state or could not be recomputed, so that rules about them need not see the others.
    `lines` are the rows that count, sources first; `counted` is their sum, `rows_stated` the sum
    of what the rows state (or else of what counts).
    """

    cover: Cover | None
    sites: tuple[Site, ...]
    sources: tuple[Source, ...]
    energy: tuple[EnergyUse, ...]
    generation: tuple[Generation, ...]
    exchange: tuple[Exchange, ...]
    production: tuple[Product, ...]
    process_gases: tuple[ProcessGas, ...]
    carbon_balance: tuple[CarbonFlow, ...]
    tests: tuple[LabTest, ...]
    verification: Verification | None
    scope3: tuple[Scope3, ...]
    background: Background
    limits: Thresholds
    judged_sources: tuple[Judged, ...] = ()
    judged_energy: tuple[Judged, ...] = ()
    judged_gases: tuple[Judged, ...] = ()
    remarkable: tuple[tuple[Source, Judged], ...] = ()
    lines: tuple[Line, ...] = ()
    counted: ScopeTotals = ScopeTotals()
    rows_stated: ScopeTotals = ScopeTotals()

    @property
    def group(self) -> Group | None:
        """The group of the member, None when the member is not known."""
        return self.background.member.group if self.background.member else None

    @property
    def year(self) -> int | None:
        """The year on the cover, or of the reporting round."""
        stated = self.cover.year if self.cover else None
        return stated or self.background.year

    def has_rows(self, scope: str) -> bool:
        """Whether the sheets of `scope1` or `scope2` were read; without them sums mean nothing."""
        return bool(self.sources if scope == "scope1" else self.energy)

    def limit(self, key: str) -> Decimal:
        """The threshold of that key for the member's group and the year."""
        return self.limits.value(key, group=self.group or "", year=self.year)


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals of an inventory, in tCO2e.

    Attributes:
        stated: as on the cover.
        counted: sums of the values that count, all sites.
        in_kaohsiung: the same, of the sites in the city only.
    """

    stated: StatedTotals
    counted: ScopeTotals
    in_kaohsiung: ScopeTotals
