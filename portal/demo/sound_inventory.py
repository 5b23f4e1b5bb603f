"""Sound inventories: one member for each group, and one of any length."""

from collections.abc import Mapping
from decimal import Decimal

from portal.demo.as_read import typed
from portal.demo.companies import company
from portal.demo.edits import summed
from portal.demo.inventories import inventory
from portal.demo.sources import HEAT_SOURCES, Setting, setting
from portal.inventory.sheets import SOURCES
from portal.inventory.sheets.sources import Source
from portal.members.figures import MemberRecord
from portal.reference.fuels import fuels
from portal.reference.groups import Group
from portal.workbook.content import CellInput, Content

Cell = dict[str, CellInput]
SOUND_MEMBERS: Mapping[Group, str] = {
    Group.STEEL: "ST01",
    Group.PETROCHEMICALS: "PC04",
    Group.ELECTRONICS: "EL04",
    Group.ENERGY: "EN04",
    Group.CIRCULAR_ECONOMY: "CE01",
}
MEMBERS: Mapping[Group, MemberRecord] = {
    group: company(code).record for group, code in SOUND_MEMBERS.items()
}
# Small enough that fifty thousand of them leave the member what it is, and no two alike.
_VEHICLES = ("diesel", "gasoline")
_EVERY_TENTH = 10
_LITRES, _LITRES_STEP = Decimal("20.0301"), Decimal("0.0011")
_KILOGRAMS, _KILOGRAMS_STEP = Decimal("0.0503"), Decimal("0.0001")
_EQUIPMENT = 999


def sound(group: Group, year: int, rows: int | None = None) -> Content:
    """An inventory that nothing is found in.

    Args:
        group: the group of the member; `MEMBERS` has its master data.
        year: the year of the inventory.
        rows: how many sources it is to have; small ones are added until there are so many.
    """
    content = inventory(SOUND_MEMBERS[group], year)
    have = len(content["sources"])
    if rows is None or rows <= have:
        return content
    site = content["sites"][0]["control_number"]
    made = setting(year)
    extra = [_filling(number, site, made) for number in range(rows - have)]
    return summed({**content, "sources": [*content["sources"], *extra]})


def _filling(number: int, site: CellInput, made: Setting) -> Cell:
    """One small vehicle or air conditioner; no two have the same number or activity."""
    process, equipment = divmod(number, _EQUIPMENT)
    own = _refrigerant(number) if number % _EVERY_TENTH == 0 else _vehicle(number, made)
    line: Cell = {
        "source_id": f"X{number + 1:05d}",
        "site": site,
        "process": f"{'XYZ'[process // 100]}{process % 100:02d}",
        "equipment": f"V{equipment + 1:03d}",
        "method": "announced",
        "factor_class": "5",
        "measuring": "periodic",
        "calibration": "internal",
        **own,
    }
    row = typed(SOURCES, line)
    assert isinstance(row, Source)  # noqa: S101
    line["stated_emissions"] = made.recomputation.source(row).emissions
    return line


def _vehicle(number: int, made: Setting) -> Cell:
    material = _VEHICLES[number % 2]
    return {
        "name": f"運輸車輛 {number + 1:05d}",
        "material": material,
        "emission_type": "mobile",
        "activity": _LITRES + number * _LITRES_STEP,
        "unit": "L",
        "evidence": "加油單據，總務課",
        **_heat(material, made),
    }


def _refrigerant(number: int) -> Cell:
    return {
        "name": f"分離式冷氣 {number + 1:05d}",
        "material": "R-410A",
        "emission_type": "fugitive",
        "category": "refrigeration",
        "activity": _KILOGRAMS + number // _EVERY_TENTH * _KILOGRAMS_STEP,
        "unit": "kg",
        "evidence": "維修填充紀錄，設備課",
    }


def _heat(material: str, made: Setting) -> Cell:
    fuel = fuels().get(material)
    value = None if fuel is None else fuel.heat_value(made.heat_set)
    if value is None:
        return {}
    source = HEAT_SOURCES[value.set]
    return {"heat_value": value.value, "heat_unit": value.unit.code, "heat_source": source}
