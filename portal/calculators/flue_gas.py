"""Heat lost with the flue gas by the Siegert formula, with the coefficients of the fuel."""

from decimal import Decimal
from typing import Final

from portal.calculators.boiler import COLDER, COMBUSTION_AIR, DRY_O2, FLUE_GAS
from portal.calculators.declaration import (
    Calculator,
    Check,
    Choice,
    Given,
    Method,
    Standing,
    Step,
    System,
    choice,
    number,
    refuse,
    result,
)
from portal.language import Text

_OWN: Final = "own"

# Fuel: A2 and B for gas in which oxygen is measured.
_FUELS: Final = (
    ("natural_gas", "天然氣", "Natural gas", "0.660", "0.009"),
    ("light_oil", "輕油（柴油）", "Light oil", "0.680", "0.007"),
    ("lpg", "液化石油氣", "LPG", "0.630", "0.008"),
    ("coke_oven_gas", "焦爐氣", "Coke oven gas", "0.600", "0.011"),
    ("anthracite", "無煙煤", "Anthracite", "0.758", "0"),
    ("lignite", "褐煤", "Lignite", "0.955", "0"),
    ("wood", "木材、木質顆粒", "Wood, pellets", "0.765", "0"),
)
_B: Final = {code: Decimal(b) for code, *_, b in _FUELS}


def _own(given: Given) -> bool:
    return given.chosen["fuel"] == _OWN


def _incomplete(given: Given) -> bool:
    return _own(given) and not {"a2", "b"} <= given.names


def _first(given: Given) -> Decimal:
    return given.numbers["a2" if _own(given) else "fuel"]


def _second(given: Given) -> Decimal:
    return given.numbers["b"] if _own(given) else _B[given.chosen["fuel"]]


FLUE_GAS_LOSS: Final = Calculator(
    "boiler_flue_gas_loss",
    2,
    System.BOILER,
    Text("煙氣損失（Siegert 公式）", "Flue gas loss (Siegert formula)"),
    Text("由含氧量與溫差估算煙氣顯熱損失。", "Sensible heat lost with the flue gas."),
    (
        choice(
            "fuel",
            Text("燃料", "fuel"),
            "fuel",
            (
                *(Choice(code, Text(zh, en), Decimal(a2)) for code, zh, en, a2, _ in _FUELS),
                Choice(_OWN, Text("其他（自填係數）", "Other (own coefficients)")),
            ),
        ),
        FLUE_GAS,
        COMBUSTION_AIR,
        DRY_O2,
        number(
            "a2",
            Text("自填燃料係數 A₂", "own coefficient A₂"),
            "A₂′",
            "",
            "(0, 2]",
            plausible="[0.5, 1]",
            optional=True,
            help=Text("僅燃料選「其他」時需要。", "Only for another fuel."),
        ),
        number(
            "b",
            Text("自填燃料係數 B", "own coefficient B"),
            "B′",
            "",
            "[0, 0.05]",
            plausible="[0, 0.012]",
            optional=True,
            help=Text("僅燃料選「其他」時需要。", "Only for another fuel."),
        ),
    ),
    (
        Step(
            "first",
            Text("燃料係數 A₂", "Coefficient A₂"),
            "A₂",
            "",
            Method("A₂(fuel)", frozenset({"fuel"}), _first),
        ),
        Step(
            "second",
            Text("燃料係數 B", "Coefficient B"),
            "B",
            "",
            Method("B(fuel)", frozenset({"fuel"}), _second),
        ),
        result(
            "loss",
            Text("煙氣損失", "Flue gas loss"),
            "qA",
            "%",
            "(tf - ta) * (first / (21 - o2) + second)",
        ),
        result("eta", Text("燃燒效率", "Combustion efficiency"), "η", "%", "100 - loss"),
    ),
    "testo 330 instruction manual, K.4 (formula and table of A₂ and B); 1. BImSchV, annex 2",
    Standing.CONFIRMED,
    Text(
        "低位熱值基準。係數與公式取自煙氣分析儀原廠手冊；手冊無算例，另與美國能源部天然氣效率表"
        "（換算為低位熱值）相差約 1 個百分點以內。",
        "On the net heat value. Formula and coefficients are those of an analyser's manual, which "
        "has no example; they agree with the DOE table for natural gas, on the same basis, within "
        "about one percentage point.",
    ),
    (
        COLDER,
        Check(
            "a2",
            _incomplete,
            frozenset({"fuel"}),
            Text(
                "燃料選「其他」時，請填 A₂ 與 B（見分析儀手冊）。",
                "For another fuel enter A₂ and B from the analyser's manual.",
            ),
            refuses=True,
        ),
        refuse(
            "o2",
            "loss >= 100",
            Text(
                "算得之損失達 100 %，鍋爐不可能如此運轉；請確認含氧量、煙溫與探棒是否漏入空氣。",
                "The loss would reach 100 %, and no boiler runs like that: check oxygen and "
                "temperature, and whether the probe draws in air.",
            ),
        ),
    ),
)

CALCULATORS: Final = (FLUE_GAS_LOSS,)
