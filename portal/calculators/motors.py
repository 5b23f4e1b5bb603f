"""Motors and what they drive: load, replacement, variable speed, pumps."""

from typing import Final

from portal.calculators.asked import (
    ELECTRICITY_PRICE,
    HOURS,
    POWER_FACTOR,
    amperes,
    kilowatts,
    percent,
    saved_money,
    saved_power,
    volts,
)
from portal.calculators.declaration import (
    Calculator,
    Standing,
    System,
    line,
    number,
    refuse,
    result,
    warn,
)
from portal.language import Text

MOTOR_LOAD: Final = Calculator(
    "power_motor_load",
    2,
    System.POWER_LIGHT,
    Text("馬達負載率（現場量測）", "Motor load from field readings"),
    Text("由三相電壓、電流估算負載。", "From voltages and currents of three phases."),
    (
        *(
            volts(f"v{one}", Text(f"第 {one} 線電壓", f"voltage {one}"), f"U{one}")
            for one in (1, 2, 3)
        ),
        *(
            amperes(f"i{one}", Text(f"第 {one} 相電流", f"current {one}"), f"I{one}")
            for one in (1, 2, 3)
        ),
        volts("vr", Text("額定電壓", "rated voltage"), "Uᵣ"),
        amperes("ir", Text("額定電流", "rated current"), "Iᵣ"),
        POWER_FACTOR,
        number(
            "pr",
            Text("額定軸功率", "rated shaft power"),
            "Pᵣ",
            "kW",
            "(0, 100000]",
            plausible="[0.4, 20000]",
            optional=True,
        ),
        number(
            "er",
            Text("額定效率", "efficiency at rated load"),
            "ηᵣ",
            "%",
            "[30, 99.5]",
            plausible="[70, 97]",
            optional=True,
        ),
    ),
    (
        line("v", Text("平均電壓", "Mean voltage"), "U", "V", "(v1 + v2 + v3) / 3"),
        line("i", Text("平均電流", "Mean current"), "I", "A", "(i1 + i2 + i3) / 3"),
        result("kw", Text("輸入功率", "Input"), "P", "kW", "sqrt(3) * v * i * pf / 1000"),
        result(
            "load", Text("負載率（電流法）", "Load by current"), "L", "%", "100 * v / vr * i / ir"
        ),
        result(
            "load2",
            Text("負載率（輸入功率法）", "Load by input power"),
            "Lₚ",
            "%",
            "100 * kw / (pr / (er / 100))",
        ),
        result(
            "unbalance",
            Text("電壓不平衡率", "Voltage unbalance"),
            "δ",
            "%",
            "100 * max(abs(v1 - v), abs(v2 - v), abs(v3 - v)) / v",
        ),
    ),
    "US DOE fact sheet, Determining Electric Motor Load and Efficiency (both methods); MEASUR, "
    "percent load estimation by field measurement",
    Standing.CONFIRMED,
    Text(
        "電流法未計功率因數，低負載時會高估；有額定值時以輸入功率法為準。公式有兩個公開來源，"
        "未取得完整算例。",
        "The ratio of currents ignores the power factor and reads too high at low load; where the "
        "rating is known the input power counts. Two sources give the formulas, none a whole "
        "example.",
    ),
    (
        warn(
            "v1",
            "unbalance > 1",
            Text("電壓不平衡超過 1 %，馬達須降額。", "Above 1 % unbalance the motor loses rating."),
        ),
        warn(
            "i1",
            "load < 40",
            Text(
                "負載率低於 40 %：此法高估，請以功率計確認。",
                "Below 40 %: this method reads too high; confirm with a power meter.",
            ),
        ),
    ),
)

MOTOR_REPLACEMENT: Final = Calculator(
    "power_motor_replacement",
    1,
    System.POWER_LIGHT,
    Text("更換高效率馬達", "More efficient motor"),
    Text("同樣軸功率，效率提高後之節電。", "Electricity saved at the same shaft power."),
    (
        kilowatts("kw", Text("額定軸功率", "rated shaft power"), "P"),
        percent("load", Text("負載率", "load"), "L", "(0, 125]", "[30, 100]"),
        HOURS,
        percent("e1", Text("現有馬達效率", "present efficiency"), "η₁", "[30, 99.5]", "[70, 97]"),
        percent("e2", Text("新馬達效率", "new efficiency"), "η₂", "[30, 99.5]", "[80, 98]"),
        ELECTRICITY_PRICE,
    ),
    (
        result(
            "old",
            Text("現況年用電", "Electricity now"),
            "E₁",
            "kWh/yr",
            "kw * load / 100 * h / (e1 / 100)",
        ),
        result(
            "new",
            Text("更換後年用電", "Electricity then"),
            "E₂",
            "kWh/yr",
            "kw * load / 100 * h / (e2 / 100)",
        ),
        saved_power("old - new"),
        saved_money("saved * price"),
    ),
    "Western Michigan University, high-efficiency motors (20 hp, 80 %, 0.88 to 0.92: $284 a year)",
    Standing.REPRODUCED,
    Text(
        "新馬達轉差較小，離心負載轉速略增會抵銷部分節省。",
        "A new motor slips less; centrifugal loads then take a little more power.",
    ),
    (
        refuse(
            "e2",
            "e2 <= e1",
            Text("新馬達效率須高於現有效率。", "The new efficiency must be higher."),
        ),
    ),
)

