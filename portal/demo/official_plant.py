"""The sources of an invented plant, and what the official form computes for each."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from portal.official.arithmetic import carbon_factor, co2e, tonnes, unit_factor

ANNOUNCED: Final = "採用中央主管機關公告之溫室氣體排放係數"
OWN: Final = "國際文獻或檢測報告所得之自廠係數"
BALANCE: Final = "質量平衡法"
_INDIRECT: Final = "外購"
_FORMULA_1: Final = frozenset({"HFCS", "SF6", "NF3"})
ZERO: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Used:
    """One source of the plant: what it uses, and how the form computes it.

    Attributes:
        factors: of its gases, kg/TJ or kg per kWh; None where the form brings in none.
        carbon: a fraction, for a mass balance.
        potential: of a fluorinated gas.
    """

    process: str
    equipment: str
    equipment_code: str
    name: str
    material_code: str
    material: str
    kind: str
    activity: Decimal
    unit: str
    method: str
    gases: tuple[str, ...] = ("CO2", "CH4", "N2O")
    factors: tuple[Decimal | None, ...] = (None, None, None)
    heat: Decimal | None = None
    heat_unit: str = ""
    carbon: Decimal | None = None
    potential: Decimal | None = None
    category: str = ""
    is_biogenic: bool = False

    @property
    def directness(self) -> str:
        """直接 or 間接."""
        return "間接" if self.kind.startswith(_INDIRECT) else "直接"


@dataclass(frozen=True, slots=True)
class GasFigures:
    """What the form shows for one gas of a source."""

    gas: str
    factor: Decimal | None
    per_unit: Decimal
    measure: str
    tonnes: Decimal
    potential: Decimal
    co2e: Decimal


def figures(used: Used, methane: Decimal) -> tuple[GasFigures, ...]:
    """What the form's formulas give for one source, faults of the form included."""
    measure = f"公噸/{used.unit}" if used.factors[0] is not None else "公噸/公噸"
    found: list[GasFigures] = []
    for gas, factor in zip(used.gases, used.factors, strict=False):
        per_unit = _per_unit(used, gas, factor)
        amount = tonnes(used.activity, None, per_unit, is_scaled=measure.endswith(used.unit))
        potential = _potential(used, gas, methane)
        worth = co2e(amount, potential)
        found.append(GasFigures(gas, factor, per_unit, measure, amount, potential, worth))
    return tuple(found)


def _per_unit(used: Used, gas: str, factor: Decimal | None) -> Decimal:
    if used.directness == "間接":
        return factor or ZERO
    if gas in _FORMULA_1:
        return Decimal(1)
    if factor is not None and used.heat is not None:
        return unit_factor(factor, used.heat)
    return carbon_factor(used.carbon) if used.carbon is not None else ZERO


def _potential(used: Used, gas: str, methane: Decimal) -> Decimal:
    known = {"CO2": Decimal(1), "CH4": methane, "N2O": Decimal(265)}
    return known.get(gas, used.potential or ZERO)


SOURCES: Final = (
    Used(
        "M01",
        "E201",
        "0020",
        "燃氣鍋爐",
        "050002",
        "天然氣",
        "固定燃燒",
        Decimal("3252.12"),
        "千立方公尺",
        ANNOUNCED,
        factors=(Decimal(56100), Decimal(1), Decimal("0.1")),
        heat=Decimal(8107),
        heat_unit="Kcal/m3",
    ),
    Used(
        "G02",
        "GM01",
        "0201",
        "緊急發電機",
        "170006",
        "柴油",
        "固定燃燒",
        Decimal("12.5"),
        "公秉",
        ANNOUNCED,
        factors=(Decimal(74100), Decimal(3), Decimal("0.6")),
        heat=Decimal(8629),
        heat_unit="Kcal/L",
    ),
    Used(
        "G04",
        "GV01",
        "9901",
        "公務車",
        "170001",
        "車用汽油",
        "移動燃燒",
        Decimal("23.4"),
        "公秉",
        ANNOUNCED,
        factors=(Decimal(69300), Decimal(25), Decimal(8)),
        heat=Decimal(7520),
        heat_unit="Kcal/L",
    ),
    Used(
        "G05",
        "GF02",
        "9902",
        "冰水主機",
        "GG1835",
        "HFC-134a",
        "逸散",
        Decimal(30),
        "公斤",
        BALANCE,
        gases=("HFCS",),
        potential=Decimal(1300),
        category="三、冷凍空調",
    ),
    Used(
        "G06",
        "GP01",
        "9903",
        "全廠用電",
        "350099",
        "其他電力",
        "外購電力",
        Decimal("7117.5266"),
        "千度",
        ANNOUNCED,
        gases=("CO2",),
        factors=(Decimal("0.474"),),
        category="併網",
    ),
)
