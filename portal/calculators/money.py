"""Money: payback, present value, internal rate, yearly cost, cost of a tonne."""

from decimal import Decimal
from typing import Final

from portal.calculators.cash import capital_recovery, internal_rate, present_value, sign_changes
from portal.calculators.declaration import (
    Calculator,
    Check,
    Given,
    Input,
    Method,
    Range,
    Standing,
    Step,
    System,
    number,
    refuse,
    result,
    warn,
)
from portal.language import Text

_HUNDRED: Final = Decimal(100)
_RATE: Final = number(
    "rate",
    Text("折現率", "discount rate"),
    "i",
    "%",
    "[0, 100]",
    plausible="[1, 15]",
    default="5",
)
_LIFE: Final = number(
    "life",
    Text("使用年限", "life"),
    "n",
    "yr",
    "[1, 60]",
    plausible="[3, 30]",
    help=Text("整數年。", "Whole years."),
)
_CAPEX: Final = number(
    "capex",
    Text("投資金額（扣補助後）", "investment after subsidies"),
    "I",
    "NT$",
    "(0, 1000000000000]",
    plausible="[1000, 20000000000]",
)
_FLOWS: Final = Input(
    "flows",
    Text("各年現金流量", "cash flows by year"),
    "CF",
    "NT$",
    Range.of("[-1000000000000, 1000000000000]"),
    is_series=True,
    help=Text(
        "從今年（投資為負）起，以空格分開，例如 -400000 117000 117000。",
        "From today on, what is paid negative, with blanks between: -400000 117000 117000.",
    ),
)


def _money(key: str, label: Text, symbol: str) -> Input:
    return number(key, label, symbol, "NT$/yr", "[-1000000000000, 1000000000000]", default=None)


_SAVING: Final = _money("saving", Text("年淨節省", "net saving a year"), "S")


def _rate(given: Given) -> Decimal:
    return given.numbers["rate"] / _HUNDRED


def _recovery(given: Given) -> Decimal:
    return capital_recovery(_rate(given), int(given.numbers["life"]))


_RECOVERY: Final = Step(
    "crf",
    Text("資本回收因子", "Capital recovery factor"),
    "CRF",
    "",
    Method(
        "{rate} × (1 + {rate})^{life} ÷ ((1 + {rate})^{life} − 1)",
        frozenset({"rate", "life"}),
        _recovery,
    ),
    result=True,
)


def _broken(given: Given) -> bool:
    return given.numbers["life"] != int(given.numbers["life"])


_WHOLE_YEARS: Final = Check(
    "life",
    _broken,
    frozenset({"life"}),
    Text("使用年限請填整數年。", "Enter the life in whole years."),
    refuses=True,
)

PAYBACK: Final = Calculator(
    "money_payback",
    1,
    System.MONEY,
    Text("簡單回收年限", "Simple payback"),
    Text("投資除以年淨節省。", "Investment over net saving."),
    (
        _CAPEX,
        _SAVING,
        number(
            "life",
            _LIFE.label,
            _LIFE.symbol,
            _LIFE.unit,
            "[1, 60]",
            plausible="[3, 30]",
            optional=True,
        ),
    ),
    (
        result("years", Text("回收年限", "Payback"), "PB", "yr", "capex / saving"),
        result("share", Text("占使用年限", "Share of the life"), "r", "%", "100 * years / life"),
    ),
    "Definition; apogee.net ($5,000 over $2,500 a year: 2 years)",
    Standing.REPRODUCED,
    Text("未計利息與使用年限以後之效益。", "Without interest and without what comes after."),
    (
        refuse(
            "saving",
            "saving <= 0",
            Text("沒有淨節省就沒有回收年限。", "Without a net saving nothing is paid back."),
        ),
        warn(
            "capex",
            "years < 0.1",
            Text("不到 0.1 年，請確認單位。", "Below 0.1 years: check the units."),
        ),
        warn(
            "saving",
            "years > 25",
            Text("超過 25 年，請確認。", "Above 25 years: check the figures."),
        ),
        warn(
            "life",
            "share > 100",
            Text("使用年限內無法回收。", "It is not paid back within its life."),
        ),
    ),
)

