"""The systems of a plant that are diagnosed, and the energy carriers that are saved there."""

from enum import StrEnum

from portal.language import Text


class System(StrEnum):
    """The plant systems that a diagnosis looks at."""

    BOILER = "boiler"
    AIR = "air"
    COOLING = "cooling"
    POWER = "power"
    OTHER = "other"

    @property
    def label(self) -> Text:
        """The system in both languages."""
        return SYSTEM_LABELS[self]


SYSTEM_LABELS = {
    System.BOILER: Text("鍋爐系統", "Boiler system"),
    System.AIR: Text("空壓系統", "Compressed air system"),
    System.COOLING: Text("空調系統", "Air conditioning system"),
    System.POWER: Text("電力照明系統", "Power and lighting system"),
    System.OTHER: Text("其他", "Other"),
}


class Carrier(StrEnum):
    """What is saved; each has one unit, so that sums never mix units."""

    ELECTRICITY = "electricity"
    NATURAL_GAS = "natural_gas"
    FUEL_OIL = "fuel_oil"
    DIESEL = "diesel"
    LPG = "lpg"
    COAL = "coal"
    STEAM = "steam"
    WATER = "water"

    @property
    def label(self) -> Text:
        """The carrier in both languages."""
        return CARRIERS[self][0]

    @property
    def unit(self) -> str:
        """The unit in which quantities of a year are entered."""
        return CARRIERS[self][1]


CARRIERS = {
    Carrier.ELECTRICITY: (Text("電力", "Electricity"), "kWh"),
    Carrier.NATURAL_GAS: (Text("天然氣", "Natural gas"), "m³"),
    Carrier.FUEL_OIL: (Text("燃料油", "Fuel oil"), "L"),
    Carrier.DIESEL: (Text("柴油", "Diesel"), "L"),
    Carrier.LPG: (Text("液化石油氣", "LPG"), "kg"),
    Carrier.COAL: (Text("煤", "Coal"), "t"),
    Carrier.STEAM: (Text("蒸汽", "Steam"), "t"),
    Carrier.WATER: (Text("水", "Water"), "m³"),
}
