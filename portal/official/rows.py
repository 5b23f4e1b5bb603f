"""What is read from each sheet of the official form, as one row class a sheet.

Codes and numbers of processes stay text: `000999` is no number. Amounts are Decimals.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Final

from portal.workbook.sheets import Row

GASES_A_ROW: Final = (1, 2, 3)
# The columns of one gas of 表五, in their order; each ends in the number of the gas.
BLOCK: Final = (
    "gas",
    "factor",
    "factor_unit",
    "per_unit",
    "measure",
    "source",
    "class",
    "tonnes",
    "potential",
    "co2e",
)


@dataclass(frozen=True, slots=True)
class Firm(Row):
    """表一: whose form it is, of which year and which site."""

    SHEET: ClassVar[str] = "t1"
    year: str | None
    control_number: str | None
    name: str | None
    tax_id: str | None
    person: str | None
    phone: str | None
    email: str | None
    industry: str | None
    is_verified: str | None
    body: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Boundary(Row):
    """表二: where the site lies, and what its boundary leaves out."""

    SHEET: ClassVar[str] = "t2"
    county: str | None
    town: str | None
    address: str | None
    excluded1: str | None
    excluded2: str | None
    excluded3: str | None


@dataclass(frozen=True, slots=True)
class Keyed(Row):
    """A row of a source: what it is known by in every sheet."""

    process: str | None
    equipment: str | None
    material_code: str | None
    emission_type: str | None

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Process, equipment, material and emission type, as written."""
        return (
            self.process or "",
            self.equipment or "",
            self.material_code or "",
            self.emission_type or "",
        )

    @property
    def source_id(self) -> str:
        """The key as one name, `M01-E201-050002-固定燃燒`."""
        return "-".join(filter(None, self.key))


@dataclass(frozen=True, slots=True)
class Listed(Keyed):
    """表三: one source, what it burns or makes, and how it emits."""

    SHEET: ClassVar[str] = "t3"
    equipment_name: str | None
    material: str | None
    biogenic: str | None
    directness: str | None
    category: str | None
    cogeneration: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Activity(Keyed):
    """表四: the activity of one source and how it is measured; percentages are fractions."""

    SHEET: ClassVar[str] = "t4"
    supplier: str | None
    activity: Decimal | None
    unit: str | None
    share: Decimal | None
    other_unit: str | None
    data_source: str | None
    keeper: str | None
    measuring: str | None
    calibration: str | None
    method: str | None
    heat_value: Decimal | None
    heat_unit: str | None
    carbon: Decimal | None
    note: str | None


@dataclass(frozen=True, slots=True)
class GasColumns:
    """One gas of a row of 表五: factor, tonnes, potential and tCO2e, as the form shows them.

    `factor` is per heat or per kWh, `per_unit` in tonnes per unit of activity, as `measure` says.
    """

    block: int
    gas: str | None
    factor: Decimal | None
    factor_unit: str | None
    per_unit: Decimal | None
    measure: str | None
    source: str | None
    factor_class: str | None
    tonnes: Decimal | None
    potential: Decimal | None
    co2e: Decimal | None


@dataclass(frozen=True, slots=True)
class Quantity(Keyed):
    """表五: up to three gases of one source, with the subtotal in tCO2e."""

    SHEET: ClassVar[str] = "t5"
    directness: str | None
    gas1: str | None
    factor1: Decimal | None
    factor_unit1: str | None
    per_unit1: Decimal | None
    measure1: str | None
    source1: str | None
    class1: str | None
    tonnes1: Decimal | None
    potential1: Decimal | None
    co2e1: Decimal | None
    gas2: str | None
    factor2: Decimal | None
    factor_unit2: str | None
    per_unit2: Decimal | None
    measure2: str | None
    source2: str | None
    class2: str | None
    tonnes2: Decimal | None
    potential2: Decimal | None
    co2e2: Decimal | None
    gas3: str | None
    factor3: Decimal | None
    factor_unit3: str | None
    per_unit3: Decimal | None
    measure3: str | None
    source3: str | None
    class3: str | None
    tonnes3: Decimal | None
    potential3: Decimal | None
    co2e3: Decimal | None
    subtotal: Decimal | None
    biogenic: Decimal | None

    @property
    def gases(self) -> tuple[GasColumns, ...]:
        """The gases that the row names, in their order."""
        blocks = (self._block(number) for number in GASES_A_ROW)
        return tuple(block for block in blocks if block.gas)

    def _block(self, number: int) -> GasColumns:
        return GasColumns(number, *(getattr(self, f"{name}{number}") for name in BLOCK))


@dataclass(frozen=True, slots=True)
class Summary(Row):
    """表八: the totals by gas, of scope 1 by gas, and by type, tCO2e; three ways to one total."""

    SHEET: ClassVar[str] = "t8"
    co2: Decimal | None
    ch4: Decimal | None
    n2o: Decimal | None
    hfcs: Decimal | None
    pfcs: Decimal | None
    sf6: Decimal | None
    nf3: Decimal | None
    by_gas: Decimal | None
    biogenic: Decimal | None
    direct_by_gas: Decimal | None
    direct: Decimal | None
    indirect: Decimal | None
    other: Decimal | None
    total: Decimal | None
    stationary: Decimal | None
    process: Decimal | None
    mobile: Decimal | None
    fugitive: Decimal | None
    electricity: Decimal | None
    steam: Decimal | None


@dataclass(frozen=True, slots=True)
class Energy(Row):
    """表九: energy made on the site, used there and sold."""

    SHEET: ClassVar[str] = "t9"
    kind: str | None
    produced: Decimal | None
    unit: str | None
    own_use: Decimal | None
    sold: Decimal | None


@dataclass(frozen=True, slots=True)
class Output(Row):
    """表十: the output of one product in the year."""

    SHEET: ClassVar[str] = "t10"
    process: str | None
    product: str | None
    quantity: Decimal | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Tested(Keyed):
    """表十一: one test of a heat value or a carbon content."""

    SHEET: ClassVar[str] = "t11"
    equipment_code: str | None
    laboratory: str | None
    accreditation: str | None
    subject: str | None
    value: Decimal | None
    value_unit: str | None
    method: str | None
    method_number: str | None
    period: str | None
