"""Steam systems: blowdown and its heat, traps, insulation."""

from decimal import Decimal
from typing import Final

from portal.calculators.asked import (
    BOILER_EFFICIENCY,
    FUEL_PRICE,
    HOURS,
    percent,
    saved_fuel,
    saved_money,
)
from portal.calculators.declaration import (
    Calculator,
    Check,
    Given,
    Input,
    Method,
    Standing,
    Step,
    System,
    number,
    refuse,
    result,
)
from portal.language import Text

_STEAM: Final = number(
    "steam",
    Text("蒸汽產量", "steam generated"),
    "D",
    "t/h",
    "(0, 5000]",
    plausible="[0.5, 1000]",
)

BLOWDOWN: Final = Calculator(
    "steam_blowdown",
    1,
    System.BOILER,
    Text("降低排污率節省之給水", "Feedwater saved by less blowdown"),
    Text("排污率降低後少補多少水。", "How much less water is fed at a lower blowdown rate."),
    (
        _STEAM,
        percent("b1", Text("現況排污率", "present blowdown rate"), "b₁", "[0, 50]", "[1, 20]"),
        percent("b2", Text("改善後排污率", "improved blowdown rate"), "b₂", "[0, 50]", "[1, 20]"),
    ),
    (
        result("fw1", Text("現況給水量", "Feedwater now"), "W₁", "t/h", "steam / (1 - b1 / 100)"),
        result(
            "fw2", Text("改善後給水量", "Feedwater then"), "W₂", "t/h", "steam / (1 - b2 / 100)"
        ),
        result("saved", Text("節省給水", "Feedwater saved"), "ΔW", "t/h", "fw1 - fw2"),
    ),
    "US DOE Steam Tip Sheet #9 (100,000 lb/h, 8 to 6 %: 2,312 lb/h)",
    Standing.REPRODUCED,
    Text("排污率為排污量占給水量之比率。", "The rate is the share of the feedwater."),
    (
        refuse(
            "b2",
            "b2 >= b1",
            Text("改善後排污率須低於現況。", "The improved rate must be lower than the present."),
        ),
    ),
)

BLOWDOWN_RATE: Final = Calculator(
    "steam_blowdown_rate",
    1,
    System.BOILER,
    Text("由導電度估算排污率", "Blowdown rate from conductivity"),
    Text("給水與爐水導電度之比即排污率。", "The ratio of feedwater to boiler water."),
    (
        number(
            "fw",
            Text("給水導電度", "conductivity of the feedwater"),
            "κ₁",
            "uS/cm",
            "(0, 20000]",
            plausible="[1, 2000]",
        ),
        number(
            "bd",
            Text("爐水導電度", "conductivity of the boiler water"),
            "κ₂",
            "uS/cm",
            "(0, 20000]",
            plausible="[100, 9000]",
        ),
        Input(
            "steam",
            _STEAM.label,
            _STEAM.symbol,
            _STEAM.unit,
            _STEAM.hard,
            _STEAM.plausible,
            optional=True,
        ),
    ),
    (
        result("b", Text("排污率", "Blowdown rate"), "b", "%", "100 * fw / bd"),
        result("cycles", Text("濃縮倍數", "Cycles of concentration"), "N", "times", "bd / fw"),
        result("flow", Text("排污量", "Blowdown"), "B", "t/h", "steam * fw / (bd - fw)"),
    ),
    "UFC 3-240-13FN, 3-1.5 (5,000/250 µmho: 5 %; 5.0 kg/s steam: 0.26 kg/s)",
    Standing.REPRODUCED,
    Text("給水不含其他排放時適用。", "Where water leaves the boiler in no other way."),
    (
        refuse(
            "fw",
            "fw >= bd",
            Text(
                "給水導電度須低於爐水導電度。",
                "The feedwater must conduct less than the boiler water.",
            ),
        ),
    ),
)