NPV: Final = Calculator(
    "money_npv",
    1,
    System.MONEY,
    Text("淨現值（NPV）", "Net present value"),
    Text("各年現金流量折現加總。", "Cash flows brought to today and added up."),
    (_RATE, _FLOWS),
    (
        Step(
            "npv",
            Text("淨現值", "Net present value"),
            "NPV",
            "NT$",
            Method(
                "Σ CFₜ ÷ (1 + {rate})^t, CF = {flows}",
                frozenset({"rate", "flows"}),
                lambda given: present_value(_rate(given), given.series["flows"]),
            ),
            result=True,
        ),
    ),
    "numpy-financial documentation, npv (8 %, −40,000 …: 3,065.22)",
    Standing.REPRODUCED,
    Text("第一筆為今年，不折現。", "The first flow is of today and not discounted."),
)


def _not_one_change(given: Given) -> bool:
    return sign_changes(given.series["flows"]) != 1


IRR: Final = Calculator(
    "money_irr",
    1,
    System.MONEY,
    Text("內部報酬率（IRR）", "Internal rate of return"),
    Text("使淨現值為零的報酬率。", "The rate at which the present value is zero."),
    (_FLOWS,),
    (
        Step(
            "irr",
            Text("內部報酬率", "Internal rate"),
            "IRR",
            "%",
            Method(
                "Σ CFₜ ÷ (1 + IRR)^t = 0, CF = {flows}",
                frozenset({"flows"}),
                lambda given: internal_rate(given.series["flows"]) * _HUNDRED,
            ),
            result=True,
        ),
    ),
    "numpy-financial documentation, irr (−100, 39, 59, 55, 20: 28.095 %)",
    Standing.REPRODUCED,
    Text(
        "以區間縮減求解；正負號恰好改變一次才有唯一解。",
        "Found between brackets; it is unique if the sign changes exactly once.",
    ),
    (
        Check(
            "flows",
            _not_one_change,
            frozenset({"flows"}),
            Text(
                "現金流量的正負號須恰好改變一次，否則內部報酬率不存在或不唯一；請改用淨現值。",
                "The flows must change their sign exactly once; otherwise there is no rate or "
                "more than one. Use the present value.",
            ),
            refuses=True,
        ),
        warn(
            "flows", "irr > 100", Text("超過 100 %，請確認單位。", "Above 100 %: check the units.")
        ),
        warn("flows", "irr < 0", Text("報酬率為負。", "The rate is negative.")),
    ),
)

LIFE_CYCLE: Final = Calculator(
    "money_life_cycle",
    1,
    System.MONEY,
    Text("生命週期成本與年成本", "Life cycle cost"),
    Text("投資攤提為年成本，加上運轉費用。", "Investment spread over its life, and running cost."),
    (
        _CAPEX,
        _RATE,
        _LIFE,
        _money("running", Text("年運轉維護費用", "running cost a year"), "O"),
    ),
    (
        _RECOVERY,
        result("annual", Text("年成本", "Cost a year"), "A", "NT$/yr", "capex * crf + running"),
        result(
            "lcc", Text("生命週期成本現值", "Life cycle cost today"), "LCC", "NT$", "annual / crf"
        ),
    ),
    "ASHRAE Pocket Guide (2013) via engineersedge.com (8 %, 10 years: 0.14903)",
    Standing.REPRODUCED,
    Text("不計殘值與價格變動。", "Without a rest value and without changes of price."),
    (_WHOLE_YEARS,),
)

ABATEMENT: Final = Calculator(
    "money_abatement_cost",
    1,
    System.MONEY,
    Text("單位減碳成本", "Cost of a tonne avoided"),
    Text("年化成本除以年減碳量；負值表示賺錢。", "Yearly cost over tonnes; negative earns money."),
    (
        _CAPEX,
        _RATE,
        _LIFE,
        _SAVING,
        number(
            "t",
            Text("年減碳量", "emissions saved a year"),
            "t",
            "tCO2e",
            "(0, 100000000]",
            plausible="[0.1, 10000000]",
        ),
    ),
    (
        _RECOVERY,
        result(
            "cost",
            Text("單位減碳成本", "Cost of a tonne"),
            "MAC",
            "NT$/tCO2e",
            "(capex * crf - saving) / t",
        ),
    ),
    "Annualised investment less net saving, over tonnes a year; factor as in life cycle cost",
    Standing.DEFINITION,
    Text("與減量計畫的單位減碳成本同一算法。", "Computed as in the reduction plan."),
    (_WHOLE_YEARS,),
)

CALCULATORS: Final = (PAYBACK, NPV, IRR, LIFE_CYCLE, ABATEMENT)
