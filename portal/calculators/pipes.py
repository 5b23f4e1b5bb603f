"""Pipes in detail: heat lost bare and insulated, by diameter, wind and emissivity."""

from decimal import Decimal
from typing import Final

from portal.calculators.asked import (
    BOILER_EFFICIENCY,
    FUEL_PRICE,
    HOURS,
    saved_fuel,
    saved_money,
)
from portal.calculators.declaration import (
    Calculator,
    Given,
    Input,
    Method,
    Standing,
    Step,
    System,
    line,
    number,
    refuse,
    result,
    warn,
)
from portal.calculators.surface_heat import (
    Insulated,
    convection,
    radiation,
    surface_temperature,
)
from portal.language import Text

_MILLIMETRES: Final = Decimal(1000)


def _emissivity(key: str, label: Text, symbol: str, default: str, said: Text) -> Input:
    return number(key, label, symbol, "", "[0.02, 1]", default=default, help=said)


def _outer(given: Given) -> Decimal:
    return given.numbers["od"] / _MILLIMETRES


def _bare_convection(given: Given) -> Decimal:
    known = given.numbers
    return convection(_outer(given), known["tp"], known["ta"], known["w"])


def _bare_radiation(given: Given) -> Decimal:
    known = given.numbers
    return radiation(known["e1"], known["tp"], known["ta"])


def _insulated(given: Given) -> Insulated:
    known = given.numbers
    return Insulated(
        pipe=_outer(given),
        outside=(known["od"] + 2 * known["s"]) / _MILLIMETRES,
        conductivity=known["k"],
        emissivity=known["e2"],
        inner=known["tp"],
        ambient=known["ta"],
        wind=known["w"],
    )


def _surface(given: Given) -> Decimal:
    return surface_temperature(_insulated(given))


def _kept_in(given: Given) -> Decimal:
    return _insulated(given).through(given.numbers["ts"])


def _correlations(given: Given) -> Text:
    return Text(
        "靜止空氣依 Churchill–Chu、風依 Churchill–Bernstein，以四次方合成；空氣物性取膜溫。",
        "Still air after Churchill and Chu, wind after Churchill and Bernstein, joined by the "
        "fourth powers; the air at film temperature.",
    )


def _balance(given: Given) -> Text:
    return Text(
        "使通過保溫層之熱與表面對流、輻射散失之熱相等之溫度。",
        "The temperature at which the heat through the insulation equals what its surface gives "
        "off by convection and radiation.",
    )


_AROUND: Final = frozenset({"od", "tp", "ta", "w"})
_JACKET: Final = _AROUND | {"s", "k", "e2"}

