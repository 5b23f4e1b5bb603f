"""Drop-downs composed of the reference tables: materials, gases, sets and units."""

from collections.abc import Iterable, Sequence

from portal.language import Text
from portal.reference.codes import INVENTORY_MATERIAL, Code, CodeList
from portal.reference.fuels import fuels
from portal.reference.gwp import Gas, gases
from portal.reference.lookup import index
from portal.reference.tables import rows, sources
from portal.reference.units import units


def _list(key: str, label: Text, source: str, codes: Iterable[Code]) -> CodeList:
    answers = tuple(codes)
    writings = index(
        [
            *((one, (one.code, one.label.zh, one.label.en)) for one in answers),
            *((one, _joined(one)) for one in answers),
            *((one, one.aliases) for one in answers),
        ]
    )
    return CodeList(
        key=key, label=label, codes=answers, source=sources()[source], _writings=writings
    )


def _joined(code: Code) -> tuple[str, ...]:
    zh, en = code.label.zh, code.label.en
    return f"{code.code} {zh}", f"{zh} {en}", f"{zh} {code.code}"


def _fuels() -> Iterable[Code]:
    for fuel in fuels().values():
        shown = tuple(f"{code} {fuel.label.zh}" for code in fuel.codes)
        yield Code(fuel.key, fuel.label, (*fuel.aliases, *fuel.codes, *shown))


def _gas(gas: Gas) -> Code:
    official = (gas.code,) if gas.code else ()
    return Code(gas.key, gas.label, (gas.formula, *gas.aliases, *official))


def _units(key: str, label: Text, codes: Sequence[str]) -> CodeList:
    known = (units()[code] for code in codes)
    return _list(key, label, "portal", (Code(one.code, one.label, one.aliases) for one in known))


def _sets(kind: str) -> Iterable[Code]:
    return (
        Code(row["id"], Text(row["zh"], row["en"])) for row in rows("sets") if row["kind"] == kind
    )


_USUAL_GASES = [
    "CO2",
    "CH4",
    "N2O",
    "HFC-23",
    "HFC-32",
    "HFC-41",
    "HFC-125",
    "HFC-134a",
    "HFC-143a",
    "HFC-152a",
    "HFC-227ea",
    "HFC-236fa",
    "HFC-245fa",
    "PFC-14",
    "PFC-116",
    "PFC-218",
    "PFC-318",
    "c-C5F8",
    "C4F6",
    "SF6",
    "NF3",
    "R-410A",
    "R-404A",
    "R-407C",
    "R-507A",
    "R-407A",
    "R-410B",
    "HCFC-22",
    "unspecified_refrigerant",
]
_PROCESS_GASES = [
    "PFC-14",
    "PFC-116",
    "PFC-218",
    "C4F6",
    "PFC-318",
    "c-C5F8",
    "HFC-23",
    "HFC-32",
    "HFC-41",
    "HFC-125",
    "NF3",
    "SF6",
    "N2O",
]

MATERIAL = _list(
    "material",
    Text("原（燃）物料或產品", "Material or fuel"),
    "moenv_form",
    (*_fuels(), *(_gas(gases()[key]) for key in _USUAL_GASES), *INVENTORY_MATERIAL.codes),
)
GAS = _list(
    "gas",
    Text("溫室氣體", "Greenhouse gas"),
    "moenv_factors_2024",
    (_gas(gases()[key]) for key in _USUAL_GASES),
)
PROCESS_GAS = _list(
    "process_gas",
    Text("製程氣體", "Process gas"),
    "moenv_factors_2024",
    (_gas(gases()[key]) for key in _PROCESS_GASES),
)
FACTOR_SET = _list(
    "factor_set", Text("排放係數版本", "Set of emission factors"), "portal", _sets("factor")
)
HEAT_SET = _list("heat_set", Text("熱值版本", "Set of heat values"), "portal", _sets("heat_value"))

ACTIVITY_UNIT = _units(
    "activity_unit",
    Text("活動數據單位", "Unit of activity"),
    [
        "t",
        "kg",
        "kL",
        "L",
        "1000m3",
        "m3",
        "1000Nm3",
        "Nm3",
        "person_hour",
        "person_day",
        "GJ",
        "MWh",
        "tCO2e",
    ],
)
HEAT_UNIT = _units(
    "heat_unit",
    Text("熱值單位", "Unit of heat values"),
    ["kcal/kg", "kcal/L", "kcal/m3", "MJ/kg", "MJ/L", "MJ/m3"],
)
TEST_UNIT = _units(
    "test_unit",
    Text("檢測值單位", "Unit of test values"),
    ["kcal/kg", "kcal/L", "kcal/m3", "MJ/kg", "MJ/L", "MJ/m3", "%", "kg/TJ"],
)
FACTOR_UNIT = _units(
    "factor_unit",
    Text("自廠係數單位", "Unit of own factors"),
    ["kg/TJ", "t/TJ", "tCO2e/t", "kgCO2e/t", "tCO2e/kL", "tCO2e/1000m3"],
)
ENERGY_UNIT = _units(
    "energy_unit",
    Text("能源單位", "Unit of energy"),
    ["MWh", "kWh", "GWh", "t", "GJ", "MJ", "TJ", "Gcal"],
)
ENERGY_FACTOR_UNIT = _units(
    "energy_factor_unit",
    Text("能源係數單位", "Unit of energy factors"),
    ["kgCO2e/kWh", "kgCO2e/GJ", "tCO2e/GJ", "tCO2e/t", "kgCO2e/t"],
)
EXCHANGE_UNIT = _units(
    "exchange_unit",
    Text("交換數量單位", "Unit of exchange"),
    ["t", "kg", "GJ", "MWh", "kWh", "1000m3", "1000Nm3", "m3", "Nm3"],
)
PRODUCT_UNIT = _units(
    "product_unit",
    Text("產量單位", "Unit of production"),
    [
        "t",
        "kg",
        "kL",
        "1000m3",
        "MWh",
        "GWh",
        "GJ",
        "sheet",
        "1000sheet",
        "piece",
        "1000piece",
        "m2",
    ],
)
BALANCE_UNIT = _units(
    "balance_unit",
    Text("碳平衡單位", "Unit of the carbon balance"),
    ["t", "kg", "1000m3", "1000Nm3"],
)
