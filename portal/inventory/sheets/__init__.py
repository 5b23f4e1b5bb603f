"""The annual inventory workbook, one declaration per worksheet."""

from portal.inventory.sheets.cover import COVER, Cover
from portal.inventory.sheets.energy import ENERGY, GENERATION, EnergyUse, Generation
from portal.inventory.sheets.exchange import EXCHANGE, Exchange
from portal.inventory.sheets.groups import CARBON_BALANCE, PROCESS_GASES, CarbonFlow, ProcessGas
from portal.inventory.sheets.laboratory import TESTS, LabTest
from portal.inventory.sheets.outcome import (
    PRODUCTION,
    SCOPE3,
    VERIFICATION,
    Product,
    Scope3,
    Verification,
)
from portal.inventory.sheets.sites import SITES, Site
from portal.inventory.sheets.sources import SOURCES, Source
from portal.language import Text
from portal.workbook.sheets import Template

TEMPLATE = Template(
    id="NZIA-INVENTORY",
    kind="inventory",
    title=Text("溫室氣體盤查清冊", "Greenhouse gas inventory"),
    version=2,
    sheets=(
        COVER,
        SITES,
        SOURCES,
        ENERGY,
        GENERATION,
        EXCHANGE,
        PRODUCTION,
        PROCESS_GASES,
        CARBON_BALANCE,
        TESTS,
        VERIFICATION,
        SCOPE3,
    ),
)

__all__ = [
    "CARBON_BALANCE",
    "COVER",
    "ENERGY",
    "EXCHANGE",
    "GENERATION",
    "PROCESS_GASES",
    "PRODUCTION",
    "SCOPE3",
    "SITES",
    "SOURCES",
    "TEMPLATE",
    "TESTS",
    "VERIFICATION",
    "CarbonFlow",
    "Cover",
    "EnergyUse",
    "Exchange",
    "Generation",
    "LabTest",
    "ProcessGas",
    "Product",
    "Scope3",
    "Site",
    "Source",
    "Verification",
]
