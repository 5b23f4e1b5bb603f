"""Which calculators fit a finding, what of a machine fills their inputs, and what they save.

The mapping is declared: an input that is not in it stays empty and is asked for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from portal.advisory.content import Machine, Reading
from portal.advisory.effects import per_unit
from portal.advisory.equipment import KINDS
from portal.advisory.vocabulary import Carrier, System
from portal.calculators import declaration, registry
from portal.calculators.declaration import Calculator
from portal.calculators.runs import Run
from portal.language import Text

SYSTEMS: Final[Mapping[System, tuple[declaration.System, ...]]] = {
    System.BOILER: (declaration.System.BOILER,),
    System.AIR: (declaration.System.AIR,),
    System.COOLING: (declaration.System.HVAC, declaration.System.POWER_LIGHT),
    System.POWER: (declaration.System.POWER_LIGHT,),
    System.OTHER: (
        declaration.System.BOILER,
        declaration.System.AIR,
        declaration.System.HVAC,
        declaration.System.POWER_LIGHT,
    ),
}
"""The calculators that a finding of a system may need."""

SECONDS: Final = Decimal(60)
SITE_YEAR: Final = 2024
"""Any year does: a heat value has none."""


@dataclass(frozen=True, slots=True)
class Known:
    """A value that is on file, and where it comes from."""

    value: str
    origin: Text


@dataclass(frozen=True, slots=True)
class OnFile:
    """A machine and the latest of each value measured on it."""

    machine: Machine
    readings: Mapping[str, Reading]


Source = Callable[[OnFile], Known | None]


def _reading(code: str, divided_by: Decimal = Decimal(1)) -> Source:
    def find(known: OnFile) -> Known | None:
        taken = known.readings.get(code)
        measured = KINDS[known.machine.kind].quantity(code)
        if taken is None or measured is None:
            return None
        label = measured.label
        day = taken.taken_at.date().isoformat()
        tag, method = known.machine.tag, taken.method.label
        origin = Text(
            f"{tag} {label.zh}，{day} {method.zh}", f"{tag} {label.en}, {day}, {method.en}"
        )
        return Known(_plain(taken.value / divided_by), origin)

    return find


def _register(name: str, zh: str, en: str) -> Source:
    def find(known: OnFile) -> Known | None:
        value = getattr(known.machine, name)
        tag = known.machine.tag
        origin = Text(f"{tag} 設備清單：{zh}", f"{tag}, equipment register: {en}")
        return None if value is None else Known(_plain(value), origin)

    return find


def _first(*sources: Source) -> Source:
    def find(known: OnFile) -> Known | None:
        return next((found for one in sources if (found := one(known)) is not None), None)

    return find


def _specific_power(known: OnFile) -> Known | None:
    power, flow = known.readings.get("power_kw"), known.readings.get("flow")
    if power is None or flow is None or flow.value <= 0:
        return None
    tag = known.machine.tag
    origin = Text(f"{tag} 量測功率 ÷ 排氣量", f"{tag}: power measured over flow")
    return Known(_plain((power.value / flow.value).quantize(Decimal("0.001"))), origin)


def _control(known: OnFile) -> Known | None:
    if not known.machine.vsd:
        return None
    tag = known.machine.tag
    return Known("vsd", Text(f"{tag} 設備清單：變頻", f"{tag}, equipment register: VSD"))


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


RATED: Final = _register("rated", "額定值", "rated value")
HOURS: Final = _register("hours", "年運轉時數", "hours a year")
POWER: Final = _first(_reading("power_kw"), RATED)
PRESSURE: Final = _reading("pressure")
FLUE: Final[Mapping[str, Source]] = {
    "o2": _reading("flue_o2"),
    "tf": _reading("flue_temperature"),
    "ta": _reading("air_temperature"),
}
LEAK: Final[Mapping[str, Source]] = {"h": HOURS, "sp": _specific_power}

PREFILLED: Final[Mapping[str, Mapping[str, Source]]] = {
    "boiler_excess_air": {"o2": FLUE["o2"]},
    "boiler_excess_air_solid_liquid": {"o2": FLUE["o2"]},
    "boiler_gas_efficiency": {"tf": FLUE["tf"], "ta": FLUE["ta"]},
    "boiler_flue_gas_loss": FLUE,
    "boiler_indirect_efficiency": FLUE,
    "steam_blowdown": {"steam": RATED},
    "steam_blowdown_rate": {
        "fw": _reading("tds_feed"),
        "bd": _reading("tds_boiler"),
        "steam": RATED,
    },
    "steam_blowdown_heat": {"steam": RATED, "h": HOURS},
    "boiler_direct_efficiency": {"d": RATED},
    "steam_flash": {"h": HOURS},
    "steam_pipe_heat_loss": {"h": HOURS},
    "steam_trap": {"h": HOURS},
    "steam_trap_orifice": {"h": HOURS},
    "steam_pipe_insulation": {"h": HOURS},
    "boiler_economiser": {"t1": FLUE["tf"], "h": HOURS},
    "boiler_economiser_gas": {"t": FLUE["tf"], "h": HOURS},
    "air_leak_load_unload": {
        "control": _control,
        "t1": _reading("load_time", SECONDS),
        "t2": _reading("unload_time", SECONDS),
        "fad": _reading("flow"),
        **LEAK,
    },
    "air_leak_bleed_down": {"p1": PRESSURE, **LEAK},
    "air_leak_orifice": {"p": PRESSURE, **LEAK},
    "air_leak_bag": LEAK,
    "air_leak_energy": LEAK,
    "air_specific_power": {"kw": POWER, "fad": _reading("flow")},
    "air_pressure_reduction": {"kw": POWER, "p1": PRESSURE, "h": HOURS},
    "air_artificial_demand": {"p1": PRESSURE, **LEAK},
    "air_heat_recovery": {"kw": POWER, "h": HOURS},
    "air_operating_cost": {"kw": RATED, "h": HOURS},
    "hvac_kw_per_rt": {"kw": _reading("power_kw"), "rt": RATED},
    "hvac_water_side_load": {
        "flow": _reading("chilled_flow"),
        "t1": _reading("chilled_return"),
        "t2": _reading("chilled_supply"),
        "kw": _reading("power_kw"),
    },
    "hvac_staging": {"h": HOURS},
    "hvac_affinity": {"kw": _reading("power_kw")},
    "hvac_tower_makeup": {"h": HOURS},
    # Water leaves the chiller where it enters the tower.
    "hvac_tower_approach": {
        "t1": _reading("cooling_out"),
        "t2": _reading("cooling_in"),
        "wb": _reading("wet_bulb"),
    },
    "power_supply": {
        "v": _reading("voltage_v"),
        "i": _reading("current_a"),
        "pf": _reading("power_factor"),
        "h": HOURS,
    },
    "power_transformer": {"s": RATED, "pf": _reading("power_factor"), "h": HOURS},
    "power_factor_correction": {"kw": _reading("power_kw"), "pf1": _reading("power_factor")},
    "power_motor_load": {"pf": _reading("power_factor")},
    "power_motor_replacement": {"kw": RATED, "h": HOURS},
    "power_vsd": {"kw": RATED, "f": _reading("frequency"), "h": HOURS},
    "power_pump_hydraulic": {"flow": _reading("flow_m3_h"), "kw": _reading("power_kw")},
    "lighting_replacement": {"w1": RATED, "n1": _reading("count"), "h": HOURS},
    "lighting_power_density": {"area": _reading("area")},
    "lighting_emissions": {"h": HOURS},
}
"""By calculator and input; the units are those of the input."""


def calculators_for(system: System) -> tuple[Calculator, ...]:
    """The calculators of a system of a plant."""
    return tuple(one for each in SYSTEMS[system] for one in registry.of_system(each))


def prefilled(code: str, known: OnFile | None) -> dict[str, Known]:
    """What is on file for the inputs of a calculator, by input."""
    if known is None:
        return {}
    found = ((key, source(known)) for key, source in PREFILLED.get(code, {}).items())
    return {key: one for key, one in found if one is not None}


@dataclass(frozen=True, slots=True)
class Gained:
    """What a run says is saved in a year, in the unit of the carrier."""

    carrier: Carrier
    quantity: Decimal
    price: Decimal | None


_SAVED: Final = ("saved", "lost")
_WHOLE: Final = Decimal(1)


def gained(run: Run, burnt: Carrier | None) -> Gained | None:
    """The saving of a run, for a recommendation; None when it states none.

    Args:
        burnt: the fuel of the machine, that a saving of heat is turned into.
    """
    line = next((one for one in run.lines if one.result and one.key in _SAVED), None)
    if line is None or line.value <= 0:
        return None
    price = Decimal(run.inputs["price"]) if "price" in run.inputs else None
    match line.unit:
        case "kWh/yr":
            return Gained(Carrier.ELECTRICITY, line.value.quantize(_WHOLE), price)
        case "t/yr":
            return Gained(Carrier.STEAM, line.value.quantize(Decimal("0.1")), price)
        case "m3/yr":
            return Gained(Carrier.WATER, line.value.quantize(_WHOLE), price)
        case "GJ/yr":
            return _fuel(line.value, price, burnt)
        case _:
            return None


def _fuel(gigajoules: Decimal, price: Decimal | None, burnt: Carrier | None) -> Gained | None:
    heat = None if burnt is None else per_unit(burnt, SITE_YEAR).gj
    if burnt is None or burnt is Carrier.ELECTRICITY or not heat:
        return None
    # A price by heat becomes one by unit.
    each = None if price is None else (price * heat).quantize(Decimal("0.01"))
    return Gained(burnt, (gigajoules / heat).quantize(_WHOLE), each)