HEAT_LOSS: Final = Calculator(
    "steam_pipe_heat_loss",
    1,
    System.BOILER,
    Text("管線散熱與保溫（詳算）", "Pipe heat loss, bare and insulated"),
    Text(
        "由管外徑、溫度、風速與放射率計算裸管與保溫後之散熱。",
        "From outer diameter, temperatures, wind and emissivity.",
    ),
    (
        number(
            "od", Text("管外徑", "outer diameter"), "D", "mm", "[10, 2000]", plausible="[15, 620]"
        ),
        number(
            "tp",
            Text("管壁溫度", "temperature of the pipe"),
            "Tₚ",
            "degC",
            "[20, 650]",
            plausible="[60, 450]",
            help=Text("蒸汽管取飽和溫度。", "For steam the boiling temperature."),
        ),
        number(
            "ta",
            Text("環境溫度", "temperature around"),
            "Tₐ",
            "degC",
            "[-20, 60]",
            plausible="[10, 40]",
            default="28",
        ),
        number(
            "w",
            Text("風速", "wind"),
            "w",
            "m/s",
            "[0, 30]",
            plausible="[0, 8]",
            default="0",
            help=Text("室內無風填 0。", "0 indoors without a draught."),
        ),
        _emissivity(
            "e1",
            Text("裸管放射率", "emissivity of the bare pipe"),
            "ε₁",
            "0.8",
            Text("氧化鋼約 0.8。", "Oxidised steel about 0.8."),
        ),
        number(
            "s",
            Text("保溫厚度", "thickness of the insulation"),
            "s",
            "mm",
            "[5, 500]",
            plausible="[20, 150]",
        ),
        number(
            "k",
            Text("保溫材導熱係數", "conductivity of the insulation"),
            "λ",
            "W/(m·K)",
            "[0.01, 1]",
            plausible="[0.025, 0.09]",
            help=Text(
                "取平均溫度下之值，岩棉約 0.045。",
                "At its mean temperature; mineral wool about 0.045.",
            ),
        ),
        _emissivity(
            "e2",
            Text("外覆層放射率", "emissivity of the jacket"),
            "ε₂",
            "0.1",
            Text(
                "亮面鋁皮約 0.1，不鏽鋼約 0.3，塗裝或布面約 0.9。",
                "Bright aluminium about 0.1, stainless steel 0.3, paint or cloth 0.9.",
            ),
        ),
        number("length", Text("管長", "length"), "L", "m", "(0, 100000]", plausible="[0.5, 5000]"),
        HOURS,
        BOILER_EFFICIENCY,
        FUEL_PRICE,
    ),
    (
        Step(
            "hc",
            Text("裸管對流係數", "Convection, bare"),
            "hc",
            "W/(m2·K)",
            Method("hc({od}, {tp}, {ta}, {w})", _AROUND, _bare_convection),
            note=_correlations,
        ),
        Step(
            "hr",
            Text("裸管輻射係數", "Radiation, bare"),
            "hr",
            "W/(m2·K)",
            Method(
                "{e1} × σ × (Tₚ⁴ − Tₐ⁴) ÷ ({tp} − {ta})",
                frozenset({"e1", "tp", "ta"}),
                _bare_radiation,
            ),
        ),
        result(
            "bare",
            Text("裸管散熱", "Heat lost bare"),
            "q₁",
            "W/m",
            "pi * od / 1000 * (hc + hr) * (tp - ta)",
        ),
        Step(
            "ts",
            Text("保溫後表面溫度", "Surface of the insulation"),
            "Tₛ",
            "degC",
            Method("Tₛ: q({k}, {s}) = q(h({w}, {e2}))", _JACKET, _surface),
            note=_balance,
            result=True,
        ),
        Step(
            "insulated",
            Text("保溫後散熱", "Heat lost insulated"),
            "q₂",
            "W/m",
            Method(
                "2 × π × {k} × ({tp} − {ts}) ÷ ln(({od} + 2 × {s}) ÷ {od})",
                _JACKET | {"ts"},
                _kept_in,
            ),
            result=True,
        ),
        result(
            "share", Text("散熱減少", "Loss avoided"), "φ", "%", "100 * (bare - insulated) / bare"
        ),
        line(
            "heat",
            Text("年減少散熱", "Heat kept a year"),
            "ΔQ",
            "GJ/yr",
            "(bare - insulated) * length * h * 0.0000036",
        ),
        saved_fuel("heat / (eta / 100)"),
        saved_money("saved * price"),
    ),
    "ORNL-AMO/AMO-Tools-Suite, insulated pipe test (25.4 mm, 149 °C, 0.89 m/s: 278.9 W/m bare, "
    "19.39 W/m with 76 mm); method of ASTM C680 as in 3E Plus",
    Standing.REPRODUCED,
    Text(
        "水平管；管壁與蒸汽側之熱阻不計。與公布之裸管散熱表相差約 ±9 %，表之間亦有此差異。",
        "Horizontal pipe, without the resistance of its wall. Published tables of bare pipes "
        "differ by up to 9 % from this and as much from each other.",
    ),
    (
        refuse(
            "tp",
            "tp <= ta",
            Text("管壁溫度須高於環境溫度。", "The pipe must be hotter than the air around it."),
        ),
        warn(
            "s",
            "ts > 60",
            Text(
                "保溫後表面仍高於 60 °C，觸碰會燙傷，請加厚。",
                "The surface stays above 60 °C and burns who touches it: take more insulation.",
            ),
        ),
    ),
)

CALCULATORS: Final = (HEAT_LOSS,)
