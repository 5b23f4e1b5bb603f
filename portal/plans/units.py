"""The units that columns of a plan offer, each a short choice from the closed table of units."""

from portal.language import Text
from portal.reference.codes import Code, CodeList
from portal.reference.lookup import index
from portal.reference.tables import sources
from portal.reference.units import units


def _offered(key: str, label: Text, *codes: str) -> CodeList:
    chosen = tuple(units()[code] for code in codes)
    offered = tuple(Code(one.code, one.label, one.aliases) for one in chosen)
    writings = index(
        (code, (code.code, code.label.zh, code.label.en, *code.aliases)) for code in offered
    )
    return CodeList(key, label, offered, sources()["portal"], dict(writings))


TONNES = _offered("plan_tonnes", Text("排放量單位", "Unit of emissions"), "tCO2e", "10ktCO2e")
FUEL = _offered(
    "plan_fuel_unit", Text("燃料單位", "Unit of fuel"), "t", "kL", "1000m3", "kg", "L", "m3"
)
FACTOR = _offered(
    "plan_factor_unit",
    Text("係數單位", "Unit of the factor"),
    "kgCO2e/kWh",
    "kgCO2e/GJ",
    "tCO2e/t",
    "tCO2e/kL",
    "tCO2e/1000m3",
)
FLOW = _offered(
    "plan_flow_unit", Text("數量單位", "Unit of the flow"), "t", "GJ", "MWh", "kWh", "1000m3"
)