TRAP: Final = Calculator(
    "steam_trap",
    1,
    System.BOILER,
    Text("蒸汽祛水器洩漏", "Leaking steam traps"),
    Text("故障開啟之祛水器一年漏失多少蒸汽。", "Steam lost in a year by traps that stay open."),
    (
        number(
            "leak",
            Text("每只洩漏量", "steam lost per trap"),
            "m",
            "kg/h",
            "(0, 1000]",
            plausible="[0.2, 100]",
            help=Text("依孔徑與壓力查表。", "From the table by orifice and pressure."),
        ),
        number(
            "n",
            Text("洩漏只數", "leaking traps"),
            "n",
            "",
            "[1, 10000]",
            plausible="[1, 500]",
            default="1",
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
        result(
            "saved", Text("年漏失蒸汽", "Steam lost a year"), "ΔD", "t/yr", "leak * n * h / 1000"
        ),
        saved_money("saved * price"),
    ),
    "US DOE Steam Tip Sheet #1 (75.8 lb/h, 8,760 h, 10 $/1,000 lb: $6,640)",
    Standing.REPRODUCED,
    Text("冷凝水回收時，漏失的熱較少。", "Less heat is lost where the condensate comes back."),
)


TRAP_ORIFICE: Final = Calculator(
    "steam_trap_orifice",
    1,
    System.BOILER,
    Text("蒸汽祛水器洩漏（由孔徑與壓力）", "Leaking steam traps by orifice and pressure"),
    Text("不必查表，由閥孔孔徑與壓力估算漏失蒸汽。", "Steam lost without reading a table."),
    (
        number(
            "d",
            Text("閥孔孔徑", "orifice of the trap"),
            "d",
            "mm",
            "(0, 50]",
            plausible="[0.5, 20]",
        ),
        number(
            "p",
            Text("蒸汽壓力", "steam pressure"),
            "p",
            "bar",
            "[1, 100]",
            plausible="[1, 40]",
            help=Text(
                "表壓；低於 1 bar 不是音速流。", "Gauge; below 1 bar the flow is not choked."
            ),
        ),
        number(
            "cd",
            Text("流量係數", "discharge coefficient"),
            "Cd",
            "",
            "[0.1, 1]",
            plausible="[0.3, 0.8]",
            default="0.73",
            help=Text(
                "全開取 0.73；部分卡住者依判斷取較小值。",
                "0.73 when it stands open; less when it is partly stuck.",
            ),
        ),
        number(
            "n",
            Text("洩漏只數", "leaking traps"),
            "n",
            "",
            "[1, 10000]",
            plausible="[1, 500]",
            default="1",
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
        result(
            "leak",
            Text("每只洩漏量", "Steam lost per trap"),
            "m",
            "kg/h",
            "0.4119 * cd * d ** 2 * (p + 1.01325)",
        ),
        result(
            "saved", Text("年漏失蒸汽", "Steam lost a year"), "ΔD", "t/yr", "leak * n * h / 1000"
        ),
        saved_money("saved * price"),
    ),
    "Napier's formula in SI; US DOE Steam Tip Sheet #1, table (1/8 in at 150 psig: 75.8 lb/h)",
    Standing.REPRODUCED,
    Text(
        "係數 0.73 使公式與公布之表一致；實際漏失依卡住程度而小於此值。",
        "With 0.73 it gives the published table; what is really lost is less where a trap is stuck "
        "half open.",
    ),
)


def _heat_lost(given: Given) -> Decimal:
    pairs = zip(given.series["length"], given.series["loss"], strict=True)
    watts = sum((length * loss for length, loss in pairs), Decimal(0))
    return watts * given.numbers["h"] * Decimal("0.0000036")


def _unequal(first: str, second: str, says: Text) -> Check:
    def differ(given: Given) -> bool:
        return len(given.series[first]) != len(given.series[second])

    return Check(second, differ, frozenset({first, second}), says, refuses=True)


def _several(key: str, label: Text, symbol: str, unit: str, hard: str, plausible: str) -> Input:
    one = number(key, label, symbol, unit, hard, plausible=plausible)
    return Input(
        key,
        label,
        symbol,
        unit,
        one.hard,
        one.plausible,
        is_series=True,
        help=Text(
            "每種管徑一個數值，以空格分開。", "One value per pipe size, with blanks between."
        ),
    )


INSULATION: Final = Calculator(
    "steam_pipe_insulation",
    1,
    System.BOILER,
    Text("蒸汽管線保溫", "Insulating steam pipes"),
    Text("裸管保溫後一年少散失多少熱。", "Heat kept by insulating bare pipes."),
    (
        _several("length", Text("各段長度", "lengths"), "L", "m", "(0, 100000]", "[0.5, 5000]"),
        _several(
            "loss",
            Text("各段裸管散熱", "heat lost by the bare pipes"),
            "q",
            "W/m",
            "(0, 20000]",
            "[50, 5000]",
        ),
        HOURS,
        percent(
            "ins",
            Text("保溫效率", "efficiency of the insulation"),
            "ηᵢ",
            "(0, 98]",
            "[70, 95]",
        ),
        BOILER_EFFICIENCY,
        FUEL_PRICE,
    ),
    (
        Step(
            "heat",
            Text("裸管年散失熱", "Heat lost a year"),
            "Q",
            "GJ/yr",
            Method(
                "Σ({length} × {loss}) × {h} × 3.6 ÷ 10^6",
                frozenset({"length", "loss", "h"}),
                _heat_lost,
            ),
            result=True,
        ),
        saved_fuel("ins / 100 * heat / (eta / 100)"),
        saved_money("saved * price"),
    ),
    "US DOE Steam Tip Sheet #2 (1,120/175/250 ft: 5,069 MMBtu, $45,620)",
    Standing.REPRODUCED,
    Text("裸管散熱依管徑與壓力查表。", "Heat lost is read from tables by size and pressure."),
    (
        _unequal(
            "length",
            "loss",
            Text("長度與散熱的個數須相同。", "Give as many losses as lengths."),
        ),
    ),
)


CALCULATORS: Final = (
    BLOWDOWN,
    BLOWDOWN_RATE,
    TRAP,
    TRAP_ORIFICE,
    INSULATION,
)
