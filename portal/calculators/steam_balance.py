"""Heat balances of steam systems: boiler by the direct method, blowdown, flash steam."""

from decimal import Decimal
from typing import Final

from portal.calculators.asked import FUEL_PRICE, HOURS, percent, saved_fuel, saved_money
from portal.calculators.declaration import (
    Calculator,
    Check,
    Given,
    Method,
    Standing,
    Step,
    System,
    line,
    number,
    refuse,
    result,
)
from portal.calculators.steam_state import (
    PRESSURE,
    SOURCE,
    STEAM_TEMPERATURE,
    TOO_COLD,
    absolute,
    enthalpy_of_steam,
    steam_gauge,
)
from portal.calculators.water_steam import (
    boiling_temperature,
    boiling_water_enthalpy,
    dry_steam_enthalpy,
    water_enthalpy,
)
from portal.language import Text


def _flash_water(given: Given) -> Decimal:
    return boiling_water_enthalpy(absolute(given, "p1"))


def _after(of: str) -> Method:
    function = boiling_water_enthalpy if of == "h′" else dry_steam_enthalpy
    return Method(f"{of}({{p2}})", frozenset({"p2"}), lambda given: function(absolute(given, "p2")))


FLASH: Final = Calculator(
    "steam_flash",
    1,
    System.BOILER,
    Text("閃蒸蒸汽回收", "Flash steam"),
    Text("高壓冷凝水或排污降壓後可得多少蒸汽。", "Steam from condensate or blowdown let down."),
    (
        steam_gauge("p1", Text("降壓前壓力", "pressure before"), "p₁"),
        steam_gauge("p2", Text("閃蒸槽壓力", "pressure of the flash vessel"), "p₂"),
        number(
            "m",
            Text("冷凝水（排污）量", "condensate or blowdown"),
            "ṁ",
            "kg/h",
            "(0, 1000000]",
            plausible="[50, 100000]",
        ),
        HOURS,
        number(
            "price",
            Text("蒸汽單價", "price of steam"),
            "c",
            "NT$/t",
            "(0, 10000]",
            plausible="[200, 2500]",
            optional=True,
        ),
    ),
    (
        Step(
            "h1",
            Text("降壓前水焓", "Enthalpy before"),
            "h′₁",
            "kJ/kg",
            Method("h′({p1})", frozenset({"p1"}), _flash_water),
        ),
        Step("h2", Text("降壓後水焓", "Enthalpy after"), "h′₂", "kJ/kg", _after("h′")),
        Step("hg", Text("閃蒸蒸汽焓", "Enthalpy of the steam"), "h″₂", "kJ/kg", _after("h″")),
        result("x", Text("閃蒸率", "Share that flashes"), "x", "%", "100 * (h1 - h2) / (hg - h2)"),
        result("flow", Text("閃蒸蒸汽量", "Flash steam"), "D", "kg/h", "m * x / 100"),
        result(
            "saved", Text("年回收蒸汽", "Steam recovered a year"), "ΔD", "t/yr", "flow * h / 1000"
        ),
        saved_money("saved * price"),
    ),
    "Armstrong International, flash steam formula (7 bar gauge to the atmosphere: 13.4 %); "
    + SOURCE,
    Standing.REPRODUCED,
    Text(
        "飽和水為準；過冷之冷凝水閃蒸較少。",
        "For water that boils before; colder condensate gives less.",
    ),
    (
        refuse(
            "p2",
            "p2 >= p1",
            Text(
                "閃蒸槽壓力須低於降壓前壓力，否則不會閃蒸。",
                "The vessel must have less pressure than before, or nothing flashes.",
            ),
        ),
    ),
)


def _feed(given: Given) -> Decimal:
    return water_enthalpy(absolute(given), given.numbers["tf"])


def _feed_boils(given: Given) -> bool:
    return given.numbers["tf"] >= boiling_temperature(absolute(given))


