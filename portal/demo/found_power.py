"""Invented findings about motors and lighting."""

from decimal import Decimal

from portal.advisory.content import Advice, Machine, Seen
from portal.advisory.vocabulary import Carrier, Level, MeasureClass, System
from portal.demo.found import Found, Plant, answer, calculated, money
from portal.demo.variation import rounded

_METER, _FLUE = "電力分析儀 PA-310", "煙氣分析儀 FG-200"
_INFRARED, _LUX = "紅外線測溫儀 IR-7", "照度計 LX-5"
_D = Decimal


def _lamps(plant: Plant, tag: str, watts: Decimal, count: Decimal, hours: Decimal) -> Machine:
    return Machine(
        "lighting",
        tag,
        Carrier.ELECTRICITY,
        rated=watts,
        hours=hours,
        annual_use=rounded(watts * count / 1000 * hours, 0),
    )


def lamps(plant: Plant) -> Found:
    """Old lamps."""
    count, hours = plant.sized("420", "lamps"), plant.hours * _D("0.75") // 10 * 10
    made = calculated(
        "lighting_replacement",
        w1=_D(250),
        n1=count,
        w2=_D(105),
        n2=count,
        h=hours,
        price=plant.price,
    )
    cost = money(count * 4_300)
    return Found(
        _lamps(plant, "L-01", _D(250), count, hours),
        (
            ("count", count, ""),
            ("illuminance", plant.figure("268", "lux"), _LUX),
        ),
        Seen(
            System.POWER,
            f"廠房仍使用 250 W 複金屬燈 {count} 盞，光衰明顯，照度約 270 lx。",
            Level.MEDIUM,
        ),
        (made,),
        Advice(
            "廠房照明汰換為 LED 天井燈",
            "採 105 W LED 天井燈，發光效率不低於 140 lm/W；依區域分迴路並保留緊急照明。",
            MeasureClass.REPLACEMENT,
            "2.7142",
            hours,
            capex_material=cost,
            capex_labour=money(cost * _D("0.2")),
            life_years=_D(10),
            explanation="全數汰換，功率由 250 W 降為 105 W，節電占照明用電約 58 %。",
        ),
        plant.power_saved(answer(made), answer(made) / hours),
    )


def lights_off(plant: Plant) -> Found:
    """Lamps on where nobody works."""
    count, hours = plant.sized("360", "lamps b"), plant.hours
    kept = rounded(count * _D("0.78"), 0)
    made = calculated(
        "lighting_replacement",
        w1=_D(58),
        n1=count,
        w2=_D(58),
        n2=kept,
        h=hours,
        price=plant.price,
    )
    return Found(
        _lamps(plant, "L-02", _D(58), count, hours),
        (("count", count, ""), ("illuminance", plant.figure("610", "lux b"), _LUX)),
        Seen(
            System.POWER,
            "倉儲與走道照明 24 小時全亮，非作業時段照度仍逾 600 lx。",
            Level.LOW,
        ),
        (made,),
        Advice(
            "非作業區照明分區關閉",
            f"重新規劃迴路開關與巡檢表，常亮燈具由 {count} 盞減為 {kept} 盞，維持安全照度。",
            MeasureClass.OPERATIONAL,
            "",
            hours,
            life_years=_D(5),
            priority=Level.LOW,
        ),
        plant.power_saved(answer(made)),
    )


def motor(plant: Plant) -> Found:
    """A rewound motor."""
    kw = plant.sized("132", "motor kw")
    now, then = plant.figure("91.4", "e1", 1, "0.008"), plant.figure("95.9", "e2", 1, "0.003")
    made = calculated(
        "power_motor_replacement",
        kw=kw,
        load=_D(76),
        h=plant.hours,
        e1=now,
        e2=then,
        price=plant.price,
    )
    cost = money(kw * 3_300)
    return Found(
        Machine(
            "pump_fan",
            "P-11",
            Carrier.ELECTRICITY,
            maker="示範電機",
            rated=kw,
            hours=plant.hours,
            annual_use=rounded(answer(made, "old"), 0),
        ),
        (
            ("power_kw", rounded(answer(made, "old") / plant.hours, 1), _METER),
            ("voltage_v", plant.figure("382", "volts", share="0.01"), _METER),
            ("power_factor", plant.figure("0.83", "pf", 2, "0.04"), _METER),
        ),
        Seen(
            System.POWER,
            f"製程泵馬達曾重繞，推估效率 {now} %，全年連續運轉。",
            Level.MEDIUM,
        ),
        (made,),
        Advice(
            "汰換為 IE4 高效率馬達",
            f"以 IE4（效率 {then} %）等框號替換；安排於年度歲修更換，舊品不再重繞。",
            MeasureClass.REPLACEMENT,
            "2.4133",
            plant.hours,
            capex_material=cost,
            capex_labour=money(cost * _D("0.15")),
            life_years=_D(15),
        ),
        plant.power_saved(answer(made), answer(made) / plant.hours),
    )


def fan(plant: Plant) -> Found:
    """A fan throttled by its damper."""
    kw = plant.sized("110", "fan kw")
    hertz = plant.figure("52", "fan hertz", 1, "0.02")
    made = calculated(
        "power_vsd",
        kw=kw,
        lf=_D(84),
        f=hertz,
        eta=_D("94.1"),
        drive=_D(97),
        h=plant.hours,
        price=plant.price,
    )
    used = kw * _D("0.84") / _D("0.941") * plant.hours
    cost = money(kw * 9_000)
    return Found(
        Machine(
            "pump_fan",
            "F-21",
            Carrier.ELECTRICITY,
            maker="範例風機",
            rated=kw,
            hours=plant.hours,
            annual_use=rounded(used, 0),
        ),
        (
            ("power_kw", rounded(used / plant.hours, 1), _METER),
            ("current_a", plant.sized("165", "fan amps"), _METER),
            ("frequency", _D(60), _METER),
        ),
        Seen(
            System.POWER,
            "集塵風機以風門節流，開度約 55 %，產線停機時仍全速運轉。",
            Level.HIGH,
        ),
        (made,),
        Advice(
            "集塵風機加裝變頻器並與產線連動",
            f"風門全開，平均以 {hertz} Hz 運轉，依管道靜壓控制；須維持集塵最低風速。",
            MeasureClass.REPLACEMENT,
            "2.4146",
            plant.hours,
            capex_material=cost,
            capex_labour=money(cost * _D("0.16")),
            life_years=_D(12),
            priority=Level.HIGH,
            explanation="風門節流之基準用電係實測，節電占比較高。",
        ),
        plant.power_saved(answer(made), answer(made) / plant.hours),
    )