DRIVE: Final = Calculator(
    "power_vsd",
    1,
    System.POWER_LIGHT,
    Text("變頻調速節電", "Variable speed drive"),
    Text("風機、泵浦降頻運轉之節電。", "Fans and pumps at a lower frequency."),
    (
        kilowatts("kw", Text("額定軸功率", "rated shaft power"), "P"),
        number(
            "lf",
            Text("額定頻率下負載率", "load at full speed"),
            "L",
            "%",
            "(0, 120]",
            plausible="[40, 105]",
        ),
        number("f", Text("運轉頻率", "frequency"), "f", "Hz", "(0, 120]", plausible="[20, 60]"),
        number(
            "f0",
            Text("額定頻率", "rated frequency"),
            "f₀",
            "Hz",
            "[40, 120]",
            plausible="[50, 60]",
            default="60",
        ),
        number(
            "x",
            Text("功率指數", "exponent"),
            "x",
            "",
            "[1, 3]",
            plausible="[2, 2.7]",
            default="2.5",
            help=Text(
                "理想為 3；實際系統取 2.5，靜揚程占比高者更低。",
                "3 is ideal; real systems 2.5, with much static head less.",
            ),
        ),
        percent("eta", Text("馬達效率", "motor efficiency"), "η", "[30, 100]", "[70, 97]"),
        percent("drive", Text("變頻器效率", "drive efficiency"), "ηd", "[80, 100]", "[94, 99]"),
        HOURS,
        ELECTRICITY_PRICE,
    ),
    (
        line(
            "old",
            Text("定頻年用電", "Electricity at full speed"),
            "E₁",
            "kWh/yr",
            "kw * lf / 100 / (eta / 100) * h",
        ),
        result(
            "used",
            Text("變頻年用電", "Electricity with the drive"),
            "E₂",
            "kWh/yr",
            "old * (f / f0) ** x / (drive / 100)",
        ),
        saved_power("old - used"),
        saved_money("saved * price"),
    ),
    "ORNL-AMO/AMO-Tools-Suite, ElectricityReduction unit test (55/60 Hz, exponent 2.5)",
    Standing.REPRODUCED,
    Text(
        "指數 2.5 為 MEASUR 對實際系統之取值；原以閥門或風門節流者，基準用電應實測。",
        "MEASUR takes 2.5 for real systems; where flow was throttled before, measure the baseline.",
    ),
    (
        warn(
            "x",
            "x > 2.7",
            Text(
                "指數接近理想三次方，節省可能高估。", "Close to the ideal cube: saving may be high."
            ),
        ),
        warn(
            "f", "used >= old", Text("變頻後用電並未降低。", "The drive does not save electricity.")
        ),
    ),
)

PUMP: Final = Calculator(
    "power_pump_hydraulic",
    1,
    System.POWER_LIGHT,
    Text("泵浦水功率", "Hydraulic power of a pump"),
    Text("由流量與揚程計算水功率。", "From flow and head."),
    (
        number("flow", Text("流量", "flow"), "V̇", "m3/h", "(0, 100000]", plausible="[1, 20000]"),
        number("head", Text("揚程", "head"), "H", "m", "(0, 3000]", plausible="[2, 500]"),
        number(
            "sg",
            Text("比重", "specific gravity"),
            "SG",
            "",
            "[0.3, 3]",
            plausible="[0.7, 1.3]",
            default="1",
        ),
        number(
            "kw",
            Text("輸入功率", "electric input"),
            "P",
            "kW",
            "(0, 100000]",
            plausible="[0.4, 20000]",
            optional=True,
        ),
    ),
    (
        result(
            "hydraulic",
            Text("水功率", "Hydraulic power"),
            "Pₕ",
            "kW",
            "998.2 * sg * 9.80665 * flow / 3600 * head / 1000",
        ),
        result(
            "eff", Text("泵組效率", "Wire-to-water efficiency"), "η", "%", "100 * hydraulic / kw"
        ),
    ),
    "ORNL-AMO/AMO-Tools-Suite, FluidPower unit test (1,000 gpm, 280 ft, SG 1.02: 53.78 kW)",
    Standing.REPRODUCED,
    Text("水密度 998.2 kg/m³（20 °C）。", "Water of 998.2 kg/m³ (20 °C)."),
    (
        refuse(
            "kw",
            "kw < 998.2 * sg * 9.80665 * flow / 3600 * head / 1000",
            Text(
                "輸入功率不可能小於水功率，請確認流量、揚程與單位。",
                "The input cannot be less than the hydraulic power; check flow, head and units.",
            ),
        ),
    ),
)


CALCULATORS: Final = (
    MOTOR_LOAD,
    MOTOR_REPLACEMENT,
    DRIVE,
    PUMP,
)
