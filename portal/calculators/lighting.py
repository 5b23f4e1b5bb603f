"""Lighting: replacement, its emissions, and the density of lighting power."""

from typing import Final

from portal.calculators.asked import ELECTRICITY_PRICE, HOURS, saved_money, saved_power
from portal.calculators.declaration import (
    Calculator,
    Input,
    Standing,
    System,
    number,
    refuse,
    result,
    warn,
)
from portal.calculators.emissions import FACTOR, FACTOR_CHECKS, YEAR
from portal.language import Text


def _watts(key: str, label: Text, symbol: str) -> Input:
    return number(key, label, symbol, "W", "(0, 5000]", plausible="[3, 1100]")


def _lamps(key: str, label: Text, symbol: str) -> Input:
    return number(key, label, symbol, "lamp", "[1, 1000000]", plausible="[1, 50000]")


def _ballast(key: str, label: Text, symbol: str) -> Input:
    return number(key, label, symbol, "", "[0.5, 1.5]", plausible="[0.8, 1.2]", default="1")


def _lumens(key: str, label: Text, symbol: str) -> Input:
    return number(
        key, label, symbol, "lm", "(0, 1000000]", plausible="[100, 100000]", optional=True
    )


REPLACEMENT: Final = Calculator(
    "lighting_replacement",
    1,
    System.POWER_LIGHT,
    Text("更換照明燈具", "Lighting replacement"),
    Text("汰換前後用電與光通量比較。", "Electricity and light before and after."),
    (
        _watts("w1", Text("現有每盞功率", "present power per lamp"), "W₁"),
        _lamps("n1", Text("現有盞數", "present lamps"), "n₁"),
        _ballast("b1", Text("現有安定器係數", "present ballast factor"), "B₁"),
        _watts("w2", Text("新燈每盞功率", "new power per lamp"), "W₂"),
        _lamps("n2", Text("新燈盞數", "new lamps"), "n₂"),
        _ballast("b2", Text("新燈驅動器係數", "new driver factor"), "B₂"),
        HOURS,
        ELECTRICITY_PRICE,
        _lumens("lm1", Text("現有每盞有效光通量", "present useful light per lamp"), "Φ₁"),
        _lumens("lm2", Text("新燈每盞有效光通量", "new useful light per lamp"), "Φ₂"),
    ),
    (
        result(
            "old", Text("現況年用電", "Electricity now"), "E₁", "kWh/yr", "w1 * n1 * b1 / 1000 * h"
        ),
        result(
            "new",
            Text("更換後年用電", "Electricity then"),
            "E₂",
            "kWh/yr",
            "w2 * n2 * b2 / 1000 * h",
        ),
        saved_power("old - new"),
        saved_money("saved * price"),
        result("light", Text("光通量比", "Light then over now"), "Φ", "", "lm2 * n2 / (lm1 * n1)"),
    ),
    "okled.com (500 × 456 W to 120 W, 3,120 h at $0.2: $104,832 a year)",
    Standing.REPRODUCED,
    Text("應確認照度不因更換而不足。", "Make sure that the light stays sufficient."),
    (
        warn("w2", "new >= old", Text("更換後用電並未降低。", "The new lamps do not use less.")),
        warn(
            "lm2",
            "light < 0.9",
            Text(
                "更換後有效光通量減少超過 10 %，請確認照度。",
                "More than 10 % of the light is lost; check the illuminance.",
            ),
        ),
    ),
)

TONNES: Final = Calculator(
    "lighting_emissions",
    1,
    System.POWER_LIGHT,
    Text("照明節電之減碳量", "Emissions saved by lighting"),
    Text("由減少之瓦數與點燈時數換算。", "From the power saved and the hours."),
    (
        number(
            "kw",
            Text("減少之照明功率", "lighting power saved"),
            "ΔP",
            "kW",
            "(0, 100000]",
            plausible="[0.1, 5000]",
        ),
        HOURS,
        YEAR,
    ),
    (
        saved_power("kw * h"),
        FACTOR,
        result("t", Text("減碳量", "Emissions saved"), "t", "tCO2e", "saved * factor / 1000"),
    ),
    "Kaohsiung carbon budget 2025-2026, note and table 8 (900 kW × 2,600 h × 0.502: 1,174.68 t)",
    Standing.REPRODUCED,
    Text("係數取節電年度公告值。", "With the factor published for the year of the saving."),
    FACTOR_CHECKS,
)

DENSITY: Final = Calculator(
    "lighting_power_density",
    1,
    System.POWER_LIGHT,
    Text("照明功率密度", "Lighting power density"),
    Text("單位面積之照明功率。", "Lighting power for each unit of area."),
    (
        number(
            "w",
            Text("照明功率", "installed lighting"),
            "W",
            "W",
            "(0, 100000000]",
            plausible="[50, 5000000]",
        ),
        number("area", Text("面積", "area"), "A", "m2", "(0, 10000000]", plausible="[5, 1000000]"),
        number(
            "limit",
            Text("該空間之基準值", "limit for the room"),
            "LPD₀",
            "W/m2",
            "(0, 100]",
            plausible="[3, 30]",
            optional=True,
        ),
    ),
    (
        result("lpd", Text("照明功率密度", "Density"), "LPD", "W/m2", "w / area"),
        result("ratio", Text("與基準之比", "Density over limit"), "r", "", "lpd / limit"),
    ),
    "Definition: installed lighting power over floor area",
    Standing.DEFINITION,
    Text("基準值依空間用途而定，由填寫者填入。", "Limits go by the use of a room and are entered."),
    (
        refuse("w", "w / area > 500", Text("密度超過 500 W/m²，請確認單位。", "Check the units.")),
        warn("w", "ratio > 1", Text("高於該空間之基準值。", "Above the limit for the room.")),
    ),
)

CALCULATORS: Final = (REPLACEMENT, TONNES, DENSITY)