DIRECT: Final = Calculator(
    "boiler_direct_efficiency",
    1,
    System.BOILER,
    Text("鍋爐效率（直接法）", "Boiler efficiency by the direct method"),
    Text("蒸汽得到的熱除以燃料的熱。", "Heat of the steam over the heat of the fuel."),
    (
        number(
            "d",
            Text("蒸汽產量", "steam generated"),
            "D",
            "t/h",
            "(0, 5000]",
            plausible="[0.5, 1000]",
        ),
        PRESSURE,
        STEAM_TEMPERATURE,
        number(
            "tf",
            Text("給水溫度", "feedwater temperature"),
            "Tw",
            "degC",
            "[0, 300]",
            plausible="[15, 150]",
        ),
        percent("b", Text("排污率（占給水）", "blowdown, of feedwater"), "b", "[0, 50]", "[0, 20]"),
        number(
            "fuel",
            Text("燃料輸入熱", "heat of the fuel"),
            "F",
            "GJ/h",
            "(0, 100000]",
            plausible="[1, 5000]",
        ),
    ),
    (
        Step(
            "hs",
            Text("蒸汽焓", "Enthalpy of the steam"),
            "h″",
            "kJ/kg",
            Method("h″({p})", frozenset({"p"}), enthalpy_of_steam),
        ),
        Step(
            "hw",
            Text("給水焓", "Enthalpy of the feedwater"),
            "hw",
            "kJ/kg",
            Method("h({p}, {tf})", frozenset({"p", "tf"}), _feed),
        ),
        Step(
            "hb",
            Text("排污焓", "Enthalpy of the blowdown"),
            "h′",
            "kJ/kg",
            Method(
                "h′({p})", frozenset({"p"}), lambda given: boiling_water_enthalpy(absolute(given))
            ),
        ),
        line("water", Text("給水量", "Feedwater"), "W", "t/h", "d / (1 - b / 100)"),
        result(
            "useful",
            Text("有用熱", "Useful heat"),
            "Q",
            "GJ/h",
            "(d * hs + (water - d) * hb - water * hw) / 1000",
        ),
        result("eta", Text("鍋爐效率", "Boiler efficiency"), "η", "%", "100 * useful / fuel"),
    ),
    "ORNL-AMO/AMO-Tools-Suite, Boiler unit test (55.766 bar, 10,864 kg/h, 3.7 % blowdown: 72.4 % "
    "at 33.344 GJ/h); " + SOURCE,
    Standing.REPRODUCED,
    Text(
        "排污帶走之熱計為鍋爐產出；效率與燃料熱值同一基準（高位或低位）。",
        "Heat leaving with the blowdown counts as made by the boiler; the efficiency is on the "
        "basis of the fuel's heat value.",
    ),
    (
        TOO_COLD,
        Check(
            "tf",
            _feed_boils,
            frozenset({"tf", "p"}),
            Text(
                "給水溫度須低於鍋爐壓力下之沸點；請確認溫度與壓力。",
                "The feedwater must be colder than the boiling point; check temperature and "
                "pressure.",
            ),
            refuses=True,
        ),
        refuse(
            "fuel",
            "eta > 110",
            Text(
                "效率高於 110 %，燃料輸入熱不足以產生這些蒸汽；請確認單位。",
                "Above 110 %: that fuel cannot make this steam; check the units.",
            ),
        ),
    ),
)


def _makeup(given: Given) -> Decimal:
    return water_enthalpy(absolute(given), given.numbers["tm"])


BLOWDOWN_HEAT: Final = Calculator(
    "steam_blowdown_heat",
    2,
    System.BOILER,
    Text("排污熱回收", "Heat recovered from blowdown"),
    Text("連續排污之熱可回收多少。", "What continuous blowdown gives back."),
    (
        number("bd", Text("排污量", "blowdown"), "B", "t/h", "(0, 500]", plausible="[0.05, 100]"),
        number(
            "steam",
            Text("蒸汽產量", "steam generated"),
            "D",
            "t/h",
            "(0, 5000]",
            plausible="[0.5, 1000]",
            optional=True,
        ),
        PRESSURE,
        number(
            "tm",
            Text("補給水溫度", "temperature of the make-up"),
            "Tₘ",
            "degC",
            "[0, 99]",
            plausible="[10, 40]",
            default="25",
        ),
        number(
            "share",
            Text("可回收比率", "share recovered"),
            "φ",
            "%",
            "(0, 100]",
            plausible="[50, 95]",
            default="90",
            help=Text(
                "閃蒸槽加熱交換器約 90 %。", "About 90 % with flash vessel and heat exchanger."
            ),
        ),
        HOURS,
        percent("eta", Text("鍋爐效率", "boiler efficiency"), "η", "[30, 110]", "[60, 99]"),
        FUEL_PRICE,
    ),
    (
        result("ratio", Text("排污率", "Blowdown rate"), "b", "%", "100 * bd / (bd + steam)"),
        Step(
            "hb",
            Text("排污焓", "Enthalpy of the blowdown"),
            "h′",
            "kJ/kg",
            Method(
                "h′({p})", frozenset({"p"}), lambda given: boiling_water_enthalpy(absolute(given))
            ),
        ),
        Step(
            "hm",
            Text("補給水焓", "Enthalpy of the make-up"),
            "hₘ",
            "kJ/kg",
            Method("h({p}, {tm})", frozenset({"p", "tm"}), _makeup),
        ),
        result(
            "heat",
            Text("可回收熱", "Recoverable heat"),
            "Q",
            "GJ/h",
            "bd * (hb - hm) * share / 100 / 1000",
        ),
        saved_fuel("heat * h / (eta / 100)"),
        saved_money("saved * price"),
    ),
    "US DOE Steam Tip Sheet #10 (6 % of 50,000 lb/h at 150 psig: 8,146 MMBtu a year); enthalpies "
    "by IAPWS-IF97 in place of its table",
    Standing.REPRODUCED,
    Text(
        "焓依 IAPWS-IF97 計算；公布之表進位到兩位小數，故相差約 0.5 %。",
        "Enthalpies by IAPWS-IF97; the published table is rounded and differs by about 0.5 %.",
    ),
)

CALCULATORS: Final = (DIRECT, BLOWDOWN_HEAT, FLASH)
